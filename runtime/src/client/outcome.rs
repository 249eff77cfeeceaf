//! What the errors and the decoders of all operations have in common, so that generated code says only what differs.

use std::error::Error as _;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::error::{self, Answer, Delivery, Error};
use super::reply::Reply;
use super::response::{self, Response};

/// What an operation's error holds, whichever of its variants it is.
#[doc(hidden)]
pub struct Failure<'e>(Of<'e>);

enum Of<'e> {
    /// An answer that the document describes, to the operation of this name.
    Documented(&'static str, &'e Answer),
    Other(&'e Error),
}

impl<'e> Failure<'e> {
    pub(crate) const fn documented(operation: &'static str, answer: &'e Answer) -> Self {
        Self(Of::Documented(operation, answer))
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn other(error: &'e Error) -> Self {
        Self(Of::Other(error))
    }

    #[doc(hidden)]
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.0 {
            Of::Documented(_, answer) => Some(answer.status),
            Of::Other(error) => error.status(),
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn headers(&self) -> Option<&'e HeaderMap> {
        match self.0 {
            Of::Documented(_, answer) => Some(&answer.headers),
            Of::Other(error) => error.headers(),
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn request_id(&self) -> Option<&'e str> {
        self.headers().and_then(response::request_id)
    }

    #[doc(hidden)]
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self.0 {
            Of::Documented(_, answer) => answer.retry_after(),
            Of::Other(error) => error.retry_after(),
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        match self.0 {
            Of::Documented(..) => Delivery::Answered,
            Of::Other(error) => error.delivery(),
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn source(&self) -> Option<&'e (dyn std::error::Error + 'static)> {
        match self.0 {
            Of::Documented(..) => None,
            Of::Other(error) => error.source(),
        }
    }

    /// Writes the error, as its `Display`.
    ///
    /// # Errors
    ///
    /// What the formatter says.
    #[doc(hidden)]
    pub fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Of::Documented(operation, answer) => error::answer(f, operation, answer),
            Of::Other(error) => fmt::Display::fmt(error, f),
        }
    }
}

/// A documented success, as it was read.
#[doc(hidden)]
pub fn success<T, E: From<Error>>(read: Result<Response<T>, Error>) -> Result<Response<T>, E> {
    read.map_err(E::from)
}

/// A documented success of several, as it was read.
#[doc(hidden)]
pub fn success_as<T, V, E: From<Error>>(
    read: Result<Response<V>, Error>,
    make: fn(V) -> T,
) -> Result<Response<T>, E> {
    Ok(read?.map(make))
}

/// A documented failure, as it was read.
#[doc(hidden)]
pub fn failure_as<T, V, E: From<Error>>(
    read: Result<Response<V>, Error>,
    make: fn(Box<Response<V>>) -> E,
) -> Result<Response<T>, E> {
    Err(make(Box::new(read?)))
}

/// A status that the document does not describe.
#[doc(hidden)]
pub fn undocumented<T, E: From<Error>>(reply: Reply) -> Result<Response<T>, E> {
    Err(reply.undocumented().into())
}
