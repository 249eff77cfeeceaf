//! The shape of a value: which Rust construct says most of what its schemas say.

use std::collections::BTreeSet;

use super::{Aspect, choice, cover, list, type_of};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::ir::{Arm, Enumeration, Hint, Integers, Nullability, Rule, Ty, TypeUse, Union};
use crate::lower::flat::{self, CHOICES, Part};
use crate::lower::{Cx, Reading};
use crate::source::{Place, Tree};

/// What becomes of the schemas of one value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// An object with known keys: a declaration.
    Record,
    /// A list of texts: a declaration.
    Enumeration(Enumeration),
    /// A list of integers: a declaration.
    Integers(Integers),
    /// One of several schemas: a declaration.
    Union(Union),
    /// What a single schema below says.
    Same(Box<TypeUse>),
    /// One of the types of JSON Schema, `null` aside.
    Type(&'static str),
    /// Anything.
    Any,
}

/// A shape, and whether `null` is a value besides.
pub(super) type Shaped = (Shape, Nullability);

/// The shape of the value that has to fit every part.
pub(super) fn shape(
    cx: &mut Cx<'_>,
    places: &[Place],
    parts: &[Part<'_>],
    aspect: Aspect,
    hint: &Hint,
) -> Shaped {
    let place = &places[0];
    let nullability = nullability_of(cx, parts);
    // A JSON value holds `null`, too; whether it may is among the assertions.
    let any = (Shape::Any, Nullability::NonNull);
    let has = |keyword: &str| parts.iter().any(|part| part.get(keyword).is_some());
    if has("$dynamicRef") || crosses_dynamic_scopes(cx, parts) {
        return any;
    }
    if let Aspect::Only(name) = aspect {
        return (of_type(cx, places, parts, name, hint).0, Nullability::NonNull);
    }
    let types = types(parts);
    if let Some(shape) = list::shape(cx, parts, types.as_ref()) {
        return (shape, nullability);
    }
    let named = types.as_ref().map(|types| types.iter().copied().collect::<Vec<_>>());
    let only = match named.as_deref() {
        Some([name]) => *name,
        Some([]) if parts.iter().any(flat::is_nullable) => return any,
        Some([]) => {
            let message = "no type fits every member of this `allOf`";
            let problem = Diagnostic::new(Code::Contradiction, Location::Key(place.clone()), message);
            cx.report(problem.hint("give the members the same `type`, or types that have values in common"));
            return any;
        }
        Some(several) => return (of_types(cx, places, parts, several, hint), nullability),
        None if CHOICES.into_iter().any(has) => {
            return choice::shape(cx, places, parts, hint).unwrap_or_else(|| {
                cx.degrade(place, "this choice between schemas has no Rust type");
                any
            });
        }
        None if cx.reading == Reading::Literal => return any,
        None if has("properties") || has("additionalProperties") || has("required") => "object",
        None if has("items") => "array",
        None => return any,
    };
    let (shape, choice) = of_type(cx, places, parts, only, hint);
    match shape {
        Shape::Any => any,
        shape => (shape, choice.unwrap_or(nullability)),
    }
}

/// The shape of the values of one type; where a choice decides whether `null` is a value besides, that, too.
fn of_type(
    cx: &mut Cx<'_>,
    places: &[Place],
    parts: &[Part<'_>],
    only: &'static str,
    hint: &Hint,
) -> (Shape, Option<Nullability>) {
    if only != "object" {
        return (Shape::Type(only), None);
    }
    let has = |keyword: &str| parts.iter().any(|part| part.get(keyword).is_some());
    if cover::hides_properties(parts) {
        if let Some((shape, nullability)) = choice::shape(cx, places, parts, hint) {
            return (shape, Some(nullability));
        }
        cx.degrade(&places[0], "properties that depend on others have no Rust type");
        return (Shape::Any, None);
    }
    let closed = parts.iter().any(|part| part.node.get("additionalProperties") == Some(&Tree::Bool(false)));
    if has("properties") || has("required") || (closed && !has("patternProperties")) {
        (Shape::Record, None)
    } else {
        (Shape::Type("object"), None)
    }
}

/// The shape of values of several types: a union with an arm for each.
fn of_types(
    cx: &mut Cx<'_>,
    places: &[Place],
    parts: &[Part<'_>],
    names: &[&'static str],
    hint: &Hint,
) -> Shape {
    let unevaluated = |part: &Part<'_>| {
        part.node.contains_key("unevaluatedItems") || part.node.contains_key("unevaluatedProperties")
    };
    if parts.iter().any(unevaluated) {
        return Shape::Any;
    }
    // An integer is a number.
    let is_covered = |name: &str| name == "integer" && names.contains(&"number");
    let mut arms = Vec::new();
    for name in names.iter().copied().filter(|name| !is_covered(name)) {
        let word = word(name);
        let ty = type_of(cx, places, Aspect::Only(name), &hint.child(word));
        if ty.ty == Ty::Any {
            return Shape::Any;
        }
        arms.push(Arm { name: word.to_owned(), ty, tags: Vec::new() });
    }
    match arms.as_slice() {
        [only] => Shape::Same(Box::new(only.ty.clone())),
        _ => Shape::Union(Union { rule: Rule::Any, arms, tag: None }),
    }
}

/// What a value of a type of JSON Schema is called among others.
pub(super) fn word(name: &str) -> &'static str {
    match name {
        "array" => "list",
        "boolean" => "boolean",
        "integer" => "integer",
        "number" => "number",
        "object" => "object",
        _ => "string",
    }
}

/// Whether the parts come from several schema resources of which one has dynamic anchors:
/// what a `$dynamicRef` below means then depends on the way to it, which a type forgets.
fn crosses_dynamic_scopes(cx: &Cx<'_>, parts: &[Part<'_>]) -> bool {
    if parts.len() < 2 || !cx.document.has_dynamic_anchors() {
        return false;
    }
    let resources: BTreeSet<Place> = parts.iter().map(|part| cx.document.resource(&part.place)).collect();
    resources.len() > 1 && resources.iter().any(|resource| !cx.document.dynamic_anchors(resource).is_empty())
}

/// The types that every part allows, without `null`; `None` when no part says anything.
pub(super) fn types(parts: &[Part<'_>]) -> Option<BTreeSet<&'static str>> {
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
