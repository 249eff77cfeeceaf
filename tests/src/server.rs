//! A scripted HTTP server on loopback: real sockets, and answers down to the byte.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with a connection once it has read a request.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Sends these bytes and closes the connection.
    Bytes(Vec<u8>),
    /// Says nothing for as long as the client waits.
    Silence,
}

impl Answer {
    /// A whole response with a body.
    #[must_use]
    pub fn response(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        Self::cut(status, headers, body, body.len())
    }

    /// A response that promises `length` bytes of body, whatever it sends.
    #[must_use]
    pub fn cut(status: u16, headers: &[(&str, &str)], body: &str, length: usize) -> Self {
        use std::fmt::Write as _;
        let mut text =
            format!("HTTP/1.1 {status} Status\r\ncontent-length: {length}\r\nconnection: close\r\n");
        for (name, value) in headers {
            let _ = write!(text, "{name}: {value}\r\n");
        }
        text.push_str("\r\n");
        text.push_str(body);
        Self::Bytes(text.into_bytes())
    }
}

/// A request as it came over the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The method, such as `PATCH`.
    pub method: String,
    /// The target: path and query, still encoded.
    pub target: String,
    /// The headers with their names in lower case, in the order of sending.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Request {
    /// The value of the first header of that name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// A server that gives every request the same answer, and stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    url: String,
    seen: Arc<Mutex<Vec<Request>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Starts on a free port of loopback.
    ///
    /// # Errors
    ///
    /// No port can be had.
    pub async fn start(answer: Answer) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let seen = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, answer.clone(), Arc::clone(&record)));
            }
        });
        Ok(Self { url, seen, task })
    }

    /// Where it listens, such as `http://127.0.0.1:40001`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Every request so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.seen.lock().map(|seen| seen.clone()).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, answer: Answer, seen: Arc<Mutex<Vec<Request>>>) {
    let Ok(Some(request)) = read(&mut stream).await else { return };
    if let Ok(mut seen) = seen.lock() {
        seen.push(request);
    }
    match answer {
        Answer::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        // A minute outlasts every timeout that a test sets.
        Answer::Silence => tokio::time::sleep(Duration::from_secs(60)).await,
    }
}

/// Reads one request; `None` when the client closes the connection before the end of it.
async fn read(stream: &mut TcpStream) -> std::io::Result<Option<Request>> {
    let mut bytes = Vec::new();
    loop {
        if let Some(request) = parse(&bytes) {
            return Ok(Some(request));
        }
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk).await? {
            0 => return Ok(None),
            length => bytes.extend_from_slice(&chunk[..length]),
        }
    }
}

/// The request, once all of it has come.
fn parse(bytes: &[u8]) -> Option<Request> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let mut start = lines.next()?.split(' ');
    let mut request =
        Request { method: start.next()?.to_owned(), target: start.next()?.to_owned(), ..Request::default() };
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        request.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    (body.len() >= length).then(|| Request { body: body.to_owned(), ..request })
}
