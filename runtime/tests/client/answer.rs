//! What a call gives for the answers that a server can give.

use std::error::Error as _;

use specwright_runtime::client::{Delivery, Error, StatusCode};

use crate::sample::{Customer, Problem, RateLimit, UpdateCustomerError};
use crate::server::{Server, json, response};

/// Calls the operation on a server that gives `answer`.
async fn update(
    answer: String,
) -> Result<specwright_runtime::client::Response<Customer>, UpdateCustomerError> {
    let server = Server::start(answer).await;
    server.client().update_customer("c1", &Customer::new("Solar")).await
}

/// The error for everything that is not documented.
async fn refused(answer: String) -> Error {
    match update(answer).await.unwrap_err() {
        UpdateCustomerError::Other(error) => error,
        documented => panic!("{documented}"),
    }
}

#[tokio::test]
async fn a_success_has_value_status_and_headers() {
    let headers =
        [("content-type", "application/json"), ("x-ratelimit-remaining", "299"), ("X-Request-Id", "req_1")];
    let answer = response("200 OK", &headers, r#"{"name":"Solar","added_later":true}"#);
    let response = update(answer).await.unwrap();
    assert_eq!(response.name, "Solar");
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.request_id(), Some("req_1"));
    assert_eq!(response.typed_headers::<RateLimit>().unwrap(), RateLimit { remaining: Some(299) });
    assert_eq!(response.into_value(), Customer::new("Solar"));
}

