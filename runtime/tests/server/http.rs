//! A client that sends what it is told, byte for byte, and a server to send it to.

use std::time::Duration;

use specwright_runtime::server::{Limits, Router, Settings, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::sample::{self, Notes};

/// A server that stops when it is dropped.
pub(crate) struct Running {
    pub(crate) address: std::net::SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    pub(crate) done: Option<tokio::task::JoinHandle<()>>,
}

impl Running {
    pub(crate) async fn start() -> Self {
        Self::with(Settings::default().with_body_limit(1000), Limits::default()).await
    }

    pub(crate) async fn with(settings: Settings, limits: Limits) -> Self {
        Self::of(sample::routes(Notes).with_settings(settings).into_router(), limits).await
    }

    pub(crate) async fn of(router: Router, limits: Limits) -> Self {
        crate::log::everything();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let done = tokio::spawn(async move {
            let stopped = async {
                let _ = stopped.await;
            };
            serve(listener, router, limits, stopped).await.unwrap();
        });
        Self { address, stop: Some(stop), done: Some(done) }
    }

    /// Asks the server to stop.
    pub(crate) fn stop(&mut self) {
        drop(self.stop.take());
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends a request and reads the answer to its end.
    pub(crate) async fn send(&self, line: &str, headers: &str, body: impl AsRef<[u8]>) -> Answer {
        let body = body.as_ref();
        let length =
            if body.is_empty() { String::new() } else { format!("content-length: {}\r\n", body.len()) };
        let head = format!("{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}{length}\r\n");
        let mut stream = self.connect().await;
        stream.write_all(head.as_bytes()).await.unwrap();
        let _ = stream.write_all(body).await;
        read(&mut stream).await
    }
}

/// Reads all that comes until the end.
pub(crate) async fn read(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let reading = stream.read_to_end(&mut bytes);
    let _ = tokio::time::timeout(Duration::from_secs(10), reading).await.expect("an answer in time");
    Answer::parse(&String::from_utf8_lossy(&bytes))
}

/// A response, taken apart.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        Self { status, headers, body: body.to_owned() }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}
