//! Merging: what several fragments say of one API, said once.

use std::borrow::Cow;

use super::page::Fragment;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Map, Pointer, Tree};

/// The order of the members of a document; what is not listed comes last.
const ORDER: [&str; 11] = [
    "openapi",
    "$self",
    "info",
    "jsonSchemaDialect",
    "externalDocs",
    "servers",
    "security",
    "tags",
    "paths",
    "webhooks",
    "components",
];

/// Unites the fragments in their order.
///
/// # Errors
///
/// `merge-conflict` for each node of which two of them say different things.
pub(super) fn merge(fragments: &[Fragment], trees: &[Tree]) -> Result<Tree, Diagnostics> {
    let mut merged = Tree::from(Map::default());
    let mut diagnostics = Diagnostics::new();
    for (index, tree) in trees.iter().enumerate() {
        let mut merging = Merging { fragments, trees, index, diagnostics: &mut diagnostics };
        merging.unite(&mut merged, tree, &Pointer::root());
    }
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    if let Tree::Map(map) = &mut merged {
        let rank = |key: &str| ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len());
        map.sort_by_cached_key(|key, _| rank(key));
    }
    Ok(merged)
}

struct Merging<'a> {
    fragments: &'a [Fragment],
    trees: &'a [Tree],
    /// The fragment that is being added.
    index: usize,
    diagnostics: &'a mut Diagnostics,
}

impl Merging<'_> {
    fn unite(&mut self, merged: &mut Tree, added: &Tree, at: &Pointer) {
        match (merged, added) {
            (merged, added) if merged == added => {}
            (Tree::Map(merged), Tree::Map(added)) if is_collection(at) => {
                for (key, value) in added.iter() {
                    match merged.get_mut(key) {
                        Some(present) => self.unite(present, value, &at.key(key)),
                        None => {
                            merged.insert(key.clone(), value.clone());
                        }
                    }
                }
            }
            (Tree::List(merged), Tree::List(added)) if at.as_str() == "/tags" => {
                for (position, tag) in added.iter().enumerate() {
                    let namesake =
                        merged.iter().find(|present| name(present).is_some() && name(present) == name(tag));
                    match namesake {
                        Some(present) if present != tag => self.conflict(at, &at.index(position)),
                        Some(_) => {}
                        None if merged.contains(tag) => {}
                        None => merged.push(tag.clone()),
                    }
                }
            }
            (Tree::List(merged), Tree::List(added)) if at.as_str() == "/servers" => {
                let new: Vec<_> = added.iter().filter(|server| !merged.contains(server)).cloned().collect();
                merged.extend(new);
            }
            (merged, added) => {
                let at = difference(merged, added, at);
                self.conflict(&at, &at);
            }
        }
    }

    /// Reports that the node at `here` of this fragment contradicts an earlier one, which has it at `at` or is a tag in it.
    fn conflict(&mut self, at: &Pointer, here: &Pointer) {
        let this = &self.fragments[self.index];
        let tag = self.trees[self.index].at(here).and_then(name);
        let earlier = self.fragments.iter().zip(self.trees).take(self.index).find_map(|(fragment, tree)| {
            if at == here {
                return tree.at(at).map(|_| fragment.key(at));
            }
            let position = tree.at(at)?.as_list()?.iter().position(|other| name(other) == tag)?;
            Some(fragment.key(&at.index(position)))
        });
        let what = match tag {
            Some(tag) if at != here => format!("the tag `{tag}`"),
            _ => here.last().map_or_else(|| "the document".to_owned(), |key| format!("`{key}`")),
        };
        let message = format!("two pages say different things of {what}");
        let problem = Diagnostic::new(Code::MergeConflict, this.key(here), message)
            .label("this page says it differently")
            .hint("import pages of one version of the documentation, or correct one of them");
        self.diagnostics.push(match earlier {
            Some(earlier) => problem.related(earlier, "first said here"),
            None => problem,
        });
    }
}

/// The name of a tag.
fn name(tag: &Tree) -> Option<&str> {
    tag.get("name")?.as_str()
}

/// The first node that both have and that differs, as deep as it goes.
fn difference(one: &Tree, other: &Tree, at: &Pointer) -> Pointer {
    let (Tree::Map(one), Tree::Map(other)) = (one, other) else { return at.clone() };
    let same_keys = one.len() == other.len() && one.keys().all(|key| other.contains_key(key));
    let differs = |(key, value): &(&String, &Tree)| one.get(*key).is_some_and(|present| present != *value);
    match other.iter().find(differs) {
        Some((key, value)) if same_keys => difference(&one[key], value, &at.key(key)),
        _ => at.clone(),
    }
}

/// Objects that hold one entry for each thing of the API, so that two pages may each add theirs.
fn is_collection(at: &Pointer) -> bool {
    let tokens: Vec<String> = at.tokens().map(Cow::into_owned).collect();
    match tokens.as_slice() {
        [] => true,
        [root] | [root, _] => matches!(root.as_str(), "paths" | "components" | "webhooks"),
        _ => false,
    }
}
