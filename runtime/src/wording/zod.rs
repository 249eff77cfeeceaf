//! The English of Zod 3, the default wording.
//!
//! Where Zod has no message (read-only and duplicate keys, unique elements, the number of keys), ours follows
//! its manner.

use std::fmt::{self, Formatter};

use crate::assertion::unquoted;
use crate::format::Format;
use crate::violation::{Bound, Expected, Kind, Measure, Violation};

pub(super) fn write(violation: &Violation, f: &mut Formatter<'_>) -> fmt::Result {
    match violation {
        Violation::Required => f.write_str("Required"),
        Violation::InvalidType { expected, received } => invalid_type(*expected, *received, f),
        Violation::InvalidEnumValue { expected, received } => {
            f.write_str("Invalid enum value. Expected ")?;
            alternatives(expected, f)?;
            let Some(received) = received else { return Ok(()) };
            f.write_str(", received ")?;
            quoted(received, f)
        }
        Violation::NotInEnum { expected, received } => {
            f.write_str("Invalid enum value. Expected ")?;
            for (i, value) in expected.iter().enumerate() {
                f.write_str(if i > 0 { " | " } else { "" })?;
                literal(value, f)?;
            }
            let Some(received) = received else { return Ok(()) };
            f.write_str(", received ")?;
            literal(received, f)
        }
        Violation::InvalidLiteral { expected } => write!(f, "Invalid literal value, expected {expected}"),
        Violation::InvalidFormat { format } => write!(f, "Invalid {}", format_name(*format)),
        Violation::InvalidPattern { .. } => f.write_str("Invalid"),
        Violation::TooSmall { measure, limit, bound, .. } => match measure {
            Measure::Value => write!(f, "Number must be {}{limit}", above(*bound)),
            _ => write!(f, "{} contain {} {limit} {}", subject(*measure), at_least(*bound), unit(*measure)),
        },
        Violation::TooLarge { measure, limit, bound, .. } => match measure {
            Measure::Value => write!(f, "Number must be {} {limit}", below(*bound)),
            _ => write!(f, "{} contain {} {limit} {}", subject(*measure), at_most(*bound), unit(*measure)),
        },
        Violation::NotMultipleOf { multiple_of, .. } => {
            write!(f, "Number must be a multiple of {multiple_of}")
        }
        Violation::NotFinite => f.write_str("Number must be finite"),
        Violation::NotUnique { .. } => f.write_str("Array must contain unique elements"),
        Violation::UnknownField { key } => write!(f, "Unrecognized key(s) in object: '{key}'"),
        Violation::ReadOnlyField => f.write_str("Field is read-only"),
        Violation::WriteOnlyField => f.write_str("Field is write-only"),
        Violation::DuplicateKey { key } => write!(f, "Duplicate key in object: '{key}'"),
        Violation::NotAllowed | Violation::AnyOf | Violation::OneOf { .. } | Violation::Not => {
            f.write_str("Invalid input")
        }
        Violation::Contains { minimum, maximum, count } => match maximum {
            Some(maximum) if count > maximum => {
                write!(f, "Array must contain at most {maximum} matching element(s)")
            }
            _ => write!(f, "Array must contain at least {minimum} matching element(s)"),
        },
        Violation::InvalidDiscriminator { expected } => {
            f.write_str("Invalid discriminator value. Expected ")?;
            alternatives(expected, f)
        }
        Violation::Refused { reason: Some(reason) } => write!(f, "Invalid input: {reason}"),
        Violation::Refused { reason: None } => f.write_str("Invalid input"),
        Violation::TooDeep => f.write_str("Nested too deep"),
    }
}

fn invalid_type(expected: Expected, received: Kind, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str("Expected ")?;
    match (expected, received) {
        (Expected::OneOf(values), _) => alternatives(values, f)?,
        (Expected::Types(types), _) => {
            for (i, name) in types.names().enumerate() {
                f.write_str(if i > 0 { " | " } else { "" })?;
                f.write_str(name)?;
            }
        }
        // Zod's `.int()` is a check of a number: the type comes first.
        (Expected::Integer, Kind::Number) => return f.write_str("integer, received float"),
        (Expected::Integer, _) => f.write_str("number")?,
        (Expected::Kind(kind), _) => f.write_str(kind.as_str())?,
    }
    write!(f, ", received {received}")
}

/// `'A' | 'B'`, not escaped.
fn alternatives(values: &[&str], f: &mut Formatter<'_>) -> fmt::Result {
    for (i, value) in values.iter().enumerate() {
        if i > 0 {
            f.write_str(" | ")?;
        }
        quoted(value, f)?;
    }
    Ok(())
}

/// A value of JSON, a string in single quotes.
fn literal(json: &str, f: &mut Formatter<'_>) -> fmt::Result {
    if json.starts_with('"') { quoted(&unquoted(json), f) } else { f.write_str(json) }
}

/// Three plain pieces: the longest messages consist of these, and formatting would take most of their time.
fn quoted(value: &str, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str("'")?;
    f.write_str(value)?;
    f.write_str("'")
}

fn subject(measure: Measure) -> &'static str {
    match measure {
        Measure::Characters => "String must",
        Measure::Elements => "Array must",
        Measure::Keys => "Object must",
        Measure::Value => "Number must",
    }
}

fn unit(measure: Measure) -> &'static str {
    match measure {
        Measure::Characters => "character(s)",
        Measure::Elements => "element(s)",
        Measure::Keys => "key(s)",
        Measure::Value => "",
    }
}

fn at_least(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "exactly",
        _ => "at least",
    }
}

fn at_most(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "exactly",
        _ => "at most",
    }
}

/// With the space after it, as Zod has one of these without.
fn above(bound: Bound) -> &'static str {
    match bound {
        Bound::Exclusive => "greater than ",
        Bound::Exact => "exactly equal to ",
        Bound::Inclusive | Bound::Representable => "greater than or equal to ",
    }
}

fn below(bound: Bound) -> &'static str {
    match bound {
        Bound::Exclusive => "less than",
        Bound::Exact => "exactly",
        Bound::Inclusive | Bound::Representable => "less than or equal to",
    }
}

/// Zod's name of a format; the name in JSON Schema where Zod has none.
fn format_name(format: Format) -> &'static str {
    match format {
        Format::DateTime => "datetime",
        Format::Uri | Format::Iri => "url",
        Format::Ipv4 | Format::Ipv6 => "ip",
        Format::Byte => "base64",
        Format::IdnEmail => "email",
        _ => format.as_str(),
    }
}
