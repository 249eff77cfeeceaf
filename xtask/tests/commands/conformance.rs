//! `cargo xtask conformance`, as far as nothing has to be compiled.

use std::fs;

use crate::support::xtask;

#[test]
fn what_is_no_suite_exits_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let run = xtask(folder.path(), &["conformance", "."]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.starts_with("error: cannot read `./tests/draft4`"), "{}", run.stderr);

    fs::create_dir_all(folder.path().join("tests/draft4")).unwrap();
    fs::write(folder.path().join("tests/draft4/type.json"), r#"[{"description": "a", "schema": {}}]"#)
        .unwrap();
    let run = xtask(folder.path(), &["conformance", ".", "--draft", "draft4"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("group 0: `tests` is missing"), "{}", run.stderr);

    let run = xtask(folder.path(), &["conformance", ".", "--draft", "draft4", "--filter", "ref*"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("no test is left by the filter"), "{}", run.stderr);
}