#[tokio::test]
async fn a_typed_header_of_another_type_is_an_error_of_its_own() {
    let headers = [("content-type", "application/json"), ("x-ratelimit-remaining", "many")];
    let response = update(response("200 OK", &headers, r#"{"name":"Solar"}"#)).await.unwrap();
    let errors = response.typed_headers::<RateLimit>().unwrap_err();
    assert_eq!(errors.errors()[0].field(), "x-ratelimit-remaining");
}

#[tokio::test]
async fn a_documented_error_is_its_own_variant() {
    let headers = [("content-type", "application/problem+json"), ("x-request-id", "req_2")];
    let body = r#"{"type":"https://e/errors/already_active","title":"Customer Already Active","status":409,"detail":"Nothing to do"}"#;
    let error = update(response("409 Conflict", &headers, body)).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "updateCustomer: 409 Conflict: Customer Already Active (already_active): Nothing to do"
    );
    assert_eq!((error.status(), error.request_id()), (Some(StatusCode::CONFLICT), Some("req_2")));
    assert_eq!(error.headers().unwrap()["content-type"], "application/problem+json");
    assert_eq!(error.delivery(), Delivery::Answered);
    assert!(error.source().is_none());
    let UpdateCustomerError::Conflict(response) = &error else { panic!("{error:?}") };
    let detail = Some("Nothing to do".to_owned());
    assert_eq!(response.value(), &Problem { title: "Customer Already Active".to_owned(), detail });

    // The same in the error that all operations share.
    let shown = error.to_string();
    let error = Error::from(error);
    assert_eq!(error.to_string(), shown);
    assert!(error.is_documented() && !error.is_undocumented() && !error.is_decode());
    assert_eq!((error.status(), error.operation()), (Some(StatusCode::CONFLICT), Some("updateCustomer")));
    assert_eq!(error.request_id(), Some("req_2"));
    assert_eq!(error.problem().unwrap().code(), Some("already_active"));
    assert_eq!(&error.body().unwrap()[..], body.as_bytes());
}

#[tokio::test]
async fn an_undocumented_status_keeps_what_came() {
    let headers = [("content-type", "text/html"), ("retry-after", "3")];
    let error = refused(response("503 Service Unavailable", &headers, "<h1>Busy</h1>")).await;
    assert!(error.is_undocumented());
    assert_eq!(
        error.to_string(),
        "updateCustomer: 503 Service Unavailable, which the document does not describe"
    );
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(error.headers().unwrap()["retry-after"], "3");
    assert_eq!(&error.body().unwrap()[..], b"<h1>Busy</h1>");
    assert_eq!((error.delivery(), error.problem()), (Delivery::Answered, None));
}

#[tokio::test]
async fn an_undocumented_problem_is_read_all_the_same() {
    let error =
        refused(json("429 Too Many Requests", r#"{"title":"Slow Down","code":"rate_limited"}"#)).await;
    assert_eq!(
        error.to_string(),
        "updateCustomer: 429 Too Many Requests, which the document does not describe: Slow Down (rate_limited)"
    );
}

#[tokio::test]
async fn an_undocumented_success_is_no_success() {
    let error = refused(json("202 Accepted", r#"{"name":"Solar"}"#)).await;
    assert!(error.is_undocumented());
    assert_eq!(error.status(), Some(StatusCode::ACCEPTED));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let target = Server::start(json("200 OK", r#"{"name":"Elsewhere"}"#)).await;
    let location = format!("{}/v1/customers/c1", target.url());
    let error = refused(response("307 Temporary Redirect", &[("location", &location)], "")).await;
    assert_eq!(error.status(), Some(StatusCode::TEMPORARY_REDIRECT));
    assert_eq!(error.headers().unwrap()["location"], location.as_str());
    assert!(target.received().is_empty());
}

#[tokio::test]
async fn a_body_that_is_not_json_is_kept() {
    for status in ["200 OK", "404 Not Found"] {
        let error = refused(response(status, &[("content-type", "Text/HTML; charset=utf-8")], "<p>")).await;
        assert!(error.is_content_type() && !error.is_decode());
        assert_eq!(
            error.to_string(),
            format!("updateCustomer: {status}, but the body is `text/html`, not JSON")
        );
        assert_eq!(&error.body().unwrap()[..], b"<p>");
    }
}

#[tokio::test]
async fn a_body_without_a_media_type_is_tried_as_json() {
    let response_ = update(response("200 OK", &[], r#"{"name":"Solar"}"#)).await.unwrap();
    assert_eq!(response_.name, "Solar");
    let error = refused(response("200 OK", &[], "<p>")).await;
    assert!(error.is_decode());
    assert!(error.validation_errors().unwrap().not_json().is_some());
    assert_eq!(&error.body().unwrap()[..], b"<p>");
}

#[tokio::test]
async fn an_empty_body_is_said_to_be_empty() {
    for answer in [json("200 OK", ""), response("200 OK", &[], "")] {
        let error = refused(answer).await;
        assert!(error.is_decode());
        assert_eq!(error.to_string(), "updateCustomer: 200 OK, but the body is empty");
        assert_eq!(error.status(), Some(StatusCode::OK));
    }
}

#[tokio::test]
async fn a_body_of_the_wrong_shape_names_the_field() {
    let body = r#"{"name":"Solar","parent":{"name":7}}"#;
    let error = refused(json("200 OK", body)).await;
    assert!(error.is_decode() && !error.is_validation());
    assert_eq!(
        error.to_string(),
        "updateCustomer: 200 OK, but the body is not what the document describes: \
         parent.name: Expected string, received number"
    );
    assert_eq!(error.validation_errors().unwrap().errors()[0].field(), "parent.name");
    assert_eq!(&error.body().unwrap()[..], body.as_bytes());
    assert_eq!(error.status(), Some(StatusCode::OK));
}

#[tokio::test]
async fn a_documented_error_that_does_not_decode_keeps_status_and_body() {
    let error = refused(json("404 Not Found", r#"{"title":1,"detail":"gone"}"#)).await;
    assert!(error.is_decode());
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.problem().unwrap().detail.as_deref(), Some("gone"));
}

#[tokio::test]
async fn what_a_server_writes_stays_one_line_of_a_log() {
    let body = r#"{"title":"a\nb\u001b[31m\u202e","detail":"LONG"}"#.replace("LONG", &"x".repeat(10_000));
    let error = refused(json("500 Internal Server Error", &body)).await;
    let shown = error.to_string();
    assert!(shown.contains(r"a\nb\u{1b}[31m\u{202e}: xxx"), "{shown}");
    assert!(shown.len() < 700 && shown.ends_with(".."), "{shown}");
}

#[tokio::test]
async fn an_operation_without_a_body_or_a_credential() {
    let server = Server::start(response("204 No Content", &[], "")).await;
    let response = server.client().ping().await.unwrap();
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    let request = server.only_request();
    assert!(request.starts_with("GET /ping HTTP/1.1\r\n"), "{request}");
    assert!(!request.contains("x-api-key"), "{request}");
}
