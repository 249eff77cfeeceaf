//! From the schema objects that hold for one value to their normal form.

use std::collections::{BTreeMap, BTreeSet};

use super::compound::{all, array, each, object};
use super::count::{items_of, least, most};
use super::part::{CHOICES, Part, gather, is_null};
use super::{Bound, Branch, Condition, Discriminator, Notes, Number, Numbers, Schema, Text, Types, Union};
use crate::diff::side::{Side, reference_name};
use crate::diff::trail::Node;
use crate::source::Tree;

/// Reads the schema that a value fits when it fits all of the nodes.
pub(in crate::diff) fn read<'a>(side: &mut Side<'a>, nodes: &[Node<'a>]) -> Schema<'a> {
    let gathered = gather(side, nodes);
    let parts = gathered.parts;
    let mut unions = Vec::new();
    let mut lists = Lists::default();
    for (index, part) in parts.iter().enumerate() {
        lists.add_keywords(part);
        for (choice, keyword) in CHOICES.into_iter().enumerate() {
            if part.unwrapped[choice] {
                continue;
            }
            if let Some(union) = union(side, part, keyword) {
                lists.add_union(side, index, union, &mut unions);
            }
        }
    }
    let types = types(&parts, &lists);
    let text = |keyword: &str| parts.iter().find_map(|part| part.map.get(keyword)?.as_str());
    Schema {
        at: nodes[0].at,
        never: gathered.never,
        types,
        values: lists.values.map(|values| values.into_iter().filter(|value| **value != Tree::Null).collect()),
        is_const: lists.is_const,
        extensible: parts.iter().find_map(|part| Some(items_of(part.map.get("x-extensible-enum")?))),
        format: text("format"),
        numbers: numbers(&parts),
        text: Text {
            min_length: most(&parts, "minLength").unwrap_or(0),
            max_length: least(&parts, "maxLength"),
            patterns: parts.iter().filter_map(|part| part.map.get("pattern")?.as_str()).collect(),
            encoding: text("contentEncoding"),
            media_type: text("contentMediaType"),
            content: all(side, &parts, "contentSchema"),
        },
        array: array(side, &parts),
        object: object(side, &parts),
        not: each(side, &parts, "not"),
        conditions: conditions(side, &parts),
        discriminator: discriminator(&parts, &unions),
        notes: notes(&parts),
        unions,
        parts,
    }
}

/// What the parts list and what they choose from.
#[derive(Default)]
struct Lists<'a> {
    values: Option<Vec<&'a Tree>>,
    is_const: bool,
    /// Types that a choice between nothing but types allows.
    types: Option<Types>,
    /// Per part that has a choice: whether the choice lets `null` through.
    nulls: BTreeMap<usize, bool>,
}

impl<'a> Lists<'a> {
    fn narrow(&mut self, found: Vec<&'a Tree>) {
        self.values = Some(match self.values.take() {
            None => found,
            Some(before) => before.into_iter().filter(|value| found.contains(value)).collect(),
        });
    }

    fn add_keywords(&mut self, part: &Part<'a>) {
        if let Some(list) = part.map.get("enum").filter(|list| list.as_list().is_some()) {
            self.narrow(items_of(list));
        }
        if let Some(value) = part.map.get("const") {
            self.is_const = true;
            self.narrow(vec![value]);
        }
    }

