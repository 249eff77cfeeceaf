//! The seam between the client and HTTP: whatever sends a request and gives its response.
//!
//! Everything above this seam (credentials, time limits, size limits, decoding) is the client's and works with any
//! transport; everything below (connections, TLS, proxies, HTTP versions) is the transport's.

mod body;
mod request_body;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
mod reqwest;

use std::error::Error;
use std::fmt;
use std::pin::Pin;

pub use self::body::Body;
pub use self::request_body::RequestBody;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
pub use self::reqwest::ReqwestTransport;

/// A future on the heap, as [`Transport`] has to return one.
///
/// ```
/// use specwright_runtime::client::BoxFuture;
///
/// fn soon() -> BoxFuture<'static, u8> {
///     Box::pin(async { 1 })
/// }
/// ```
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests.
///
/// A transport sends each request at most once, follows no redirect, and reports every status as a response.
/// It need not limit time: the client drops the future when a call takes too long, which has to abort it.
///
/// ```
/// use specwright_runtime::client::http::{Request, Response};
/// use specwright_runtime::client::{Body, BoxFuture, RequestBody, Transport, TransportError};
///
/// /// Answers every request with 204.
/// struct NoContent;
///
/// impl Transport for NoContent {
///     fn send(&self, _: Request<RequestBody>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
///         Box::pin(async {
///             let mut response = Response::new(Body::empty());
///             *response.status_mut() = http::StatusCode::NO_CONTENT;
///             Ok(response)
///         })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends the request and waits for the head of its response.
    ///
    /// # Errors
    ///
    /// A [`TransportError`] when there is no response; [`TransportFault`] says what the client has to know of why.
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

/// Why a transport has no response, or no more of its body.
///
/// ```
/// use specwright_runtime::client::{TransportError, TransportFault};
///
/// let error = TransportError::new(TransportFault::Connect, "no route to the host");
/// assert_eq!(error.to_string(), "could not connect");
/// ```
#[derive(Debug)]
pub struct TransportError {
    fault: TransportFault,
    source: Box<dyn Error + Send + Sync>,
}

/// What the client has to know of a [`TransportError`].
///
/// ```
/// use specwright_runtime::client::TransportFault;
///
/// fn has_left(fault: TransportFault) -> bool {
///     !matches!(fault, TransportFault::Refused | TransportFault::Connect)
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportFault {
    /// The transport cannot send such a request, so nothing of it has left.
    Refused,
    /// No connection was made, so nothing of the request has left.
    Connect,
    /// A time limit of the transport's own has passed.
    Timeout,
    /// The connection broke, or what came over it is not HTTP; the request may have been carried out.
    Broken,
}

impl TransportError {
    /// An error with its cause.
    ///
    /// The cause is shown to people: it must not hold a secret, nor a URL whose query may hold one.
    pub fn new(fault: TransportFault, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { fault, source: source.into() }
    }

    /// What the client has to know of it.
    ///
    /// ```
    /// use specwright_runtime::client::{TransportError, TransportFault};
    ///
    /// let error = TransportError::new(TransportFault::Broken, "the connection was reset");
    /// assert_eq!(error.fault(), TransportFault::Broken);
    /// ```
    #[must_use]
    pub fn fault(&self) -> TransportFault {
        self.fault
    }

    pub(crate) fn into_source(self) -> Box<dyn Error + Send + Sync> {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.fault {
            TransportFault::Refused => "the transport cannot send the request",
            TransportFault::Connect => "could not connect",
            TransportFault::Timeout => "the transport's time limit has passed",
            TransportFault::Broken => "the connection broke",
        })
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
