//! `cargo xtask corpus`, as far as nothing has to be compiled.

use std::fs;

use serde_json::Value;

use crate::support::{API, root, xtask};

/// A document that no crate can be made of: its one path is in a file that is not there.
const BROKEN: &str = "openapi: 3.0.0\ninfo: { title: A, version: '1' }\npaths:\n  /a: { $ref: 'no.yaml' }\n";

#[test]
fn every_document_is_told_apart_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    for (name, text) in [
        ("a/good.yaml", API),
        ("old.json", r#"{"swagger": "2.0", "info": {}, "paths": {"/a": {"get": {}}}}"#),
        ("other.yml", "a: 1\n"),
        ("text.json", "{"),
        ("readme.md", "# A\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let run = xtask(folder.path(), &["corpus", ".", "--determinism", "--json", "report.json"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let lines = "documents   1 of 1 generated, 0 failed; apart: 2 not OpenAPI 3, 1 neither JSON nor YAML\n\
                 operations  1 of 1 generated (100.00 %)\n";
    assert!(run.stdout.starts_with(lines), "{}", run.stdout);

    let report: Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("report.json")).unwrap()).unwrap();
    let row = &report["documents"][0];
    assert_eq!(
        (&row["path"], &row["ok"], &row["error"]),
        (&"a/good.yaml".into(), &true.into(), &Value::Null)
    );
    assert_eq!((&row["operations"], &row["operations_generated"]), (&1.into(), &1.into()));
    assert_eq!((&row["same"], &row["compiled"]), (&true.into(), &Value::Null));
    assert!(row["lines"].as_u64() > Some(50) && row["models"].as_u64() > Some(1), "{row}");
    assert_eq!(report["apart"].as_array().unwrap().len(), 3);
}

#[test]
fn a_document_that_fails_hides_no_other() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bad.yaml"), BROKEN).unwrap();
    fs::write(folder.path().join("good.yaml"), API).unwrap();
    let run = xtask(folder.path(), &["corpus", ".", "--jobs", "1"]);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.starts_with("failed bad.yaml: "), "{}", run.stdout);
    assert!(run.stdout.contains("documents   1 of 2 generated, 1 failed;"), "{}", run.stdout);

    let run = xtask(folder.path(), &["corpus", ".", "--filter", "good*"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_document_that_takes_no_time_is_too_late_for_none() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.yaml"), API).unwrap();
    let run = xtask(folder.path(), &["corpus", ".", "--timeout", "0"]);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.starts_with("failed good.yaml: time-out: "), "{}", run.stdout);
}

#[test]
fn a_folder_without_documents_exits_with_2() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["corpus", "."][..], &["corpus", "absent"], &["corpus"]] {
        let run = xtask(folder.path(), arguments);
        assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
    }
}

#[test]
fn the_documents_of_this_workspace_are_generated() {
    for folder in ["spec", "tests/fixtures/emit"] {
        let run = xtask(root(), &["corpus", folder, "--determinism"]);
        assert_eq!(run.code, 0, "{folder}: {}{}", run.stdout, run.stderr);
    }
}
