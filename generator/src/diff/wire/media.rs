//! Media types, and which of them stands for which in the other document.

use std::collections::BTreeMap;

use super::schema_at;
use crate::diff::side::{SchemaId, Side};
use crate::diff::trail::Node;
use crate::source::Tree;

/// A media type with its schema.
#[derive(Clone, Debug)]
pub(in crate::diff) struct Media<'a> {
    pub(in crate::diff) node: Node<'a>,
    pub(in crate::diff) name: &'a str,
    pub(in crate::diff) kind: MediaType,
    pub(in crate::diff) schema: Option<SchemaId>,
    pub(in crate::diff) item_schema: Option<SchemaId>,
    pub(in crate::diff) encoding: Option<&'a Tree>,
}

/// A media type or a range of them, without regard to case and blanks (RFC 9110, section 8.3.1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diff) struct MediaType {
    kind: String,
    subtype: String,
    parameters: BTreeMap<String, String>,
}

impl MediaType {
    pub(in crate::diff) fn parse(text: &str) -> Self {
        let mut parts = text.split(';');
        let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
        let parameters = parts.filter_map(|part| {
            let (name, value) = part.split_once('=')?;
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().trim_matches('"'));
            // JSON is UTF-8, whether that is said or not.
            let is_usual = name == "charset" && value.eq_ignore_ascii_case("utf-8");
            (!is_usual).then(|| (name, value.to_owned()))
        });
        Self { kind: kind.to_owned(), subtype: subtype.to_owned(), parameters: parameters.collect() }
    }

    pub(in crate::diff) fn is_same_essence(&self, other: &Self) -> bool {
        (&self.kind, &self.subtype) == (&other.kind, &other.subtype)
    }

    /// Whether everything of the other media type is of this one, and this one is a larger class.
    pub(in crate::diff) fn contains(&self, other: &Self) -> bool {
        if self.is_same_essence(other) || !self.parameters.is_empty() {
            return false;
        }
        match (self.kind.as_str(), self.subtype.as_str()) {
            ("*", _) => true,
            (kind, "*") => kind == other.kind,
            (kind, subtype) => {
                kind == other.kind
                    && other.subtype.rsplit_once('+').is_some_and(|(_, suffix)| suffix == subtype)
            }
        }
    }

    /// Whether values are written as text, so that types are not told apart.
    pub(in crate::diff) fn is_form(&self) -> bool {
        matches!(
            (self.kind.as_str(), self.subtype.as_str()),
            ("multipart", _) | ("application", "x-www-form-urlencoded")
        )
    }
}

/// The media types under `content`.
pub(in crate::diff) fn content<'a>(side: &mut Side<'a>, node: Node<'a>) -> Vec<Media<'a>> {
    let Some(content) = side.get(node, "content") else { return Vec::new() };
    let members = side.trail.members(content);
    members
        .into_iter()
        .filter(|(name, _)| !name.starts_with("x-"))
        .map(|(name, node)| {
            let node = side.follow(node).unwrap_or(node);
            Media {
                node,
                name,
                kind: MediaType::parse(name),
                schema: schema_at(side, node, "schema"),
                item_schema: schema_at(side, node, "itemSchema"),
                encoding: node.tree.get("encoding"),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::MediaType;

    #[test]
    fn spelling_does_not_matter() {
        let parse = MediaType::parse;
        assert_eq!(parse("Application/JSON; Charset=\"UTF-8\""), parse("application/json"));
        assert_eq!(parse("text/plain;b=1; a=2"), parse("text/plain; a=2; b=1"));
        assert_ne!(parse("application/json;v=1"), parse("application/json;v=2"));
        assert!(parse("application/json;v=1").is_same_essence(&parse("application/json")));
    }

    #[test]
    fn ranges_and_suffixes_contain() {
        let contains = |one, other| MediaType::parse(one).contains(&MediaType::parse(other));
        assert!(contains("*/*", "application/json"));
        assert!(contains("application/*", "application/json"));
        assert!(contains("application/xml", "application/atom+xml"));
        assert!(!contains("text/*", "application/json"));
        assert!(!contains("application/json", "application/json"));
        assert!(!contains("application/json", "application/*"));
    }
}
