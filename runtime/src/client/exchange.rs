//! One call: its attempts, each within its limits of time and size, until one of them is final.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, StatusCode};
use tokio::time::Sleep;

use super::auth::{Bearer, Tokens};
use super::clock::{Clock, Limit};
use super::core::{Core, Shared};
use super::error::{Answer, Error, Kind, RequestFault, Trail};
use super::headers;
use super::middleware::{Attempt, Next};
use super::options::Options;
use super::rate_limit::{Limiter, Permit, Quota, Refused};
use super::reading::{Interrupted, Limits, Pause, Reading};
use super::retry::{self, Course, Outcome, is_idempotent};
use super::trace::{self, Attempted};
use super::transport::{Body, RequestBody, TransportError, TransportFault};
use crate::operation::Operation;

/// A request that can be sent, and sent again.
pub(crate) struct Prepared {
    pub(crate) core: Core,
    pub(crate) operation: &'static Operation,
    /// The path template.
    pub(crate) path: &'static str,
    pub(crate) head: http::request::Parts,
    pub(crate) body: RequestBody,
    /// Where the access token comes from, if the request needs one.
    pub(crate) tokens: Option<Arc<Tokens>>,
    pub(crate) options: Options,
}

impl Prepared {
    /// Whether repeating the request does no harm, even where it was carried out.
    pub(crate) fn is_idempotent(&self) -> bool {
        let says_so = self.options.idempotent || self.operation.idempotent;
        says_so || is_idempotent(&self.head.method) || has_key(&self.head.headers)
    }

    /// Whether its body can be sent again.
    fn can_repeat(&self) -> bool {
        self.body.try_clone().is_some()
    }

    /// The host and the port that it goes to.
    pub(crate) fn server(&self) -> (&str, u16) {
        let uri = &self.head.uri;
        let default = if uri.scheme_str() == Some("http") { 80 } else { 443 };
        (uri.host().unwrap_or_default(), uri.port_u16().unwrap_or(default))
    }

    /// The same request, if its body can be sent again.
    pub(crate) fn again(&self) -> Option<Self> {
        Some(Self {
            core: self.core.clone(),
            operation: self.operation,
            path: self.path,
            head: self.head.clone(),
            body: self.body.try_clone()?,
            tokens: self.tokens.clone(),
            options: self.options,
        })
    }
}

/// A response, as far as it was read.
pub(crate) struct Arrived<R> {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: R,
    pub(crate) trail: Trail,
}

impl Arrived<Bytes> {
    pub(crate) fn into_answer(self) -> Answer {
        Answer { status: self.status, headers: self.headers, body: self.body, trail: self.trail }
    }
}

/// Sends the request until there is a final response; dropping the future at any point aborts what it does.
pub(crate) async fn exchange<R: Reading>(call: &Prepared) -> Result<Arrived<R>, Error> {
    let span = trace::call(call);
    // Pinned where they are: to wrap futures of this size is to copy them.
    let mut running = pin!(run(call));
    let result = poll_fn(|cx| span.in_scope(|| running.as_mut().poll(cx))).await;
    if let Err(error) = &result {
        trace::failed(&span, error);
    }
    result
}

async fn run<R: Reading>(call: &Prepared) -> Result<Arrived<R>, Error> {
    let clock = Clock::start(call.options.timeout);
    let mut course = Course::new(call.core.shared(), &call.options.retry, call.is_idempotent());
    loop {
        let number = course.begin();
        let pause = {
            let span = trace::attempt(call, number);
            let mut attempted = Attempted::start(call, number, &span);
            let mut attempt = pin!(attempt(call, &mut course, &clock, &mut attempted));
            match poll_fn(|cx| span.in_scope(|| attempt.as_mut().poll(cx))).await {
                Step::Done(result) => return result,
                Step::Again(pause) => pause,
            }
        };
        trace::retry(call, number, pause.after);
        // What happens seldom is on the heap, so that the future of every call need not have room for it.
        Box::pin(pause.over()).await;
    }
}

