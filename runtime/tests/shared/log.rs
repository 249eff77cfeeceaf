//! Everything that is logged, at every level and by every crate, written out when the environment asks for it, and
//! searched for the key that all tests use.

use std::fmt::{self, Write as _};
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

#[path = "key.rs"]
mod key;

#[allow(unused_imports, reason = "the tests of the sandbox have its keys")]
pub(crate) use key::KEY;

/// Writes out everything from here on, if that is asked for.
pub(crate) fn everything() {
    static ONCE: Once = Once::new();
    if std::env::var_os(key::VARIABLE).is_some() {
        ONCE.call_once(|| {
            tracing::subscriber::set_global_default(Everything).unwrap();
            log::set_logger(&Everything).unwrap();
            log::set_max_level(log::LevelFilter::Trace);
            eprintln!("{}", key::EVERYTHING_IS_LOGGED);
        });
    }
}

/// Runs the tests of this binary with one of these words in their names, or all, but not those that are named
/// `secrets`, and returns everything that they write: logs, what they print, and panics.
pub(crate) fn of_tests(names: &[&str]) -> String {
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    let command = command.args(["--nocapture", "--skip", "secrets"]).args(names).env(key::VARIABLE, "1");
    let output = command.output().unwrap();
    let shown = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    let shown = shown.concat();
    let end: String = shown.lines().rev().take(20).collect::<Vec<_>>().join("\n");
    assert!(output.status.success() && shown.contains("test result: ok"), "{end}");
    let is_logged =
        ["http.client.request", "specwright_runtime::server"].iter().any(|span| shown.contains(span));
    assert!(is_logged, "nothing was logged: {end}");
    shown
}

/// No form of the secret stands in the text.
#[track_caller]
pub(crate) fn assert_without(shown: &str, secret: &str) {
    if let Some(at) = key::found(shown, secret) {
        let line = shown[..at].rfind('\n').map_or(0, |at| at + 1);
        panic!("a key is shown: {}", shown[line..].chars().take(at - line + 100).collect::<String>());
    }
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
