//! Records: the known keys of an object.

use super::cover::{keeps, knows_all_properties};
use super::{any, type_of_all};
use crate::diagnostic::{Code, Diagnostic, Location, did_you_mean};
use crate::ir::{Access, Additional, AssertionsId, Docs, Field, Hint, Presence, Record};
use crate::lower::flat::{self, Part};
use crate::lower::{Cx, docs};
use crate::source::{Place, Tree};

/// The record that has to fit every part.
pub(super) fn lower(
    cx: &mut Cx<'_>,
    parts: &[Part<'_>],
    assertions: Option<AssertionsId>,
    hint: &Hint,
) -> Record {
    let required = flat::required(parts);
    let presence = |name: &str| if required.contains(name) { Presence::Required } else { Presence::Optional };
    let properties = flat::properties(parts);
    let mut fields = Vec::with_capacity(properties.len());
    for (name, places) in &properties {
        fields.push(Field {
            name: name.clone(),
            docs: field_docs(cx, places),
            ty: type_of_all(cx, places, &hint.child(name)),
            presence: presence(name),
            access: access(cx, places),
            default: places.iter().find_map(|place| docs::default(cx.map(place)?)),
        });
    }
    // A key that is only listed in `required` has to be there, whatever its value.
    for name in required.iter().filter(|name| !properties.contains_key(*name)) {
        let place = parts
            .iter()
            .find(|part| part.node.contains_key("required"))
            .map_or(&parts[0].place, |p| &p.place);
        let at = place.key("required");
        let message = format!("`{name}` is required, but is no property");
        let mut problem = Diagnostic::new(Code::RequiredWithoutProperty, Location::Key(at.clone()), message);
        problem.hint = did_you_mean(name, properties.keys().map(String::as_str));
        cx.report(problem);
        let ty = any(&at);
        let (docs, presence) = (Docs::default(), Presence::Required);
        fields.push(Field {
            name: name.clone(),
            docs,
            ty,
            presence,
            access: Access::ReadWrite,
            default: None,
        });
    }
    Record { fields, refused: Vec::new(), additional: additional(cx, parts, hint), assertions }
}

/// What the property itself says; a bare reference says what its target says.
fn field_docs(cx: &mut Cx<'_>, places: &[Place]) -> Docs {
    let place = &places[0];
    let Some(node) = cx.map(place) else { return Docs::default() };
    let own = docs::of(Some(node));
    if own.description.is_some() || own.summary.is_some() {
        return own;
    }
    let reference = if node.contains_key("allOf") {
        place.key("allOf").index(0)
    } else if node.contains_key("$ref") {
        place.clone()
    } else {
        return own;
    };
    let target = cx.document.follow(&reference).ok();
    let inherited = docs::of(target.and_then(|target| cx.map(&target)));
    Docs { deprecated: own.deprecated, example: own.example.or(inherited.example), ..inherited }
}

/// `readOnly` and `writeOnly` at the property, or at what it refers to.
fn access(cx: &Cx<'_>, places: &[Place]) -> Access {
    let mut nodes: Vec<_> = places.iter().filter_map(|place| cx.map(place)).collect();
    let references =
        places.iter().filter(|place| cx.map(place).is_some_and(|node| node.contains_key("$ref")));
    nodes.extend(references.filter_map(|place| cx.map(&cx.document.follow(place).ok()?)));
    let says =
        |keyword: &str| nodes.iter().any(|node| node.get(keyword).and_then(Tree::as_bool) == Some(true));
    if says("readOnly") {
        Access::ReadOnly
    } else if says("writeOnly") {
        Access::WriteOnly
    } else {
        Access::ReadWrite
    }
}

/// Whether keys that are not listed are refused, and what the values of the others are.
///
/// Where the type does not say it all, the assertions do.
fn additional(cx: &mut Cx<'_>, parts: &[Part<'_>], hint: &Hint) -> Additional {
    let says = |value: &Tree| parts.iter().any(|part| part.node.get("additionalProperties") == Some(value));
    let closes = |part: &&Part<'_>| part.node.get("additionalProperties") == Some(&Tree::Bool(false));
    if parts.iter().filter(closes).any(|part| knows_all_properties(part, parts)) {
        return Additional::Closed;
    }
    let keeping: Vec<&Part<'_>> = parts.iter().filter(|part| keeps(part)).collect();
    let patterns = parts.iter().find(|part| part.node.contains_key("patternProperties"));
    let place = match keeping.as_slice() {
        [only] if patterns.is_none() && knows_all_properties(only, parts) => {
            let place = only.place.key("additionalProperties");
            let ty = type_of_all(cx, &[place], &hint.child("value"));
            return Additional::Kept(Box::new(ty));
        }
        [first, ..] => first.place.key("additionalProperties"),
        [] => match patterns {
            Some(part) => part.place.key("patternProperties"),
            None if says(&Tree::Bool(true)) => parts[0].place.key("additionalProperties"),
            None => return Additional::Open,
        },
    };
    Additional::Kept(Box::new(any(&place)))
}
