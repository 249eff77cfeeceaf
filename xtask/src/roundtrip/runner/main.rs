//! Reads values with generated types and with `jsonschema`, and compares: one answer per value, as JSON lines.
//!
//! `runner <crate> <file of schemas> <file of values> <number of the first value>`: each line of the latter is
//! `["Pet",<value>,<whether it was changed>]`. An answer is `{"valid":true}` where all is well, `{"valid":false,"reason":..}` where it is not,
//! and `{"error":..}` where there is nothing to compare with.

mod tables;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::panic::catch_unwind;
use std::process::ExitCode;

use jsonschema::{Draft, Validator};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use specwright_runtime::ValidationErrors;

type Rewrite = fn(&[u8]) -> Result<Vec<u8>, ValidationErrors>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, table, schemas, values, first] = arguments.as_slice() else { return ExitCode::from(2) };
    let table: BTreeMap<&str, Rewrite> = tables::table(table).iter().copied().collect();
    let read = |path: &str| std::fs::read_to_string(path);
    let (Ok(schemas), Ok(values), Ok(first)) = (read(schemas), read(values), first.parse()) else {
        return ExitCode::from(2);
    };
    let Ok(document) = serde_json::from_str::<Value>(&schemas) else { return ExitCode::from(2) };
    let mut validators = BTreeMap::new();
    for line in values.lines().skip(first) {
        let answer = answer(&table, &document, &mut validators, line);
        let mut out = std::io::stdout().lock();
        if writeln!(out, "{answer}").and_then(|()| out.flush()).is_err() {
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn answer(
    table: &BTreeMap<&str, Rewrite>,
    document: &Value,
    validators: &mut BTreeMap<String, Result<Validator, String>>,
    line: &str,
) -> Value {
    let Ok((name, raw, is_changed)) = serde_json::from_str::<(String, &RawValue, bool)>(line) else {
        return json!({ "error": "the value is no JSON" });
    };
    let Some(rewrite) = table.get(name.as_str()) else {
        return json!({ "error": "no type is generated for this schema" });
    };
    let validator = validators.entry(name).or_insert_with_key(|name| {
        let mut document = document.clone();
        document["$ref"] = format!("#/components/schemas/{}", encoded(name)).into();
        let options = jsonschema::options().with_draft(Draft::Draft202012);
        options.build(&document).map_err(|error| error.to_string())
    });
    let validator = match validator {
        Ok(validator) => validator,
        Err(error) => return json!({ "error": format!("jsonschema: {error}") }),
    };
    let Ok(value) = serde_json::from_str::<Value>(raw.get()) else {
        return json!({ "error": "the value is no JSON" });
    };
    let theirs = validator.validate(&value).map_err(|error| format!("{}: {error}", error.instance_path()));
    let Ok(ours) = catch_unwind(|| rewrite(raw.get().as_bytes())) else { return wrong("the generated code panicked") };
    match (ours, theirs) {
        (Err(_), Err(_)) => json!({ "valid": true }),
        (Err(errors), Ok(())) => wrong(format!("only jsonschema accepts; ours says: {errors}")),
        (Ok(_), Err(error)) => wrong(format!("only we accept; jsonschema says: {error}")),
        (Ok(text), Ok(())) => again(*rewrite, validator, &value, &text, is_changed),
    }
}

/// What was written again is the same value, valid, and stays as it is when it is read again.
fn again(rewrite: Rewrite, validator: &Validator, value: &Value, text: &[u8], is_changed: bool) -> Value {
    let Ok(written) = serde_json::from_slice::<Value>(text) else { return wrong("what is written is no JSON") };
    if let Some(difference) = difference(value, &written, is_changed) {
        return wrong(format!("it is written as another value: {difference}"));
    }
    if let Err(error) = validator.validate(&written) {
        return wrong(format!("what is written is not valid: {error}"));
    }
    match rewrite(text) {
        Ok(twice) if twice == text => json!({ "valid": true }),
        Ok(_) => wrong("it is written in another way the second time"),
        Err(errors) => wrong(format!("what is written is refused: {errors}")),
    }
}

fn wrong(reason: impl Into<String>) -> Value {
    json!({ "valid": false, "reason": reason.into() })
}

/// Where two values differ; instants may be written in another way, and a value that was changed may have keys that its
/// schema does not know, which get lost.
fn difference(value: &Value, written: &Value, may_lose: bool) -> Option<String> {
    match (value, written) {
        (Value::Object(members), Value::Object(others)) => {
            let lost = members.iter().find_map(|(key, value)| match others.get(key) {
                Some(other) => difference(value, other, may_lose).map(|below| format!("{key}/{below}")),
                None if may_lose => None,
                None => Some(format!("`{key}` is lost")),
            });
            lost.or_else(|| {
                others.keys().find(|key| !members.contains_key(*key)).map(|key| format!("`{key}` is invented"))
            })
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            let mut pairs = items.iter().zip(others).enumerate();
            pairs.find_map(|(index, (item, other))| difference(item, other, may_lose).map(|it| format!("{index}/{it}")))
        }
        (Value::Number(number), Value::Number(other)) if number.as_f64() == other.as_f64() => None,
        (Value::String(text), Value::String(other)) if is_instant(text) && is_instant(other) => None,
        _ => (value != written).then(|| format!("{value} became {written}")),
    }
}

/// A name within a reference: a token of a JSON Pointer, percent-encoded.
fn encoded(name: &str) -> String {
    let token = name.replace('~', "~0").replace('/', "~1");
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    token.bytes().map(byte).collect()
}

fn is_instant(text: &str) -> bool {
    text.len() >= 20 && text.as_bytes()[10].eq_ignore_ascii_case(&b't')
}
