//! Responses: headers, failures, and what breaks the document.

use specwright_runtime::server::{Limits, Settings};

use crate::http::Running;

#[tokio::test]
async fn headers_and_other_statuses_are_sent() {
    let server = Running::start().await;
    assert_eq!(server.send("GET /notes", "", "").await.header("etag"), "\"v1\"");
    let text = "x-key: brp_live_3f9a71c2\r\ncontent-type: text/plain\r\n";
    assert_eq!(server.send("POST /notes", text, "teapot").await.status, 418);
    let answer = server.send("GET /notes/4", "", "").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/"));
}

#[tokio::test]
async fn a_failure_is_500_and_keeps_its_reasons() {
    let server = Running::start().await;
    let answer = server.send("GET /notes/1", "", "").await;
    assert_eq!(answer.status, 500);
    assert!(!answer.body.contains("secret path"), "{answer:?}");
}

#[tokio::test]
async fn a_response_that_breaks_the_document_is_noticed_where_it_is_checked() {
    assert_eq!(Settings::default().are_responses_checked(), cfg!(debug_assertions));
    let checked = Settings::default().with_response_checks(true);
    let server = Running::with(checked, Limits::default()).await;
    assert_eq!(server.send("GET /notes/2", "", "").await.status, 500);
    let server = Running::with(checked.with_response_checks(false), Limits::default()).await;
    assert_eq!(server.send("GET /notes/2", "", "").await.status, 200);
    // A status that no variant of the document has is never sent.
    let text = "x-key: brp_live_3f9a71c2\r\ncontent-type: text/plain\r\n";
    assert_eq!(server.send("POST /notes", text, "odd").await.status, 500);
}
