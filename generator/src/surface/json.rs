//! The surface as a file: `api.json`.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Item, ItemKind, Surface};

impl Surface {
    /// The surface as JSON text, the same for the same surface; `header` says what the file is.
    ///
    /// An object with `generated`, `crate`, and `items` by their paths, each with `kind`, and where they say something,
    /// `type`, `derives`, `non_exhaustive`, `deprecated` and `pointer`.
    #[must_use]
    pub fn json(&self, header: &str) -> String {
        let mut text = format!("{{\"generated\": {},\n", Value::from(header));
        // Writing to a `String` does not fail.
        let _ = write!(text, "\"crate\": {},\n\"items\": {{", Value::from(self.name.as_str()));
        for (index, (path, item)) in self.items.iter().enumerate() {
            text.push_str(if index == 0 { "\n" } else { ",\n" });
            let _ = write!(text, "{}: {}", Value::from(path.as_str()), value(item));
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

fn value(item: &Item) -> Value {
    let mut map = Map::new();
    map.insert("kind".to_owned(), json!(item.kind.as_str()));
    if !item.signature.is_empty() {
        map.insert("type".to_owned(), json!(item.signature));
    }
    if !item.derives.is_empty() {
        map.insert("derives".to_owned(), json!(item.derives));
    }
    if item.non_exhaustive {
        map.insert("non_exhaustive".to_owned(), json!(true));
    }
    if item.deprecated {
        map.insert("deprecated".to_owned(), json!(true));
    }
    if let Some(pointer) = &item.pointer {
        map.insert("pointer".to_owned(), json!(pointer));
    }
    Value::Object(map)
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
