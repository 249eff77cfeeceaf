//! Numbers: one scan finds the end and the digits; what they mean depends on who asks.

use crate::decimal::{Decimal, Integer};
use crate::reader::{Reader, Stop};

/// A number's text, and what the scan has learnt of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number<'a> {
    /// The text that the number is in, and where it is there.
    source: &'a str,
    start: usize,
    end: usize,
    /// The digits as an integer, if `is_exact`.
    mantissa: u64,
    /// The exponent of ten of the last digit.
    exponent: i32,
    negative: bool,
    /// There is no fraction and no exponent.
    is_plain: bool,
    /// All digits are in the mantissa.
    is_exact: bool,
}

/// The powers of ten that a float holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// Scans the number that starts at `start` (RFC 8259, section 6); `Err` gives the byte that does not fit.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the number stays in registers where it is not returned in memory")]
pub(crate) fn scan_number(source: &str, start: usize) -> Result<Number<'_>, usize> {
    let bytes = source.as_bytes();
    let mut at = start;
    let negative = bytes.get(at) == Some(&b'-');
    at += usize::from(negative);
    let whole = at;
    let mut mantissa = 0;
    at = take_digits(bytes, at, &mut mantissa);
    if at == whole {
        return Err(at);
    }
    if at > whole + 1 && bytes.get(whole) == Some(&b'0') {
        return Err(whole + 1);
    }
    let mut digits = at - whole;
    let (mut exponent, mut is_plain) = (0, true);
    if bytes.get(at) == Some(&b'.') {
        is_plain = false;
        let fraction = at + 1;
        at = take_digits(bytes, fraction, &mut mantissa);
        if at == fraction {
            return Err(at);
        }
        digits += at - fraction;
        exponent = i32::try_from(at - fraction).map_or(i32::MIN, |places| -places);
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        is_plain = false;
        let (power, end) = scan_exponent(bytes, at + 1)?;
        exponent = exponent.saturating_add(power);
        at = end;
    }
    let is_exact = digits <= EXACT_DIGITS;
    Ok(Number { source, start, end: at, mantissa, exponent, negative, is_plain, is_exact })
}

/// So many digits fit 64 bits, whatever they are.
const EXACT_DIGITS: usize = 19;

/// Appends a run of digits to the mantissa, which wraps where there are too many, and returns its end.
#[inline]
fn take_digits(bytes: &[u8], mut at: usize, mantissa: &mut u64) -> usize {
    while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|&digit| digit < 10) {
        *mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
    at
}

/// The exponent of a number, from the byte after the `e`, and its end.
fn scan_exponent(bytes: &[u8], mut at: usize) -> Result<(i32, usize), usize> {
    let negative = bytes.get(at) == Some(&b'-');
    at += usize::from(matches!(bytes.get(at), Some(b'-' | b'+')));
    let start = at;
    let mut power: i32 = 0;
    while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|&digit| digit < 10) {
        power = power.saturating_mul(10).saturating_add(i32::from(digit));
        at += 1;
    }
    if at == start {
        return Err(at);
    }
    Ok((if negative { -power } else { power }, at))
}

impl<'a> Number<'a> {
    pub(crate) fn text(&self) -> &'a str {
        self.source.get(self.start..self.end).unwrap_or_default()
    }

    /// Where the number ends in the text that it was scanned in.
    pub(crate) fn end(&self) -> usize {
        self.end
    }

    /// Is there no fraction and no exponent?
    #[cfg(any(feature = "json", feature = "serde"))]
    pub(crate) fn is_written_as_integer(&self) -> bool {
        self.is_plain
    }

    /// The signed digits and the exponent of ten of the last one, if they are known and fit 64 bits.
    #[inline]
    pub(crate) fn small(&self) -> Option<(i64, i32)> {
        let mantissa = i64::try_from(self.mantissa).ok().filter(|_| self.is_exact)?;
        Some((if self.negative { -mantissa } else { mantissa }, self.exponent))
    }

    /// The nearest float of a number of at most fifteen digits, which is written as that number again.
    #[inline]
    pub(crate) fn short_f64(self) -> Option<f64> {
        if self.mantissa < 1_000_000_000_000_000 { self.quick_f64() } else { None }
    }

    /// The nearest float; infinite where none is near.
    #[inline]
    pub(crate) fn to_f64(self) -> f64 {
        self.quick_f64().unwrap_or_else(|| self.parse_f64())
    }

    #[inline]
    fn quick_f64(self) -> Option<f64> {
        // Both are exact floats, so that their quotient or product is rounded once (Clinger's fast path).
        if self.is_exact
            && self.mantissa < 1 << 53
            && let Some(power) = POWERS.get(self.exponent.unsigned_abs() as usize)
        {
            #[expect(clippy::cast_precision_loss, reason = "below 2^53 there is none")]
            let mantissa = self.mantissa as f64;
            let value = if self.exponent < 0 { mantissa / power } else { mantissa * power };
            return Some(if self.negative { -value } else { value });
        }
        None
    }

    #[inline(never)]
    fn parse_f64(self) -> f64 {
        // The grammar of JSON numbers is within that of the standard library.
        self.text().parse().unwrap_or(f64::INFINITY)
    }

    /// The nearest float of 32 bits; infinite where none is near.
    pub(crate) fn to_f32(self) -> f32 {
        self.text().parse().unwrap_or(f32::INFINITY)
    }

    /// The number as an integer: any number without a fractional part is one, `1.0` and `1e2` too (JSON
    /// Schema, section 6.1.1).
    #[inline]
    pub(crate) fn to_integer(self) -> Integer {
        if self.is_plain && self.is_exact {
            let magnitude = i128::from(self.mantissa);
            return Integer::Is(if self.negative { -magnitude } else { magnitude });
        }
        Decimal::of(self.text()).to_integer()
    }
}

impl<'a> Reader<'a> {
    /// Reads an integer of at most eighteen digits that has no fraction and no exponent, as most have none.
    #[inline]
    pub(super) fn short_integer(&mut self) -> Option<i64> {
        let bytes = self.bytes();
        let negative = bytes.get(self.position) == Some(&b'-');
        let whole = self.position + usize::from(negative);
        let mut mantissa = 0;
        let end = take_digits(bytes, whole, &mut mantissa);
        let is_short = match end - whole {
            1 => true,
            2..=18 => bytes.get(whole) != Some(&b'0'),
            _ => false,
        };
        if !is_short || matches!(bytes.get(end), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        self.position = end;
        let magnitude = mantissa.cast_signed();
        Some(if negative { -magnitude } else { magnitude })
    }

    /// Reads a number from its first byte.
    #[inline(never)]
    pub(crate) fn number_token(&mut self) -> Result<Number<'a>, Stop> {
        self.number_in_place()
    }

    /// The same for the place where floats are read, which is hot.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "the number stays in registers where it is not returned in memory"
    )]
    pub(super) fn number_in_place(&mut self) -> Result<Number<'a>, Stop> {
        match scan_number(self.text, self.position) {
            Ok(number) => {
                self.position = number.end;
                Ok(number)
            }
            Err(at) => {
                self.position = at;
                self.stop("invalid number")
            }
        }
    }
}
