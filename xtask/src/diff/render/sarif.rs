//! Changes as SARIF 2.1.0, for code scanning.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use specwright::diff::{Level, Rules};

use super::text;
use crate::diff::view::{Group, Spot, View};

pub(super) fn render(view: &View<'_>) -> String {
    let groups = view.groups();
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for group in &groups {
        ids.entry(&group.entry.finding.rule).or_default();
    }
    for (number, index) in ids.values_mut().enumerate() {
        *index = number;
    }
    let rules: Vec<Value> = ids.keys().filter_map(|id| rule(id)).collect();
    let results: Vec<Value> = groups.iter().map(|group| result(view, group, &ids)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "specwright-diff",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": view.errors == 0}],
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Breaking => "error",
        Level::Warning => "warning",
        Level::Info => "note",
        Level::Off => "none",
    }
}

fn rule(id: &str) -> Option<Value> {
    let rule = Rules::table().get(id)?;
    Some(json!({
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": rule.advice},
        "defaultConfiguration": {"level": level(rule.level)},
    }))
}

fn result(view: &View<'_>, group: &Group<'_>, ids: &BTreeMap<&str, usize>) -> Value {
    let (entry, finding) = (group.entry, &group.entry.finding);
    let mut message = finding.text();
    if !group.operations.is_empty() {
        message = format!("{message} (in {})", text::operations(&group.operations));
    }
    let rust: Vec<String> = view.events(entry).into_iter().map(text::consequence).collect();
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": ids.get(finding.rule.as_str()),
        "level": level(finding.level),
        "message": {"text": message},
        "locations": entry.head.as_ref().map(|spot| vec![location(spot)]).unwrap_or_default(),
        "partialFingerprints": {"specwrightDiff/v1": finding.fingerprint()},
        "properties": {
            "operations": group.operations,
            "pointer_base": finding.base.as_ref().map(|place| place.pointer.as_str()),
            "pointer_head": finding.head.as_ref().map(|place| place.pointer.as_str()),
            "rust": rust,
        },
    });
    if let Some(reason) = &entry.accepted {
        result["suppressions"] = json!([{"kind": "external", "justification": reason}]);
    }
    result
}

fn location(spot: &Spot) -> Value {
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&spot.file)},
        "region": {
            "startLine": spot.line,
            "startColumn": spot.column,
            "endLine": spot.end_line,
            "endColumn": spot.end_column,
        },
    }})
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            b'\\' => uri.push('/'),
            byte => uri.extend(["%", &format!("{byte:02X}")]),
        }
    }
    uri
}
