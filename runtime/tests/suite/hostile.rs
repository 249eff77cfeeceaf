//! Text that is not JSON, or that is meant to do harm: a clear error, in bounded time and memory.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use specwright_runtime::{Code, Model, Schema, SyntaxError, ValidationErrors};

use crate::otark_types::{CustomerUpdate, Problem, Tso};

fn not_json<T: std::fmt::Debug>(read: Result<T, ValidationErrors>) -> SyntaxError {
    let errors = read.unwrap_err();
    assert!(errors.is_empty() && errors.omitted() == 0);
    let error = errors.not_json().unwrap().clone();
    assert_eq!(errors.to_string(), error.to_string());
    error
}

#[test]
fn syntax_errors_say_what_and_where() {
    let cases: &[(&[u8], &str, [usize; 3])] = &[
        (b"", "unexpected end of input", [0, 1, 1]),
        (b" \n ", "unexpected end of input", [3, 2, 2]),
        (b"{", "unexpected end of input", [1, 1, 2]),
        (b"{\"status\"", "unexpected end of input", [9, 1, 10]),
        (b"{\"status\":", "unexpected end of input", [10, 1, 11]),
        (b"{\"status\":\"act", "unexpected end of input", [14, 1, 15]),
        (b"{\"status\":nul", "unexpected end of input", [13, 1, 14]),
        (b"{\"status\":nulL", "expected a value", [10, 1, 11]),
        (b"{,}", "expected a key or `}`", [1, 1, 2]),
        (b"{\"a\":1,}", "expected a key", [7, 1, 8]),
        (b"{\"a\":1 \"b\":2}", "expected `,` or `}`", [7, 1, 8]),
        (b"{\"a\" 1}", "expected `:`", [5, 1, 6]),
        (b"{\"a\":[1,]}", "trailing comma", [8, 1, 9]),
        (b"{\"a\":[1 2]}", "expected `,` or `]`", [8, 1, 9]),
        (b"{\"a\":[,1]}", "expected a value", [6, 1, 7]),
        (b"{\"a\":'x'}", "expected a value", [5, 1, 6]),
        (b"{\"a\":+1}", "expected a value", [5, 1, 6]),
        (b"{\"a\":.5}", "expected a value", [5, 1, 6]),
        (b"{\"a\":01}", "invalid number", [6, 1, 7]),
        (b"{\"a\":1.}", "invalid number", [7, 1, 8]),
        (b"{\"a\":1e+}", "invalid number", [8, 1, 9]),
        (b"{\"a\":-}", "invalid number", [6, 1, 7]),
        (b"{\"a\":NaN}", "expected a value", [5, 1, 6]),
        (b"{}x", "trailing characters", [2, 1, 3]),
        (b"{}{}", "trailing characters", [2, 1, 3]),
        ("{\"ä\":\n\"ö\", 7}".as_bytes(), "expected a key", [13, 2, 6]),
        (b"{\"a\":\"x\ny\"}", "control character in a string", [7, 1, 8]),
        (b"{\"a\":\"\0\"}", "control character in a string", [6, 1, 7]),
        (b"{\"a\":\"\\x\"}", "invalid escape", [7, 1, 8]),
        (b"{\"a\":\"\\u12g4\"}", "invalid escape", [10, 1, 11]),
        (b"{\"a\":\"\\ud800\"}", "unpaired surrogate in a string", [12, 1, 13]),
        (b"{\"a\":\"\\udc00\"}", "unpaired surrogate in a string", [12, 1, 13]),
        (b"{\"a\":\"\\ud800\\ud800\"}", "unpaired surrogate in a string", [18, 1, 19]),
        (b"{\"a\":\"\\ud800\\n\"}", "unpaired surrogate in a string", [12, 1, 13]),
        (b"{\"a\":\"\xff\"}", "not UTF-8", [6, 1, 7]),
        (b"{\"a\":\"\xed\xa0\x80\"}", "not UTF-8", [6, 1, 7]),
        (b"\xef\xbb\xbf{}", "byte order mark", [0, 1, 1]),
        (b"{\xef\xbb\xbf}", "expected a key or `}`", [1, 1, 2]),
        (b"{}\0", "trailing characters", [2, 1, 3]),
        (b"\0", "expected a value", [0, 1, 1]),
        (b"// comment\n{}", "expected a value", [0, 1, 1]),
    ];
    for &(json, what, place) in cases {
        for read in [CustomerUpdate::decode(json), CustomerUpdate::decode_lenient(json)] {
            let error = not_json(read);
            let found = [error.offset(), error.line(), error.column()];
            assert_eq!((error.what(), found), (what, place), "{}", String::from_utf8_lossy(json));
        }
    }
    let error = not_json(CustomerUpdate::decode(b"{}x"));
    assert_eq!(error.to_string(), "not JSON: trailing characters at line 1 column 3");
}

