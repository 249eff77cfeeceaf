//! Why a call did not give what it should: one error for everything that can happen to any operation.

mod config;
mod display;
mod kind;
mod problem;
mod trail;

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::response::request_id;
use super::retry;
use crate::ValidationErrors;
pub(crate) use config::{ConfigFault, Wanted};
pub(crate) use display::answer;
pub(crate) use kind::{Kind, RequestFault};
pub use problem::ProblemDetails;
pub(crate) use trail::Trail;

/// The most that an [`Error`] keeps of a body.
const KEPT: usize = 64 * 1024;

/// Why a call, or the building of a client, failed.
///
/// It holds no secret: neither `Display` nor `Debug` nor a source shows a credential, a query or the body of a
/// request. What the server wrote (title and detail of a problem) is shown.
///
/// ```
/// use specwright_runtime::client::{Delivery, Error};
///
/// fn report(error: &Error) {
///     match (error.delivery(), error.problem()) {
///         (Delivery::NotSent, _) => eprintln!("safe to repeat: {error}"),
///         (Delivery::Unknown, _) => eprintln!("look first whether it was carried out: {error}"),
///         (Delivery::Answered, Some(problem)) => eprintln!("refused: {:?}", problem.detail),
///         (Delivery::Answered, None) => eprintln!("status {:?}: {error}", error.status()),
///     }
/// }
/// ```
///
/// Why a call failed can be asked for without matching:
///
/// ```
/// use specwright_runtime::client::Error;
///
/// fn advice(error: &Error) -> String {
///     if error.is_config() || error.is_credential() || error.is_request() || error.is_validation() {
///         return format!("mend the program: {error} {:?}", error.validation_errors());
///     }
///     if error.is_connect() || error.is_timeout() || error.is_broken() || error.has_unknown_attempt() {
///         return format!("the network, after {} attempts", error.attempts());
///     }
///     if error.is_rate_limited() {
///         return format!("too fast: wait for {:?}", error.retry_after());
///     }
///     if error.is_too_large() || error.is_content_type() || error.is_decode() {
///         return format!("not what the document says: {:?} {:?}", error.headers(), error.body());
///     }
///     let known = error.is_documented() && !error.is_undocumented();
///     format!("an answer that the document knows: {known}")
/// }
/// ```
pub struct Error {
    // Boxed, so that the `Result` of a call is not larger than its value.
    inner: Box<Inner>,
}

struct Inner {
    kind: Kind,
    /// `operationId`; none while the client is being built.
    operation: Option<&'static str>,
    answer: Option<Answer>,
    trail: Trail,
}

/// What came back from the server.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) trail: Trail,
}

impl Answer {
    /// How long the server asks to wait.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        self.trail.asked.or_else(|| retry::after(&self.headers, SystemTime::now()))
    }
}

/// What is known of the request that a call was to send.
///
/// ```
/// use specwright_runtime::client::{Delivery, Error};
///
/// fn may_be_repeated_by_hand(error: &Error) -> bool {
///     error.delivery() == Delivery::NotSent
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Nothing of the last attempt has left, and no other one can have been carried out.
    NotSent,
    /// Something of an attempt may have left, and no answer came: the operation may have been carried out.
    Unknown,
    /// The server has answered the last attempt: [`Error::status`] says how.
    Answered,
}

impl Error {
    /// An error without an answer.
    pub(crate) fn new(operation: &'static str, kind: Kind) -> Self {
        Self::make(Some(operation), kind, None, Trail::default())
    }

    /// An error of the builder.
    pub(crate) fn config(fault: ConfigFault) -> Self {
        Self::make(None, Kind::Config(fault), None, Trail::default())
    }

    /// An error about an answer.
    pub(crate) fn answered(operation: &'static str, kind: Kind, mut answer: Answer) -> Self {
        if answer.body.len() > KEPT {
            // A copy, since a slice would keep all of it in memory.
            answer.body = Bytes::copy_from_slice(&answer.body[..KEPT]);
        }
        let trail = answer.trail;
        Self::make(Some(operation), kind, Some(answer), trail)
    }

    fn make(operation: Option<&'static str>, kind: Kind, answer: Option<Answer>, trail: Trail) -> Self {
        Self { inner: Box::new(Inner { kind, operation, answer, trail }) }
    }

    /// The same after what the attempts of the call have left behind.
    pub(crate) fn after(mut self, trail: Trail) -> Self {
        self.inner.trail = trail;
        self
    }

