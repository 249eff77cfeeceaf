//! A field that may be missing, `null`, or a value: what a merge patch (RFC 7396) says of a property.

use crate::check::Checker;
use crate::node::{Blank, Node};
use crate::path::Path;
use crate::reader::{Reader, Stop};
use crate::schema::Schema;
use crate::writer::Writer;

/// What a merge patch (RFC 7396) says of a property that is optional and nullable: leave it alone, clear it, or
/// set it.
///
/// ```
/// # use specwright_runtime::Patch;
/// let note: Patch<String> = "call back".to_owned().into();
/// assert_eq!(note.as_value().map(String::as_str), Some("call back"));
/// assert!(Patch::<String>::default().is_absent());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Patch<T> {
    /// The key is missing: leave the property alone.
    #[default]
    Absent,
    /// The value is `null`: clear the property.
    Null,
    /// Set the property.
    Value(T),
}

impl<T> Patch<T> {
    /// Is the key missing?
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Is the value `null`?
    ///
    /// ```
    /// # use specwright_runtime::Patch;
    /// assert!(Patch::<String>::from(None).is_null());
    /// ```
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
    #[must_use]
    pub const fn as_value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one.
    ///
    /// ```
    /// # use specwright_runtime::Patch;
    /// assert_eq!(Patch::Value(7).into_value(), Some(7));
    /// assert_eq!(Patch::<i64>::Null.into_value(), None);
    /// ```
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// Nothing is `null`.
impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Node + Blank> Node for Patch<T> {
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        if reader.null(schema)? {
            *self = Self::Null;
            return Ok(());
        }
        let mut value = T::blank();
        value.read(reader, at, schema)?;
        *self = Self::Value(value);
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Value(value) => value.write(writer),
            Self::Absent | Self::Null => writer.null(),
        }
    }

    fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
        if let Self::Value(value) = self {
            value.check(checker, at, schema);
        }
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    fn set_absent(&mut self) {
        *self = Self::Absent;
    }
}

impl<T> Blank for Patch<T> {
    #[inline]
    fn blank() -> Self {
        Self::Absent
    }
}

#[cfg(feature = "serde")]
impl<T: serde::Serialize> serde::Serialize for Patch<T> {
    /// An absent value is `null` too, unless the field is skipped: `skip_serializing_if = "Patch::is_absent"`.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_value().serialize(serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Patch<T> {
    /// A missing key is absent only with `#[serde(default)]` on the field.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}
