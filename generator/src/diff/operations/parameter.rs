//! Parameters.

use super::life::{self, Gone};
use super::{Compared, Note, Root, header_name, zip_by};
use crate::diff::compare::Walk;
use crate::diff::level::Direction;
use crate::diff::site::Site;
use crate::diff::wire::{Operation, Parameter};

/// Whether all parameters say the same, those that are declared at the path included.
pub(super) fn are_same<'a>(walk: &Walk<'a>, base: &Operation<'a>, head: &Operation<'a>) -> bool {
    base.path == head.path
        && base.parameters.len() == head.parameters.len()
        && base.parameters.iter().all(|one| {
            let other = head.parameters.iter().find(|other| key(one) == key(other));
            other.is_some_and(|other| walk.is_same(one.node.tree, other.node.tree))
        })
}

fn key(parameter: &Parameter<'_>) -> String {
    format!("{} {}", parameter.location, parameter.key)
}

pub(super) fn compare<'a>(
    walk: &mut Walk<'a>,
    base: &Operation<'a>,
    head: &Operation<'a>,
    compared: &mut Compared,
) {
    for (before, after) in base.names.iter().zip(&head.names).filter(|(before, after)| before != after) {
        let note = Note::new("path-parameter-renamed", Some(base.node.at), Some(head.node.at));
        compared.notes.push(note.name(*after).values(Some(*before), Some(*after)));
    }
    let pairs = zip_by(&base.parameters, &head.parameters, key);
    // One that goes at one place and comes at another under its name has moved.
    let gone =
        |name: &str| pairs.iter().find_map(|pair| pair.0.filter(|one| pair.1.is_none() && one.name == name));
    let come =
        |name: &str| pairs.iter().find_map(|pair| pair.1.filter(|one| pair.0.is_none() && one.name == name));
    for pair in &pairs {
        match pair {
            (Some(one), Some(other)) => both(walk, one, other, compared),
            (None, Some(other)) => {
                if gone(other.name).is_none() {
                    compared.notes.push(added(base, other));
                }
            }
            (Some(one), None) => {
                let note = match come(one.name) {
                    Some(other) => {
                        let note =
                            Note::new("request-parameter-moved", Some(one.node.at), Some(other.node.at));
                        note.name(one.name).values(Some(one.location), Some(other.location))
                    }
                    None => removed(walk, one, head),
                };
                compared.notes.push(note);
            }
            (None, None) => {}
        }
    }
}

fn added(base: &Operation<'_>, parameter: &Parameter<'_>) -> Note {
    let rule = match (parameter.location, parameter.required) {
        ("path", _) => "new-request-path-parameter",
        (_, true) => "new-required-request-parameter",
        (_, false) => "new-optional-request-parameter",
    };
    let note = Note::new(rule, Some(base.node.at), Some(parameter.node.at)).name(parameter.name);
    note.values(None::<String>, Some(parameter.location))
}

fn removed(walk: &Walk<'_>, parameter: &Parameter<'_>, head: &Operation<'_>) -> Note {
    let rule = match life::gone(walk.policy, &parameter.life) {
        Gone::Undeprecated => "request-parameter-removed",
        Gone::Unreadable => "request-parameter-sunset-parse",
        Gone::Early => "request-parameter-removed-before-sunset",
        Gone::Announced => "request-parameter-removed-with-deprecation",
    };
    let note = Note::new(rule, Some(parameter.node.at), Some(head.node.at)).name(parameter.name);
    note.values(Some(parameter.location), None::<String>)
}

fn both<'a>(walk: &mut Walk<'a>, base: &Parameter<'a>, head: &Parameter<'a>, compared: &mut Compared) {
    let at = (base.node.at, head.node.at);
    let note = |rule| Note::new(rule, Some(at.0), Some(at.1)).name(head.name);
    match (base.required, head.required) {
        (false, true) => compared.notes.push(note("request-parameter-became-required")),
        (true, false) => compared.notes.push(note("request-parameter-became-optional")),
        _ => {}
    }
    let lived = life::parameter(walk.policy, (&base.life, &head.life), at);
    compared.notes.extend(lived.map(|note| note.name(head.name)));
    let about =
        |parameter: &Parameter<'_>| Some(parameter.node.tree.get("description")?.as_str()?.trim().to_owned());
    if about(base) != about(head) {
        compared.notes.push(note("request-parameter-description-changed").values(about(base), about(head)));
    }
    if base.style != head.style {
        compared
            .notes
            .push(note("request-parameter-style-changed").values(Some(base.style), Some(head.style)));
    } else if base.explode != head.explode && is_composite(walk, base, head) {
        let text = |parameter: &Parameter<'_>| Some(parameter.explode.to_string());
        compared.notes.push(note("request-parameter-explode-changed").values(text(base), text(head)));
    }
    if base.media != head.media {
        compared.notes.push(note("request-parameter-media-type-changed").values(base.media, head.media));
    }
    let flags = [
        (
            base.allow_reserved,
            head.allow_reserved,
            "request-parameter-allow-reserved-added",
            "request-parameter-allow-reserved-removed",
        ),
        (
            base.allow_empty,
            head.allow_empty,
            "request-parameter-allow-empty-value-added",
            "request-parameter-allow-empty-value-removed",
        ),
    ];
    for (before, after, added, removed) in flags {
        if before != after {
            compared.notes.push(note(if after { added } else { removed }));
        }
    }
    if let (Some(one), Some(other)) = (base.schema, head.schema) {
        let pair = walk.pair(one, other);
        let place = format!("{} parameter `{}`", head.location, head.name);
        let site = if head.location == "header" { Site::HeaderParameter } else { Site::Parameter };
        let is_text = base.media.is_none() && head.media.is_none();
        compared.roots.push(Root { site, direction: Direction::Request, place, pair, is_text });
    }
}

/// Whether the values have parts, so that it matters how these are joined.
fn is_composite<'a>(walk: &mut Walk<'a>, base: &Parameter<'a>, head: &Parameter<'a>) -> bool {
    use crate::diff::schema::Types;
    let types = Types::ARRAY.union(Types::OBJECT);
    let one = base.schema.map(|id| walk.base.schema(id).types);
    let other = head.schema.map(|id| walk.head.schema(id).types);
    [one, other].into_iter().flatten().any(|found| found.meets(types))
}

/// What a webhook or a callback sends beside its body is read as headers are.
pub(super) fn of_callbacks<'a>(
    walk: &mut Walk<'a>,
    base: &Operation<'a>,
    head: &Operation<'a>,
    compared: &mut Compared,
    label: &str,
) {
    for pair in zip_by(&base.parameters, &head.parameters, |parameter| header_name(&key(parameter))) {
        if let (Some(one), Some(other)) = pair
            && let (Some(base), Some(head)) = (one.schema, other.schema)
        {
            let pair = walk.pair(base, head);
            let place = format!("{label}{} `{}`", other.location, other.name);
            compared.roots.push(Root {
                site: Site::Header,
                direction: Direction::Response,
                place,
                pair,
                is_text: true,
            });
        }
    }
}
