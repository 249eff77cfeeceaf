//! The reader against that of `serde_json`: the same texts are JSON, and they have the same values.

use otark_brp_types::{Customer, Model};
use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use specwright_runtime::ValidationErrors;

/// Reading and skipping accept what `serde_json` accepts, and numbers are equal bit by bit.
pub fn json(data: &[u8]) {
    let theirs = serde_json::from_slice::<Value>(data);
    let ours = Value::decode_lenient(data);
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(bits(ours), bits(theirs), "the values differ");
            let written = ours.encode();
            let again = serde_json::from_slice::<Value>(&written);
            assert_eq!(
                again.map(|again| bits(&again)).ok(),
                Some(bits(theirs)),
                "written: {}",
                text(&written)
            );
        }
        (Err(_), Err(_)) => {}
        // A number that no float is near is a field error here and a fault of the text there.
        (ours, theirs) => panic!("ours: {ours:?}\ntheirs: {theirs:?}\n{}", text(data)),
    }
    // Strictly, a key that comes twice is an error; that is all.
    if let (Err(errors), Ok(_)) = (Value::decode(data), &theirs) {
        assert!(errors.not_json().is_none() && errors.iter().all(is_duplicate), "{errors}");
    }
    skipped(data);
}

/// An unknown key is skipped, and what is skipped must be JSON all the same.
fn skipped(data: &[u8]) {
    let wrapped = [b"{\"no such field\":", data, b"}"].concat();
    let theirs = serde_json::from_slice::<Map<String, Value>>(&wrapped);
    let theirs_skipped = serde_json::from_slice::<IgnoredAny>(&wrapped);
    let ours = Customer::decode_lenient(&wrapped);
    let is_json = |result: Result<Customer, ValidationErrors>| {
        result.err().is_none_or(|errors| errors.not_json().is_none())
    };
    // `IgnoredAny` takes text in strings that is not UTF-8, and numbers that no float is near; the tree takes neither.
    let ours = is_json(ours);
    assert!(ours || theirs.is_err(), "theirs is read: {}", text(data));
    assert!(!ours || theirs_skipped.is_ok(), "theirs is not skipped: {}", text(data));
}

fn is_duplicate(error: &specwright_runtime::FieldError) -> bool {
    matches!(error.violation(), specwright_runtime::Violation::DuplicateKey { .. })
}

fn text(data: &[u8]) -> String {
    format!("{:?}", String::from_utf8_lossy(data))
}

/// The value with its floats as bits, so that zeros of both signs differ.
fn bits(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => {
            Value::String(format!("{:016x}", number.as_f64().unwrap_or_default().to_bits()))
        }
        Value::Array(items) => items.iter().map(bits).collect(),
        Value::Object(entries) => entries.iter().map(|(key, value)| (key.clone(), bits(value))).collect(),
        other => other.clone(),
    }
}
