//! Changes for people at a terminal.

use std::fmt::Write as _;

use specwright::diff::Level;
use specwright::surface::{Bump, Event};

use super::signature;
use crate::diff::rust::Crate;
use crate::diff::view::{Group, Spot, View};
use crate::ui;

/// How many operations are named before they are only counted.
const NAMED: usize = 3;

pub(super) fn render(view: &View<'_>) -> String {
    let mut text = String::new();
    for group in view.groups() {
        entry(&mut text, view, &group);
    }
    for event in view.other_events() {
        let _ = writeln!(text, "{}\n", consequence(event));
    }
    for line in crates(view) {
        let _ = writeln!(text, "{line}");
    }
    let _ = writeln!(text, "{}", summary(view));
    text
}

fn entry(text: &mut String, view: &View<'_>, group: &Group<'_>) {
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
    for event in view.events(group.entry) {
        let _ = writeln!(text, "  {}", consequence(event));
    }
    text.push('\n');
}

/// What happens to a generated crate, in one line.
pub(super) fn consequence(event: &Event) -> String {
    format!("rust {}: {}", event.rule.bump.as_str(), happening(event))
}

/// The same without the bump.
pub(super) fn happening(event: &Event) -> String {
    let mut line = format!("{}: `{}`", event.rule.title, event.item);
    let _ = match (&event.from, &event.to) {
        (Some(from), Some(to)) => match signature::change(from, to) {
            Some(change) => write!(line, " {change}"),
            None => write!(line, ", from `{from}` to `{to}`"),
        },
        // That a variant holds nothing says nothing.
        (Some(value), None) | (None, Some(value)) if value != "(())" => write!(line, " (`{value}`)"),
        _ => Ok(()),
    };
    line
}

/// What the next version of each crate has to be.
pub(super) fn crates(view: &View<'_>) -> Vec<String> {
    let line = |of: &Crate| {
        let why = of.events.first().map_or("what it does changes", |event| event.rule.title);
        match of.bump {
            Bump::None => format!("{} {}: stays", of.name, of.version),
            bump => format!("{} {} -> {}: {}, {why}", of.name, of.version, of.next(), bump.as_str()),
        }
    };
    view.crates.iter().map(line).collect()
}

pub(super) fn operations(names: &[String]) -> String {
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
