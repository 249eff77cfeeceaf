//! Schemas: from the flattened keywords of one value to a type or a declaration.
//!
//! What a Rust type can say becomes a type; every keyword that it cannot say becomes an assertion on the value.
//! A schema of which no type says enough becomes a JSON value with all its assertions.

mod choice;
mod constraint;
mod cover;
mod inherit;
mod list;
mod peek;
mod record;
mod types;

use std::borrow::Cow;

use super::flat::{Flat, Part, flatten};
use super::{Cx, assertion};
use crate::ir::{Hint, IntegerWidth, ModelKind, Nullability, Ty, TypeUse};
use crate::source::{Place, Tree};
pub(super) use inherit::children;
use types::Shape;

/// Of what a declaration speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Aspect {
    /// Every value that fits the schemas.
    Whole,
    /// The value itself, where others inherit from it.
    Base,
    /// The values of one type, where several are allowed.
    Only(&'static str),
}

/// The type at a place that nothing is known of.
pub(super) fn any(place: &Place) -> TypeUse {
    let nullability = Nullability::NonNull;
    TypeUse { ty: Ty::Any, nullability, secret: false, assertions: None, place: place.clone() }
}

/// The name that the address of a schema suggests: the key of the component, or the way down from it.
pub(super) fn hint_of(cx: &Cx<'_>, place: &Place) -> Hint {
    const STRUCTURE: &[&str] = &["properties", "schema", "content", "paths", "allOf", "responses"];
    let tokens: Vec<String> = place.pointer.tokens().map(Cow::into_owned).collect();
    let steps = match tokens.as_slice() {
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            return Hint::Given(name.clone());
        }
        [components, _, rest @ ..] if components == "components" => rest,
        rest => rest,
    };
    let steps = steps.iter().filter(|step| !STRUCTURE.contains(&step.as_str())).cloned();
    // A schema of another file is known by the file, too.
    Hint::Derived(cx.document.file_stem(place).into_iter().chain(steps).collect())
}

/// The type of the values that fit the schema at `place`.
pub(super) fn type_use(cx: &mut Cx<'_>, place: &Place, hint: &Hint) -> TypeUse {
    type_of_all(cx, std::slice::from_ref(place), hint)
}

/// The type of the values that fit every schema at `places`, of which there is at least one.
fn type_of_all(cx: &mut Cx<'_>, places: &[Place], hint: &Hint) -> TypeUse {
    type_of(cx, places, Aspect::Whole, hint)
}

/// The type of one aspect of the values that fit every schema at `places`.
fn type_of(cx: &mut Cx<'_>, places: &[Place], aspect: Aspect, hint: &Hint) -> TypeUse {
    let place = &places[0];
    let mut found = any(place);
    match flatten(cx, places) {
        Flat::Reference { target, nullable } => {
            found.secret = is_secret(cx, &target);
            found.ty = Ty::Model(cx.model_of(target));
            found.nullability = nullability(nullable);
        }
        Flat::Broken => {}
        Flat::Never => found.assertions = assertion::of_schemas(cx, places),
        Flat::Parts(parts) => {
            let (shape, nullability) = types::shape(cx, places, &parts, aspect, hint);
            found.nullability = nullability;
            match shape {
                Shape::Record | Shape::Union(_) => found.ty = Ty::Model(cx.declare(places, aspect, hint)),
                Shape::Enumeration(_) | Shape::Integers(_) => {
                    // The assertions stand where the values are used, since all of them do.
                    found.assertions = cover::leftovers(cx, &shape, &parts, places);
                    found.ty = Ty::Model(cx.declare(places, aspect, hint));
                }
                Shape::Same(ty) => found = TypeUse { nullability, ..*ty },
                Shape::Type(name) => {
                    found.assertions = cover::leftovers(cx, &shape, &parts, places);
                    found.ty = ty(cx, place, &parts, name, hint);
                }
                Shape::Any => found.assertions = assertion::of_schemas(cx, places),
            }
        }
    }
    if is_replaced(cx, places, aspect) {
        (found.ty, found.assertions) = (Ty::Model(cx.declare(places, aspect, hint)), None);
    }
    found.secret |= places.iter().any(|place| is_secret(cx, place));
    found
}

