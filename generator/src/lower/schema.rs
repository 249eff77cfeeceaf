//! Schemas: from the flattened keywords of one value to a type or a declaration.

mod constraint;
mod record;

use std::collections::BTreeSet;

use super::Cx;
use super::flat::{self, Flat, Part, flatten};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::ir::{Enumeration, Hint, IntegerWidth, ModelKind, Nullability, Ty, TypeUse};
use crate::source::{Place, Tree};

/// The type at a place that nothing is known of.
pub(super) fn any(place: &Place) -> TypeUse {
    TypeUse { ty: Ty::Any, nullability: Nullability::NonNull, secret: false, place: place.clone() }
}

/// The name that the address of a schema suggests: the key of the component, or the way down from it.
pub(super) fn hint_of(place: &Place) -> Hint {
    const STRUCTURE: &[&str] = &["properties", "schema", "content", "paths", "allOf", "responses"];
    let tokens: Vec<String> = place.pointer.tokens().collect();
    let steps = match tokens.as_slice() {
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            return Hint::Given(name.clone());
        }
        [components, _, rest @ ..] if components == "components" => rest,
        rest => rest,
    };
    Hint::Derived(steps.iter().filter(|step| !STRUCTURE.contains(&step.as_str())).cloned().collect())
}

/// The type of the values that fit the schema at `place`.
pub(super) fn type_use(cx: &mut Cx<'_>, place: &Place, hint: &Hint) -> TypeUse {
    type_of_all(cx, std::slice::from_ref(place), hint)
}

/// The type of the values that fit every schema at `places`, of which there is at least one.
fn type_of_all(cx: &mut Cx<'_>, places: &[Place], hint: &Hint) -> TypeUse {
    let place = &places[0];
    let mut found = any(place);
    match flatten(cx, places) {
        Flat::Reference { target, nullable } => {
            found.secret = is_secret(cx, &target);
            found.ty = Ty::Model(cx.model_of(target));
            found.nullability = nullability(nullable);
        }
        Flat::Never => cx.degrade(place, "no value fits the schema `false`"),
        Flat::Broken => {}
        Flat::Parts(parts) => {
            found.nullability = nullability_of(&parts);
            found.ty = match shape(cx, place, &parts) {
                Shape::Record | Shape::Enumeration(_) => Ty::Model(cx.declare(places, hint)),
                Shape::Type(name) => ty(cx, place, &parts, name, hint),
                Shape::Any => Ty::Any,
            };
        }
    }
    found.secret |= places.iter().any(|place| is_secret(cx, place));
    found
}

/// What the declaration of the schemas at `places` is, and whether `null` is among its values.
pub(super) fn declaration(cx: &mut Cx<'_>, places: &[Place], hint: &Hint) -> (ModelKind, Nullability) {
    let alias = |ty: TypeUse| {
        let nullability = ty.nullability;
        (ModelKind::Alias(ty), nullability)
    };
    let Flat::Parts(parts) = flatten(cx, places) else { return alias(type_of_all(cx, places, hint)) };
    let nullability = nullability_of(&parts);
    match shape(cx, &places[0], &parts) {
        Shape::Record => (ModelKind::Record(record::lower(cx, &parts, hint)), nullability),
        Shape::Enumeration(values) => (ModelKind::Enumeration(Enumeration { values }), nullability),
        Shape::Type(name) => {
            let ty = ty(cx, &places[0], &parts, name, hint);
            alias(TypeUse { ty, nullability, ..any(&places[0]) })
        }
        Shape::Any => alias(TypeUse { nullability, ..any(&places[0]) }),
    }
}

