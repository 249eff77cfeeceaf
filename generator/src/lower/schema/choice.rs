//! Choices: `oneOf` and `anyOf` become a union, or the type that all their branches share.

use super::peek::{Kind, Peek, peek};
use super::types::{Shape, Shaped, nullability_of, word};
use super::{any, cover, nullability, ty, type_of_all, type_use};
use crate::ir::{Arm, Enumeration, Hint, Listed, Nullability, Rule, Tag, TagOrigin, Ty, TypeUse, Union};
use crate::lower::assertion::is_assertion;
use crate::lower::flat::{self, CHOICES, Part};
use crate::lower::{Cx, Reading};
use crate::source::{Map, Place, Tree};

/// The shape of values between whose schemas one part chooses; `None` when Rust has no type for it.
pub(super) fn shape(cx: &mut Cx<'_>, places: &[Place], parts: &[Part<'_>], hint: &Hint) -> Option<Shaped> {
    let choice = Choice::of(parts)?;
    let unevaluated = |part: &Part<'_>| {
        part.node.contains_key("unevaluatedItems") || part.node.contains_key("unevaluatedProperties")
    };
    if parts.iter().any(unevaluated) {
        return None;
    }
    let peeked: Vec<(Place, Peek)> =
        choice.branches().into_iter().map(|place| (place.clone(), peek(cx, &place))).collect();
    let nullable = choice.nullability(cx, parts, &peeked);
    let rest: Vec<&(Place, Peek)> = peeked.iter().filter(|(_, peek)| peek.kind != Kind::Null).collect();
    let is_pure = choice.is_pure(cx, parts);
    if is_pure && let Some(shape) = shared(cx, places, parts, &rest, nullable, hint) {
        return Some((shape, nullable));
    }
    let mut arms: Vec<Arm> = Vec::with_capacity(rest.len());
    for (index, (place, _)) in rest.iter().enumerate() {
        let arm = arm(cx, if is_pure { &[] } else { places }, place, index, hint)?;
        if !arms.iter().any(|other| other.ty.ty == arm.ty.ty && is_declared(&arm.ty)) {
            arms.push(arm);
        }
    }
    match arms.as_slice() {
        [] => None,
        [only] if is_pure || arms.len() == rest.len() => {
            let ty = TypeUse { nullability: nullable, ..only.ty.clone() };
            Some((Shape::Same(Box::new(ty)), nullable))
        }
        _ => {
            let tag = choice.tag(cx, &rest, &mut arms);
            Some((Shape::Union(Union { rule: choice.rule(), arms, tag }), nullable))
        }
    }
}

fn is_declared(ty: &TypeUse) -> bool {
    matches!(ty.ty, Ty::Model(_))
}

/// Whether one of the branches takes any text.
pub(super) fn takes_any_text(cx: &mut Cx<'_>, part: &Part<'_>, keyword: &'static str) -> bool {
    let choice = Choice { part, keyword };
    let branches = choice.branches();
    branches.iter().any(|place| peek(cx, place).kind == Kind::Text { is_plain: true })
}

/// The one part that chooses.
struct Choice<'c, 'a> {
    part: &'c Part<'a>,
    keyword: &'static str,
}

