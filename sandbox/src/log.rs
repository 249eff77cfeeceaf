//! The request log: a line of JSON for each request, without bodies and without credentials.

use std::collections::VecDeque;
use std::fmt;
use std::io::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use jiff::Timestamp;
use otark_brp_server::axum::extract::Request;
use otark_brp_server::axum::middleware::Next;
use otark_brp_server::axum::response::Response;
use otark_brp_server::{HangUp, Method};

use crate::clock::Clock;

/// So many lines are kept in memory.
const KEPT: usize = 1000;

/// What is known of a request. It becomes a line only when somebody reads it.
#[derive(Clone, Debug)]
struct Entry {
    time: Timestamp,
    method: Method,
    /// A copy: the URI would hold on to all that was read together with it.
    path: Box<str>,
    /// Nothing where the connection was closed instead.
    status: Option<u16>,
    microseconds: u64,
}

impl Entry {
    fn line(&self) -> serde_json::Value {
        serde_json::json!({
            "time": self.time.to_string(),
            "method": self.method.as_str(),
            "path": self.path,
            "status": self.status,
            "microseconds": self.microseconds,
        })
    }
}

/// The log.
#[derive(Default)]
pub(crate) struct Log {
    entries: Mutex<VecDeque<Entry>>,
    sink: Option<Mutex<Box<dyn Write + Send>>>,
}

impl Log {
    /// A log that is written somewhere, too.
    pub(crate) fn to(sink: Option<Box<dyn Write + Send>>) -> Self {
        Self { entries: Mutex::default(), sink: sink.map(Mutex::new) }
    }

    /// The last lines, the oldest first.
    pub(crate) fn lines(&self) -> Vec<serde_json::Value> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).iter().map(Entry::line).collect()
    }

    fn add(&self, entry: Entry) {
        if let Some(sink) = &self.sink {
            let mut sink = sink.lock().unwrap_or_else(PoisonError::into_inner);
            // A log that cannot be written is no reason to fail a request.
            let _ = writeln!(sink, "{}", entry.line()).and_then(|()| sink.flush());
        }
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() == KEPT {
            entries.pop_front();
        }
        entries.push_back(entry);
    }
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").finish_non_exhaustive()
    }
}

/// Answers the request, and notes it.
pub(crate) async fn note(log: &Log, clock: &Clock, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().into());
    let (time, started) = (clock.now(), Instant::now());
    let response = next.run(request).await;
    let is_answered = response.extensions().get::<HangUp>().is_none();
    let status = is_answered.then(|| response.status().as_u16());
    let microseconds = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    log.add(Entry { time, method, path, status, microseconds });
    response
}
