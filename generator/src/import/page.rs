//! Pages: the fenced code blocks of Markdown (section 4.5 of the `CommonMark` specification) that hold OpenAPI.

use crate::diagnostic::{Diagnostic, Location};
use crate::source::{FileId, Place, Sources, Span, locate};

/// An OpenAPI fragment in a page.
///
/// It is a source of its own, so that it is parsed and searched alone; its places are shown in the page.
pub(super) struct Fragment {
    page: FileId,
    start: usize,
    end: usize,
    sources: Sources,
    file: FileId,
}

impl Fragment {
    fn new(sources: &Sources, page: FileId, start: usize, end: usize) -> Self {
        let mut own = Sources::new();
        let source = sources.get(page);
        let file = own.add(source.name.clone(), &source.text[start..end]);
        Self { page, start, end, sources: own, file }
    }

    /// The text between the fences.
    pub(super) fn text<'a>(&self, sources: &'a Sources) -> &'a str {
        &sources.get(self.page).text[self.start..self.end]
    }

    /// The sources that hold nothing but the fragment.
    pub(super) const fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The fragment among [`Self::sources`].
    pub(super) const fn file(&self) -> FileId {
        self.file
    }

    /// A place of the fragment, in the page.
    pub(super) fn location(&self, location: &Location) -> Location {
        match locate(&self.sources, &[location]).into_iter().flatten().next() {
            Some(Span { start, end, .. }) => {
                Location::Text(Span { file: self.page, start: start + self.start, end: end + self.start })
            }
            None => Location::Nowhere,
        }
    }

    /// The key of a node of the fragment, in the page.
    pub(super) fn key(&self, pointer: &crate::source::Pointer) -> Location {
        self.location(&Location::Key(Place { file: self.file, pointer: pointer.clone() }))
    }

    /// A problem of the fragment, in the page.
    pub(super) fn in_page(&self, problem: Diagnostic) -> Diagnostic {
        Diagnostic {
            location: self.location(&problem.location),
            related: problem.related.iter().map(|(at, label)| (self.location(at), label.clone())).collect(),
            ..problem
        }
    }
}

/// The OpenAPI fragments of a page, in their order.
pub(super) fn fragments(sources: &Sources, page: FileId) -> Vec<Fragment> {
    let text = &sources.get(page).text;
    blocks(text)
        .into_iter()
        .filter(|block| block.is_data() && is_openapi(&text[block.start..block.end]))
        .map(|block| Fragment::new(sources, page, block.start, block.end))
        .collect()
}

/// Whether the text has the root key `openapi`.
fn is_openapi(text: &str) -> bool {
    text.lines().any(|line| {
        line.starts_with("openapi:")
            || line.trim_start().trim_start_matches('{').trim_start().starts_with("\"openapi\"")
    })
}

/// A fenced code block.
#[derive(Debug, PartialEq)]
struct Block<'a> {
    /// What follows the fence: a language, then anything.
    info: &'a str,
    /// Where the line after the opening fence begins.
    start: usize,
    /// Where the line of the closing fence begins, or the text ends.
    end: usize,
}

impl Block<'_> {
    fn is_data(&self) -> bool {
        matches!(
            self.info.split_whitespace().next().map(str::to_ascii_lowercase).as_deref(),
            Some("yaml" | "yml" | "json")
        )
    }
}

/// The fenced code blocks of a text; a fence that is shorter than the opening one, or of the other sign, is content.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(char, usize, &str, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let next = at + line.len();
        let fence = fence(line);
        match (open, fence) {
            (None, Some((sign, length, info))) => open = Some((sign, length, info, next)),
            (Some((sign, length, info, start)), Some((closing, run, "")))
                if closing == sign && run >= length =>
            {
                blocks.push(Block { info, start, end: at });
                open = None;
            }
            _ => {}
        }
        at = next;
    }
    blocks.extend(open.map(|(_, _, info, start)| Block { info, start, end: text.len() }));
    blocks
}

/// The sign, the length and the rest of a line that is a fence.
fn fence(line: &str) -> Option<(char, usize, &str)> {
    let inner = line.trim_start_matches(' ');
    let sign = inner.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let rest = inner.trim_start_matches(sign);
    let length = inner.len() - rest.len();
    let info = rest.trim();
    let valid = line.len() - inner.len() <= 3 && length >= 3 && !(sign == '`' && info.contains('`'));
    valid.then_some((sign, length, info))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_closes_with_its_own_sign_and_length() {
        let cases: [(&str, &[(&str, &str)]); 6] = [
            ("a\n```yaml x\nb: 1\n```\nc\n", &[("yaml x", "b: 1\n")]),
            ("````yaml\n```\nb\n```\n````\n", &[("yaml", "```\nb\n```\n")]),
            ("~~~json\n```\n~~~~\n", &[("json", "```\n")]),
            ("```yaml\nnever closed", &[("yaml", "never closed")]),
            ("    ```yaml\nindented code\n", &[]),
            ("```yaml\r\na: 1\r\n```\r\n", &[("yaml", "a: 1\r\n")]),
        ];
        for (text, expected) in cases {
            let found: Vec<_> =
                blocks(text).iter().map(|block| (block.info, &text[block.start..block.end])).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
