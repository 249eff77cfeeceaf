//! What is shown: changes with their places in the text, those of several operations once.

use std::collections::{BTreeMap, BTreeSet};

use specwright::diagnostic::Location;
use specwright::diff::{Date, Finding, Level, Report};
use specwright::source::{Place, Sources, locate};
use specwright::surface::{Bump, Event};

use super::accept::Accepts;
use super::input::Document;
use super::rust::Crate;

/// A place in the text of a file; lines and columns count from one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

/// A finding with what is known of it.
pub(super) struct Entry {
    pub(super) finding: Finding,
    pub(super) base: Option<Spot>,
    pub(super) head: Option<Spot>,
    /// Why it is accepted.
    pub(super) accepted: Option<String>,
    /// What happens to generated crates, as numbers of a crate and of one of its events.
    consequences: Vec<(usize, usize)>,
}

/// What is shown.
pub(super) struct View<'d> {
    pub(super) base: &'d str,
    pub(super) head: &'d str,
    /// Every finding, by operation.
    pub(super) entries: Vec<Entry>,
    pub(super) crates: Vec<Crate>,
    /// How many errors there are in the documents, for which parts of them were not compared.
    pub(super) errors: usize,
}

impl<'d> View<'d> {
    pub(super) fn new(
        base: &'d Document,
        head: &'d Document,
        report: Report,
        crates: Vec<Crate>,
        accepts: &Accepts,
        today: Option<Date>,
    ) -> Self {
        let places = |of: fn(&Finding) -> Option<&Place>| -> Vec<Option<&Place>> {
            report.findings.iter().map(of).collect()
        };
        let base_spots = spots(&base.sources, &places(|finding| finding.base.as_ref()));
        let head_spots = spots(&head.sources, &places(|finding| finding.head.as_ref()));
        let spots = base_spots.into_iter().zip(head_spots);
        let entries = report
            .findings
            .into_iter()
            .zip(spots)
            .map(|(finding, (base, head))| {
                let accepted = accepts.reason(&finding, today).map(str::to_owned);
                let consequences = consequences(&finding, &crates);
                Entry { finding, base, head, accepted, consequences }
            })
            .collect();
        Self { base: &base.name, head: &head.name, entries, crates, errors: base.errors() + head.errors() }
    }

    /// What a change does to generated crates, the worst first.
    pub(super) fn events(&self, entry: &Entry) -> Vec<&Event> {
        entry.consequences.iter().map(|(krate, event)| &self.crates[*krate].events[*event]).collect()
    }

    /// What happens to generated crates for no single change of the wire.
    pub(super) fn other_events(&self) -> Vec<&Event> {
        let told: BTreeSet<_> = self.entries.iter().flat_map(|entry| &entry.consequences).collect();
        let all = self.crates.iter().enumerate();
        all.flat_map(|(krate, of)| {
            of.events.iter().enumerate().map(move |(event, found)| ((krate, event), found))
        })
        .filter(|(key, event)| !told.contains(key) && event.rule.bump > Bump::None)
        .map(|(_, event)| event)
        .collect()
    }

    pub(super) fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.entries.iter().map(|entry| &entry.finding)
    }

    /// How many different changes are of a level and not accepted.
    pub(super) fn count(&self, level: Level) -> usize {
        let groups = self.groups();
        groups
            .iter()
            .filter(|group| group.entry.finding.level == level && group.entry.accepted.is_none())
            .count()
    }

    /// The changes, each once, the worst first; with the operations that it is found in.
    pub(super) fn groups(&self) -> Vec<Group<'_>> {
        let mut index = BTreeMap::new();
        let mut groups: Vec<Group<'_>> = Vec::new();
        for entry in &self.entries {
            let finding = &entry.finding;
            let key = (
                &finding.rule,
                &finding.base,
                &finding.head,
                &finding.name,
                (&finding.from, &finding.to),
                entry.accepted.is_some(),
            );
            let at = *index.entry(key).or_insert_with(|| {
                groups.push(Group { entry, operations: Vec::new() });
                groups.len() - 1
            });
            groups[at].operations.extend(finding.operation.as_ref().map(ToString::to_string));
        }
        groups.sort_by_key(|group| {
            (group.entry.accepted.is_some(), std::cmp::Reverse(group.entry.finding.level))
        });
        groups
    }
}

/// A change, with the operations that it is found in.
pub(super) struct Group<'v> {
    pub(super) entry: &'v Entry,
    pub(super) operations: Vec<String>,
}

