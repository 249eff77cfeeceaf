//! What goes over the wire, and what is refused before.

use specwright_runtime::Model as _;
use specwright_runtime::client::{Delivery, Error};

use crate::sample::{Client, Customer, UpdateCustomer};
use crate::server::{KEY, Server, json};

async fn server() -> Server {
    Server::start(json("200 OK", r#"{"name":"Solar"}"#)).await
}

#[tokio::test]
async fn a_request_is_what_the_document_says() {
    let server = server().await;
    server.client().update_customer("cust_r8s9t0u1", &Customer::new("Solar")).await.unwrap();
    let request = server.only_request();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut lines = head.split("\r\n");
    assert_eq!(lines.next(), Some("PATCH /v1/customers/cust_r8s9t0u1 HTTP/1.1"));
    let mut headers: Vec<_> = lines.filter(|line| !line.starts_with("host: ")).collect();
    headers.sort_unstable();
    assert_eq!(
        headers,
        [
            "accept: application/json, application/problem+json",
            "content-length: 16",
            "content-type: application/json",
            "user-agent: sample-client/0.1.0",
            &format!("x-api-key: {KEY}"),
        ]
    );
    assert_eq!(body, r#"{"name":"Solar"}"#);
}

#[tokio::test]
async fn a_path_value_is_percent_encoded() {
    let cases = [
        ("a/b", "a%2Fb"),
        ("ü", "%C3%BC"),
        ("a b", "a%20b"),
        ("100%", "100%25"),
        ("%2e%2e", "%252e%252e"),
        ("a?b=c#d", "a%3Fb%3Dc%23d"),
        ("..\\x", "..%5Cx"),
        ("a\tb\n", "a%09b%0A"),
        ("...", "..."),
    ];
    for (value, encoded) in cases {
        let server = server().await;
        server.client().update_customer(value, &Customer::new("Solar")).await.unwrap();
        let request = server.only_request();
        assert!(request.starts_with(&format!("PATCH /v1/customers/{encoded} HTTP/1.1\r\n")), "{request}");
    }
}

#[tokio::test]
async fn a_path_value_that_would_change_the_path_is_refused() {
    for value in ["", ".", ".."] {
        let server = server().await;
        let result = server.client().update_customer(value, &Customer::new("Solar")).await;
        let error = Error::from(result.unwrap_err());
        assert!(error.is_request());
        assert_eq!(error.delivery(), Delivery::NotSent);
        assert!(error.to_string().starts_with("updateCustomer: not sent: the path parameter `customer_id` "));
        assert!(server.received().is_empty());
    }
}

#[tokio::test]
async fn a_body_that_breaks_the_document_is_refused() {
    let server = server().await;
    let mut body = Customer::new("Solar");
    body.parent = Some(Box::new(Customer::new("")));
    let error = Error::from(server.client().update_customer("c1", &body).await.unwrap_err());
    assert!(error.is_validation() && !error.is_decode());
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(
        error.to_string(),
        "updateCustomer: not sent: the body breaks the document: \
         parent.name: String must contain at least 1 character(s)"
    );
    assert_eq!(error.validation_errors().unwrap().errors()[0].field(), "parent.name");
    assert!(server.received().is_empty());

    let client = server.builder().validate_requests(false).build().unwrap();
    client.update_customer("c1", &body).await.unwrap();
    assert!(server.only_request().ends_with(r#"{"name":"Solar","parent":{"name":""}}"#));
}

#[tokio::test]
async fn a_missing_credential_is_named_before_anything_is_sent() {
    let server = server().await;
    let client: Client = Client::builder().base_url(server.url()).build().unwrap();
    let error = Error::from(client.update_customer("c1", &Customer::new("Solar")).await.unwrap_err());
    assert!(error.is_credential());
    assert_eq!(
        error.to_string(),
        "updateCustomer: not sent: no credential is configured for `ApiKeyAuth` (call `Builder::api_key`)"
    );
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn headers_of_the_client_and_of_the_call() {
    let server = server().await;
    let client = server.builder().user_agent("mine/1").default_header("X-Team", "a").build().unwrap();
    let call =
        client.update_customer("c1", &Customer::new("Solar")).header("X-Trace", "t1").header("x-team", "b");
    call.await.unwrap();
    let request = server.only_request();
    for line in ["user-agent: mine/1\r\n", "x-team: b\r\n", "x-trace: t1\r\n"] {
        assert!(request.contains(line), "{request}");
    }
    assert!(!request.contains("x-team: a"), "{request}");
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_refused() {
    let server = server().await;
    let cases = [
        ("x y", "1", "`x y` is no name of a header"),
        ("x-note", "a\r\nX-Admin: 1", "the value of `x-note` contains a character that a header cannot have"),
        ("Content-Length", "3", "`content-length` is written by the transport and cannot be set"),
    ];
    for (name, value, message) in cases {
        let call = server.client().update_customer("c1", &Customer::new("Solar")).header(name, value);
        let error = Error::from(call.await.unwrap_err());
        assert!(error.is_request());
        assert_eq!(error.to_string(), format!("updateCustomer: not sent: {message}"));
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn the_base_url_may_have_a_path() {
    let server = server().await;
    let client: Client =
        Client::builder().base_url(format!("{}/brp/", server.url())).api_key(KEY).build().unwrap();
    client.update_customer("c1", &Customer::new("Solar")).await.unwrap();
    assert!(server.only_request().starts_with("PATCH /brp/v1/customers/c1 HTTP/1.1\r\n"));
}

#[tokio::test]
async fn a_call_can_have_a_query_and_another_media_type() {
    let server = server().await;
    let client = server.client();
    let call = client.core().call(UpdateCustomer::OPERATION).text(0, "c1").query("q", "a b&c");
    let reply = call.json_as("application/merge-patch+json", &Customer::new("Solar")).reply().await.unwrap();
    assert_eq!(reply.body(), &Customer::new("Solar").encode());
    let request = server.only_request();
    assert!(request.starts_with("PATCH /v1/customers/c1?q=a%20b%26c HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("content-type: application/merge-patch+json\r\n"), "{request}");
}

#[tokio::test]
async fn clones_share_a_client_between_tasks() {
    let server = server().await;
    let client = server.client();
    let tasks: Vec<_> = (0..16)
        .map(|i| {
            let client = client.clone();
            tokio::spawn(
                async move { client.update_customer(format!("c{i}"), &Customer::new("Solar")).await },
            )
        })
        .collect();
    for task in tasks {
        assert!(task.await.unwrap().is_ok());
    }
    assert_eq!(server.received().len(), 16);
}

/// A proxy would get the request, and the key in it, in the clear.
///
/// The environment of a process that has threads must not be changed, so another process does the call.
#[test]
fn no_proxy_is_used_for_loopback() {
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "request::a_request_is_what_the_document_says"]);
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, "http://127.0.0.1:1");
    }
    for name in ["NO_PROXY", "no_proxy"] {
        command.env_remove(name);
    }
    let output = command.output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && shown.contains("1 passed"), "{shown}");
}
