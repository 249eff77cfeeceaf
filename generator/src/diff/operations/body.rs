//! Request bodies, and media types wherever they are.

use super::{Compared, Note, Polarity, Root};
use crate::diff::compare::Walk;
use crate::diff::level::Direction;
use crate::diff::site::Site;
use crate::diff::trail::At;
use crate::diff::wire::{Body, Media, Operation};

pub(super) fn compare<'a>(
    walk: &mut Walk<'a>,
    base: &Operation<'a>,
    head: &Operation<'a>,
    polarity: Polarity,
    compared: &mut Compared,
    label: &str,
) {
    let at = |body: &Body<'a>| Some(body.node.at);
    let called = polarity == Polarity::Called;
    let note = match (&base.body, &head.body) {
        (None, None) => None,
        (None, Some(body)) => {
            let rule =
                if body.required { "request-body-added-required" } else { "request-body-added-optional" };
            called.then(|| Note::new(rule, Some(base.node.at), at(body)))
        }
        (Some(body), None) => called.then(|| Note::new("request-body-removed", at(body), Some(head.node.at))),
        (Some(base), Some(head)) => {
            let place = Place {
                label: format!("{label}request body"),
                at: (base.node.at, head.node.at),
                is_body: true,
            };
            media(walk, (&base.content, &head.content), polarity.sent(), &place, compared);
            match (base.required, head.required) {
                (false, true) if called => {
                    Some(Note::new("request-body-became-required", at(base), at(head)))
                }
                (true, false) if called => {
                    Some(Note::new("request-body-became-optional", at(base), at(head)))
                }
                _ => None,
            }
        }
    };
    compared.notes.extend(note);
}

/// Where media types are compared.
pub(super) struct Place {
    pub(super) label: String,
    pub(super) at: (At, At),
    /// Whether it is the body of a request, and not a response.
    pub(super) is_body: bool,
}

/// The rules about media types, for one way.
struct Rules {
    added: &'static str,
    removed: &'static str,
    generalized: &'static str,
    specialized: &'static str,
    changed: &'static str,
    schema_added: &'static str,
    schema_removed: &'static str,
}

const REQUEST: Rules = Rules {
    added: "request-body-media-type-added",
    removed: "request-body-media-type-removed",
    generalized: "request-body-media-type-name-generalized",
    specialized: "request-body-media-type-name-specialized",
    changed: "request-body-media-type-name-changed",
    schema_added: "request-body-media-type-schema-added",
    schema_removed: "request-body-media-type-schema-removed",
};

const RESPONSE: Rules = Rules {
    added: "response-media-type-added",
    removed: "response-media-type-removed",
    generalized: "response-media-type-name-generalized",
    specialized: "response-media-type-name-specialized",
    changed: "response-media-type-name-changed",
    schema_added: "response-body-media-type-schema-added",
    schema_removed: "response-body-media-type-schema-removed",
};

/// Compares the media types of one body.
pub(super) fn media<'a>(
    walk: &mut Walk<'a>,
    (base, head): (&[Media<'a>], &[Media<'a>]),
    direction: Direction,
    place: &Place,
    compared: &mut Compared,
) {
    let rules = if direction == Direction::Request { &REQUEST } else { &RESPONSE };
    let paired = pair_media(base, head);
    for (one, other, relation) in &paired.pairs {
        let (one, other) = (&base[*one], &head[*other]);
        let rule = match relation {
            Relation::Same => None,
            Relation::Generalized => Some(rules.generalized),
            Relation::Specialized => Some(rules.specialized),
            Relation::Changed => Some(rules.changed),
        };
        compared.notes.extend(rule.map(|rule| {
            let note = Note::new(rule, Some(one.node.at), Some(other.node.at)).name(place.label.clone());
            note.values(Some(one.name), Some(other.name))
        }));
        schemas(walk, (one, other), direction, place, compared, rules);
    }
    for media in paired.removed.iter().map(|index| &base[*index]) {
        let note = Note::new(rules.removed, Some(media.node.at), Some(place.at.1));
        compared.notes.push(note.name(place.label.clone()).values(Some(media.name), None::<String>));
    }
    for media in paired.added.iter().map(|index| &head[*index]) {
        let note = Note::new(rules.added, Some(place.at.0), Some(media.node.at));
        compared.notes.push(note.name(place.label.clone()).values(None::<String>, Some(media.name)));
    }
}

fn schemas<'a>(
    walk: &mut Walk<'a>,
    (base, head): (&Media<'a>, &Media<'a>),
    direction: Direction,
    place: &Place,
    compared: &mut Compared,
    rules: &Rules,
) {
    let at = (Some(base.node.at), Some(head.node.at));
    let rule = match (base.schema, head.schema) {
        (Some(one), Some(other)) => {
            let pair = walk.pair(one, other);
            let (site, is_text) = (Site::Body, base.kind.is_form() && head.kind.is_form());
            let label = format!("{} ({})", place.label, head.name);
            compared.roots.push(Root { site, direction, place: label, pair, is_text });
            None
        }
        (None, Some(_)) => Some(rules.schema_added),
        (Some(_), None) => Some(rules.schema_removed),
        (None, None) => None,
    };
    if let (Some(one), Some(other)) = (base.item_schema, head.item_schema) {
        let pair = walk.pair(one, other);
        let place = format!("{} ({}), each item", place.label, head.name);
        compared.roots.push(Root { site: Site::Body, direction, place, pair, is_text: false });
    }
    compared.notes.extend(rule.map(|rule| Note::new(rule, at.0, at.1).name(place.label.clone())));
    if place.is_body && base.encoding != head.encoding {
        let text = |media: &Media<'a>| media.encoding.map(|encoding| encoding.to_json().to_string());
        let note = Note::new("request-body-encoding-changed", at.0, at.1).name(place.label.clone());
        compared.notes.push(note.values(text(base), text(head)));
    }
}

/// How two media types that stand for each other differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Same,
    Generalized,
    Specialized,
    Changed,
}

#[derive(Debug, Default)]
struct Paired {
    pairs: Vec<(usize, usize, Relation)>,
    removed: Vec<usize>,
    added: Vec<usize>,
}

/// Pairs media types: equal ones, then a class with what it contains, then those that differ in parameters.
fn pair_media(base: &[Media<'_>], head: &[Media<'_>]) -> Paired {
    let (mut left, mut right): (Vec<usize>, Vec<usize>) =
        ((0..base.len()).collect(), (0..head.len()).collect());
    let mut pairs = Vec::new();
    for (relation, fits) in [
        (Relation::Same, (|one, other| one == other) as fn(&_, &_) -> bool),
        (Relation::Generalized, |one, other| crate::diff::wire::MediaType::contains(other, one)),
        (Relation::Specialized, crate::diff::wire::MediaType::contains),
        (Relation::Changed, crate::diff::wire::MediaType::is_same_essence),
    ] {
        left.retain(|one| match right.iter().position(|other| fits(&base[*one].kind, &head[*other].kind)) {
            Some(found) => {
                pairs.push((*one, right.remove(found), relation));
                false
            }
            None => true,
        });
    }
    Paired { pairs, removed: left, added: right }
}
