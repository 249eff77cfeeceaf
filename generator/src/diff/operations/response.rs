//! Responses, by their statuses.

use super::body::{Place, media};
use super::{Compared, Note, Polarity, header, zip_by};
use crate::diff::compare::Walk;
use crate::diff::trail::At;
use crate::diff::wire::{Operation, Response};

pub(super) fn compare<'a>(
    walk: &mut Walk<'a>,
    base: &Operation<'a>,
    head: &Operation<'a>,
    polarity: Polarity,
    compared: &mut Compared,
    label: &str,
) {
    let called = polarity == Polarity::Called;
    for pair in zip_by(&base.responses, &head.responses, |response| response.status.clone()) {
        match pair {
            (Some(one), Some(other)) => both(walk, one, other, polarity, compared, label),
            (Some(one), None) => {
                let covering: Vec<_> = head.responses.iter().filter(|other| is_related(one, other)).collect();
                if called {
                    compared.notes.push(gone(one, &covering, head.node.at));
                }
                for other in covering {
                    both(walk, one, other, polarity, compared, label);
                }
            }
            (None, Some(other)) => {
                // What was a range before, or becomes one, has been told from the other side.
                let is_told =
                    base.responses.iter().any(|one| is_related(one, other) && !is_in(&one.status, head));
                if called && !is_told {
                    let rule = match other.status.as_str() {
                        "default" => "response-default-added",
                        _ if other.is_success() => "response-success-status-added",
                        _ => "response-non-success-status-added",
                    };
                    let note = Note::new(rule, Some(base.node.at), Some(other.node.at));
                    compared.notes.push(note.name(other.status.clone()));
                }
            }
            (None, None) => {}
        }
    }
}

fn is_in(status: &str, operation: &Operation<'_>) -> bool {
    operation.responses.iter().any(|response| response.status == status)
}

/// Whether one is a range that the other one lies in.
fn is_related(one: &Response<'_>, other: &Response<'_>) -> bool {
    let covers = |range: &str, code: &str| {
        range.ends_with("XX") && !code.ends_with("XX") && range.get(..1) == code.get(..1) && code != "default"
    };
    covers(&one.status, &other.status) || covers(&other.status, &one.status)
}

fn gone(one: &Response<'_>, covering: &[&Response<'_>], head: At) -> Note {
    let at = Some(one.node.at);
    if let Some(other) = covering.first() {
        let rule = if one.status.ends_with("XX") {
            "response-status-range-specialized"
        } else {
            "response-status-range-generalized"
        };
        let statuses: Vec<&str> = covering.iter().map(|response| response.status.as_str()).collect();
        return Note::new(rule, at, Some(other.node.at))
            .values(Some(one.status.clone()), Some(statuses.join(", ")));
    }
    let rule = match one.status.as_str() {
        "default" => "response-default-removed",
        _ if one.is_success() => "response-success-status-removed",
        _ => "response-non-success-status-removed",
    };
    Note::new(rule, at, Some(head)).name(one.status.clone())
}

fn both<'a>(
    walk: &mut Walk<'a>,
    base: &Response<'a>,
    head: &Response<'a>,
    polarity: Polarity,
    compared: &mut Compared,
    label: &str,
) {
    let label = format!("{label}response {}", head.status);
    let place = Place { label: label.clone(), at: (base.node.at, head.node.at), is_body: false };
    media(walk, (&base.content, &head.content), polarity.returned(), &place, compared);
    header::compare(walk, base, head, polarity.returned(), compared, &format!("{label} "));
    for pair in zip_by(&base.links, &head.links, |(name, _)| (*name).to_owned()) {
        compared.notes.extend(match pair {
            (None, Some((name, link))) => {
                Some(Note::new("response-link-added", Some(base.node.at), Some(link.at)).name(*name))
            }
            (Some((name, link)), None) => {
                Some(Note::new("response-link-removed", Some(link.at), Some(head.node.at)).name(*name))
            }
            (Some((name, one)), Some((_, other))) if one.tree != other.tree => {
                Some(Note::new("response-link-changed", Some(one.at), Some(other.at)).name(*name))
            }
            _ => None,
        });
    }
}
