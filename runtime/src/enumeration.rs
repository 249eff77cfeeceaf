//! Enumerations: strings of which the document lists the values it knows.

use crate::check::Checker;
use crate::path::{Path, Place};
use crate::schema::Schema;
use crate::violation::Violation;

/// The static description of an enumeration.
///
/// ```
/// use specwright_runtime::EnumShape;
///
/// static COLOR: EnumShape = EnumShape::new("/components/schemas/Color", &["red", "green"]).open();
/// assert_eq!(COLOR.pointer(), "/components/schemas/Color");
/// assert_eq!(COLOR.values(), ["red", "green"]);
/// assert!(COLOR.is_open());
/// ```
#[derive(Debug)]
pub struct EnumShape {
    pointer: &'static str,
    values: &'static [&'static str],
    is_open: bool,
}

impl EnumShape {
    /// An enumeration by the JSON Pointer of its schema in the document, and its values in document order.
    #[must_use]
    pub const fn new(pointer: &'static str, values: &'static [&'static str]) -> Self {
        Self { pointer, values, is_open: false }
    }

    /// The document allows any other string, too: strict decoding does not refuse it.
    #[must_use]
    pub const fn open(mut self) -> Self {
        self.is_open = true;
        self
    }

    /// The JSON Pointer of the schema in the document.
    #[must_use]
    pub const fn pointer(&self) -> &'static str {
        self.pointer
    }

    /// The values, in the order of the document.
    #[must_use]
    pub const fn values(&self) -> &'static [&'static str] {
        self.values
    }

    /// Does the document allow any other string, too?
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }
}

/// An enumeration of strings: the values that the document lists, and any other;
/// [`enumeration!`](crate::enumeration!) implements it.
///
/// ```
/// use specwright_runtime::{EnumShape, Enumeration};
///
/// #[derive(Debug, PartialEq)]
/// struct Unit(Box<str>);
///
/// impl Enumeration for Unit {
///     const SHAPE: &'static EnumShape = &EnumShape::new("/components/schemas/Unit", &["kWh", "MWh"]);
///
///     fn known(index: usize) -> Self {
///         Self(Self::SHAPE.values()[index].into())
///     }
///     fn unknown(value: Box<str>) -> Self {
///         Self(value)
///     }
///     fn as_str(&self) -> &str {
///         &self.0
///     }
/// }
///
/// assert_eq!(Unit::known(1).as_str(), "MWh");
/// assert_eq!(Unit::unknown("GWh".into()).as_str(), "GWh");
/// ```
pub trait Enumeration: Sized {
    /// The static description.
    const SHAPE: &'static EnumShape;

    /// The value with this index in the shape.
    fn known(index: usize) -> Self;

    /// A value that the document does not list.
    fn unknown(value: Box<str>) -> Self;

    /// The value as it goes over the wire.
    fn as_str(&self) -> &str;
}

/// The value of this text.
#[doc(hidden)]
#[must_use]
pub fn from_text<E: Enumeration>(text: &str) -> E {
    match E::SHAPE.values.iter().position(|value| *value == text) {
        Some(index) => E::known(index),
        None => E::unknown(text.into()),
    }
}

/// Records a value that the enumeration does not list.
#[doc(hidden)]
pub fn check_enumeration(
    value: &str,
    shape: &'static EnumShape,
    checker: &mut Checker,
    at: &Path<'_>,
    schema: &Schema,
) {
    if shape.is_open || shape.values.contains(&value) {
        return;
    }
    let place = Place::At(schema.pointer().unwrap_or(shape.pointer));
    let violation = Violation::InvalidEnumValue { expected: shape.values, received: Some(value.into()) };
    checker.errors.push_at(at, place, schema, violation);
}

/// Defines an enumeration of strings: an open `enum` of the values that the document lists, [`Enumeration`],
/// [`Node`](crate::Node), [`Blank`](crate::Blank), [`Model`](crate::Model), [`Simple`](crate::header::Simple),
/// `FromStr`, `Display`, `From<&str>`, `From<String>` and `AsRef<str>`, and with the feature `serde` its traits.
///
/// Behind the name come the JSON Pointer of the schema and, in brackets, calls on its [`EnumShape`].
/// A static `PROFILE` has to be in scope.
///
/// ```
/// use specwright_runtime::{Model, Profile};
///
/// static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
///
/// specwright_runtime::enumeration! {
///     /// What the sky may look like.
///     pub enum Color("/components/schemas/Color") {
///         Red = "red",
///         Green = "green",
///     }
/// }
///
/// assert_eq!(Color::from("green"), Color::Green);
/// assert_eq!(Color::ALL, [Color::Red, Color::Green]);
/// assert_eq!(Color::decode_lenient(br#""blue""#).unwrap(), Color::Unknown("blue".into()));
/// assert_eq!(
///     Color::decode(br#""blue""#).unwrap_err().to_string(),
///     "Invalid enum value. Expected 'red' | 'green', received 'blue'",
/// );
/// ```
#[macro_export]
macro_rules! enumeration {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $type:ident($pointer:literal) $([$($call:tt)*])? {
            $($(#[$about:meta])* $variant:ident = $value:literal),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        $visibility enum $type {
            $(
                #[doc = concat!("`` ", $value, " ``")]
                $(#[$about])*
                $variant,
            )+
            /// A value that the document does not list: decoding keeps it, validation refuses it.
            Unknown(::std::boxed::Box<str>),
        }

        impl $type {
            /// Every value that the document lists, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)+
                    Self::Unknown(value) => value,
                }
            }
        }

        impl $crate::Enumeration for $type {
            const SHAPE: &'static $crate::EnumShape =
                &$crate::EnumShape::new($pointer, &[$($value),+]) $($($call)*)?;

            fn known(index: usize) -> Self {
                // The reader knows indices of the shape only.
                Self::ALL.get(index).cloned().unwrap_or_else(|| Self::Unknown(::std::boxed::Box::default()))
            }

            fn unknown(value: ::std::boxed::Box<str>) -> Self {
                Self::Unknown(value)
            }

            fn as_str(&self) -> &str {
                Self::as_str(self)
            }
        }

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
            const PROFILE: &'static $crate::Profile = &PROFILE;

            fn blank() -> Self {
                <Self as $crate::Blank>::blank()
            }
        }

        impl $crate::header::Simple for $type {
            fn from_simple(text: &str) -> ::core::result::Result<Self, $crate::Violation> {
                ::core::result::Result::Ok($crate::private::from_text(text))
            }

            fn to_simple(&self) -> ::std::string::String {
                ::std::string::ToString::to_string(self)
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
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
