//! Exact decimal arithmetic on the text of JSON numbers: comparison, divisibility, conversion to integers.
//!
//! No number is ever rounded to a float here, and no digit is copied: a literal of a million digits is
//! compared in place.

mod constant;

use std::cmp::Ordering;

pub(crate) use constant::Constant;

/// A number as its digits and an exponent of ten.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decimal<'t> {
    negative: bool,
    /// The digits before and after the point, without leading and trailing zeros; none for zero.
    whole: &'t [u8],
    fraction: &'t [u8],
    /// The exponent of ten of the last digit.
    exponent: i64,
}

/// What a number is as an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Integer {
    /// This integer.
    Is(i128),
    /// An integer below all that fit.
    Below,
    /// An integer above all that fit.
    Above,
    /// A number with a fractional part.
    Fractional,
}

impl<'t> Decimal<'t> {
    /// The number in a text that follows the grammar of JSON numbers.
    pub(crate) fn of(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let (negative, bytes) = match bytes.split_first() {
            Some((b'-', rest)) => (true, rest),
            _ => (false, bytes),
        };
        let (digits, exponent) = match bytes.iter().position(|byte| matches!(byte, b'e' | b'E')) {
            Some(e) => (&bytes[..e], parse_exponent(&bytes[e + 1..])),
            None => (bytes, 0),
        };
        let (whole, fraction) = match digits.iter().position(|&byte| byte == b'.') {
            Some(point) => (&digits[..point], &digits[point + 1..]),
            None => (digits, &[][..]),
        };
        Self { negative, whole, fraction, exponent }.normal()
    }

    fn normal(mut self) -> Self {
        self.whole = trim_start(self.whole);
        if self.whole.is_empty() {
            // The zeros behind the point do not move the last digit.
            self.fraction = trim_start(self.fraction_trimmed());
            return self;
        }
        let trimmed = self.fraction_trimmed();
        self.fraction = trimmed;
        if trimmed.is_empty() {
            let whole = trim_end(self.whole);
            self.exponent = self.exponent.saturating_add(length(self.whole) - length(whole));
            self.whole = whole;
        }
        self
    }

    /// The fraction without the zeros at its end; the exponent becomes that of the last digit.
    fn fraction_trimmed(&mut self) -> &'t [u8] {
        let trimmed = trim_end(self.fraction);
        self.exponent = self.exponent.saturating_sub(length(trimmed));
        trimmed
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.is_empty()
    }

    fn digits(&self) -> impl Iterator<Item = u8> + 't {
        self.whole.iter().chain(self.fraction).map(|digit| digit - b'0')
    }

    /// The exponent of ten of the first digit.
    fn magnitude(&self) -> i64 {
        self.exponent.saturating_add(length(self.whole) + length(self.fraction))
    }

    /// This number as an integer.
    pub(crate) fn to_integer(self) -> Integer {
        if self.is_zero() {
            return Integer::Is(0);
        }
        if self.exponent < 0 {
            return Integer::Fractional;
        }
        let out = if self.negative { Integer::Below } else { Integer::Above };
        if self.magnitude() > 40 {
            return out;
        }
        let zeros = usize::try_from(self.exponent).unwrap_or(0);
        let digits = self.digits().chain(std::iter::repeat_n(0, zeros));
        // The smallest integer has no positive counterpart, so digits are subtracted from the start.
        let sign = if self.negative { -1 } else { 1 };
        let mut value: i128 = 0;
        for digit in digits {
            let next = value.checked_mul(10).and_then(|value| value.checked_add(sign * i128::from(digit)));
            match next {
                Some(next) => value = next,
                None => return out,
            }
        }
        Integer::Is(value)
    }

    /// Is this number a multiple of `divisor`?
    ///
    /// A divisor of zero, which JSON Schema does not allow, and one of more than 38 digits assert nothing.
    pub(crate) fn is_multiple_of(&self, divisor: &Decimal<'_>) -> bool {
        let Some(modulus) = divisor.digits_as_integer().filter(|&modulus| modulus != 0) else { return true };
        if self.is_zero() {
            return true;
        }
        // The last digit of this number is not zero, so it is no multiple of a higher power of ten.
        let Ok(shift) = u64::try_from(self.exponent.saturating_sub(divisor.exponent)) else { return false };
        let rest = self.digits().fold(0, |rest, digit| {
            add_mod(times_mod(rest, 10, modulus), u128::from(digit) % modulus, modulus)
        });
        times_mod(rest, power_mod(10, shift, modulus), modulus) == 0
    }

    fn digits_as_integer(&self) -> Option<u128> {
        self.digits().try_fold(0_u128, |sum, digit| sum.checked_mul(10)?.checked_add(u128::from(digit)))
    }

    /// Writes one text for all spellings of a number: `1.50`, `15e-1` and `1.5` become `15e-1`.
    pub(crate) fn write_canonical(&self, out: &mut Vec<u8>) {
        if self.is_zero() {
            out.push(b'0');
            return;
        }
        if self.negative {
            out.push(b'-');
        }
        out.extend_from_slice(self.whole);
        out.extend_from_slice(self.fraction);
        out.push(b'e');
        out.extend_from_slice(self.exponent.to_string().as_bytes());
    }
}

impl PartialEq for Decimal<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal<'_> {}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.is_zero(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let (mine, theirs) = (sign(self), sign(other));
        if mine != theirs || mine == 0 {
            return mine.cmp(&theirs);
        }
        let size = self.magnitude().cmp(&other.magnitude()).then_with(|| self.digits().cmp(other.digits()));
        if mine < 0 { size.reverse() } else { size }
    }
}

fn length(digits: &[u8]) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

fn trim_start(digits: &[u8]) -> &[u8] {
    let start = digits.iter().position(|&digit| digit != b'0').unwrap_or(digits.len());
    &digits[start..]
}

