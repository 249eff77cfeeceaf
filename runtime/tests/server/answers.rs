//! 404, 405, HEAD, OPTIONS, and errors in the schema of the document.

use serde_json::json;

use crate::http::Running;

#[tokio::test]
async fn a_path_that_no_operation_has_is_not_found() {
    let server = Running::start().await;
    for path in ["/", "/nope", "/notes/", "/notes/1/", "//notes", "/Notes", "/notes/../notes/7"] {
        let answer = server.send(&format!("GET {path}"), "", "").await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.json(), json!({"code": 404, "message": "No operation has this path"}));
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.header("x-kind"), "problem");
    }
}

#[tokio::test]
async fn a_method_that_a_path_does_not_have_is_told_what_it_has() {
    let server = Running::start().await;
    for method in ["DELETE", "TRACE", "PROPFIND", "PUT"] {
        let answer = server.send(&format!("{method} /notes"), "", "").await;
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD, OPTIONS, POST"), "{method}");
    }
    let answer = server.send("POST /notes/7", "", "").await;
    assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD, OPTIONS, PATCH"));
}

#[tokio::test]
async fn options_tells_what_is_allowed() {
    let server = Running::start().await;
    let answer = server.send("OPTIONS /notes/7", "", "").await;
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS, PATCH");
    assert_eq!(answer.header("accept-patch"), "application/merge-patch+json");
    assert_eq!(server.send("OPTIONS /nope", "", "").await.status, 404);
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let server = Running::start().await;
    let (get, head) = (server.send("GET /notes/7", "", "").await, server.send("HEAD /notes/7", "", "").await);
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), get.body.len().to_string());
    assert_eq!(head.header("content-type"), get.header("content-type"));
    let head = server.send("HEAD /nope", "", "").await;
    assert_eq!((head.status, head.body.as_str()), (404, ""));
}

#[tokio::test]
async fn an_error_has_the_schema_that_is_documented_for_its_status() {
    let server = Running::start().await;
    let answer = server.send("GET /notes/0", "", "").await;
    // A list of texts cannot say what a problem says, so the schema of the API does.
    assert_eq!((answer.status, answer.json()), (404, json!({"code": 404, "message": "No such note"})));
    let answer = server.send("GET /notes/x", "", "").await;
    assert_eq!((answer.status, answer.json()), (400, json!({"code": 400, "message": "Validation Failed"})));
}

#[tokio::test]
async fn a_nested_router_serves_below_its_path() {
    let router = crate::sample::routes(crate::sample::Notes).into_router();
    let router = specwright_runtime::server::Router::new().nest("/v1", router);
    let server = Running::of(router, specwright_runtime::server::Limits::default()).await;
    assert_eq!(server.send("GET /v1/notes/7", "", "").await.status, 200);
    assert_eq!(server.send("GET /notes/7", "", "").await.status, 404);
}
