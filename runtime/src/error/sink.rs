//! The list that errors are collected in. Everything here is off the hot path.

use crate::error::{FieldError, ValidationErrors};
use crate::path::{Path, Place, Segment};
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
    /// Errors are not recorded: those found here are known.
    is_muted: bool,
}

impl Errors {
    pub(crate) fn new(profile: &'static Profile) -> Self {
        Self { kept: Vec::new(), omitted: 0, text: 0, profile, is_muted: false }
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
        if self.is_muted {
            return;
        }
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
        self.text += segments.iter().map(Segment::heap_bytes).sum::<usize>();
        self.kept.push(FieldError::new(segments, place, violation, self.profile.wording));
    }

    /// What the generated crate fixes for all its types.
    #[cfg(feature = "json")]
    pub(crate) fn profile(&self) -> &'static Profile {
        self.profile
    }

    /// Says whether errors are recorded; returns what held before.
    pub(crate) fn set_muted(&mut self, is_muted: bool) -> bool {
        std::mem::replace(&mut self.is_muted, is_muted)
    }

    /// The number of errors that are kept.
    pub(crate) fn len(&self) -> usize {
        self.kept.len()
    }

    /// Forgets what came in an error that is kept.
    pub(crate) fn redact(&mut self, index: usize) {
        if let Some(error) = self.kept.get_mut(index) {
            error.redact();
        }
    }

    /// Has the value at `at` been found to be of another type, by an error from `mark` on?
    pub(crate) fn has_mismatch(&self, mark: usize, at: &Path<'_>) -> bool {
        let errors = self.kept.get(mark..).unwrap_or_default();
        errors.iter().any(|error| {
            matches!(error.violation(), Violation::InvalidType { .. }) && at.leads_like(error.segments())
        })
    }

    /// Sorts the errors from `mark` on by a key of each, told by its index from there.
    pub(crate) fn sort_from(
        &mut self,
        mark: usize,
        mut key: impl FnMut(usize, &[Segment], &Violation) -> usize,
    ) {
        let mut errors: Vec<_> = self
            .kept
            .drain(mark.min(self.kept.len())..)
            .enumerate()
            .map(|(index, error)| (key(index, error.segments(), error.violation()), error))
            .collect();
        errors.sort_by_key(|(order, _)| *order);
        self.kept.extend(errors.into_iter().map(|(_, error)| error));
    }

    /// Adds what others have found, as far as there is room.
    #[cfg(feature = "json")]
    pub(crate) fn append(&mut self, others: Self) {
        let room = self.profile.max_errors.saturating_sub(self.kept.len());
        self.omitted += others.omitted + others.kept.len().saturating_sub(room);
        self.text += others.text;
        self.kept.extend(others.kept.into_iter().take(room));
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
