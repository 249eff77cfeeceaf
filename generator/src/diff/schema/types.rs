//! Sets of JSON types.

use std::fmt;

/// A set of types. An integer is a number, and a number is an integer or one with a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::diff) struct Types(u8);

impl Types {
    pub(in crate::diff) const NULL: Self = Self(1);
    pub(in crate::diff) const BOOLEAN: Self = Self(1 << 1);
    pub(in crate::diff) const INTEGER: Self = Self(1 << 2);
    pub(in crate::diff) const NUMBER: Self = Self(1 << 2 | 1 << 3);
    pub(in crate::diff) const STRING: Self = Self(1 << 4);
    pub(in crate::diff) const ARRAY: Self = Self(1 << 5);
    pub(in crate::diff) const OBJECT: Self = Self(1 << 6);
    pub(in crate::diff) const NONE: Self = Self(0);
    pub(in crate::diff) const ALL: Self = Self((1 << 7) - 1);

    /// The type of a name; nothing for a name that JSON Schema does not have.
    pub(in crate::diff) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => return None,
        })
    }

    pub(in crate::diff) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(in crate::diff) const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(in crate::diff) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the two have a type in common.
    pub(in crate::diff) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(in crate::diff) const fn is_subset(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The names, without `integer` where any number is allowed.
    pub(in crate::diff) fn names(self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for (name, types) in [
            ("array", Self::ARRAY),
            ("boolean", Self::BOOLEAN),
            ("integer", Self::INTEGER),
            ("null", Self::NULL),
            ("number", Self::NUMBER),
            ("object", Self::OBJECT),
            ("string", Self::STRING),
        ] {
            let covered = name == "integer" && Self::NUMBER.is_subset(self);
            if types.is_subset(self) && !covered {
                names.push(name);
            }
        }
        names
    }
}

impl fmt::Display for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.without(Self::NULL) {
            Self::NONE if *self == Self::NULL => f.write_str("null"),
            Self::NONE => f.write_str("nothing"),
            types if types == Self::ALL.without(Self::NULL) => f.write_str("any"),
            types => f.write_str(&types.names().join(" or ")),
        }
    }
}
