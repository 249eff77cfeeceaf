//! The list that errors are collected in. Everything here is off the hot path.

use crate::error::{FieldError, ValidationErrors};
use crate::path::{Path, Place};
use crate::schema::Schema;
use crate::violation::Violation;
use crate::wording::Profile;

/// How many bytes of received text the errors of one value may keep.
///
/// Without it, a long key above many errors would be copied once for each of them.
const TEXT_BUDGET: usize = 1 << 20;

/// The errors found so far.
#[derive(Debug)]
pub(crate) struct Errors {
    kept: Vec<FieldError>,
    omitted: usize,
    text: usize,
    profile: &'static Profile,
}

impl Errors {
    pub(crate) fn new(profile: &'static Profile) -> Self {
        Self { kept: Vec::new(), omitted: 0, text: 0, profile }
    }

    /// Records a violation of the schema of the value at `at`.
    #[cold]
    #[inline(never)]
    pub(crate) fn push(&mut self, at: &Path<'_>, schema: &Schema, violation: Violation) {
        let place = schema.pointer().map_or(Place::Derived, Place::At);
        self.push_at(at, place, schema, violation);
    }

    /// Records a violation of a schema that the path does not lead to.
    #[cold]
    #[inline(never)]
    pub(crate) fn push_at(&mut self, at: &Path<'_>, place: Place, schema: &Schema, mut violation: Violation) {
        let full = self.kept.len() >= self.profile.max_errors || self.text > TEXT_BUDGET;
        if full && !self.kept.is_empty() {
            self.omitted += 1;
            return;
        }
        if schema.is_secret() || at.is_secret() {
            violation.redact();
        }
        let segments = at.to_segments();
        self.text += violation.heap_bytes();
        self.text += segments.iter().map(crate::path::Segment::heap_bytes).sum::<usize>();
        self.kept.push(FieldError::new(segments, place, violation, self.profile.wording));
    }

    /// All that was found, or nothing when nothing was.
    pub(crate) fn finish(self) -> Result<(), ValidationErrors> {
        if self.kept.is_empty() { Ok(()) } else { Err(self.into_all()) }
    }

    /// All that was found.
    #[cold]
    pub(crate) fn into_all(self) -> ValidationErrors {
        ValidationErrors::fields(self.kept, self.omitted)
    }
}
