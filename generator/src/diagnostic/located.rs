//! Values that remember where the user wrote them.

use super::Location;

/// A value, and where it is written; two of them are equal if their values are.
///
/// ```
/// use specwright::diagnostic::{Located, Location};
///
/// assert_eq!(Located::new("pets", Location::Nowhere).value, "pets");
/// ```
#[derive(Clone, Debug)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub at: Location,
}

impl<T> Located<T> {
    /// The value that is written there.
    pub const fn new(value: T, at: Location) -> Self {
        Self { value, at }
    }
}

impl<T: PartialEq> PartialEq for Located<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Located<T> {}
