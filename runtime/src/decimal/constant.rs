//! Decimal constants of rules, parsed when the crate that states them is compiled.

use std::fmt;

/// A decimal constant of a rule: small enough for one comparison of integers, or kept as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Constant {
    /// `mantissa` times ten to the power of `exponent`; the mantissa has no factor of ten.
    Small {
        mantissa: i64,
        exponent: i8,
    },
    Text(&'static str),
}

/// The exponent that starts at `at` with its `e`, if there is one; one too large to matter where it has more
/// than a few digits.
const fn const_exponent(bytes: &[u8], mut at: usize) -> i32 {
    if at == bytes.len() {
        return 0;
    }
    at += 1;
    let negative = at < bytes.len() && bytes[at] == b'-';
    if at < bytes.len() && matches!(bytes[at], b'-' | b'+') {
        at += 1;
    }
    let mut exponent = 0;
    while at < bytes.len() && exponent < 100_000 {
        exponent = exponent * 10 + (bytes[at] - b'0') as i32;
        at += 1;
    }
    if negative { -exponent } else { exponent }
}

impl Constant {
    /// The constant in a text that follows the grammar of JSON numbers.
    pub(crate) const fn of(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let negative = !bytes.is_empty() && bytes[0] == b'-';
        let mut at = if negative { 1 } else { 0 };
        let (mut mantissa, mut exponent, mut behind_point) = (0_i64, 0_i32, false);
        while at < bytes.len() && !matches!(bytes[at], b'e' | b'E') {
            if bytes[at] == b'.' {
                behind_point = true;
            } else if mantissa > (i64::MAX - 9) / 10 {
                return Self::Text(text);
            } else {
                mantissa = mantissa * 10 + (bytes[at] - b'0') as i64;
                exponent -= behind_point as i32;
            }
            at += 1;
        }
        exponent += const_exponent(bytes, at);
        while mantissa != 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            exponent += 1;
        }
        match (mantissa, exponent) {
            (0, _) => Self::Small { mantissa: 0, exponent: 0 },
            // With more zeros or more places, it is told as the document has it.
            (_, -20..=20) => {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "it is one of the few that were just seen"
                )]
                let exponent = exponent as i8;
                Self::Small { mantissa: if negative { -mantissa } else { mantissa }, exponent }
            }
            _ => Self::Text(text),
        }
    }

    /// Is this constant above the other one? Told of small constants only; none where one is kept as text.
    pub(crate) const fn is_above(self, other: Self) -> Option<bool> {
        match (self, other) {
            (Self::Small { mantissa: m1, exponent: e1 }, Self::Small { mantissa: m2, exponent: e2 }) => {
                let common = if e1 < e2 { e1 } else { e2 };
                Some(with_zeros(m1, e1 - common) > with_zeros(m2, e2 - common))
            }
            _ => None,
        }
    }

    /// The constant in the shortest decimal notation, or as the document has it.
    pub(crate) fn to_text(self) -> String {
        match self {
            Self::Text(text) => text.to_owned(),
            Self::Small { mantissa, exponent } => Plain { mantissa, exponent }.to_string(),
        }
    }
}

/// The number with zeros behind it; far beyond any mantissa where it does not fit.
const fn with_zeros(mantissa: i64, zeros: i8) -> i128 {
    let (mut value, mut zeros) = (mantissa as i128, zeros);
    while zeros > 0 {
        value = value.saturating_mul(10);
        zeros -= 1;
    }
    value
}

/// Decimal notation without an exponent.
struct Plain {
    mantissa: i64,
    exponent: i8,
}

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = usize::from(self.exponent.unsigned_abs());
        if self.mantissa < 0 {
            f.write_str("-")?;
        }
        let digits = self.mantissa.unsigned_abs().to_string();
        if self.exponent >= 0 {
            return write!(f, "{digits}{:0<places$}", "");
        }
        match digits.len().checked_sub(places) {
            Some(0) | None => write!(f, "0.{digits:0>places$}"),
            Some(point) => write!(f, "{}.{}", &digits[..point], &digits[point..]),
        }
    }
}
