//! Whether the version of the document says what happened to it.

use super::compare::Walk;
use super::finding::Finding;
use super::level::Level;
use super::rules::Rules;
use super::wire::Wire;
use crate::source::Tree;

/// Adds what the versions of two documents say that differ.
pub(super) fn check(
    walk: &Walk<'_>,
    base: &Wire<'_>,
    head: &Wire<'_>,
    rules: &Rules,
    findings: &mut Vec<Finding>,
) {
    if findings.is_empty() {
        return;
    }
    let version = |wire: &Wire<'_>| Some(wire.info?.tree.get("version").and_then(Tree::as_str)?.to_owned());
    let (Some(before), Some(after)) = (version(base), version(head)) else { return };
    let breaks = findings.iter().any(|finding| finding.level == Level::Breaking);
    let (old, new) = (numbers(&before), numbers(&after));
    let mut ids = Vec::new();
    if before == after {
        ids.push("api-version-not-bumped");
    }
    if !old.is_empty() && !new.is_empty() {
        if new < old {
            ids.push("api-version-decreased");
        } else if breaks && old.first() == new.first() {
            ids.push("api-major-version-not-bumped");
        }
    }
    for rule in ids.into_iter().filter_map(|id| rules.get(id)) {
        let level = walk.policy.levels.get(&rule.id).copied().unwrap_or(rule.level);
        if level == Level::Off {
            continue;
        }
        findings.insert(
            0,
            Finding {
                rule: rule.id.clone(),
                level,
                direction: rule.direction,
                operation: None,
                place: String::new(),
                path: String::new(),
                base: base.info.map(|node| walk.base.place(node.at).key("version")),
                head: head.info.map(|node| walk.head.place(node.at).key("version")),
                title: rule.title.clone(),
                name: None,
                from: Some(before.clone()),
                to: Some(after.clone()),
                advice: rule.advice,
            },
        );
    }
    findings.sort_by(|one, other| one.order().cmp(&other.order()));
}

/// The numbers of a version such as `v1.2.3-beta`.
fn numbers(version: &str) -> Vec<u64> {
    let core = version.trim_start_matches(['v', 'V']).split(['-', '+']).next().unwrap_or_default();
    core.split('.').map_while(|part| part.parse().ok()).collect()
}
