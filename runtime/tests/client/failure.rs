//! What a call gives when no answer comes, or not all of one.

use std::error::Error as _;
use std::time::{Duration, Instant};

use specwright_runtime::client::{Delivery, Error, RetryPolicy, StatusCode};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::sample::{Client, Customer, UpdateCustomerError};
use crate::server::{KEY, Server, Then, json, response};

/// That a connection was not made is a reason to try again.
const ONCE: RetryPolicy = RetryPolicy::none();

const SOON: Duration = Duration::from_millis(100);

async fn fail(client: &Client) -> Error {
    match client.update_customer("c1", &Customer::new("Solar")).await {
        Err(UpdateCustomerError::Other(error)) => error,
        other => panic!("{other:?}"),
    }
}

/// The texts of all the causes of an error.
fn causes(error: &Error) -> String {
    let causes = std::iter::successors(error.source(), |error| (**error).source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

#[tokio::test]
async fn a_refused_connection_means_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client: Client =
        Client::builder().base_url(format!("http://{address}")).api_key(KEY).retry(ONCE).build().unwrap();
    let error = fail(&client).await;
    assert!(error.is_connect() && !error.is_timeout());
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(error.to_string(), format!("updateCustomer: not sent: could not connect to {address}"));
    assert!(causes(&error).contains("refused"), "{}", causes(&error));
    assert_eq!((error.status(), error.body(), error.headers()), (None, None, None));
}

#[tokio::test]
async fn a_server_without_tls_gets_nothing_over_https() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        let mut received = Vec::new();
        let _ = stream.read_to_end(&mut received).await;
        received
    });
    let error = fail(&Client::builder().base_url(url).api_key(KEY).retry(ONCE).build().unwrap()).await;
    assert!(error.is_connect(), "{error:?}");
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(!String::from_utf8_lossy(&server.await.unwrap()).contains(KEY));
}

#[tokio::test]
async fn no_answer_in_time_means_unknown() {
    let server = Server::start_and("", Then::Stall).await;
    let start = Instant::now();
    let error = fail(&server.builder().timeout(SOON).build().unwrap()).await;
    assert!(start.elapsed() < Duration::from_secs(10));
    assert!(error.is_timeout() && !error.is_connect());
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(
        error.to_string(),
        "updateCustomer: no answer within 100ms; the request may have been carried out"
    );
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn the_limit_of_a_call_takes_the_place_of_the_clients() {
    let server = Server::start_and("", Then::Stall).await;
    let request = server.client().update_customer("c1", &Customer::new("Solar")).timeout(SOON);
    let error = Error::from(request.send().await.unwrap_err());
    assert!(error.is_timeout());
    // Beyond what a clock can express is no limit, not a panic.
    let server = Server::start(json("200 OK", r#"{"name":"Solar"}"#)).await;
    assert!(server.client().update_customer("c1", &Customer::new("S")).timeout(Duration::MAX).await.is_ok());
    assert!(server.client().update_customer("c1", &Customer::new("S")).timeout(None).await.is_ok());
}

#[tokio::test]
async fn a_body_that_stalls_runs_into_the_same_limit() {
    let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{\"name\":";
    let server = Server::start_and(answer, Then::Stall).await;
    let error = fail(&server.builder().timeout(SOON).build().unwrap()).await;
    assert!(error.is_timeout());
    assert_eq!(error.to_string(), "updateCustomer: 200 OK, but the body did not arrive within 100ms");
    assert_eq!((error.delivery(), error.status()), (Delivery::Answered, Some(StatusCode::OK)));
    assert_eq!(&error.body().unwrap()[..], b"{\"name\":");
}

#[tokio::test]
async fn a_truncated_body_is_a_broken_connection() {
    let by_length =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{\"name\":";
    let by_chunk = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{\"name\":\r\n";
    for answer in [by_length, by_chunk] {
        let error = fail(&Server::start(answer).await.client()).await;
        assert!(error.is_broken() && !error.is_decode(), "{error:?}");
        assert_eq!(
            error.to_string(),
            "updateCustomer: 200 OK, but the connection broke while the body arrived"
        );
        assert_eq!((error.delivery(), error.status()), (Delivery::Answered, Some(StatusCode::OK)));
        assert_eq!(&error.body().unwrap()[..], b"{\"name\":");
        assert!(error.source().is_some());
    }
}

#[tokio::test]
async fn a_connection_that_breaks_before_an_answer_means_unknown() {
    for answer in ["", "HTTP/1.1 200 OK\r\ncontent-ty", "SSH-2.0-OpenSSH_9.9\r\n\r\n"] {
        let error = fail(&Server::start(answer).await.client()).await;
        assert!(error.is_broken() && !error.is_connect(), "{error:?}");
        assert_eq!(error.delivery(), Delivery::Unknown);
        assert_eq!(
            error.to_string(),
            "updateCustomer: the connection broke before an answer came; the request may have been carried out"
        );
        assert!(error.source().is_some());
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_not_read() {
    let announced = json("200 OK", &format!(r#"{{"name":"{}"}}"#, "x".repeat(2000)));
    let chunk = format!("3e8\r\n{}\r\n", "x".repeat(1000));
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    let unannounced = format!("{head}{}0\r\n\r\n", chunk.repeat(2));
    for answer in [announced, unannounced] {
        let server = Server::start(answer).await;
        let error = fail(&server.builder().max_response_bytes(1500).build().unwrap()).await;
        assert!(error.is_too_large(), "{error:?}");
        assert_eq!(
            error.to_string(),
            "updateCustomer: 200 OK, but the body is larger than the limit of 1500 bytes"
        );
        assert_eq!(error.status(), Some(StatusCode::OK));
        assert!(error.body().unwrap().len() <= 1500);
    }
    // The limit itself is still within it.
    let answer = json("200 OK", r#"{"name":"Solar"}"#);
    let server = Server::start(answer).await;
    let client = server.builder().max_response_bytes(16).build().unwrap();
    assert!(client.update_customer("c1", &Customer::new("Solar")).await.is_ok());
}

#[tokio::test]
async fn the_body_of_an_error_is_kept_up_to_a_limit() {
    let body = "x".repeat(1_000_000);
    let error = fail(&Server::start(response("500 Internal Server Error", &[], &body)).await.client()).await;
    assert_eq!(error.body().unwrap().len(), 64 * 1024);
}

#[tokio::test]
async fn dropping_a_call_aborts_it() {
    let server = Server::start_and("", Then::Stall).await;
    let client = server.client();
    let call = client.update_customer("c1", &Customer::new("Solar"));
    assert!(tokio::time::timeout(SOON, call).await.is_err());
    // The client is as good as before.
    let server = Server::start(json("200 OK", r#"{"name":"Solar"}"#)).await;
    assert!(server.client().update_customer("c1", &Customer::new("Solar")).await.is_ok());
}