/// What comes after an attempt.
enum Step<R> {
    Done(Result<Arrived<R>, Error>),
    Again(Pause),
}

async fn attempt<R: Reading>(
    call: &Prepared,
    course: &mut Course<'_>,
    clock: &Clock,
    attempted: &mut Attempted<'_>,
) -> Step<R> {
    let shared = call.core.shared();
    let mut timer = pin!(clock.timer());
    // The answer stays where it is until the end: whatever is taken apart or borrowed while something is awaited has
    // room of its own in the future of every call.
    let mut sent = match send(call, course.trail().attempts, clock, timer.as_mut()).await {
        Ok(sent) => sent,
        Err(kind) => return unanswered(call, course, *clock, attempted, kind),
    };
    headers::mark_sensitive(sent.response.headers_mut(), shared.api.security_schemes);
    if sent.response.status() == StatusCode::UNAUTHORIZED
        && call.can_repeat()
        && course.may_renew()
        && Box::pin(renew(call, sent.token.as_ref(), *clock)).await
    {
        attempted.end(Some(sent.response.status()), None);
        return Step::Again(Pause { after: Duration::ZERO, rest: Some(sent.response.into_body()) });
    }
    let outcome = Outcome::Answered(sent.response.status(), sent.response.headers());
    if let Some(after) = course.again(outcome, *clock, call.can_repeat()) {
        attempted.end(Some(sent.response.status()), None);
        return Step::Again(Pause { after, rest: Some(sent.response.into_body()) });
    }
    let body = std::mem::replace(sent.response.body_mut(), Body::empty());
    match R::read(body, sent.response.headers(), &sent.limits, timer.as_mut()).await {
        Ok(body) => arrived(course, attempted, sent, body),
        Err(interrupted) => broken(call, course, *clock, attempted, sent, interrupted),
    }
}

/// There is no answer.
fn unanswered<R>(
    call: &Prepared,
    course: &mut Course<'_>,
    clock: Clock,
    attempted: &mut Attempted<'_>,
    kind: Kind,
) -> Step<R> {
    attempted.end(None, Some(&kind));
    match course.again(Outcome::Unanswered(&kind), clock, call.can_repeat()) {
        Some(after) => Step::Again(Pause { after, rest: None }),
        None => Step::Done(Err(Error::new(call.operation.id, kind).after(course.trail()))),
    }
}

/// The answer is complete.
fn arrived<R>(course: &Course<'_>, attempted: &mut Attempted<'_>, sent: Sent, body: R) -> Step<R> {
    let (head, _) = sent.response.into_parts();
    attempted.end(Some(head.status), None);
    if !course.is_failure(head.status) {
        course.succeed();
    }
    Step::Done(Ok(Arrived { status: head.status, headers: head.headers, body, trail: course.trail() }))
}

/// There is a head, and not all of the body.
fn broken<R>(
    call: &Prepared,
    course: &mut Course<'_>,
    clock: Clock,
    attempted: &mut Attempted<'_>,
    sent: Sent,
    Interrupted { received, kind }: Interrupted,
) -> Step<R> {
    let (head, _) = sent.response.into_parts();
    attempted.end(Some(head.status), Some(&kind));
    if let Some(after) = course.again(Outcome::Interrupted(&kind), clock, call.can_repeat()) {
        return Step::Again(Pause { after, rest: None });
    }
    let answer = Answer { status: head.status, headers: head.headers, body: received, trail: course.trail() };
    Step::Done(Err(Error::answered(call.operation.id, kind, answer)))
}

/// What came of sending the request once.
struct Sent {
    response: http::Response<Body>,
    /// The access token that it carried.
    token: Option<Arc<Bearer>>,
    /// How the body may come.
    limits: Limits,
}

