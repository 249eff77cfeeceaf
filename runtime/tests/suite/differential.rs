//! The reader against `serde_json`, over arbitrary and mutated text: it accepts the same documents and finds
//! the same values, duplicate keys aside, which both manners of ours have a rule for.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;
use specwright_runtime::Model;

use crate::otark_types::{Customer, CustomerUpdate};

/// Any JSON value, as the body of a request.
#[derive(Debug)]
struct Any(Value);

impl specwright_runtime::Node for Any {
    fn read(
        &mut self,
        reader: &mut specwright_runtime::Reader<'_>,
        at: &specwright_runtime::Path<'_>,
        schema: &'static specwright_runtime::Schema,
    ) -> Result<(), specwright_runtime::Stop> {
        self.0.read(reader, at, schema)
    }

    fn write(&self, writer: &mut specwright_runtime::Writer) {
        self.0.write(writer);
    }

    fn check(
        &self,
        checker: &mut specwright_runtime::Checker,
        at: &specwright_runtime::Path<'_>,
        schema: &'static specwright_runtime::Schema,
    ) {
        self.0.check(checker, at, schema);
    }
}

impl Model for Any {
    const PROFILE: &'static specwright_runtime::Profile = specwright_runtime::Profile::DEFAULT;
}

/// Both read the value, or neither does.
fn compare(json: &[u8]) {
    let theirs = serde_json::from_slice::<Value>(json);
    let text = String::from_utf8_lossy(json);
    match (Any::decode_lenient(json), theirs) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(ours.0, theirs, "{text}");
            assert_bits(&ours.0, &theirs);
            assert_eq!(serde_json::from_slice::<Value>(&ours.encode()).unwrap(), theirs, "{text}");
        }
        (Err(_), Err(_)) => {}
        (ours, theirs) => panic!("{text}: {ours:?} against {theirs:?}"),
    }
    // What is skipped has to be JSON too; a float that does not fit is a field error, which no one sees here.
    let skipped = CustomerUpdate::decode_lenient(format!("{{\"x\":{text}}}").as_bytes());
    let kept = Any::decode_lenient(format!("{{\"x\":{text}}}").as_bytes());
    assert_eq!(
        skipped.err().and_then(|errors| errors.not_json().cloned()),
        kept.err().and_then(|errors| errors.not_json().cloned()),
        "{text}"
    );
}

/// `0.0 == -0.0`, but they are not the same float.
fn assert_bits(ours: &Value, theirs: &Value) {
    match (ours, theirs) {
        (Value::Number(ours), Value::Number(theirs)) => {
            assert_eq!(ours.as_f64().map(f64::to_bits), theirs.as_f64().map(f64::to_bits));
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.iter().zip(theirs).for_each(|(ours, theirs)| assert_bits(ours, theirs));
        }
        (Value::Object(ours), Value::Object(theirs)) => {
            ours.values().zip(theirs.values()).for_each(|(ours, theirs)| assert_bits(ours, theirs));
        }
        _ => {}
    }
}

const SEEDS: [&str; 4] = [
    r#"{"id":"cust_r8s9t0u1","name":"Stadtwerke Gr\u00fcnwald ü","status":"active","balance_group":null,"metadata":{"a":"b"},"assigned_at":"2026-01-10T09:00:00.125+01:00","created_at":"2026-01-10T09:00:00Z"}"#,
    r#"[1, -2.5e-3, 1e400, 0.1, 18446744073709551616, {"a": [true, false, null], "": "\ud83d\ude00\\\""}]"#,
    r#"{"status":"active","balance_group":{"eic":"11Y","tso":"DE_AMPRION"},"metadata":{"k":null}}"#,
    "[[[[]]], {}, [{}], 0, -0, -0.0, 9007199254740993, 123456789012345678901234567890e-10]",
];

const PIECES: [&str; 40] = [
    " ",
    "\n",
    "\t",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "0",
    "1",
    "9",
    "-",
    "+",
    ".",
    "e",
    "E",
    "\\",
    "\\u",
    "\\ud800",
    "\\udc00",
    "\\n",
    "\\/",
    "\\x",
    "\u{0}",
    "\u{1f}",
    "\u{7f}",
    "ü",
    "\u{feff}",
    "😀",
    "null",
    "true",
    "false",
    "nul",
    "1e400",
    "1e-400",
    "0.30000000000000004",
    "\"a\":",
    "//",
];

