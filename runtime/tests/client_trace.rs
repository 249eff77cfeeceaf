//! The span of a call: its fields have the names of OpenTelemetry, and no value holds a secret.
//!
//! It is a test binary of its own: tracing remembers for the whole process who listens to a span, so tests that
//! run beside this one would decide what it sees.
#![cfg(feature = "client")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use specwright_runtime::client::{
    Api, ApiClient, Body, BoxFuture, Builder, Core, KeyLocation, Method, Operation, RequestBody, SchemeKind,
    SecurityScheme, Transport, TransportError, TransportFault, http,
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

static GET: Operation = Operation {
    id: "getCustomer",
    method: Method::GET,
    path: "/v1/customers/{customer_id}",
    accept: "application/json",
    security: &[&["Key"]],
};

/// Answers with this status, or not at all.
struct Answer(Option<u16>);

impl Transport for Answer {
    fn send(
        &self,
        _: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async {
            let status = self.0.ok_or_else(|| TransportError::new(TransportFault::Broken, "for the test"))?;
            Ok(http::Response::builder().status(status).body(Body::empty()).unwrap())
        })
    }
}

type Fields = BTreeMap<String, String>;

/// Keeps the fields of the spans of the client.
#[derive(Clone, Default)]
struct Recorder {
    fields: Arc<Mutex<Fields>>,
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
        span.record(&mut Collect(&mut self.fields.lock().unwrap()));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Collect(&mut self.fields.lock().unwrap()));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// The fields of the span of one call.
async fn fields(answer: Option<u16>) -> Fields {
    let recorder = Recorder::default();
    let client: Client = Builder::new().api_key(KEY).transport(Answer(answer)).build().unwrap();
    {
        let _guard = tracing::subscriber::set_default(recorder.clone());
        let call = client.0.call(&GET).path("customer_id", "cust_private".to_owned()).query("q", "private");
        let _ = call.reply().await;
    }
    let fields = recorder.fields.lock().unwrap().clone();
    for secret in [KEY, "private"] {
        assert!(!format!("{fields:?}").contains(secret), "{fields:?}");
    }
    fields
}

fn expected(outcome: &[(&str, &str)]) -> Fields {
    let common = [
        ("otel.name", "GET /v1/customers/{customer_id}"),
        ("otel.kind", "\"client\""),
        ("http.request.method", "\"GET\""),
        ("url.template", "\"/v1/customers/{customer_id}\""),
        ("server.address", "\"api.example.com\""),
        ("server.port", "8443"),
    ];
    common.iter().chain(outcome).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn a_call_is_a_span() {
    assert_eq!(fields(Some(200)).await, expected(&[("http.response.status_code", "200")]));
    let refused = [("http.response.status_code", "404"), ("error.type", "404")];
    assert_eq!(fields(Some(404)).await, expected(&refused));
    assert_eq!(fields(None).await, expected(&[("error.type", "\"broken\"")]));
}
