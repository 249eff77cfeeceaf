//! Changes for tools: an array of objects with the same keys, one per change and operation.

use serde_json::{Value, json};
use specwright::surface::Event;

use crate::diff::view::{Entry, Spot, View};

pub(super) fn render(view: &View<'_>) -> String {
    let mut records: Vec<Value> = view.entries.iter().map(|entry| record(view, entry)).collect();
    for event in view.other_events() {
        let mut record = blank(event.rule.id, "info", event.rule.title);
        record["name"] = json!(event.item);
        record["pointer_base"] = json!(event.pointer_base);
        record["pointer_head"] = json!(event.pointer_head);
        record["from"] = json!(event.from);
        record["to"] = json!(event.to);
        record["rust"] = json!([consequence(event)]);
        records.push(record);
    }
    for of in &view.crates {
        let mut record = blank("rust-next-version", "info", "the version that the crate has to have next");
        record["name"] = json!(of.name);
        record["from"] = json!(of.version);
        record["to"] = json!(of.next());
        record["rust"] = json!([{"item": of.name.replace('-', "_"), "bump": of.bump.as_str()}]);
        records.push(record);
    }
    if view.errors > 0 {
        let text = "the documents have errors, and parts of them were not compared";
        records.push(blank("incomplete-comparison", "breaking", text));
    }
    let mut text = String::from("[");
    for (index, record) in records.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&record.to_string());
    }
    text.push_str("\n]\n");
    text
}

/// A record that is about no single change of the wire.
fn blank(id: &str, level: &str, text: &str) -> Value {
    json!({
        "id": id, "level": level, "direction": "none", "operation": null, "operation_id": null, "place": null,
        "property": null, "name": null, "pointer_base": null, "pointer_head": null, "text": text, "from": null,
        "to": null, "advice": null, "fingerprint": null, "accepted": null, "rust": [],
        "spans": {"base": null, "head": null},
    })
}

fn consequence(event: &Event) -> Value {
    json!({
        "rule": event.rule.id,
        "item": event.item,
        "bump": event.rule.bump.as_str(),
        "text": event.rule.title,
        "why": event.rule.why,
        "from": event.from,
        "to": event.to,
    })
}

fn record(view: &View<'_>, entry: &Entry) -> Value {
    let finding = &entry.finding;
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let rust: Vec<Value> = view.events(entry).into_iter().map(consequence).collect();
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
        "rust": rust,
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
