//! The span of a call: its fields have the names of OpenTelemetry, and no value holds a secret.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::sample::Customer;
use crate::server::{KEY, Server, json};

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

async fn fields(answer: String) -> Fields {
    let recorder = Recorder::default();
    let server = Server::start(answer).await;
    {
        let _guard = tracing::subscriber::set_default(recorder.clone());
        let _ = server.client().update_customer("cust_private", &Customer::new("Solar")).await;
    }
    let mut fields = recorder.fields.lock().unwrap().clone();
    assert_eq!(format!("http://127.0.0.1:{}", fields.remove("server.port").unwrap()), server.url());
    assert!(!format!("{fields:?}").contains(KEY));
    assert!(!format!("{fields:?}").contains("cust_private"));
    fields
}

fn expected(outcome: &[(&str, &str)]) -> Fields {
    let common = [
        ("otel.name", "PATCH /v1/customers/{customer_id}"),
        ("otel.kind", "\"client\""),
        ("http.request.method", "\"PATCH\""),
        ("url.template", "\"/v1/customers/{customer_id}\""),
        ("server.address", "\"127.0.0.1\""),
    ];
    common.iter().chain(outcome).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn a_call_is_a_span() {
    let success = fields(json("200 OK", r#"{"name":"Solar"}"#)).await;
    assert_eq!(success, expected(&[("http.response.status_code", "200")]));
    let refused = fields(json("404 Not Found", r#"{"title":"Gone"}"#)).await;
    assert_eq!(refused, expected(&[("http.response.status_code", "404"), ("error.type", "404")]));
    let broken = fields(String::new()).await;
    assert_eq!(broken, expected(&[("error.type", "\"broken\"")]));
}
