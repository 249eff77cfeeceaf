//! A response whose body the caller reads while it arrives: chunk by chunk, line by line, event by event.

use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use tokio::time::{Sleep, sleep};

use super::clock::{Clock, Limit};
use super::drift::OnDrift;
use super::error::{Answer, Error, Kind, Trail};
use super::exchange::{Arrived, Prepared};
use super::json_lines::JsonLines;
use super::reading::{Interrupted, Limits, Reading as _, interrupted};
use super::reply::{Reply, media_type};
use super::response::request_id;
use super::sse::EventStream;
use super::transport::Body;
use crate::Model;
use crate::operation::Operation;

/// A response whose body has not been read.
///
/// The time limit of the call does not hold for the body, the limit of silence
/// ([`read_timeout`](super::Call::read_timeout)) does. Dropping it ends the transfer.
///
/// ```no_run
/// use specwright_runtime::client::{Call, Error};
///
/// async fn download(call: Call) -> Result<u64, Error> {
///     let mut body = call.open().await?.success().await?.into_body();
///     let mut length = 0;
///     while let Some(chunk) = body.chunk().await? {
///         length += chunk.len() as u64;
///     }
///     Ok(length)
/// }
/// ```
pub struct OpenReply {
    body: ReplyBody,
    max_bytes: usize,
}

/// What an error about a body says of its response.
pub(crate) struct Head {
    pub(crate) operation: &'static Operation,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) trail: Trail,
    pub(crate) on_drift: Option<OnDrift>,
}

impl Head {
    pub(crate) fn fail(&self, kind: Kind, body: Bytes) -> Error {
        Error::answered(self.operation.id, kind, self.answer(body))
    }

    fn answer(&self, body: Bytes) -> Answer {
        Answer { status: self.status, headers: self.headers.clone(), body, trail: self.trail }
    }
}

impl OpenReply {
    pub(crate) fn new(call: &Prepared, arrived: Arrived<Body>) -> Self {
        let Arrived { status, headers, body, trail } = arrived;
        let on_drift = call.core.shared().on_drift.clone();
        let head = Arc::new(Head { operation: call.operation, status, headers, trail, on_drift });
        Self {
            body: ReplyBody { head, body, silence: call.options.read_timeout, sleep: None, is_over: false },
            max_bytes: call.core.shared().max_response_bytes,
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.body.head.status
    }

    /// The headers.
    ///
    /// ```no_run
    /// use specwright_runtime::client::{Error, OpenReply};
    ///
    /// async fn text(reply: OpenReply) -> Result<String, Error> {
    ///     println!("{:?}", reply.headers().get("content-length"));
    ///     reply.read().await?.text().map(|text| text.into_value())
    /// }
    /// ```
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.body.head.headers
    }

