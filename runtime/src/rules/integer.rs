//! `minimum`, `maximum` and `multipleOf` of integers.

use crate::decimal::Integer;
use crate::error::Errors;
use crate::path::Path;
use crate::schema::Schema;
use crate::violation::{Bound, Measure, Quantity, Violation};

/// What a schema asserts of an integer.
///
/// Of two minimums (or maximums) the stricter counts.
///
/// ```
/// use specwright_runtime::{IntegerRules, Profile, Schema, check_json};
///
/// static MINUTE: Schema = Schema::integer(IntegerRules::ANY.minimum(0).exclusive_maximum(60).multiple_of(15));
/// let is_valid = |json: &[u8]| check_json::<i64>(json, &MINUTE, Profile::DEFAULT, None).is_ok();
/// assert!(is_valid(b"45"));
/// assert!(!is_valid(b"-15") && !is_valid(b"60") && !is_valid(b"20"));
///
/// static LEVEL: Schema = Schema::integer(IntegerRules::ANY.exclusive_minimum(0).maximum(9));
/// assert!(check_json::<i64>(b"0", &LEVEL, Profile::DEFAULT, None).is_err());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct IntegerRules {
    minimum: Limit,
    maximum: Limit,
    multiple_of: Wide,
    minimum_bound: Bound,
    maximum_bound: Bound,
}

/// An `i128` in two halves: it would align every schema to sixteen bytes.
#[derive(Clone, Copy, Debug)]
struct Wide {
    high: i64,
    low: u64,
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the halves are put together again as they were; `From` is not const"
)]
impl Wide {
    const fn of(value: i128) -> Self {
        Self { high: (value >> 64) as i64, low: value as u64 }
    }

    const fn get(self) -> i128 {
        (self.high as i128) << 64 | self.low as i128
    }
}

#[derive(Clone, Copy, Debug)]
enum Limit {
    None,
    At(Wide),
}

impl IntegerRules {
    /// Any integer.
    pub const ANY: Self = Self {
        minimum: Limit::None,
        maximum: Limit::None,
        multiple_of: Wide::of(0),
        minimum_bound: Bound::Inclusive,
        maximum_bound: Bound::Inclusive,
    };

    /// `minimum`.
    #[must_use]
    pub const fn minimum(self, minimum: i128) -> Self {
        self.above(minimum, Bound::Inclusive)
    }

    /// `exclusiveMinimum`.
    #[must_use]
    pub const fn exclusive_minimum(self, minimum: i128) -> Self {
        self.above(minimum, Bound::Exclusive)
    }

    /// `maximum`.
    #[must_use]
    pub const fn maximum(self, maximum: i128) -> Self {
        self.below(maximum, Bound::Inclusive)
    }

    /// `exclusiveMaximum`.
    #[must_use]
    pub const fn exclusive_maximum(self, maximum: i128) -> Self {
        self.below(maximum, Bound::Exclusive)
    }

    /// `multipleOf`; zero, which JSON Schema does not allow, asserts nothing.
    #[must_use]
    pub const fn multiple_of(mut self, divisor: i128) -> Self {
        self.multiple_of = Wide::of(divisor);
        self
    }

    const fn above(mut self, minimum: i128, bound: Bound) -> Self {
        if let Limit::At(old) = self.minimum {
            let old = old.get();
            if old > minimum || (old == minimum && matches!(self.minimum_bound, Bound::Exclusive)) {
                return self;
            }
        }
        self.minimum = Limit::At(Wide::of(minimum));
        self.minimum_bound = bound;
        self
    }

    const fn below(mut self, maximum: i128, bound: Bound) -> Self {
        if let Limit::At(old) = self.maximum {
            let old = old.get();
            if old < maximum || (old == maximum && matches!(self.maximum_bound, Bound::Exclusive)) {
                return self;
            }
        }
        self.maximum = Limit::At(Wide::of(maximum));
        self.maximum_bound = bound;
        self
    }

    /// Records the limit that an integer breaks which does not even fit an `i128`; false when there is one.
    #[cold]
    pub(crate) fn check_beyond(
        &self,
        integer: Integer,
        text: &str,
        errors: &mut Errors,
        at: &Path<'_>,
        schema: &Schema,
    ) -> bool {
        let actual = Some(Quantity::Decimal(text.to_owned().into()));
        let violation = match (integer, self.minimum, self.maximum) {
            (Integer::Below, Limit::At(minimum), _) => self.too_small(minimum.get(), actual),
            (Integer::Above, _, Limit::At(maximum)) => self.too_large(maximum.get(), actual),
            _ => return true,
        };
        errors.push(at, schema, violation);
        false
    }

    /// Records every rule that the value breaks; false when there is one.
    #[inline]
    pub(crate) fn check(&self, value: i128, errors: &mut Errors, at: &Path<'_>, schema: &Schema) -> bool {
        let mut holds = true;
        if let Limit::At(minimum) = self.minimum {
            let minimum = minimum.get();
            if value < minimum || (value == minimum && self.minimum_bound == Bound::Exclusive) {
                errors.push(at, schema, self.too_small(minimum, Some(Quantity::Integer(value))));
                holds = false;
            }
        }
        if let Limit::At(maximum) = self.maximum {
            let maximum = maximum.get();
            if value > maximum || (value == maximum && self.maximum_bound == Bound::Exclusive) {
                errors.push(at, schema, self.too_large(maximum, Some(Quantity::Integer(value))));
                holds = false;
            }
        }
        let divisor = self.multiple_of.get();
        if divisor != 0 && value.checked_rem(divisor).unwrap_or(0) != 0 {
            let multiple_of = Quantity::Integer(divisor);
            let actual = Some(Quantity::Integer(value));
            errors.push(at, schema, Violation::NotMultipleOf { multiple_of, actual });
            holds = false;
        }
        holds
    }

    #[cold]
    fn too_small(&self, limit: i128, actual: Option<Quantity>) -> Violation {
        let (measure, limit, bound) = (Measure::Value, Quantity::Integer(limit), self.minimum_bound);
        Violation::TooSmall { measure, limit, bound, actual }
    }

    #[cold]
    fn too_large(&self, limit: i128, actual: Option<Quantity>) -> Violation {
        let (measure, limit, bound) = (Measure::Value, Quantity::Integer(limit), self.maximum_bound);
        Violation::TooLarge { measure, limit, bound, actual }
    }
}