/// A seed with pieces put in, bytes taken out, and bytes changed.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let edit = (any::<prop::sample::Index>(), 0..4_u8, 0..PIECES.len(), any::<u8>());
    (0..SEEDS.len(), proptest::collection::vec(edit, 0..4)).prop_map(|(seed, edits)| {
        let mut json = SEEDS[seed].as_bytes().to_vec();
        for (at, kind, piece, byte) in edits {
            let at = at.index(json.len() + 1);
            let next = json.len().min(at + 1);
            match kind {
                0 => drop(json.splice(at..at, PIECES[piece].bytes())),
                1 => drop(json.drain(at..next)),
                2 => json[at..next].fill(byte),
                _ => json.truncate(at),
            }
        }
        json
    })
}

/// Text that is put together of pieces of JSON.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(0..PIECES.len(), 0..20)
        .prop_map(|pieces| pieces.into_iter().flat_map(|piece| PIECES[piece].bytes()).collect())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<f32>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(".{0,9}", inner, 0..6)
                .prop_map(|map| map.into_iter().collect::<Value>()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn mutated_documents(json in mutated()) {
        compare(&json);
    }

    #[test]
    fn pieces_of_json(json in pieces()) {
        compare(&json);
    }

    #[test]
    fn arbitrary_bytes(json in proptest::collection::vec(any::<u8>(), 0..40)) {
        compare(&json);
    }

    #[test]
    fn arbitrary_values(value in value()) {
        compare(&serde_json::to_vec(&value).unwrap());
        compare(&serde_json::to_vec_pretty(&value).unwrap());
    }

    #[test]
    fn numbers(text in "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?") {
        compare(text.as_bytes());
        let ours = Vec::<Any>::decode_lenient(format!("[{text}]").as_bytes());
        let exact: f64 = text.parse().unwrap();
        prop_assert_eq!(ours.is_ok(), exact.is_finite());
    }

    /// Whatever is read, nothing panics, and typed reading agrees on what is JSON.
    #[test]
    fn typed_reading(json in mutated()) {
        let is_json = std::str::from_utf8(&json).is_ok_and(|_| {
            Any::decode_lenient(&json).map_or_else(|errors| errors.not_json().is_none(), |_| true)
        });
        let strict = Customer::decode(&json);
        prop_assert_eq!(strict.as_ref().err().and_then(|errors| errors.not_json()).is_none(), is_json);
        let lenient = Customer::decode_lenient(&json);
        prop_assert_eq!(lenient.as_ref().err().and_then(|errors| errors.not_json()).is_none(), is_json);
        if let Ok(customer) = strict {
            // What is strictly valid is leniently the same, and goes there and back.
            prop_assert_eq!(&lenient.unwrap(), &customer);
            prop_assert_eq!(&Customer::decode(&customer.encode()).unwrap(), &customer);
        }
    }
}

impl specwright_runtime::Blank for Any {
    fn blank() -> Self {
        Self(Value::Null)
    }
}

#[test]
fn null_is_any_value() {
    one!(Option<Value>, specwright_runtime::Schema::PLAIN);
    for one in [One::decode(b"{\"v\":null}"), One::decode_lenient(b"{\"v\":null}")] {
        assert_eq!(one.unwrap().v, Some(Value::Null));
    }
}

#[test]
fn depth_ends_where_that_of_serde_json_does() {
    for depth in [126, 127, 128, 129] {
        compare(format!("{}{}", "[".repeat(depth), "]".repeat(depth)).as_bytes());
        compare(format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth)).as_bytes());
    }
}

#[test]
fn any_value_refuses_duplicate_keys_when_strict() {
    let json = br#"{"a":{"b":1,"b":2},"c":1e400}"#;
    let errors = Any::decode(json).unwrap_err();
    let told: Vec<_> = errors.iter().map(ToString::to_string).collect();
    let limit = "Number must be less than or equal to 1.7976931348623157e308";
    assert_eq!(told, ["a.b: Duplicate key in object: 'b'".to_owned(), format!("c: {limit}")]);
    let last = Any::decode_lenient(br#"{"a":1,"a":2}"#).unwrap();
    assert_eq!(last.0, serde_json::json!({"a": 2}));
    assert!(last.validate().is_ok());
    let map = BTreeMap::<String, Any>::decode(br#"{"x":[1,-1,1.5,"\u0000"]}"#).unwrap();
    assert_eq!(map.encode(), br#"{"x":[1,-1,1.5,"\u0000"]}"#);
}
