//! What is said about the whole document, and the names of operations.

use std::collections::{BTreeMap, BTreeSet};

use super::{Compared, Note, security};
use crate::diff::trail::{At, Node};
use crate::diff::wire::{Operation, Wire};
use crate::source::Tree;

pub(super) fn compare(base: &Wire<'_>, head: &Wire<'_>) -> Compared {
    let mut notes = Vec::new();
    server_lists((&base.servers, base.root.at), (&head.servers, head.root.at), &mut notes);
    security::components(base, head, &mut notes);
    global_security(base, head, &mut notes);
    let names: BTreeSet<&str> = head.schemas.iter().map(|(name, _)| *name).collect();
    for (name, node) in base.schemas.iter().filter(|(name, _)| !names.contains(name)) {
        notes.push(Note::new("api-schema-removed", Some(node.at), Some(head.root.at)).name(*name));
    }
    Compared { notes, ..Compared::default() }
}

/// What is asked for where an operation says nothing. Whom that harms is told by operation.
fn global_security(base: &Wire<'_>, head: &Wire<'_>, notes: &mut Vec<Note>) {
    let requirements = |node: Option<Node<'_>>| -> BTreeMap<String, BTreeSet<String>> {
        let list = node.and_then(|node| node.tree.as_list()).unwrap_or_default();
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (name, scopes) in list.iter().filter_map(Tree::as_map).flatten() {
            let scopes = scopes.as_list().into_iter().flatten().filter_map(Tree::as_str).map(str::to_owned);
            found.entry(name.clone()).or_default().extend(scopes);
        }
        found
    };
    let at = |wire: &Wire<'_>| Some(wire.security.map_or(wire.root.at, |node| node.at));
    let note = |rule, name: String| Note::new(rule, at(base), at(head)).name(name);
    let (before, after) = (requirements(base.security), requirements(head.security));
    for (name, scopes) in &before {
        let Some(other) = after.get(name) else {
            notes.push(note("api-global-security-removed", name.clone()));
            continue;
        };
        for scope in other.difference(scopes) {
            notes.push(note("api-global-security-scope-added", format!("{name}: {scope}")));
        }
        for scope in scopes.difference(other) {
            notes.push(note("api-global-security-scope-removed", format!("{name}: {scope}")));
        }
    }
    for name in after.keys().filter(|name| !before.contains_key(*name)) {
        notes.push(note("api-global-security-added", name.clone()));
    }
}

fn server_lists(
    (base, base_at): (&[Node<'_>], At),
    (head, head_at): (&[Node<'_>], At),
    notes: &mut Vec<Note>,
) {
    let url = |node: &Node<'_>| node.tree.get("url").and_then(Tree::as_str).unwrap_or("/").to_owned();
    for server in base {
        match head.iter().find(|other| url(other) == url(server)) {
            None => {
                let note = Note::new("server-removed", Some(server.at), Some(head_at)).name(url(server));
                notes.push(note.values(Some(url(server)), None::<String>));
            }
            Some(other) if server.tree.get("variables") != other.tree.get("variables") => {
                notes.push(
                    Note::new("server-variables-changed", Some(server.at), Some(other.at)).name(url(server)),
                );
            }
            Some(_) => {}
        }
    }
    for server in head.iter().filter(|server| !base.iter().any(|other| url(other) == url(server))) {
        let note = Note::new("server-added", Some(base_at), Some(server.at)).name(url(server));
        notes.push(note.values(None::<String>, Some(url(server))));
    }
}

/// Compares the servers that an operation or its path has for itself.
pub(super) fn servers<'a>(base: &Operation<'a>, head: &Operation<'a>, notes: &mut Vec<Note>) {
    server_lists((&base.servers, base.node.at), (&head.servers, head.node.at), notes);
}

/// Compares what an operation is called.
pub(super) fn names(base: &Operation<'_>, head: &Operation<'_>, notes: &mut Vec<Note>) {
    let at = (Some(base.node.at), Some(head.node.at));
    let rule = match (base.id, head.id) {
        (None, Some(_)) => Some("api-operation-id-added"),
        (Some(_), None) => Some("api-operation-id-removed"),
        (before, after) if before != after => Some("api-operation-id-changed"),
        _ => None,
    };
    notes.extend(rule.map(|rule| Note::new(rule, at.0, at.1).values(base.id, head.id)));
    let about = |operation: &Operation<'_>| {
        let text = |key: &str| operation.node.tree.get(key).and_then(Tree::as_str).map(str::trim);
        text("description").or_else(|| text("summary")).map(str::to_owned)
    };
    if about(base) != about(head) {
        notes.push(Note::new("api-description-changed", at.0, at.1).values(about(base), about(head)));
    }
    for tag in base.tags.difference(&head.tags) {
        notes.push(Note::new("api-tag-removed", at.0, at.1).name(*tag));
    }
    for tag in head.tags.difference(&base.tags) {
        notes.push(Note::new("api-tag-added", at.0, at.1).name(*tag));
    }
}
