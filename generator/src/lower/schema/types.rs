//! The shape of a value: which Rust construct says most of what its schemas say.

use std::collections::BTreeSet;

use super::cover;
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::ir::Nullability;
use crate::lower::flat::{self, Part};
use crate::lower::{Cx, Reading};
use crate::source::{Place, Tree};

/// What becomes of the schemas of one value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// An object with known keys: a declaration.
    Record,
    /// A list of texts: a declaration.
    Enumeration(Vec<String>),
    /// One of the types of JSON Schema, `null` aside.
    Type(&'static str),
    /// Anything.
    Any,
}

/// The shape of the value that has to fit every part.
pub(super) fn shape(cx: &mut Cx<'_>, place: &Place, parts: &[Part<'_>]) -> Shape {
    let has = |keyword: &str| parts.iter().any(|part| part.node.contains_key(keyword));
    if has("$dynamicRef") || crosses_dynamic_scopes(cx, parts) {
        return Shape::Any;
    }
    let types = types(parts);
    if let Some(values) = enumeration(cx, parts, types.as_ref()) {
        return Shape::Enumeration(values);
    }
    let named = types.as_ref().map(|types| types.iter().copied().collect::<Vec<_>>());
    let only = match named.as_deref() {
        Some([name]) => *name,
        Some([]) if parts.iter().any(flat::is_nullable) => return Shape::Any,
        Some([]) => {
            let message = "no type fits every member of this `allOf`";
            let problem = Diagnostic::new(Code::Contradiction, Location::Key(place.clone()), message);
            cx.report(problem.hint("give the members the same `type`, or types that have values in common"));
            return Shape::Any;
        }
        Some(several) => {
            cx.degrade(place, &format!("values of the types {} have no Rust type yet", several.join(", ")));
            return Shape::Any;
        }
        None if has("oneOf") || has("anyOf") => {
            cx.degrade(place, "a choice between schemas has no Rust type yet");
            return Shape::Any;
        }
        None if cx.reading == Reading::Literal => return Shape::Any,
        None if has("properties") || has("additionalProperties") || has("required") => "object",
        None if has("items") => "array",
        None => return Shape::Any,
    };
    if only != "object" {
        return Shape::Type(only);
    }
    if cover::hides_properties(parts) {
        cx.degrade(place, "properties that depend on others have no Rust type yet");
        return Shape::Any;
    }
    let closed = parts.iter().any(|part| part.node.get("additionalProperties") == Some(&Tree::Bool(false)));
    if has("properties") || has("required") || (closed && !has("patternProperties")) {
        Shape::Record
    } else {
        Shape::Type("object")
    }
}

/// Whether the parts come from several schema resources of which one has dynamic anchors:
/// what a `$dynamicRef` below means then depends on the way to it, which a type forgets.
fn crosses_dynamic_scopes(cx: &Cx<'_>, parts: &[Part<'_>]) -> bool {
    let resources: BTreeSet<Place> = parts.iter().map(|part| cx.document.resource(&part.place)).collect();
    resources.len() > 1 && resources.iter().any(|resource| !cx.document.dynamic_anchors(resource).is_empty())
}

/// The types that every part allows, without `null`; `None` when no part says anything.
fn types(parts: &[Part<'_>]) -> Option<BTreeSet<&'static str>> {
    const NAMES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];
    let mut all: Option<BTreeSet<&'static str>> = None;
    for part in parts {
        let allowed: Vec<&str> = match part.node.get("type") {
            Some(Tree::String(name)) => vec![name],
            Some(Tree::List(names)) => names.iter().filter_map(Tree::as_str).collect(),
            _ => continue,
        };
        let fits =
            |name: &&str| allowed.contains(name) || (*name == "integer" && allowed.contains(&"number"));
        // A part that says `number` allows integers, but does not by itself name the type `integer`.
        let named: BTreeSet<_> = NAMES.into_iter().filter(|name| allowed.contains(name)).collect();
        all = Some(match all {
            None => named,
            Some(before) => {
                let narrowed = named.iter().filter(|name| before.contains("number") && **name == "integer");
                before.iter().filter(|name| fits(name)).chain(narrowed).copied().collect()
            }
        });
    }
    all
}

/// The texts of an `enum` or `const`, when every value is text.
fn enumeration(
    cx: &Cx<'_>,
    parts: &[Part<'_>],
    types: Option<&BTreeSet<&'static str>>,
) -> Option<Vec<String>> {
    let mut lists = parts.iter().filter_map(|part| match (part.node.get("enum"), part.node.get("const")) {
        (Some(Tree::List(values)), None) => Some(values.as_slice()),
        (None, Some(value)) => Some(std::slice::from_ref(value)),
        _ => None,
    });
    let mut values: Vec<&Tree> = lists.next()?.iter().collect();
    for list in lists {
        values.retain(|value| list.contains(value));
    }
    // `null` is what nullability says, as long as the type lets it through.
    let nullable = types.is_some() && nullability_of(cx, parts) == Nullability::Nullable;
    let mut texts: Vec<String> = Vec::new();
    for value in values {
        match value {
            Tree::String(text) if texts.contains(text) => {}
            Tree::String(text) => texts.push(text.clone()),
            Tree::Null if nullable => {}
            _ => return None,
        }
    }
    (!texts.is_empty() && types.is_none_or(|types| types.contains("string"))).then_some(texts)
}

/// Every schema that names a type has to allow `null`; as authors mean it, the outermost one may also add it.
pub(super) fn nullability_of(cx: &Cx<'_>, parts: &[Part<'_>]) -> Nullability {
    let mut typed = parts.iter().filter(|part| part.node.contains_key("type")).peekable();
    let everywhere = typed.peek().is_some() && typed.all(flat::is_nullable);
    super::nullability(match cx.reading {
        Reading::Intended => everywhere || parts.first().is_some_and(flat::is_nullable),
        Reading::Literal => everywhere && parts.iter().all(lists_null),
    })
}

/// Whether the values that a part lists include `null`, if it lists any.
fn lists_null(part: &Part<'_>) -> bool {
    let values = part.node.get("enum").and_then(Tree::as_list);
    values.is_none_or(|values| values.contains(&Tree::Null))
        && part.node.get("const").is_none_or(|value| *value == Tree::Null)
}
