//! Cases in the layout of the JSON Schema test suite: those in this repository, and a checkout of the whole where
//! the environment variable `JSON_SCHEMA_SUITE` names one. `JSON_SCHEMA_METASCHEMAS` names the folder of the
//! metaschemas (`draft4.json`, `draft2020-12/schema.json`, `draft2020-12/meta/*.json`), without which the cases that
//! refer to them are counted as unresolved.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use specwright_runtime::{Profile, validate_json};

use crate::compile::{Compiler, Formats};
use crate::json::Json;
use crate::registry::{Draft, Registry};

#[derive(Default)]
struct Outcome {
    passed: usize,
    failures: Vec<String>,
    unresolved: Vec<String>,
}

/// Runs every case of a file.
fn run(file: &Path, draft: Draft, formats: Formats, folders: &[(&'static str, PathBuf)]) -> Outcome {
    let mut outcome = Outcome::default();
    let groups = Json::parse(&fs::read_to_string(file).unwrap());
    for group in groups.array().unwrap() {
        let schema = group.get("schema").unwrap();
        let mut registry = Registry::new(draft, folders.to_vec());
        registry.add(schema, "http://suite.example/case");
        let mut compiler = Compiler::new(&mut registry, formats);
        let assertions = compiler.compile(schema);
        let unresolved = compiler.unresolved;
        for test in group.get("tests").and_then(Json::array).unwrap() {
            let says = |json: &Json| json.get("description").and_then(Json::string).unwrap();
            let name = format!("{}: {} / {}", file.display(), says(group), says(test));
            let expected = test.get("valid").and_then(Json::boolean).unwrap();
            let found = validate_json(test.get("data").unwrap().raw.as_bytes(), assertions, Profile::DEFAULT);
            if let Some(first) = unresolved.first() {
                outcome.unresolved.push(format!("{name}: {first}"));
            } else if found.is_ok() == expected {
                outcome.passed += 1;
            } else {
                outcome.failures.push(format!("{name}: expected {expected}, found {found:?}"));
            }
        }
    }
    outcome
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files
}

#[test]
fn cases_of_this_repository() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assertions/cases");
    for file in json_files(&folder) {
        let draft = if file.ends_with("draft4.json") { Draft::Draft4 } else { Draft::Draft2020 };
        let outcome = run(&file, draft, Formats::Assert, &[]);
        assert_eq!(outcome.failures, [""; 0]);
        assert_eq!(outcome.unresolved, [""; 0]);
        assert!(outcome.passed > 0);
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the numbers are what it is run for")]
fn cases_of_the_public_suite() {
    let Some(suite) = env::var_os("JSON_SCHEMA_SUITE").map(PathBuf::from) else {
        println!("skipped: JSON_SCHEMA_SUITE names no checkout of the JSON Schema test suite");
        return;
    };
    let mut folders = vec![("http://localhost:1234/", suite.join("remotes"))];
    if let Some(metaschemas) = env::var_os("JSON_SCHEMA_METASCHEMAS").map(PathBuf::from) {
        folders.push(("https://json-schema.org/draft/2020-12/", metaschemas.join("draft2020-12")));
        folders.push(("http://json-schema.org/draft-04/schema", metaschemas.join("draft4.json")));
    }
    let mut required_failures = Vec::new();
    for (draft, name) in [(Draft::Draft2020, "draft2020-12"), (Draft::Draft4, "draft4")] {
        for (folder, formats) in
            [("", Formats::Annotate), ("optional", Formats::Annotate), ("optional/format", Formats::Assert)]
        {
            let mut all = Outcome::default();
            for file in json_files(&suite.join("tests").join(name).join(folder)) {
                let outcome = run(&file, draft, formats, &folders);
                all.passed += outcome.passed;
                all.failures.extend(outcome.failures);
                all.unresolved.extend(outcome.unresolved);
            }
            let [failed, unresolved] = [all.failures.len(), all.unresolved.len()];
            println!("{name} {folder}: {} passed, {failed} failed, {unresolved} unresolved", all.passed);
            for line in all.failures.iter().chain(&all.unresolved) {
                println!("  {line}");
            }
            if folder.is_empty() {
                required_failures.extend(all.failures);
            }
        }
    }
    assert_eq!(required_failures, [""; 0]);
}
