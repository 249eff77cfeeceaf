//! A request that is being put together: what generated methods fill in, and callers may still change.

mod argument;
mod follow;
mod named;
mod open;
mod options;
mod pages;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};

pub(crate) use self::follow::LinkFault;
use super::builder::checked_base;
use super::core::Core;
use super::error::{Error, Kind, RequestFault};
use super::exchange::{Arrived, Prepared, exchange};
use super::headers::{self, Names};
use super::options::Options;
use super::raw::Raw;
use super::reply::Reply;
use super::response::Response;
use super::target::Target;
use super::transport::{BoxFuture, RequestBody};
use crate::operation::Operation;

/// A call of one operation, not yet sent.
///
/// What cannot be sent is not reported by the setters but by [`send`](Self::send), the first of it only.
///
/// ```no_run
/// use std::time::Duration;
///
/// use specwright_runtime::client::{Core, Error, Method};
///
/// async fn rename(core: &Core, id: &str) -> Result<(), Error> {
///     let reply = core
///         .request(Method::POST, "/v1/customers/{id}/name")
///         .path("id", id)
///         .query("notify", "no")
///         .header("x-trace", "4711")
///         .text_body("text/plain", "SolarDach")
///         .idempotency_key("0e9d8a44-7b1c-4c3f-9c5d-4f2f0e0e7c11")
///         .timeout(Duration::from_secs(5))
///         .reply()
///         .await?;
///     reply.success().map(drop)
/// }
/// ```
#[must_use = "a call is not sent until it is awaited"]
pub struct Call {
    core: Core,
    operation: &'static Operation,
    target: Target,
    headers: HeaderMap,
    body: RequestBody,
    options: Options,
    /// What is called in place of the operation.
    raw: Option<Raw>,
    /// Where a link of the server leads, in place of path and query.
    link: Option<String>,
    refused: Option<Error>,
}

/// What the document says of the responses of one operation: how a reply becomes a value or an error.
///
/// It is implemented by the generated request of each operation.
///
/// ```
/// use specwright_runtime::client::{Error, Outcome, Reply, Response};
///
/// /// Any success, whatever is in it.
/// struct Accepted;
///
/// impl Outcome for Accepted {
///     type Value = ();
///     type Error = Error;
///
///     fn decode(reply: Reply) -> Result<Response<()>, Error> {
///         if reply.status().is_success() { reply.none() } else { Err(reply.undocumented()) }
///     }
/// }
/// ```
pub trait Outcome: 'static {
    /// What the operation gives when it succeeds.
    type Value;
    /// What it gives when it does not.
    type Error: From<Error>;

    /// Decides by the status, and decodes.
    ///
    /// # Errors
    ///
    /// The operation's own error for every reply that is no success.
    fn decode(reply: Reply) -> Result<Response<Self::Value>, Self::Error>;
}

/// A request on its way: what is awaited for what comes of it.
///
/// It has a type that can be named, which costs the compiler far less than one of its own for every operation.
///
/// ```no_run
/// use specwright_runtime::client::{Call, Reply, Sending};
///
/// struct Probe {
///     running: Sending<Reply>,
/// }
///
/// fn start(call: Call) -> Probe {
///     Probe { running: call.reply() }
/// }
/// ```
pub type Sending<T, E = Error> = BoxFuture<'static, Result<T, E>>;

impl Call {
    pub(super) fn new(core: Core, operation: &'static Operation) -> Self {
        let options = core.shared().options;
        let mut headers = HeaderMap::new();
        if !operation.accept.is_empty() {
            headers.insert(ACCEPT, HeaderValue::from_static(operation.accept));
        }
        Self {
            core,
            operation,
            target: Target::default(),
            headers,
            body: RequestBody::empty(),
            options,
            raw: None,
            link: None,
            refused: None,
        }
    }

    pub(super) fn raw(core: Core, operation: &'static Operation, raw: Raw) -> Self {
        Self { raw: Some(raw), ..Self::new(core, operation) }
    }

