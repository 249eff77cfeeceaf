//! Server-sent events: a stream of them over one connection, or over as many as it takes.

mod parser;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderValue, StatusCode};
use tokio::time::{Sleep, sleep};

use self::parser::{Parser, TooLarge};
use super::error::{Error, Kind};
use super::exchange::{Prepared, exchange};
use super::open::{OpenReply, ReplyBody};
use super::transport::BoxFuture;
use crate::{Model, ValidationErrors};

/// How long to wait before connecting again, unless the server has said so.
const RECONNECT: Duration = Duration::from_secs(3);
/// It may not ask for less: a server that ends every connection at once would be called without a pause.
const LEAST: Duration = Duration::from_millis(100);

/// An event that a server has sent.
///
/// ```
/// use specwright_runtime::client::ServerEvent;
///
/// fn names(event: &ServerEvent) -> Option<Vec<String>> {
///     if event.kind == "names" { event.json().ok() } else { None }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerEvent {
    /// `id` of this event, or of the last one that had one; empty where none had.
    pub id: String,
    /// `event`; `message` where there is none.
    pub kind: String,
    /// The lines of `data`, joined by line feeds.
    pub data: String,
}

impl ServerEvent {
    /// Decodes the data as JSON, leniently.
    ///
    /// # Errors
    ///
    /// [`ValidationErrors`] where it is not what the document describes.
    pub fn json<T: Model>(&self) -> Result<T, ValidationErrors> {
        T::decode_lenient(self.data.as_bytes())
    }
}

/// The events that a server sends, a [`Stream`].
///
/// ```no_run
/// use specwright_runtime::client::{Call, Error};
///
/// async fn follow(call: Call) -> Result<(), Error> {
///     let mut events = call.events().reconnect();
///     while let Some(event) = events.next().await {
///         let event = event?;
///         println!("{}: {}", event.kind, event.data);
///     }
///     Ok(())
/// }
/// ```
pub struct EventStream {
    state: State,
    parser: Parser,
    /// The request, where there is one to send (again).
    source: Option<Arc<Prepared>>,
    reconnects: bool,
    limit: usize,
}

enum State {
    /// The request is sent when the first event is asked for.
    Idle,
    Refused(Error),
    Connecting(BoxFuture<'static, Result<OpenReply, Error>>),
    Open(ReplyBody),
    Waiting(Pin<Box<Sleep>>),
    Over,
}

impl EventStream {
    /// The events of a response that is there.
    pub(crate) fn open(body: ReplyBody, limit: usize) -> Self {
        Self::new(State::Open(body), None, limit)
    }

    /// The events of the responses to a request.
    pub(crate) fn connect(call: Result<Box<Prepared>, Error>, limit: usize) -> Self {
        match call {
            Ok(call) => Self::new(State::Idle, Some(Arc::from(call)), limit),
            Err(error) => Self::new(State::Refused(error), None, limit),
        }
    }

    fn new(state: State, source: Option<Arc<Prepared>>, limit: usize) -> Self {
        Self { state, parser: Parser::new(limit), source, reconnects: false, limit }
    }

    /// Sends the request again when the connection ends or breaks, with the `Last-Event-ID` of the last event.
    ///
    /// It waits as long as the server has said (`retry`), three seconds otherwise, and stops when the server answers
    /// 204, or in another way that is no stream of events, or not at all. A request whose method is not idempotent is
    /// sent again only when the call [says](super::Call::idempotent) that this does no harm.
    #[must_use]
    pub fn reconnect(mut self) -> Self {
        self.reconnects = self.source.as_ref().is_some_and(|call| call.is_idempotent());
        self
    }

    /// The next event; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<ServerEvent, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The id of the last event, from which the server can go on.
    ///
    /// ```
    /// use specwright_runtime::client::EventStream;
    ///
    /// fn keep(events: &EventStream) -> String {
    ///     events.last_event_id().to_owned()
    /// }
    /// ```
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        self.parser.last_id()
    }

    fn connecting(&self) -> State {
        let id = self.parser.last_id();
        let call = self.source.as_ref().and_then(|call| call.again());
        let Some(mut call) = call else { return State::Over };
        if let Ok(id) = HeaderValue::from_bytes(id.as_bytes())
            && !id.is_empty()
        {
            call.head.headers.insert("last-event-id", id);
        }
        State::Connecting(Box::pin(async move {
            let arrived = exchange(&call).await?;
            OpenReply::new(&call, arrived).success().await
        }))
    }

    /// A connection has ended: another one after a while, or the end.
    fn ended(&mut self, error: Option<Error>) -> Option<Result<ServerEvent, Error>> {
        self.parser.restart();
        if self.reconnects {
            let delay = self.parser.retry().unwrap_or(RECONNECT).max(LEAST);
            self.state = State::Waiting(Box::pin(sleep(delay)));
            return None;
        }
        self.state = State::Over;
        error.map(Err)
    }

    /// The response has come.
    fn opened(&mut self, reply: OpenReply) -> Option<Error> {
        // The standard: 204 asks not to come again.
        if reply.status() == StatusCode::NO_CONTENT {
            self.state = State::Over;
            return None;
        }
        match reply.events() {
            Ok(Self { state, .. }) => {
                self.state = state;
                None
            }
            Err(error) => {
                self.state = State::Over;
                Some(error)
            }
        }
    }

    fn too_large(&mut self) -> Option<Result<ServerEvent, Error>> {
        let State::Open(body) = std::mem::replace(&mut self.state, State::Over) else { return None };
        Some(Err(body.head().fail(Kind::TooLarge { limit: self.limit }, Bytes::new())))
    }
}

impl Stream for EventStream {
    type Item = Result<ServerEvent, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            match &mut this.state {
                State::Over => return Poll::Ready(None),
                State::Idle => this.state = this.connecting(),
                State::Refused(_) => {
                    let State::Refused(error) = std::mem::replace(&mut this.state, State::Over) else {
                        return Poll::Ready(None);
                    };
                    return Poll::Ready(Some(Err(error)));
                }
                State::Waiting(sleep) => {
                    ready!(sleep.as_mut().poll(cx));
                    this.state = this.connecting();
                }
                State::Connecting(reply) => match ready!(reply.as_mut().poll(cx)) {
                    Ok(reply) => {
                        if let Some(error) = this.opened(reply) {
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                    Err(error) => {
                        this.state = State::Over;
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                State::Open(body) => match this.parser.next() {
                    Ok(Some(event)) => return Poll::Ready(Some(Ok(event))),
                    Err(TooLarge) => return Poll::Ready(this.too_large()),
                    Ok(None) => {
                        let ended = match ready!(Pin::new(body).poll_next(cx)) {
                            Some(Ok(chunk)) => {
                                this.parser.push(&chunk);
                                continue;
                            }
                            Some(Err(error)) => this.ended(Some(error)),
                            None => this.ended(None),
                        };
                        if ended.is_some() {
                            return Poll::Ready(ended);
                        }
                    }
                },
            }
        }
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").field("reconnects", &self.reconnects).finish_non_exhaustive()
    }
}
