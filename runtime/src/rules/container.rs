//! `minItems`, `maxItems`, `uniqueItems`, `minProperties` and `maxProperties`.

use crate::error::Errors;
use crate::path::Path;
use crate::schema::Schema;
use crate::unique;
use crate::violation::{Bound, Measure, Quantity, Violation};

/// What a schema asserts of a list as a whole.
///
/// ```
/// use specwright_runtime::{ListRules, Profile, Schema, check_json};
///
/// static TAGS: Schema = Schema::list(ListRules::ANY.min_items(1).max_items(2).unique(), &Schema::PLAIN);
/// let is_valid = |json: &[u8]| check_json::<Vec<i64>>(json, &TAGS, Profile::DEFAULT, None).is_ok();
/// assert!(is_valid(b"[1,2]"));
/// assert!(!is_valid(b"[]") && !is_valid(b"[1,2,3]") && !is_valid(b"[1,1]"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ListRules {
    count: Count,
    unique: bool,
}

/// What a schema asserts of a map as a whole.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use specwright_runtime::{MapRules, Profile, Schema, check_json};
///
/// static LABELS: Schema = Schema::map(MapRules::ANY.min_properties(1).max_properties(2), &Schema::PLAIN);
/// let is_valid =
///     |json: &[u8]| check_json::<BTreeMap<String, i64>>(json, &LABELS, Profile::DEFAULT, None).is_ok();
/// assert!(is_valid(br#"{"a":1}"#));
/// assert!(!is_valid(b"{}") && !is_valid(br#"{"a":1,"b":2,"c":3}"#));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct MapRules {
    count: Count,
}

#[derive(Clone, Copy, Debug)]
struct Count {
    minimum: u64,
    maximum: u64,
}

impl Count {
    const ANY: Self = Self { minimum: 0, maximum: u64::MAX };

    #[inline]
    fn check(self, count: usize, measure: Measure, errors: &mut Errors, at: &Path<'_>, schema: &Schema) {
        if (count as u64) < self.minimum || count as u64 > self.maximum {
            self.report(count, measure, errors, at, schema);
        }
    }

    #[cold]
    fn report(self, count: usize, measure: Measure, errors: &mut Errors, at: &Path<'_>, schema: &Schema) {
        let bound = if self.minimum == self.maximum { Bound::Exact } else { Bound::Inclusive };
        let actual = Some(Quantity::count(count));
        let violation = if (count as u64) < self.minimum {
            let limit = Quantity::Integer(i128::from(self.minimum));
            Violation::TooSmall { measure, limit, bound, actual }
        } else {
            let limit = Quantity::Integer(i128::from(self.maximum));
            Violation::TooLarge { measure, limit, bound, actual }
        };
        errors.push(at, schema, violation);
    }
}

impl ListRules {
    /// Any list.
    pub const ANY: Self = Self { count: Count::ANY, unique: false };

    /// `minItems`.
    #[must_use]
    pub const fn min_items(mut self, count: u64) -> Self {
        self.count.minimum = count;
        self
    }

    /// `maxItems`.
    #[must_use]
    pub const fn max_items(mut self, count: u64) -> Self {
        self.count.maximum = count;
        self
    }

    /// `uniqueItems`: no two elements are equal as JSON, numbers by value.
    #[must_use]
    pub const fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// Are the elements compared with each other?
    #[inline]
    pub(crate) fn compares(&self) -> bool {
        self.unique
    }

    /// Records every rule that the list breaks; `text` gives its JSON when that is needed.
    #[inline]
    pub(crate) fn check<T: AsRef<str>>(
        &self,
        count: usize,
        text: impl FnOnce() -> T,
        errors: &mut Errors,
        at: &Path<'_>,
        schema: &Schema,
    ) {
        self.count.check(count, Measure::Elements, errors, at, schema);
        if self.unique
            && count > 1
            && let Some(positions) = unique::equal_elements(text().as_ref())
        {
            errors.push(at, schema, Violation::NotUnique { positions });
        }
    }
}

impl MapRules {
    /// Any map.
    pub const ANY: Self = Self { count: Count::ANY };

    /// `minProperties`.
    #[must_use]
    pub const fn min_properties(mut self, count: u64) -> Self {
        self.count.minimum = count;
        self
    }

    /// `maxProperties`.
    #[must_use]
    pub const fn max_properties(mut self, count: u64) -> Self {
        self.count.maximum = count;
        self
    }

    /// Records every rule that the map breaks.
    #[inline]
    pub(crate) fn check(&self, count: usize, errors: &mut Errors, at: &Path<'_>, schema: &Schema) {
        self.count.check(count, Measure::Keys, errors, at, schema);
    }
}