/// What the declaration of the schemas at `places` is, and whether `null` is among its values.
pub(super) fn declaration(
    cx: &mut Cx<'_>,
    places: &[Place],
    aspect: Aspect,
    hint: &Hint,
) -> (ModelKind, Nullability) {
    let whole = |cx: &mut Cx<'_>| {
        // A JSON value holds `null`, too; whether it may is among the assertions.
        (ModelKind::Any(assertion::of_schemas(cx, places)), Nullability::NonNull)
    };
    if is_replaced(cx, places, aspect)
        && let Some(external) = cx.settings.replace.get(&places[0].pointer)
    {
        let external = external.value.clone();
        let assertions = if external.is_model { None } else { assertion::of_schemas(cx, places) };
        let kind = ModelKind::External(external, assertions);
        return match flatten(cx, places) {
            Flat::Parts(parts) => (kind, types::nullability_of(cx, &parts)),
            Flat::Reference { nullable, .. } => (kind, nullability(nullable)),
            Flat::Never | Flat::Broken => (kind, Nullability::NonNull),
        };
    }
    if aspect == Aspect::Whole
        && let [place] = places
        && let Some(union) = inherit::union(cx, place, hint)
    {
        return (ModelKind::Union(union), Nullability::NonNull);
    }
    let parts = match flatten(cx, places) {
        Flat::Parts(parts) => parts,
        Flat::Never => return whole(cx),
        Flat::Reference { .. } | Flat::Broken => {
            let ty = type_of(cx, places, aspect, hint);
            let nullability = ty.nullability;
            return (ModelKind::Alias(ty), nullability);
        }
    };
    let (shape, nullability) = types::shape(cx, places, &parts, aspect, hint);
    let kind = match shape {
        Shape::Record => {
            let assertions = cover::leftovers(cx, &shape, &parts, places);
            ModelKind::Record(record::lower(cx, &parts, assertions, hint))
        }
        Shape::Enumeration(enumeration) => ModelKind::Enumeration(enumeration),
        Shape::Integers(integers) => ModelKind::Integers(integers),
        Shape::Union(union) => ModelKind::Union(union),
        Shape::Same(ty) => ModelKind::Alias(TypeUse { nullability, ..*ty }),
        Shape::Type(name) => {
            let assertions = cover::leftovers(cx, &shape, &parts, places);
            let ty = ty(cx, &places[0], &parts, name, hint);
            ModelKind::Alias(TypeUse { ty, nullability, assertions, ..any(&places[0]) })
        }
        Shape::Any => return whole(cx),
    };
    (kind, nullability)
}

/// Whether the user has a type for the schema.
fn is_replaced(cx: &Cx<'_>, places: &[Place], aspect: Aspect) -> bool {
    // The pointers of the configuration are about the document itself, not about files that it refers to.
    let [place] = places else { return false };
    aspect == Aspect::Whole
        && place.file == cx.document.root().file
        && cx.settings.replace.contains_key(&place.pointer)
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
            let items = if cover::covers_items(parts) {
                below(cx, place, parts, "items", &hint.child("item"))
            } else {
                any(&place.key("items"))
            };
            Ty::List { items: Box::new(items), constraints: constraint::list(parts) }
        }
        _ => {
            let values = if cover::covers_values(parts) {
                below(cx, place, parts, "additionalProperties", &hint.child("value"))
            } else {
                any(&place.key("additionalProperties"))
            };
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

fn is_secret(cx: &Cx<'_>, place: &Place) -> bool {
    cx.map(place).is_some_and(|node| {
        node.get("format").and_then(Tree::as_str) == Some("password")
            || node.get("writeOnly").and_then(Tree::as_bool) == Some(true)
    })
}
