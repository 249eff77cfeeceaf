//! `diff`: exit codes, inputs, forms, accepted changes.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{API, root, xtask};

/// The document without the property `kind`, and with a required parameter.
fn changed() -> String {
    let head = API.replace("        kind: { type: string, enum: [cat, dog], description: What it is }\n", "");
    let parameter = "        - { name: id, in: path, required: true, schema: { type: string } }\n";
    let more = "        - { name: q, in: query, required: true, schema: { type: string } }\n";
    head.replace(parameter, &format!("{parameter}{more}"))
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("base.yaml"), API).unwrap();
    fs::write(folder.path().join("head.yaml"), changed()).unwrap();
    folder
}

#[test]
fn the_exit_code_says_what_was_found() {
    let folder = folder();
    let code = |arguments: &[&str]| xtask(folder.path(), &[&["diff"], arguments].concat()).code;
    assert_eq!(code(&["base.yaml", "base.yaml"]), 0);
    assert_eq!(code(&["base.yaml", "head.yaml"]), 1);
    assert_eq!(code(&["base.yaml", "head.yaml", "--fail-on", "none"]), 0);
    let quiet = ["--level", "new-required-request-parameter=off"];
    assert_eq!(code(&[&["base.yaml", "head.yaml"], &quiet[..]].concat()), 0);
    assert_eq!(code(&[&["base.yaml", "head.yaml", "--fail-on", "warning"], &quiet[..]].concat()), 1);
    assert_eq!(code(&["base.yaml", "absent.yaml"]), 2);
    assert_eq!(code(&["base.yaml", "head.yaml", "--level", "no-such-rule=off"]), 2);
    assert_eq!(code(&["base.yaml", "head.yaml", "--level", "api-tag-added=loud"]), 2);
}

#[test]
fn a_document_with_errors_is_never_told_to_be_compared_completely() {
    let folder = folder();
    fs::write(
        folder.path().join("broken.yaml"),
        API.replace("#/components/schemas/Pet", "#/components/schemas/Pat"),
    )
    .unwrap();
    let run = xtask(folder.path(), &["diff", "base.yaml", "broken.yaml"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("broken.yaml:15:"), "{}", run.stderr);
    assert!(run.stderr.contains("the comparison is not complete"), "{}", run.stderr);
    assert!(run.stdout.contains("not complete"), "{}", run.stdout);
    let run = xtask(folder.path(), &["diff", "base.yaml", "broken.yaml", "--format", "json"]);
    assert!(run.stdout.contains("incomplete-comparison"), "{}", run.stdout);
    fs::write(folder.path().join("text.yaml"), "just text").unwrap();
    let run = xtask(folder.path(), &["diff", "base.yaml", "text.yaml"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("cannot compare"), "{}", run.stderr);
}

#[test]
fn accepted_changes_do_not_fail_and_stale_ones_are_told() {
    let folder = folder();
    let accept = |until: &str| {
        format!(
            "[[accept]]\nrule = \"new-required-request-parameter\"\npointer = \"/paths/~1pets~1{{id}}/get\"\nreason = \"agreed\"\nuntil = \"{until}\"\n\
             [[accept]]\nrule = \"api-tag-added\"\npointer = \"/paths\"\nreason = \"none\"\nuntil = \"2099-01-01\"\n"
        )
    };
    fs::write(folder.path().join("accept.toml"), accept("2026-06-30")).unwrap();
    let run = |today: &str| {
        xtask(folder.path(), &["diff", "base.yaml", "head.yaml", "--ignore", "accept.toml", "--today", today])
    };
    let early = run("2026-06-30");
    assert_eq!(early.code, 0, "{}", early.stdout);
    assert!(early.stdout.contains("accepted: agreed"), "{}", early.stdout);
    assert!(early.stderr.contains("stale: `api-tag-added`"), "{}", early.stderr);
    let late = run("2026-07-01");
    assert_eq!(late.code, 1);
    assert!(late.stderr.contains("expired: `new-required-request-parameter`"), "{}", late.stderr);
    fs::write(folder.path().join("accept.toml"), accept("soon")).unwrap();
    assert_eq!(run("2026-06-30").code, 2);
}

#[test]
fn every_form_is_well_formed() {
    let folder = folder();
    let form =
        |format: &str| xtask(folder.path(), &["diff", "base.yaml", "head.yaml", "--format", format]).stdout;
    let records: Vec<serde_json::Value> = serde_json::from_str(&form("json")).unwrap();
    let keys = |record: &serde_json::Value| record.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert!(records.iter().all(|record| keys(record) == keys(&records[0])), "{records:#?}");
    let added = records.iter().find(|record| record["id"] == "new-required-request-parameter").unwrap();
    assert_eq!(added["operation"], "GET /pets/{id}");
    assert_eq!(added["spans"]["head"]["line"], 10);
    assert_eq!(added["rust"][0]["item"], "pets::client::Client::get_pet");
    assert_eq!(added["rust"][0]["bump"], "major");
    let sarif: serde_json::Value = serde_json::from_str(&form("sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert_eq!(sarif["runs"][0]["results"][0]["level"], "error");
    assert!(form("github").starts_with("::error file=head.yaml,line=10,"), "{}", form("github"));
    assert!(form("junit").contains("<failure type=\"new-required-request-parameter\""));
    assert!(form("markdown").contains("## Breaking changes\n\n### `GET /pets/{id}`"), "{}", form("markdown"));
    let page = form("html");
    assert!(page.starts_with("<!doctype html>") && page.contains("prefers-color-scheme: dark"));
    assert!(!page.contains("http://") && !page.contains("https://"), "the page needs nothing else");
}

#[test]
fn documents_of_commits_are_read_through_git() {
    let folder = folder();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        let output =
            Command::new("git").current_dir(folder.path()).args(identity).args(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "base.yaml"]);
    git(&["commit", "--quiet", "--message", "first"]);
    // The workspace is where the command is built, so git is asked there; a path that it does not know is an error.
    let run = xtask(folder.path(), &["diff", "git:HEAD:no-such-file.yaml", "head.yaml"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("cannot read `no-such-file.yaml` of `HEAD`"), "{}", run.stderr);
    if is_in_git(root()) {
        let run =
            xtask(folder.path(), &["diff", "git:HEAD:spec/otark-brp.yaml", "git:HEAD:spec/otark-brp.yaml"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
}

fn is_in_git(folder: &Path) -> bool {
    folder.join(".git").exists()
        && Command::new("git")
            .current_dir(folder)
            .args(["rev-parse", "HEAD"])
            .output()
            .is_ok_and(|output| output.status.success())
}

#[test]
fn rules_are_listed_and_explained() {
    let list = xtask(root(), &["diff", "--rules"]).stdout;
    assert!(list.lines().count() > 486, "{}", list.lines().count());
    assert!(list.lines().all(|line| line.split('\t').count() == 4));
    let explained = xtask(root(), &["diff", "--explain", "request-property-max-decreased"]).stdout;
    assert!(explained.contains("breaking") && explained.contains("maximum: 5"), "{explained}");
    let unknown = xtask(root(), &["diff", "--explain", "request-property-max-decreasd"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("did you mean `request-property-max-decreased`?"), "{}", unknown.stderr);
}
