//! How far a response is read before an attempt is over: to the end of its body, or not at all.

use std::future::{Future, poll_fn, ready};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::HeaderMap;
use http::header::CONTENT_LENGTH;
use tokio::time::{Sleep, sleep};

use super::clock::{Clock, Limit};
use super::error::Kind;
use super::transport::{Body, TransportError, TransportFault};

/// The most that is read of a body that nobody wants, so that its connection can be used again.
const DRAINED: usize = 64 * 1024;

/// What is left of a body when an attempt is over.
pub(crate) trait Reading: Sized {
    fn read(
        body: Body,
        headers: &HeaderMap,
        limits: &Limits,
        timer: Pin<&mut Sleep>,
    ) -> impl Future<Output = Result<Self, Interrupted>> + Send;
}

/// How much of a body may come, and how slowly.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) bytes: usize,
    /// Between two chunks.
    pub(crate) silence: Option<Duration>,
    /// For the whole body.
    pub(crate) clock: Clock,
}

/// A body that did not arrive: what came of it, and why there is no more.
pub(crate) struct Interrupted {
    pub(crate) received: Bytes,
    pub(crate) kind: Kind,
}

impl Reading for Body {
    fn read(
        body: Body,
        _: &HeaderMap,
        _: &Limits,
        _: Pin<&mut Sleep>,
    ) -> impl Future<Output = Result<Self, Interrupted>> + Send {
        ready(Ok(body))
    }
}

impl Reading for Bytes {
    #[expect(
        clippy::manual_async_fn,
        reason = "the future of an `async fn` has room for each argument twice"
    )]
    fn read(
        mut body: Body,
        headers: &HeaderMap,
        limits: &Limits,
        mut timer: Pin<&mut Sleep>,
    ) -> impl Future<Output = Result<Self, Interrupted>> + Send {
        async move {
            // Most bodies are one chunk, which is then not copied.
            let mut first = Bytes::new();
            let mut all = BytesMut::new();
            loop {
                let clock = limits.clock.silence(limits.silence);
                let chunk = match clock.limit_with(timer.as_mut(), next(&mut body)).await {
                    Ok(Some(Ok(chunk))) => chunk,
                    Ok(None) => return Ok(whole(first, all)),
                    Ok(Some(Err(error))) => {
                        return Err(Interrupted { received: whole(first, all), kind: interrupted(error) });
                    }
                    Err(limit) => {
                        let kind = Kind::Timeout { limit, source: None };
                        return Err(Interrupted { received: whole(first, all), kind });
                    }
                };
                // Only once there is a body: that of an answer to HEAD is announced and does not come.
                if announced(headers).is_some_and(|length| length > limits.bytes as u64) {
                    return Err(Interrupted { received: Bytes::new(), kind: too_large(limits) });
                }
                let room = limits.bytes - first.len().max(all.len());
                if chunk.len() > room {
                    return Err(Interrupted { received: whole(first, all), kind: too_large(limits) });
                }
                if first.is_empty() && all.is_empty() {
                    first = chunk;
                    continue;
                }
                if all.is_empty() {
                    all.extend_from_slice(&std::mem::take(&mut first));
                }
                all.extend_from_slice(&chunk);
            }
        }
    }
}

/// The next chunk.
fn next(body: &mut Body) -> impl Future<Output = Option<Result<Bytes, TransportError>>> {
    poll_fn(|cx| Pin::new(&mut *body).poll_next(cx))
}

/// The length that the head gives.
fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn too_large(limits: &Limits) -> Kind {
    Kind::TooLarge { limit: limits.bytes }
}

fn whole(first: Bytes, all: BytesMut) -> Bytes {
    if all.is_empty() { first } else { all.freeze() }
}

/// Once there is an answer, every fault but a time limit is a connection that broke.
pub(crate) fn interrupted(error: TransportError) -> Kind {
    match error.fault() {
        TransportFault::Timeout => {
            Kind::Timeout { limit: Limit::Transport, source: Some(error.into_source()) }
        }
        _ => Kind::Broken(error.into_source()),
    }
}

/// What is between two attempts.
pub(crate) struct Pause {
    pub(crate) after: Duration,
    /// The body of the answer, which nobody wants.
    pub(crate) rest: Option<Body>,
}

impl Pause {
    /// Waits, and meanwhile reads the rest of the body, so that its connection can be used again.
    pub(crate) async fn over(self) {
        let mut pause = pin!(sleep(self.after));
        if let Some(mut body) = self.rest {
            let mut drain = pin!(async {
                let mut room = DRAINED;
                while let Ok(Some(chunk)) = body.chunk().await {
                    let Some(left) = room.checked_sub(chunk.len()) else { break };
                    room = left;
                }
            });
            let is_over = poll_fn(|cx| match drain.as_mut().poll(cx) {
                Poll::Ready(()) => Poll::Ready(false),
                Poll::Pending => pause.as_mut().poll(cx).map(|()| true),
            });
            if is_over.await {
                return;
            }
        }
        pause.await;
    }
}
