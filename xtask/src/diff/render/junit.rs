//! Changes as a report of tests: a case for each change, which fails where the change breaks.

use std::fmt::Write as _;

use specwright::diff::Level;

use super::{escaped, text};
use crate::diff::view::View;

pub(super) fn render(view: &View<'_>) -> String {
    let groups = view.groups();
    let fails = |level, accepted: bool| level == Level::Breaking && !accepted;
    let failures = groups
        .iter()
        .filter(|group| fails(group.entry.finding.level, group.entry.accepted.is_some()))
        .count();
    let (tests, failures) = (groups.len().max(1), failures + usize::from(view.errors > 0));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(out, "<testsuites tests=\"{tests}\" failures=\"{failures}\">");
    let name = escaped(&format!("{} -> {}", view.base, view.head));
    let _ = writeln!(out, "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\">");
    for group in &groups {
        let finding = &group.entry.finding;
        let head = group.entry.head.as_ref();
        let place = head.map_or_else(String::new, |spot| {
            format!(" file=\"{}\" line=\"{}\"", escaped(&spot.file), spot.line)
        });
        let (class, name) = (escaped(&finding.rule), escaped(&finding.text()));
        let _ = writeln!(out, "    <testcase classname=\"{class}\" name=\"{name}\"{place}>");
        let mut detail = format!("in {}\n{}\n", text::operations(&group.operations), finding.advice);
        for event in view.events(group.entry) {
            let _ = writeln!(detail, "{}", text::consequence(event));
        }
        let detail = escaped(&detail);
        let _ = if fails(finding.level, group.entry.accepted.is_some()) {
            writeln!(out, "      <failure type=\"{class}\" message=\"{name}\">{detail}</failure>")
        } else {
            writeln!(out, "      <system-out>{}: {detail}</system-out>", finding.level)
        };
        out.push_str("    </testcase>\n");
    }
    if groups.is_empty() {
        out.push_str("    <testcase classname=\"diff\" name=\"no change\"/>\n");
    }
    if view.errors > 0 {
        out.push_str(
            "    <testcase classname=\"incomplete-comparison\" name=\"the documents have errors\">\n",
        );
        out.push_str(
            "      <failure message=\"parts of the documents were not compared\"/>\n    </testcase>\n",
        );
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}
