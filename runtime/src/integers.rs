//! Enumerations of integers of which the document lists the values it knows.

use crate::check::Checker;
use crate::path::{Path, Place};
use crate::reader::{Reader, Stop};
use crate::schema::Schema;
use crate::violation::Violation;

/// The static description of an enumeration of integers.
///
/// ```
/// use specwright_runtime::IntegerEnumShape;
///
/// static LEVEL: IntegerEnumShape = IntegerEnumShape::new("/components/schemas/Level", &["1", "2"]);
/// assert_eq!(LEVEL.pointer(), "/components/schemas/Level");
/// assert_eq!(LEVEL.values(), ["1", "2"]);
/// ```
#[derive(Debug)]
pub struct IntegerEnumShape {
    pointer: &'static str,
    values: &'static [&'static str],
}

impl IntegerEnumShape {
    /// An enumeration by the JSON Pointer of its schema in the document, and its values as JSON texts in document
    /// order.
    #[must_use]
    pub const fn new(pointer: &'static str, values: &'static [&'static str]) -> Self {
        Self { pointer, values }
    }

    /// The JSON Pointer of the schema in the document.
    #[must_use]
    pub const fn pointer(&self) -> &'static str {
        self.pointer
    }

    /// The values as JSON texts, in the order of the document.
    #[must_use]
    pub const fn values(&self) -> &'static [&'static str] {
        self.values
    }
}

/// An enumeration of integers: the values that the document lists, and any other;
/// [`integer_enumeration!`](crate::integer_enumeration!) implements it.
///
/// ```
/// use specwright_runtime::IntegerEnumeration;
/// # use specwright_runtime::Profile;
/// # static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
///
/// specwright_runtime::integer_enumeration! {
///     /// How loud it is.
///     pub enum Level("/components/schemas/Level") { V1 = 1, V2 = 2 }
/// }
///
/// fn listed<E: IntegerEnumeration>(numbers: &[i64]) -> Vec<i64> {
///     numbers.iter().map(|number| E::from(*number)).filter(|value| value.is_known()).map(E::as_i64).collect()
/// }
///
/// assert_eq!(listed::<Level>(&[1, 7, 2]), [1, 2]);
/// ```
pub trait IntegerEnumeration: Copy + From<i64> {
    /// The static description.
    const SHAPE: &'static IntegerEnumShape;

    /// The value as it goes over the wire.
    fn as_i64(self) -> i64;

    /// Does the document list the value?
    fn is_known(self) -> bool;
}

impl Reader<'_> {
    /// Reads a value of an enumeration of integers.
    ///
    /// # Errors
    ///
    /// [`Stop`] where the text is not JSON.
    #[doc(hidden)]
    pub fn integers<E: IntegerEnumeration>(
        &mut self,
        value: &mut E,
        at: &Path<'_>,
        schema: &'static Schema,
    ) -> Result<(), Stop> {
        let before = self.errors.len();
        let integer = self.integer([i128::from(i64::MIN), i128::from(i64::MAX)], at, schema)?;
        // The value is within the range.
        *value = E::from(i64::try_from(integer).unwrap_or_default());
        if self.errors.len() == before && !value.is_known() {
            if self.is_strict() {
                refuse(*value, at, schema, &mut self.errors);
            } else if let Some(drift) = &mut self.drift {
                refuse(*value, at, schema, drift);
            }
        }
        Ok(())
    }
}

/// Records a value that the enumeration does not list.
#[doc(hidden)]
pub fn check_integer<E: IntegerEnumeration>(
    value: E,
    checker: &mut Checker,
    at: &Path<'_>,
    schema: &'static Schema,
) {
    if !value.is_known() {
        refuse(value, at, schema, &mut checker.errors);
    }
}

