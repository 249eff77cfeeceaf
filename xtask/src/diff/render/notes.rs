//! Release notes, free of markup: chapters by level, in them sections by operation.

use std::collections::BTreeMap;

use specwright::diff::Level;

use super::text;
use crate::diff::view::{Group, View};

/// Everything of one level.
pub(super) struct Chapter {
    pub(super) title: &'static str,
    pub(super) level: &'static str,
    pub(super) sections: Vec<Section>,
}

/// Everything of one operation, or of several that share it.
pub(super) struct Section {
    pub(super) title: String,
    /// The other operations, where the title does not name all.
    pub(super) more: Vec<String>,
    pub(super) notes: Vec<Note>,
}

/// A change.
pub(super) struct Note {
    pub(super) rule: String,
    pub(super) text: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) advice: Option<&'static str>,
    pub(super) accepted: Option<String>,
    pub(super) rust: Vec<String>,
}

/// The chapters, the worst first.
pub(super) fn chapters(view: &View<'_>) -> Vec<Chapter> {
    let groups = view.groups();
    [
        (Level::Breaking, "Breaking changes"),
        (Level::Warning, "Changes to look at"),
        (Level::Info, "Other changes"),
    ]
    .into_iter()
    .filter_map(|(level, title)| {
        let of_level = groups.iter().filter(|group| group.entry.finding.level == level);
        let sections = sections(view, of_level);
        (!sections.is_empty()).then_some(Chapter { title, level: level.as_str(), sections })
    })
    .collect()
}

fn sections<'v>(view: &View<'_>, groups: impl Iterator<Item = &'v Group<'v>>) -> Vec<Section> {
    let mut by_operations: BTreeMap<Vec<String>, Vec<Note>> = BTreeMap::new();
    for group in groups {
        let mut operations = group.operations.clone();
        operations.sort();
        operations.dedup();
        by_operations.entry(operations).or_default().push(note(view, group));
    }
    let section = |(operations, notes): (Vec<String>, Vec<Note>)| {
        let title = match operations.as_slice() {
            [] => "The whole API".to_owned(),
            [only] => only.clone(),
            [first, rest @ ..] => format!("{first} and {} more", rest.len()),
        };
        let more = if operations.len() > 1 { operations } else { Vec::new() };
        Section { title, more, notes }
    };
    by_operations.into_iter().map(section).collect()
}

fn note(view: &View<'_>, group: &Group<'_>) -> Note {
    let finding = &group.entry.finding;
    Note {
        rule: finding.rule.clone(),
        text: finding.text(),
        before: finding.from.clone(),
        after: finding.to.clone(),
        advice: (finding.level > Level::Info).then_some(finding.advice),
        accepted: group.entry.accepted.clone(),
        rust: view.events(group.entry).into_iter().map(text::consequence).collect(),
    }
}
