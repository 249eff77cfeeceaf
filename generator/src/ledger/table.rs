//! The ledger for people.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Ledger, Reason, Status};

/// How many messages of one kind are shown.
const MESSAGES: usize = 10;

impl Ledger {
    /// The ledger as a table, with each kind of reason once, and how often it holds.
    #[must_use]
    pub fn table(&self) -> String {
        let mut out = String::new();
        line(&mut out, "", ["in all", "generated", "degraded", "refused"]);
        let of = |status| self.count(status);
        let cells = [of(Status::Generated), of(Status::Degraded), of(Status::Refused)];
        line(&mut out, "operations", [self.operations.len(), cells[0], cells[1], cells[2]]);
        for keyword in &self.keywords {
            let cells = [keyword.occurrences, keyword.generated(), keyword.degraded, keyword.refused];
            line(&mut out, keyword.name, cells);
        }
        self.reasons(&mut out);
        for (code, level, reason) in &self.lints {
            let reason = reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
            let _ = writeln!(out, "\n{} is set to {}{reason}", code.as_str(), level.as_str());
        }
        out
    }

    fn reasons(&self, out: &mut String) {
        let of_operations = self.operations.iter().flat_map(|operation| &operation.reasons);
        let of_keywords = self.keywords.iter().flat_map(|keyword| &keyword.reasons);
        let mut reasons: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for Reason { code, message, .. } in of_operations.chain(of_keywords) {
            *reasons.entry(code).or_default().entry(message).or_default() += 1;
        }
        for (code, messages) in reasons {
            let _ = writeln!(out, "\n{code}");
            let mut messages: Vec<(&str, usize)> = messages.into_iter().collect();
            messages.sort_by_key(|(_, count)| Reverse(*count));
            for (message, count) in messages.iter().take(MESSAGES) {
                let _ = writeln!(out, "{count:>9}  {message}");
            }
            if messages.len() > MESSAGES {
                let _ = writeln!(out, "           and {} other messages", messages.len() - MESSAGES);
            }
        }
    }
}

fn line(out: &mut String, name: &str, cells: [impl std::fmt::Display; 4]) {
    let [all, generated, degraded, refused] = cells;
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{name:32} {all:>9} {generated:>9} {degraded:>9} {refused:>9}");
}
