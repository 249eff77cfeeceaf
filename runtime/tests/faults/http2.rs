//! Faults of HTTP/2: streams that are reset, and connections that the server says goodbye to.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use h2::Reason;
use h2::server::{Connection, SendResponse};
use specwright_runtime::client::bytes::Bytes;
use specwright_runtime::client::http::{Request, Response};
use specwright_runtime::client::{Delivery, ReqwestTransport, RetryPolicy};
use tokio::net::{TcpListener, TcpStream};

use crate::server::{Client, builder, call};

/// What the server does with a request, once it has read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Answer,
    /// It resets the stream; with this reason it says whether it has looked at the request.
    Reset(Reason),
    /// It answers, and says that it takes no further request on this connection.
    AnswerAndGoAway,
    /// It breaks the connection without an answer.
    GoAway(Reason),
}

struct Server {
    url: String,
    carried_out: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Does these things in turn, over all connections, and then answers.
    async fn start(acts: &[Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let acts = Arc::new(Mutex::new(acts.iter().copied().rev().collect::<Vec<_>>()));
        let carried_out = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&carried_out);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&acts), Arc::clone(&log)));
            }
        });
        Self { url, carried_out }
    }

    fn client(&self) -> Client {
        let client = reqwest::Client::builder().http2_prior_knowledge().no_proxy().build().unwrap();
        let quick = RetryPolicy::new().base_delay(Duration::from_millis(5));
        let builder = builder(&self.url).retry(quick).timeout(Duration::from_secs(5));
        builder.transport(ReqwestTransport::new(client)).build().unwrap()
    }

    fn times(&self) -> usize {
        self.carried_out.lock().unwrap().len()
    }
}

async fn serve(stream: TcpStream, acts: Arc<Mutex<Vec<Act>>>, log: Arc<Mutex<Vec<String>>>) {
    let Ok(mut connection) = h2::server::handshake(stream).await else { return };
    while let Some(Ok((request, respond))) = connection.accept().await {
        let act = acts.lock().unwrap().pop().unwrap_or(Act::Answer);
        answer(&mut connection, &request, respond, act, &log);
    }
}

fn answer(
    connection: &mut Connection<TcpStream, Bytes>,
    request: &Request<h2::RecvStream>,
    mut respond: SendResponse<Bytes>,
    act: Act,
    log: &Mutex<Vec<String>>,
) {
    if act != Act::Reset(Reason::REFUSED_STREAM) {
        let name = request.headers().get("x-call").map(|name| name.to_str().unwrap().to_owned());
        log.lock().unwrap().extend(name);
    }
    let mut ok = || {
        let response = Response::builder().header("content-type", "application/json").body(()).unwrap();
        let mut body = respond.send_response(response, false).unwrap();
        body.send_data(Bytes::from_static(b"{}"), true).unwrap();
    };
    match act {
        Act::Answer => ok(),
        Act::AnswerAndGoAway => {
            ok();
            connection.graceful_shutdown();
        }
        Act::Reset(reason) => respond.send_reset(reason),
        Act::GoAway(reason) => connection.abrupt_shutdown(reason),
    }
}

#[tokio::test]
async fn a_stream_that_the_server_has_not_looked_at_is_sent_again() {
    for method in ["GET", "PATCH"] {
        let server = Server::start(&[Act::Reset(Reason::REFUSED_STREAM)]).await;
        let reply = call(&server.client(), method, "1").reply().await.unwrap();
        assert_eq!((reply.status().as_u16(), server.times()), (200, 1), "{method}");
    }
}

#[tokio::test]
async fn a_stream_or_a_connection_that_breaks_may_have_been_carried_out() {
    for act in [
        Act::Reset(Reason::INTERNAL_ERROR),
        Act::Reset(Reason::CANCEL),
        Act::GoAway(Reason::INTERNAL_ERROR),
        Act::GoAway(Reason::ENHANCE_YOUR_CALM),
    ] {
        let server = Server::start(&[act]).await;
        let reply = call(&server.client(), "GET", "1").reply().await.unwrap();
        assert_eq!((reply.status().as_u16(), server.times()), (200, 2), "{act:?}");

        let server = Server::start(&[act]).await;
        let error = call(&server.client(), "PATCH", "1").reply().await.unwrap_err();
        assert!(error.is_broken(), "{act:?} {error:?}");
        assert_eq!(
            (error.delivery(), error.attempts(), server.times()),
            (Delivery::Unknown, 1, 1),
            "{act:?}"
        );
    }
}

#[tokio::test]
async fn a_goodbye_after_an_answer_costs_nothing() {
    let server = Server::start(&[Act::AnswerAndGoAway; 10]).await;
    let client = server.client();
    for number in 0..20 {
        let reply = call(&client, "PATCH", &number.to_string()).reply().await.unwrap();
        assert_eq!(reply.attempts(), 1);
    }
    assert_eq!(server.times(), 20);
}

#[tokio::test]
async fn many_calls_over_a_connection_that_says_goodbye() {
    let server = Server::start(&[Act::Answer, Act::Answer, Act::AnswerAndGoAway]).await;
    let client = server.client();
    let tasks: Vec<_> =
        (0..30).map(|i| tokio::spawn(call(&client, "PATCH", &i.to_string()).reply())).collect();
    for task in tasks {
        match task.await.unwrap() {
            Ok(reply) => assert_eq!(reply.status().as_u16(), 200),
            Err(error) => assert_eq!(error.delivery(), Delivery::Unknown, "{error:?}"),
        }
    }
    let mut names = server.carried_out.lock().unwrap().clone();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "none was carried out twice");
}
