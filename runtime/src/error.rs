//! What a caller gets when a value is refused: every field error, or why the text is not JSON at all.

mod field;
mod sink;
mod syntax;

use std::error::Error;
use std::fmt;

pub use field::FieldError;
pub(crate) use sink::Errors;
pub use syntax::SyntaxError;

/// Why a value was refused: all its field errors in document order, or that the text is not JSON.
///
/// ```
/// # use specwright_runtime::Model as _;
/// # #[cfg(feature = "serde")] {}
/// # use specwright_runtime::*;
/// # static PROFILE: Profile = Profile { wording: Wording::ZOD, max_errors: 100 };
/// # struct Point { x: i64 }
/// # specwright_runtime::record! {
/// #     Point, "/components/schemas/Point" [.refuse_unknown()];
/// #     new(x: i64);
/// #     0 x = x => required("x", PLAIN);
/// # }
/// let refused = Point::decode(br#"{"x":"1","y":2}"#).unwrap_err();
/// assert_eq!(refused.len(), 2);
/// assert_eq!(refused.errors()[0].to_string(), "x: Expected number, received string");
///
/// let broken = Point::decode(b"{").unwrap_err();
/// assert_eq!(broken.not_json().unwrap().line(), 1);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ValidationErrors {
    errors: Vec<FieldError>,
    omitted: usize,
    // Boxed, so that the `Result` of a decoder is hardly larger than its value.
    not_json: Option<Box<SyntaxError>>,
}

impl ValidationErrors {
    pub(crate) fn fields(errors: Vec<FieldError>, omitted: usize) -> Self {
        Self { errors, omitted, not_json: None }
    }

    pub(crate) fn syntax(error: SyntaxError) -> Self {
        Self { errors: Vec::new(), omitted: 0, not_json: Some(Box::new(error)) }
    }

    /// The field errors, in document order; empty when the text is not JSON.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// The field errors, in document order.
    ///
    /// ```
    /// use specwright_runtime::{Profile, Schema, check_json};
    ///
    /// let refused =
    ///     check_json::<Vec<i64>>(br#"[1,"2",true]"#, &Schema::PLAIN, Profile::DEFAULT, None).unwrap_err();
    /// let fields: Vec<String> = refused.iter().map(specwright_runtime::FieldError::field).collect();
    /// assert_eq!(fields, ["[1]", "[2]"]);
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, FieldError> {
        self.errors.iter()
    }

    /// The number of field errors that are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// Is there no field error? True exactly when the text is not JSON.
    ///
    /// ```
    /// use specwright_runtime::Model;
    ///
    /// assert!(Vec::<i64>::decode(b"[1,").unwrap_err().is_empty());
    /// assert!(!Vec::<i64>::decode(b"[true]").unwrap_err().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The number of field errors that were found but not kept; see `Profile::max_errors`.
    ///
    /// ```
    /// use specwright_runtime::{Profile, Schema, Wording, check_json};
    ///
    /// static FIRST_ONLY: Profile = Profile { wording: Wording::ZOD, max_errors: 1 };
    ///
    /// let refused = check_json::<Vec<i64>>(br#"["1","2","3"]"#, &Schema::PLAIN, &FIRST_ONLY, None).unwrap_err();
    /// assert_eq!((refused.len(), refused.omitted()), (1, 2));
    /// ```
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Why the text is not JSON, if it is not.
    #[must_use]
    pub fn not_json(&self) -> Option<&SyntaxError> {
        self.not_json.as_deref()
    }
}

impl fmt::Display for ValidationErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(error) = self.not_json() {
            return error.fmt(f);
        }
        for (i, error) in self.iter().enumerate() {
            if i > 0 {
                f.write_str("; ")?;
            }
            error.fmt(f)?;
        }
        match self.omitted() {
            0 => Ok(()),
            omitted => write!(f, "; and {omitted} more"),
        }
    }
}

impl Error for ValidationErrors {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.not_json().map(|error| error as &(dyn Error + 'static))
    }
}

impl<'e> IntoIterator for &'e ValidationErrors {
    type Item = &'e FieldError;
    type IntoIter = std::slice::Iter<'e, FieldError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for ValidationErrors {
    type Item = FieldError;
    type IntoIter = std::vec::IntoIter<FieldError>;

    fn into_iter(self) -> Self::IntoIter {
        self.errors.into_iter()
    }
}
