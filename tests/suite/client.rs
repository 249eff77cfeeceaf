//! The generated client over real HTTP on loopback.

use std::time::Duration;

use otark_brp_client::types::{BalanceGroup, CustomerStatus, CustomerUpdate, Problem, Tso};
use otark_brp_client::{Client, Error, Method, RateLimitHeaders, Response, UpdateCustomerError};
use suite::server::{Answer, Server};

use crate::log::{self, KEY};

const JSON: (&str, &str) = ("content-type", "application/json");
const PROBLEM: (&str, &str) = ("content-type", "application/problem+json; charset=utf-8");
const CUSTOMER: &str = r#"{"id":"cust_r8s9t0u1","name":"SolarDach GmbH","status":"active","balance_group":null,"metadata":{},"assigned_at":"2026-01-10T09:00:00Z","created_at":"2026-01-10T09:00:00Z"}"#;

fn client(url: &str) -> Client {
    log::everything();
    Client::builder().api_key(KEY).base_url(url).timeout(Duration::from_millis(500)).build().unwrap()
}

fn update() -> CustomerUpdate {
    CustomerUpdate::new()
        .with_status(CustomerStatus::Active)
        .with_balance_group(BalanceGroup::new("11YSOLARDACH--A", Tso::DeAmprion))
}

/// Calls a server that gives this answer.
async fn call(answer: Answer) -> Result<Response<otark_brp_client::types::Customer>, UpdateCustomerError> {
    let server = Server::start(answer).await.unwrap();
    client(server.url()).update_customer("cust_r8s9t0u1", &update()).await
}

/// What the client makes of an answer that no response of the document describes.
async fn other(answer: Answer) -> Error {
    match call(answer).await {
        Err(UpdateCustomerError::Other(error)) => error,
        outcome => panic!("expected an error outside of the document, got {outcome:?}"),
    }
}

#[tokio::test]
async fn a_success_is_typed_and_so_are_its_headers() {
    let limits =
        [JSON, ("x-ratelimit-limit", "300"), ("x-ratelimit-remaining", "299"), ("x-ratelimit-reset", "60")];
    let server = Server::start(Answer::response(200, &limits, CUSTOMER)).await.unwrap();
    let customer = client(server.url()).update_customer("cust_r8s9t0u1", &update()).await.unwrap();
    assert_eq!((customer.status().as_u16(), customer.status.as_str()), (200, "active"));
    let limit = customer.rate_limit().unwrap();
    assert_eq!((limit.limit, limit.remaining, limit.reset), (Some(300), Some(299), Some(60)));

    let requests = server.requests();
    let [request] = requests.as_slice() else { panic!("one request, not {}", requests.len()) };
    assert_eq!((request.method.as_str(), request.target.as_str()), ("PATCH", "/v1/customers/cust_r8s9t0u1"));
    assert_eq!(request.header("x-api-key"), Some(KEY));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("accept"), Some("application/json, application/problem+json"));
    assert!(request.header("user-agent").unwrap().starts_with("otark-brp-client/"));
    assert_eq!(
        request.body,
        r#"{"status":"active","balance_group":{"eic":"11YSOLARDACH--A","tso":"DE_AMPRION"}}"#
    );
}

#[tokio::test]
async fn a_rate_limit_that_is_no_number_is_an_error_of_its_own() {
    let customer =
        call(Answer::response(200, &[JSON, ("x-ratelimit-limit", "many")], CUSTOMER)).await.unwrap();
    let errors = customer.rate_limit().unwrap_err();
    assert_eq!(errors.iter().next().unwrap().field(), "x-ratelimit-limit");
    assert_eq!(
        call(Answer::response(200, &[JSON], CUSTOMER)).await.unwrap().rate_limit().unwrap().limit,
        None
    );
}

#[tokio::test]
async fn every_documented_failure_is_a_problem_of_its_own() {
    type Pick = fn(UpdateCustomerError) -> Option<Box<Response<Problem>>>;
    let cases: [(u16, &str, &str, Pick); 5] = [
        (400, "validation", "Validation Failed", |e| {
            if let UpdateCustomerError::BadRequest(p) = e { Some(p) } else { None }
        }),
        (401, "invalid_api_key", "Invalid API Key", |e| {
            if let UpdateCustomerError::Unauthorized(p) = e { Some(p) } else { None }
        }),
        (403, "insufficient_scopes", "Insufficient API Key Scopes", |e| {
            if let UpdateCustomerError::Forbidden(p) = e { Some(p) } else { None }
        }),
        (404, "customer_not_found", "Customer Not Found", |e| {
            if let UpdateCustomerError::NotFound(p) = e { Some(p) } else { None }
        }),
        (409, "already_active", "Customer Already Active", |e| {
            if let UpdateCustomerError::Conflict(p) = e { Some(p) } else { None }
        }),
    ];
    for (status, class, title, pick) in cases {
        let body = format!(
            r#"{{"type":"https://brp.otark.team/errors/{class}","title":"{title}","status":{status}}}"#
        );
        let error =
            call(Answer::response(status, &[PROBLEM, ("x-request-id", "req_1")], &body)).await.unwrap_err();
        let shown = error.to_string();
        assert!(shown.contains(&status.to_string()) && shown.contains(title), "{shown}");
        let problem = pick(error).unwrap_or_else(|| panic!("{status} is another variant"));
        assert_eq!((problem.title.as_str(), problem.status), (title, i64::from(status)));
        assert!(problem.type_.ends_with(class));
        assert_eq!(problem.request_id(), Some("req_1"));
    }
}

