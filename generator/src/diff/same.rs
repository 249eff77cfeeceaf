//! What is the same in both documents, so that nobody has to look at it again.
//!
//! A node is the same as another one when both trees are equal, and so is everything that their references lead to.
//! Most of two versions of a document is the same; finding that out costs one pass over each of them.

use std::collections::{BTreeMap, BTreeSet};

use super::policy::Policy;
use super::side::Side;
use crate::source::{Map, Pointer, Tree};

/// The references that lead to something else than before.
#[derive(Clone, Debug)]
pub(super) struct Same {
    changed: BTreeSet<String>,
}

impl Same {
    /// Compares what references lead to; nothing where references depend on more than their text.
    pub(super) fn between(base: &Side<'_>, head: &Side<'_>, policy: &Policy) -> Option<Self> {
        let is_plain = |side: &Side<'_>| !side.document().has_resources();
        if policy.thorough
            || base.schema_dialect() != head.schema_dialect()
            || base.dialect() != head.dialect()
            || !is_plain(base)
            || !is_plain(head)
        {
            return None;
        }
        let (base_root, head_root) = (root(base)?, root(head)?);
        let mut names = BTreeSet::new();
        for tree in [base_root, head_root] {
            references(tree, &mut |reference| {
                names.insert(reference.to_owned());
            });
        }
        // A reference into another file could be one to a file that changed.
        if names.iter().any(|name| !name.starts_with("#/")) {
            return None;
        }
        let mut changed = BTreeSet::new();
        let mut users: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for name in &names {
            let pointer = Pointer::parse_fragment(name);
            let at = |tree| pointer.as_ref().and_then(|pointer| Tree::at(tree, pointer));
            match (at(base_root), at(head_root)) {
                (Some(base), Some(head)) if base == head => references(base, &mut |used| {
                    users.entry(used.to_owned()).or_default().push(name.clone());
                }),
                _ => {
                    changed.insert(name.clone());
                }
            }
        }
        let mut queue: Vec<String> = changed.iter().cloned().collect();
        while let Some(name) = queue.pop() {
            for user in users.remove(&name).unwrap_or_default() {
                if changed.insert(user.clone()) {
                    queue.push(user);
                }
            }
        }
        Some(Self { changed })
    }

    /// Whether two nodes say the same.
    pub(super) fn holds(&self, base: &Tree, head: &Tree) -> bool {
        base == head && (self.changed.is_empty() || !self.leads_to_changes(base))
    }

    fn leads_to_changes(&self, tree: &Tree) -> bool {
        match tree {
            Tree::Map(map) => {
                named(map).any(|reference| self.changed.contains(reference))
                    || map.values().any(|below| self.leads_to_changes(below))
            }
            Tree::List(items) => items.iter().any(|item| self.leads_to_changes(item)),
            _ => false,
        }
    }
}

fn root<'a>(side: &Side<'a>) -> Option<&'a Tree> {
    side.document().node(&side.document().root())
}

/// What an object refers to by `$ref`, or by the `mapping` of a discriminator.
fn named(map: &Map) -> impl Iterator<Item = &str> {
    let mapping = map.get("mapping").filter(|_| map.contains_key("propertyName")).and_then(Tree::as_map);
    let targets = mapping.into_iter().flat_map(Map::values).filter_map(Tree::as_str);
    let reference = map.get("$ref").and_then(Tree::as_str);
    reference.into_iter().chain(targets.filter(|target| target.starts_with("#/")))
}

/// Calls `visit` with every reference below a node.
fn references(tree: &Tree, visit: &mut dyn FnMut(&str)) {
    match tree {
        Tree::Map(map) => {
            named(map).for_each(&mut *visit);
            map.values().for_each(|below| references(below, visit));
        }
        Tree::List(items) => items.iter().for_each(|item| references(item, visit)),
        _ => {}
    }
}
