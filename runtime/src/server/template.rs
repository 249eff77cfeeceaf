//! Path templates: finding the operations of a path.
//!
//! What is matched are segments, still encoded, so that a `/` within a value is never taken for one between segments.

use std::collections::BTreeMap;

use crate::parameter::{decoded, pairs};

/// A part of a segment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Text(String),
    Variable,
}

/// All templates as one tree.
#[derive(Debug, Default)]
pub(super) struct Templates {
    root: Node,
}

#[derive(Debug, Default)]
struct Node {
    texts: BTreeMap<String, Node>,
    /// Segments with variables, those with the most text first.
    patterns: Vec<(Vec<Piece>, Node)>,
    leaves: Vec<Leaf>,
}

/// A template that ends here.
#[derive(Debug)]
struct Leaf {
    index: usize,
    variables: Vec<&'static str>,
    /// Pairs that the query has to have: some documents put them into the path.
    query: Vec<(String, String)>,
}

/// A template that the path fits.
#[derive(Debug)]
pub(super) struct Match<'p> {
    /// The number that it was added with.
    pub(super) index: usize,
    /// Its variables with their texts, still encoded.
    pub(super) variables: Vec<(&'static str, &'p str)>,
}

impl Templates {
    /// Adds a template under a number.
    pub(super) fn add(&mut self, template: &'static str, index: usize) {
        let template = template.split('#').next().unwrap_or_default();
        let (path, query) = template.split_once('?').unwrap_or((template, ""));
        let mut variables = Vec::new();
        let mut node = &mut self.root;
        for segment in path.strip_prefix('/').unwrap_or(path).split('/') {
            let pieces = pieces(segment, &mut variables);
            if !pieces.contains(&Piece::Variable) {
                node = node.texts.entry(text(segment)).or_default();
                continue;
            }
            let known = node.patterns.iter().position(|(other, _)| *other == pieces);
            let at = known.unwrap_or_else(|| {
                let at = node.patterns.partition_point(|(other, _)| weight(other) >= weight(&pieces));
                node.patterns.insert(at, (pieces, Node::default()));
                at
            });
            node = &mut node.patterns[at].1;
        }
        let query =
            pairs(query).filter_map(|(name, value)| Some((name.ok()?.into_owned(), value.to_owned())));
        let leaf = Leaf { index, variables, query: query.collect() };
        // A template that asks for more is tried first.
        let at = node.leaves.partition_point(|other| other.query.len() >= leaf.query.len());
        node.leaves.insert(at, leaf);
    }

    /// Every template that the path fits, the most specific first.
    pub(super) fn find<'p>(&self, path: &'p str, query: &str) -> Vec<Match<'p>> {
        let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
        let mut found = Vec::new();
        self.root.find(&segments, query, &mut Vec::new(), &mut found);
        found
    }
}

impl Node {
    fn find<'p>(
        &self,
        segments: &[&'p str],
        query: &str,
        values: &mut Vec<&'p str>,
        found: &mut Vec<Match<'p>>,
    ) {
        let [segment, rest @ ..] = segments else {
            for leaf in self.leaves.iter().filter(|leaf| leaf.fits(query)) {
                let variables = leaf.variables.iter().copied().zip(values.iter().copied()).collect();
                found.push(Match { index: leaf.index, variables });
            }
            return;
        };
        if let Some(node) = self.texts.get(&text(segment)) {
            node.find(rest, query, values, found);
        }
        for (pieces, node) in &self.patterns {
            let before = values.len();
            if fits(pieces, segment, values) {
                node.find(rest, query, values, found);
            }
            values.truncate(before);
        }
    }
}

impl Leaf {
    fn fits(&self, query: &str) -> bool {
        self.query.iter().all(|(name, value)| {
            pairs(query).any(|(other, text)| other.as_deref() == Ok(name) && text == value)
        })
    }
}

/// How much text there is in a segment.
fn weight(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| if let Piece::Text(text) = piece { text.len() } else { 0 }).sum()
}

/// The text of a segment: how it is encoded makes no difference.
fn text(segment: &str) -> String {
    decoded(segment, false).map_or_else(|_| segment.to_owned(), std::borrow::Cow::into_owned)
}

fn pieces(segment: &'static str, variables: &mut Vec<&'static str>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        pieces.push(Piece::Variable);
        variables.push(name);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

/// Does the segment fit? A variable takes at least one character, and ends where the next text begins.
fn fits<'p>(pieces: &[Piece], segment: &'p str, values: &mut Vec<&'p str>) -> bool {
    let (pieces, mut rest) = match pieces {
        [pieces @ .., Piece::Text(end)] => match segment.strip_suffix(end.as_str()) {
            Some(rest) => (pieces, rest),
            None => return false,
        },
        pieces => (pieces, segment),
    };
    let mut pieces = pieces.iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) => match rest.strip_prefix(text.as_str()) {
                Some(after) => rest = after,
                None => return false,
            },
            Piece::Variable => {
                let Some(first) = rest.chars().next().map(char::len_utf8) else { return false };
                let end = match pieces.peek() {
                    None => rest.len(),
                    Some(Piece::Variable) => first,
                    Some(Piece::Text(text)) => match rest[first..].find(text.as_str()) {
                        Some(end) => first + end,
                        None => return false,
                    },
                };
                values.push(&rest[..end]);
                rest = &rest[end..];
            }
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::Templates;

    const ALL: [&str; 10] = [
        "/",
        "/pets",
        "/pets/{id}",
        "/pets/mine",
        "/pets/{id}.{format}",
        "/pets/{pet}/toys/{toy}",
        "/pets/{id}:feed",
        "/v1/{a}-{b}/x",
        "/query?action=list",
        "/query",
    ];

    fn find(path: &str) -> Vec<String> {
        let mut templates = Templates::default();
        ALL.iter().enumerate().for_each(|(index, template)| templates.add(template, index));
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let shown = |found: super::Match<'_>| {
            let values: Vec<String> =
                found.variables.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{} {}", ALL[found.index], values.join(" ")).trim().to_owned()
        };
        templates.find(path, query).into_iter().map(shown).collect()
    }

    #[test]
    fn text_wins_over_variables_and_more_text_over_less() {
        assert_eq!(find("/pets"), ["/pets"]);
        assert_eq!(find("/pets/mine"), ["/pets/mine", "/pets/{id} id=mine"]);
        assert_eq!(find("/pets/7:feed"), ["/pets/{id}:feed id=7", "/pets/{id} id=7:feed"]);
        assert_eq!(find("/pets/a.b.c")[0], "/pets/{id}.{format} id=a format=b.c");
        assert_eq!(find("/v1/x-y/x"), ["/v1/{a}-{b}/x a=x b=y"]);
    }

    #[test]
    fn values_stay_encoded_and_are_never_empty() {
        assert_eq!(find("/pets/a%2Fb"), ["/pets/{id} id=a%2Fb"]);
        assert_eq!(find("/%70ets"), ["/pets"]);
        assert_eq!(find("/pets/1/toys/2"), ["/pets/{pet}/toys/{toy} pet=1 toy=2"]);
        for path in ["/pets/", "/pets/1/", "/pets//toys/2", "//pets", "/pets/1/toys", "/dogs"] {
            assert!(find(path).is_empty(), "{path}");
        }
        assert_eq!(find("/"), ["/"]);
    }

    #[test]
    fn a_query_in_a_template_has_to_be_there() {
        assert_eq!(find("/query?x=1&action=list"), ["/query?action=list", "/query"]);
        assert_eq!(find("/query?action=other"), ["/query"]);
    }
}