    /// The id that the server gave the request; see [`Response::request_id`](super::Response::request_id).
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.headers())
    }

    /// Takes the body, to be read as it arrives.
    #[must_use]
    pub fn into_body(self) -> ReplyBody {
        self.body
    }

    /// Reads the body to its end, within the client's limit of size.
    ///
    /// # Errors
    ///
    /// An [`Error`] when it does not arrive, or is larger.
    pub async fn read(self) -> Result<Reply, Error> {
        let ReplyBody { head, body, silence, .. } = self.body;
        let limits = Limits { bytes: self.max_bytes, silence, clock: Clock::start(None) };
        match Bytes::read(body, &head.headers, &limits, pin!(limits.clock.timer())).await {
            Ok(body) => Ok(Reply::new(head.operation, head.answer(body), head.on_drift.clone())),
            Err(Interrupted { received, kind }) => Err(head.fail(kind, received)),
        }
    }

    /// The same response if its status is a success, 200 to 299.
    ///
    /// # Errors
    ///
    /// An [`Error`] with the body, when the status is another one.
    pub async fn success(self) -> Result<Self, Error> {
        if self.status().is_success() { Ok(self) } else { Err(self.read().await?.failure()) }
    }

    /// Reads the body as server-sent events; [`Call::events`](super::Call::events) can connect again.
    ///
    /// # Errors
    ///
    /// An [`Error`] when the body is of another media type than `text/event-stream`.
    ///
    /// ```
    /// use specwright_runtime::client::{Error, OpenReply};
    ///
    /// async fn first(reply: OpenReply) -> Result<Option<String>, Error> {
    ///     Ok(reply.events()?.next().await.transpose()?.map(|event| event.data))
    /// }
    /// ```
    pub fn events(self) -> Result<EventStream, Error> {
        self.expect(&["text/event-stream"])?;
        Ok(EventStream::open(self.body, self.max_bytes))
    }

    /// Reads the body as JSON texts, one to a line (`application/x-ndjson`, `application/jsonl` and the like), or one
    /// after each record separator (`application/json-seq`, RFC 7464).
    ///
    /// # Errors
    ///
    /// An [`Error`] when the body is of a media type that is none of these.
    ///
    /// ```
    /// use specwright_runtime::client::{Error, OpenReply};
    ///
    /// async fn print(reply: OpenReply) -> Result<(), Error> {
    ///     println!("{} {:?}", reply.status(), reply.request_id());
    ///     let mut notes = reply.json_lines::<String>()?;
    ///     while let Some(note) = notes.next().await {
    ///         println!("{}", note?);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn json_lines<T: Model>(self) -> Result<JsonLines<T>, Error> {
        let found = self.expect(JsonLines::<T>::MEDIA_TYPES)?;
        let is_sequence = found.is_some_and(|found| found.ends_with("json-seq"));
        Ok(JsonLines::new(self.body, is_sequence, self.max_bytes))
    }

    /// The media type, if the sender names one; an error if it names another than these.
    fn expect(&self, known: &[&str]) -> Result<Option<String>, Error> {
        match media_type(self.headers()) {
            Some(found) if !known.contains(&found.as_str()) => {
                Err(self.body.head.fail(Kind::ContentType(found), Bytes::new()))
            }
            found => Ok(found),
        }
    }
}

impl fmt::Debug for OpenReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenReply")
            .field("operation", &self.body.head.operation.id)
            .field("status", &self.status())
            .field("headers", self.headers())
            .finish_non_exhaustive()
    }
}

/// The body of a response, as it arrives: a [`Stream`] of chunks, none of which is empty.
///
/// ```no_run
/// use specwright_runtime::client::{Error, ReplyBody};
///
/// async fn first(mut body: ReplyBody) -> Result<usize, Error> {
///     Ok(body.chunk().await?.map_or(0, |chunk| chunk.len()))
/// }
/// ```
pub struct ReplyBody {
    head: Arc<Head>,
    body: Body,
    silence: Option<Duration>,
    /// Runs while nothing comes.
    sleep: Option<Pin<Box<Sleep>>>,
    is_over: bool,
}

impl ReplyBody {
    /// The next chunk; `None` after the last.
    ///
    /// # Errors
    ///
    /// An [`Error`] when the body ends before it is complete, or nothing comes for too long.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    /// Ends the stream with an error.
    fn fail(&mut self, kind: Kind) -> Poll<Option<Result<Bytes, Error>>> {
        self.is_over = true;
        Poll::Ready(Some(Err(self.head.fail(kind, Bytes::new()))))
    }

    /// Has nothing come for too long? The time in which nobody waits does not count.
    fn is_silent(&mut self, cx: &mut Context<'_>) -> Option<Kind> {
        let limit = self.silence?;
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(sleep(limit)));
        sleep
            .as_mut()
            .poll(cx)
            .is_ready()
            .then_some(Kind::Timeout { limit: Limit::Silence(limit), source: None })
    }
}

impl Stream for ReplyBody {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.is_over {
            return Poll::Ready(None);
        }
        match Pin::new(&mut this.body).poll_next(cx) {
            Poll::Ready(Some(Ok(chunk))) => {
                this.sleep = None;
                Poll::Ready(Some(Ok(chunk)))
            }
            Poll::Ready(Some(Err(error))) => this.fail(interrupted(error)),
            Poll::Ready(None) => {
                this.is_over = true;
                Poll::Ready(None)
            }
            Poll::Pending => match this.is_silent(cx) {
                Some(kind) => this.fail(kind),
                None => Poll::Pending,
            },
        }
    }
}

impl fmt::Debug for ReplyBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplyBody").field("operation", &self.head.operation.id).finish_non_exhaustive()
    }
}