    /// Adds a query parameter, which is percent-encoded.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.target.query(name, value);
        self
    }

    /// Sets a header, in place of one of the same name.
    ///
    /// A header in which a credential is sent takes the place of that credential.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let schemes = self.core.shared().api.security_schemes;
        let result = headers::set(&mut self.headers, schemes, name, value);
        self.note(result.map_err(RequestFault::Header))
    }

    /// Sets the body, as it is: bytes, or a [`RequestBody`] that streams.
    ///
    /// ```
    /// use specwright_runtime::client::{Call, Outcome, Response};
    ///
    /// async fn upload<O: Outcome>(call: Call, picture: Vec<u8>) -> Result<Response<O::Value>, O::Error> {
    ///     call.body("image/png", picture).send::<O>().await
    /// }
    /// ```
    pub fn body(mut self, media_type: &'static str, body: impl Into<RequestBody>) -> Self {
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        self.body = body.into();
        self
    }

    /// The most time that this call may take, in place of the client's; `None` for no limit.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.options.timeout = limit.into();
        self
    }

    /// Sends the request, reads the response, and decodes it as `O` says.
    ///
    /// # Errors
    ///
    /// The operation's error: a documented one, or an [`Error`] for everything else.
    pub fn send<O: Outcome>(self) -> Sending<Response<O::Value>, O::Error> {
        let call = self.prepare();
        // Not by way of `reply`: each future around another one holds what it was made of once more.
        Box::pin(async move {
            match call {
                Ok(ref call) => O::decode(replied(call).await?),
                Err(error) => Err(error.into()),
            }
        })
    }

    /// Sends the request and reads the response, whatever its status.
    ///
    /// # Errors
    ///
    /// An [`Error`] when the request cannot be sent, or there is no complete response.
    pub fn reply(self) -> Sending<Reply> {
        let call = self.prepare();
        Box::pin(async move {
            match call {
                Ok(ref call) => replied(call).await,
                Err(error) => Err(error),
            }
        })
    }

    /// The request as it goes to the transport, with its credentials.
    pub(super) fn prepare(mut self) -> Result<Box<Prepared>, Error> {
        if let Some(error) = self.refused.take() {
            return Err(error);
        }
        let shared = self.core.shared();
        for (name, value) in &shared.headers {
            self.headers.entry(name).or_insert_with(|| value.clone());
        }
        let schemes = shared.api.security_schemes;
        let (method, path) = match &self.raw {
            Some(raw) => (raw.method.clone(), raw.path),
            None => (self.operation.method(), self.operation.path),
        };
        let refuse = |fault| Error::new(self.operation.id, Kind::Request(fault));
        let own_base = match self.operation.servers.first() {
            Some(server) if !shared.base_is_given && self.raw.is_none() => {
                let base = checked_base(server, shared.allow_plain_http);
                Some(base.map_err(|fault| self.error(Kind::Config(fault)))?)
            }
            _ => None,
        };
        let base = own_base.as_ref().unwrap_or(&shared.base);
        let own = |target: &Target| {
            target.render(base.as_str(), path).map_err(|fault| refuse(RequestFault::Target(fault)))
        };
        // A link takes the place of the query, though not of the credentials in it.
        let linked = match &self.link {
            Some(link) => Some((own(&std::mem::take(&mut self.target))?, link)),
            None => None,
        };
        let (headers, target) = (&mut self.headers, &mut self.target);
        let tokens = if self.raw.is_some() {
            Ok(shared.credentials.apply_all(headers, target))
        } else {
            shared.credentials.apply(self.operation, schemes, headers, target)
        };
        let tokens = tokens.map_err(|missing| Error::new(self.operation.id, Kind::Credential(missing)))?;
        let url = match linked {
            Some((own, link)) => {
                let url = follow::resolve(&own, link, &self.target);
                url.map_err(|fault| refuse(RequestFault::Link(fault)))?
            }
            None => own(&self.target)?,
        };
        let uri = http::Uri::try_from(url).map_err(|error| refuse(RequestFault::Url(error.into())))?;
        let (mut head, ()) = http::Request::new(()).into_parts();
        (head.method, head.uri, head.headers) = (method, uri, self.headers);
        let Self { core, operation, body, options, .. } = self;
        // On the heap, so that the futures that it moves through are small.
        Ok(Box::new(Prepared { core, operation, path, head, body, tokens, options }))
    }

    fn note(mut self, result: Result<(), RequestFault>) -> Self {
        if let Err(fault) = result
            && self.refused.is_none()
        {
            self.refused = Some(self.error(Kind::Request(fault)));
        }
        self
    }

    fn error(&self, kind: Kind) -> Error {
        Error::new(self.operation.id, kind)
    }
}

/// The whole response.
async fn replied(call: &Prepared) -> Result<Reply, Error> {
    let arrived: Arrived<Bytes> = exchange(call).await?;
    Ok(Reply::new(call.operation, arrived.into_answer(), call.core.shared().on_drift.clone()))
}

impl fmt::Debug for Call {
    /// Without values: a path, a query, a header or a body may hold what must not be in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .field("headers", &Names(&self.headers))
            .field("body", &self.body)
            .field("options", &self.options)
            .field("refused", &self.refused)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Prepared;

    fn size_of_future<'a, F>(_: fn(&'a Prepared) -> F) -> usize {
        size_of::<F>()
    }

    /// Each call has its future on the heap: allocators keep blocks of up to a kilobyte at hand, and search for others.
    #[test]
    fn the_future_of_a_call_is_small() {
        let size = size_of_future(super::replied as fn(_) -> _);
        // Around it are the prepared call, and what it gives.
        assert!(size <= 1024 - 64, "{size} bytes");
    }
}
