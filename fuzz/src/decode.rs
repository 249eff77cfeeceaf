//! Decoding arbitrary bytes into the types of the Otark API, strictly and leniently.

use std::fmt::Debug;

use otark_brp_types::{Customer, CustomerUpdate, Model, Problem};

/// How many bytes may be allocated at once for each byte of input: a record of which the text is `{}` is the dearest.
const BYTES_PER_BYTE: u64 = 128;

/// What may be allocated beside that, such as for the errors that are kept, of which there is a cap.
const BYTES_ALWAYS: u64 = 128 * 1024;

/// Decoding does not panic and keeps to its memory; what strict decoding accepts is a value that is written and read
/// again as the same, that is valid, and that lenient decoding reads alike.
pub fn decode(data: &[u8]) {
    check::<Customer>(data);
    check::<CustomerUpdate>(data);
    check::<Problem>(data);
    check::<Vec<Customer>>(data);
}

pub(crate) fn check<T: Model + PartialEq + Debug>(json: &[u8]) {
    let strict = within_memory(json, T::decode);
    let lenient = within_memory(json, T::decode_lenient);
    match &strict {
        Ok(value) => {
            assert_eq!(lenient.as_ref().ok(), Some(value), "lenient decoding differs");
            assert_eq!(
                value.validate().map_err(|errors| errors.to_string()),
                Ok(()),
                "what was decoded is not valid"
            );
            let written = value.encode();
            assert_eq!(
                T::decode(&written).as_ref().ok(),
                Some(value),
                "{}",
                String::from_utf8_lossy(&written)
            );
        }
        Err(errors) => {
            // Errors can be shown, and there is at least one.
            assert!(!errors.to_string().is_empty());
            assert_eq!(errors.is_empty(), errors.not_json().is_some());
            for error in errors {
                let shown = (error.field(), error.pointer(), error.schema_pointer(), error.message());
                assert!(!shown.3.is_empty(), "{shown:?}");
            }
        }
    }
    let is_json = |result: &Result<T, specwright_runtime::ValidationErrors>| {
        result.as_ref().err().is_none_or(|errors| errors.not_json().is_none())
    };
    assert_eq!(is_json(&strict), is_json(&lenient), "strict and lenient decoding disagree on what JSON is");
    if let Ok(value) = lenient {
        let written = value.encode();
        assert_eq!(T::decode_lenient(&written).ok(), Some(value), "{}", String::from_utf8_lossy(&written));
    }
}

/// Decodes, and counts what is allocated meanwhile.
fn within_memory<R>(json: &[u8], decode: impl FnOnce(&[u8]) -> R) -> R {
    let mut result = None;
    let counted = allocation_counter::measure(|| result = Some(decode(json)));
    let limit = BYTES_PER_BYTE * json.len() as u64 + BYTES_ALWAYS;
    assert!(counted.bytes_max <= limit, "{} bytes for {} of input", counted.bytes_max, json.len());
    let Some(result) = result else { unreachable!("it was measured") };
    result
}
