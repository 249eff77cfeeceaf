//! What the server sends and the document does not know: told, and no error.

use std::sync::{Arc, Mutex};

use specwright_runtime::client::testing::Answer;
use specwright_runtime::client::{Drift, DriftKind, Response};

use crate::harness::{builder, script};
use crate::sample::{Client, Customer};

type Told = Arc<Mutex<Vec<String>>>;

/// A client that collects drift, and answers once.
fn client(answer: Answer) -> (Client, Told) {
    let told = Told::default();
    let log = Arc::clone(&told);
    let on_drift = move |drift: &Drift<'_>| {
        if let DriftKind::Field(error) = drift.kind {
            assert!(error.schema_pointer().starts_with("/components/schemas/"));
        }
        log.lock().unwrap().push(drift.to_string());
    };
    (builder(&script([answer])).on_drift(on_drift).build().unwrap(), told)
}

#[tokio::test(start_paused = true)]
async fn what_the_document_does_not_know_is_told() {
    let cases: [(Answer, &[&str]); 7] = [
        (Answer::json(200, r#"{"name":"Solar"}"#), &[]),
        (
            Answer::json(200, r#"{"a":1,"name":"Solar","parent":{"name":"S","a":{"b":[]},"c":null},"a":2}"#),
            &[
                "updateCustomer: 200: a: Unrecognized key(s) in object: 'a'",
                "updateCustomer: 200: parent.c: Unrecognized key(s) in object: 'c'",
            ],
        ),
        // What is not decoded in the end is no drift.
        (Answer::json(200, r#"{"a":1,"name":7}"#), &[]),
        (Answer::json(200, r#"{"a":1"#), &[]),
        (
            Answer::json(404, r#"{"title":"Gone","trace":"x"}"#),
            &["updateCustomer: 404: trace: Unrecognized key(s) in object: 'trace'"],
        ),
        (Answer::json(418, "{}"), &["updateCustomer: 418 is no status of the document"]),
        (
            Answer::status(200).header("content-type", "text/html; a=b").chunk("<p>"),
            &["updateCustomer: 200: `text/html` is no media type of the document"],
        ),
    ];
    for (answer, expected) in cases {
        let (client, told) = client(answer.clone());
        let with = client.update_customer("c1", &Customer::new("Solar")).await;
        assert_eq!(*told.lock().unwrap(), expected, "{answer:?}");
        // The result is the same as without.
        let client: Client = builder(&script([answer])).build().unwrap();
        let without = client.update_customer("c1", &Customer::new("Solar")).await;
        assert_eq!(with.ok().map(Response::into_value), without.ok().map(Response::into_value));
    }
}

#[tokio::test(start_paused = true)]
async fn lines_are_watched_too() {
    let lines = Answer::status(200).chunk("{\"name\":\"a\",\"x\":1}\n{\"name\":\"b\"}\n");
    let (client, told) = client(lines);
    let mut lines = client.ping().open().await.unwrap().json_lines::<Customer>().unwrap();
    while let Some(line) = lines.next().await {
        line.unwrap();
    }
    assert_eq!(*told.lock().unwrap(), ["ping: 200: x: Unrecognized key(s) in object: 'x'"]);
}