    /// Takes a choice between constants for a list, one between types for types, and anything else for a union.
    fn add_union(&mut self, side: &mut Side<'a>, index: usize, found: Union<'a>, all: &mut Vec<Union<'a>>) {
        let trees: Vec<Option<&'a Tree>> =
            found.branches.iter().map(|branch| side.follow(branch.node).map(|node| node.tree)).collect();
        let null = |tree: Option<&'a Tree>| tree.is_some_and(|tree| allows_null(tree) == Some(true));
        if let Some(constants) = trees.iter().map(|tree| constants(*tree)).collect::<Option<Vec<_>>>() {
            let mut values = Vec::new();
            for value in constants.into_iter().flatten() {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            self.narrow(values);
        } else if let Some(types) = trees.iter().map(|tree| only_types(*tree)).collect::<Option<Vec<_>>>() {
            let types = types.into_iter().fold(Types::NONE, Types::union);
            self.types = Some(self.types.map_or(types, |before| before.intersection(types)));
            self.nulls.insert(index, types.meets(Types::NULL));
        } else {
            self.nulls.insert(index, trees.iter().copied().any(null));
            all.push(found);
        }
    }
}

fn union<'a>(side: &mut Side<'a>, part: &Part<'a>, keyword: &str) -> Option<Union<'a>> {
    let list = side.get(part.node, keyword)?;
    let nodes: Vec<Node<'a>> =
        side.trail.items(list).into_iter().filter(|node| !is_null(node.tree)).collect();
    if nodes.is_empty() {
        return None;
    }
    let branches = nodes
        .into_iter()
        .map(|node| Branch { node, schema: side.schema_of(&[node]), name: reference_name(node.tree) })
        .collect();
    Some(Union { one: keyword == "oneOf", branches })
}

/// The values of a schema that does nothing but list them.
fn constants(tree: Option<&Tree>) -> Option<Vec<&Tree>> {
    let map = tree?.as_map()?;
    let plain = |key: &str| matches!(key, "const" | "enum" | "type") || super::part::is_annotation(key);
    if !map.keys().all(|key| plain(key)) {
        return None;
    }
    match (map.get("const"), map.get("enum")) {
        (Some(value), None) => Some(vec![value]),
        (None, Some(Tree::List(values))) => Some(values.iter().collect()),
        _ => None,
    }
}

/// The types of a schema that says nothing else.
fn only_types(tree: Option<&Tree>) -> Option<Types> {
    let map = tree?.as_map()?;
    let plain = |key: &str| matches!(key, "type" | "nullable") || super::part::is_annotation(key);
    let types = map.keys().all(|key| plain(key)).then(|| explicit(map.get("type")?))??;
    Some(if map.get("nullable").and_then(Tree::as_bool) == Some(true) {
        types.union(Types::NULL)
    } else {
        types
    })
}

/// What `type` says.
fn explicit(types: &Tree) -> Option<Types> {
    let names: Vec<&str> = match types {
        Tree::String(name) => vec![name],
        Tree::List(names) => names.iter().filter_map(Tree::as_str).collect(),
        _ => return None,
    };
    let known: Vec<Types> = names.into_iter().filter_map(Types::of).collect();
    (!known.is_empty()).then(|| known.into_iter().fold(Types::NONE, Types::union))
}

/// What a schema object by itself says about `null`.
fn allows_null(tree: &Tree) -> Option<bool> {
    if tree.get("nullable").and_then(Tree::as_bool) == Some(true) {
        return Some(true);
    }
    if let Some(types) = tree.get("type").and_then(explicit) {
        return Some(types.meets(Types::NULL));
    }
    if let Some(values) = tree.get("enum").and_then(Tree::as_list) {
        return Some(values.contains(&Tree::Null));
    }
    tree.get("const").map(|value| *value == Tree::Null)
}

/// The types that are allowed. As authors mean it, the outermost schema may add `null`, and `properties` make an object.
fn types(parts: &[Part<'_>], lists: &Lists<'_>) -> Types {
    let mut types = lists.types.unwrap_or(Types::ALL);
    let mut is_typed = lists.types.is_some();
    for part in parts {
        if let Some(found) = part.map.get("type").and_then(explicit) {
            is_typed = true;
            types = types.intersection(found.union(Types::NULL));
        }
    }
    if !is_typed {
        let has = |keywords: &[&str]| {
            parts.iter().any(|part| keywords.iter().any(|keyword| part.map.contains_key(*keyword)))
        };
        if let Some(values) = &lists.values {
            types = values.iter().map(|value| type_of(value)).fold(Types::NONE, Types::union);
        } else if has(&["properties", "required", "additionalProperties", "patternProperties"]) {
            types = Types::OBJECT;
        } else if has(&["items", "prefixItems"]) {
            types = Types::ARRAY;
        }
    }
    let says: Vec<Option<bool>> = parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            if part.null_branch {
                Some(true)
            } else {
                allows_null(part.node.tree).or_else(|| lists.nulls.get(&index).copied())
            }
        })
        .collect();
    let nullable = match says.first() {
        None | Some(Some(true)) => true,
        _ if says.contains(&Some(false)) => false,
        _ => says.contains(&Some(true)) || types == Types::ALL,
    };
    if nullable { types.union(Types::NULL) } else { types.without(Types::NULL) }
}

