//! Changes for tools: an array of objects with the same keys, one per change and operation.

use serde_json::{Value, json};

use crate::diff::view::{Entry, Spot, View};

pub(super) fn render(view: &View<'_>) -> String {
    let mut records: Vec<Value> = view.entries.iter().map(record).collect();
    if view.errors > 0 {
        records.push(json!({
            "id": "incomplete-comparison", "level": "breaking", "direction": "none", "operation": null,
            "operation_id": null, "place": null, "property": null, "name": null,
            "pointer_base": null, "pointer_head": null,
            "text": "the documents have errors, and parts of them were not compared",
            "from": null, "to": null, "advice": "Mend the documents.", "fingerprint": null, "accepted": null,
            "spans": {"base": null, "head": null},
        }));
    }
    let mut text = String::from("[");
    for (index, record) in records.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&record.to_string());
    }
    text.push_str("\n]\n");
    text
}

fn record(entry: &Entry) -> Value {
    let finding = &entry.finding;
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    json!({
        "id": finding.rule,
        "level": finding.level.as_str(),
        "direction": finding.direction.as_str(),
        "operation": finding.operation.as_ref().map(ToString::to_string),
        "operation_id": finding.operation.as_ref().and_then(|operation| operation.id.clone()),
        "place": given(&finding.place),
        "property": given(&finding.path),
        "name": finding.name,
        "pointer_base": finding.base.as_ref().map(|place| place.pointer.as_str()),
        "pointer_head": finding.head.as_ref().map(|place| place.pointer.as_str()),
        "text": finding.text(),
        "from": finding.from,
        "to": finding.to,
        "advice": finding.advice,
        "fingerprint": finding.fingerprint(),
        "accepted": entry.accepted,
        "spans": {"base": entry.base.as_ref().map(spot), "head": entry.head.as_ref().map(spot)},
    })
}

fn spot(spot: &Spot) -> Value {
    json!({
        "file": spot.file,
        "line": spot.line,
        "column": spot.column,
        "end_line": spot.end_line,
        "end_column": spot.end_column,
    })
}
