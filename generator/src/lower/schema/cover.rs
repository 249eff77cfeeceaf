//! Coverage: which keywords a shape says by itself, and which are left to be checked on the value.

use super::choice;
use super::types::Shape;
use crate::ir::AssertionsId;
use crate::lower::Cx;
use crate::lower::assertion::{self, is_assertion};
use crate::lower::flat::Part;
use crate::source::{Map, Place, Tree};

/// What the shape does not say; `None` when it says everything.
pub(super) fn leftovers(
    cx: &mut Cx<'_>,
    shape: &Shape,
    parts: &[Part<'_>],
    places: &[Place],
) -> Option<AssertionsId> {
    let unevaluated = |part: &Part<'_>| {
        part.node.contains_key("unevaluatedItems") || part.node.contains_key("unevaluatedProperties")
    };
    if parts.iter().any(unevaluated) {
        // They look at everything around them.
        return assertion::of_schemas(cx, places);
    }
    let mut all: Vec<(Place, Vec<String>)> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let left = |keyword: &&String| is_assertion(keyword) && !is_covered(shape, parts, index, keyword);
        let mut kept: Vec<String> = part.keywords().filter(left).cloned().collect();
        if matches!(shape, Shape::Enumeration(enumeration) if enumeration.is_open) {
            // Where any text will do, there is nothing to check.
            kept.retain(|keyword| keyword != "anyOf" || !choice::takes_any_text(cx, part, "anyOf"));
        }
        if !kept.is_empty() {
            all.push((part.place.clone(), kept));
        }
    }
    assertion::of_keywords(cx, &all)
}

/// Whether the shape of the parts says what a keyword of one of them says.
fn is_covered(shape: &Shape, parts: &[Part<'_>], index: usize, keyword: &str) -> bool {
    // Of these the type keeps the first that it meets.
    let is_first = || parts[..index].iter().all(|part| !part.node.contains_key(keyword));
    match (keyword, shape) {
        // Flattening has followed the first ones, and a direction belongs to the field; the others are what the type
        // and its rules say.
        ("$ref" | "allOf" | "type" | "discriminator" | "readOnly" | "writeOnly", _)
        | ("enum" | "const", Shape::Enumeration(_) | Shape::Integers(_))
        | ("minLength" | "maxLength", Shape::Type("string"))
        | ("format", Shape::Type("integer" | "number"))
        | ("minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum", Shape::Type("number"))
        | ("minItems" | "maxItems" | "uniqueItems", Shape::Type("array"))
        | ("minProperties" | "maxProperties", Shape::Type("object"))
        | ("properties" | "required", Shape::Record) => true,
        ("pattern" | "format", Shape::Type("string")) | ("multipleOf", Shape::Type("number")) => is_first(),
        ("minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum", Shape::Type("integer")) => {
            is_whole(&parts[index], keyword)
        }
        ("multipleOf", Shape::Type("integer")) => is_first() && is_whole(&parts[index], keyword),
        ("items", Shape::Type("array")) => covers_items(parts),
        ("additionalProperties", Shape::Type("object")) => covers_values(parts),
        ("additionalProperties", Shape::Record) => match parts[index].node.get(keyword) {
            Some(Tree::Bool(true)) => true,
            // More than one of them would have to hold.
            Some(Tree::Map(_)) if parts.iter().filter(|part| keeps(part)).count() > 1 => false,
            _ => knows_all_properties(&parts[index], parts),
        },
        (keyword, Shape::Type(name)) => is_about_another(keyword, name),
        _ => false,
    }
}

/// Whether the part says of other properties what their values are.
pub(super) fn keeps(part: &Part<'_>) -> bool {
    matches!(part.node.get("additionalProperties"), Some(Tree::Map(_)))
}

/// Whether the keyword speaks only of values of other types than this one.
fn is_about_another(keyword: &str, name: &str) -> bool {
    let about = match keyword {
        "minLength" | "maxLength" | "pattern" => "string",
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => "number",
        "items" | "prefixItems" | "additionalItems" | "contains" | "minItems" | "maxItems"
        | "uniqueItems" => "array",
        "properties"
        | "patternProperties"
        | "additionalProperties"
        | "propertyNames"
        | "required"
        | "minProperties"
        | "maxProperties"
        | "dependentRequired"
        | "dependentSchemas"
        | "dependencies" => "object",
        _ => return false,
    };
    about != if name == "integer" { "number" } else { name }
}

/// Whether a limit of integers is one itself, or a flag; a fraction is compared exactly by the assertion.
fn is_whole(part: &Part<'_>, keyword: &str) -> bool {
    match part.node.get(keyword) {
        Some(Tree::Float(limit)) => limit.fract() == 0.0 && limit.abs() < 1e36,
        _ => true,
    }
}

/// Whether a list of one item type says what the parts say of items.
pub(super) fn covers_items(parts: &[Part<'_>]) -> bool {
    parts.iter().all(|part| {
        !part.node.contains_key("prefixItems") && !matches!(part.node.get("items"), Some(Tree::List(_)))
    })
}

/// Whether a map of one value type says what the parts say of additional properties.
pub(super) fn covers_values(parts: &[Part<'_>]) -> bool {
    parts.iter().all(|part| !part.node.contains_key("patternProperties"))
}

/// Whether a part that allows no other properties lists all those of the record.
pub(super) fn knows_all_properties(part: &Part<'_>, parts: &[Part<'_>]) -> bool {
    let names = |part: &Part<'_>| -> Vec<String> {
        part.node.get("properties").and_then(Tree::as_map).into_iter().flat_map(Map::keys).cloned().collect()
    };
    let own = names(part);
    !part.node.contains_key("patternProperties")
        && parts.iter().all(|other| names(other).iter().all(|name| own.contains(name)))
}

/// Whether properties come from where a record would not keep them: branches, patterns, dependencies.
pub(super) fn hides_properties(parts: &[Part<'_>]) -> bool {
    let known: Vec<&String> =
        parts.iter().filter_map(|part| part.node.get("properties")?.as_map()).flat_map(Map::keys).collect();
    let is_record =
        parts.iter().any(|part| part.node.contains_key("properties") || part.node.contains_key("required"));
    let harmless = |branch: &Tree| match branch {
        Tree::Map(node) => node.iter().all(|(keyword, value)| match keyword.as_str() {
            "properties" => value.as_map().is_some_and(|map| map.keys().all(|name| known.contains(&name))),
            "$ref"
            | "allOf"
            | "anyOf"
            | "oneOf"
            | "not"
            | "if"
            | "patternProperties"
            | "additionalProperties" => false,
            _ => true,
        }),
        _ => true,
    };
    parts.iter().any(|part| {
        let branches =
            ["anyOf", "oneOf"].into_iter().filter_map(|keyword| part.get(keyword)?.as_list()).flatten();
        let single = ["then", "else"].into_iter().filter_map(|keyword| part.node.get(keyword));
        let dependent =
            part.node.get("dependentSchemas").and_then(Tree::as_map).into_iter().flat_map(Map::values);
        (is_record && part.node.contains_key("patternProperties"))
            || branches.chain(single).chain(dependent).any(|branch| !harmless(branch))
    })
}
