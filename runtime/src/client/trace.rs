//! The spans of a call, named as the HTTP conventions of OpenTelemetry say, and what observers are told.
//!
//! Every attempt is a span of kind `client`, as the conventions ask for. The call that they belong to is a span around
//! them, in which retries are events.
//!
//! They carry the path template and never the path, the query or a header, where keys and personal data are.

use std::time::Duration;

use http::StatusCode;
use tokio::time::Instant;
use tracing::field::{Empty, display};
use tracing::{Level, Span};

use super::error::{Error, Kind};
use super::exchange::Prepared;
use super::observer::{Event, EventKind};

/// The span of a call.
pub(crate) fn call(call: &Prepared) -> Span {
    tracing::span!(
        Level::INFO,
        "client.call",
        otel.name = call.operation.id,
        otel.kind = "internal",
        error.type = Empty,
    )
}

/// Adds what came of the call, where it is no answer.
pub(crate) fn failed(span: &Span, error: &Error) {
    span.record("error.type", error.kind_name());
}

/// Says that there will be another attempt.
pub(crate) fn retry(call: &Prepared, attempt: u32, delay: Duration) {
    let delay_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
    tracing::event!(Level::INFO, attempt, delay_ms, "the request will be repeated");
    observe(call, attempt, EventKind::Retry { delay });
}

/// Says that the call waits for the rate limit.
pub(crate) fn waiting(call: &Prepared, attempt: u32, delay: Duration) {
    let delay_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
    tracing::event!(Level::INFO, attempt, delay_ms, "the request waits for the rate limit");
    observe(call, attempt, EventKind::Waiting { delay });
}

/// Tells the observers.
pub(crate) fn observe(call: &Prepared, attempt: u32, kind: EventKind) {
    for observer in &call.core.shared().observers {
        let (operation, path) = (call.operation.id, call.path);
        observer.observe(&Event { operation, method: &call.head.method, path, attempt, kind });
    }
}

/// An attempt, from its start to its end, which comes at the latest when this is dropped.
pub(crate) struct Attempted<'c> {
    call: &'c Prepared,
    number: u32,
    span: &'c Span,
    start: Option<Instant>,
}

impl<'c> Attempted<'c> {
    pub(crate) fn start(call: &'c Prepared, number: u32, span: &'c Span) -> Self {
        Self { call, number, span, start: Some(Instant::now()) }
    }

    /// Adds what came of the attempt.
    pub(crate) fn end(&mut self, status: Option<StatusCode>, failure: Option<&Kind>) {
        let error = failure.map(Kind::name);
        if let Some(status) = status {
            self.span.record("http.response.status_code", status.as_u16());
        }
        match (error, status) {
            (Some(name), _) => {
                self.span.record("error.type", name);
            }
            // The conventions: a status of 400 and above is an error of the client's span.
            (None, Some(status)) if status.as_u16() >= 400 => {
                self.span.record("error.type", display(status.as_str()));
            }
            (None, _) => {}
        }
        self.tell(status, error);
    }

    fn tell(&mut self, status: Option<StatusCode>, error: Option<&'static str>) {
        if let Some(start) = self.start.take() {
            let elapsed = start.elapsed();
            observe(self.call, self.number, EventKind::AttemptEnded { elapsed, status, error });
        }
    }
}

impl Drop for Attempted<'_> {
    fn drop(&mut self) {
        if self.start.is_some() {
            self.span.record("error.type", "cancelled");
            let span = self.span;
            span.in_scope(|| self.tell(None, Some("cancelled")));
        }
    }
}

/// The span of an attempt. What it holds is made only where somebody listens.
pub(crate) fn attempt(call: &Prepared, number: u32) -> Span {
    observe(call, number, EventKind::AttemptStarted);
    let span = tracing::span!(
        Level::INFO,
        "http.client.request",
        otel.name = %format_args!("{} {}", call.head.method, call.path),
        otel.kind = "client",
        http.request.method = call.head.method.as_str(),
        http.request.resend_count = Empty,
        url.template = call.path,
        server.address = call.server().0,
        server.port = call.server().1,
        http.response.status_code = Empty,
        error.type = Empty,
    );
    if number > 1 {
        span.record("http.request.resend_count", number - 1);
    }
    span
}
