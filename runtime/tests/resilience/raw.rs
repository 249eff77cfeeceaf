//! Calls of endpoints that the document does not describe.

use specwright_runtime::client::testing::{Answer, Script};
use specwright_runtime::client::{Delivery, Method};

use crate::harness::{KEY, builder, script};

#[tokio::test(start_paused = true)]
async fn they_have_the_same_credentials_retries_and_errors() {
    let script = script([Answer::status(503), Answer::json(404, r#"{"title":"No Such Thing"}"#)]);
    let client = builder(&script).build().unwrap();
    let call = client.core().request(Method::GET, "/beta/{id}/{part}").path("id", "a/b");
    let reply = call.path("part", "ü").query("q", "1 2").reply().await.unwrap();
    let error = reply.success().unwrap_err();
    assert_eq!(error.to_string(), "GET request: 404 Not Found: No Such Thing (after 2 attempts)");
    for request in script.requests() {
        assert_eq!(request.line(), "GET /beta/a%2Fb/%C3%BC?q=1%202");
        assert_eq!(request.header("x-api-key"), Some(KEY));
        assert_eq!(request.header("user-agent"), Some("sample-client/0.1.0"));
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_sent_is_refused() {
    let client = builder(&Script::new()).build().unwrap();
    let request = |path: &'static str| client.core().request(Method::GET, path);
    for (call, message) in [
        (request("/{id}"), "the path parameter `id` has no value"),
        (request("/{id}").path("id", ".."), "the path parameter `id` makes a segment `.` or `..`"),
        (request("/{id}").path("id", ""), "the path parameter `id` is empty"),
    ] {
        let error = call.reply().await.unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
        assert_eq!((error.delivery(), error.attempts()), (Delivery::NotSent, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn any_method_can_be_called() {
    for method in ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE", "QUERY", "PURGE"] {
        let script = script([Answer::status(200)]);
        let client = builder(&script).build().unwrap();
        let call = client.core().request(method.parse().unwrap(), "/v1");
        assert!(call.reply().await.is_ok());
        assert_eq!(script.requests()[0].method().as_str(), method);
    }
}
