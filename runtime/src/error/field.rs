//! One field error: where, what, and how it reads. Everything but the facts is rendered on demand.

use std::error::Error;
use std::fmt;

use crate::path::{self, Place, Segment};
use crate::violation::{Code, Violation};
use crate::wording::Wording;

/// One way in which a value breaks its schema.
///
/// ```
/// use specwright_runtime::{Code, IntegerRules, ListRules, Profile, Schema, Violation, check_json};
///
/// static HOUR: Schema = Schema::integer(IntegerRules::ANY.maximum(23)).at("/components/schemas/Hour");
/// static HOURS: Schema = Schema::list(ListRules::ANY, &HOUR);
///
/// let refused = check_json::<Vec<i64>>(b"[7,24]", &HOURS, Profile::DEFAULT, None).unwrap_err();
/// let error = &refused.errors()[0];
/// assert_eq!(error.field(), "[1]");
/// assert_eq!(error.pointer(), "/1");
/// assert_eq!(error.schema_pointer(), "/components/schemas/Hour/maximum");
/// assert_eq!(error.code(), Code::ValueTooLarge);
/// assert_eq!(error.message(), "Number must be less than or equal to 23");
/// assert!(matches!(error.violation(), Violation::TooLarge { .. }));
/// ```
#[derive(Clone, Debug)]
pub struct FieldError {
    segments: Box<[Segment]>,
    place: Place,
    violation: Violation,
    wording: Wording,
}

impl FieldError {
    pub(crate) fn new(
        segments: Box<[Segment]>,
        place: Place,
        violation: Violation,
        wording: Wording,
    ) -> Self {
        Self { segments, place, violation, wording }
    }

    pub(crate) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Forgets what came.
    pub(crate) fn redact(&mut self) {
        self.violation.redact();
    }

    /// The dotted path of the value, `balance_group.tso` or `errors[0].code`; empty for the value itself.
    ///
    /// A key that would be ambiguous in a dotted path is quoted: `metadata["a.b"]`.
    #[must_use]
    pub fn field(&self) -> String {
        path::dotted(&self.segments)
    }

    /// The JSON Pointer (RFC 6901) of the value.
    #[must_use]
    pub fn pointer(&self) -> String {
        path::pointer(&self.segments)
    }

    /// The JSON Pointer into the OpenAPI document of the violated keyword, or of the schema where no keyword
    /// is to blame.
    #[must_use]
    pub fn schema_pointer(&self) -> String {
        path::schema_pointer(&self.segments, self.place, self.violation.keyword())
    }

    /// The machine-readable code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.violation.code()
    }

    /// What is wrong, with the parameters of the rule.
    #[must_use]
    pub fn violation(&self) -> &Violation {
        &self.violation
    }

    /// What is wrong in words, as the crate's profile says it.
    #[must_use]
    pub fn message(&self) -> String {
        self.wording.render(&self.violation)
    }
}

/// Equal where the place, the violation and the pointer into the document are.
impl PartialEq for FieldError {
    fn eq(&self, other: &Self) -> bool {
        self.violation == other.violation
            && self.pointer() == other.pointer()
            && self.schema_pointer() == other.schema_pointer()
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.segments.is_empty() {
            write!(f, "{}: ", self.field())?;
        }
        self.wording.display(&self.violation).fmt(f)
    }
}

impl Error for FieldError {}
