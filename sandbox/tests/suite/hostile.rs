//! Input that nobody means well with: answered or closed, and the state is as before.

use std::time::Duration;

use otark_brp_sandbox::Sandbox;
use tokio::io::AsyncWriteExt as _;

use crate::http::{CUSTOMER, patch, send, send_bytes};

fn head(sandbox: &Sandbox, headers: &str) -> String {
    format!(
        "PATCH {CUSTOMER} HTTP/1.1\r\nhost: x\r\nx-api-key: {}\r\ncontent-type: application/json\r\n{headers}\r\n",
        sandbox.api_key()
    )
}

async fn unharmed(test: impl AsyncFnOnce(&Sandbox)) {
    let sandbox = Sandbox::start().await.unwrap();
    let before = sandbox.store().state().unwrap();
    test(&sandbox).await;
    assert_eq!(sandbox.store().state().unwrap(), before);
    assert_eq!(patch(&sandbox, CUSTOMER, "{}").await.status, 200);
}

#[tokio::test]
async fn a_gigabyte_is_refused_before_it_is_sent() {
    unharmed(async |sandbox| {
        let request = head(sandbox, "content-length: 1073741824\r\n");
        assert_eq!(send_bytes(sandbox.url(), request.as_bytes()).await.status, 413);
    })
    .await;
}

#[tokio::test]
async fn a_gigabyte_in_chunks_is_cut_off() {
    unharmed(async |sandbox| {
        let mut request = head(sandbox, "transfer-encoding: chunked\r\n").into_bytes();
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x1_0000)).into_bytes();
        request.extend(std::iter::repeat_n(chunk, 64).flatten());
        let answer = send_bytes(sandbox.url(), &request).await;
        assert!(matches!(answer.status, 413 | 0), "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_headers_are_refused() {
    unharmed(async |sandbox| {
        let request = head(sandbox, &"x-many: y\r\n".repeat(10_000));
        let answer = send_bytes(sandbox.url(), request.as_bytes()).await;
        assert!(matches!(answer.status, 431 | 400 | 0), "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn a_slow_client_holds_nobody_up() {
    unharmed(async |sandbox| {
        let address = sandbox.url().trim_start_matches("http://").to_owned();
        let mut slow = Vec::new();
        for _ in 0..200 {
            let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
            stream.write_all(b"PATCH /v1/customers/x HTTP/1.1\r\nx-slow: ").await.unwrap();
            slow.push(stream);
        }
        let answer = tokio::time::timeout(Duration::from_secs(5), patch(sandbox, CUSTOMER, "{}")).await;
        assert_eq!(answer.expect("others are served").status, 200);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_utf8_is_no_json() {
    unharmed(async |sandbox| {
        let mut request = head(sandbox, "content-length: 22\r\nconnection: close\r\n").into_bytes();
        request.extend(b"{\"metadata\":{\"a\":\"\xff\"}}");
        assert_eq!(send_bytes(sandbox.url(), &request).await.status, 400);
        for body in ["{\"metadata\":{\"a\":\"\\ud800\"}}", "\u{feff}{}", "{}{}", "{\"a\":1,}"] {
            assert_eq!(patch(sandbox, CUSTOMER, body).await.status, 400, "{body}");
        }
    })
    .await;
}

#[tokio::test]
async fn nesting_without_end_is_refused() {
    unharmed(async |sandbox| {
        let body = format!("{{\"metadata\":{}", "[".repeat(500_000));
        assert_eq!(patch(sandbox, CUSTOMER, &body).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn an_identifier_is_no_path() {
    unharmed(async |sandbox| {
        for (id, status) in [
            ("..%2f..%2fetc%2fpasswd", 404),
            ("%00", 404),
            ("'%20OR%201=1--", 404),
            ("cust_r8s9t0u1/../cust_f2j4h6l8", 404),
            ("%FF", 400),
            ("", 404),
        ] {
            let answer = patch(sandbox, &format!("/v1/customers/{id}"), r#"{"metadata":{"x":"y"}}"#).await;
            assert_eq!(answer.status, status, "{id}: {answer:?}");
        }
        let long = format!("/v1/customers/{}", "a".repeat(60_000));
        assert!(matches!(patch(sandbox, &long, "{}").await.status, 404 | 414 | 431 | 0));
    })
    .await;
}

#[tokio::test]
async fn one_request_is_not_taken_for_two() {
    unharmed(async |sandbox| {
        let hidden = format!("PATCH {CUSTOMER} HTTP/1.1\r\nhost: x\r\nx-api-key: {}\r\ncontent-type: application/json\r\ncontent-length: 26\r\n\r\n{{\"metadata\":{{\"evil\":\"yes\"}}}}", sandbox.api_key());
        for lengths in [
            "content-length: 5\r\ncontent-length: 6\r\n",
            "content-length: 0\r\ntransfer-encoding: chunked, identity\r\n",
            "content-length: -1\r\n",
            "transfer-encoding: xchunked\r\n",
            "content-length : 5\r\n",
        ] {
            let request = format!("{}0\r\n\r\n{hidden}", head(sandbox, lengths));
            let answer = send_bytes(sandbox.url(), request.as_bytes()).await;
            assert!(matches!(answer.status, 400 | 501 | 0), "{lengths}: {answer:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn huge_metadata_is_bounded() {
    unharmed(async |sandbox| {
        let keys: Vec<String> = (0..5000).map(|index| format!("\"k{index}\":\"\"")).collect();
        let answer = patch(sandbox, CUSTOMER, &format!("{{\"metadata\":{{{}}}}}", keys.join(","))).await;
        assert_eq!((answer.status, answer.errors().join("")), (400, "metadata value_too_large".to_owned()));
        let body = format!("{{\"metadata\":{{\"k\":\"{}\"}}}}", "x".repeat(300_000));
        assert_eq!(patch(sandbox, CUSTOMER, &body).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn methods_that_there_are_not_are_refused() {
    unharmed(async |sandbox| {
        let headers = format!("x-api-key: {}\r\n", sandbox.api_key());
        for method in ["GET", "PUT", "DELETE", "TRACE", "BREW"] {
            let answer = send(sandbox.url(), &format!("{method} {CUSTOMER}"), &headers, "").await;
            assert_eq!((answer.status, answer.header("allow")), (405, "OPTIONS, PATCH"), "{method}");
        }
    })
    .await;
}
