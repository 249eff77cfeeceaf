//! The set of types that `type` names.

use crate::violation::Kind;

/// A set of types of JSON Schema (validation, section 6.1.1), for the keyword `type`.
///
/// ```
/// # use specwright_runtime::Types;
/// const TEXT_OR_NOTHING: Types = Types::STRING.or(Types::NULL);
/// assert!(TEXT_OR_NOTHING.contains(Types::NULL));
/// assert!(Types::NUMBER.contains(Types::INTEGER));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Types(u8);

impl Types {
    /// No type.
    pub const NONE: Self = Self(0);
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `boolean`.
    pub const BOOLEAN: Self = Self(1 << 1);
    /// `integer`: a number without a fractional part.
    pub const INTEGER: Self = Self(1 << 2);
    /// `number`, integers among them.
    pub const NUMBER: Self = Self(1 << 2 | 1 << 3);
    /// `string`.
    pub const STRING: Self = Self(1 << 4);
    /// `array`.
    pub const ARRAY: Self = Self(1 << 5);
    /// `object`.
    pub const OBJECT: Self = Self(1 << 6);

    /// The types of either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Are all types of the other set in this one?
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Is a type in both sets? An integer is a number, too.
    ///
    /// ```
    /// # use specwright_runtime::Types;
    /// assert!(Types::INTEGER.intersects(Types::NUMBER));
    /// assert!(!Types::STRING.intersects(Types::NUMBER));
    /// ```
    #[must_use]
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The types of this set that are not in the other one.
    ///
    /// ```
    /// # use specwright_runtime::Types;
    /// let text = Types::STRING.or(Types::NULL).without(Types::NULL);
    /// assert_eq!(text, Types::STRING);
    /// ```
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The names of the types in JSON Schema, `integer` only where `number` is not among them.
    ///
    /// ```
    /// # use specwright_runtime::Types;
    /// let types = Types::NULL.or(Types::STRING);
    /// assert_eq!(types.names().collect::<Vec<_>>(), ["string", "null"]);
    /// ```
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        const NAMES: [(Types, &str); 7] = [
            (Types::STRING, "string"),
            (Types::NUMBER, "number"),
            (Types::INTEGER, "integer"),
            (Types::BOOLEAN, "boolean"),
            (Types::ARRAY, "array"),
            (Types::OBJECT, "object"),
            (Types::NULL, "null"),
        ];
        let shadowed = self.contains(Self::NUMBER);
        NAMES
            .into_iter()
            .filter(move |(types, _)| self.contains(*types) && !(shadowed && *types == Self::INTEGER))
            .map(|(_, name)| name)
    }

    /// The set of one type of JSON, all numbers for a number.
    pub(crate) const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Null => Self::NULL,
            Kind::Boolean => Self::BOOLEAN,
            Kind::Number => Self::NUMBER,
            Kind::String => Self::STRING,
            Kind::Array => Self::ARRAY,
            Kind::Object => Self::OBJECT,
        }
    }
}
