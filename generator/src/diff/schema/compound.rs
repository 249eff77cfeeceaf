//! What the schema objects that hold for one value say about its parts: items and properties.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::count::{items_of, least, most};
use super::part::{Part, is_annotation};
use super::{Additional, Array, Object};
use crate::diff::side::{SchemaId, Side};
use crate::diff::trail::Node;
use crate::source::Tree;

pub(super) fn array<'a>(side: &mut Side<'a>, parts: &[Part<'a>]) -> Array {
    let mut prefix = Vec::new();
    // Draft 4 writes `items` for what became `prefixItems`.
    let tuples: Vec<Vec<Node<'a>>> = parts
        .iter()
        .filter_map(|part| list(side, part, "prefixItems").or_else(|| list(side, part, "items")))
        .collect();
    for position in 0..tuples.iter().map(Vec::len).max().unwrap_or(0) {
        let nodes: Vec<Node<'a>> = tuples.iter().filter_map(|tuple| tuple.get(position).copied()).collect();
        prefix.push(side.schema_of(&nodes));
    }
    let is_flag =
        |keyword: &str| parts.iter().any(|part| part.map.get(keyword).and_then(Tree::as_bool) == Some(true));
    Array {
        min_items: most(parts, "minItems").unwrap_or(0),
        max_items: least(parts, "maxItems"),
        unique: is_flag("uniqueItems"),
        items: all(side, parts, "items").or_else(|| all(side, parts, "additionalItems")),
        prefix,
        contains: all(side, parts, "contains"),
        min_contains: most(parts, "minContains").unwrap_or(1),
        max_contains: least(parts, "maxContains"),
        unevaluated: all(side, parts, "unevaluatedItems"),
    }
}

fn list<'a>(side: &mut Side<'a>, part: &Part<'a>, keyword: &str) -> Option<Vec<Node<'a>>> {
    let node = side.get(part.node, keyword)?;
    node.tree.as_list().is_some().then(|| side.trail.items(node))
}

pub(super) fn object<'a>(side: &mut Side<'a>, parts: &[Part<'a>]) -> Object<'a> {
    let mut required = BTreeSet::new();
    let mut dependent_required: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for part in parts {
        required
            .extend(part.map.get("required").map(items_of).into_iter().flatten().filter_map(Tree::as_str));
        for (name, names) in part.map.get("dependentRequired").and_then(Tree::as_map).into_iter().flatten() {
            dependent_required
                .entry(name)
                .or_default()
                .extend(items_of(names).into_iter().filter_map(Tree::as_str));
        }
    }
    let is_closed = parts.iter().any(|part| part.map.get("additionalProperties") == Some(&Tree::Bool(false)));
    let additional = match all(side, parts, "additionalProperties") {
        _ if is_closed => Additional::Closed,
        Some(schema) => Additional::Of(schema),
        None => Additional::Open,
    };
    Object {
        properties: members(side, parts, "properties"),
        required,
        additional,
        patterns: members(side, parts, "patternProperties").into_iter().collect(),
        names: all(side, parts, "propertyNames"),
        min: most(parts, "minProperties").unwrap_or(0),
        max: least(parts, "maxProperties"),
        dependent_required,
        dependent_schemas: members(side, parts, "dependentSchemas").into_iter().collect(),
        unevaluated: all(side, parts, "unevaluatedProperties"),
    }
}

/// The members that the parts have under a keyword; those of one name become one schema.
fn members<'a>(side: &mut Side<'a>, parts: &[Part<'a>], keyword: &str) -> IndexMap<&'a str, SchemaId> {
    let mut nodes: IndexMap<&'a str, Vec<Node<'a>>> = IndexMap::new();
    for part in parts {
        let Some(map) = side.get(part.node, keyword) else { continue };
        for (name, node) in side.trail.members(map) {
            nodes.entry(name).or_default().push(node);
        }
    }
    nodes.into_iter().map(|(name, nodes)| (name, side.schema_of(&nodes))).collect()
}

/// The schema that a value fits when it fits what every part has under a keyword; nothing where none says anything.
pub(super) fn all<'a>(side: &mut Side<'a>, parts: &[Part<'a>], keyword: &str) -> Option<SchemaId> {
    let mut nodes = Vec::new();
    for part in parts {
        let says = |tree: &Tree| match tree {
            Tree::Map(map) => !map.keys().all(|key| is_annotation(key)),
            Tree::Bool(allowed) => !allowed,
            _ => false,
        };
        nodes.extend(side.get(part.node, keyword).filter(|node| says(node.tree)));
    }
    (!nodes.is_empty()).then(|| side.schema_of(&nodes))
}

/// The schemas that the parts have under a keyword, each by itself.
pub(super) fn each<'a>(side: &mut Side<'a>, parts: &[Part<'a>], keyword: &str) -> Vec<SchemaId> {
    let nodes: Vec<Node<'a>> = parts.iter().filter_map(|part| side.get(part.node, keyword)).collect();
    nodes.into_iter().map(|node| side.schema_of(&[node])).collect()
}
