//! `cargo xtask mutate`, for a short while.

use std::fs;

use crate::support::{root, xtask};

/// So many mutants that every kind of change comes up, and so few that nobody waits for them.
const COUNT: &str = "100";

#[test]
fn mutants_of_the_documents_of_this_workspace_do_no_harm() {
    for folder in ["spec", "tests/fixtures/emit"] {
        let run = xtask(root(), &["mutate", folder, "--count", COUNT, "--seconds", "600"]);
        assert_eq!(run.code, 0, "{folder}: {}{}", run.stdout, run.stderr);
        assert!(run.stdout.starts_with("mutate: 100 mutants: "), "{}", run.stdout);
    }
}

#[test]
fn a_finding_that_is_mended_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let finding = r#"{"kind": "panic", "message": "a.rs:1:2: no", "source": "a.json", "seed": 1, "number": 2, "document": {"openapi": "3.0.0"}}"#;
    fs::write(folder.path().join("finding.json"), finding).unwrap();
    let run = xtask(folder.path(), &["mutate", "--replay", "finding.json"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, "mended: panic: a.rs:1:2: no\n"), "{}", run.stderr);

    let run = xtask(folder.path(), &["mutate", "--replay", "finding.json", "--timeout", "0"]);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.starts_with("time-out: "), "{}", run.stdout);
}

#[test]
fn a_folder_without_documents_exits_with_2() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.yaml"), "swagger: '2.0'\n").unwrap();
    for arguments in [&["mutate", "."][..], &["mutate", "absent"], &["mutate", "--replay", "old.yaml"]] {
        let run = xtask(folder.path(), arguments);
        assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
    }
}
