//! Documents that nobody means well with: each gives a clear error in bounded time and memory, and writes nothing.

use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};

use crate::support::{API, xtask};

/// Far more than any of them takes, and far less than a document that is followed to its end.
const PATIENCE: Duration = Duration::from_secs(20);

/// Generates from a document of these bytes and says with which code it ended and what was printed.
fn refused(document: &[u8]) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), document).unwrap();
    let started = Instant::now();
    let run = xtask(folder.path(), &["codegen", "--spec", "api.yaml", "--out", "out"]);
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    assert!(!folder.path().join("out").exists(), "nothing is written");
    assert!(run.stderr.len() < 10_000, "the message is short: {} bytes", run.stderr.len());
    (run.code, run.stderr)
}

#[test]
fn a_file_of_100_megabytes_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::File::create(folder.path().join("api.yaml")).unwrap().set_len(100_000_000).unwrap();
    let run = xtask(folder.path(), &["codegen", "--spec", "api.yaml", "--out", "out"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("it has 100000000 bytes, and at most"), "{}", run.stderr);
}

#[test]
fn deep_nesting_is_refused() {
    for document in [
        "[".repeat(10_000),
        "{\"a\":".repeat(10_000),
        "- ".repeat(10_000),
        format!("{API}x-deep: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)),
    ] {
        let (code, message) = refused(document.as_bytes());
        assert_eq!(code, 1, "{message}");
        assert!(message.contains("limit-exceeded"), "{message}");
    }
}

#[test]
fn an_alias_bomb_is_refused() {
    let mut document = "x-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..12 {
        let alias = format!("*a{}", level - 1);
        writeln!(document, "x-{level}: &a{level} [{}]", vec![alias; 9].join(", ")).unwrap();
    }
    document.push_str(API);
    let (code, message) = refused(document.as_bytes());
    assert_eq!(code, 1, "{message}");
    assert!(message.contains("limit-exceeded"), "{message}");
}

#[test]
fn a_reference_out_of_the_folder_is_refused() {
    for target in
        ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "https://example.invalid/pet.yaml"]
    {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("api.yaml"), API.replace("#/components/schemas/Pet", target)).unwrap();
        let run = xtask(folder.path(), &["codegen", "--spec", "api.yaml", "--out", "out"]);
        let (code, message) = (run.code, run.stderr);
        assert_eq!(code, 1, "{message}");
        assert!(message.contains("forbidden-ref"), "{target}\n{message}");
        assert!(!message.contains("root:"), "no text of the file is shown\n{message}");
    }
}

#[test]
fn text_that_is_not_utf8_is_refused() {
    let mut document = API.as_bytes().to_vec();
    document.extend(b"x-note: caf\xe9\n");
    let (code, message) = refused(&document);
    assert_eq!(code, 1, "{message}");
    assert!(message.contains("invalid-utf8"), "{message}");
}

#[test]
fn a_document_without_content_is_refused() {
    for document in ["", "\n", "# nothing\n", "null\n", "[]", "42", "openapi: 3.0.0\n"] {
        let (code, message) = refused(document.as_bytes());
        assert_eq!(code, 1, "{document:?}\n{message}");
        assert!(message.contains("api.yaml"), "{document:?}\n{message}");
    }
}