fn trim_end(digits: &[u8]) -> &[u8] {
    let end = digits.iter().rposition(|&digit| digit != b'0').map_or(0, |last| last + 1);
    &digits[..end]
}

/// An exponent far beyond any number that a rule can name, and far from an overflow of the sums above.
const FAR: i64 = i64::MAX / 4;

fn parse_exponent(text: &[u8]) -> i64 {
    let (negative, digits) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    let mut exponent: i64 = 0;
    for digit in digits {
        exponent = (exponent.saturating_mul(10).saturating_add(i64::from(digit - b'0'))).min(FAR);
    }
    if negative { -exponent } else { exponent }
}

/// The sum of two numbers below `modulus`.
fn add_mod(a: u128, b: u128, modulus: u128) -> u128 {
    match a.checked_add(b) {
        Some(sum) if sum < modulus => sum,
        Some(sum) => sum - modulus,
        None => a - (modulus - b),
    }
}

/// The product of two numbers, modulo `modulus`.
fn times_mod(a: u128, b: u128, modulus: u128) -> u128 {
    let (mut a, mut b) = (a % modulus, b % modulus);
    if let Some(product) = a.checked_mul(b) {
        return product % modulus;
    }
    let mut product = 0;
    while b > 0 {
        if b & 1 == 1 {
            product = add_mod(product, a, modulus);
        }
        a = add_mod(a, a, modulus);
        b >>= 1;
    }
    product
}

fn power_mod(base: u128, mut exponent: u64, modulus: u128) -> u128 {
    let (mut base, mut power) = (base % modulus, 1 % modulus);
    while exponent > 0 {
        if exponent & 1 == 1 {
            power = times_mod(power, base, modulus);
        }
        base = times_mod(base, base, modulus);
        exponent >>= 1;
    }
    power
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number() -> impl Strategy<Value = (i64, i32, String)> {
        (any::<i64>().prop_map(|value| value % 1_000_000), -12..12_i32, 0..4_usize).prop_map(
            |(mantissa, exponent, zeros)| {
                let text = match zeros {
                    0 => format!("{mantissa}e{exponent}"),
                    _ => format!("{mantissa}.{:0<zeros$}E{exponent:+}", ""),
                };
                (mantissa, exponent, text)
            },
        )
    }

    /// The number times 10^12, exactly.
    fn scaled(mantissa: i64, exponent: i32) -> i128 {
        i128::from(mantissa) * 10_i128.pow((exponent + 12).unsigned_abs())
    }

    proptest! {
        #[test]
        fn agrees_with_integers((m1, e1, one) in number(), (m2, e2, two) in number()) {
            let (a, b) = (Decimal::of(&one), Decimal::of(&two));
            let (x, y) = (scaled(m1, e1), scaled(m2, e2));
            prop_assert_eq!(a.cmp(&b), x.cmp(&y));
            prop_assert_eq!(a.is_multiple_of(&b), y == 0 || x % y == 0);
            let expected = match x % 10_i128.pow(12) {
                0 => Integer::Is(x / 10_i128.pow(12)),
                _ => Integer::Fractional,
            };
            prop_assert_eq!(a.to_integer(), expected);
            let canonical = |number: &Decimal<'_>| {
                let mut out = Vec::new();
                number.write_canonical(&mut out);
                out
            };
            prop_assert_eq!(canonical(&a) == canonical(&b), x == y);
        }

        #[test]
        fn constants_keep_their_value((mantissa, exponent, text) in number()) {
            let told = Constant::of(text.leak()).to_text();
            let decimal = Decimal::of(&told);
            let expected = format!("{mantissa}e{exponent}");
            prop_assert_eq!(decimal, Decimal::of(&expected), "{}", told);
        }
    }

    #[test]
    fn integers_at_the_edge() {
        let max = i128::MAX.to_string();
        let min = i128::MIN.to_string();
        assert_eq!(Decimal::of(&max).to_integer(), Integer::Is(i128::MAX));
        assert_eq!(Decimal::of(&min).to_integer(), Integer::Is(i128::MIN));
        assert_eq!(Decimal::of("170141183460469231731687303715884105728").to_integer(), Integer::Above);
        assert_eq!(Decimal::of("-170141183460469231731687303715884105729").to_integer(), Integer::Below);
        assert_eq!(Decimal::of("1e999999999999999999999999").to_integer(), Integer::Above);
        assert_eq!(Decimal::of("1e-999999999999999999999999").to_integer(), Integer::Fractional);
        assert_eq!(Decimal::of("0e999999999999999999999999").to_integer(), Integer::Is(0));
    }

    #[test]
    fn powers_of_ten_far_away() {
        let seven = Decimal::of("7");
        assert!(!Decimal::of("1e1000000000").is_multiple_of(&seven));
        assert!(Decimal::of("7e1000000000").is_multiple_of(&seven));
        assert!(Decimal::of("1e1000000000").is_multiple_of(&Decimal::of("0.00032")));
        // A divisor whose square does not fit.
        let wide = Decimal::of("98765432109876543210987654321098765431");
        assert!(!Decimal::of("1e50").is_multiple_of(&wide));
        assert!(Decimal::of("98765432109876543210987654321098765431e50").is_multiple_of(&wide));
    }

    #[test]
    fn constants_read_as_people_write_them() {
        let told = ["0.50", "1e3", "-0", "100", "1e-2", "-12.5", "0.001", "1e21", "12345678901234567890"]
            .map(|text| Constant::of(text).to_text());
        assert_eq!(
            told,
            ["0.5", "1000", "0", "100", "0.01", "-12.5", "0.001", "1e21", "12345678901234567890"]
        );
    }
}
