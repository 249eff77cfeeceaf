//! What can be wrong with a value: the codes of the wire and the typed facts behind them.

mod code;

use std::borrow::Cow;
use std::fmt;

pub use code::Code;

use crate::assertion::Types;
use crate::format::Format;

/// A type of JSON (RFC 8259, section 3).
///
/// ```
/// use specwright_runtime::Kind;
///
/// assert_eq!(Kind::Array.as_str(), "array");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of JSON")]
pub enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    /// The name of the type in JSON Schema.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a schema asks for where a value of another type came.
///
/// ```
/// use specwright_runtime::{Expected, Kind, Violation, Wording};
///
/// let violation = Violation::InvalidType { expected: Expected::Kind(Kind::Boolean), received: Kind::String };
/// assert_eq!(Wording::ZOD.render(&violation), "Expected boolean, received string");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// A value of this type.
    Kind(Kind),
    /// A number without a fractional part.
    Integer,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A value of one of these types.
    Types(Types),
}

/// How a limit reads.
///
/// ```
/// use specwright_runtime::{Bound, Measure, Quantity, Violation, Wording};
///
/// let short = Violation::TooSmall {
///     measure: Measure::Characters,
///     limit: Quantity::Integer(3),
///     bound: Bound::Exact,
///     actual: None,
/// };
/// assert_eq!(Wording::ZOD.render(&short), "String must contain exactly 3 character(s)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Bound {
    /// The limit itself is allowed.
    Inclusive,
    /// The limit itself is not allowed.
    Exclusive,
    /// Minimum and maximum are the same.
    Exact,
    /// The limit is that of the Rust type, which the schema's `format` (or nothing) asks for.
    Representable,
}

/// What a limit is compared with.
///
/// ```
/// use specwright_runtime::{Bound, Measure, Quantity, Violation, Wording};
///
/// let short = Violation::TooSmall {
///     measure: Measure::Characters,
///     limit: Quantity::Integer(3),
///     bound: Bound::Inclusive,
///     actual: None,
/// };
/// assert_eq!(Wording::ZOD.render(&short), "String must contain at least 3 character(s)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// The number of code points of a string.
    Characters,
    /// The number of elements of a list.
    Elements,
    /// The number of keys of an object.
    Keys,
    /// The number itself.
    Value,
}

/// A number in a violation: a limit, or what came.
///
/// ```
/// use specwright_runtime::Quantity;
///
/// assert_eq!(Quantity::Integer(100).to_string(), "100");
/// assert_eq!(Quantity::Decimal("0.01".into()).to_string(), "0.01");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Quantity {
    /// A count, or an integer.
    Integer(i128),
    /// A number as decimal text, exact.
    Decimal(Cow<'static, str>),
}

impl Quantity {
    pub(crate) fn count(count: usize) -> Self {
        Self::Integer(i128::try_from(count).unwrap_or(i128::MAX))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => write!(f, "{integer}"),
            Self::Decimal(text) => f.write_str(text),
        }
    }
}

