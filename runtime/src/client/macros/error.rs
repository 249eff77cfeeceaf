//! What the error of every operation has.

/// Makes an enum the error of an operation: `operation_error!(UpdateCustomerError { BadRequest, NotFound });`.
///
/// Each variant that is named holds a [`Response`](crate::client::Response), or a `Box` of one; the enum has one
/// more, `Other(Error)`.
///
/// ```
/// use specwright_runtime::client::{Error, Response};
///
/// #[derive(Debug)]
/// enum FindNoteError {
///     NotFound(Box<Response<String>>),
///     Other(Error),
/// }
///
/// specwright_runtime::operation_error!(FindNoteError { NotFound });
///
/// fn tell(error: FindNoteError) -> Error {
///     println!("{:?}: {error}, {:?}", error.status(), error.delivery());
///     error.into()
/// }
/// ```
#[macro_export]
macro_rules! operation_error {
    ($error:ident { $($variant:ident),* $(,)? }) => {
        impl $error {
            fn failure(&self) -> $crate::client::outcome::Failure<'_> {
                match self {
                    $(Self::$variant(response) => response.failure(),)*
                    Self::Other(error) => $crate::client::outcome::Failure::other(error),
                }
            }

            /// The status, when the server has answered.
            #[must_use]
            pub fn status(&self) -> ::core::option::Option<$crate::client::StatusCode> {
                self.failure().status()
            }

            /// The headers, when the server has answered.
            #[must_use]
            pub fn headers(&self) -> ::core::option::Option<&$crate::client::HeaderMap> {
                self.failure().headers()
            }

            /// The id that the server gave the request, when it has answered.
            #[must_use]
            pub fn request_id(&self) -> ::core::option::Option<&str> {
                self.failure().request_id()
            }

            /// How long the server asks to wait before the call is repeated, when it says so.
            #[must_use]
            pub fn retry_after(&self) -> ::core::option::Option<::core::time::Duration> {
                self.failure().retry_after()
            }

            /// What is known of the request: whether the operation may have been carried out.
            #[must_use]
            pub fn delivery(&self) -> $crate::client::Delivery {
                self.failure().delivery()
            }
        }

        impl ::core::fmt::Display for $error {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.failure().fmt(f)
            }
        }

        impl ::core::error::Error for $error {
            fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
                self.failure().source()
            }
        }

        impl ::core::convert::From<$crate::client::Error> for $error {
            fn from(error: $crate::client::Error) -> Self {
                Self::Other(error)
            }
        }

        impl ::core::convert::From<$error> for $crate::client::Error {
            fn from(error: $error) -> Self {
                match error {
                    $($error::$variant(response) => response.into_error(),)*
                    $error::Other(error) => error,
                }
            }
        }
    };
}
