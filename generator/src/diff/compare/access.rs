//! Who may send a property.

use crate::diff::schema::Notes;

/// Which way a property travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diff) struct Access {
    /// It is in responses only, on one side at least.
    pub(in crate::diff) read_only: bool,
    /// It is in requests only, on one side at least.
    pub(in crate::diff) write_only: bool,
}

impl Access {
    /// Both ways.
    pub(in crate::diff) const BOTH: Self = Self { read_only: false, write_only: false };

    pub(super) const fn of(notes: &Notes<'_>) -> Self {
        Self { read_only: notes.read_only, write_only: notes.write_only }
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self { read_only: self.read_only || other.read_only, write_only: self.write_only || other.write_only }
    }
}
