//! Code of the caller around every attempt: to sign requests, to add a header of a trace, to count, to answer.
//!
//! It is a trait of one function and not a stack of tower layers. A layer is generic over the service that it wraps,
//! so the client would carry the types of all its layers, or box every one of them; it has to be cloned and polled for
//! readiness, which means nothing to a client that keeps its own order; and it would make `tower` a part of this
//! crate's interface. What layers are good for above this seam (retries, limits of time and rate) is the client's own,
//! because it has to know the operation. A tower service that is there already can be put into a
//! [`Transport`](super::Transport).

use http::{Request, Response};

use super::transport::{Body, BoxFuture, RequestBody, Transport, TransportError};

/// Code around every attempt of every call.
///
/// It runs after the credentials were added and inside of the time limits; the future may be dropped at any point.
/// An error with [`TransportFault::Refused`](super::TransportFault::Refused) says that nothing was sent and is not
/// repeated. The extensions of the request hold an [`Attempt`].
///
/// ```
/// use specwright_runtime::client::http::{HeaderValue, Request, Response};
/// use specwright_runtime::client::{Attempt, Body, BoxFuture, Middleware, Next, RequestBody, TransportError};
///
/// /// Tells the server which attempt it sees.
/// struct Numbered;
///
/// impl Middleware for Numbered {
///     fn handle<'a>(
///         &'a self,
///         mut request: Request<RequestBody>,
///         next: Next<'a>,
///     ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
///         let number = request.extensions().get::<Attempt>().map_or(1, |attempt| attempt.number);
///         request.headers_mut().insert("x-attempt", HeaderValue::from(number));
///         next.run(request)
///     }
/// }
/// ```
pub trait Middleware: Send + Sync + 'static {
    /// Handles one attempt: usually changes the request, [runs](Next::run) what comes next, and looks at the response.
    ///
    /// # Errors
    ///
    /// What `next` fails with, or an error of its own.
    fn handle<'a>(
        &'a self,
        request: Request<RequestBody>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>>;
}

/// Which attempt of which operation a request is; in the extensions of requests that [`Middleware`] sees.
///
/// ```
/// use specwright_runtime::client::Attempt;
/// use specwright_runtime::client::http::Request;
///
/// fn is_repetition<B>(request: &Request<B>) -> bool {
///     request.extensions().get::<Attempt>().is_some_and(|attempt| attempt.number > 1)
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// `operationId`.
    pub operation: &'static str,
    /// The number of the attempt, from 1.
    pub number: u32,
}

/// What comes after a middleware: the other ones, then the transport.
///
/// ```
/// use specwright_runtime::client::http::{Request, Response};
/// use specwright_runtime::client::{Body, BoxFuture, Middleware, Next, RequestBody, TransportError};
///
/// /// Says what was answered.
/// struct Loud;
///
/// impl Middleware for Loud {
///     fn handle<'a>(
///         &'a self,
///         request: Request<RequestBody>,
///         next: Next<'a>,
///     ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
///         Box::pin(async move {
///             let response = next.run(request).await?;
///             println!("{}", response.status());
///             Ok(response)
///         })
///     }
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Next<'a> {
    rest: &'a [Box<dyn Middleware>],
    transport: &'a dyn Transport,
}

impl<'a> Next<'a> {
    pub(crate) fn new(rest: &'a [Box<dyn Middleware>], transport: &'a dyn Transport) -> Self {
        Self { rest, transport }
    }

    /// Runs the rest. It can be run again with another request, since `Next` is `Copy`.
    #[must_use]
    pub fn run(self, request: Request<RequestBody>) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        match self.rest {
            [] => self.transport.send(request),
            [first, rest @ ..] => first.handle(request, Self { rest, transport: self.transport }),
        }
    }
}

impl std::fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Next").field("middleware", &self.rest.len()).finish_non_exhaustive()
    }
}
