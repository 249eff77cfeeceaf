//! What references lead to, found once: few places are referred to, and each by many.

use std::cell::RefCell;

use foldhash::fast::FixedState;
use indexmap::IndexMap;

use super::Trees;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Place, Tree};

/// The targets of references by their texts, where those depend on nothing but the file.
#[derive(Clone, Debug, Default)]
pub(in crate::read) struct Memo(RefCell<IndexMap<FileId, IndexMap<String, Place, FixedState>, FixedState>>);

impl Memo {
    /// Follows the `$ref` at `place`, whose node this is; see [`Trees::follow`].
    ///
    /// # Errors
    ///
    /// `unresolved-ref` or `ref-cycle`.
    pub(in crate::read) fn follow(
        &self,
        trees: &Trees,
        place: &Place,
        node: &Tree,
    ) -> Result<Place, Box<Diagnostic>> {
        let reference = node.get("$ref").and_then(Tree::as_str);
        let is_local = |reference: &&str| reference.starts_with('#') && !trees.has_resources();
        let Some(reference) = reference.filter(is_local) else { return trees.follow(place) };
        if let Some(target) = self.0.borrow().get(&place.file).and_then(|known| known.get(reference)) {
            return Ok(target.clone());
        }
        let target = trees.follow(place)?;
        self.0.borrow_mut().entry(place.file).or_default().insert(reference.to_owned(), target.clone());
        Ok(target)
    }
}
