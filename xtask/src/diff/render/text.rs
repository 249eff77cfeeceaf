//! Changes for people at a terminal.

use std::fmt::Write as _;

use specwright::diff::Level;

use crate::diff::view::{Group, Spot, View};
use crate::ui;

/// How many operations are named before they are only counted.
const NAMED: usize = 3;

pub(super) fn render(view: &View<'_>) -> String {
    let mut text = String::new();
    for group in view.groups() {
        entry(&mut text, &group);
    }
    let _ = writeln!(text, "{}", summary(view));
    text
}

fn entry(text: &mut String, group: &Group<'_>) {
    let finding = &group.entry.finding;
    let level = if group.entry.accepted.is_some() { "accepted" } else { finding.level.as_str() };
    let _ = writeln!(text, "{level}[{}]: {}", finding.rule, finding.text());
    if let Some(reason) = &group.entry.accepted {
        let _ = writeln!(text, "  accepted: {reason}");
    }
    if !group.operations.is_empty() {
        let _ = writeln!(text, "  in {}", operations(&group.operations));
    }
    let place = |spot: &Spot| format!("{}:{}:{}", spot.file, spot.line, spot.column);
    let places: Vec<String> =
        [&group.entry.base, &group.entry.head].into_iter().flatten().map(place).collect();
    if !places.is_empty() {
        let _ = writeln!(text, "  at {}", places.join(" -> "));
    }
    text.push('\n');
}

fn operations(names: &[String]) -> String {
    let first = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(NAMED) {
        None | Some(0) => first,
        Some(more) => format!("{first} and {more} more"),
    }
}

/// The closing line.
pub(super) fn summary(view: &View<'_>) -> String {
    let count = |level| view.count(level);
    let accepted = view.groups().iter().filter(|group| group.entry.accepted.is_some()).count();
    let mut parts = vec![
        format!("{} breaking", count(Level::Breaking)),
        ui::count(count(Level::Warning), "warning"),
        format!("{} info", count(Level::Info)),
    ];
    if accepted > 0 {
        parts.push(format!("{accepted} accepted"));
    }
    let mut line = format!("{} -> {}: {}", view.base, view.head, parts.join(", "));
    if view.errors > 0 {
        let _ = write!(line, "; not complete, {} in the documents", ui::count(view.errors, "error"));
    }
    line
}
