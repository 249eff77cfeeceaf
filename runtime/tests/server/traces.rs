//! What `tracing` is told of a request: a span with the method and the operation, and what became of it.

use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::http::Running;

/// Keeps a line for each span and each event.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Lines {
    fn add(&self, metadata: &Metadata<'_>, record: impl FnOnce(&mut Line)) {
        let mut line = Line(format!("{} {}", metadata.level(), metadata.target()));
        record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("specwright_runtime")
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.add(span.metadata(), |line| span.record(line));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        self.add(event.metadata(), |line| event.record(line));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_request_has_a_span_and_its_answer_an_event() {
    let lines = Lines::default();
    // The server runs on the thread of the test.
    let _default = tracing::subscriber::set_default(lines.clone());
    let server = Running::start().await;
    for (line, headers, span, status) in [
        ("GET /notes/7", "", "method=GET operation=\"findNote\"", "status=200"),
        (
            "POST /notes",
            "x-key: brp_live_3f9a71c2-nope\r\n",
            "method=POST operation=\"createNote\"",
            "status=401",
        ),
        ("GET /nowhere", "", "method=GET operation=\"\"", "status=404"),
    ] {
        lines.0.lock().unwrap().clear();
        server.send(line, headers, "").await;
        let told = lines.0.lock().unwrap().join("\n");
        assert!(
            told.contains(&format!("INFO specwright_runtime::server::dispatch {span}")),
            "{line}: {told}"
        );
        assert!(told.contains("answered") && told.contains(status), "{line}: {told}");
        assert!(!told.contains("nope"), "{told}");
    }
}

#[tokio::test]
async fn the_reasons_of_a_failure_are_told() {
    let lines = Lines::default();
    let _default = tracing::subscriber::set_default(lines.clone());
    let server = Running::start().await;
    assert_eq!(server.send("GET /notes/1", "", "").await.status, 500);
    let told = lines.0.lock().unwrap().join("\n");
    assert!(told.contains("ERROR") && told.contains("secret path"), "{told}");
}
