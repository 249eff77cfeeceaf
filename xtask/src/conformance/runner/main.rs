//! Runs tests through generated validators and prints one answer per test, as JSON lines.
//!
//! `runner <crate> <file of tests> <number of the first test>`: each line of the file is `["S0042",<value>]`.

mod tables;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::panic::catch_unwind;
use std::process::ExitCode;

use serde_json::value::RawValue;
use serde_json::{Value, json};
use specwright_runtime::ValidationErrors;

type Validator = fn(&[u8]) -> Result<Vec<u8>, ValidationErrors>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, table, tests, first] = arguments.as_slice() else { return ExitCode::from(2) };
    let validators: BTreeMap<&str, Validator> = tables::table(table).iter().copied().collect();
    let (Ok(tests), Ok(first)) = (std::fs::read_to_string(tests), first.parse()) else {
        return ExitCode::from(2);
    };
    for line in tests.lines().skip(first) {
        let answer = answer(&validators, line);
        let mut out = std::io::stdout().lock();
        if writeln!(out, "{answer}").and_then(|()| out.flush()).is_err() {
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn answer(validators: &BTreeMap<&str, Validator>, line: &str) -> Value {
    let Ok((name, value)) = serde_json::from_str::<(String, &RawValue)>(line) else {
        return json!({ "error": "the test is no JSON" });
    };
    let Some(validate) = validators.get(name.as_str()) else {
        return json!({ "error": "the crate has no validator of this schema" });
    };
    match catch_unwind(|| validate(value.get().as_bytes())) {
        Ok(Ok(_)) => json!({ "valid": true }),
        Ok(Err(errors)) => match errors.not_json() {
            Some(syntax) => json!({ "error": format!("not taken for JSON: {syntax}") }),
            None => json!({ "valid": false, "reason": errors.to_string() }),
        },
        Err(_) => json!({ "error": "the validator panicked" }),
    }
}
