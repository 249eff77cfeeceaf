//! The span of a call, named as the HTTP conventions of OpenTelemetry say.
//!
//! It carries the path template and never the path, the query or a header, where keys and personal data are.

use tracing::field::{Empty, display};
use tracing::{Level, Span};

use super::api::Operation;
use super::core::Core;
use super::error::Error;
use super::reply::Reply;

pub(crate) fn span(core: &Core, operation: &'static Operation) -> Span {
    let base = &core.shared().base;
    tracing::span!(
        Level::INFO,
        "http.client.request",
        otel.name = %format_args!("{} {}", operation.method, operation.path),
        otel.kind = "client",
        http.request.method = operation.method.as_str(),
        url.template = operation.path,
        server.address = base.host(),
        server.port = base.port(),
        http.response.status_code = Empty,
        error.type = Empty,
    )
}

/// Adds what came of the call.
pub(crate) fn record(span: &Span, result: &Result<Reply, Error>) {
    let status = match result {
        Ok(reply) => Some(reply.status()),
        Err(error) => error.status(),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    match result {
        Err(error) => {
            span.record("error.type", error.kind_name());
        }
        // The conventions: a status of 400 and above is an error of the client's span.
        Ok(reply) if reply.status().as_u16() >= 400 => {
            span.record("error.type", display(reply.status().as_str()));
        }
        Ok(_) => {}
    }
}
