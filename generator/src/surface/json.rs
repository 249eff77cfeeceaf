//! The surface as a file: `api.json`.

use rayon::prelude::*;
use serde_json::Value;

use super::{Item, ItemKind, Surface};

impl Surface {
    /// The surface as JSON text, the same for the same surface; `header` says what the file is.
    ///
    /// An object with `generated`, `crate`, and `items` by their paths, each with `kind`, and where they say something,
    /// `type`, `derives`, `non_exhaustive`, `deprecated` and `pointer`.
    #[must_use]
    pub fn json(&self, header: &str) -> String {
        // Large APIs have a hundred thousand items, so their text is put together without values in between, and in
        // several parts side by side.
        let items: Vec<_> = self.items.iter().collect();
        let parts: Vec<String> = items.par_chunks(1024).map(lines).collect();
        let mut text = String::with_capacity(parts.iter().map(String::len).sum::<usize>() + 1024);
        text.push_str("{\"generated\": ");
        quote(&mut text, header);
        text.push_str(",\n\"crate\": ");
        quote(&mut text, &self.name);
        text.push_str(",\n\"items\": {");
        for (index, part) in parts.iter().enumerate() {
            text.push_str(if index == 0 { "\n" } else { ",\n" });
            text.push_str(part);
        }
        text.push_str("\n}}\n");
        text
    }

    /// Reads what [`Surface::json`] wrote; nothing where it is something else.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let items = value.get("items")?.as_object()?;
        let items = items.iter().map(|(path, value)| Some((path.clone(), item(value)?)));
        Some(Self { name: value.get("crate")?.as_str()?.to_owned(), items: items.collect::<Option<_>>()? })
    }
}

/// A line for each item, with a comma between them.
fn lines(items: &[(&String, &Item)]) -> String {
    let mut text = String::with_capacity(items.len() * 128);
    for (index, (path, item)) in items.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ",\n" });
        quote(&mut text, path);
        text.push_str(": ");
        write(&mut text, item);
    }
    text
}

fn write(text: &mut String, item: &Item) {
    text.push('{');
    if item.deprecated {
        text.push_str("\"deprecated\":true,");
    }
    if !item.derives.is_empty() {
        text.push_str("\"derives\":[");
        for (index, derive) in item.derives.iter().enumerate() {
            text.push_str(if index == 0 { "" } else { "," });
            quote(text, derive);
        }
        text.push_str("],");
    }
    text.push_str("\"kind\":");
    quote(text, item.kind.as_str());
    if item.non_exhaustive {
        text.push_str(",\"non_exhaustive\":true");
    }
    let signature = Some(item.signature.as_str()).filter(|signature| !signature.is_empty());
    for (key, value) in [(",\"pointer\":", item.pointer.as_deref()), (",\"type\":", signature)] {
        if let Some(value) = value {
            text.push_str(key);
            quote(text, value);
        }
    }
    text.push('}');
}

/// Writes a text as JSON does.
fn quote(text: &mut String, value: &str) {
    if value.bytes().any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
        text.push_str(&Value::from(value).to_string());
    } else {
        text.extend(["\"", value, "\""]);
    }
}

fn item(value: &Value) -> Option<Item> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let flag = |key: &str| value.get(key).and_then(Value::as_bool) == Some(true);
    let kind = ItemKind::ALL.into_iter().find(|kind| Some(kind.as_str()) == text("kind"))?;
    let derives = value.get("derives").and_then(Value::as_array).into_iter().flatten();
    Some(Item {
        derives: derives.filter_map(Value::as_str).map(str::to_owned).collect(),
        non_exhaustive: flag("non_exhaustive"),
        deprecated: flag("deprecated"),
        ..Item::new(kind, text("type").unwrap_or_default(), text("pointer").map(str::to_owned))
    })
}
