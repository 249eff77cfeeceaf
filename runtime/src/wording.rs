//! How a violation reads in words, and the settings that a generated crate fixes once for all its types.

mod json_schema;
mod zod;

use std::fmt::{self, Write as _};

use crate::violation::Violation;

/// How violations read in words.
///
/// A wording is a function, so that an application can bring its own.
///
/// ```
/// use specwright_runtime::{Violation, Wording};
///
/// assert_eq!(Wording::ZOD.render(&Violation::Required), "Required");
/// assert_eq!(Wording::JSON_SCHEMA.render(&Violation::Required), "is required");
/// ```
#[derive(Clone, Copy)]
pub struct Wording {
    write: fn(&Violation, &mut fmt::Formatter<'_>) -> fmt::Result,
}

impl Wording {
    /// The English of Zod 3, for example `String must contain at least 3 character(s)`.
    pub const ZOD: Self = Self::new(zod::write);

    /// Plain English about the keyword, for example `must have at least 3 characters`.
    pub const JSON_SCHEMA: Self = Self::new(json_schema::write);

    /// A wording of one's own.
    ///
    /// ```
    /// # use specwright_runtime::{Violation, Wording};
    /// const TERSE: Wording = Wording::new(|violation, f| f.write_str(violation.code().as_str()));
    /// assert_eq!(TERSE.render(&Violation::Required), "required");
    /// assert_eq!(Wording::ZOD.render(&Violation::Required), "Required");
    /// ```
    #[must_use]
    pub const fn new(write: fn(&Violation, &mut fmt::Formatter<'_>) -> fmt::Result) -> Self {
        Self { write }
    }

    /// The message of a violation.
    #[must_use]
    pub fn render(&self, violation: &Violation) -> String {
        let mut message = String::with_capacity(128);
        // Writing to a String cannot fail; a wording that fails ends its message there.
        let _ = write!(message, "{}", self.display(violation));
        message
    }

    pub(crate) fn display<'v>(&self, violation: &'v Violation) -> impl fmt::Display + 'v {
        Worded { violation, write: self.write }
    }
}

impl Default for Wording {
    fn default() -> Self {
        Self::ZOD
    }
}

impl fmt::Debug for Wording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wording").finish_non_exhaustive()
    }
}

struct Worded<'v> {
    violation: &'v Violation,
    write: fn(&Violation, &mut fmt::Formatter<'_>) -> fmt::Result,
}

impl fmt::Display for Worded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.write)(self.violation, f)
    }
}

/// What a generated crate fixes once for all its types.
///
/// ```
/// use specwright_runtime::{Profile, Schema, Wording, check_json};
///
/// static PROFILE: Profile = Profile { wording: Wording::JSON_SCHEMA, max_errors: 2 };
///
/// let refused = check_json::<Vec<i64>>(br#"["1","2","3"]"#, &Schema::PLAIN, &PROFILE, None).unwrap_err();
/// assert_eq!((refused.len(), refused.omitted()), (2, 1));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// How violations read in words.
    pub wording: Wording,
    /// How many errors are kept; those beyond are only counted.
    pub max_errors: usize,
}

impl Profile {
    /// The wording of Zod 3, and a hundred errors at most.
    pub const DEFAULT: &'static Self = &Self { wording: Wording::ZOD, max_errors: 100 };
}

impl Default for Profile {
    fn default() -> Self {
        *Self::DEFAULT
    }
}
