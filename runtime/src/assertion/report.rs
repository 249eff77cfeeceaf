//! How the evaluator records what is wrong: with the schema, the keyword, and the place in the text, so that all
//! errors of a value come out in document order.

use crate::assertion::Assertions;
use crate::assertion::evaluate::{Evaluation, Here};
use crate::assertion::tree::NodeId;
use crate::path::{Path, Place};
use crate::violation::Violation;

/// A recorded error: its index among all errors, the value it is about, and the byte it is ordered by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) error: usize,
    pub(super) node: NodeId,
    pub(super) order: usize,
}

/// Are errors recorded, or is only asked whether the value is valid?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Report {
    /// Every error is recorded.
    Errors,
    /// The first error ends the evaluation.
    Verdict,
}

impl Evaluation<'_> {
    /// Records that the value here breaks a keyword; false.
    pub(super) fn refuse(
        &mut self,
        here: &Here<'_>,
        keyword: &'static str,
        violation: impl FnOnce() -> Violation,
    ) -> bool {
        let place = Place::Keyword(here.schema.pointer, keyword);
        self.refuse_at(here, here.node, here.at, place, violation)
    }

    /// Records that a value here or below breaks a keyword; false.
    pub(super) fn refuse_at(
        &mut self,
        here: &Here<'_>,
        node: NodeId,
        at: &Path<'_>,
        place: Place,
        violation: impl FnOnce() -> Violation,
    ) -> bool {
        if here.context.report == Report::Errors {
            self.record(node, at, place, violation());
        }
        false
    }

    #[cold]
    #[inline(never)]
    pub(super) fn record(&mut self, node: NodeId, at: &Path<'_>, place: Place, violation: Violation) {
        let error = self.errors.len();
        self.errors.push_at(at, place, self.use_site, violation);
        // It may have been only counted.
        if self.errors.len() > error {
            self.placed.push(Placed { error, node, order: self.tree.end(node) });
        }
    }

    /// The schemas refer to one another without end: the value is refused, whatever asked.
    #[cold]
    #[inline(never)]
    pub(super) fn too_deep(&mut self, schema: &'static Assertions, node: NodeId, at: &Path<'_>) -> bool {
        if !self.is_cut {
            self.is_cut = true;
            self.record(node, at, Place::Exact(schema.pointer), Violation::TooDeep);
        }
        false
    }
}