/// What becomes of the schemas of one value.
enum Shape {
    /// An object with known keys: a declaration.
    Record,
    /// A list of texts: a declaration.
    Enumeration(Vec<String>),
    /// One of the types of JSON Schema, `null` aside.
    Type(&'static str),
    /// Anything.
    Any,
}

/// Keywords that are read, but neither become part of a type nor are checked.
const UNCHECKED: &[&str] = &[
    "contains",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "not",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

fn shape(cx: &mut Cx<'_>, place: &Place, parts: &[Part<'_>]) -> Shape {
    for part in parts {
        for keyword in UNCHECKED.iter().filter(|keyword| part.node.contains_key(**keyword)) {
            let message = format!("`{keyword}` is not checked");
            cx.report(Diagnostic::new(Code::Degraded, Location::Key(part.place.key(keyword)), message));
        }
    }
    if let Some(part) =
        parts.iter().find(|part| part.node.contains_key("oneOf") || part.node.contains_key("anyOf"))
    {
        cx.degrade(&part.place.clone(), "a choice between schemas has no Rust type yet");
        return Shape::Any;
    }
    let types = types(parts);
    if let Some(values) = enumeration(cx, place, parts, types.as_ref()) {
        return Shape::Enumeration(values);
    }
    let has = |keyword| parts.iter().any(|part| part.node.contains_key(keyword));
    let only = match types.as_ref().map(|types| types.iter().copied().collect::<Vec<_>>()).as_deref() {
        Some([name]) => *name,
        Some([]) if parts.iter().any(flat::is_nullable) => return Shape::Any,
        Some([]) => {
            let problem = Diagnostic::new(
                Code::Contradiction,
                Location::Key(place.clone()),
                "no type fits every member of this `allOf`",
            );
            cx.report(problem.hint("give the members the same `type`, or types that have values in common"));
            return Shape::Any;
        }
        Some(several) => {
            cx.degrade(place, &format!("values of the types {} have no Rust type yet", several.join(", ")));
            return Shape::Any;
        }
        None if has("properties") || has("additionalProperties") || has("required") => "object",
        None if has("items") => "array",
        None => return Shape::Any,
    };
    if only == "object" && (has("properties") || has("required")) { Shape::Record } else { Shape::Type(only) }
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
    cx: &mut Cx<'_>,
    place: &Place,
    parts: &[Part<'_>],
    types: Option<&BTreeSet<&'static str>>,
) -> Option<Vec<String>> {
    let mut lists = parts.iter().filter_map(|part| match (part.node.get("enum"), part.node.get("const")) {
        (Some(Tree::List(values)), _) => Some(values.as_slice()),
        (_, Some(value)) => Some(std::slice::from_ref(value)),
        _ => None,
    });
    let mut values: Vec<&Tree> = lists.next()?.iter().filter(|value| **value != Tree::Null).collect();
    for list in lists {
        values.retain(|value| list.contains(value));
    }
    let mut texts: Vec<String> = Vec::new();
    for value in values {
        match value {
            Tree::String(text) if !texts.contains(text) => texts.push(text.clone()),
            Tree::String(_) => {}
            _ => {
                let message = "a list of values that are not text is not checked";
                cx.report(Diagnostic::new(Code::Degraded, Location::Key(place.clone()), message));
                return None;
            }
        }
    }
    (!texts.is_empty() && types.is_none_or(|types| types.contains("string"))).then_some(texts)
}

/// The type of a value that needs no declaration.
fn ty(cx: &mut Cx<'_>, place: &Place, parts: &[Part<'_>], name: &str, hint: &Hint) -> Ty {
    let format = parts.iter().find_map(|part| part.node.get("format")?.as_str());
    match name {
        "string" => Ty::String { format: format.map(str::to_owned), constraints: constraint::string(parts) },
        "integer" => Ty::Integer {
            width: format.and_then(IntegerWidth::of_format).unwrap_or(IntegerWidth::I64),
            constraints: constraint::number(parts),
        },
        "number" => Ty::Number { constraints: constraint::number(parts) },
        "boolean" => Ty::Boolean,
        "array" => {
            let items = below(cx, place, parts, "items", &hint.child("item"));
            Ty::List { items: Box::new(items), constraints: constraint::list(parts) }
        }
        _ => {
            let values = below(cx, place, parts, "additionalProperties", &hint.child("value"));
            Ty::Map { values: Box::new(values), constraints: constraint::map(parts) }
        }
    }
}

/// The type of what the schemas under `keyword` describe: items, or additional properties.
fn below(cx: &mut Cx<'_>, place: &Place, parts: &[Part<'_>], keyword: &str, hint: &Hint) -> TypeUse {
    let places: Vec<_> = parts
        .iter()
        .filter(|part| part.node.contains_key(keyword))
        .map(|part| part.place.key(keyword))
        .collect();
    if places.is_empty() { any(&place.key(keyword)) } else { type_of_all(cx, &places, hint) }
}

const fn nullability(nullable: bool) -> Nullability {
    if nullable { Nullability::Nullable } else { Nullability::NonNull }
}

/// The outermost schema may add `null`; otherwise every schema that names a type has to allow it.
fn nullability_of(parts: &[Part<'_>]) -> Nullability {
    let mut typed = parts.iter().filter(|part| part.node.contains_key("type")).peekable();
    let everywhere = typed.peek().is_some() && typed.all(flat::is_nullable);
    nullability(everywhere || parts.first().is_some_and(flat::is_nullable))
}

fn is_secret(cx: &Cx<'_>, place: &Place) -> bool {
    cx.map(place).is_some_and(|node| {
        node.get("format").and_then(Tree::as_str) == Some("password")
            || node.get("writeOnly").and_then(Tree::as_bool) == Some(true)
    })
}
