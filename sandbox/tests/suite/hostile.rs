//! Input that nobody means well with: answered or closed, and the state is as before.

use std::time::{Duration, Instant};

use otark_brp_sandbox::Sandbox;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::http::{CUSTOMER, patch, send, send_bytes};

fn head(sandbox: &Sandbox, headers: &str) -> String {
    format!(
        "PATCH {CUSTOMER} HTTP/1.1\r\nhost: x\r\nx-api-key: {}\r\ncontent-type: application/json\r\n{headers}\r\n",
        sandbox.api_key()
    )
}

async fn connect(sandbox: &Sandbox) -> TcpStream {
    TcpStream::connect(sandbox.url().trim_start_matches("http://")).await.unwrap()
}

async fn unharmed(test: impl AsyncFnOnce(&Sandbox)) {
    unharmed_in(Sandbox::start().await.unwrap(), test).await;
}

async fn unharmed_in(sandbox: Sandbox, test: impl AsyncFnOnce(&Sandbox)) {
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
        let mut stream = connect(sandbox).await;
        stream.write_all(head(sandbox, "transfer-encoding: chunked\r\n").as_bytes()).await.unwrap();
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x1_0000)).into_bytes();
        let mut sent = 0_usize;
        while sent < 1 << 30 && stream.write_all(&chunk).await.is_ok() {
            sent += chunk.len();
        }
        // A mebibyte is taken; the rest is what the buffers of both sides hold.
        assert!(sent < 64 << 20, "{sent} bytes were taken");
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
async fn slow_clients_hold_nobody_up_and_are_closed() {
    let sandbox = Sandbox::builder().header_timeout(Duration::from_secs(6)).start().await.unwrap();
    unharmed_in(sandbox, async |sandbox| {
        let mut slow = Vec::new();
        for _ in 0..200 {
            let mut stream = connect(sandbox).await;
            stream.write_all(b"PATCH /v1/customers/x HTTP/1.1\r\nx-slow: ").await.unwrap();
            slow.push(stream);
        }
        let answer = tokio::time::timeout(Duration::from_secs(5), patch(sandbox, CUSTOMER, "{}")).await;
        assert_eq!(answer.expect("others are served").status, 200);
        // A byte now and then does not keep a connection alive.
        let started = Instant::now();
        while !slow.is_empty() {
            assert!(started.elapsed() < Duration::from_secs(30), "{} are still open", slow.len());
            tokio::time::sleep(Duration::from_millis(500)).await;
            let mut open = Vec::new();
            for mut stream in slow {
                if stream.write_all(b"y").await.is_ok() {
                    open.push(stream);
                }
            }
            slow = open;
        }
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
        let body = r#"{"metadata":{"evil":"yes"}}"#;
        let hidden = format!("{}{body}", head(sandbox, &format!("content-length: {}\r\n", body.len())));
        for (headers, content) in [
            ("content-length: 5\r\ncontent-length: 6\r\n", "0\r\n\r\n"),
            ("content-length: 5, 6\r\n", "0\r\n\r\n"),
            ("content-length: 0\r\ntransfer-encoding: chunked, identity\r\n", "0\r\n\r\n"),
            ("content-length: -1\r\n", "0\r\n\r\n"),
            ("content-length: 0x5\r\n", "0\r\n\r\n"),
            ("content-length: 99999999999999999999\r\n", "0\r\n\r\n"),
            ("content-length : 5\r\n", "0\r\n\r\n"),
            ("content-length: 0\r\n folded: yes\r\n", ""),
            ("transfer-encoding: xchunked\r\n", "0\r\n\r\n"),
            ("transfer-encoding : chunked\r\n", "0\r\n\r\n"),
            ("transfer-encoding: chunked\r\n", "+0\r\n\r\n"),
            ("transfer-encoding: chunked\r\n", "0x0\r\n\r\n"),
            ("transfer-encoding: chunked\r\n", "-0\r\n\r\n"),
            ("transfer-encoding: chunked\r\n", "fffffffffffffffff\r\n\r\n"),
            ("transfer-encoding: chunked\r\n", "1\r\n{}\r\n0\r\n\r\n"),
            // Two lengths of one body, in both orders: what follows must not be a request.
            ("content-length: 5\r\ntransfer-encoding: chunked\r\n", "0\r\n\r\n"),
            ("transfer-encoding: chunked\r\ncontent-length: 5\r\n", "0\r\n\r\n"),
        ] {
            let request = format!("{}{content}{hidden}", head(sandbox, headers));
            let answer = send_bytes(sandbox.url(), request.as_bytes()).await;
            assert!(matches!(answer.status, 400 | 413 | 501 | 0), "{headers}{content}: {answer:?}");
            assert!(!answer.body.contains("HTTP/1.1"), "{headers}{content}: {answer:?}");
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
