//! The request log: a line of JSON for each request, without bodies and without credentials.

use std::collections::VecDeque;
use std::fmt;
use std::io::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use otark_brp_server::HangUp;
use otark_brp_server::axum::extract::Request;
use otark_brp_server::axum::middleware::Next;
use otark_brp_server::axum::response::Response;

use crate::clock::Clock;

/// So many lines are kept in memory.
const KEPT: usize = 1000;

/// The log.
#[derive(Default)]
pub(crate) struct Log {
    lines: Mutex<VecDeque<serde_json::Value>>,
    sink: Option<Mutex<Box<dyn Write + Send>>>,
}

impl Log {
    /// A log that is written somewhere, too.
    pub(crate) fn to(sink: Option<Box<dyn Write + Send>>) -> Self {
        Self { lines: Mutex::default(), sink: sink.map(Mutex::new) }
    }

    /// The last lines, the oldest first.
    pub(crate) fn lines(&self) -> Vec<serde_json::Value> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn add(&self, line: serde_json::Value) {
        if let Some(sink) = &self.sink {
            let mut sink = sink.lock().unwrap_or_else(PoisonError::into_inner);
            // A log that cannot be written is no reason to fail a request.
            let _ = writeln!(sink, "{line}").and_then(|()| sink.flush());
        }
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() == KEPT {
            lines.pop_front();
        }
        lines.push_back(line);
    }
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").finish_non_exhaustive()
    }
}

/// Answers the request, and notes it.
pub(crate) async fn note(log: &Log, clock: &Clock, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let (time, started) = (clock.now(), Instant::now());
    let response = next.run(request).await;
    let status = match response.extensions().get::<HangUp>() {
        Some(_) => serde_json::Value::Null,
        None => response.status().as_u16().into(),
    };
    log.add(serde_json::json!({
        "time": time.to_string(),
        "method": method,
        "path": path,
        "status": status,
        "microseconds": u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX),
    }));
    response
}
