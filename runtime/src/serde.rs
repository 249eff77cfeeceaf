//! The traits of `serde` for generated types: by way of JSON text, so that a type costs two one-line functions
//! and not a visitor of its own.
//!
//! In a format that people read, a value is written with its structure. In one that they do not, it is one
//! string of JSON, since such formats cannot always tell what comes next.

mod deserialize;
mod serialize;

pub use deserialize::deserialize;
pub use serialize::serialize;

/// Implements the traits of `serde` for a record.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_of_model {
    ($type:ty) => {
        impl $crate::private::serde::Serialize for $type {
            fn serialize<S: $crate::private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::private::serialize(self, serializer)
            }
        }

        impl<'de> $crate::private::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::private::deserialize(deserializer)
            }
        }
    };
}

/// Implements the traits of `serde` for an enumeration: it is a string in every format.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_of_enumeration {
    ($type:ty) => {
        impl $crate::private::serde::Serialize for $type {
            fn serialize<S: $crate::private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::private::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <::std::string::String as $crate::private::serde::Deserialize>::deserialize(deserializer)
                    .map(|text| $crate::private::from_text(&text))
            }
        }
    };
}
