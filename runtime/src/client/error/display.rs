//! The English of the errors of a call: operation, what happened, and what the server said of it.

use std::fmt::{self, Display as _, Write as _};

use bytes::Bytes;
use http::StatusCode;

use super::super::call::LinkFault;
use super::super::clock::Limit;
use super::{Answer, Error, Inner, Kind, ProblemDetails, RequestFault, Trail};

/// The most of a text of the server's that is shown.
const SHOWN: usize = 500;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.inner.operation {
            Some(operation) => write!(f, "{operation}: ")?,
            None => f.write_str("cannot build the client: ")?,
        }
        match &self.inner.answer {
            Some(Answer { status, body, .. }) => {
                write!(f, "{}", Status(*status))?;
                answered(f, &self.inner.kind)?;
                said(f, *status, body)?;
            }
            None => unanswered(f, &self.inner)?,
        }
        attempts(f, self.inner.trail)
    }
}

/// Writes a documented error: `updateCustomer: 409 Conflict: Customer Already Active (already_active): ..`.
pub(crate) fn answer(f: &mut fmt::Formatter<'_>, operation: &str, answer: &Answer) -> fmt::Result {
    write!(f, "{operation}: {}", Status(answer.status))?;
    said(f, answer.status, &answer.body)?;
    attempts(f, answer.trail)
}

fn attempts(f: &mut fmt::Formatter<'_>, trail: Trail) -> fmt::Result {
    match trail.attempts {
        0 | 1 => Ok(()),
        attempts => write!(f, " (after {attempts} attempts)"),
    }
}

fn unanswered(f: &mut fmt::Formatter<'_>, error: &Inner) -> fmt::Result {
    if error.operation.is_some() && !error.kind.may_have_left() {
        if error.trail.unknown {
            f.write_str("an earlier attempt may have been carried out, the last was ")?;
        }
        f.write_str("not sent: ")?;
    }
    match &error.kind {
        Kind::Config(fault) => fault.fmt(f),
        Kind::Credential(missing) => missing.fmt(f),
        Kind::Request(fault) => fault.fmt(f),
        Kind::Validation(errors) => write!(f, "the body breaks the document: {errors}"),
        Kind::Connect { server, .. } => write!(f, "could not connect to {server}"),
        Kind::Token(_) => f.write_str("there is no access token"),
        #[cfg(feature = "blocking")]
        Kind::InRuntime => f.write_str("the thread belongs to an async runtime: use the async client there"),
        Kind::RepeatedPage => f.write_str("the server leads back to a page that was there already"),
        Kind::RateLimited { wait } => {
            let seconds = wait.as_secs();
            write!(
                f,
                "the rate limit is used up for another {seconds} s, which is longer than the call may take"
            )
        }
        Kind::Waited { limit, what } => {
            write!(f, "{what} took longer than ")?;
            within(f, *limit)
        }
        Kind::Timeout { limit, .. } => {
            f.write_str("no answer within ")?;
            within(f, *limit)?;
            f.write_str("; the request may have been carried out")
        }
        Kind::Broken(_) => {
            f.write_str("the connection broke before an answer came; the request may have been carried out")
        }
        // The others are about an answer.
        other => f.write_str(other.name()),
    }
}

fn answered(f: &mut fmt::Formatter<'_>, kind: &Kind) -> fmt::Result {
    match kind {
        Kind::Timeout { limit: Limit::Silence(limit), .. } => {
            write!(f, ", but nothing more of the body came within {limit:?}")
        }
        Kind::Timeout { limit, .. } => {
            f.write_str(", but the body did not arrive within ")?;
            within(f, *limit)
        }
        Kind::Broken(_) => f.write_str(", but the connection broke while the body arrived"),
        Kind::TooLarge { limit } => write!(f, ", but the body is larger than the limit of {limit} bytes"),
        Kind::Undocumented => f.write_str(", which the document does not describe"),
        Kind::ContentType(found) => {
            f.write_str(", but the body is `")?;
            shown(f, found)?;
            f.write_str("`, not JSON")
        }
        Kind::NoBody => f.write_str(", but the body is empty"),
        Kind::Decode(errors) => {
            f.write_str(", but the body is not what the document describes: ")?;
            shown(f, &errors.to_string())
        }
        // The status says it.
        _ => Ok(()),
    }
}

fn within(f: &mut fmt::Formatter<'_>, limit: Limit) -> fmt::Result {
    match limit {
        Limit::Call(limit) | Limit::Attempt(limit) | Limit::Silence(limit) => write!(f, "{limit:?}"),
        Limit::Transport => f.write_str("the time limit of the transport"),
    }
}

/// What the body says of a problem: title and code, then the detail.
fn said(f: &mut fmt::Formatter<'_>, status: StatusCode, body: &Bytes) -> fmt::Result {
    if status.is_success() {
        return Ok(());
    }
    let Some(problem) = ProblemDetails::parse(body) else { return Ok(()) };
    // RFC 9457 section 4.2.1: the title of `about:blank` is the phrase of the status, which stands there already.
    let title = problem.title.as_deref().filter(|title| Some(*title) != status.canonical_reason());
    match (title, problem.code()) {
        (Some(title), Some(code)) => {
            f.write_str(": ")?;
            shown(f, title)?;
            f.write_str(" (")?;
            shown(f, code)?;
            f.write_str(")")?;
        }
        (Some(text), None) | (None, Some(text)) => {
            f.write_str(": ")?;
            shown(f, text)?;
        }
        (None, None) => {}
    }
    match &problem.detail {
        Some(detail) => {
            f.write_str(": ")?;
            shown(f, detail)
        }
        None => Ok(()),
    }
}

/// Writes a text of the server's so that it stays one line of a log, and not a long one.
fn shown(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    for (i, c) in text.chars().enumerate() {
        match c {
            _ if i == SHOWN => return f.write_str(".."),
            // U+2028 and U+2029 end a line too, and the bidirectional controls reorder what stands around them.
            '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                write!(f, "{}", c.escape_unicode())?;
            }
            c if c.is_control() => write!(f, "{}", c.escape_default())?,
            c => f.write_char(c)?,
        }
    }
    Ok(())
}

/// `404 Not Found`, and `599` for a status without a phrase.
struct Status(StatusCode);

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())?;
        match self.0.canonical_reason() {
            Some(reason) => write!(f, " {reason}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for RequestFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Target(fault) => fault.fmt(f),
            Self::Header(fault) => fault.fmt(f),
            Self::Url(_) => f.write_str("its URL cannot be written"),
            Self::Transport(_) => f.write_str("the transport cannot express the request"),
            Self::Link(LinkFault::Syntax) => f.write_str("the link to follow is no URL"),
            Self::Link(LinkFault::Elsewhere) => {
                f.write_str("the link to follow leads to another server, where the credentials must not go")
            }
        }
    }
}
