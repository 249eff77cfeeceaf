//! `minimum`, `maximum` and `multipleOf` of numbers, exact on the decimal text.

use std::cmp::Ordering;

use crate::decimal::{Constant, Decimal};
use crate::error::Errors;
use crate::path::Path;
use crate::reader::Number;
use crate::schema::Schema;
use crate::violation::{Bound, Measure, Quantity, Violation};

/// What a schema asserts of a number. Limits are decimal text and are compared exactly.
///
/// Each limit follows the grammar of JSON numbers. Of two minimums (or maximums) the stricter counts; of two
/// with more than eighteen digits or twenty places, the last one given.
///
/// ```
/// use specwright_runtime::{NumberRules, Profile, Schema, check_json};
///
/// static PRICE: Schema = Schema::number(NumberRules::ANY.minimum("0").exclusive_maximum("100").multiple_of("0.01"));
/// let is_valid = |json: &[u8]| check_json::<f64>(json, &PRICE, Profile::DEFAULT, None).is_ok();
/// assert!(is_valid(b"1.15"));
/// assert!(!is_valid(b"-0.01") && !is_valid(b"100") && !is_valid(b"1.155"));
///
/// static SHARE: Schema = Schema::number(NumberRules::ANY.exclusive_minimum("0").maximum("1"));
/// assert!(check_json::<f64>(b"0.0", &SHARE, Profile::DEFAULT, None).is_err());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NumberRules {
    minimum: Option<Constant>,
    maximum: Option<Constant>,
    multiple_of: Option<Constant>,
    minimum_bound: Bound,
    maximum_bound: Bound,
}

impl NumberRules {
    /// Any number.
    pub const ANY: Self = Self {
        minimum: None,
        maximum: None,
        multiple_of: None,
        minimum_bound: Bound::Inclusive,
        maximum_bound: Bound::Inclusive,
    };

    /// `minimum`.
    #[must_use]
    pub const fn minimum(self, minimum: &'static str) -> Self {
        self.above(Constant::of(minimum), Bound::Inclusive)
    }

    /// `exclusiveMinimum`.
    #[must_use]
    pub const fn exclusive_minimum(self, minimum: &'static str) -> Self {
        self.above(Constant::of(minimum), Bound::Exclusive)
    }

    /// `maximum`.
    #[must_use]
    pub const fn maximum(self, maximum: &'static str) -> Self {
        self.below(Constant::of(maximum), Bound::Inclusive)
    }

    /// `exclusiveMaximum`.
    #[must_use]
    pub const fn exclusive_maximum(self, maximum: &'static str) -> Self {
        self.below(Constant::of(maximum), Bound::Exclusive)
    }

    const fn above(mut self, minimum: Constant, bound: Bound) -> Self {
        if let Some(old) = self.minimum {
            let equal = matches!((old.is_above(minimum), minimum.is_above(old)), (Some(false), Some(false)));
            let stricter = matches!(old.is_above(minimum), Some(true));
            if stricter || (equal && matches!(self.minimum_bound, Bound::Exclusive)) {
                return self;
            }
        }
        self.minimum = Some(minimum);
        self.minimum_bound = bound;
        self
    }

    const fn below(mut self, maximum: Constant, bound: Bound) -> Self {
        if let Some(old) = self.maximum {
            let equal = matches!((old.is_above(maximum), maximum.is_above(old)), (Some(false), Some(false)));
            let stricter = matches!(maximum.is_above(old), Some(true));
            if stricter || (equal && matches!(self.maximum_bound, Bound::Exclusive)) {
                return self;
            }
        }
        self.maximum = Some(maximum);
        self.maximum_bound = bound;
        self
    }

    /// `multipleOf`.
    #[must_use]
    pub const fn multiple_of(mut self, divisor: &'static str) -> Self {
        self.multiple_of = Some(Constant::of(divisor));
        self
    }

    /// Records every rule that the number breaks; false when there is one.
    #[inline]
    pub(crate) fn check(
        &self,
        number: &Number<'_>,
        errors: &mut Errors,
        at: &Path<'_>,
        schema: &Schema,
    ) -> bool {
        let too_small = self.minimum.is_some_and(|minimum| {
            let ordering = compare(number, minimum);
            ordering.is_lt() || (ordering.is_eq() && self.minimum_bound == Bound::Exclusive)
        });
        let too_large = self.maximum.is_some_and(|maximum| {
            let ordering = compare(number, maximum);
            ordering.is_gt() || (ordering.is_eq() && self.maximum_bound == Bound::Exclusive)
        });
        let uneven = self.multiple_of.is_some_and(|divisor| !is_multiple(number, divisor));
        if too_small || too_large || uneven {
            self.report([too_small, too_large, uneven], number, errors, at, schema);
            return false;
        }
        true
    }

    #[cold]
    #[inline(never)]
    fn report(
        &self,
        broken: [bool; 3],
        number: &Number<'_>,
        errors: &mut Errors,
        at: &Path<'_>,
        schema: &Schema,
    ) {
        let [too_small, too_large, uneven] = broken;
        let actual = || Some(Quantity::Decimal(number.text().to_owned().into()));
        let measure = Measure::Value;
        if let (true, Some(minimum)) = (too_small, self.minimum) {
            let (limit, bound) = (quantity(minimum), self.minimum_bound);
            errors.push(at, schema, Violation::TooSmall { measure, limit, bound, actual: actual() });
        }
        if let (true, Some(maximum)) = (too_large, self.maximum) {
            let (limit, bound) = (quantity(maximum), self.maximum_bound);
            errors.push(at, schema, Violation::TooLarge { measure, limit, bound, actual: actual() });
        }
        if let (true, Some(divisor)) = (uneven, self.multiple_of) {
            let multiple_of = quantity(divisor);
            errors.push(at, schema, Violation::NotMultipleOf { multiple_of, actual: actual() });
        }
    }
}

fn quantity(constant: Constant) -> Quantity {
    Quantity::Decimal(constant.to_text().into())
}

/// The powers of ten that fit 64 bits.
const POWERS: [i64; 19] = {
    let mut powers = [1; 19];
    let mut i = 1;
    while i < 19 {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

/// Brings a number and a constant to the same exponent, if both then fit 64 bits.
#[inline]
fn aligned(number: &Number<'_>, constant: Constant) -> Option<(i64, i64)> {
    let Constant::Small { mantissa, exponent } = constant else { return None };
    let (mine, my_exponent) = number.small()?;
    let shift = my_exponent.checked_sub(i32::from(exponent))?;
    let power = *POWERS.get(shift.unsigned_abs() as usize)?;
    if shift >= 0 {
        Some((mine.checked_mul(power)?, mantissa))
    } else {
        Some((mine, mantissa.checked_mul(power)?))
    }
}

#[inline]
fn compare(number: &Number<'_>, constant: Constant) -> Ordering {
    match aligned(number, constant) {
        Some((mine, theirs)) => mine.cmp(&theirs),
        None => Decimal::of(number.text()).cmp(&Decimal::of(&constant.to_text())),
    }
}

#[inline]
fn is_multiple(number: &Number<'_>, divisor: Constant) -> bool {
    match aligned(number, divisor) {
        // JSON Schema allows no divisor of zero; it asserts nothing.
        Some((mine, theirs)) => mine.checked_rem(theirs).unwrap_or(0) == 0,
        None => Decimal::of(number.text()).is_multiple_of(&Decimal::of(&divisor.to_text())),
    }
}
