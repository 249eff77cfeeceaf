//! What a script does with a request.

use std::collections::VecDeque;
use std::fmt;
use std::future::pending;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use tokio::time::{Sleep, sleep};

use crate::client::transport::{Body, TransportError, TransportFault};

/// What a [`Script`](super::Script) does with a request: a response, or a failure.
///
/// ```
/// use std::time::Duration;
///
/// use specwright_runtime::client::TransportFault;
/// use specwright_runtime::client::testing::Answer;
///
/// // A body that comes slowly, and not to its end.
/// let slow = Answer::status(200)
///     .header("content-type", "application/json")
///     .chunk(r#"{"name":"#)
///     .wait(Duration::from_secs(5))
///     .chunk(r#""Sol"#)
///     .break_off(TransportFault::Broken);
///
/// // No connection, and no answer ever.
/// let (down, silent) = (Answer::fail(TransportFault::Connect), Answer::silence());
/// ```
#[derive(Clone)]
#[must_use = "an answer does nothing until it is given to a script"]
pub struct Answer {
    after: Duration,
    head: Head,
    body: VecDeque<Part>,
}

#[derive(Clone)]
enum Head {
    Response(StatusCode, HeaderMap),
    Fault(TransportFault),
    Silence,
}

#[derive(Clone)]
enum Part {
    Chunk(Bytes),
    Wait(Duration),
    Fault(TransportFault),
    Stall,
}

impl Answer {
    fn new(head: Head) -> Self {
        Self { after: Duration::ZERO, head, body: VecDeque::new() }
    }

    /// A response without a body.
    ///
    /// # Panics
    ///
    /// When it is no status.
    #[track_caller]
    pub fn status(status: u16) -> Self {
        let Ok(status) = StatusCode::from_u16(status) else { panic!("{status} is no status") };
        Self::new(Head::Response(status, HeaderMap::new()))
    }

    /// A response whose body is JSON.
    ///
    /// # Panics
    ///
    /// When it is no status.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use specwright_runtime::client::testing::Answer;
    ///
    /// // An answer that is late, and one that begins and never ends.
    /// let late = Answer::json(200, "[]").after(Duration::from_secs(5));
    /// let stuck = Answer::status(200).header("content-type", "application/json").chunk("[").stall();
    /// ```
    #[track_caller]
    pub fn json(status: u16, body: impl Into<Bytes>) -> Self {
        Self::status(status).header(CONTENT_TYPE.as_str(), "application/json").chunk(body)
    }

    /// No response.
    pub fn fail(fault: TransportFault) -> Self {
        Self::new(Head::Fault(fault))
    }

    /// No response, ever.
    pub fn silence() -> Self {
        Self::new(Head::Silence)
    }

    /// Adds a header to a response.
    ///
    /// # Panics
    ///
    /// When it is no header.
    #[track_caller]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let header = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value));
        let (Ok(name), Ok(value)) = header else { panic!("`{name}: {value}` is no header") };
        if let Head::Response(_, headers) = &mut self.head {
            headers.append(name, value);
        }
        self
    }

    /// Adds a chunk to the body of a response.
    pub fn chunk(self, chunk: impl Into<Bytes>) -> Self {
        self.part(Part::Chunk(chunk.into()))
    }

    /// Lets time pass before the next chunk.
    pub fn wait(self, delay: Duration) -> Self {
        self.part(Part::Wait(delay))
    }

    /// Breaks the connection where the body is.
    pub fn break_off(self, fault: TransportFault) -> Self {
        self.part(Part::Fault(fault))
    }

    /// Lets nothing come any more, not even an end.
    pub fn stall(self) -> Self {
        self.part(Part::Stall)
    }

    /// Lets time pass before the head of the response, or the failure.
    pub fn after(mut self, delay: Duration) -> Self {
        self.after = delay;
        self
    }

    fn part(mut self, part: Part) -> Self {
        self.body.push_back(part);
        self
    }

    pub(super) fn is_unsent(&self) -> bool {
        matches!(self.head, Head::Fault(TransportFault::Connect | TransportFault::Refused))
    }

    pub(super) async fn give(self) -> Result<http::Response<Body>, TransportError> {
        sleep(self.after).await;
        match self.head {
            Head::Silence => pending().await,
            Head::Fault(fault) => Err(scripted(fault)),
            Head::Response(status, headers) => {
                let mut response =
                    http::Response::new(Body::from_stream(Parts { left: self.body, sleep: None }));
                (*response.status_mut(), *response.headers_mut()) = (status, headers);
                Ok(response)
            }
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.head {
            Head::Response(status, _) => write!(f, "Answer({status})"),
            Head::Fault(fault) => write!(f, "Answer({fault:?})"),
            Head::Silence => f.write_str("Answer(silence)"),
        }
    }
}

fn scripted(fault: TransportFault) -> TransportError {
    TransportError::new(fault, "the script says so")
}

struct Parts {
    left: VecDeque<Part>,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Stream for Parts {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(sleep) = &mut this.sleep {
                if sleep.as_mut().poll(cx).is_pending() {
                    return Poll::Pending;
                }
                this.sleep = None;
            }
            match this.left.pop_front() {
                Some(Part::Wait(delay)) => this.sleep = Some(Box::pin(sleep(delay))),
                Some(Part::Stall) => {
                    this.left.push_front(Part::Stall);
                    return Poll::Pending;
                }
                Some(Part::Chunk(chunk)) => return Poll::Ready(Some(Ok(chunk))),
                Some(Part::Fault(fault)) => return Poll::Ready(Some(Err(scripted(fault)))),
                None => return Poll::Ready(None),
            }
        }
    }
}