    /// What went wrong, in one word; for traces.
    pub(crate) fn kind_name(&self) -> &'static str {
        self.inner.kind.name()
    }

    /// What is known of the request: whether the operation may have been carried out.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        match &self.inner.kind {
            _ if self.inner.answer.is_some() => Delivery::Answered,
            kind if kind.may_have_left() || self.inner.trail.unknown => Delivery::Unknown,
            _ => Delivery::NotSent,
        }
    }

    /// How many attempts were made; 0 when the call failed before the first.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.inner.trail.attempts
    }

    /// Can an attempt of the call have been carried out without this error saying so? It was not answered, or it was
    /// repeated after an answer that leaves that open, such as 504.
    ///
    /// A 409 after such an attempt may well mean that the first one did what it should.
    #[must_use]
    pub fn has_unknown_attempt(&self) -> bool {
        self.inner.trail.unknown
    }

    /// How long the server asks to wait before the call is repeated, counted from when it answered: `Retry-After`, or
    /// the end of a rate limit that is used up.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.inner.kind {
            Kind::RateLimited { wait } => Some(*wait),
            _ => self.inner.answer.as_ref().and_then(Answer::retry_after),
        }
    }

    /// `operationId` of the call; `None` for an error of the builder.
    ///
    /// ```
    /// use specwright_runtime::client::Error;
    ///
    /// fn tag(error: &Error) -> String {
    ///     format!("{} {}", error.operation().unwrap_or("builder"), error.request_id().unwrap_or("-"))
    /// }
    /// ```
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.inner.operation
    }

    /// The status, when the server has answered.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.inner.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers, when the server has answered.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.inner.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The id that the server gave the request; see [`Response::request_id`](super::Response::request_id).
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(request_id)
    }

    /// The body, when the server has answered: what came of it, at most 64 KiB.
    #[must_use]
    pub fn body(&self) -> Option<&Bytes> {
        self.inner.answer.as_ref().map(|answer| &answer.body)
    }

    /// The problem that the body describes, RFC 9457, if it does.
    #[must_use]
    pub fn problem(&self) -> Option<ProblemDetails> {
        self.body().and_then(|body| ProblemDetails::parse(body))
    }

    /// The field errors of a body: of the request ([`is_validation`](Self::is_validation)) or of the response
    /// ([`is_decode`](Self::is_decode)).
    #[must_use]
    pub fn validation_errors(&self) -> Option<&ValidationErrors> {
        match &self.inner.kind {
            Kind::Validation(errors) | Kind::Decode(errors) => Some(errors),
            _ => None,
        }
    }

    /// Could the client not be built as it was configured?
    #[must_use]
    pub fn is_config(&self) -> bool {
        matches!(self.inner.kind, Kind::Config(_))
    }

    /// Is a credential missing that the operation requires, or is no access token to be had?
    #[must_use]
    pub fn is_credential(&self) -> bool {
        matches!(self.inner.kind, Kind::Credential(_) | Kind::Token(_))
    }

    /// Can the arguments not be expressed in a request, such as an empty path parameter?
    #[must_use]
    pub fn is_request(&self) -> bool {
        matches!(self.inner.kind, Kind::Request(_))
    }

    /// Does the body of the request break the document? It was not sent.
    #[must_use]
    pub fn is_validation(&self) -> bool {
        matches!(self.inner.kind, Kind::Validation(_))
    }

    /// Was no connection made, at the last attempt?
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.inner.kind, Kind::Connect { .. })
    }

    /// Has a time limit passed, before the answer or while its body arrived?
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.inner.kind, Kind::Timeout { .. } | Kind::Waited { .. })
    }

    /// Did the connection break, before the answer or while its body arrived?
    #[must_use]
    pub fn is_broken(&self) -> bool {
        matches!(self.inner.kind, Kind::Broken(_))
    }

    /// Is the rate limit used up: by an answer of 429, or known beforehand, so that nothing was sent?
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        matches!(self.inner.kind, Kind::RateLimited { .. })
            || self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Is the body of the response larger than the client accepts?
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self.inner.kind, Kind::TooLarge { .. })
    }

    /// Is the status one that the document describes, and says is an error?
    #[must_use]
    pub fn is_documented(&self) -> bool {
        matches!(self.inner.kind, Kind::Documented)
    }

    /// Is the status one that the document does not describe?
    #[must_use]
    pub fn is_undocumented(&self) -> bool {
        matches!(self.inner.kind, Kind::Undocumented)
    }

    /// Is the body of the response of a media type that the document does not describe?
    #[must_use]
    pub fn is_content_type(&self) -> bool {
        matches!(self.inner.kind, Kind::ContentType(_))
    }

    /// Is the body of the response not what the document describes, or not there at all?
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.inner.kind, Kind::Decode(_) | Kind::NoBody)
    }
}

impl std::error::Error for Error {
    /// The cause, where `Display` does not say it already.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.kind.source()
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("message", &format_args!("{self}")).field("delivery", &self.delivery());
        debug.field("attempts", &self.inner.trail.attempts);
        if let Some(answer) = &self.inner.answer {
            debug.field("headers", &answer.headers);
            debug.field("body", &format_args!("{} bytes", answer.body.len()));
        }
        if let Some(source) = self.inner.kind.source() {
            debug.field("source", &source);
        }
        debug.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Error;

    #[test]
    fn an_error_is_one_pointer() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }
}
