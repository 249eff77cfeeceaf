//! How many updates the sandbox carries out in a second, beside a bare handler that parses the same body with
//! `serde_json` and writes the same row: `cargo run --release -p otark-brp-sandbox --example load [seconds] [db]`.
//!
//! Both run in processes of their own and are asked by 64 connections that never pause. With `db`, both write to
//! files instead of to memory; with `soak`, the sandbox alone runs, and its memory is printed every ten seconds.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use otark_brp_sandbox::Sandbox;
use otark_brp_server::axum::Router;
use otark_brp_server::axum::extract::{Path, State};
use otark_brp_server::axum::routing::patch;
use otark_brp_server::{Bytes, Limits, StatusCode, serve};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const CONNECTIONS: usize = 64;
const BODY: &str = r#"{"balance_group":{"eic":"11YSOLARDACH--A","tso":"DE_AMPRION"},"metadata":{"cost_center":"CC-NUMBER","region":"NRW"}}"#;

type Failed = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    match arguments.first().map(String::as_str) {
        Some("serve-bare") => return bare(arguments.get(1)).await,
        Some("serve-sandbox") => return sandbox(arguments.get(1)).await,
        _ => {}
    }
    let seconds = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(10);
    let time = Duration::from_secs(seconds);
    let mut out = std::io::stdout();
    if has("soak") {
        let server = Server::start("serve-sandbox", has("db"))?;
        let load = tokio::spawn(load(server.address.clone(), time));
        for _ in 0..seconds / 10 {
            tokio::time::sleep(Duration::from_secs(10)).await;
            writeln!(out, "{} KiB", server.memory().unwrap_or_default())?;
        }
        let measured = load.await??;
        writeln!(out, "{measured}")?;
        return Ok(());
    }
    let mut rates = Vec::new();
    for kind in ["serve-bare", "serve-sandbox"] {
        let server = Server::start(kind, has("db"))?;
        load(server.address.clone(), Duration::from_secs(1)).await?;
        let measured = load(server.address.clone(), time).await?;
        writeln!(out, "{kind}: {measured}")?;
        rates.push(measured.rate);
    }
    writeln!(out, "the sandbox does {:.0} % of the bare handler", rates[1] / rates[0] * 100.0)?;
    Ok(())
}

/// A server in a process of its own, whose files go with it.
struct Server {
    child: Child,
    address: String,
    _folder: TempDir,
}

impl Server {
    fn start(kind: &str, file: bool) -> Result<Self, Failed> {
        let folder = tempfile::tempdir()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(kind).args(file.then(|| folder.path().join("load.db"))).stdout(Stdio::piped());
        let mut child = command.spawn()?;
        let mut address = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut address)?;
        Ok(Self { child, address: address.trim().to_owned(), _folder: folder })
    }

    /// The resident memory, in KiB.
    fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Measured {
    rate: f64,
    p50: Duration,
    p99: Duration,
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.0} requests per second, p50 {:?}, p99 {:?}", self.rate, self.p50, self.p99)
    }
}

async fn load(address: String, time: Duration) -> Result<Measured, Failed> {
    let started = Instant::now();
    let tasks: Vec<_> =
        (0..CONNECTIONS).map(|_| tokio::spawn(ask(address.clone(), started + time))).collect();
    let mut all: Vec<Duration> = Vec::new();
    for task in tasks {
        all.extend(task.await??);
    }
    let took = started.elapsed();
    all.sort_unstable();
    let at = |share: usize| all.get(all.len() * share / 100).copied().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "nobody counts that far")]
    let rate = all.len() as f64 / took.as_secs_f64();
    Ok(Measured { rate, p50: at(50), p99: at(99) })
}

/// One request after the other on one connection.
async fn ask(address: String, until: Instant) -> Result<Vec<Duration>, Failed> {
    let head = format!(
        "PATCH /v1/customers/cust_r8s9t0u1 HTTP/1.1\r\nhost: {address}\r\nx-api-key: brp_test_4nordwind8q2x7m5k1c9v\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        BODY.len()
    );
    let mut stream = TcpStream::connect(&address).await?;
    stream.set_nodelay(true)?;
    let (mut took, mut buffer) = (Vec::new(), Vec::new());
    let mut number = 100_000;
    while Instant::now() < until {
        // Each update changes something.
        number += 1;
        let request = head.clone() + &BODY.replace("NUMBER", &number.to_string());
        let started = Instant::now();
        stream.write_all(request.as_bytes()).await?;
        buffer.clear();
        loop {
            if stream.read_buf(&mut buffer).await? == 0 {
                return Err("the server hung up".into());
            }
            if is_whole(&buffer)? {
                break;
            }
        }
        took.push(started.elapsed());
    }
    Ok(took)
}

/// Is the response all there? Anything but a 200 ends the run.
fn is_whole(bytes: &[u8]) -> Result<bool, Failed> {
    let text = std::str::from_utf8(bytes)?;
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return Ok(false) };
    if !head.starts_with("HTTP/1.1 200") {
        return Err(text.to_owned().into());
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    Ok(body.len() >= length.unwrap_or(0))
}

async fn sandbox(file: Option<&String>) -> Result<(), Failed> {
    let builder = Sandbox::builder().rate_limit(u32::MAX);
    let builder = if let Some(file) = file { builder.database(file) } else { builder };
    let sandbox = builder.start().await?;
    writeln!(std::io::stdout(), "{}", sandbox.url().trim_start_matches("http://"))?;
    std::future::pending::<()>().await;
    Ok(())
}

async fn bare(file: Option<&String>) -> Result<(), Failed> {
    let connection = match file {
        Some(path) => rusqlite::Connection::open(path)?,
        None => rusqlite::Connection::open_in_memory()?,
    };
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.execute_batch(
        "CREATE TABLE customers (id TEXT PRIMARY KEY, eic TEXT, tso TEXT, metadata TEXT) STRICT, WITHOUT ROWID;
         INSERT INTO customers VALUES ('cust_r8s9t0u1', '', '', '');",
    )?;
    let router =
        Router::new().route("/v1/customers/{id}", patch(write)).with_state(Arc::new(Mutex::new(connection)));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    writeln!(std::io::stdout(), "{}", listener.local_addr()?)?;
    serve(listener, router, Limits::default(), std::future::pending()).await?;
    Ok(())
}

async fn write(
    State(connection): State<Arc<Mutex<rusqlite::Connection>>>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<String, StatusCode> {
    let body: serde_json::Value = serde_json::from_slice(&body).map_err(|_| StatusCode::BAD_REQUEST)?;
    let connection = connection.lock().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    let group = &body["balance_group"];
    let changed = connection
        .prepare_cached("UPDATE customers SET eic = ?2, tso = ?3, metadata = ?4 WHERE id = ?1")
        .and_then(|mut statement| {
            statement.execute((
                &id,
                group["eic"].as_str(),
                group["tso"].as_str(),
                body["metadata"].to_string(),
            ))
        });
    changed.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(body.to_string())
}
