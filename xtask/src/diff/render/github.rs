//! Changes as annotations of GitHub Actions, on the lines of the head document.

use std::fmt::Write as _;

use specwright::diff::Level;

use super::text;
use crate::diff::view::View;

pub(super) fn render(view: &View<'_>) -> String {
    let mut out = String::new();
    for group in view.groups() {
        let finding = &group.entry.finding;
        let command = match finding.level {
            _ if group.entry.accepted.is_some() => "notice",
            Level::Breaking => "error",
            Level::Warning => "warning",
            Level::Info | Level::Off => "notice",
        };
        let mut message = finding.text();
        if !group.operations.is_empty() {
            let _ = write!(message, "\nin {}", text::operations(&group.operations));
        }
        if let Some(reason) = &group.entry.accepted {
            let _ = write!(message, "\naccepted: {reason}");
        }
        for event in view.events(group.entry) {
            let _ = write!(message, "\n{}", text::consequence(event));
        }
        let place = group.entry.head.as_ref().map_or_else(String::new, |spot| {
            format!(
                "file={},line={},endLine={},col={},",
                property(&spot.file),
                spot.line,
                spot.end_line,
                spot.column
            )
        });
        let _ = writeln!(out, "::{command} {place}title={}::{}", property(&finding.rule), data(&message));
    }
    let _ = writeln!(out, "{}", text::summary(view));
    for line in text::crates(view) {
        let _ = writeln!(out, "{line}");
    }
    out
}

/// The message of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
