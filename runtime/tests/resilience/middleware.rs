//! Code of the caller around every attempt, and what observers are told.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::client::http::{HeaderValue, Request, Response};
use specwright_runtime::client::testing::{Answer, Recorded, Script};
use specwright_runtime::client::{
    Attempt, Body, BoxFuture, Event, EventKind, Middleware, Next, RequestBody, StatusCode, TransportError,
    TransportFault,
};

use crate::harness::{builder, script};
use crate::sample::Customer;

/// Writes its name into a header, before those that come after it.
struct Tag(&'static str);

impl Middleware for Tag {
    fn handle<'a>(
        &'a self,
        mut request: Request<RequestBody>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        let attempt = *request.extensions().get::<Attempt>().unwrap();
        assert!(request.headers()["x-api-key"].is_sensitive(), "credentials are there already");
        let tag = format!("{}{} of {}", self.0, attempt.number, attempt.operation);
        request.headers_mut().append("x-tag", tag.parse().unwrap());
        next.run(request)
    }
}

/// Answers without sending.
struct Cached;

impl Middleware for Cached {
    fn handle<'a>(
        &'a self,
        _: Request<RequestBody>,
        _: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        let mut response = Response::new(Body::from(r#"{"name":"Cached"}"#));
        response.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
        Box::pin(async { Ok(response) })
    }
}

#[tokio::test(start_paused = true)]
async fn middleware_sees_every_attempt_in_its_order() {
    let script = script([Answer::fail(TransportFault::Connect), Answer::json(200, r#"{"name":"Solar"}"#)]);
    let client = builder(&script).middleware(Tag("a")).middleware(Tag("b")).build().unwrap();
    let customer = client.update_customer("c1", &Customer::new("Solar")).await.unwrap();
    assert_eq!(customer.attempts(), 2);
    let tags = |request: &Recorded| {
        let tags = request.headers().get_all("x-tag").iter();
        tags.map(|tag| tag.to_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        script.requests().iter().map(tags).collect::<Vec<_>>(),
        [["a1 of updateCustomer", "b1 of updateCustomer"], ["a2 of updateCustomer", "b2 of updateCustomer"]]
    );
}

#[tokio::test]
async fn middleware_can_answer_by_itself() {
    let script = Script::new();
    let client = builder(&script).middleware(Cached).build().unwrap();
    assert_eq!(client.update_customer("c1", &Customer::new("Solar")).await.unwrap().name, "Cached");
    assert!(script.requests().is_empty());
}

type Told = Arc<Mutex<Vec<(u32, EventKind)>>>;

fn observed(told: &Told) -> impl Fn(&Event<'_>) + Send + Sync + 'static {
    let told = Arc::clone(told);
    move |event: &Event<'_>| {
        assert_eq!((event.operation, event.path, event.method.as_str()), ("ping", "/ping", "GET"));
        told.lock().unwrap().push((event.attempt, event.kind));
    }
}

#[tokio::test(start_paused = true)]
async fn observers_are_told_what_happens() {
    let told = Told::default();
    let script = script([
        Answer::fail(TransportFault::Connect),
        Answer::status(503).header("retry-after", "2").after(Duration::from_secs(1)),
        Answer::status(204),
    ]);
    let client = builder(&script).observer(observed(&told)).build().unwrap();
    client.ping().await.unwrap();
    let told: Vec<_> = told
        .lock()
        .unwrap()
        .iter()
        .map(|(attempt, kind)| match kind {
            EventKind::AttemptStarted => format!("{attempt} starts"),
            EventKind::AttemptEnded { elapsed, status, error } => {
                format!(
                    "{attempt} ends after {}s: {:?} {error:?}",
                    elapsed.as_secs(),
                    status.map(|s| s.as_u16())
                )
            }
            EventKind::Retry { delay } => format!("{attempt} again: {}", *delay >= Duration::from_secs(2)),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        told,
        [
            "1 starts",
            "1 ends after 0s: None Some(\"connect\")",
            "1 again: false",
            "2 starts",
            "2 ends after 1s: Some(503) None",
            "2 again: true",
            "3 starts",
            "3 ends after 0s: Some(204) None",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_is_dropped_ends_too() {
    let told = Told::default();
    let script = script([Answer::silence()]);
    let client = builder(&script).observer(observed(&told)).build().unwrap();
    let call = tokio::time::timeout(Duration::from_secs(5), client.ping().send());
    assert!(call.await.is_err());
    let told = told.lock().unwrap();
    let [(1, EventKind::AttemptStarted), (1, EventKind::AttemptEnded { elapsed, status, error })] = told[..]
    else {
        panic!("{told:?}");
    };
    assert_eq!((elapsed.as_secs(), status, error), (5, None::<StatusCode>, Some("cancelled")));
}
