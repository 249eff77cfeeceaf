//! What Cargo prints as JSON while it checks a crate.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use super::Checked;

/// Everything that one run of Cargo printed.
pub(super) struct Printed<'a> {
    /// On standard output, one JSON object per line.
    pub(super) messages: &'a str,
    /// On standard error.
    pub(super) errors: &'a str,
    pub(super) is_success: bool,
}

/// The first error, and the warnings of the crate in `folder`: those of what it depends on are somebody else's.
pub(super) fn read(printed: &Printed<'_>, folder: &Path) -> Checked {
    let mut checked = Checked::default();
    let messages = printed.messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    for message in messages.filter(|message| message["reason"] == "compiler-message") {
        let said = &message["message"];
        if is_tally(said) {
            continue;
        }
        let is_ours =
            message["manifest_path"].as_str().is_some_and(|path| Path::new(path).starts_with(folder));
        match said["level"].as_str() {
            Some("warning") if is_ours => {
                checked.warnings += 1;
                checked.warning.get_or_insert_with(|| text(said));
            }
            Some(level) if level.starts_with("error") => {
                checked.error.get_or_insert_with(|| text(said));
            }
            _ => {}
        }
    }
    if !printed.is_success && checked.error.is_none() {
        // Cargo itself refused: a manifest that is none, a version that is not there.
        checked.error = Some(refusal(printed.errors));
    }
    checked
}

/// Whether it only says how many others there were.
fn is_tally(message: &Value) -> bool {
    let text = message["message"].as_str().unwrap_or_default();
    let is_count = text.ends_with(" warning emitted") || text.ends_with(" warnings emitted");
    is_count || text.starts_with("aborting due to ")
}

/// `E0308: mismatched types at src/lib.rs:1:2`.
fn text(message: &Value) -> String {
    let mut text = match message["code"]["code"].as_str() {
        Some(code) => format!("{code}: "),
        None => String::new(),
    };
    // The message of a macro may have several lines.
    text.push_str(message["message"].as_str().unwrap_or_default().lines().next().unwrap_or_default());
    let spans = message["spans"].as_array().map(Vec::as_slice).unwrap_or_default();
    if let Some(span) = spans.iter().find(|span| span["is_primary"] == true) {
        let file = span["file_name"].as_str().unwrap_or_default();
        // Writing to a String cannot fail.
        let _ = write!(text, " at {file}:{}:{}", span["line_start"], span["column_start"]);
    }
    text
}

/// What Cargo says without any compiler: the error, and what caused it.
fn refusal(errors: &str) -> String {
    let lines = errors.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "Caused by:");
    let text = lines.skip_while(|line| !line.starts_with("error")).take(3).collect::<Vec<_>>().join("; ");
    if text.is_empty() { "cargo failed and did not say why".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::{Value, json};

    use super::{Printed, read};
    use crate::corpus::compile::Checked;

    fn message(folder: &str, level: &str, code: Option<&str>, text: &str) -> Value {
        let span = json!({"is_primary": true, "file_name": "src/lib.rs", "line_start": 1, "column_start": 2});
        json!({
            "reason": "compiler-message", "manifest_path": format!("{folder}/Cargo.toml"),
            "message": {
                "level": level, "code": code.map(|code| json!({"code": code})), "message": text,
                "spans": [{"is_primary": false}, span],
            },
        })
    }

    fn checked(messages: &[Value], errors: &str, is_success: bool) -> Checked {
        let messages: Vec<_> = messages.iter().map(Value::to_string).collect();
        let messages = format!("not json\n{}\n", messages.join("\n"));
        read(&Printed { messages: &messages, errors, is_success }, Path::new("/w/a"))
    }

    #[test]
    fn the_first_of_each_level_is_kept() {
        let found = checked(
            &[
                json!({"reason": "compiler-artifact"}),
                message("/w/a", "warning", Some("unused_mut"), "variable does not need to be mutable"),
                message("/w/a", "error", Some("E0308"), "mismatched types\nmore"),
                message("/w/a", "error", None, "cannot find macro"),
                message("/w/a", "warning", None, "second"),
                message("/w/a", "error", None, "aborting due to 2 previous errors; 2 warnings emitted"),
                message("/w/a", "warning", None, "2 warnings emitted"),
                message("/w/a", "failure-note", None, "For more information"),
            ],
            "",
            false,
        );
        assert_eq!(found.error.as_deref(), Some("E0308: mismatched types at src/lib.rs:1:2"));
        assert_eq!(found.warnings, 2);
        let first = "unused_mut: variable does not need to be mutable at src/lib.rs:1:2";
        assert_eq!(found.warning.as_deref(), Some(first));
    }

    #[test]
    fn warnings_of_others_do_not_count_and_their_errors_do() {
        let found = checked(&[message("/w/b", "warning", None, "unused")], "", true);
        assert_eq!(found, Checked::default());
        let found = checked(&[message("/w/b", "error", None, "no")], "", false);
        assert_eq!(found.error.as_deref(), Some("no at src/lib.rs:1:2"));
    }

    #[test]
    fn cargo_itself_may_refuse() {
        let errors = "warning: a\nerror: failed to parse manifest at `x`\n\nCaused by:\n  invalid name\n";
        let found = checked(&[], errors, false);
        assert_eq!(found.error.as_deref(), Some("error: failed to parse manifest at `x`; invalid name"));
        assert_eq!(checked(&[], "", false).error.as_deref(), Some("cargo failed and did not say why"));
    }
}
