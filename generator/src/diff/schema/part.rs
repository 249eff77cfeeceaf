//! The schema objects that hold for one value, gathered through `$ref`, `allOf` and choices with one branch.

use std::collections::BTreeSet;

use super::super::side::Side;
use super::super::trail::Node;
use crate::read::Dialect;
use crate::source::{Map, Tree};

/// One schema object.
#[derive(Clone, Copy, Debug)]
pub(in crate::diff) struct Part<'a> {
    pub(in crate::diff) node: Node<'a>,
    pub(in crate::diff) map: &'a Map,
    /// Whether a choice of it lets `null` through.
    pub(in crate::diff) null_branch: bool,
    /// Choices of it that have one branch, which is a part itself.
    pub(in crate::diff) unwrapped: [bool; 2],
}

/// The keywords that are choices.
pub(super) const CHOICES: [&str; 2] = ["oneOf", "anyOf"];

/// What was gathered.
pub(super) struct Gathered<'a> {
    pub(super) parts: Vec<Part<'a>>,
    /// Whether `false` is among them.
    pub(super) never: bool,
}

/// Gathers everything that holds for a value that has to fit all of the nodes, outermost first.
pub(super) fn gather<'a>(side: &mut Side<'a>, nodes: &[Node<'a>]) -> Gathered<'a> {
    let mut stack: Vec<Node<'a>> = nodes.iter().rev().copied().collect();
    let mut seen = BTreeSet::new();
    let mut gathered = Gathered { parts: Vec::new(), never: false };
    while let Some(node) = stack.pop() {
        if !seen.insert(node.identity()) {
            continue;
        }
        let map = match node.tree {
            Tree::Map(map) => map,
            Tree::Bool(false) => {
                gathered.never = true;
                continue;
            }
            _ => continue,
        };
        let mut below = Vec::new();
        if map.contains_key("$ref") || map.contains_key("$dynamicRef") {
            below.extend(side.step(node));
            if side.dialect() == Dialect::V30 {
                stack.extend(below);
                continue;
            }
        }
        if let Some(list) = side.get(node, "allOf") {
            below.extend(side.trail.items(list));
        }
        let mut part = Part { node, map, null_branch: false, unwrapped: [false; 2] };
        for (index, keyword) in CHOICES.into_iter().enumerate() {
            let Some(list) = side.get(node, keyword) else { continue };
            let branches = side.trail.items(list);
            let count = branches.len();
            let others: Vec<Node<'a>> = branches.into_iter().filter(|node| !is_null(node.tree)).collect();
            part.null_branch |= others.len() < count;
            if let [only] = others.as_slice() {
                part.unwrapped[index] = true;
                below.push(*only);
            }
        }
        gathered.parts.push(part);
        stack.extend(below.into_iter().rev());
    }
    gathered
}

/// Whether a schema is a reference, and nothing beside it counts.
pub(in crate::diff) fn is_pure_reference(tree: &Tree, dialect: Dialect) -> bool {
    let Some(map) = tree.as_map() else { return false };
    map.get("$ref").is_some_and(|reference| reference.as_str().is_some())
        && (dialect == Dialect::V30 || map.len() == 1)
}

/// Whether only `null` fits.
pub(super) fn is_null(tree: &Tree) -> bool {
    let null = |tree: &Tree| tree.as_str() == Some("null");
    let of = |keyword: &str| tree.get(keyword);
    of("type").is_some_and(|types| {
        null(types) || types.as_list().is_some_and(|types| types.len() == 1 && types.iter().all(null))
    }) || of("const") == Some(&Tree::Null)
        || of("enum").and_then(Tree::as_list) == Some(&[Tree::Null])
}

/// Whether a keyword says nothing about which values fit.
pub(super) fn is_annotation(keyword: &str) -> bool {
    keyword.starts_with("x-")
        || matches!(
            keyword,
            "title"
                | "description"
                | "example"
                | "examples"
                | "default"
                | "deprecated"
                | "externalDocs"
                | "readOnly"
                | "writeOnly"
                | "xml"
                | "$comment"
                | "$id"
                | "$schema"
                | "$anchor"
                | "$dynamicAnchor"
                | "$defs"
                | "definitions"
        )
}
