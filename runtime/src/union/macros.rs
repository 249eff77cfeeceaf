//! What generated unions have in common.

/// Defines a union: an `enum` with a variant for each schema and one for values that fit none, [`Union`](crate::Union),
/// [`Node`](crate::Node), [`Blank`](crate::Blank) and [`Model`](crate::Model), `From` of the types that are named
/// behind `from`, and with the feature `serde` its traits. Needs the feature `json`.
///
/// Behind the name come the JSON Pointer of the schema and, in brackets, `one` or `any` and calls on the
/// [`UnionShape`](crate::UnionShape). Each variant has its number and, behind `=>`, its [`Arm`](crate::Arm). A static
/// `PROFILE` has to be in scope.
///
/// ```
/// # #[cfg(feature = "json")] {
/// use specwright_runtime::{Arm, Model, Profile, Schema, Types};
///
/// static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
///
/// specwright_runtime::union! {
///     /// A name or a number.
///     pub enum Id("/components/schemas/Id") [one] {
///         /// A name.
///         0 Name(String) from String => Arm::value(Types::STRING, Schema::PLAIN),
///         /// A number.
///         1 Number(i64) from i64 => Arm::value(Types::INTEGER, Schema::PLAIN),
///     }
/// }
///
/// assert_eq!(Id::decode(b"7").unwrap(), Id::from(7));
/// assert_eq!(Id::decode(b"true").unwrap_err().to_string(), "Expected string | integer, received boolean");
/// assert_eq!(Id::decode_lenient(b"true").unwrap(), Id::Unknown(true.into()));
/// # }
/// ```
#[macro_export]
macro_rules! union {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $type:ident($pointer:literal) [$rule:ident $($call:tt)*] {
            $(
                $(#[$about:meta])*
                $index:literal $variant:ident($value:ty) $(from $source:ty)? => $arm:expr
            ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "a variant is as large as the document makes it")]
        $visibility enum $type {
            $(
                $(#[$about])*
                $variant($value),
            )+
            /// A value that fits none of the schemas: decoding keeps it, validation refuses it.
            Unknown($crate::private::serde_json::Value),
        }

        impl $crate::Union for $type {
            fn shape(&self) -> &'static $crate::UnionShape {
                #[allow(unused_imports, reason = "not every union uses every name")]
                use $crate::rows::*;
                const { &$crate::UnionShape::$rule($pointer, const { &[$($arm),+] }) $($call)* }
            }

            fn select(&mut self, arm: usize) -> &mut dyn $crate::Node {
                *self = match arm {
                    $($index => Self::$variant($crate::Blank::blank()),)+
                    // The reader asks for arms of the shape only.
                    _ => return self,
                };
                match self {
                    $(Self::$variant(value) => value,)+
                    Self::Unknown(value) => value,
                }
            }

            fn keep(&mut self, value: $crate::private::serde_json::Value) {
                *self = Self::Unknown(value);
            }

            fn chosen(&self) -> ::core::option::Option<(usize, &dyn $crate::Node)> {
                match self {
                    $(Self::$variant(value) => ::core::option::Option::Some(($index, value)),)+
                    Self::Unknown(_) => ::core::option::Option::None,
                }
            }
        }

        impl $crate::Node for $type {
            fn read(
                &mut self,
                reader: &mut $crate::Reader<'_>,
                at: &$crate::Path<'_>,
                schema: &'static $crate::Schema,
            ) -> ::core::result::Result<(), $crate::Stop> {
                reader.union(self, at, schema)
            }

            fn write(&self, writer: &mut $crate::Writer) {
                match self {
                    Self::Unknown(value) => $crate::Node::write(value, writer),
                    _ => writer.union(self),
                }
            }

            fn check(
                &self,
                checker: &mut $crate::Checker,
                at: &$crate::Path<'_>,
                schema: &'static $crate::Schema,
            ) {
                checker.union(self, at, schema);
            }
        }

        impl $crate::Blank for $type {
            fn blank() -> Self {
                Self::Unknown($crate::private::serde_json::Value::Null)
            }
        }

        impl $crate::Model for $type {
            const PROFILE: &'static $crate::Profile = &PROFILE;
            $crate::__direction! { $($call)* }
        }

        $($(
            impl ::core::convert::From<$source> for $type {
                fn from(value: $source) -> Self {
                    Self::$variant(value.into())
                }
            }
        )?)+

        $crate::__serde_of_model!($type);
    };
}
