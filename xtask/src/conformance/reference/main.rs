//! Runs tests through the `jsonschema` crate and prints one answer per test, as JSON lines.
//!
//! `reference <folder of schemas> <file of tests> <number of the first test>`, with the same files as the runner.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, schemas, tests, first] = arguments.as_slice() else { return ExitCode::from(2) };
    let (Ok(tests), Ok(first)) = (std::fs::read_to_string(tests), first.parse()) else {
        return ExitCode::from(2);
    };
    let mut validators = BTreeMap::new();
    for line in tests.lines().skip(first) {
        let answer = answer(Path::new(schemas), &mut validators, line);
        let mut out = std::io::stdout().lock();
        if writeln!(out, "{answer}").and_then(|()| out.flush()).is_err() {
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn answer(schemas: &Path, validators: &mut BTreeMap<String, Result<Validator, String>>, line: &str) -> Value {
    let Ok((name, value)) = serde_json::from_str::<(String, Value)>(line) else {
        return json!({ "error": "the test is no JSON" });
    };
    let validator = validators.entry(name).or_insert_with_key(|name| {
        let text = std::fs::read_to_string(schemas.join(format!("{name}.json")))
            .map_err(|error| error.to_string())?;
        let schema: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        jsonschema::options().with_draft(Draft::Draft202012).build(&schema).map_err(|error| error.to_string())
    });
    match validator {
        Ok(validator) => match validator.validate(&value) {
            Ok(()) => json!({ "valid": true }),
            Err(error) => json!({ "valid": false, "reason": error.to_string() }),
        },
        Err(error) => json!({ "error": error }),
    }
}
