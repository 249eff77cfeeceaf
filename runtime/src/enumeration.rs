//! Enumerations: strings of which the document lists the values it knows.

use crate::check::Checker;
use crate::path::{Path, Place};
use crate::schema::Schema;
use crate::violation::Violation;
use crate::wording::Profile;

/// The static description of an enumeration.
#[derive(Debug)]
pub struct EnumShape {
    /// The name of the schema in the document.
    pub name: &'static str,
    /// The JSON Pointer of the schema in the document.
    pub pointer: &'static str,
    /// The values, in the order of the document.
    pub values: &'static [&'static str],
}

/// An open enumeration: the values that the document lists, and any other; the generator prints the
/// implementation.
pub trait Enumeration: Sized {
    /// The static description.
    const SHAPE: &'static EnumShape;

    /// What the generated crate fixes for all its types.
    const PROFILE: &'static Profile;

    /// The value with this index in the shape.
    fn known(index: usize) -> Self;

    /// A value that the document does not list.
    fn unknown(value: Box<str>) -> Self;

    /// The value as it goes over the wire.
    fn as_str(&self) -> &str;
}

/// The value of this text.
#[must_use]
pub fn from_text<E: Enumeration>(text: &str) -> E {
    match E::SHAPE.values.iter().position(|value| *value == text) {
        Some(index) => E::known(index),
        None => E::unknown(text.into()),
    }
}

/// Records a value that the enumeration does not list.
pub fn check_enumeration(
    value: &str,
    shape: &'static EnumShape,
    checker: &mut Checker,
    at: &Path<'_>,
    schema: &Schema,
) {
    if shape.values.contains(&value) {
        return;
    }
    let place = Place::At(schema.pointer().unwrap_or(shape.pointer));
    let violation = Violation::InvalidEnumValue { expected: shape.values, received: Some(value.into()) };
    checker.errors.push_at(at, place, schema, violation);
}

/// Implements [`Node`](crate::Node), [`Blank`](crate::Blank), [`Model`](crate::Model),
/// [`Simple`](crate::header::Simple), `FromStr`, `Display`, `From<&str>`, `From<String>` and `AsRef<str>`, and
/// with the feature `serde` its traits, for a type that is an [`Enumeration`].
///
/// ```
/// use specwright_runtime::{EnumShape, Enumeration, Model, Profile};
///
/// #[derive(Clone, Debug, PartialEq, Eq)]
/// pub enum Color {
///     Red,
///     Green,
///     Unknown(Box<str>),
/// }
///
/// impl Enumeration for Color {
///     const SHAPE: &'static EnumShape =
///         &EnumShape { name: "Color", pointer: "/components/schemas/Color", values: &["red", "green"] };
///     const PROFILE: &'static Profile = Profile::DEFAULT;
///     fn known(index: usize) -> Self {
///         match index {
///             0 => Self::Red,
///             _ => Self::Green,
///         }
///     }
///     fn unknown(value: Box<str>) -> Self {
///         Self::Unknown(value)
///     }
///     fn as_str(&self) -> &str {
///         match self {
///             Self::Red => "red",
///             Self::Green => "green",
///             Self::Unknown(value) => value,
///         }
///     }
/// }
///
/// specwright_runtime::enumeration!(Color);
///
/// assert_eq!(Color::from("green"), Color::Green);
/// assert_eq!(Color::decode_lenient(br#""blue""#).unwrap(), Color::Unknown("blue".into()));
/// assert_eq!(
///     Color::decode(br#""blue""#).unwrap_err().to_string(),
///     "Invalid enum value. Expected 'red' | 'green', received 'blue'",
/// );
/// ```
#[macro_export]
macro_rules! enumeration {
    ($type:ty) => {
        impl $crate::Node for $type {
            fn read(
                &mut self,
                reader: &mut $crate::Reader<'_>,
                at: &$crate::Path<'_>,
                schema: &'static $crate::Schema,
            ) -> ::core::result::Result<(), $crate::Stop> {
                match reader.enumeration(<Self as $crate::Enumeration>::SHAPE, at, schema)? {
                    $crate::private::Choice::Known(index) => {
                        *self = <Self as $crate::Enumeration>::known(index);
                    }
                    $crate::private::Choice::Unknown(value) => {
                        *self = <Self as $crate::Enumeration>::unknown(value);
                    }
                    $crate::private::Choice::Refused => {}
                }
                ::core::result::Result::Ok(())
            }

            fn write(&self, writer: &mut $crate::Writer) {
                writer.string(<Self as $crate::Enumeration>::as_str(self));
            }

            fn check(
                &self,
                checker: &mut $crate::Checker,
                at: &$crate::Path<'_>,
                schema: &'static $crate::Schema,
            ) {
                let value = <Self as $crate::Enumeration>::as_str(self);
                let shape = <Self as $crate::Enumeration>::SHAPE;
                $crate::private::check_enumeration(value, shape, checker, at, schema);
            }
        }

        impl $crate::Blank for $type {
            fn blank() -> Self {
                <Self as $crate::Enumeration>::unknown(::std::boxed::Box::default())
            }
        }

        impl $crate::Model for $type {
            const PROFILE: &'static $crate::Profile = <Self as $crate::Enumeration>::PROFILE;

            fn blank() -> Self {
                <Self as $crate::Blank>::blank()
            }
        }

        impl $crate::header::Simple for $type {
            fn from_simple(text: &str) -> ::core::result::Result<Self, $crate::Violation> {
                ::core::result::Result::Ok($crate::private::from_text(text))
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok($crate::private::from_text(text))
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(<Self as $crate::Enumeration>::as_str(self))
            }
        }

        impl ::core::convert::From<&str> for $type {
            fn from(text: &str) -> Self {
                $crate::private::from_text(text)
            }
        }

        impl ::core::convert::From<::std::string::String> for $type {
            fn from(text: ::std::string::String) -> Self {
                $crate::private::from_text(&text)
            }
        }

        impl ::core::convert::AsRef<str> for $type {
            fn as_ref(&self) -> &str {
                <Self as $crate::Enumeration>::as_str(self)
            }
        }

        $crate::__serde_of_enumeration!($type);
    };
}