/// A broken text is broken wherever it is read: as a string, as an enumeration, as a key, in what is skipped.
#[test]
fn syntax_errors_win_over_field_errors() {
    not_json(CustomerUpdate::decode(br#"{"x":1,"status":7,"balance_group":{"tso":"\ud800"}}"#));
    not_json(BTreeMap::<String, Tso>::decode(br#"{"\ud800":"x"}"#));
    not_json(Tso::decode(br#""\ud800""#));
    not_json(Vec::<Tso>::decode(b"[7"));
}

#[test]
fn nesting_is_bounded() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let nested = |depth: usize| {
            let inner = depth - 1;
            format!("{{\"x\":{}1{}}}", open.repeat(inner), close.repeat(inner))
        };
        assert_eq!(CustomerUpdate::decode(nested(127).as_bytes()).unwrap_err().len(), 1);
        assert!(CustomerUpdate::decode_lenient(nested(127).as_bytes()).is_ok());
        let error = not_json(CustomerUpdate::decode(nested(128).as_bytes()));
        assert_eq!(error.what(), "nesting is deeper than 127 levels");
    }
    let bomb = "[".repeat(10_000_000);
    assert_eq!(not_json(CustomerUpdate::decode(bomb.as_bytes())).offset(), 127);
    // Depth is that of the moment, not of all brackets.
    let flat = format!("[{}{{}}]", "{\"errors\":[]},".repeat(10_000));
    assert_eq!(Vec::<CustomerUpdate>::decode(flat.as_bytes()).unwrap_err().omitted(), 9_900);
}

#[test]
fn numbers_may_be_long() {
    let digits = "9".repeat(1_000_000);
    let problem = |status: &str| format!("{{\"type\":\"a:b\",\"title\":\"t\",\"status\":{status}}}");
    let refused = [
        digits.clone(),
        format!("-{digits}"),
        format!("1.{digits}"),
        format!("1e{digits}"),
        format!("1e-{digits}"),
        format!("0.{digits}e1000000000000000000000"),
    ];
    for status in refused {
        let errors = Problem::decode(problem(&status).as_bytes()).unwrap_err();
        assert_eq!((errors.len(), errors.errors()[0].field().as_str()), (1, "status"));
    }
    let zeros = "0".repeat(1_000_000);
    for (status, value) in [(format!("1.{zeros}"), 1), (format!("12{zeros}e-1000000"), 12)] {
        assert_eq!(Problem::decode(problem(&status).as_bytes()).unwrap().status, value);
    }
}

/// However long a number is, it is read once, and the message does not repeat it.
#[test]
fn a_number_of_64_megabytes() {
    one!(f64, Schema::PLAIN);
    let start = Instant::now();
    let nines = "9".repeat(64 << 20);
    let problem = format!(r#"{{"type":"a:b","title":"t","status":{nines}}}"#);
    let errors = Problem::decode(problem.as_bytes()).unwrap_err();
    assert_eq!(errors.to_string(), "status: Number must be less than or equal to 9223372036854775807");
    let errors = Problem::decode_lenient(problem.as_bytes()).unwrap_err();
    assert_eq!(errors.errors()[0].code(), Code::ValueTooLarge);
    drop(problem);
    let float = format!(r#"{{"v":{nines}}}"#);
    let errors = One::decode(float.as_bytes()).unwrap_err();
    assert_eq!(errors.to_string(), "v: Number must be less than or equal to 1.7976931348623157e308");
    let small = format!(r#"{{"v":0.{nines}e-1}}"#);
    assert!((One::decode(small.as_bytes()).unwrap().v - 0.1).abs() < 1e-15);
    let unknown = format!(r#"{{"x":-{nines}}}"#);
    assert!(CustomerUpdate::decode_lenient(unknown.as_bytes()).is_ok());
    assert!(start.elapsed() < Duration::from_secs(120), "{:?}", start.elapsed());
}

#[test]
fn a_million_keys() {
    let start = Instant::now();
    let keys: Vec<_> = (0..1_000_000).map(|i| format!("\"k{i}\":0")).collect();
    let json = format!("{{{}}}", keys.join(","));
    let errors = CustomerUpdate::decode(json.as_bytes()).unwrap_err();
    assert_eq!((errors.len(), errors.omitted()), (100, 999_900));
    assert!(CustomerUpdate::decode_lenient(json.as_bytes()).is_ok());
    let entries = json.replace(":0", ":null");
    let metadata = format!("{{\"metadata\":{entries}}}");
    let update = CustomerUpdate::decode(metadata.as_bytes()).unwrap();
    assert_eq!(update.metadata.unwrap().len(), 1_000_000);
    // Far more than it takes, even unoptimized; quadratic time would take hours.
    assert!(start.elapsed() < Duration::from_secs(120));
}

#[test]
fn escapes_are_read() {
    let read = |json: &str| BTreeMap::<String, Tso>::decode_lenient(json.as_bytes()).unwrap();
    let map = read(r#"{"\"\\\/\b\f\n\r\t\u0000\u00e9\uD834\udd1e\uffff":"\u0044E_50HERTZ"}"#);
    let key = "\"\\/\u{8}\u{c}\n\r\t\0é\u{1d11e}\u{ffff}";
    assert_eq!(map.get(key), Some(&Tso::De50Hertz));
    let map = read("{\"\u{7f}\u{2028}\":\"\u{feff}\"}");
    assert_eq!(map["\u{7f}\u{2028}"], Tso::Unknown("\u{feff}".into()));
}
