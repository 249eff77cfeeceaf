//! The built binary, as a person meets it: exit codes, what is printed, what is written.

use std::fs;
use std::path::Path;

use crate::support::{self, API, Run, Workspace, files, xtask};

/// A folder with `api.yaml`.
fn project(document: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), document).unwrap();
    folder
}

fn generate(folder: &Path, more: &[&str]) -> Run {
    xtask(folder, &[&["codegen", "--spec", "api.yaml", "--out", "out"], more].concat())
}

#[test]
fn wrong_usage_exits_with_2() {
    let folder = project(API);
    for arguments in [
        &["codegen", "--no-such-flag"][..],
        &["codegen", "--check", "--dry-run"],
        &["codegen", "--spec", "api.yaml"],
        &["no-such-command"],
        &["spec", "import"],
    ] {
        let run = xtask(folder.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}\n{}", run.stderr);
    }
}

#[test]
fn arguments_that_cannot_be_read_exit_with_2_and_name_the_reason() {
    let folder = project(API);
    fs::create_dir(folder.path().join("folder")).unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    for (arguments, reason) in [
        (&["--spec", "absent.yaml", "--out", "out"][..], "absent.yaml"),
        (&["--spec", "folder", "--out", "out"], "it is a folder, and a file is expected"),
        (&["--spec", "api.yaml", "--out", "file"], "is a file, and a folder is expected"),
        (&["--spec", "api.yaml", "--out", "out", "--config", "absent.toml"], "absent.toml"),
        (&["--spec", "api.yaml", "--out", "out", "--overlay", "folder"], "it is a folder"),
    ] {
        let run = xtask(folder.path(), &[&["codegen"], arguments].concat());
        assert_eq!(run.code, 2, "{arguments:?}\n{}", run.stderr);
        assert!(run.stderr.contains(reason), "{arguments:?}\n{}", run.stderr);
        assert!(!folder.path().join("out").exists());
    }
}

