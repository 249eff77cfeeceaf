//! A server of raw TCP that follows a script of faults and counts what it has carried out.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::client::{
    Api, ApiClient, Builder, Call, Core, KeyLocation, RetryPolicy, SchemeKind, SecurityScheme,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// No test waits for this long: it is how long a stalled server stalls.
const LONG: Duration = Duration::from_secs(60);

/// A client of nothing in particular.
#[derive(Clone)]
pub(crate) struct Client(pub(crate) Core);

impl ApiClient for Client {
    const API: &'static Api = &Api {
        title: "Any",
        version: "1",
        user_agent: "any/1",
        servers: &[],
        security_schemes: &[SecurityScheme {
            name: "Key",
            kind: SchemeKind::ApiKey { location: KeyLocation::Header, name: "x-api-key" },
        }],
    };

    fn from_core(core: Core) -> Self {
        Self(core)
    }
}

/// What the server does with a request that it has read.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Writes these bytes; the connection stays open.
    Write(Vec<u8>),
    /// Writes these bytes and closes the connection.
    Close(Vec<u8>),
    /// Writes these bytes, and breaks the connection with a reset.
    Reset(Vec<u8>),
    /// Writes these bytes, and then nothing.
    Stall(Vec<u8>),
    /// Writes these bytes one by one, with a pause after each.
    Drip(Vec<u8>, Duration),
}

impl Act {
    /// The normal answer.
    pub(crate) fn ok() -> Self {
        Self::Write(response("200 OK", &[], "{}"))
    }
}

/// A running server; dropping it ends it.
pub(crate) struct Server {
    url: String,
    state: Arc<State>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct State {
    acts: Mutex<VecDeque<Act>>,
    seen: Mutex<Vec<String>>,
}

impl Server {
    /// Does with each request what the script says, and then answers normally.
    pub(crate) async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap(), acts)
    }

    pub(crate) fn on(listener: TcpListener, acts: impl IntoIterator<Item = Act>) -> Self {
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(State { acts: Mutex::new(acts.into_iter().collect()), ..State::default() });
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        Self { url, state, task }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The requests that were carried out, complete with their bodies: the value of `x-call` of each.
    pub(crate) fn carried_out(&self) -> Vec<String> {
        self.state.seen.lock().unwrap().clone()
    }

    /// A client that waits for milliseconds where others wait for seconds.
    pub(crate) fn builder(&self) -> Builder<Client> {
        let quick = RetryPolicy::new().base_delay(Duration::from_millis(5));
        builder(self.url()).retry(quick)
    }

    pub(crate) fn call(&self, method: &str) -> Call {
        call(&self.builder().build().unwrap(), method, "1")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A client of the server at that URL, with the key.
pub(crate) fn builder(url: &str) -> Builder<Client> {
    crate::log::everything();
    Builder::new().base_url(url).api_key(crate::log::KEY)
}

/// A call that the server knows by its name.
pub(crate) fn call(client: &Client, method: &str, name: &str) -> Call {
    let call = client.0.request(method.parse().unwrap(), "/v1").header("x-call", name);
    if method == "GET" { call } else { call.body("text/plain", "tea") }
}

async fn serve(mut stream: TcpStream, state: Arc<State>) {
    let mut bytes = Vec::new();
    while let Some(head) = read_request(&mut stream, &mut bytes).await {
        let name = head.lines().find_map(|line| line.strip_prefix("x-call: ")).unwrap_or_default();
        state.seen.lock().unwrap().push(name.to_owned());
        let act = state.acts.lock().unwrap().pop_front().unwrap_or_else(Act::ok);
        match act {
            Act::Write(answer) => {
                let _ = stream.write_all(&answer).await;
            }
            Act::Close(answer) => {
                let _ = stream.write_all(&answer).await;
                return;
            }
            Act::Reset(answer) => {
                let _ = stream.write_all(&answer).await;
                // The client reads what came before the reset.
                tokio::time::sleep(Duration::from_millis(20)).await;
                stream.set_zero_linger().unwrap();
                return;
            }
            Act::Stall(answer) => {
                let _ = stream.write_all(&answer).await;
                tokio::time::sleep(LONG).await;
                return;
            }
            Act::Drip(answer, pause) => {
                stream.set_nodelay(true).unwrap();
                for byte in answer {
                    if stream.write_all(&[byte]).await.is_err() {
                        return;
                    }
                    tokio::time::sleep(pause).await;
                }
            }
        }
    }
}

/// Reads a request to the end of its body; nothing for one that is cut off. Its head, and the next one's beginning in
/// `bytes`.
async fn read_request(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<String> {
    loop {
        let text = String::from_utf8_lossy(bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: Option<usize> = match length {
                Some(length) => Some(length.parse().unwrap()),
                None if head.contains("transfer-encoding: chunked") => {
                    body.find("0\r\n\r\n").map(|at| at + 5)
                }
                None => Some(0),
            };
            if let Some(length) = length.filter(|length| body.len() >= *length) {
                bytes.drain(..head.len() + 4 + length);
                return Some(head.to_owned());
            }
        }
        if stream.read_buf(bytes).await.ok()? == 0 {
            return None;
        }
    }
}

/// A complete response of JSON.
pub(crate) fn response(status: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let headers = headers.iter().fold(String::new(), |all, (name, value)| all + name + ": " + value + "\r\n");
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")
        .into_bytes()
}
