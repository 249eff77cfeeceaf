//! The comparison of two surfaces.

use std::collections::BTreeSet;

use super::lex::{Token, split, text, tokens};
use super::rules::{self, Row};
use super::{Item, ItemKind, Surface};

/// Something that happened to a surface.
#[derive(Clone, Debug)]
pub struct Event {
    /// The rule.
    pub rule: &'static Row,
    /// The path of the item, with the crate.
    pub item: String,
    /// What was before.
    pub from: Option<String>,
    /// What is now.
    pub to: Option<String>,
    /// The node of the base document that the item comes from.
    pub pointer_base: Option<String>,
    /// The node of the head document that the item comes from.
    pub pointer_head: Option<String>,
}

/// Compares two surfaces of one crate; the worst come first.
#[must_use]
pub fn compare(base: &Surface, head: &Surface) -> Vec<Event> {
    let mut events = Vec::new();
    let paths: BTreeSet<&String> = base.items.keys().chain(head.items.keys()).collect();
    for path in paths {
        let (before, after) = (base.items.get(path), head.items.get(path));
        let owner = path.rsplit_once("::").map(|(owner, _)| owner);
        let found = match (before, after) {
            (Some(before), Some(after)) => both(before, after),
            (None, Some(after)) => {
                // What belongs to a type that is new is no event of its own.
                let is_new = owner
                    .is_some_and(|owner| head.items.contains_key(owner) && !base.items.contains_key(owner));
                if is_new || is_of_other(path, head, base) {
                    Vec::new()
                } else {
                    vec![(added(after, owner, head), None, Some(after.signature.clone()))]
                }
            }
            (Some(before), None) => {
                let is_gone = owner
                    .is_some_and(|owner| base.items.contains_key(owner) && !head.items.contains_key(owner));
                if is_gone || is_of_other(path, base, head) {
                    Vec::new()
                } else {
                    vec![(removed(before), Some(before.signature.clone()), None)]
                }
            }
            (None, None) => Vec::new(),
        };
        for (id, from, to) in found {
            let given = |text: Option<String>| text.filter(|text| !text.is_empty());
            events.push(Event {
                rule: rules::of(id),
                item: format!("{}::{path}", head.name.replace('-', "_")),
                from: given(from),
                to: given(to),
                pointer_base: before.and_then(|item| item.pointer.clone()),
                pointer_head: after.and_then(|item| item.pointer.clone()),
            });
        }
    }
    events.sort_by(|one, other| other.rule.bump.cmp(&one.rule.bump).then_with(|| one.item.cmp(&other.item)));
    events
}

/// Whether an implementation is of a type that only one side has.
fn is_of_other(path: &str, one: &Surface, other: &Surface) -> bool {
    path.split_once(": ").is_some_and(|(ty, _)| one.items.contains_key(ty) && !other.items.contains_key(ty))
}

fn added(item: &Item, owner: Option<&str>, head: &Surface) -> &'static str {
    let is_open = owner.and_then(|owner| head.items.get(owner)).is_some_and(|owner| owner.non_exhaustive);
    match item.kind {
        ItemKind::Field if is_open => "rust-field-added",
        ItemKind::Field => "rust-field-added-exhaustive",
        ItemKind::Variant if is_open => "rust-variant-added",
        ItemKind::Variant => "rust-variant-added-exhaustive",
        ItemKind::Method | ItemKind::Function => "rust-method-added",
        ItemKind::Implementation => "rust-implementation-added",
        _ => "rust-type-added",
    }
}

const fn removed(item: &Item) -> &'static str {
    match item.kind {
        ItemKind::Field => "rust-field-removed",
        ItemKind::Variant => "rust-variant-removed",
        ItemKind::Method | ItemKind::Function => "rust-method-removed",
        ItemKind::Implementation => "rust-implementation-removed",
        _ => "rust-type-removed",
    }
}

type Found = (&'static str, Option<String>, Option<String>);

fn both(before: &Item, after: &Item) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    if before.kind != after.kind {
        let name = |item: &Item| Some(item.kind.as_str().to_owned());
        return vec![("rust-type-kind-changed", name(before), name(after))];
    }
    if before.signature != after.signature {
        let id = match before.kind {
            ItemKind::Struct | ItemKind::Enum => Some("rust-type-opaque-changed"),
            ItemKind::Alias => Some("rust-alias-changed"),
            ItemKind::Trait => Some("rust-trait-changed"),
            ItemKind::Constant => Some("rust-constant-changed"),
            ItemKind::Field => Some("rust-field-type-changed"),
            ItemKind::Variant => Some("rust-variant-type-changed"),
            ItemKind::Method | ItemKind::Function => signature(&before.signature, &after.signature),
            ItemKind::Implementation => None,
        };
        found.extend(id.map(|id| (id, Some(before.signature.clone()), Some(after.signature.clone()))));
    }
    for derive in before.derives.difference(&after.derives) {
        found.push(("rust-derive-removed", Some(derive.clone()), None));
    }
    for derive in after.derives.difference(&before.derives) {
        found.push(("rust-derive-added", None, Some(derive.clone())));
    }
    match (before.non_exhaustive, after.non_exhaustive) {
        (false, true) => found.push(("rust-non-exhaustive-added", None, None)),
        (true, false) => found.push(("rust-non-exhaustive-removed", None, None)),
        _ => {}
    }
    match (before.deprecated, after.deprecated) {
        (false, true) => found.push(("rust-deprecated", None, None)),
        (true, false) => found.push(("rust-undeprecated", None, None)),
        _ => {}
    }
    found
}

/// What happened to a signature; nothing when only its spelling changed.
fn signature(before: &str, after: &str) -> Option<&'static str> {
    let (old, new) = (arguments(before), arguments(after));
    let types =
        |arguments: &[(String, String)]| arguments.iter().map(|(_, ty)| ty.clone()).collect::<Vec<_>>();
    let names =
        |arguments: &[(String, String)]| arguments.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let gives = |signature: &str| signature.rsplit_once(") -> ").map(|(_, gives)| gives.to_owned());
    if gives(before) != gives(after) || types(&old) != types(&new) {
        return Some("rust-method-changed");
    }
    let (mut old, mut new) = (names(&old), names(&new));
    if old == new {
        return None;
    }
    old.sort_unstable();
    new.sort_unstable();
    Some(if old == new { "rust-arguments-reordered" } else { "rust-argument-renamed" })
}

/// The names and types of the arguments.
fn arguments(signature: &str) -> Vec<(String, String)> {
    let tokens = tokens(signature);
    let Some(open) = tokens.iter().position(|token| matches!(token, Token::Open('(', _))) else {
        return Vec::new();
    };
    let Token::Open(_, length) = tokens[open] else { return Vec::new() };
    split(&tokens[open + 1..open + length], ',')
        .into_iter()
        .map(|argument| match argument {
            [Token::Word(name), Token::Sign(':'), ty @ ..] if ty.first() != Some(&Token::Sign(':')) => {
                ((*name).to_owned(), text(ty))
            }
            other => (String::new(), text(other)),
        })
        .collect()
}
