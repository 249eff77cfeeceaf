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
    /// Where it is and what happened.
    headline: String,
    /// What it happened to.
    names: Vec<String>,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) advice: Option<&'static str>,
    pub(super) accepted: Option<String>,
    /// What it does to generated crates, each with its bump.
    pub(super) rust: Vec<(&'static str, String)>,
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
        let (notes, note) = (by_operations.entry(operations).or_default(), note(view, group));
        if !notes.iter_mut().any(|known| known.absorb(&note)) {
            notes.push(note);
        }
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
    let is_replaced = finding.from.is_some() && finding.to.is_some();
    let mut headline = finding.headline();
    if let Some(value) = finding.value().filter(|_| finding.name.is_none()) {
        headline = format!("{headline}: `{value}`");
    }
    Note {
        rule: finding.rule.clone(),
        headline,
        names: finding.name.iter().cloned().collect(),
        before: finding.from.clone().filter(|_| is_replaced),
        after: finding.to.clone().filter(|_| is_replaced),
        advice: (finding.level > Level::Info).then_some(finding.advice),
        accepted: group.entry.accepted.clone(),
        rust: view
            .events(group.entry)
            .into_iter()
            .map(|event| (event.rule.bump.as_str(), text::happening(event)))
            .collect(),
    }
}

impl Note {
    /// The change in a sentence.
    pub(super) fn text(&self) -> String {
        let names: Vec<String> = self.names.iter().map(|name| format!("`{name}`")).collect();
        let headline = match names.as_slice() {
            [_, _, ..] => self.headline.replace("a listed value was", "listed values were"),
            _ => self.headline.clone(),
        };
        let mut letters = headline.chars();
        let headline =
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
        if names.is_empty() { headline } else { format!("{headline}: {}", names.join(", ")) }
    }

    /// Takes a change in that is the same but for what it happened to; says whether it is.
    fn absorb(&mut self, other: &Self) -> bool {
        let is_one = self.rule == other.rule
            && self.headline == other.headline
            && self.accepted == other.accepted
            && self.before.is_none()
            && other.before.is_none()
            && !self.names.is_empty();
        if is_one {
            self.names.extend(other.names.iter().cloned());
            for line in &other.rust {
                if !self.rust.contains(line) {
                    self.rust.push(line.clone());
                }
            }
        }
        is_one
    }
}
