//! Enumerations: strings of which the document lists the values it knows.

use crate::check::Checker;
use crate::path::{Path, Place};
use crate::reader::{Choice, Reader, Stop};
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
/// #[derive(Clone, Debug, PartialEq)]
/// struct Unit(Box<str>);
///
/// impl AsRef<str> for Unit {
///     fn as_ref(&self) -> &str {
///         &self.0
///     }
/// }
///
/// impl Enumeration for Unit {
///     const SHAPE: &'static EnumShape = &EnumShape::new("/components/schemas/Unit", &[]).open();
///     const KNOWN: &'static [Self] = &[];
///
///     fn unknown(value: Box<str>) -> Self {
///         Self(value)
///     }
/// }
///
/// assert_eq!(Unit::unknown("GWh".into()).as_ref(), "GWh");
/// ```
pub trait Enumeration: AsRef<str> + Clone + 'static {
    /// The static description.
    const SHAPE: &'static EnumShape;

    /// The values that the document lists, in the order of the shape.
    const KNOWN: &'static [Self];

    /// A value that the document does not list.
    fn unknown(value: Box<str>) -> Self;
}

/// The value of this text.
#[doc(hidden)]
#[must_use]
pub fn from_text<E: Enumeration>(text: &str) -> E {
    let index = E::SHAPE.values.iter().position(|value| *value == text);
    match index.and_then(|index| E::KNOWN.get(index)) {
        Some(known) => known.clone(),
        None => E::unknown(text.into()),
    }
}

impl Reader<'_> {
    /// Reads a value of an enumeration.
    ///
    /// # Errors
    ///
    /// [`Stop`] where the text is not JSON.
    #[doc(hidden)]
    pub fn enumeration<E: Enumeration>(
        &mut self,
        value: &mut E,
        at: &Path<'_>,
        schema: &'static Schema,
    ) -> Result<(), Stop> {
        match self.choice(E::SHAPE, at, schema)? {
            Choice::Known(index) => {
                if let Some(known) = E::KNOWN.get(index) {
                    value.clone_from(known);
                }
            }
            Choice::Unknown(text) => *value = E::unknown(text),
            Choice::Refused => {}
        }
        Ok(())
    }
}

/// Records a value that the enumeration does not list.
#[doc(hidden)]
pub fn check_enumeration<E: Enumeration>(value: &E, checker: &mut Checker, at: &Path<'_>, schema: &Schema) {
    let (value, shape) = (value.as_ref(), E::SHAPE);
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
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

            const KNOWN: &'static [Self] = Self::ALL;

            fn unknown(value: ::std::boxed::Box<str>) -> Self {
                Self::Unknown(value)
            }
        }

        impl $crate::Node for $type {
            fn read(
                &mut self,
                reader: &mut $crate::Reader<'_>,
                at: &$crate::Path<'_>,
                schema: &'static $crate::Schema,
            ) -> ::core::result::Result<(), $crate::Stop> {
                reader.enumeration(self, at, schema)
            }

            fn write(&self, writer: &mut $crate::Writer) {
                writer.string(self.as_str());
            }

            fn check(
                &self,
                checker: &mut $crate::Checker,
                at: &$crate::Path<'_>,
                schema: &'static $crate::Schema,
            ) {
                $crate::private::check_enumeration(self, checker, at, schema);
            }
        }

        impl $crate::Blank for $type {
            fn blank() -> Self {
                Self::Unknown(::std::boxed::Box::default())
            }
        }

        impl $crate::Model for $type {
            const PROFILE: &'static $crate::Profile = &PROFILE;
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                ::core::result::Result::Ok($crate::private::from_text(text))
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
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
                self.as_str()
            }
        }

        $crate::__serde_of_enumeration!($type);
    };
}