impl<'c, 'a> Choice<'c, 'a> {
    /// `None` when there is no choice, or more than one.
    fn of(parts: &'c [Part<'a>]) -> Option<Self> {
        let mut all = parts.iter().flat_map(|part| {
            CHOICES.into_iter().filter_map(move |keyword| {
                let branches = part.get(keyword)?.as_list()?;
                (!branches.is_empty()).then_some(Choice { part, keyword })
            })
        });
        let first = all.next()?;
        all.next().is_none().then_some(first)
    }

    fn rule(&self) -> Rule {
        if self.keyword == "oneOf" { Rule::One } else { Rule::Any }
    }

    fn branches(&self) -> Vec<Place> {
        let list = self.part.place.key(self.keyword);
        let count = self.part.get(self.keyword).and_then(Tree::as_list).map_or(0, <[Tree]>::len);
        (0..count).map(|index| list.index(index)).collect()
    }

    /// Whether nothing but the choice says which values fit.
    fn is_pure(&self, cx: &Cx<'_>, parts: &[Part<'_>]) -> bool {
        let tag = self.discriminator().map(|(name, _)| name);
        parts.iter().all(|part| {
            part.keywords().all(|keyword| match keyword.as_str() {
                "type" => cx.reading == Reading::Intended,
                // Every branch says so itself.
                "properties" | "required" if tag.is_some() => {
                    let names: Vec<&str> = match part.node.get(keyword) {
                        Some(Tree::Map(map)) => map.keys().map(String::as_str).collect(),
                        Some(Tree::List(list)) => list.iter().filter_map(Tree::as_str).collect(),
                        _ => Vec::new(),
                    };
                    names.iter().all(|name| Some(*name) == tag)
                }
                "$ref" | "discriminator" | "readOnly" | "writeOnly" => true,
                keyword => keyword == self.keyword || !is_assertion(keyword),
            })
        })
    }

    fn nullability(&self, cx: &Cx<'_>, parts: &[Part<'_>], peeked: &[(Place, Peek)]) -> Nullability {
        let takes_null = |peek: &Peek| peek.nullable || peek.kind == Kind::Null;
        let count = peeked.iter().filter(|(_, peek)| takes_null(peek)).count();
        nullability(match (cx.reading, self.rule()) {
            (Reading::Intended, _) => count > 0 || nullability_of(cx, parts) == Nullability::Nullable,
            (Reading::Literal, rule) => {
                let typed = |part: &Part<'_>| !part.node.contains_key("type") || flat::is_nullable(part);
                parts.iter().all(typed) && (count == 1 || (count > 1 && rule == Rule::Any))
            }
        })
    }

    /// The property that `discriminator` names, with its mapping.
    fn discriminator(&self) -> Option<(&'a str, Option<&'a Map>)> {
        let node = self.part.node.get("discriminator")?;
        Some((node.get("propertyName")?.as_str()?, node.get("mapping").and_then(Tree::as_map)))
    }

    /// The property that tells the arms apart, where the document names one that names each of them.
    fn tag(&self, cx: &mut Cx<'_>, rest: &[&(Place, Peek)], arms: &mut [Arm]) -> Option<Tag> {
        let (name, mapping) = self.discriminator()?;
        if cx.reading == Reading::Literal || arms.len() != rest.len() {
            return None;
        }
        let at = self.part.place.key("discriminator");
        let names = mapped(cx, &at, mapping);
        let mut all = Vec::with_capacity(arms.len());
        for (place, _) in rest {
            let target = cx.step(place);
            let tags = match &target {
                Some(target) => tags_of(target, &names),
                None => constants(cx.map(place)?, name)?,
            };
            all.push((target, tags));
        }
        let otherwise = cx.text(&at.key("defaultMapping")).and_then(|reference| {
            let meant = reference_target(cx, &at.key("defaultMapping"), &reference)?;
            all.iter().position(|(target, _)| *target == Some(meant.clone()))
        });
        for (arm, (_, tags)) in arms.iter_mut().zip(all) {
            arm.tags = tags;
        }
        Some(Tag { name: name.to_owned(), origin: TagOrigin::Discriminator, otherwise })
    }
}

