//! Components that no Rust type can say: a wrapper over a JSON value with its assertions.

use crate::assertion::Assertions;

/// A wrapper over a JSON value that stands for a component which no Rust type can say; [`any!`](crate::any!)
/// implements it.
///
/// ```
/// use specwright_runtime::{Assertion, Assertions, Untyped};
///
/// static ID: Assertions = Assertions::new("/components/schemas/Id", &[Assertion::MinLength(3)]);
///
/// struct Id(String);
///
/// impl Untyped for Id {
///     const ASSERTIONS: &'static Assertions = &ID;
/// }
///
/// assert_eq!(Id::ASSERTIONS.pointer, "/components/schemas/Id");
/// ```
pub trait Untyped {
    /// What the document asserts of the value.
    const ASSERTIONS: &'static Assertions;
}

/// Defines a wrapper over a JSON value: a struct with the value as its public field, [`Untyped`],
/// [`Node`](crate::Node), [`Blank`](crate::Blank), [`Model`](crate::Model), `From` of and into `serde_json::Value`,
/// `Deref` and `DerefMut`, and the traits of `serde`. Needs the feature `json`.
///
/// Behind the assertions comes the direction of the values, where something of them goes one way only.
/// A static `PROFILE` has to be in scope.
///
/// ```
/// # #[cfg(feature = "json")] {
/// use specwright_runtime::{Assertion, Assertions, Model, Profile, Resource, Types};
///
/// static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
///
/// static ID: Assertions = Assertions {
///     pointer: "/components/schemas/Id",
///     resource: Resource::ROOT,
///     keywords: &[Assertion::Type(Types::STRING.or(Types::INTEGER)), Assertion::Minimum("1")],
/// };
///
/// specwright_runtime::any! {
///     /// A text or a positive number.
///     pub struct Id = &ID;
/// }
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
    (
        $(#[$meta:meta])*
        $visibility:vis struct $type:ident = $assertions:expr $(, $direction:expr)?;
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        $visibility struct $type(pub $crate::private::serde_json::Value);

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

        impl ::core::convert::From<$type> for $crate::private::serde_json::Value {
            fn from(value: $type) -> Self {
                value.0
            }
        }

        $crate::__wrapper!($type($crate::private::serde_json::Value) = $assertions $(, $direction)?);
    };
}
