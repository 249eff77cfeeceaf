//! The comparison of operations: which stands for which, and what differs in everything but their schemas.

mod body;
mod document;
mod header;
mod life;
mod parameter;
mod response;
mod security;

use std::collections::BTreeMap;

use super::compare::{PairId, Walk};
use super::level::Direction;
use super::site::Site;
use super::trail::At;
use super::wire::{Operation, Wire, header_name};

/// A difference that is not one of schemas.
#[derive(Clone, Debug, Default)]
pub(super) struct Note {
    /// The id of the rule.
    pub(super) rule: &'static str,
    pub(super) base: Option<At>,
    pub(super) head: Option<At>,
    /// What it is about.
    pub(super) name: Option<String>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

impl Note {
    pub(super) fn new(rule: &'static str, base: Option<At>, head: Option<At>) -> Self {
        Self { rule, base, head, ..Self::default() }
    }

    pub(super) fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    pub(super) fn values(mut self, from: Option<impl Into<String>>, to: Option<impl Into<String>>) -> Self {
        (self.from, self.to) = (from.map(Into::into), to.map(Into::into));
        self
    }
}

/// A place where an operation uses a schema.
#[derive(Clone, Debug)]
pub(super) struct Root {
    pub(super) site: Site,
    pub(super) direction: Direction,
    /// Such as `response 200` or `query parameter limit`.
    pub(super) place: String,
    pub(super) pair: PairId,
    /// Whether every value is written as text there.
    pub(super) is_text: bool,
}

/// What was found for one operation, or for the document where there is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Compared {
    pub(super) operation: Option<Name>,
    pub(super) notes: Vec<Note>,
    pub(super) roots: Vec<Root>,
}

/// An operation, by what people call it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The path, as the head document writes it where it has it.
    pub path: String,
    /// The method, in upper case.
    pub method: String,
    /// `operationId`
    pub id: Option<String>,
}

impl Name {
    fn of(operation: &Operation<'_>) -> Self {
        Self {
            path: operation.path.to_owned(),
            method: operation.method.clone(),
            id: operation.id.map(str::to_owned),
        }
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// Who sends what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Polarity {
    /// The consumer calls.
    Called,
    /// The consumer is called, as webhooks and callbacks do.
    Calls,
}

impl Polarity {
    /// The way of what the caller sends.
    pub(super) const fn sent(self) -> Direction {
        match self {
            Self::Called => Direction::Request,
            Self::Calls => Direction::Response,
        }
    }

    /// The way of what the caller gets back.
    pub(super) const fn returned(self) -> Direction {
        match self {
            Self::Called => Direction::Response,
            Self::Calls => Direction::Request,
        }
    }
}

/// Compares everything but the schemas, which are noted to be compared.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, base: &Wire<'a>, head: &Wire<'a>) -> Vec<Compared> {
    let mut found = vec![document::compare(base, head)];
    let schemes = security::Schemes::new(base, head);
    let paths = |wire: &Wire<'a>| wire.operations.iter().map(|operation| template(operation.path)).collect();
    let paths: (Vec<String>, Vec<String>) = (paths(base), paths(head));
    for pair in pair_operations(&base.operations, &head.operations) {
        match pair {
            (Some(base), Some(head)) => {
                // What is equal, with all that it refers to, has nothing to tell.
                let same_security = schemes.are_same(base, head);
                if walk.is_same(base.node.tree, head.node.tree)
                    && same_security
                    && parameter::are_same(walk, base, head)
                {
                    continue;
                }
                found.push(operation(walk, base, head, &schemes));
            }
            (None, Some(head)) => {
                let note = Note::new("endpoint-added", Some(walk_root(base)), Some(head.node.at));
                let (operation, roots) = (Some(Name::of(head)), Vec::new());
                found.push(Compared { operation, notes: vec![note], roots });
            }
            (Some(base), None) => {
                let is_path = !paths.1.contains(&template(base.path));
                let note = life::removed(walk, base, walk_root(head), is_path);
                found.push(Compared {
                    operation: Some(Name::of(base)),
                    notes: vec![note],
                    roots: Vec::new(),
                });
            }
            (None, None) => {}
        }
    }
    for (base_hook, head_hook) in pair_operations(&base.webhooks, &head.webhooks) {
        let operation = base_hook.or(head_hook).map(Name::of);
        let mut compared = Compared { operation, ..Compared::default() };
        match (base_hook, head_hook) {
            (Some(base), Some(head)) => {
                exchange(walk, base, head, Polarity::Calls, &mut compared, "webhook ");
            }
            (None, Some(hook)) => {
                compared.notes.push(
                    Note::new("webhook-added", Some(walk_root(base)), Some(hook.node.at)).name(hook.path),
                );
            }
            (Some(hook), None) => {
                compared.notes.push(
                    Note::new("webhook-removed", Some(hook.node.at), Some(walk_root(head))).name(hook.path),
                );
            }
            (None, None) => {}
        }
        found.push(compared);
    }
    found
}

