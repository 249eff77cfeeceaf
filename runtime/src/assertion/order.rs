//! Document order: the errors of the typed reader and those of the evaluator, sorted by where they are in the
//! text.
//!
//! An error is ordered by the end of the value it is about, so that what is wrong with a container as a whole
//! follows what is wrong within it, as the reader reports it.

use crate::assertion::report::Placed;
use crate::assertion::tree::{NodeId, Tree};
use crate::error::Errors;
use crate::path::Segment;
use crate::violation::Violation;

/// Sorts the errors from `mark` on, all of which are about values of the tree; `base` frames of their paths lead
/// to its root.
pub(super) fn arrange(errors: &mut Errors, mark: usize, base: usize, tree: &Tree<'_>, placed: &[Placed]) {
    if placed.is_empty() {
        return;
    }
    let mut orders = vec![None; errors.len() - mark.min(errors.len())];
    for placed in placed {
        if let Some(order) = placed.error.checked_sub(mark).and_then(|index| orders.get_mut(index)) {
            *order = Some(placed.order);
        }
    }
    let mut locator = Locator { tree, trail: Vec::new() };
    errors.sort_from(mark, |index, segments, violation| match orders.get(index).copied().flatten() {
        Some(order) => order,
        None => locator.order(segments.get(base..).unwrap_or_default(), violation),
    });
}

/// Finds values by their paths.
///
/// The errors of the typed reader come in document order, so that each search goes on where the last one ended.
struct Locator<'t> {
    tree: &'t Tree<'t>,
    trail: Vec<Step>,
}

/// The member or element that the last path went through.
#[derive(Clone, Copy)]
struct Step {
    container: NodeId,
    position: usize,
    /// The element, or the key of the member.
    child: NodeId,
}

impl Locator<'_> {
    fn order(&mut self, segments: &[Segment], violation: &Violation) -> usize {
        let segments = match (violation, segments.split_last()) {
            // What is missing is told where the object ends.
            (Violation::Required, Some((_, object))) => object,
            _ => segments,
        };
        let mut node = Tree::ROOT;
        for (depth, segment) in segments.iter().enumerate() {
            let Some(found) = self.child(depth, node, segment) else { break };
            node = found;
        }
        if matches!(violation, Violation::DuplicateKey { .. })
            && let Some(step) = segments.len().checked_sub(1).and_then(|depth| self.trail.get(depth))
            && let Some(key) = segments.last().and_then(Segment::key)
        {
            // It is the second one that is told.
            let again = self.tree.member(step.container, key);
            return self.tree.end(again.unwrap_or(node));
        }
        self.tree.end(node)
    }

    /// The value that a frame of a path leads to.
    fn child(&mut self, depth: usize, container: NodeId, segment: &Segment) -> Option<NodeId> {
        let last = self.trail.get(depth).copied().filter(|step| step.container == container);
        let start = last.unwrap_or(Step { container, position: 0, child: container + 1 });
        let found = match segment.key() {
            Some(key) => self
                .key_from(start, key)
                .or_else(|| self.key_from(Step { container, position: 0, child: container + 1 }, key)),
            None => self.index_from(start, segment),
        }?;
        self.trail.truncate(depth);
        self.trail.push(found);
        Some(if segment.key().is_some() { found.child + 1 } else { found.child })
    }

    fn key_from(&self, step: Step, key: &str) -> Option<Step> {
        let end = self.tree.next(step.container);
        let mut child = step.child;
        while child < end {
            if self.tree.string(child) == key {
                return Some(Step { child, ..step });
            }
            child = self.tree.next(child + 1);
        }
        None
    }

    fn index_from(&self, step: Step, segment: &Segment) -> Option<Step> {
        let Segment::Index(index) = *segment else { return None };
        let start = if step.position <= index {
            step
        } else {
            Step { position: 0, child: step.container + 1, ..step }
        };
        let end = self.tree.next(step.container);
        let mut found = start;
        while found.position < index && found.child < end {
            found = Step { position: found.position + 1, child: self.tree.next(found.child), ..found };
        }
        (found.child < end).then_some(found)
    }
}
