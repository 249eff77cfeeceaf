//! What the comparison of clients shares: a server that does next to nothing, and the client that one would write by
//! hand.

use std::io::{self, Write as _};
use std::time::Duration;

use garde::Validate as _;
use reqwest::StatusCode;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::{payload, plain};

/// The key of the calls.
pub const KEY: &str = "brp_live_3f9a71c2";

/// The customer that the calls update.
pub const CUSTOMER: &str = "cust_r8s9t0u1";

/// Prints its address, and answers every request with the same customer: in a process of its own, on one thread, so
/// that what is compared is the clients.
///
/// # Errors
///
/// No port can be had.
pub fn serve() -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        writeln!(io::stdout(), "http://{}", listener.local_addr()?)?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            tokio::spawn(answer(stream));
        }
    })
}

/// Answers request after request.
async fn answer(mut stream: TcpStream) -> io::Result<()> {
    let response = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-ratelimit-limit: 300\r\nx-ratelimit-remaining: 299\r\nx-ratelimit-reset: 60\r\nx-request-id: req_1\r\ncontent-length: {}\r\n\r\n{}",
        payload::CUSTOMER.len(),
        payload::CUSTOMER
    );
    let mut bytes = Vec::with_capacity(4096);
    loop {
        if let Some(end) = end_of_request(&bytes) {
            bytes.drain(..end);
            stream.write_all(response.as_bytes()).await?;
        } else if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(());
        }
    }
}

/// Where the first request ends, once all of it has come.
fn end_of_request(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&bytes[..head]).ok()?;
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    Some(head + 4 + length.unwrap_or(0)).filter(|end| bytes.len() >= *end)
}

/// A client of the Otark API as one would write it by hand with reqwest, serde and garde.
#[derive(Clone, Debug)]
pub struct ByHand {
    http: reqwest::Client,
    base: String,
    key: HeaderValue,
}

/// What goes wrong with it.
pub type Failed = Box<dyn std::error::Error + Send + Sync>;

impl ByHand {
    /// A client of the server with that URL.
    ///
    /// # Errors
    ///
    /// reqwest finds nothing to build on.
    pub fn new(base: &str) -> Result<Self, Failed> {
        let mut key = HeaderValue::from_static(KEY);
        key.set_sensitive(true);
        let http = reqwest::Client::builder()
            .user_agent("by-hand/0.1.0")
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .no_proxy()
            .build()?;
        Ok(Self { http, base: base.to_owned(), key })
    }

    /// Updates a customer: the customer, and what is said of the rate limit.
    ///
    /// # Errors
    ///
    /// There is no answer, or it is another one than 200 with a customer.
    pub async fn update_customer(
        &self,
        id: &str,
        update: &plain::CustomerUpdate,
    ) -> Result<(plain::Customer, [Option<i64>; 3]), Failed> {
        update.validate()?;
        let response = self
            .http
            .patch(format!("{}/v1/customers/{id}", self.base))
            .header("x-api-key", self.key.clone())
            .header(ACCEPT, "application/json, application/problem+json")
            .header(CONTENT_TYPE, "application/json")
            .timeout(Duration::from_secs(30))
            .body(serde_json::to_vec(update)?)
            .send()
            .await?;
        let status = response.status();
        let limit = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"]
            .map(|name| response.headers().get(name)?.to_str().ok()?.parse().ok());
        let body = response.bytes().await?;
        if status != StatusCode::OK {
            return Err(format!("{status}: {}", String::from_utf8_lossy(&body)).into());
        }
        Ok((serde_json::from_slice(&body)?, limit))
    }
}