fn type_of(value: &Tree) -> Types {
    match value {
        Tree::Null => Types::NULL,
        Tree::Bool(_) => Types::BOOLEAN,
        Tree::Integer(_) => Types::INTEGER,
        Tree::Float(_) => Types::NUMBER,
        Tree::String(_) => Types::STRING,
        Tree::List(_) => Types::ARRAY,
        Tree::Map(_) => Types::OBJECT,
    }
}

fn numbers(parts: &[Part<'_>]) -> Numbers {
    let mut numbers = Numbers::default();
    for part in parts {
        let number = |keyword: &str| part.map.get(keyword).and_then(Number::of);
        let flag = |keyword: &str| part.map.get(keyword).and_then(Tree::as_bool) == Some(true);
        let bound = |value: Option<Number>, exclusive| value.map(|value| Bound { value, exclusive });
        for found in
            [bound(number("maximum"), flag("exclusiveMaximum")), bound(number("exclusiveMaximum"), true)]
        {
            let Some(found) = found else { continue };
            if numbers.maximum.is_none_or(|before| found.cmp_upper(&before).is_lt()) {
                numbers.maximum = Some(found);
            }
        }
        for found in
            [bound(number("minimum"), flag("exclusiveMinimum")), bound(number("exclusiveMinimum"), true)]
        {
            let Some(found) = found else { continue };
            if numbers.minimum.is_none_or(|before| found.cmp_lower(&before).is_gt()) {
                numbers.minimum = Some(found);
            }
        }
        numbers.multiple_of.extend(number("multipleOf"));
    }
    numbers.multiple_of.sort_unstable();
    numbers.multiple_of.dedup();
    numbers
}

fn conditions<'a>(side: &mut Side<'a>, parts: &[Part<'a>]) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for part in parts {
        let mut schema = |keyword: &str| {
            let node = side.get(part.node, keyword)?;
            Some(side.schema_of(&[node]))
        };
        if let Some(test) = schema("if") {
            let (then, otherwise) = (schema("then"), schema("else"));
            conditions.push(Condition { test, then, otherwise });
        }
    }
    conditions
}

fn discriminator<'a>(parts: &[Part<'a>], unions: &[Union<'a>]) -> Option<Discriminator<'a>> {
    let found = parts.iter().find_map(|part| part.map.get("discriminator"))?;
    let property = found.get("propertyName")?.as_str()?;
    let explicit = found.get("mapping").and_then(Tree::as_map);
    let last = |text: &'a str| text.rsplit('/').next().unwrap_or(text);
    let mut mapping: BTreeMap<&str, &str> = explicit
        .into_iter()
        .flatten()
        .filter_map(|(value, target)| Some((value.as_str(), last(target.as_str()?))))
        .collect();
    // A component that no value is written down for goes by its name.
    let mapped: BTreeSet<&str> = mapping.values().copied().collect();
    let names = unions.iter().flat_map(|union| &union.branches).filter_map(|branch| branch.name);
    for name in names.filter(|name| !mapped.contains(name)) {
        mapping.entry(name).or_insert(name);
    }
    Some(Discriminator { property, mapping })
}

fn notes<'a>(parts: &[Part<'a>]) -> Notes<'a> {
    let find = |keyword: &str| parts.iter().find_map(|part| part.map.get(keyword));
    let flag =
        |keyword: &str| parts.iter().any(|part| part.map.get(keyword).and_then(Tree::as_bool) == Some(true));
    Notes {
        default: find("default"),
        read_only: flag("readOnly"),
        write_only: flag("writeOnly"),
        deprecated: flag("deprecated"),
        sunset: find("x-sunset"),
        stability: find("x-stability-level").and_then(Tree::as_str),
        xml: find("xml"),
    }
}