#[tokio::test]
async fn an_undocumented_status_keeps_its_body() {
    let error = other(Answer::response(503, &[("content-type", "text/html")], "<h1>down</h1>")).await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"<h1>down</h1>"[..]));
}

#[tokio::test]
async fn a_body_that_is_not_json_is_kept() {
    let error = other(Answer::response(200, &[("content-type", "text/html")], "<p>hello</p>")).await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"<p>hello</p>"[..]));
    let error = other(Answer::response(409, &[PROBLEM], "not json")).await;
    assert!(error.is_decode());
    assert_eq!(error.body().map(|body| &body[..]), Some(&b"not json"[..]));
}

#[tokio::test]
async fn a_body_of_the_wrong_shape_names_the_field() {
    let error = other(Answer::response(200, &[JSON], &CUSTOMER.replace("\"SolarDach GmbH\"", "17"))).await;
    assert!(error.is_decode());
    let chain = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
    let text: Vec<String> = chain.map(ToString::to_string).collect();
    assert!(text.iter().any(|line| line.contains("name")), "{text:?}");
}

#[tokio::test]
async fn an_empty_body_is_no_customer() {
    assert!(other(Answer::response(200, &[JSON], "")).await.is_decode());
}

#[tokio::test]
async fn a_truncated_body_is_no_answer() {
    let error = other(Answer::cut(200, &[JSON], &CUSTOMER[..40], CUSTOMER.len())).await;
    assert!(!error.is_timeout() && !error.is_connect(), "{error:?}");
    let error = other(Answer::Bytes(b"HTTP/1.1 200 OK\r\ncont".to_vec())).await;
    assert!(!error.is_timeout() && error.status().is_none(), "{error:?}");
}

#[tokio::test]
async fn silence_is_a_timeout() {
    assert!(other(Answer::Silence).await.is_timeout());
}

#[tokio::test]
async fn a_refused_connection_is_told_apart() {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = client(&format!("http://{address}")).update_customer("cust_1", &update()).await.unwrap_err();
    let UpdateCustomerError::Other(error) = error else { panic!("{error:?}") };
    assert!(error.is_connect() && !error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn path_parameters_are_encoded() {
    let cases =
        [("a/b", "a%2Fb"), ("ü", "%C3%BC"), ("a b", "a%20b"), ("100%", "100%25"), ("a?b#c", "a%3Fb%23c")];
    for (id, encoded) in cases {
        let server = Server::start(Answer::response(200, &[JSON], CUSTOMER)).await.unwrap();
        client(server.url()).update_customer(id, &update()).await.unwrap();
        assert_eq!(server.requests()[0].target, format!("/v1/customers/{encoded}"), "{id}");
    }
    for id in ["", ".", ".."] {
        let server = Server::start(Answer::response(200, &[JSON], CUSTOMER)).await.unwrap();
        client(server.url()).update_customer(id, &update()).await.unwrap_err();
        assert!(server.requests().is_empty(), "{id:?} would change the path");
    }
}

#[tokio::test]
async fn an_update_that_breaks_the_document_is_not_sent() {
    let server = Server::start(Answer::response(200, &[JSON], CUSTOMER)).await.unwrap();
    let update = CustomerUpdate::new().with_status("frozen".into());
    let error = client(server.url()).update_customer("cust_1", &update).await.unwrap_err();
    let UpdateCustomerError::Other(error) = error else { panic!("{error:?}") };
    assert!(error.is_validation(), "{error:?}");
    assert!(server.requests().is_empty());
}

#[test]
fn a_key_with_a_control_character_is_a_clear_error() {
    let error = Client::builder().api_key("brp_live_\nx-evil: 1").build().unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(text.contains("ApiKeyAuth") || text.contains("API key"), "{text}");
    assert!(!text.contains("brp_live"), "{text}");
}

#[tokio::test]
async fn the_key_is_never_printed() {
    let server = Server::start(Answer::response(401, &[PROBLEM], "{}")).await.unwrap();
    let client = client(server.url());
    let request = client.update_customer("cust_1", &update());
    let mut texts =
        vec![format!("{client:?}"), format!("{:?}", Client::builder().api_key(KEY)), format!("{request:?}")];
    let error = request.await.unwrap_err();
    texts.extend([format!("{error}"), format!("{error:?}")]);
    for text in texts {
        assert!(!text.contains(KEY), "{text}");
    }
}

#[test]
fn production_is_the_default_and_needs_tls() {
    let client = Client::builder().api_key(KEY).build().unwrap();
    assert!(format!("{client:?}").contains("https://api.otark.energy"));
    assert!(Client::builder().api_key(KEY).base_url("http://api.otark.energy").build().is_err());
}

#[tokio::test]
async fn what_the_document_leaves_out_is_called_with_the_same_key_and_errors() {
    let server = Server::start(Answer::response(418, &[PROBLEM], r#"{"title":"Teapot"}"#)).await.unwrap();
    let call = client(server.url()).request(Method::POST, "/beta/{id}").path("id", "a/b").query("depth", "2");
    let error = call.reply().await.unwrap().success().unwrap_err();
    assert_eq!(error.problem().unwrap().title.as_deref(), Some("Teapot"));
    let requests = server.requests();
    let [request] = requests.as_slice() else { panic!("one request, not {}", requests.len()) };
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/beta/a%2Fb?depth=2"));
    assert_eq!(request.header("x-api-key"), Some(KEY));
}
