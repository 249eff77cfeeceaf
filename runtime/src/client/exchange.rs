//! One exchange: the request goes out, the whole response comes in, within its limits of time and size.

use std::future::Future;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http::header::CONTENT_LENGTH;
use tokio::time::{Instant, timeout_at};
use tracing::Instrument as _;

use super::api::Operation;
use super::core::Core;
use super::error::{Answer, Error, Kind, RequestFault};
use super::headers;
use super::reply::Reply;
use super::trace;
use super::transport::{Body, RequestBody, TransportError, TransportFault};

/// Sends the request and reads the response; dropping the future at any point aborts both.
pub(crate) async fn exchange(
    core: &Core,
    operation: &'static Operation,
    request: http::Request<RequestBody>,
    timeout: Option<Duration>,
) -> Result<Reply, Error> {
    let span = trace::span(core, operation);
    let clock = Clock::start(timeout);
    let result = run(core, operation, request, clock).instrument(span.clone()).await;
    trace::record(&span, &result);
    result
}

async fn run(
    core: &Core,
    operation: &'static Operation,
    request: http::Request<RequestBody>,
    clock: Clock,
) -> Result<Reply, Error> {
    let shared = core.shared();
    let response = match clock.limit(shared.transport.send(request)).await {
        Ok(response) => response,
        Err(failure) => return Err(Error::new(operation.id, unanswered(core, failure))),
    };
    let (mut head, mut body) = response.into_parts();
    headers::mark_sensitive(&mut head.headers, shared.api.security_schemes);
    let (body, failure) = read(&mut body, &head.headers, shared.max_response_bytes, clock).await;
    let answer = Answer { status: head.status, headers: head.headers, body };
    match failure {
        None => Ok(Reply::new(operation, answer)),
        Some(kind) => Err(Error::answered(operation.id, kind, answer)),
    }
}

/// Reads the body: what came of it, and why there is no more where there should be.
async fn read(body: &mut Body, headers: &HeaderMap, limit: usize, clock: Clock) -> (Bytes, Option<Kind>) {
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit as u64) {
        return (Bytes::new(), Some(Kind::TooLarge { limit }));
    }
    // Most bodies are one chunk, which is then not copied.
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    loop {
        let chunk = match clock.limit(body.chunk()).await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => return (whole(first, all), None),
            Err(failure) => return (whole(first, all), Some(interrupted(failure))),
        };
        let room = limit - first.len().max(all.len());
        if chunk.len() > room {
            return (whole(first, all), Some(Kind::TooLarge { limit }));
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

fn whole(first: Bytes, all: BytesMut) -> Bytes {
    if all.is_empty() { first } else { all.freeze() }
}

/// Why something did not happen: the transport's reason, or the time limit of the call.
enum Failure {
    Transport(TransportError),
    Elapsed(Duration),
}

fn unanswered(core: &Core, failure: Failure) -> Kind {
    let error = match failure {
        Failure::Transport(error) => error,
        Failure::Elapsed(limit) => return Kind::Timeout { limit: Some(limit), source: None },
    };
    let base = &core.shared().base;
    match error.fault() {
        TransportFault::Refused => Kind::Request(RequestFault::Transport(error.into_source())),
        TransportFault::Connect => {
            let server = format!("{}:{}", base.host(), base.port());
            Kind::Connect { server, source: error.into_source() }
        }
        TransportFault::Timeout => Kind::Timeout { limit: None, source: Some(error.into_source()) },
        TransportFault::Broken => Kind::Broken(error.into_source()),
    }
}

/// Once there is an answer, every other fault is a connection that broke.
fn interrupted(failure: Failure) -> Kind {
    match failure {
        Failure::Elapsed(limit) => Kind::Timeout { limit: Some(limit), source: None },
        Failure::Transport(error) if error.fault() == TransportFault::Timeout => {
            Kind::Timeout { limit: None, source: Some(error.into_source()) }
        }
        Failure::Transport(error) => Kind::Broken(error.into_source()),
    }
}

/// The time limit of a call: one moment for all that it waits for.
#[derive(Clone, Copy)]
struct Clock(Option<(Instant, Duration)>);

impl Clock {
    /// A limit that is beyond what the clock can express is none.
    fn start(limit: Option<Duration>) -> Self {
        Self(limit.and_then(|limit| Some((Instant::now().checked_add(limit)?, limit))))
    }

    async fn limit<T>(self, future: impl Future<Output = Result<T, TransportError>>) -> Result<T, Failure> {
        let Some((deadline, limit)) = self.0 else { return future.await.map_err(Failure::Transport) };
        match timeout_at(deadline, future).await {
            Ok(result) => result.map_err(Failure::Transport),
            Err(_) => Err(Failure::Elapsed(limit)),
        }
    }
}