#[cold]
fn refuse<E: IntegerEnumeration>(
    value: E,
    at: &Path<'_>,
    schema: &Schema,
    errors: &mut crate::error::Errors,
) {
    let place = Place::At(schema.pointer().unwrap_or(E::SHAPE.pointer));
    let received = Some(value.as_i64().to_string().into());
    errors.push_at(at, place, schema, Violation::NotInEnum { expected: E::SHAPE.values, received });
}

/// Defines an enumeration of integers: an open `enum` of the values that the document lists, [`IntegerEnumeration`],
/// [`Node`](crate::Node), [`Blank`](crate::Blank), [`Model`](crate::Model), [`Simple`](crate::header::Simple),
/// `From` of and into `i64`, `FromStr` and `Display`, and with the feature `serde` its traits.
///
/// A static `PROFILE` has to be in scope.
///
/// ```
/// use specwright_runtime::{Model, Profile};
///
/// static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
///
/// specwright_runtime::integer_enumeration! {
///     /// How loud it is.
///     pub enum Level("/components/schemas/Level") {
///         Minus1 = -1,
///         V2 = 2,
///     }
/// }
///
/// assert_eq!(Level::decode(b"2.0").unwrap(), Level::V2);
/// assert_eq!(Level::decode_lenient(b"7").unwrap(), Level::Unknown(7));
/// assert!(Level::decode(b"7").is_err());
/// ```
#[macro_export]
macro_rules! integer_enumeration {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $type:ident($pointer:literal) {
            $($(#[$about:meta])* $variant:ident = $value:literal),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $visibility enum $type {
            $(
                #[doc = concat!("`", $value, "`")]
                $(#[$about])*
                $variant,
            )+
            /// A value that the document does not list: decoding keeps it, validation refuses it.
            Unknown(i64),
        }

        impl $type {
            /// Every value that the document lists, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value on the wire.
            #[must_use]
            pub const fn as_i64(self) -> i64 {
                match self {
                    $(Self::$variant => $value,)+
                    Self::Unknown(value) => value,
                }
            }
        }

        impl $crate::IntegerEnumeration for $type {
            const SHAPE: &'static $crate::IntegerEnumShape =
                &$crate::IntegerEnumShape::new($pointer, &[$(stringify!($value)),+]);

            fn as_i64(self) -> i64 {
                Self::as_i64(self)
            }

            fn is_known(self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl ::core::convert::From<i64> for $type {
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)+
                    value => Self::Unknown(value),
                }
            }
        }

        impl ::core::convert::From<$type> for i64 {
            fn from(value: $type) -> Self {
                value.as_i64()
            }
        }

        impl $crate::Node for $type {
            fn read(
                &mut self,
                reader: &mut $crate::Reader<'_>,
                at: &$crate::Path<'_>,
                schema: &'static $crate::Schema,
            ) -> ::core::result::Result<(), $crate::Stop> {
                reader.integers(self, at, schema)
            }

            fn write(&self, writer: &mut $crate::Writer) {
                writer.integer(self.as_i64());
            }

            fn check(
                &self,
                checker: &mut $crate::Checker,
                at: &$crate::Path<'_>,
                schema: &'static $crate::Schema,
            ) {
                $crate::private::check_integer(*self, checker, at, schema);
            }
        }

        impl $crate::Blank for $type {
            fn blank() -> Self {
                Self::Unknown(0)
            }
        }

        impl $crate::Model for $type {
            const PROFILE: &'static $crate::Profile = &PROFILE;
        }

        impl $crate::header::Simple for $type {
            fn from_simple(text: &str) -> ::core::result::Result<Self, $crate::Violation> {
                <i64 as $crate::header::Simple>::from_simple(text).map(Self::from)
            }

            fn to_simple(&self) -> ::std::string::String {
                ::std::string::ToString::to_string(self)
            }
        }

        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::num::ParseIntError;

            fn from_str(text: &str) -> ::core::result::Result<Self, <Self as ::core::str::FromStr>::Err> {
                text.parse::<i64>().map(Self::from)
            }
        }

        $crate::__serde_of_model!($type);
    };
}
