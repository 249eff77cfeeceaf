//! The way to the node that was looked up last: the next one is most often beside it or below it.

use crate::source::{FileId, Place, Tree};

/// The nodes on the way from a root down, each with the length of its pointer.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail<'a> {
    file: Option<FileId>,
    pointer: String,
    nodes: Vec<(usize, &'a Tree)>,
}

impl<'a> Trail<'a> {
    /// The node at `place`, from where both ways part; `root` gives the root of a file.
    pub(super) fn node(
        &mut self,
        place: &Place,
        root: impl FnOnce(FileId) -> Option<&'a Tree>,
    ) -> Option<&'a Tree> {
        let wanted = place.pointer.as_str();
        if self.file != Some(place.file) {
            self.file = None;
            self.nodes = vec![(0, root(place.file)?)];
            self.file = Some(place.file);
            self.pointer.clear();
        }
        let common = common_prefix(self.pointer.as_bytes(), wanted.as_bytes());
        // A node counts as common if its whole last token is.
        let is_common = |end: usize| end <= common && (end == wanted.len() || wanted.as_bytes()[end] == b'/');
        while self.nodes.len() > 1 && self.nodes.last().is_some_and(|(end, _)| !is_common(*end)) {
            self.nodes.pop();
        }
        let (mut end, mut node) = *self.nodes.last()?;
        self.pointer.truncate(end);
        while end < wanted.len() {
            let rest = &wanted[end + 1..];
            let length = rest.bytes().position(|byte| byte == b'/').unwrap_or(rest.len());
            node = node.child(&rest[..length])?;
            self.pointer.push_str(&wanted[end..end + 1 + length]);
            end += 1 + length;
            self.nodes.push((end, node));
        }
        Some(node)
    }
}

/// How many bytes two texts have in common from their beginning, which most often is many.
fn common_prefix(a: &[u8], b: &[u8]) -> usize {
    const BLOCK: usize = 16;
    let blocks = a.chunks_exact(BLOCK).zip(b.chunks_exact(BLOCK)).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[blocks * BLOCK..], &b[blocks * BLOCK..]);
    blocks * BLOCK + a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::Trail;
    use crate::source::{Limits, Place, Pointer, Sources, parse};

    #[test]
    fn every_way_leads_where_it_leads_from_the_root() {
        let mut sources = Sources::new();
        let text = r#"{"a": {"b": [1, {"c": 2}], "bc": 3, "": 4, "x/y": {"~": 5}}, "ab": 6}"#;
        let file = sources.add("a.json", text);
        let tree = parse(&sources, file, &Limits::DEFAULT).0.unwrap();
        let pointers = [
            "",
            "/a",
            "/a/b",
            "/a/b/1/c",
            "/a/bc",
            "/a/b/0",
            "/a/",
            "/a/x~1y/~0",
            "/a/x~1y",
            "/ab",
            "/ab/c",
            "/a/b/2",
            "/a/nothing",
            "/nothing/b",
        ];
        let mut trail = Trail::default();
        for first in pointers {
            for second in pointers {
                for pointer in [first, second] {
                    let pointer = Pointer::parse(pointer).unwrap();
                    let place = Place { file, pointer: pointer.clone() };
                    assert_eq!(trail.node(&place, |_| Some(&tree)), tree.at(&pointer), "{first} {second}");
                }
            }
        }
    }
}
