//! What is the same in every wrapper over a value whose schema is checked by assertions.

/// Everything but how the value is read and written; no one else's business.
#[doc(hidden)]
#[macro_export]
macro_rules! __wrapper {
    ($type:ident($value:ty) = $assertions:expr $(, $direction:expr)?) => {
        impl $crate::Untyped for $type {
            const ASSERTIONS: &'static $crate::Assertions = $assertions;
        }

        impl $crate::Model for $type {
            const PROFILE: &'static $crate::Profile = &PROFILE;
            $(const DIRECTION: ::core::option::Option<$crate::Direction> =
                ::core::option::Option::Some($direction);)?
        }

        impl ::core::convert::From<$value> for $type {
            fn from(value: $value) -> Self {
                Self(value)
            }
        }

        impl ::core::ops::Deref for $type {
            type Target = $value;

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
