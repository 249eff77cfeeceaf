//! Plain English about the violated keyword of JSON Schema.

use std::fmt::{self, Formatter};

use crate::violation::{Bound, Expected, Kind, Measure, Quantity, Violation};

pub(super) fn write(violation: &Violation, f: &mut Formatter<'_>) -> fmt::Result {
    match violation {
        Violation::Required => f.write_str("is required"),
        Violation::InvalidType { expected, received } => {
            match expected {
                Expected::OneOf(values) => one_of(values, f)?,
                Expected::Integer => f.write_str("must be an integer")?,
                Expected::Kind(kind) => write!(f, "must be {}", with_article(*kind))?,
                Expected::Types(types) => {
                    for (i, name) in types.names().enumerate() {
                        f.write_str(if i > 0 { " or " } else { "must be " })?;
                        f.write_str(article(name))?;
                        f.write_str(name)?;
                    }
                }
            }
            match (expected, received) {
                (Expected::Integer, Kind::Number) => f.write_str(", not a number with a fractional part"),
                _ => write!(f, ", not {}", with_article(*received)),
            }
        }
        Violation::InvalidEnumValue { expected, received } => {
            one_of(expected, f)?;
            match received {
                Some(received) => write!(f, ", not \"{received}\""),
                None => Ok(()),
            }
        }
        Violation::NotInEnum { expected, received } => {
            write!(f, "must be one of {}", expected.join(", "))?;
            match received {
                Some(received) => write!(f, ", not {received}"),
                None => Ok(()),
            }
        }
        Violation::InvalidLiteral { expected } => write!(f, "must be {expected}"),
        Violation::InvalidFormat { format } => write!(f, "must match the format \"{format}\""),
        Violation::InvalidPattern { pattern } => write!(f, "must match the pattern \"{pattern}\""),
        Violation::TooSmall { measure, limit, bound, .. } => {
            limited(*measure, limit, *bound, [">=", ">", "at least"], f)
        }
        Violation::TooLarge { measure, limit, bound, .. } => {
            limited(*measure, limit, *bound, ["<=", "<", "at most"], f)
        }
        Violation::NotMultipleOf { multiple_of, .. } => write!(f, "must be a multiple of {multiple_of}"),
        Violation::NotFinite => f.write_str("must be a finite number"),
        Violation::NotUnique { positions: [first, second] } => {
            write!(f, "must not contain equal items, but items {first} and {second} are equal")
        }
        Violation::UnknownField { key } => write!(f, "must not have the property \"{key}\""),
        Violation::ReadOnlyField => f.write_str("is read-only"),
        Violation::WriteOnlyField => f.write_str("is write-only"),
        Violation::DuplicateKey { key } => write!(f, "must not have the property \"{key}\" more than once"),
        Violation::NotAllowed => f.write_str("is not allowed"),
        Violation::AnyOf => f.write_str("must match at least one of the schemas"),
        Violation::OneOf { matches: None } => f.write_str("must match exactly one of the schemas"),
        Violation::OneOf { matches: Some([first, second]) } => {
            write!(f, "must match exactly one of the schemas, but matches number {first} and number {second}")
        }
        Violation::Not => f.write_str("must not match the schema"),
        Violation::Contains { minimum, maximum, count } => {
            let (word, limit) = match maximum {
                Some(maximum) if count > maximum => ("most", maximum),
                _ => ("least", minimum),
            };
            let items = if *limit == 1 { "item that matches" } else { "items that match" };
            write!(f, "must contain at {word} {limit} {items} the schema")
        }
        Violation::InvalidDiscriminator { expected } => one_of(expected, f),
        Violation::Refused { reason: Some(reason) } => write!(f, "is not a value of its type: {reason}"),
        Violation::Refused { reason: None } => f.write_str("is not a value of its type"),
        Violation::TooDeep => f.write_str("must not be nested that deep"),
    }
}

fn one_of(values: &[&str], f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str("must be one of ")?;
    for (i, value) in values.iter().enumerate() {
        if i > 0 {
            f.write_str(", ")?;
        }
        write!(f, "\"{value}\"")?;
    }
    Ok(())
}

fn article(name: &str) -> &'static str {
    match name {
        "null" => "",
        "integer" | "array" | "object" => "an ",
        _ => "a ",
    }
}

fn with_article(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean => "a boolean",
        Kind::Number => "a number",
        Kind::String => "a string",
        Kind::Array => "an array",
        Kind::Object => "an object",
    }
}

fn limited(
    measure: Measure,
    limit: &Quantity,
    bound: Bound,
    [inclusive, exclusive, count]: [&str; 3],
    f: &mut Formatter<'_>,
) -> fmt::Result {
    let (one, many) = match measure {
        Measure::Value => {
            let sign = if bound == Bound::Exclusive { exclusive } else { inclusive };
            return write!(f, "must be {sign} {limit}");
        }
        Measure::Characters => ("character", "characters"),
        Measure::Elements => ("item", "items"),
        Measure::Keys => ("property", "properties"),
    };
    let count = if bound == Bound::Exact { "exactly" } else { count };
    let unit = if *limit == Quantity::Integer(1) { one } else { many };
    write!(f, "must have {count} {limit} {unit}")
}
