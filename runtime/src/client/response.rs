//! What a call gives: the decoded value, with the status and the headers it came with.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::error::{Answer, Error, Kind};
use super::link;
use super::outcome::Failure;
use crate::ValidationErrors;
use crate::header::Headers;
use crate::operation::Operation;

/// A decoded response.
///
/// It dereferences to its value, so that `response.name` reads a field of the value,
/// while the status and the headers of the answer are behind functions.
///
/// ```
/// use specwright_runtime::client::Response;
///
/// fn log(response: &Response<Vec<String>>) {
///     println!("{}: {} items, request {:?}", response.status(), response.len(), response.request_id());
/// }
/// ```
///
/// ```
/// use specwright_runtime::client::{Error, Response};
///
/// fn names(response: Response<Vec<String>>) -> Result<Vec<String>, Error> {
///     if response.has_unknown_attempt() {
///         println!("attempt {} gave this; an earlier one may have been carried out too", response.attempts());
///     }
///     if response.is_empty() {
///         println!("{:?} {:?}", response.headers(), response.retry_after());
///         return Err(response.into_error());
///     }
///     Ok(response.into_value())
/// }
/// ```
#[derive(Clone)]
pub struct Response<T> {
    // Private, so that `response.status` is the field of the value, should it have one of that name.
    value: T,
    operation: &'static Operation,
    /// With the body of an error, for what it says of the problem; that of a success is not kept.
    answer: Answer,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, operation: &'static Operation, mut answer: Answer) -> Self {
        if answer.status.is_success() {
            answer.body = Bytes::new();
        }
        Self { value, operation, answer }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// The decoded body, which the response also dereferences to.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value alone.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// The response with another value, made of this one.
    ///
    /// ```
    /// use specwright_runtime::client::Response;
    ///
    /// fn first(names: Response<Vec<String>>) -> Response<Option<String>> {
    ///     println!("{:?}, more at {:?}", names.value(), names.link("next"));
    ///     names.map(|names| names.into_iter().next())
    /// }
    /// ```
    #[must_use]
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Response<U> {
        let Self { value, operation, answer } = self;
        Response { value: make(value), operation, answer }
    }

    /// The id that the server gave the request: `X-Request-Id`, `Request-Id` or `X-Correlation-Id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.headers())
    }

    /// The target of the first link with this relation, such as `next`: the header `Link`, RFC 8288.
    #[must_use]
    pub fn link(&self, relation: &str) -> Option<&str> {
        link::target(self.headers(), relation)
    }

    /// How long the server asks to wait before the call is repeated, counted from when it answered: `Retry-After`, or
    /// the end of a rate limit that is used up.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.answer.retry_after()
    }

    /// How many attempts were made.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.answer.trail.attempts
    }

    /// Can an earlier attempt have been carried out as well? It was not answered, or in a way that leaves that open.
    #[must_use]
    pub fn has_unknown_attempt(&self) -> bool {
        self.answer.trail.unknown
    }

    /// Reads the headers that the document describes.
    ///
    /// ```
    /// use specwright_runtime::ValidationErrors;
    /// use specwright_runtime::client::Response;
    /// use specwright_runtime::header::Headers;
    ///
    /// fn headers<T, H: Headers>(response: &Response<T>) -> Result<H, ValidationErrors> {
    ///     response.typed_headers()
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// [`ValidationErrors`] whose field is the name of a header that is missing or has a value of another type.
    pub fn typed_headers<H: Headers>(&self) -> Result<H, ValidationErrors> {
        H::from_headers(&|name| {
            self.headers().get(name).and_then(|value| std::str::from_utf8(value.as_bytes()).ok())
        })
    }

    /// The error that a documented response other than a success is, for callers that treat all operations alike.
    #[must_use]
    pub fn into_error(self) -> Error {
        Error::answered(self.operation.id, Kind::Documented, self.answer)
    }

    /// What the variant of an operation's error says; see `operation_error!`.
    #[doc(hidden)]
    #[must_use]
    pub fn failure(&self) -> Failure<'_> {
        Failure::documented(self.operation.id, &self.answer)
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status())
            .field("headers", self.headers())
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// There is no standard for it; these are the names in use.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    const NAMES: [&str; 3] = ["x-request-id", "request-id", "x-correlation-id"];
    NAMES.iter().find_map(|name| headers.get(*name)?.to_str().ok())
}
