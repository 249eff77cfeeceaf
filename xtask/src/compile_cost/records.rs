//! The records: eight fields of the usual kinds, as a document and as structs with serde's derive.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// An OpenAPI document with so many records; each holds another one.
pub(super) fn document(title: &str, records: usize) -> String {
    let mut text = format!(
        "openapi: 3.0.3\ninfo: {{ title: {title}, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n"
    );
    for number in 0..records {
        let parent = number / 2;
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "    Record{number}:
      type: object
      additionalProperties: false
      required: [id, name, count, active, created_at, tags]
      properties:
        id: {{ type: string }}
        name: {{ type: string, minLength: 1, maxLength: 200 }}
        count: {{ type: integer, format: int64, minimum: 0, maximum: 1000000 }}
        ratio: {{ type: number }}
        active: {{ type: boolean }}
        created_at: {{ type: string, format: date-time }}
        tags: {{ type: array, items: {{ type: string }} }}
        parent: {{ $ref: '#/components/schemas/Record{parent}' }}
"
        );
    }
    text
}

/// A crate with the same records, decoded by what serde derives; each decoder is used.
pub(super) fn derived(name: &str, records: usize) -> BTreeMap<String, String> {
    let mut text = "//! Records as one writes them by hand.\n".to_owned();
    for number in 0..records {
        let parent = number / 2;
        let _ = write!(
            text,
            "
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record{number} {{
    pub id: String,
    pub name: String,
    pub count: i64,
    pub ratio: Option<f64>,
    pub active: bool,
    pub created_at: String,
    pub tags: Vec<String>,
    pub parent: Option<Box<Record{parent}>>,
}}

pub fn decode_{number}(json: &[u8]) -> Result<Record{number}, serde_json::Error> {{
    serde_json::from_slice(json)
}}
"
        );
    }
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nserde = {{ version = \"1.0\", features = [\"derive\"] }}\nserde_json = \"1.0\"\n\n[workspace]\n"
    );
    BTreeMap::from([("Cargo.toml".to_owned(), manifest), ("src/lib.rs".to_owned(), text)])
}
