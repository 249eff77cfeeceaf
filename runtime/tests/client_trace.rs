//! The spans of a call: their fields have the names of OpenTelemetry, and no value holds a secret.
//!
//! It is a test binary of its own: tracing remembers for the whole process who listens to a span, so tests that
//! run beside this one would decide what it sees.
#![cfg(feature = "testing")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use specwright_runtime::client::testing::{Answer, Script};
use specwright_runtime::client::{
    Api, ApiClient, Builder, Core, KeyLocation, Method, Operation, Parameter, SchemeKind, SecurityScheme,
    TransportFault,
};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const KEY: &str = "brp_live_3f9a71c2";

struct Client(Core);

impl ApiClient for Client {
    const API: &'static Api = &Api {
        title: "Sample",
        version: "1.0.0",
        user_agent: "sample-client/0.1.0",
        servers: &["https://api.example.com:8443"],
        security_schemes: &[SecurityScheme {
            name: "Key",
            kind: SchemeKind::ApiKey { location: KeyLocation::Query, name: "key" },
        }],
    };

    fn from_core(core: Core) -> Self {
        Self(core)
    }
}

static GET: Operation = Operation::new("getCustomer", Method::GET, "/v1/customers/{customer_id}")
    .parameters(&[Parameter::path("customer_id")])
    .accept("application/json")
    .security(&[&["Key"]]);

type Fields = BTreeMap<String, String>;

/// Keeps the fields of the spans and of the events of the client, in the order in which they began.
#[derive(Clone, Default)]
struct Recorder {
    spans: Arc<Mutex<Vec<Fields>>>,
    events: Arc<Mutex<Vec<Fields>>>,
}

struct Collect<'f>(&'f mut Fields);

impl Visit for Collect<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("specwright_runtime")
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields::from([("span".to_owned(), span.metadata().name().to_owned())]);
        span.record(&mut Collect(&mut fields));
        let mut spans = self.spans.lock().unwrap();
        spans.push(fields);
        Id::from_u64(spans.len() as u64)
    }
    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Collect(&mut self.spans.lock().unwrap()[index]));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Collect(&mut fields));
        self.events.lock().unwrap().push(fields);
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// The spans and the events of one call.
async fn trace(answers: impl IntoIterator<Item = Answer>) -> (Vec<Fields>, Vec<Fields>) {
    let (recorder, script) = (Recorder::default(), Script::new());
    answers.into_iter().for_each(|answer| script.respond(answer));
    let client: Client = Builder::new().api_key(KEY).transport(script).build().unwrap();
    {
        let _guard = tracing::subscriber::set_default(recorder.clone());
        let call = client.0.call(&GET).text(0, "cust_private").query("q", "private");
        let _ = call.reply().await;
    }
    let (spans, events) = (recorder.spans.lock().unwrap().clone(), recorder.events.lock().unwrap().clone());
    for secret in [KEY, "private"] {
        let shown = format!("{spans:?} {events:?}");
        assert!(!shown.contains(secret), "{shown}");
    }
    (spans, events)
}

fn fields(rows: &[&[(&str, &str)]]) -> Fields {
    rows.concat().into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The span of an attempt.
fn attempt(outcome: &[(&str, &str)]) -> Fields {
    let common = [
        ("span", "http.client.request"),
        ("otel.name", "GET /v1/customers/{customer_id}"),
        ("otel.kind", "\"client\""),
        ("http.request.method", "\"GET\""),
        ("url.template", "\"/v1/customers/{customer_id}\""),
        ("server.address", "\"api.example.com\""),
        ("server.port", "8443"),
    ];
    fields(&[&common, outcome])
}

/// The span of a call.
fn call(outcome: &[(&str, &str)]) -> Fields {
    let common = [("span", "client.call"), ("otel.name", "\"getCustomer\""), ("otel.kind", "\"internal\"")];
    fields(&[&common, outcome])
}

#[tokio::test(start_paused = true)]
async fn a_call_and_each_of_its_attempts_are_spans() {
    let (spans, events) = trace([Answer::json(200, "{}")]).await;
    assert_eq!(spans, [call(&[]), attempt(&[("http.response.status_code", "200")])]);
    assert!(events.is_empty());

    let (spans, _) = trace([Answer::status(404)]).await;
    let refused = [("http.response.status_code", "404"), ("error.type", "404")];
    assert_eq!(spans, [call(&[]), attempt(&refused)]);

    let broken = || Answer::fail(TransportFault::Broken);
    let (spans, events) = trace([Answer::status(503).header("retry-after", "2"), broken(), broken()]).await;
    let refused = [("http.response.status_code", "503"), ("error.type", "503")];
    let resent = |count| [("http.request.resend_count", count), ("error.type", "\"broken\"")];
    assert_eq!(
        spans,
        [
            call(&[("error.type", "\"broken\"")]),
            attempt(&refused),
            attempt(&resent("1")),
            attempt(&resent("2")),
        ]
    );
    let told = |event: &Fields| (event["message"].clone(), event["attempt"].clone());
    let repeated = |attempt: &str| ("the request will be repeated".to_owned(), attempt.to_owned());
    assert_eq!(events.iter().map(told).collect::<Vec<_>>(), [repeated("1"), repeated("2")]);
    assert!(events[0]["delay_ms"].parse::<u64>().unwrap() >= 2000);
}
