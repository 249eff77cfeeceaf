//! Connections: slow ones, bad ones, and what becomes of them when the server stops.

use std::time::{Duration, Instant};

use specwright_runtime::server::{Limits, Settings};
use tokio::io::AsyncWriteExt as _;

use crate::http::{Running, read};

#[tokio::test]
async fn a_head_that_does_not_come_is_given_up() {
    let limits = Limits::default().with_header_timeout(Duration::from_millis(200));
    let server = Running::with(Settings::default(), limits).await;
    let started = Instant::now();
    let mut stream = server.connect().await;
    stream.write_all(b"GET /notes HTTP/1.1\r\nhost: x\r\nx-slow: ").await.unwrap();
    let answer = read(&mut stream).await;
    assert!(matches!(answer.status, 0 | 408), "{answer:?}");
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_body_that_does_not_come_is_408() {
    let settings = Settings::default().with_read_timeout(Duration::from_millis(200));
    let server = Running::with(settings, Limits::default()).await;
    let mut stream = server.connect().await;
    let head = "POST /notes HTTP/1.1\r\nhost: x\r\nx-key: brp_live_3f9a71c2\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n\r\nabc";
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = read(&mut stream).await;
    assert_eq!((answer.status, answer.header("connection")), (408, "close"));
}

#[tokio::test]
async fn bytes_now_and_then_give_a_slow_request_no_more_time() {
    let settings = Settings::default().with_read_timeout(Duration::from_millis(300));
    let limits = Limits::default().with_header_timeout(Duration::from_millis(300));
    let server = Running::with(settings, limits).await;
    for head in [
        "GET /notes HTTP/1.1\r\nhost: x\r\nx-slow: ",
        "POST /notes HTTP/1.1\r\nhost: x\r\nx-key: brp_live_3f9a71c2\r\ncontent-type: text/plain\r\ncontent-length: 900\r\n\r\n",
    ] {
        let started = Instant::now();
        let mut stream = server.connect().await;
        stream.write_all(head.as_bytes()).await.unwrap();
        while stream.write_all(b"y").await.is_ok() {
            assert!(started.elapsed() < Duration::from_secs(10), "{head}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

#[tokio::test]
async fn a_head_that_is_too_large_or_no_http_is_refused() {
    let server = Running::start().await;
    let many = "x-many: y\r\n".repeat(10_000);
    let large = format!("x-large: {}\r\n", "y".repeat(200_000));
    for headers in [&many, &large] {
        let mut stream = server.connect().await;
        let head = format!("GET /notes HTTP/1.1\r\nhost: x\r\n{headers}\r\n");
        // The server may close before all of it is sent.
        let _ = stream.write_all(head.as_bytes()).await;
        let answer = read(&mut stream).await;
        assert!(matches!(answer.status, 0 | 400 | 431), "{answer:?}");
    }
    for bytes in [&b"\x16\x03\x01\x02\x00"[..], b"GET /\xff HTTP/1.1\r\n\r\n", b"GET /notes HTTP/9.9\r\n\r\n"]
    {
        let mut stream = server.connect().await;
        stream.write_all(bytes).await.unwrap();
        stream.shutdown().await.unwrap();
        assert!(matches!(read(&mut stream).await.status, 0 | 400..=499));
    }
    assert_eq!(server.send("GET /notes/7", "", "").await.status, 200);
}

#[tokio::test]
async fn two_lengths_are_no_two_requests() {
    let server = Running::start().await;
    for lengths in [
        "content-length: 4\r\ncontent-length: 5\r\n",
        "content-length: 4\r\ntransfer-encoding: chunked\r\n",
        "transfer-encoding: chunked\r\ncontent-length: 4\r\n",
        "transfer-encoding: chunked, identity\r\n",
        "content-length: +4\r\n",
    ] {
        let mut stream = server.connect().await;
        let smuggled = "GET /notes/7 HTTP/1.1\r\nhost: x\r\n\r\n";
        let head = format!(
            "POST /notes HTTP/1.1\r\nhost: x\r\nx-key: brp_live_3f9a71c2\r\n{lengths}content-type: text/plain\r\n\r\n0\r\n\r\n{smuggled}"
        );
        let _ = stream.write_all(head.as_bytes()).await;
        let _ = stream.shutdown().await;
        let answer = read(&mut stream).await;
        // Where both lengths are there, the chunks count, and the connection is closed behind them.
        let chunks_count = lengths.contains("chunked\r\n") && !lengths.contains("identity");
        assert!(chunks_count || matches!(answer.status, 0 | 400), "{lengths}: {answer:?}");
        assert!(!answer.body.contains("HTTP/1.1"), "{lengths}: {answer:?}");
    }
}

#[tokio::test]
async fn requests_that_run_are_ended_before_the_server_stops() {
    let mut server = Running::start().await;
    let mut idle = server.connect().await;
    let slow = async { server.send("GET /notes/3", "", "").await };
    let address = server.address;
    let slow = {
        let answer = tokio::time::timeout(Duration::from_millis(50), slow).await;
        assert!(answer.is_err(), "it takes longer than this");
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let head = "GET /notes/3 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
        stream.write_all(head.as_bytes()).await.unwrap();
        tokio::spawn(async move { read(&mut stream).await })
    };
    tokio::time::sleep(Duration::from_millis(50)).await;
    server.stop();
    assert_eq!(slow.await.unwrap().status, 200);
    let done = server.done.take().unwrap();
    tokio::time::timeout(Duration::from_secs(5), done).await.unwrap().unwrap();
    assert_eq!(read(&mut idle).await.status, 0);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
