//! The schemas of the payloads as JSON Schema, for the `jsonschema` crate.

use jsonschema::Validator;
use serde_json::{Value, json};

/// Compiles a schema; formats are asserted, as we assert them.
///
/// # Panics
///
/// The schema is none.

pub(crate) fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

pub(crate) fn list_of(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

pub(crate) fn update() -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "status": status(),
            "balance_group": balance_group(json!("object")),
            "metadata": { "type": "object", "additionalProperties": { "type": ["string", "null"] } },
        },
    })
}

pub(crate) fn customer() -> Value {
    let date_time = json!({ "type": "string", "format": "date-time" });
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["id", "name", "status", "balance_group", "metadata", "assigned_at", "created_at"],
        "properties": {
            "id": { "type": "string" },
            "name": { "type": "string" },
            "status": status(),
            "balance_group": balance_group(json!(["object", "null"])),
            "metadata": { "type": "object", "additionalProperties": { "type": "string" } },
            "assigned_at": date_time,
            "activated_at": { "type": ["string", "null"], "format": "date-time" },
            "created_at": date_time,
        },
    })
}

pub(crate) fn nomination() -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["id", "balance_group", "product", "quantity_mwh", "note", "points"],
        "properties": {
            "id": { "type": "string", "pattern": "^nom_[a-z0-9]{8}$" },
            "balance_group": balance_group(json!("object")),
            "product": { "enum": ["day_ahead", "intraday"] },
            "quantity_mwh": { "type": "number", "minimum": 0, "maximum": 100_000 },
            "revision": { "type": "integer", "minimum": 1, "maximum": i32::MAX },
            "note": { "type": ["string", "null"], "maxLength": 200 },
            "points": { "type": "array", "minItems": 1, "maxItems": 100, "items": point() },
        },
    })
}

fn point() -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["position", "start", "value"],
        "properties": {
            "position": { "type": "integer", "minimum": 1, "maximum": 100 },
            "start": { "type": "string", "format": "date-time" },
            "value": { "type": "number", "minimum": -1000, "maximum": 1000 },
        },
    })
}

fn status() -> Value {
    json!({ "enum": ["pending", "active", "deactivated"] })
}

fn balance_group(kind: Value) -> Value {
    json!({
        "type": kind,
        "additionalProperties": false,
        "required": ["eic", "tso"],
        "properties": {
            "eic": { "type": "string" },
            "tso": { "enum": ["DE_AMPRION", "DE_TENNET", "DE_TRANSNET_BW", "DE_50HERTZ"] },
        },
    })
}
