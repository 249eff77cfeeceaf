//! Numbers as text: integers two digits at a time, floats in the shortest form.

use std::io::Write as _;

/// The numbers from 0 to 99, two digits each.
const PAIRS: [u8; 200] = {
    let mut pairs = [b'0'; 200];
    let mut i = 0;
    while i < 100 {
        #[expect(clippy::cast_possible_truncation, reason = "below ten")]
        let (tens, ones) = ((i / 10) as u8, (i % 10) as u8);
        pairs[2 * i] = b'0' + tens;
        pairs[2 * i + 1] = b'0' + ones;
        i += 1;
    }
    pairs
};

/// Writes an integer.
pub(super) fn write_unsigned(value: u64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let start = fill(value, &mut digits);
    out.extend_from_slice(&digits[start..]);
}

/// Fills the end of `digits` with those of `value` and returns where they start.
#[inline]
fn fill(mut value: u64, digits: &mut [u8; 20]) -> usize {
    let mut start = digits.len();
    while value >= 10 {
        let pair = 2 * usize::try_from(value % 100).unwrap_or(0);
        value /= 100;
        start -= 2;
        digits[start] = PAIRS[pair];
        digits[start + 1] = PAIRS[pair + 1];
    }
    // A leading zero of the last pair is taken back; an odd digit is still to come.
    if start < digits.len() && value == 0 {
        return start + usize::from(digits[start] == b'0');
    }
    start -= 1;
    digits[start] = b'0' + u8::try_from(value).unwrap_or(0);
    start
}

/// Writes a finite float in the shortest form that reads back as the same float.
pub(super) fn write_f64(value: f64, out: &mut Vec<u8>) {
    if value.is_sign_negative() {
        out.push(b'-');
    }
    if !write_short(value.abs(), out) {
        write_long(format_args!("{:?}", value.abs()), out);
    }
}

/// Writes a finite float in the shortest form that reads back as the same float.
pub(super) fn write_f32(value: f32, out: &mut Vec<u8>) {
    write_long(format_args!("{value:?}"), out);
}

/// Writes a float that is a decimal of at most fifteen digits, six of them behind the point; most are.
///
/// With so few digits, the integer and the power of ten are exact floats and their quotient is rounded once,
/// just as a reader does it; and no shorter decimal is the same float.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "the numbers are below 10^15 and not negative"
)]
fn write_short(value: f64, out: &mut Vec<u8>) -> bool {
    const POWERS: [f64; 7] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];
    for (places, power) in POWERS.into_iter().enumerate() {
        let scaled = value * power;
        if scaled >= 1e15 {
            return false;
        }
        let integer = (scaled + 0.5) as u64;
        #[expect(clippy::float_cmp, reason = "the very same float is asked for")]
        if integer as f64 / power == value {
            write_decimal(integer, places, out);
            return true;
        }
    }
    false
}

/// Writes an integer with a point before its last `places` digits.
fn write_decimal(integer: u64, places: usize, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let start = fill(integer, &mut digits);
    digits[..start].fill(b'0');
    // At least one digit stands before the point.
    let point = digits.len() - places;
    out.extend_from_slice(&digits[start.min(point - 1)..point]);
    if places > 0 {
        out.push(b'.');
        out.extend_from_slice(&digits[point..]);
    }
}

/// Writes what the standard library says, without the `.0` of an integer.
fn write_long(text: std::fmt::Arguments<'_>, out: &mut Vec<u8>) {
    // Writing to a Vec cannot fail.
    let _ = out.write_fmt(text);
    if out.ends_with(b".0") {
        out.truncate(out.len() - 2);
    }
}
