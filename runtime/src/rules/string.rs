//! `minLength`, `maxLength`, `pattern` and `format`.

use crate::error::Errors;
use crate::format::Format;
use crate::path::Path;
use crate::rules::Pattern;
use crate::schema::Schema;
use crate::violation::{Bound, Measure, Quantity, Violation};

/// What a schema asserts of a string. Lengths count Unicode code points.
///
/// ```
/// use specwright_runtime::{Format, Profile, Schema, StringRules, check_json, pattern};
///
/// static CODE: Schema =
///     Schema::string(StringRules::ANY.min_length(2).max_length(3).pattern(pattern!("^[A-Z]*$")));
/// let is_valid = |json: &[u8]| check_json::<String>(json, &CODE, Profile::DEFAULT, None).is_ok();
/// assert!(is_valid(br#""DE""#));
/// assert!(!is_valid(br#""D""#) && !is_valid(br#""GERM""#) && !is_valid(br#""de""#));
///
/// static MAIL: Schema = Schema::string(StringRules::ANY.format(Format::Email));
/// assert!(check_json::<String>(br#""nobody""#, &MAIL, Profile::DEFAULT, None).is_err());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct StringRules {
    min_length: u64,
    max_length: u64,
    pattern: Option<&'static Pattern>,
    format: Option<Format>,
}

impl StringRules {
    /// Any string.
    pub const ANY: Self = Self { min_length: 0, max_length: u64::MAX, pattern: None, format: None };

    /// `minLength`, in code points.
    #[must_use]
    pub const fn min_length(mut self, length: u64) -> Self {
        self.min_length = length;
        self
    }

    /// `maxLength`, in code points.
    #[must_use]
    pub const fn max_length(mut self, length: u64) -> Self {
        self.max_length = length;
        self
    }

    /// `pattern`.
    #[must_use]
    pub const fn pattern(mut self, pattern: &'static Pattern) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// `format`.
    #[must_use]
    pub const fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }

    /// Records every rule that the text breaks.
    #[inline]
    pub(crate) fn check(&self, text: &str, errors: &mut Errors, at: &Path<'_>, schema: &Schema) {
        let bytes = text.len() as u64;
        // Between a quarter of the bytes and all of them are code points: mostly no need to count.
        if bytes > self.max_length || bytes.div_ceil(4) < self.min_length {
            self.check_length(text, errors, at, schema);
        }
        if let Some(pattern) = self.pattern
            && !pattern.is_match(text)
        {
            errors.push(at, schema, Violation::InvalidPattern { pattern: pattern.source() });
        }
        if let Some(format) = self.format
            && !format.matches(text)
        {
            errors.push(at, schema, Violation::InvalidFormat { format });
        }
    }

    #[inline(never)]
    fn check_length(&self, text: &str, errors: &mut Errors, at: &Path<'_>, schema: &Schema) {
        let length = text.chars().count() as u64;
        let bound = if self.min_length == self.max_length { Bound::Exact } else { Bound::Inclusive };
        let measure = Measure::Characters;
        let quantity = |length: u64| Quantity::Integer(i128::from(length));
        let actual = Some(quantity(length));
        if length < self.min_length {
            let limit = quantity(self.min_length);
            errors.push(at, schema, Violation::TooSmall { measure, limit, bound, actual });
        } else if length > self.max_length {
            let limit = quantity(self.max_length);
            errors.push(at, schema, Violation::TooLarge { measure, limit, bound, actual });
        }
    }
}
