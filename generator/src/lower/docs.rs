//! What the document says in prose.

use crate::ir::Docs;
use crate::source::{Map, Tree};

/// The prose of the object `node`.
pub(super) fn of(node: Option<&Map>) -> Docs {
    let text = |key: &str| {
        let text = node?.get(key)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    Docs {
        summary: text("summary").or_else(|| text("title")),
        description: text("description"),
        example: node.and_then(example).map(json),
        deprecated: node.and_then(|node| node.get("deprecated")).and_then(Tree::as_bool).unwrap_or(false),
    }
}

/// `example`, or the first of the `examples` of a schema of OpenAPI 3.1.
fn example(node: &Map) -> Option<&Tree> {
    node.get("example").or_else(|| node.get("examples")?.as_list()?.first())
}

/// `default`, as JSON text.
pub(super) fn default(node: &Map) -> Option<String> {
    node.get("default").map(|value| value.to_json().to_string())
}

/// The node as compact JSON text; a string stands without its quotes.
fn json(node: &Tree) -> String {
    match node {
        Tree::String(text) => text.clone(),
        node => node.to_json().to_string(),
    }
}
