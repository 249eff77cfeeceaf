//! Saying what differs.

use std::path::Path;

use super::diff::Diff;
use super::{Action, Change};
use crate::{read, workspace};

/// How many lines of difference a run shows. Enough to see what kind of change it is; the command shows the rest.
const DIFF_LINES: usize = 60;

/// A file on disk that is larger is not compared line by line.
const DIFF_BYTES: usize = 4 * 1024 * 1024;

/// One JSON object per change, for tools.
pub(crate) fn json(root: &Path, changes: &[Change<'_>]) -> Vec<String> {
    let line = |change: &Change<'_>| serde_json::json!({ "file": workspace::show(root, &change.path), "state": state(change.action) });
    changes.iter().map(|change| line(change).to_string()).collect()
}

/// What is wrong with a file that needs the action.
const fn state(action: Action) -> &'static str {
    match action {
        Action::Create => "missing",
        Action::Update => "stale",
        Action::Remove => "orphaned",
    }
}

/// One line per change, such as `update generated-types/src/generated/models.rs`.
pub(crate) fn listing(root: &Path, changes: &[Change<'_>]) -> Vec<String> {
    let verb = |action| match action {
        Action::Create => "create",
        Action::Update => "update",
        Action::Remove => "remove",
    };
    changes
        .iter()
        .map(|change| format!("{} {}", verb(change.action), workspace::show(root, &change.path)))
        .collect()
}

/// One line per file that is not as generated, a short diff, and the command that mends it.
pub(crate) fn stale(root: &Path, changes: &[Change<'_>], command: &str) -> Vec<String> {
    let mut lines: Vec<_> = changes
        .iter()
        .map(|change| format!("{}: {}", state(change.action), workspace::show(root, &change.path)))
        .collect();
    lines.push(String::new());
    lines.extend(differences(root, changes));
    lines.push(String::new());
    lines.push(format!("run `{command}` to mend this"));
    lines
}

/// The text of an orphan is not shown: it is not generated, and nobody asked to see it.
fn differences(root: &Path, changes: &[Change<'_>]) -> Vec<String> {
    let mut diff = Diff::new(DIFF_LINES);
    for change in changes.iter().filter(|change| change.action != Action::Remove) {
        let name = workspace::show(root, &change.path);
        if change.action == Action::Create {
            diff.file(&name, None, Some(change.text));
            continue;
        }
        let old =
            read::bounded(&change.path, DIFF_BYTES).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        match old {
            Some(old) => diff.file(&name, Some(&old), Some(change.text)),
            None => diff.line(&format!("{name} is no text file of reasonable size")),
        }
    }
    diff.into_lines()
}