/// The events of items that come from what changed: from the node, something in it, or what it is in most closely.
fn consequences(finding: &Finding, crates: &[Crate]) -> Vec<(usize, usize)> {
    let places = [&finding.base, &finding.head].into_iter().flatten().map(|place| place.pointer.as_str());
    let places: Vec<&str> = places.filter(|pointer| !pointer.is_empty()).collect();
    // Where one document lacks the node, its place is what the node would be in, which says less.
    let depth = places.iter().map(|place| place.matches('/').count()).max().unwrap_or(0);
    let places: Vec<&str> = places.into_iter().filter(|place| place.matches('/').count() == depth).collect();
    let mut found = Vec::new();
    for (krate, of) in crates.iter().enumerate() {
        for (index, event) in of.events.iter().enumerate() {
            let pointers = [&event.pointer_base, &event.pointer_head].into_iter().flatten();
            let relates =
                pointers.into_iter().any(|pointer| places.iter().any(|place| is_of(place, pointer)));
            if relates && may_cause(finding, event) && !is_of_other_part(finding, event, &places) {
                found.push((krate, index));
            }
        }
    }
    found.sort_by_key(|(krate, event)| std::cmp::Reverse(crates[*krate].events[*event].rule.bump));
    found
}

/// Whether an item of the node at `pointer` can come from what is at `place`.
fn is_of(place: &str, pointer: &str) -> bool {
    let below = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    // Between a node and what it is in, no other schema with a name of its own may lie.
    below(pointer, place)
        || (below(place, pointer) && place[pointer.len()..].matches("/properties/").count() <= 1)
}

/// Whether the item comes from the whole operation, and the change is one of a part of it that the item does not show.
fn is_of_other_part(finding: &Finding, event: &Event, places: &[&str]) -> bool {
    let pointers = [&event.pointer_base, &event.pointer_head];
    let is_operation = |pointer: &str| pointer.starts_with("/paths/") && pointer.matches('/').count() == 3;
    let is_within = pointers.into_iter().flatten().any(|pointer| {
        is_operation(pointer)
            && places.iter().any(|place| place.len() > pointer.len() && place.starts_with(pointer.as_str()))
    });
    let last = event.item.rsplit("::").next().unwrap_or_default();
    is_within
        && match finding.rule.as_str() {
            rule if rule.starts_with("response") => event.rule.id != "rust-output-changed",
            rule if rule.contains("parameter") => {
                let name = finding.name.as_deref().map(plain).unwrap_or_default();
                let is_alone = matches!(
                    event.rule.id,
                    "rust-method-added" | "rust-method-removed" | "rust-output-changed"
                );
                is_alone && !plain(last).contains(&name)
            }
            _ => event.rule.id == "rust-output-changed",
        }
}

/// A name without its spelling.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// Whether a change of such a kind can do that to an item.
fn may_cause(finding: &Finding, event: &Event) -> bool {
    // What is only described otherwise is a comment.
    if finding.rule.ends_with("description-changed") {
        return false;
    }
    let last = event.item.rsplit("::").next().unwrap_or_default();
    let is_value = finding.rule.contains("enum-value");
    if event.rule.id.starts_with("rust-variant-") && !event.item.contains("Error::") {
        // Each value has a variant of its own, unless its name had to be made up.
        let of_value = finding.name.as_deref().map(plain).unwrap_or_default();
        let is_named = !of_value.is_empty() && plain(last).ends_with(&of_value);
        let same_way = finding.rule.ends_with("-added") == event.rule.id.starts_with("rust-variant-added");
        return if is_value {
            is_named && same_way
        } else {
            !finding.rule.contains("-property-")
                || finding.rule.contains("one-of")
                || finding.rule.contains("any-of")
                || finding.rule.contains("enum")
        };
    }
    if is_value {
        return false;
    }
    // A constructor takes what is required, and changes with nothing else.
    last != "new"
        || ["required", "optional", "type", "nullable", "removed", "added", "default"]
            .iter()
            .any(|word| finding.rule.contains(word))
}

/// Where the nodes are in the text; each file is read once.
fn spots(sources: &Sources, places: &[Option<&Place>]) -> Vec<Option<Spot>> {
    let locations: Vec<Location> = places
        .iter()
        .map(|place| place.map_or(Location::Nowhere, |place| Location::Key(place.clone())))
        .collect();
    let spans = locate(sources, &locations.iter().collect::<Vec<_>>());
    let mut lines = BTreeMap::new();
    spans
        .into_iter()
        .map(|span| {
            let span = span?;
            let source = sources.get(span.file);
            let starts: &Vec<usize> = lines.entry(span.file).or_insert_with(|| line_starts(&source.text));
            let at = |offset: usize| {
                let line = starts.partition_point(|start| *start <= offset);
                let column = source.text.get(starts[line - 1]..offset).map_or(0, |text| text.chars().count());
                (line, column + 1)
            };
            let ((line, column), (end_line, end_column)) = (at(span.start), at(span.end));
            Some(Spot { file: source.name.clone(), line, column, end_line, end_column })
        })
        .collect()
}

fn line_starts(text: &str) -> Vec<usize> {
    let mut starts = vec![0];
    starts.extend(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1));
    starts
}
