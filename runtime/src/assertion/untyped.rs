//! Components that no Rust type can say: a wrapper over a JSON value with its assertions.

use crate::assertion::{Assertions, Direction};
use crate::wording::Profile;

/// A wrapper over a JSON value that stands for a component which no Rust type can say; the generator prints the
/// implementation.
pub trait Untyped {
    /// What the document asserts of the value.
    const ASSERTIONS: &'static Assertions;

    /// What the generated crate fixes for all its types.
    const PROFILE: &'static Profile;

    /// Which way values go; see [`Model::DIRECTION`](crate::Model::DIRECTION).
    const DIRECTION: Option<Direction> = None;
}

/// Implements [`Node`](crate::Node), [`Blank`](crate::Blank), [`Model`](crate::Model), `From` of and into
/// `serde_json::Value`, `Deref` and `DerefMut`, and the traits of `serde`, for a `pub struct Name(pub
/// serde_json::Value)` that is [`Untyped`]. Needs the feature `json`.
///
/// ```
/// # #[cfg(feature = "json")] {
/// use specwright_runtime::{Assertion, Assertions, Model, Profile, Resource, Types, Untyped};
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Id(pub serde_json::Value);
///
/// static ID: Assertions = Assertions {
///     pointer: "/components/schemas/Id",
///     resource: Resource::ROOT,
///     keywords: &[Assertion::Type(Types::STRING.or(Types::INTEGER)), Assertion::Minimum("1")],
/// };
///
/// impl Untyped for Id {
///     const ASSERTIONS: &'static Assertions = &ID;
///     const PROFILE: &'static Profile = Profile::DEFAULT;
/// }
///
/// specwright_runtime::any!(Id);
///
/// assert_eq!(Id::decode(b"7").unwrap().as_i64(), Some(7));
/// assert_eq!(
///     Id::decode(b"true").unwrap_err().to_string(),
///     "Expected string | integer, received boolean",
/// );
/// assert!(Id(0.into()).validate().is_err());
/// # }
/// ```
#[macro_export]
macro_rules! any {
    ($type:ty) => {
        impl $crate::Node for $type {
            fn read(
                &mut self,
                reader: &mut $crate::Reader<'_>,
                at: &$crate::Path<'_>,
                schema: &'static $crate::Schema,
            ) -> ::core::result::Result<(), $crate::Stop> {
                let assertions = <Self as $crate::Untyped>::ASSERTIONS;
                $crate::private::read_untyped(reader, &mut self.0, assertions, at, schema)
            }

            fn write(&self, writer: &mut $crate::Writer) {
                $crate::Node::write(&self.0, writer);
            }

            fn check(
                &self,
                checker: &mut $crate::Checker,
                _at: &$crate::Path<'_>,
                _schema: &'static $crate::Schema,
            ) {
                checker.untyped();
            }
        }

        impl $crate::Blank for $type {
            const HAS_NULL: bool = true;

            fn blank() -> Self {
                Self($crate::private::serde_json::Value::Null)
            }
        }

        impl $crate::Model for $type {
            const PROFILE: &'static $crate::Profile = <Self as $crate::Untyped>::PROFILE;
            const DIRECTION: ::core::option::Option<$crate::Direction> = <Self as $crate::Untyped>::DIRECTION;

            fn blank() -> Self {
                <Self as $crate::Blank>::blank()
            }
        }

        impl ::core::convert::From<$crate::private::serde_json::Value> for $type {
            fn from(value: $crate::private::serde_json::Value) -> Self {
                Self(value)
            }
        }

        impl ::core::convert::From<$type> for $crate::private::serde_json::Value {
            fn from(value: $type) -> Self {
                value.0
            }
        }

        impl ::core::ops::Deref for $type {
            type Target = $crate::private::serde_json::Value;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl ::core::ops::DerefMut for $type {
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.0
            }
        }

        $crate::__serde_of_model!($type);
    };
}
