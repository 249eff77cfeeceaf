//! Listed values: `enum` and `const`, where every value is a text or every value is an integer.

use std::collections::BTreeSet;

use super::types::{Shape, nullability_of};
use crate::ir::{Enumeration, Integers, Listed, Nullability};
use crate::lower::Cx;
use crate::lower::flat::Part;
use crate::source::{Map, Tree};

/// The declaration of the listed values, when they are of one kind that Rust can list.
pub(super) fn shape(
    cx: &Cx<'_>,
    parts: &[Part<'_>],
    types: Option<&BTreeSet<&'static str>>,
) -> Option<Shape> {
    let allows = |name: &str| types.is_none_or(|types| types.contains(name));
    let values = values(cx, parts, types)?;
    if allows("string")
        && let Some(values) = texts(&values)
    {
        return Some(Shape::Enumeration(Enumeration { values, is_open: false }));
    }
    // `number` allows integers, but its other values would not be of this kind.
    if types.is_none_or(|types| types.contains("integer") && types.len() == 1)
        && let Some(values) = integers(&values)
    {
        return Some(Shape::Integers(Integers { values }));
    }
    None
}

/// A listed value, with what its schema says of it.
pub(super) struct Value<'a> {
    tree: &'a Tree,
    index: usize,
    name: Option<String>,
    description: Option<String>,
}

/// The values that every list of the parts has, each once; `null` is left to nullability.
pub(super) fn values<'a>(
    cx: &Cx<'_>,
    parts: &[Part<'a>],
    types: Option<&BTreeSet<&'static str>>,
) -> Option<Vec<Value<'a>>> {
    let mut lists = parts.iter().filter_map(|part| match (part.node.get("enum"), part.node.get("const")) {
        (Some(Tree::List(values)), None) => Some((part.node, values.as_slice())),
        (None, Some(value)) => Some((part.node, std::slice::from_ref(value))),
        _ => None,
    });
    let (node, first) = lists.next()?;
    let mut values: Vec<Value<'a>> = Vec::with_capacity(first.len());
    for (index, value) in first.iter().enumerate() {
        let name = extension(node, &["x-enum-varnames", "x-enumNames", "x-enum-names"], index, value);
        let description = extension(node, &["x-enum-descriptions", "x-enumDescriptions"], index, value);
        values.push(Value { tree: value, index, name, description });
    }
    for (_, list) in lists {
        values.retain(|value| list.contains(value.tree));
    }
    // `null` is what nullability says, as long as the type lets it through.
    if types.is_some() && nullability_of(cx, parts) == Nullability::Nullable {
        values.retain(|value| *value.tree != Tree::Null);
    }
    Some(values)
}

/// What an extension says of a value: by its position in a list, or by the value itself.
fn extension(node: &Map, keys: &[&str], index: usize, value: &Tree) -> Option<String> {
    let text = match keys.iter().find_map(|key| node.get(*key))? {
        Tree::List(list) => list.get(index)?.as_str()?,
        Tree::Map(map) => map.get(value.as_str()?)?.as_str()?,
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The values as texts, when all are.
pub(super) fn texts(values: &[Value<'_>]) -> Option<Vec<Listed<String>>> {
    each_once(values, |value| value.as_str().map(str::to_owned))
}

fn integers(values: &[Value<'_>]) -> Option<Vec<Listed<i64>>> {
    each_once(values, |value| match value {
        Tree::Integer(value) => i64::try_from(*value).ok(),
        _ => None,
    })
}

fn each_once<T: Ord + Clone>(
    values: &[Value<'_>],
    read: impl Fn(&Tree) -> Option<T>,
) -> Option<Vec<Listed<T>>> {
    let (mut seen, mut listed) = (BTreeSet::new(), Vec::with_capacity(values.len()));
    for Value { tree: value, index, name, description } in values {
        let value = read(value)?;
        if seen.insert(value.clone()) {
            listed.push(Listed {
                value,
                index: *index,
                name: name.clone(),
                description: description.clone(),
            });
        }
    }
    (!listed.is_empty()).then_some(listed)
}
