//! The program: what it prints, how soon it serves, and that it ends when it is asked to.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::http::{CUSTOMER, send};

/// The program while it runs; it is killed when this is dropped.
pub(crate) struct Program {
    child: Child,
    pub(crate) url: String,
    pub(crate) key: String,
    pub(crate) lines: Vec<String>,
}

impl Program {
    /// Starts it on a free port, and waits until it has said what it has to say.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_otark-brp-sandbox"))
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let mut lines = Vec::new();
        for line in out.lines() {
            let line = line.unwrap();
            let is_last = line.starts_with("curl ");
            lines.push(line);
            if is_last {
                break;
            }
        }
        let word = |line: usize, index: usize| lines[line].split_whitespace().nth(index).unwrap().to_owned();
        let (url, key) = (word(0, 4).trim_end_matches(',').to_owned(), word(1, 2));
        Self { child, url, key, lines }
    }

    pub(crate) fn with_database(file: &Path) -> Self {
        Self::start(&["--db", file.to_str().unwrap(), "--rate-limit", "1000000"])
    }

    /// Kills it without a word.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn what_it_prints_works_when_pasted() {
    let started = Instant::now();
    let program = Program::start(&[]);
    let took = started.elapsed();
    // Built for speed and on an idle machine it takes a tenth of this.
    assert!(took < Duration::from_secs(2), "{took:?}");
    let curl = program.lines.last().unwrap();
    let (path, body) = {
        let after = curl.split(&program.url).nth(1).unwrap();
        (after.split(' ').next().unwrap(), curl.rsplit("-d '").next().unwrap().trim_end_matches('\''))
    };
    assert!(curl.contains(&format!("X-Api-Key: {}", program.key)));
    let headers = format!("x-api-key: {}\r\ncontent-type: application/json\r\n", program.key);
    let answer = send(&program.url, &format!("PATCH {path}"), &headers, body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test]
async fn a_database_and_a_seed_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let (seed, database) = (folder.path().join("seed.yaml"), folder.path().join("a.db"));
    let text = "keys: [{key: k1, brp: B, scopes: ['customers:write']}]\ncustomers: [{id: c 1, brp: B, name: N, status: pending, assigned_at: 2026-01-01T00:00:00Z, created_at: 2026-01-01T00:00:00Z}]\n";
    std::fs::write(&seed, text).unwrap();
    let arguments = ["--seed", seed.to_str().unwrap(), "--db", database.to_str().unwrap()];
    let headers = "x-api-key: k1\r\ncontent-type: application/json\r\n";
    let mut program = Program::start(&arguments);
    let answer = send(&program.url, "PATCH /v1/customers/c%201", headers, r#"{"status":"active"}"#).await;
    assert_eq!(answer.status, 200);
    program.kill();
    let program = Program::start(&arguments);
    let answer = send(&program.url, "PATCH /v1/customers/c%201", headers, r#"{"status":"active"}"#).await;
    assert_eq!(answer.status, 409, "what there was is still there");
    drop(program);
    // Without the seed that it was made with, what is shown is still what is there.
    let program = Program::start(&arguments[2..]);
    assert_eq!(program.key, "k1");
    assert!(program.lines.last().unwrap().contains("/v1/customers/c%201 "), "{:?}", program.lines);
}

#[cfg(unix)]
#[tokio::test]
async fn it_ends_well_when_it_is_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("a.db");
    for signal in ["-TERM", "-INT"] {
        let mut program = Program::with_database(&database);
        let headers = format!("x-api-key: {}\r\ncontent-type: application/json\r\n", program.key);
        let body = format!(r#"{{"metadata":{{"signal":"{signal}"}}}}"#);
        assert_eq!(send(&program.url, &format!("PATCH {CUSTOMER}"), &headers, &body).await.status, 200);
        let asked = Command::new("kill").args([signal, &program.child.id().to_string()]).status().unwrap();
        assert!(asked.success() && program.child.wait().unwrap().success(), "{signal}");
        let (store, _) = otark_brp_sandbox::Store::open(Some(&database)).unwrap();
        assert_eq!(store.customer("cust_r8s9t0u1").unwrap().unwrap().metadata["signal"], signal);
    }
}

#[tokio::test]
async fn the_request_log_is_lines_of_json() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("requests.jsonl");
    let program = Program::start(&["--log", log.to_str().unwrap()]);
    let headers = format!("x-api-key: {}\r\ncontent-type: application/json\r\n", program.key);
    send(&program.url, &format!("PATCH {CUSTOMER}"), &headers, "{}").await;
    send(&program.url, "GET /nowhere", "", "").await;
    let text = std::fs::read_to_string(&log).unwrap();
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = lines.iter().map(|line| (line["path"].as_str(), line["status"].as_u64())).collect();
    assert_eq!(told, [(Some(CUSTOMER), Some(200)), (Some("/nowhere"), Some(404))]);
    assert!(!text.contains(&program.key));
}

#[test]
fn mistakes_are_told_and_end_it() {
    for (arguments, what) in
        [(["--seed", "/nowhere/seed.yaml"], "No such file"), (["--listen", "256.0.0.1:1"], "invalid")]
    {
        let run = Command::new(env!("CARGO_BIN_EXE_otark-brp-sandbox")).args(arguments).output().unwrap();
        assert!(!run.status.success());
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(said.contains(what), "{said}");
    }
}