/// What is wrong with a value, with the parameters of the rule.
///
/// What came is missing from the parameters where the schema says that it is a secret.
///
/// ```
/// use specwright_runtime::{Code, Violation};
///
/// assert_eq!(Violation::NotUnique { positions: [0, 2] }.keyword(), Some("uniqueItems"));
/// assert_eq!(Violation::ReadOnlyField.code(), Code::ReadOnlyField);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Violation {
    /// A required key is missing (`required`).
    Required,
    /// A value of another type (`type`).
    InvalidType {
        /// What the schema asks for.
        expected: Expected,
        /// What came.
        received: Kind,
    },
    /// A string that the enumeration does not list (`enum`).
    InvalidEnumValue {
        /// The values of the enumeration.
        expected: &'static [&'static str],
        /// What came.
        received: Option<Box<str>>,
    },
    /// A value that is none of those listed, which need not be strings (`enum`).
    NotInEnum {
        /// The values of the enumeration as JSON texts.
        expected: &'static [&'static str],
        /// What came as JSON text, unless it is an array or an object.
        received: Option<Box<str>>,
    },
    /// A value other than the constant (`const`).
    InvalidLiteral {
        /// The constant as JSON text.
        expected: &'static str,
    },
    /// A string that is not of its format (`format`).
    InvalidFormat {
        /// The format.
        format: Format,
    },
    /// A string that its pattern does not match (`pattern`).
    InvalidPattern {
        /// The source of the pattern, ECMA-262.
        pattern: &'static str,
    },
    /// Below a minimum (`minimum`, `minLength`, `minItems`, `minProperties`).
    TooSmall {
        /// What is too small.
        measure: Measure,
        /// The minimum.
        limit: Quantity,
        /// How the minimum reads.
        bound: Bound,
        /// What came.
        actual: Option<Quantity>,
    },
    /// Above a maximum (`maximum`, `maxLength`, `maxItems`, `maxProperties`).
    TooLarge {
        /// What is too large.
        measure: Measure,
        /// The maximum.
        limit: Quantity,
        /// How the maximum reads.
        bound: Bound,
        /// What came.
        actual: Option<Quantity>,
    },
    /// A number that is not a multiple (`multipleOf`).
    NotMultipleOf {
        /// The number that it must be a multiple of.
        multiple_of: Quantity,
        /// What came.
        actual: Option<Quantity>,
    },
    /// A float that JSON cannot express: an infinity or not a number.
    NotFinite,
    /// Two elements of a list are equal (`uniqueItems`).
    NotUnique {
        /// The positions of two equal elements.
        positions: [usize; 2],
    },
    /// A key that the schema does not allow (`additionalProperties`).
    UnknownField {
        /// The key.
        key: Box<str>,
    },
    /// A key that only the server may set (`readOnly`).
    ReadOnlyField,
    /// A value that only the client may set (`writeOnly`).
    WriteOnlyField,
    /// A key that came more than once in an object.
    DuplicateKey {
        /// The key.
        key: Box<str>,
    },
    /// A value where none is allowed (the schema `false`).
    NotAllowed,
    /// A value that fits none of the schemas (`anyOf`).
    AnyOf,
    /// A value that does not fit exactly one of the schemas (`oneOf`).
    OneOf {
        /// The positions of two schemas that the value fits; nothing where it fits none.
        matches: Option<[usize; 2]>,
    },
    /// A value that fits the schema it must not fit (`not`).
    Not,
    /// A list with too few or too many elements that fit a schema (`contains`, `minContains`, `maxContains`).
    Contains {
        /// How many must fit.
        minimum: u64,
        /// How many may fit.
        maximum: Option<u64>,
        /// How many do fit; where there are too many, at least so many.
        count: u64,
    },
    /// The member that says which schema of several is meant is missing, or names none (`discriminator`).
    InvalidDiscriminator {
        /// The values that name one.
        expected: Box<[&'static str]>,
    },
    /// A value that the Rust type in the place of the schema's does not take.
    Refused {
        /// What the type says.
        reason: Option<Box<str>>,
    },
    /// Schemas or values are within one another without end, or beyond the limit.
    TooDeep,
}

