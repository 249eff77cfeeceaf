//! A server that writes given bytes as its answer, whatever they are, and keeps what it was sent.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::client::Builder;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::sample::Client;

/// No test waits for this long: it is how long a stalled server stalls.
const LONG: Duration = Duration::from_secs(60);

pub(crate) use crate::log::KEY;

/// What a server does once it has written its bytes.
#[derive(Clone, Copy)]
pub(crate) enum Then {
    /// It closes the connection.
    Close,
    /// It keeps the connection open and writes no more.
    Stall,
}

/// A running server; dropping it ends it.
pub(crate) struct Server {
    url: String,
    received: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Answers every request with `answer` and closes the connection.
    pub(crate) async fn start(answer: impl Into<Vec<u8>>) -> Self {
        Self::start_and(answer, Then::Close).await
    }

    /// Answers every request with `answer`.
    pub(crate) async fn start_and(answer: impl Into<Vec<u8>>, then: Then) -> Self {
        crate::log::everything();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let (answer, log) = (answer.into(), Arc::clone(&received));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, answer.clone(), then, Arc::clone(&log)));
            }
        });
        Self { url, received, task }
    }

    /// The URL of the server, without a slash at its end.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// A client of this server, with the key.
    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// The builder of a client of this server, with the key.
    pub(crate) fn builder(&self) -> Builder<Client> {
        Client::builder().base_url(self.url()).api_key(KEY)
    }

    /// The requests so far, each with its body.
    pub(crate) fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }

    /// The one request that came.
    pub(crate) fn only_request(&self) -> String {
        let received = self.received();
        assert_eq!(received.len(), 1, "{received:?}");
        received[0].clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, answer: Vec<u8>, then: Then, log: Arc<Mutex<Vec<String>>>) {
    let Some(request) = read_request(&mut stream).await else { return };
    log.lock().unwrap().push(request);
    let _ = stream.write_all(&answer).await;
    if let Then::Stall = then {
        tokio::time::sleep(LONG).await;
    }
}

async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
            return Some(text.into_owned());
        }
    }
}

/// A complete response of JSON.
pub(crate) fn json(status: &str, body: &str) -> String {
    response(status, &[("content-type", "application/json; charset=utf-8")], body)
}

/// A complete response.
pub(crate) fn response(status: &str, headers: &[(&str, &str)], body: &str) -> String {
    let headers = headers.iter().fold(String::new(), |all, (name, value)| all + name + ": " + value + "\r\n");
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}
