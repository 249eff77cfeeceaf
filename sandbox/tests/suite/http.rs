//! A client that sends what it is told, byte for byte.

use std::time::Duration;

use otark_brp_sandbox::Sandbox;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

pub(crate) const CUSTOMER: &str = "/v1/customers/cust_r8s9t0u1";
pub(crate) const PENDING: &str = "/v1/customers/cust_p3w7k2m9";

/// A response, taken apart.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    fn parse(text: &str) -> Self {
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

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The field errors as `field code`.
    pub(crate) fn errors(&self) -> Vec<String> {
        let json = self.json();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let errors = json["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| format!("{} {}", text(&error["field"]), text(&error["code"]))).collect()
    }
}

/// Sends bytes and reads what comes until the end.
pub(crate) async fn send_bytes(url: &str, bytes: &[u8]) -> Answer {
    crate::log::everything();
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).await.unwrap();
    // The server may have answered, and closed, before all is sent.
    let _ = stream.write_all(bytes).await;
    let mut read = Vec::new();
    let reading = stream.read_to_end(&mut read);
    let _ = tokio::time::timeout(Duration::from_secs(20), reading).await.expect("an answer in time");
    Answer::parse(&String::from_utf8_lossy(&read))
}

/// Sends a request.
pub(crate) async fn send(url: &str, line: &str, headers: &str, body: &str) -> Answer {
    let length = if body.is_empty() { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    let head = format!("{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}{length}\r\n{body}");
    send_bytes(url, head.as_bytes()).await
}

/// Sends an update with the key that may do so.
pub(crate) async fn patch(sandbox: &Sandbox, path: &str, body: &str) -> Answer {
    patch_with(sandbox, sandbox.api_key(), path, body).await
}

pub(crate) async fn patch_with(sandbox: &Sandbox, key: &str, path: &str, body: &str) -> Answer {
    let headers = format!("x-api-key: {key}\r\ncontent-type: application/json\r\n");
    send(sandbox.url(), &format!("PATCH {path}"), &headers, body).await
}

/// Calls the control plane.
pub(crate) async fn control(sandbox: &Sandbox, line: &str, body: &str) -> Answer {
    let headers = format!("authorization: Bearer {}\r\n", sandbox.control_token());
    send(sandbox.url(), line, &headers, body).await
}
