//! What is the same in every generated request and every generated error, so that generated code names only
//! what differs.

/// Makes the struct of a request awaitable: `request!(UpdateCustomer -> Customer, UpdateCustomerError);`.
///
/// The struct has one field, `call: Call`, and implements [`Outcome`](crate::client::Outcome).
#[macro_export]
macro_rules! request {
    ($request:ident -> $value:ty, $error:ty) => {
        impl $request {
            /// The most time that this call may take, in place of the client's; `None` for no limit.
            pub fn timeout(
                self,
                limit: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                Self { call: self.call.timeout(limit) }
            }

            /// Sets a header, in place of one of the same name.
            pub fn header(self, name: &str, value: &str) -> Self {
                Self { call: self.call.header(name, value) }
            }

            /// Changes the call, such as when it is repeated: `request.with(Call::idempotent)`.
            pub fn with(
                self,
                change: impl ::core::ops::FnOnce($crate::client::Call) -> $crate::client::Call,
            ) -> Self {
                Self { call: change(self.call) }
            }

            /// Sends the request and reads the response, whatever its status, without decoding it.
            ///
            /// # Errors
            ///
            /// An `Error` when there is no complete response.
            pub async fn reply(self) -> ::core::result::Result<$crate::client::Reply, $crate::client::Error> {
                self.call.reply().await
            }

            /// Sends the request and returns a success before its body is read.
            ///
            /// # Errors
            ///
            /// The operation's error: one that the document describes, or `Other` for everything else.
            pub async fn open(self) -> ::core::result::Result<$crate::client::OpenReply, $error> {
                self.call.open_as::<Self>().await
            }

            /// Sends the request; awaiting the request itself is the same.
            ///
            /// # Errors
            ///
            /// The operation's error: one that the document describes, or `Other` for everything else.
            pub async fn send(self) -> ::core::result::Result<$crate::client::Response<$value>, $error> {
                self.call.send::<Self>().await
            }
        }

        impl ::core::future::IntoFuture for $request {
            type Output = ::core::result::Result<$crate::client::Response<$value>, $error>;
            type IntoFuture = $crate::client::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                ::std::boxed::Box::pin(self.send())
            }
        }
    };
}

/// Makes an enum the error of an operation: `operation_error!(UpdateCustomerError { BadRequest, NotFound });`.
///
/// Each variant that is named holds a [`Response`](crate::client::Response), or a `Box` of one; the enum has one
/// more, `Other(Error)`.
#[macro_export]
macro_rules! operation_error {
    ($error:ident { $($variant:ident),* $(,)? }) => {
        impl $error {
            /// The status, when the server has answered.
            #[must_use]
            pub fn status(&self) -> ::core::option::Option<$crate::client::StatusCode> {
                match self {
                    $(Self::$variant(response) => ::core::option::Option::Some(response.status()),)*
                    Self::Other(error) => error.status(),
                }
            }

            /// The headers, when the server has answered.
            #[must_use]
            pub fn headers(&self) -> ::core::option::Option<&$crate::client::HeaderMap> {
                match self {
                    $(Self::$variant(response) => ::core::option::Option::Some(response.headers()),)*
                    Self::Other(error) => error.headers(),
                }
            }

            /// The id that the server gave the request, when it has answered.
            #[must_use]
            pub fn request_id(&self) -> ::core::option::Option<&str> {
                match self {
                    $(Self::$variant(response) => response.request_id(),)*
                    Self::Other(error) => error.request_id(),
                }
            }

            /// How long the server asks to wait before the call is repeated, when it says so.
            #[must_use]
            pub fn retry_after(&self) -> ::core::option::Option<::core::time::Duration> {
                match self {
                    $(Self::$variant(response) => response.retry_after(),)*
                    Self::Other(error) => error.retry_after(),
                }
            }

            /// What is known of the request: whether the operation may have been carried out.
            #[must_use]
            pub fn delivery(&self) -> $crate::client::Delivery {
                match self {
                    $(Self::$variant(_) => $crate::client::Delivery::Answered,)*
                    Self::Other(error) => error.delivery(),
                }
            }
        }

        impl ::core::fmt::Display for $error {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$variant(response) => response.fmt_error(f),)*
                    Self::Other(error) => ::core::fmt::Display::fmt(error, f),
                }
            }
        }

        impl ::core::error::Error for $error {
            fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
                match self {
                    $(Self::$variant(_) => ::core::option::Option::None,)*
                    Self::Other(error) => ::core::error::Error::source(error),
                }
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