/// The type that all branches share, when they are all texts, all numbers, or all booleans.
fn shared(
    cx: &mut Cx<'_>,
    places: &[Place],
    parts: &[Part<'_>],
    rest: &[&(Place, Peek)],
    nullable: Nullability,
    hint: &Hint,
) -> Option<Shape> {
    let all = |fits: fn(&Kind) -> bool| rest.iter().all(|(_, peek)| fits(&peek.kind));
    let any_is = |fits: fn(&Kind) -> bool| rest.iter().any(|(_, peek)| fits(&peek.kind));
    let is_listed = |kind: &Kind| matches!(kind, Kind::Listed(_));
    let name = if rest.len() < 2 {
        return None;
    } else if all(|kind| matches!(kind, Kind::Listed(_) | Kind::Text { .. })) {
        let is_open = any_is(|kind| matches!(kind, Kind::Text { .. }));
        let is_inline = |place: &Place| cx.map(place).is_some_and(|node| !node.contains_key("$ref"));
        if any_is(is_listed) && (is_open || rest.iter().all(|(place, _)| is_inline(place))) {
            return Some(Shape::Enumeration(Enumeration { values: listed(rest), is_open }));
        }
        if any_is(is_listed) {
            return None;
        }
        "string"
    } else if all(|kind| matches!(kind, Kind::Integer | Kind::Number)) {
        if any_is(|kind| *kind == Kind::Number) { "number" } else { "integer" }
    } else if all(|kind| *kind == Kind::Boolean) {
        "boolean"
    } else {
        return None;
    };
    let assertions = cover::leftovers(cx, &Shape::Type(name), parts, places);
    let ty = ty(cx, &places[0], parts, name, hint);
    Some(Shape::Same(Box::new(TypeUse { ty, nullability: nullable, assertions, ..any(&places[0]) })))
}

/// What a branch becomes: by itself, or together with what stands around the choice.
fn arm(cx: &mut Cx<'_>, around: &[Place], place: &Place, index: usize, hint: &Hint) -> Option<Arm> {
    let name = name_of(cx, place, index);
    let hint = hint.child(&name);
    let ty = if around.is_empty() {
        type_use(cx, place, &hint)
    } else {
        let places: Vec<Place> = around.iter().chain([place]).cloned().collect();
        type_of_all(cx, &places, &hint)
    };
    (ty.ty != Ty::Any).then_some(Arm { name, ty, tags: Vec::new() })
}

/// The texts that the branches list, each once.
fn listed(rest: &[&(Place, Peek)]) -> Vec<Listed<String>> {
    let mut values: Vec<Listed<String>> = Vec::new();
    for (_, peek) in rest {
        if let Kind::Listed(more) = &peek.kind {
            for value in more {
                if !values.iter().any(|other| other.value == value.value) {
                    values.push(value.clone());
                }
            }
        }
    }
    values
}

/// What to call a branch: the component that it refers to, its title, the constant that tells it from others, or
/// its type.
fn name_of(cx: &mut Cx<'_>, place: &Place, index: usize) -> String {
    let Some(node) = cx.map(place) else { return format!("variant {}", index + 1) };
    if node.contains_key("$ref")
        && let Some(name) = cx.step(place).and_then(|target| target.pointer.last())
    {
        return name;
    }
    let title = node.get("title").and_then(Tree::as_str).map(str::trim);
    if let Some(title) = title.filter(|title| !title.is_empty() && title.len() <= 60) {
        return title.to_owned();
    }
    let is_object = node.contains_key("properties");
    let constant =
        node.get("properties").and_then(Tree::as_map).into_iter().flatten().find_map(|(_, property)| {
            let values = property.as_map().and_then(single_value);
            values.map(str::to_owned)
        });
    if let Some(constant) = constant.filter(|constant| constant.len() <= 40) {
        return constant;
    }
    match node.get("type").and_then(Tree::as_str) {
        Some("object") | None if is_object => format!("variant {}", index + 1),
        Some(name) if name != "object" => word(name).to_owned(),
        _ => format!("variant {}", index + 1),
    }
}

/// The only text that a schema allows.
fn single_value(schema: &Map) -> Option<&str> {
    match (schema.get("enum"), schema.get("const")) {
        (Some(Tree::List(values)), None) => match values.as_slice() {
            [Tree::String(value)] => Some(value),
            _ => None,
        },
        (None, Some(Tree::String(value))) => Some(value),
        _ => None,
    }
}

/// The texts that the property of an inline branch allows.
fn constants(node: &Map, property: &str) -> Option<Vec<String>> {
    let schema = node.get("properties")?.get(property)?.as_map()?;
    match (schema.get("enum"), schema.get("const")) {
        (Some(Tree::List(values)), None) => {
            values.iter().map(|value| value.as_str().map(str::to_owned)).collect()
        }
        (None, Some(Tree::String(value))) => Some(vec![value.clone()]),
        _ => None,
    }
}

/// The names of a `mapping`, each with the schema that it stands for.
pub(super) fn mapped(cx: &mut Cx<'_>, discriminator: &Place, mapping: Option<&Map>) -> Vec<(String, Place)> {
    let at = discriminator.key("mapping");
    let mut names = Vec::new();
    for (name, reference) in mapping.into_iter().flatten() {
        let Some(reference) = reference.as_str() else { continue };
        match reference_target(cx, &at, reference) {
            Some(target) => names.push((name.clone(), target)),
            None => cx.unresolved(at.key(name), reference),
        }
    }
    names
}

/// The schema that a text in a discriminator means: a reference, or the name of a component.
fn reference_target(cx: &Cx<'_>, at: &Place, reference: &str) -> Option<Place> {
    let component = || cx.document.target(at, &format!("#/components/schemas/{reference}"));
    cx.document.target(at, reference).or_else(component)
}

/// The texts that name a component: those that a mapping gives it, and its own name.
pub(super) fn tags_of(target: &Place, names: &[(String, Place)]) -> Vec<String> {
    let given = names.iter().filter(|(_, place)| place == target).map(|(name, _)| name.clone());
    let own = target.pointer.last().filter(|own| !names.iter().any(|(name, _)| name == own));
    let mut tags: Vec<String> = given.collect();
    tags.extend(own);
    tags
}
