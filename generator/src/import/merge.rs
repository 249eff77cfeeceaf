//! Merging: what several fragments say of one API, said once.

use super::page::Fragment;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Map, Pointer, Tree};

/// Unites the fragments in their order; where two of them contradict each other, each contradiction is reported.
pub(super) fn merge(fragments: &[Fragment], trees: &[Tree]) -> (Tree, Diagnostics) {
    let mut merged = Tree::Map(Map::new());
    let mut diagnostics = Diagnostics::new();
    for (index, tree) in trees.iter().enumerate() {
        let mut merging = Merging { fragments, trees, index, diagnostics: &mut diagnostics };
        merging.unite(&mut merged, tree, &Pointer::root());
    }
    (merged, diagnostics)
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
                for (key, value) in added {
                    match merged.get_mut(key) {
                        Some(present) => self.unite(present, value, &at.key(key)),
                        None => {
                            merged.insert(key.clone(), value.clone());
                        }
                    }
                }
            }
            // Tags and servers are told apart by their content: what is new is added at the end.
            (Tree::List(merged), Tree::List(added)) if matches!(at.as_str(), "/tags" | "/servers") => {
                let name = |item: &Tree| item.get("name").cloned();
                for (position, item) in added.iter().enumerate() {
                    let namesake = merged.iter().find(|present| name(present).is_some() && name(present) == name(item));
                    match namesake {
                        Some(present) if present != item => self.conflict(&at.index(position)),
                        Some(_) => {}
                        None if merged.contains(item) => {}
                        None => merged.push(item.clone()),
                    }
                }
            }
            _ => self.conflict(at),
        }
    }

    fn conflict(&mut self, at: &Pointer) {
        let (earlier, [added, ..]) = self.fragments.split_at(self.index) else { return };
        // A tag has another position in each page; its list is marked instead.
        let has = |tree: &Tree| tree.at(at).is_some();
        let first = earlier.iter().zip(self.trees).find(|(_, tree)| has(tree)).map(|(fragment, _)| fragment);
        let what = at.last().unwrap_or_else(|| "the document".to_owned());
        let problem = Diagnostic::new(Code::MergeConflict, added.key(at), format!("two pages say different things of `{what}`"))
            .label("this page says it differently")
            .hint("import pages of one version of the documentation, or correct one of them");
        self.diagnostics.push(match first {
            Some(first) => problem.related(first.key(at), "first said here"),
            None => problem,
        });
    }
}

/// Objects that hold one entry for each thing of the API, so that two pages may each add theirs.
fn is_collection(at: &Pointer) -> bool {
    let tokens: Vec<String> = at.tokens().collect();
    match tokens.as_slice() {
        [] => true,
        [root] => matches!(root.as_str(), "paths" | "components" | "webhooks"),
        [root, _] => matches!(root.as_str(), "paths" | "components" | "webhooks"),
        _ => false,
    }
}