impl Violation {
    /// The code of this violation on the wire.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Required => Code::Required,
            Self::InvalidType { .. } => Code::InvalidType,
            Self::InvalidEnumValue { .. } | Self::NotInEnum { .. } => Code::InvalidEnumValue,
            Self::InvalidLiteral { .. } => Code::InvalidLiteral,
            Self::InvalidFormat { .. } | Self::InvalidPattern { .. } => Code::InvalidFormat,
            // The number of keys has no code of its own on the wire.
            Self::TooSmall { measure: Measure::Keys, .. }
            | Self::TooLarge { measure: Measure::Keys, .. }
            | Self::NotMultipleOf { .. }
            | Self::NotFinite
            | Self::NotUnique { .. }
            | Self::WriteOnlyField
            | Self::DuplicateKey { .. }
            | Self::NotAllowed
            | Self::AnyOf
            | Self::OneOf { .. }
            | Self::Not
            | Self::Contains { .. }
            | Self::InvalidDiscriminator { .. }
            | Self::Refused { .. }
            | Self::TooDeep => Code::ValidationFailed,
            Self::TooSmall { .. } => Code::ValueTooSmall,
            Self::TooLarge { .. } => Code::ValueTooLarge,
            Self::UnknownField { .. } => Code::UnknownField,
            Self::ReadOnlyField => Code::ReadOnlyField,
        }
    }

    /// The violated keyword of JSON Schema, where there is one.
    #[must_use]
    pub const fn keyword(&self) -> Option<&'static str> {
        Some(match self {
            Self::Required => "required",
            Self::InvalidType { expected: Expected::OneOf(_), .. }
            | Self::InvalidEnumValue { .. }
            | Self::NotInEnum { .. } => "enum",
            Self::InvalidType { .. } => "type",
            Self::InvalidLiteral { .. } => "const",
            Self::InvalidFormat { .. } => "format",
            Self::InvalidPattern { .. } => "pattern",
            Self::TooSmall { bound: Bound::Representable, .. }
            | Self::TooLarge { bound: Bound::Representable, .. }
            | Self::NotFinite
            | Self::DuplicateKey { .. }
            | Self::NotAllowed
            | Self::Refused { .. }
            | Self::TooDeep => return None,
            Self::TooSmall { measure, bound, .. } => match (measure, bound) {
                (Measure::Characters, _) => "minLength",
                (Measure::Elements, _) => "minItems",
                (Measure::Keys, _) => "minProperties",
                (Measure::Value, Bound::Exclusive) => "exclusiveMinimum",
                (Measure::Value, _) => "minimum",
            },
            Self::TooLarge { measure, bound, .. } => match (measure, bound) {
                (Measure::Characters, _) => "maxLength",
                (Measure::Elements, _) => "maxItems",
                (Measure::Keys, _) => "maxProperties",
                (Measure::Value, Bound::Exclusive) => "exclusiveMaximum",
                (Measure::Value, _) => "maximum",
            },
            Self::NotMultipleOf { .. } => "multipleOf",
            Self::NotUnique { .. } => "uniqueItems",
            Self::UnknownField { .. } => "additionalProperties",
            Self::ReadOnlyField => "readOnly",
            Self::WriteOnlyField => "writeOnly",
            Self::AnyOf => "anyOf",
            Self::OneOf { .. } => "oneOf",
            Self::Not => "not",
            Self::Contains { minimum, count, .. } if *count < *minimum && *minimum > 1 => "minContains",
            Self::Contains { minimum, count, .. } if *count < *minimum => "contains",
            Self::Contains { .. } => "maxContains",
            Self::InvalidDiscriminator { .. } => "discriminator",
        })
    }

    /// Forgets what came, for a value that must not be echoed.
    pub(crate) fn redact(&mut self) {
        match self {
            Self::InvalidEnumValue { received, .. } | Self::NotInEnum { received, .. } => *received = None,
            Self::TooSmall { actual, .. }
            | Self::TooLarge { actual, .. }
            | Self::NotMultipleOf { actual, .. } => *actual = None,
            _ => {}
        }
    }

    /// The heap bytes that keeping this violation costs.
    pub(crate) fn heap_bytes(&self) -> usize {
        match self {
            Self::InvalidEnumValue { received: Some(text), .. }
            | Self::NotInEnum { received: Some(text), .. }
            | Self::UnknownField { key: text }
            | Self::DuplicateKey { key: text } => text.len(),
            Self::TooSmall { actual: Some(Quantity::Decimal(text)), .. }
            | Self::TooLarge { actual: Some(Quantity::Decimal(text)), .. }
            | Self::NotMultipleOf { actual: Some(Quantity::Decimal(text)), .. } => text.len(),
            _ => 0,
        }
    }
}
