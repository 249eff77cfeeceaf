//! Deprecation, sunset and stability of operations and parameters.

use super::Note;
use crate::diff::compare::Walk;
use crate::diff::policy::{Date, Deprecation, Policy, stability};
use crate::diff::trail::At;
use crate::diff::wire::{Life, Operation};
use crate::source::Tree;

/// What it means that an operation is gone.
pub(super) fn removed(walk: &Walk<'_>, base: &Operation<'_>, head: At, is_path: bool) -> Note {
    let life = &base.life;
    let rule = match (is_path, gone(walk.policy, life)) {
        (true, Gone::Undeprecated) => "api-path-removed-without-deprecation",
        (true, Gone::Unreadable) => "api-path-sunset-parse",
        (true, Gone::Early) => "api-path-removed-before-sunset",
        (true, Gone::Announced) => "api-path-removed-with-deprecation",
        (false, Gone::Undeprecated) => "api-removed-without-deprecation",
        (false, Gone::Unreadable) => "api-deprecated-sunset-parse",
        (false, Gone::Early) => "api-removed-before-sunset",
        (false, Gone::Announced) => "api-removed-with-deprecation",
    };
    Note::new(rule, Some(base.node.at), Some(head)).values(life.sunset.map(text), None::<String>)
}

/// How something went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gone {
    Undeprecated,
    /// Its sunset is no date.
    Unreadable,
    /// Its sunset is still to come.
    Early,
    Announced,
}

pub(super) fn gone(policy: &Policy, life: &Life<'_>) -> Gone {
    if !life.deprecated {
        return Gone::Undeprecated;
    }
    match life.sunset.map(|sunset| sunset.as_str().and_then(Date::parse)) {
        None => Gone::Announced,
        Some(None) => Gone::Unreadable,
        Some(Some(date)) if policy.is_over(date) => Gone::Announced,
        Some(Some(_)) => Gone::Early,
    }
}

/// The rules about something that may be deprecated.
struct Rules {
    plain: &'static str,
    with_sunset: &'static str,
    missing: &'static str,
    unreadable: &'static str,
    too_soon: &'static str,
    moved_too_soon: &'static str,
    deleted: &'static str,
    reactivated: &'static str,
}

const OPERATION: Rules = Rules {
    plain: "endpoint-deprecated",
    with_sunset: "endpoint-deprecated-with-sunset",
    missing: "api-deprecated-sunset-missing",
    unreadable: "api-deprecated-sunset-parse",
    too_soon: "api-sunset-date-too-small",
    moved_too_soon: "api-sunset-date-changed-too-small",
    deleted: "sunset-deleted",
    reactivated: "endpoint-reactivated",
};

const PARAMETER: Rules = Rules {
    plain: "request-parameter-deprecated",
    with_sunset: "request-parameter-deprecated",
    missing: "request-parameter-deprecated-sunset-missing",
    unreadable: "request-parameter-sunset-parse",
    too_soon: "request-parameter-sunset-date-too-small",
    moved_too_soon: "request-parameter-sunset-date-changed-too-small",
    deleted: "request-parameter-sunset-deleted",
    reactivated: "request-parameter-reactivated",
};

pub(super) fn operation<'a>(
    walk: &Walk<'a>,
    base: &Operation<'a>,
    head: &Operation<'a>,
    notes: &mut Vec<Note>,
) {
    let at = (base.node.at, head.node.at);
    notes.extend(deprecation(walk.policy, (&base.life, &head.life), at, &OPERATION));
    let level = |life: &Life<'a>| life.stability.map(text);
    let known = |life: &Life<'a>| life.stability.and_then(Tree::as_str).and_then(stability);
    let note = |rule| Note::new(rule, Some(at.0), Some(at.1)).values(level(&base.life), level(&head.life));
    if head.life.stability.is_some() && known(&head.life).is_none() {
        if base.life.stability != head.life.stability {
            notes.push(note("api-invalid-stability-level"));
        }
    } else if let (Some(before), Some(after)) = (known(&base.life), known(&head.life))
        && before != after
    {
        notes.push(note(if after < before { "api-stability-decreased" } else { "api-stability-increased" }));
    }
}

pub(super) fn parameter(policy: &Policy, lives: (&Life<'_>, &Life<'_>), at: (At, At)) -> Option<Note> {
    deprecation(policy, lives, at, &PARAMETER)
}

fn deprecation(
    policy: &Policy,
    (base, head): (&Life<'_>, &Life<'_>),
    at: (At, At),
    rules: &Rules,
) -> Option<Note> {
    let rule = match (base.deprecated, head.deprecated) {
        (false, false) => return None,
        (true, false) => rules.reactivated,
        (false, true) => match policy.deprecation(head.sunset) {
            Deprecation::Plain => rules.plain,
            Deprecation::WithSunset => rules.with_sunset,
            Deprecation::Missing => rules.missing,
            Deprecation::Invalid => rules.unreadable,
            Deprecation::TooSoon => rules.too_soon,
        },
        (true, true) => {
            let date = |life: &Life<'_>| life.sunset.and_then(Tree::as_str).and_then(Date::parse);
            match (base.sunset, head.sunset) {
                (Some(_), None) => rules.deleted,
                (from, Some(_)) if from != head.sunset => match (date(base), date(head)) {
                    (_, None) => rules.unreadable,
                    (Some(before), Some(after)) if after < before => rules.moved_too_soon,
                    (None, Some(after)) if policy.is_too_soon(after) => rules.too_soon,
                    _ => return None,
                },
                _ => return None,
            }
        }
    };
    Some(Note::new(rule, Some(at.0), Some(at.1)).values(base.sunset.map(text), head.sunset.map(text)))
}

fn text(tree: &Tree) -> String {
    tree.as_str().map_or_else(|| tree.to_json().to_string(), str::to_owned)
}
