//! Faults of HTTP/1.1, each with the error or the retry that it has to end in.

use std::time::Duration;

use specwright_runtime::client::{Body, Delivery, Error, Reply, RequestBody, RetryPolicy};
use tokio::net::TcpSocket;

use crate::server::{Act, Client, Server, builder, call, response};

const SOON: Duration = Duration::from_millis(150);

/// What a call of a server with this fault gives, and how often the request was carried out.
async fn outcome(fault: Act, method: &str) -> (Result<Reply, Error>, usize) {
    let server = Server::start([fault]).await;
    let call = server.call(method).attempt_timeout(SOON).read_timeout(SOON);
    let result = call.reply().await;
    (result, server.carried_out().len())
}

fn head(length: usize) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n")
}

#[tokio::test]
async fn a_request_without_an_answer() {
    type Check = fn(&Error) -> bool;
    let cases: [(Act, Check); 6] = [
        (Act::Reset(Vec::new()), Error::is_broken),
        (Act::Close(Vec::new()), Error::is_broken),
        (Act::Stall(Vec::new()), Error::is_timeout),
        (Act::Close(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec()), Error::is_broken),
        (Act::Stall(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec()), Error::is_timeout),
        (Act::Write(b"SSH-2.0-OpenSSH_9.9\r\n\r\n".to_vec()), Error::is_broken),
    ];
    for (fault, check) in cases {
        let (result, carried_out) = outcome(fault.clone(), "GET").await;
        assert_eq!((result.unwrap().status().as_u16(), carried_out), (200, 2), "{fault:?}");
        let (result, carried_out) = outcome(fault.clone(), "PATCH").await;
        let error = result.unwrap_err();
        assert!(check(&error), "{fault:?} {error}");
        assert_eq!((error.delivery(), error.attempts(), carried_out), (Delivery::Unknown, 1, 1), "{fault:?}");
    }
}

#[tokio::test]
async fn an_answer_without_its_end() {
    type Check = fn(&Error) -> bool;
    let text = |text: String| text.into_bytes();
    let chunked = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    let cases: [(Act, Check); 7] = [
        (Act::Reset(text(head(9) + "{")), Error::is_broken),
        (Act::Close(text(head(9) + "{")), Error::is_broken),
        (Act::Stall(text(head(9) + "{")), Error::is_timeout),
        (Act::Stall(text(head(9))), Error::is_timeout),
        (Act::Close(text(format!("{chunked}1\r\n{{\r\n"))), Error::is_broken),
        (Act::Close(text(format!("{chunked}zz\r\n{{\r\n"))), Error::is_broken),
        (Act::Drip(text(head(90) + &"x".repeat(80)), Duration::from_millis(10)), Error::is_timeout),
    ];
    for (fault, check) in cases {
        let (result, carried_out) = outcome(fault.clone(), "GET").await;
        assert_eq!((&result.unwrap().body()[..], carried_out), (&b"{}"[..], 2), "{fault:?}");
        let (result, carried_out) = outcome(fault.clone(), "POST").await;
        let error = result.unwrap_err();
        assert!(check(&error), "{fault:?} {error}");
        assert_eq!((error.attempts(), carried_out), (1, 1), "{fault:?}");
        let is_answered = !matches!(fault, Act::Drip(..));
        assert_eq!(error.delivery() == Delivery::Answered, is_answered, "{fault:?}");
    }
}

#[tokio::test]
async fn a_slow_answer_is_an_answer() {
    let answer = response("200 OK", &[], "{}");
    let server = Server::start([Act::Drip(answer, Duration::from_millis(2))]).await;
    let reply = server.call("PATCH").read_timeout(SOON).reply().await.unwrap();
    assert_eq!((&reply.body()[..], server.carried_out().len()), (&b"{}"[..], 1));
}

#[tokio::test]
async fn a_length_that_is_too_short_does_not_spoil_the_next_answer() {
    let short = head(1) + "{\"a\":1}HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwrong";
    let server = Server::start([Act::Write(short.into_bytes())]).await;
    let client = server.builder().build().unwrap();
    assert_eq!(call(&client, "GET", "1").reply().await.unwrap().body(), "{");
    for method in ["GET", "PATCH"] {
        // The connection on which there is more than an answer is not used again.
        assert_eq!(call(&client, method, "2").reply().await.unwrap().body(), "{}");
    }
}

#[tokio::test]
async fn a_gzip_that_nobody_has_asked_for_is_left_as_it_is() {
    // The client sends no `Accept-Encoding`, so that there is nothing to decode, and to be truncated.
    let mut answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: 12\r\n\r\n".to_vec();
    answer.extend([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab, 0x56]);
    let server = Server::start([Act::Write(answer)]).await;
    let reply = server.call("GET").reply().await.unwrap();
    assert_eq!(reply.headers()["content-encoding"], "gzip");
    assert_eq!(reply.body().len(), 12);
}

#[tokio::test]
async fn a_kept_connection_that_the_server_has_closed() {
    let server = Server::start(std::iter::repeat_n(Act::Close(response("200 OK", &[], "{}")), 100)).await;
    let client: Client = server.builder().build().unwrap();
    for number in 0..50 {
        let name = number.to_string();
        let result = call(&client, "PATCH", &name).reply().await;
        let times = server.carried_out().iter().filter(|seen| **seen == name).count();
        match result {
            Ok(_) => assert_eq!(times, 1),
            // It was written to a connection that was being closed.
            Err(error) => assert!(times <= 1 && error.delivery() == Delivery::Unknown, "{error}"),
        }
        if number % 2 == 0 {
            // Time for the client to see that the connection is closed.
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_yet() {
    // A port that is taken and refuses connections.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    let policy = RetryPolicy::new().max_attempts(200).base_delay(Duration::from_millis(20)).max_delay(SOON);
    let client: Client = builder(&url).retry(policy).retry_budget(None).build().unwrap();
    let patch = tokio::spawn(call(&client, "PATCH", "1").reply());
    tokio::time::sleep(SOON).await;
    let server = Server::on(socket.listen(9).unwrap(), []);
    assert_eq!(patch.await.unwrap().unwrap().status().as_u16(), 200);
    assert_eq!(server.carried_out(), ["1"]);
}

#[tokio::test]
async fn an_upload_that_fails_is_not_carried_out() {
    let server = Server::start([]).await;
    let broken = || {
        let chunks = vec![Ok("tea "), Err(std::io::Error::other("the disk is gone"))];
        RequestBody::from_stream(Chunks(chunks.into_iter()))
    };
    for (body, method) in [(broken(), "PUT"), (broken().with_length(9), "POST")] {
        let error = server.call(method).body("text/plain", body).reply().await.unwrap_err();
        assert_eq!((error.delivery(), error.attempts()), (Delivery::Unknown, 1));
        let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
        assert!(causes.last().unwrap().to_string().contains("the disk is gone"));
    }
    assert!(server.carried_out().is_empty());
    // A stream of another length than was said is cut off too.
    for (length, carried_out) in [(4, 0), (2, 0), (3, 1)] {
        let server = Server::start([]).await;
        let body = RequestBody::from_stream(Body::from("tea")).with_length(length);
        let result = server.call("POST").body("text/plain", body).timeout(SOON).reply().await;
        assert_eq!((result.is_ok(), server.carried_out().len()), (carried_out == 1, carried_out), "{length}");
    }
}

struct Chunks(std::vec::IntoIter<std::io::Result<&'static str>>);

impl specwright_runtime::client::Stream for Chunks {
    type Item = std::io::Result<&'static str>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.get_mut().0.next())
    }
}