/// How many operations both documents have.
pub(super) fn shared(base: &Wire<'_>, head: &Wire<'_>) -> usize {
    pair_operations(&base.operations, &head.operations)
        .iter()
        .filter(|pair| pair.0.is_some() && pair.1.is_some())
        .count()
}

const fn walk_root(wire: &Wire<'_>) -> At {
    wire.root.at
}

/// A path without the names of its parameters.
pub(super) fn template(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => {
                inside = true;
                text.push_str("{}");
            }
            '}' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

type Both<'w, 'a> = (Option<&'w Operation<'a>>, Option<&'w Operation<'a>>);

/// Pairs operations by method and path, where the names in the path do not matter unless they have to.
fn pair_operations<'w, 'a>(base: &'w [Operation<'a>], head: &'w [Operation<'a>]) -> Vec<Both<'w, 'a>> {
    let mut rest: BTreeMap<(&str, String), Vec<&'w Operation<'a>>> = BTreeMap::new();
    for operation in head {
        rest.entry((operation.method.as_str(), template(operation.path))).or_default().push(operation);
    }
    let mut pairs: Vec<Both<'w, 'a>> = Vec::new();
    let mut left: Vec<&'w Operation<'a>> = base.iter().collect();
    // Several callbacks may have one expression; what tells them apart is their name, which is their id here.
    let same: [fn(&Operation<'_>, &Operation<'_>) -> bool; 3] = [
        |one, other| one.path == other.path && one.id == other.id,
        |one, other| one.path == other.path,
        |_, _| true,
    ];
    for is_same in same {
        left.retain(|operation| {
            let like = rest.get_mut(&(operation.method.as_str(), template(operation.path)));
            let found = like.and_then(|like| {
                let at = like.iter().position(|other| is_same(operation, other))?;
                Some(like.remove(at))
            });
            if let Some(other) = found {
                pairs.push((Some(*operation), Some(other)));
            }
            found.is_none()
        });
    }
    pairs.extend(left.into_iter().map(|operation| (Some(operation), None)));
    pairs.extend(rest.into_values().flatten().map(|operation| (None, Some(operation))));
    pairs
}

fn operation<'a>(
    walk: &mut Walk<'a>,
    base: &Operation<'a>,
    head: &Operation<'a>,
    schemes: &security::Schemes<'a>,
) -> Compared {
    let mut compared = Compared { operation: Some(Name::of(head)), ..Compared::default() };
    life::operation(walk, base, head, &mut compared.notes);
    document::names(base, head, &mut compared.notes);
    document::servers(base, head, &mut compared.notes);
    security::compare(base, head, schemes, &mut compared.notes);
    parameter::compare(walk, base, head, &mut compared);
    exchange(walk, base, head, Polarity::Called, &mut compared, "");
    for (base_call, head_call) in pair_operations(&base.callbacks, &head.callbacks) {
        match (base_call, head_call) {
            (Some(base), Some(head)) => {
                let label = format!("callback `{}` ", head.id.unwrap_or(head.path));
                exchange(walk, base, head, Polarity::Calls, &mut compared, &label);
            }
            (None, Some(call)) => {
                let note = Note::new("callback-added", Some(base.node.at), Some(call.node.at));
                compared.notes.push(note.name(call.id.unwrap_or(call.path)));
            }
            (Some(call), None) => {
                let note = Note::new("callback-removed", Some(call.node.at), Some(head.node.at));
                compared.notes.push(note.name(call.id.unwrap_or(call.path)));
            }
            (None, None) => {}
        }
    }
    compared
}

/// Compares what goes to and fro.
fn exchange<'a>(
    walk: &mut Walk<'a>,
    base: &Operation<'a>,
    head: &Operation<'a>,
    polarity: Polarity,
    compared: &mut Compared,
    label: &str,
) {
    body::compare(walk, base, head, polarity, compared, label);
    response::compare(walk, base, head, polarity, compared, label);
    if polarity == Polarity::Calls {
        parameter::of_callbacks(walk, base, head, compared, label);
    }
}

/// What both lists have under one key, in the order of the keys.
fn zip_by<'x, T>(
    base: &'x [T],
    head: &'x [T],
    key: impl Fn(&T) -> String,
) -> Vec<(Option<&'x T>, Option<&'x T>)> {
    let mut both: BTreeMap<String, (Option<&T>, Option<&T>)> = BTreeMap::new();
    for item in base {
        both.entry(key(item)).or_default().0.get_or_insert(item);
    }
    for item in head {
        both.entry(key(item)).or_default().1.get_or_insert(item);
    }
    both.into_values().collect()
}
