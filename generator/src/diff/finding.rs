//! A finding: one change, at one place of one operation.

use std::fmt::Write as _;

use super::level::{Direction, Level};
use super::operations::Name;
use crate::source::Place;

/// One change, at one place of one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of its rule.
    pub rule: String,
    /// How bad it is.
    pub level: Level,
    /// Which way the values travel.
    pub direction: Direction,
    /// The operation; none for what is about the document.
    pub operation: Option<Name>,
    /// Where in the operation, such as `response 200 (application/json)`; empty for the operation itself.
    pub place: String,
    /// The way from the value there to the part that changed, such as `data[].name`.
    pub path: String,
    /// Where, in the base document.
    pub base: Option<Place>,
    /// Where, in the head document.
    pub head: Option<Place>,
    /// What happened, as the rule says it.
    pub title: String,
    /// What it happened to.
    pub name: Option<String>,
    /// What was before.
    pub from: Option<String>,
    /// What is now.
    pub to: Option<String>,
    /// What to do about it.
    pub advice: &'static str,
}

impl Finding {
    /// By operation, the worst first, and then such that every run gives the same order.
    pub(super) fn order(&self) -> impl Ord + '_ {
        let level = std::cmp::Reverse(self.level);
        (&self.operation, level, &self.rule, (&self.place, &self.path, &self.name), &self.base, &self.head)
    }

    /// The change in one line.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.headline();
        // Writing to a `String` does not fail.
        if let Some(name) = &self.name {
            let _ = write!(text, ": `{name}`");
        }
        let _ = match (&self.from, &self.to) {
            (Some(from), Some(to)) => write!(text, ", from `{from}` to `{to}`"),
            _ => self.value().map_or(Ok(()), |value| write!(text, " (`{value}`)")),
        };
        text
    }

    /// Where something changed and what happened, without names and values.
    #[must_use]
    pub fn headline(&self) -> String {
        let what = self.title.split_once(": ").map_or(self.title.as_str(), |(_, what)| what);
        match (self.place.is_empty(), self.path.is_empty()) {
            (true, _) => what.to_owned(),
            (false, true) => format!("{}: {what}", self.place),
            (false, false) => format!("`{}` in {}: {what}", self.path, self.place),
        }
    }

    /// The value that came or went, unless it is the name of what did.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match (&self.from, &self.to) {
            (Some(value), None) | (None, Some(value)) => {
                Some(value.as_str()).filter(|value| self.name.as_deref() != Some(value))
            }
            _ => None,
        }
    }

    /// What the change is known by where it is accepted: the rule, the operation and the place, free of wording.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let operation =
            self.operation.as_ref().map(|operation| format!("{} {}", operation.method, operation.path));
        let parts = [
            Some(self.rule.as_str()),
            operation.as_deref(),
            Some(self.place.as_str()),
            Some(self.path.as_str()),
            self.name.as_deref(),
            self.from.as_deref(),
            self.to.as_deref(),
        ];
        // FNV-1a: short, and the same on every machine and in every version.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for part in parts {
            for byte in part.unwrap_or_default().bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        format!("{hash:016x}")
    }
}
