//! The data of our own suite for OpenAPI 3.0: `cargo xtask conformance tests/conformance --draft openapi3.0` runs it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use suite::fixture;

/// The files of the suite, each with its groups.
fn files() -> BTreeMap<String, Vec<Value>> {
    let folder = fixture::root().join("tests/conformance/tests/openapi3.0");
    let mut paths = Vec::new();
    json_files(&folder, &mut paths);
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let text = std::fs::read_to_string(path).unwrap();
        let groups = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, groups)
    };
    paths.iter().map(read).collect()
}

fn json_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            json_files(&path, found);
        } else {
            assert!(path.extension().is_some_and(|extension| extension == "json"), "{}", path.display());
            found.push(path);
        }
    }
}

fn text<'v>(value: &'v Value, member: &str, place: &str) -> &'v str {
    let text = value[member].as_str().unwrap_or_else(|| panic!("{place}: `{member}` is no text"));
    assert!(!text.trim().is_empty() && !text.ends_with('.'), "{place}: `{member}` is `{text}`");
    text
}

fn members(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn every_group_says_what_it_rests_on() {
    let mut tests = 0;
    for (file, groups) in files() {
        let mut descriptions = BTreeSet::new();
        for group in &groups {
            let description = text(group, "description", &file);
            let place = format!("{file}: {description}");
            assert!(descriptions.insert(description.to_owned()), "{place}: twice");
            assert!(
                text(group, "specification", &place).contains(": "),
                "{place}: a section, and what it says"
            );
            let known = BTreeSet::from(["description", "specification", "components", "schema", "tests"]);
            assert!(members(group).is_subset(&known), "{place}: {:?}", members(group));
            assert!(group["schema"].is_object(), "{place}: a schema of OpenAPI 3.0 is an object");
            let cases = group["tests"].as_array().unwrap_or_else(|| panic!("{place}: no tests"));
            assert!(!cases.is_empty(), "{place}: no tests");
            for case in cases {
                check_test(case, &place);
            }
            tests += cases.len();
        }
    }
    assert!(tests >= 120, "{tests} tests");
}

fn check_test(case: &Value, place: &str) {
    let description = text(case, "description", place);
    let known = BTreeSet::from(["description", "data", "valid", "direction"]);
    assert!(members(case).is_subset(&known), "{place}: {description}: {:?}", members(case));
    assert!(case.get("data").is_some(), "{place}: {description}: no data");
    assert!(case["valid"].is_boolean(), "{place}: {description}: `valid` is no boolean");
    let direction = case.get("direction").map(|direction| direction.as_str());
    assert!(matches!(direction, None | Some(Some("request" | "response"))), "{place}: {description}");
}

/// All groups share one document, so a component has one meaning.
#[test]
fn components_are_the_same_wherever_they_are_named() {
    let mut components: BTreeMap<String, (String, Value)> = BTreeMap::new();
    for (file, groups) in files() {
        for group in &groups {
            let Some(schemas) = group.get("components") else { continue };
            assert_eq!(members(schemas), BTreeSet::from(["schemas"]), "{file}");
            for (name, schema) in schemas["schemas"].as_object().unwrap() {
                let known = components.entry(name.clone()).or_insert_with(|| (file.clone(), schema.clone()));
                assert_eq!(known.1, *schema, "`{name}` in {file} and in {}", known.0);
            }
        }
    }
    assert!(components.len() > 10);
}