async fn send(call: &Prepared, number: u32, clock: &Clock, timer: Pin<&mut Sleep>) -> Result<Sent, Kind> {
    let shared = call.core.shared();
    let token = match &call.tokens {
        Some(tokens) => match Box::pin(clock.limit(tokens.get(&*shared.transport, *clock))).await {
            Ok(token) => Some(token.map_err(Kind::Token)?),
            Err(limit) => return Err(Kind::Waited { limit, what: "getting an access token" }),
        },
        None => None,
    };
    let mut permit = match &shared.limiter {
        Some(limiter) => Some(Box::pin(enter(limiter, call, number, *clock)).await?),
        None => None,
    };
    // Only now, so that a call that waits need not have room for it.
    let request = request(call, number, token.as_deref())?;
    let limits = Limits {
        bytes: shared.max_response_bytes,
        silence: call.options.read_timeout,
        clock: clock.attempt(call.options.attempt_timeout),
    };
    let next = Next::new(&shared.middleware, &*shared.transport);
    permit.iter_mut().for_each(Permit::sent);
    let response = match limits.clock.limit_with(timer, next.run(request)).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => return Err(fault(call, error)),
        Err(limit) => return Err(Kind::Timeout { limit, source: None }),
    };
    if let Some(permit) = permit {
        permit.answered(quota(shared, &response));
    }
    Ok(Sent { response, token, limits })
}

/// Waits for the rate limit, as the caller wants.
async fn enter<'c>(
    limiter: &'c Limiter,
    call: &'c Prepared,
    number: u32,
    clock: Clock,
) -> Result<Permit<'c>, Kind> {
    match limiter.enter(clock, |delay| trace::waiting(call, number, delay)).await {
        Ok(permit) => Ok(permit),
        Err(Refused::UsedUp(wait)) => Err(Kind::RateLimited { wait }),
        Err(Refused::Waited(limit)) => Err(Kind::Waited { limit, what: "waiting for the rate limit" }),
    }
}

/// What an answer says of the rate limit. A 429 says that nothing is left, whatever its headers say.
fn quota(shared: &Shared, response: &http::Response<Body>) -> Quota {
    let now = SystemTime::now();
    let quota = Quota::read(response.headers(), &shared.rate_limit_names, now);
    if response.status() != StatusCode::TOO_MANY_REQUESTS {
        return quota;
    }
    let reset = retry::after(response.headers(), now).or(quota.reset);
    Quota { remaining: Some(0), reset, ..quota }
}

/// Gets another access token than the one that was refused.
async fn renew(call: &Prepared, refused: Option<&Arc<Bearer>>, clock: Clock) -> bool {
    let (Some(tokens), Some(refused)) = (&call.tokens, refused) else { return false };
    let renewed = clock.limit(tokens.renew(refused, &*call.core.shared().transport, clock)).await;
    matches!(renewed, Ok(Ok(_)))
}

fn request(call: &Prepared, number: u32, token: Option<&Bearer>) -> Result<http::Request<RequestBody>, Kind> {
    let Some(body) = call.body.try_clone() else {
        return Err(Kind::Request(RequestFault::Transport("the body can be sent only once".into())));
    };
    let mut request = http::Request::from_parts(call.head.clone(), body);
    if let Some(token) = token {
        request.headers_mut().insert(AUTHORIZATION, token.header());
    }
    if !call.core.shared().middleware.is_empty() {
        request.extensions_mut().insert(Attempt { operation: call.operation.id, number });
    }
    Ok(request)
}

fn fault(call: &Prepared, error: TransportError) -> Kind {
    match error.fault() {
        TransportFault::Refused => Kind::Request(RequestFault::Transport(error.into_source())),
        TransportFault::Connect => {
            let (host, port) = call.server();
            Kind::Connect { server: format!("{host}:{port}"), source: error.into_source() }
        }
        TransportFault::Timeout => {
            Kind::Timeout { limit: Limit::Transport, source: Some(error.into_source()) }
        }
        TransportFault::Broken => Kind::Broken(error.into_source()),
    }
}

/// By this header, draft-ietf-httpapi-idempotency-key-header, the server knows a request that it has seen before.
fn has_key(headers: &HeaderMap) -> bool {
    static KEY: HeaderName = HeaderName::from_static("idempotency-key");
    headers.contains_key(&KEY)
}