#[test]
fn a_document_becomes_crates_that_are_fresh_afterwards() {
    let folder = project(API);
    let dry = generate(folder.path(), &["--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.stderr);
    assert!(dry.stdout.lines().all(|line| line.starts_with("create ")), "{}", dry.stdout);
    assert!(!folder.path().join("out").exists(), "a dry run writes nothing");

    let json = generate(folder.path(), &["--dry-run", "--message-format", "json"]);
    let first: serde_json::Value = serde_json::from_str(json.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(first, serde_json::json!({"file": "out/Cargo.toml", "state": "missing"}));

    let missing = generate(folder.path(), &["--check"]);
    assert_eq!(missing.code, 1, "{}", missing.stderr);
    assert!(missing.stdout.contains("run `cargo xtask codegen --spec api.yaml --out out` to mend this"));
    assert!(!folder.path().join("out").exists(), "a check writes nothing");

    let first = generate(folder.path(), &[]);
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert!(first.stdout.is_empty(), "progress is on standard error");
    let last = first.stderr.lines().last().unwrap();
    assert!(last.starts_with("codegen: 1 operation, ") && last.ends_with(" ms"), "{last}");
    let written = files(&folder.path().join("out"));
    assert_eq!(written.len(), dry.stdout.lines().count());
    assert!(written.keys().any(|path| path.ends_with("Cargo.toml")), "{written:?}");

    let second = generate(folder.path(), &[]);
    assert_eq!(second.code, 0, "{}", second.stderr);
    assert!(second.stderr.contains(&format!(" 0 of {} files written", written.len())), "{}", second.stderr);
    assert_eq!(generate(folder.path(), &["--check"]).code, 0);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let generated = || {
        let folder = project(API);
        let run = generate(folder.path(), &[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let generated = files(&folder.path().join("out"));
        let name = folder.path().file_name().unwrap().to_str().unwrap().to_owned();
        assert!(generated.values().all(|text| !text.contains(&name)), "no file names the folder");
        generated
    };
    assert_eq!(generated(), generated());
}

#[test]
fn what_is_not_fresh_is_named_and_mended() {
    let folder = project(API);
    assert_eq!(generate(folder.path(), &[]).code, 0);
    let out = folder.path().join("out");
    let generated = files(&out);
    let owned = generated.keys().find(|path| path.starts_with("src/types/")).unwrap();
    let owned_folder = Path::new(owned).parent().unwrap();

    let path = out.join(owned);
    let changed = fs::read_to_string(&path).unwrap().replacen(' ', "  ", 1);
    fs::write(&path, &changed).unwrap();
    let run = generate(folder.path(), &["--check"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.starts_with(&format!("stale: out/{owned}\n")), "{}", run.stdout);
    assert!(run.stdout.contains("\n@@ "), "{}", run.stdout);
    assert_eq!(fs::read_to_string(&path).unwrap(), changed, "a check writes nothing");

    fs::write(out.join(owned_folder).join("stray.txt"), "").unwrap();
    let run = generate(folder.path(), &["--check"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("orphaned: out/"), "{}", run.stdout);

    assert_eq!(generate(folder.path(), &[]).code, 0);
    assert_eq!(files(&out), generated);
}

#[test]
fn an_error_exits_with_1_and_the_rest_is_generated() {
    let folder = project(API);
    assert_eq!(generate(folder.path(), &[]).code, 0);
    let generated = files(&folder.path().join("out"));
    let broken = API.replace("#/components/schemas/Pet", "#/components/schemas/Pot");
    fs::write(folder.path().join("api.yaml"), broken).unwrap();
    for more in [&["--check"][..], &["--dry-run"], &[]] {
        assert_eq!(files(&folder.path().join("out")), generated, "{more:?}");
        let run = generate(folder.path(), more);
        assert_eq!(run.code, 1, "{more:?}");
        assert!(run.stderr.contains("unresolved-ref"), "{}", run.stderr);
        assert!(run.stderr.contains("api.yaml:"), "{}", run.stderr);
        assert!(!run.stderr.contains(&*folder.path().to_string_lossy()), "{}", run.stderr);
    }
    let rest = files(&folder.path().join("out"));
    assert!(rest.iter().any(|(path, text)| path.ends_with("models.rs") && text.contains("struct Pet")));
    assert_eq!(generate(folder.path(), &["--check"]).code, 1, "an error remains one");

    let json = generate(folder.path(), &["--message-format", "json"]);
    assert_eq!(json.code, 1);
    let first: serde_json::Value = serde_json::from_str(json.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(first["code"], "unresolved-ref", "{first}");

    let colored = generate(folder.path(), &["--color", "always"]);
    assert!(colored.stderr.contains("\u{1b}["));
    assert!(!generate(folder.path(), &["--color", "never"]).stderr.contains("\u{1b}["));
}

#[test]
fn a_document_that_cannot_be_read_exits_with_1_and_changes_nothing() {
    let folder = project(API);
    assert_eq!(generate(folder.path(), &[]).code, 0);
    let generated = files(&folder.path().join("out"));
    for broken in ["openapi: [", "swagger: '2.0'\n", "- 1\n", ""] {
        fs::write(folder.path().join("api.yaml"), broken).unwrap();
        for more in [&[][..], &["--check"], &["--dry-run"]] {
            let run = generate(folder.path(), more);
            assert_eq!(run.code, 1, "{broken:?} {more:?}");
            assert!(run.stderr.contains("nothing written"), "{}", run.stderr);
        }
        assert_eq!(files(&folder.path().join("out")), generated);
    }
}

#[test]
fn the_generated_crates_of_this_workspace_are_fresh() {
    let nomination = ["--spec", "tests/nomination.yaml", "--out", "tests/src/generated/nomination"];
    let fuzz = ["--spec", "fuzz/types.yaml", "--out", "fuzz/src/generated/types"];
    for more in [&[][..], &nomination, &fuzz] {
        let run = xtask(support::root(), &[&["codegen", "--check"], more].concat());
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    }
}

#[test]
fn the_page_of_this_workspace_gives_its_document() {
    let run = xtask(support::root(), &["spec", "import", "spec/pages/otark-update-customer.md", "--check"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_change_anywhere_makes_the_workspace_stale() {
    let workspace = Workspace::copy();
    let check = || workspace.xtask(&["codegen", "--check"]);
    assert_eq!(workspace.xtask(&["codegen"]).code, 0);
    assert_eq!(check().code, 0, "{}", check().stderr);

    // A field is added to the document.
    workspace.edit("spec/otark-brp.yaml", |text| {
        text.replacen(
            "        name:\n          type: string\n",
            "        nickname:\n          type: string\n        name:\n          type: string\n",
            1,
        )
    });
    let run = check();
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stdout.contains("+    pub nickname: Option<String>,"), "{}", run.stdout);
    assert!(run.stdout.ends_with("run `cargo xtask codegen` to mend this\n"), "{}", run.stdout);

    // What the command then writes is fresh, and the rest keeps its time.
    assert_eq!(workspace.xtask(&["codegen"]).code, 0);
    assert_eq!(check().code, 0);
}

#[test]
fn strict_makes_warnings_errors_and_the_ledger_says_what_became_of_everything() {
    let folder = project(&API.replace("  schemas:\n", "  schemas:\n    Odd: { type: string, tpye: 1 }\n"));
    assert_eq!(generate(folder.path(), &[]).code, 0);
    assert_eq!(generate(folder.path(), &["--strict"]).code, 1);

    let run = generate(folder.path(), &["--ledger", "ledger.json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("operations"), "{}", run.stdout);
    let text = fs::read_to_string(folder.path().join("ledger.json")).unwrap();
    let ledger: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(ledger["totals"]["operations"]["refused"], 0, "{ledger}");

    // What is allowed is neither told nor an error.
    fs::write(folder.path().join("s.toml"), "[lints]\nunknown-keyword = \"allow\"\n").unwrap();
    let run = generate(folder.path(), &["--strict", "--config", "s.toml"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stderr.contains("unknown-keyword"), "{}", run.stderr);
}
