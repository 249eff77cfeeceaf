//! The codes of the wire.

use std::fmt;

/// The machine-readable code of a field error, as it goes over the wire.
///
/// ```
/// use specwright_runtime::{Code, Model};
///
/// let refused = Vec::<i64>::decode(br#"[1,"2"]"#).unwrap_err();
/// assert_eq!(refused.errors()[0].code(), Code::InvalidType);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    /// A key that the schema does not allow.
    UnknownField,
    /// A key that only the server may set.
    ReadOnlyField,
    /// A required key is missing.
    Required,
    /// A value of another JSON type than the schema asks for.
    InvalidType,
    /// A value that the enumeration does not list.
    InvalidEnumValue,
    /// A string that does not match its format or pattern.
    InvalidFormat,
    /// A value other than the one constant that is allowed.
    InvalidLiteral,
    /// A number, a string or a list below its minimum.
    ValueTooSmall,
    /// A number, a string or a list above its maximum.
    ValueTooLarge,
    /// Anything else.
    ValidationFailed,
}

impl Code {
    /// Every code.
    pub const ALL: &'static [Self] = &[
        Self::UnknownField,
        Self::ReadOnlyField,
        Self::Required,
        Self::InvalidType,
        Self::InvalidEnumValue,
        Self::InvalidFormat,
        Self::InvalidLiteral,
        Self::ValueTooSmall,
        Self::ValueTooLarge,
        Self::ValidationFailed,
    ];

    /// The code as it goes over the wire.
    ///
    /// ```
    /// # use specwright_runtime::Code;
    /// assert_eq!(Code::InvalidEnumValue.as_str(), "invalid_enum_value");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown_field",
            Self::ReadOnlyField => "read_only_field",
            Self::Required => "required",
            Self::InvalidType => "invalid_type",
            Self::InvalidEnumValue => "invalid_enum_value",
            Self::InvalidFormat => "invalid_format",
            Self::InvalidLiteral => "invalid_literal",
            Self::ValueTooSmall => "value_too_small",
            Self::ValueTooLarge => "value_too_large",
            Self::ValidationFailed => "validation_failed",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
