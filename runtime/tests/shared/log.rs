//! Everything that is logged, at every level and by every crate, written out when the environment asks for it, and
//! searched for the key that all tests use.

use std::fmt::{self, Write as _};
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// What the tests use as a key, a token and a password, and look for in what must not have it.
#[allow(dead_code, reason = "the tests of the sandbox have its keys")]
pub(crate) const KEY: &str = "brp_live_3f9a71c2";

/// Says that everything is to be logged.
const VARIABLE: &str = "LOG_EVERYTHING_OF_A_TEST";

/// Writes out everything from here on, if that is asked for.
pub(crate) fn everything() {
    static ONCE: Once = Once::new();
    if std::env::var_os(VARIABLE).is_some() {
        ONCE.call_once(|| {
            tracing::subscriber::set_global_default(Everything).unwrap();
            log::set_logger(&Everything).unwrap();
            log::set_max_level(log::LevelFilter::Trace);
        });
    }
}

/// Runs the tests of this binary with one of these words in their names, or all, but not those that are named
/// `secrets`, and returns everything that they write: logs, what they print, and panics.
pub(crate) fn of_tests(names: &[&str]) -> String {
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    let command = command.args(["--nocapture", "--skip", "secrets"]).args(names).env(VARIABLE, "1");
    let output = command.output().unwrap();
    let shown = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    let shown = shown.concat();
    let end: String = shown.lines().rev().take(20).collect::<Vec<_>>().join("\n");
    assert!(output.status.success() && shown.contains("test result: ok"), "{end}");
    assert!(shown.contains("http.client.request"), "nothing was logged: {end}");
    shown
}

/// No form of the secret stands in the text.
#[track_caller]
pub(crate) fn assert_without(shown: &str, secret: &str) {
    if let Some(at) = found(shown, secret) {
        let line = shown[..at].rfind('\n').map_or(0, |at| at + 1);
        panic!("a key is shown: {}", shown[line..].chars().take(at - line + 100).collect::<String>());
    }
}

/// Where a form of the secret stands in the text.
fn found(shown: &str, secret: &str) -> Option<usize> {
    // As it is, as numbers, and the beginning alone, as something that cuts texts would show it.
    let bytes =
        |digits: fn(u8) -> String, between| secret.bytes().map(digits).collect::<Vec<_>>().join(between);
    let mut forms = vec![secret.to_owned(), secret[..12].to_owned(), secret.replace('_', "%5F")];
    forms.push(bytes(|byte| byte.to_string(), ", "));
    forms.push(bytes(|byte| format!("{byte:02x}"), ""));
    // In Base64, as basic authentication has it, wherever it stands in a longer text: without the characters at both
    // ends, which hold bits of what stands beside it.
    for before in 0..3_usize {
        let text = base64(&[&vec![0; before], secret.as_bytes()].concat());
        forms.push(text[(before * 4).div_ceil(3)..text.len() - 1].to_owned());
    }
    forms.iter().find_map(|form| shown.find(form))
}

/// Without what does not fill three bytes at the end.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = |three: &[u8]| {
        let number = three.iter().fold(0, |number, byte| number << 8 | usize::from(*byte));
        [18, 12, 6, 0].map(|shift| char::from(DIGITS[number >> shift & 63]))
    };
    bytes.chunks_exact(3).flat_map(digits).collect()
}

#[test]
fn secrets_are_found_in_every_form() {
    let shown = [
        "x-api-key: brp_live_3f9a71c2\n".to_owned(),
        r#"Basic("YTpicnBfbGl2ZV8zZjlhNzFjMg==")"#.to_owned(),
        "Basic YWI6YnJwX2xpdmVfM2Y5YTcxYzI=".to_owned(),
        "Basic YWJjOmJycF9saXZlXzNmOWE3MWMy".to_owned(),
        "key=brp%5Flive%5F3f9a71c2".to_owned(),
        "62 6272705f6c6976655f33663961373163".to_owned() + "32",
        format!("{:?}", b"a=brp_live_3f9a71c2&"),
        "brp_live_3f9...".to_owned(),
    ];
    for shown in shown {
        assert!(found(&shown, "brp_live_3f9a71c2").is_some(), "{shown}");
    }
    assert_eq!(found("brp_test_3f9a71c2 YnJwX3Rlc3Q=", "brp_live_3f9a71c2"), None);
}

struct Everything;

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

fn write(metadata: &Metadata<'_>, record: impl FnOnce(&mut Fields)) {
    let mut fields = Fields(String::new());
    record(&mut fields);
    eprintln!("{} {} {}:{}", metadata.level(), metadata.target(), metadata.name(), fields.0);
}

impl Subscriber for Everything {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        write(span.metadata(), |fields| span.record(fields));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut fields = Fields(String::new());
        values.record(&mut fields);
        eprintln!("record:{}", fields.0);
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        write(event.metadata(), |fields| event.record(fields));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl log::Log for Everything {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        eprintln!("{} {}: {}", record.level(), record.target(), record.args());
    }
    fn flush(&self) {}
}
