//! Documents that are written otherwise and say the same, so that nothing is to be told.

use serde_json::{Map, Value, json};

use super::spot::{self, operations};
use super::{Pair, Verdicts};
use crate::random::Random;

type Rewrite = fn(&Value, &mut Random) -> Option<(Value, Value)>;

const REWRITES: &[(&str, Rewrite)] = &[
    ("nothing", |document, _| Some((document.clone(), document.clone()))),
    ("references written out", |document, random| {
        let mut after = document.clone();
        spot::find(&mut after, random)?;
        Some((document.clone(), after))
    }),
    ("a schema with a name", named),
    ("a schema around a schema", |document, random| {
        let mut before = document.clone();
        let found = spot::find(&mut before, random)?;
        let keyword = random.pick(&["allOf", "anyOf", "oneOf"]);
        let mut after = before.clone();
        let node = after.pointer_mut(&found.pointer)?;
        *node = json!({ keyword: [node.take()] });
        Some((before, after))
    }),
    ("parameters of the path", parameters),
    ("the next version", next_version),
];

/// A document, and the same one written otherwise.
pub(super) fn pair(document: &Value, random: &mut Random) -> Option<Pair> {
    let (name, rewrite) = random.pick(REWRITES);
    let (before, after) = rewrite(document, random)?;
    let (place, verdicts) = (name.to_owned(), Verdicts::new([None, None]));
    Some(Pair { before, after, verdicts, place, is_reversed: random.below(2) == 0 })
}

/// An inline schema becomes a component.
fn named(document: &Value, random: &mut Random) -> Option<(Value, Value)> {
    let mut before = document.clone();
    let found = spot::find(&mut before, random)?;
    let mut after = before.clone();
    let schema = after.pointer_mut(&found.pointer)?;
    let inline = std::mem::replace(schema, json!({ "$ref": "#/components/schemas/Planted" }));
    let components =
        after.as_object_mut()?.entry("components").or_insert_with(|| json!({})).as_object_mut()?;
    let schemas = components.entry("schemas").or_insert_with(|| json!({})).as_object_mut()?;
    schemas.insert("Planted".to_owned(), inline);
    Some((before, after))
}

/// What an operation declares is declared by its path.
fn parameters(document: &Value, random: &mut Random) -> Option<(Value, Value)> {
    let all = operations(document);
    let (pointer, _) = all.get(random.below(all.len()))?;
    let (path, method) = pointer.rsplit_once('/')?;
    let is_alone = all.iter().filter(|(other, _)| other.starts_with(&format!("{path}/"))).count() == 1;
    let mut after = document.clone();
    let item = after.pointer_mut(path)?.as_object_mut()?;
    (is_alone && !item.contains_key("parameters")).then_some(())?;
    let parameters = item.get_mut(method)?.as_object_mut()?.remove("parameters")?;
    item.insert("parameters".to_owned(), parameters);
    Some((document.clone(), after))
}

/// A document of 3.0 becomes one of 3.1.
fn next_version(document: &Value, _: &mut Random) -> Option<(Value, Value)> {
    document.get("openapi")?.as_str()?.starts_with("3.0").then_some(())?;
    let mut after = document.clone();
    convert(&mut after)?;
    after.as_object_mut()?.insert("openapi".to_owned(), json!("3.1.0"));
    Some((document.clone(), after))
}

/// Keywords that only the next version knows.
const NEWER: &[&str] = &[
    "const",
    "patternProperties",
    "propertyNames",
    "if",
    "contains",
    "prefixItems",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "contentEncoding",
    "contentMediaType",
    "$dynamicRef",
    "$id",
    "$schema",
    "$anchor",
    "$defs",
];

/// Converts everything below a node; nothing where the versions read it otherwise.
fn convert(node: &mut Value) -> Option<()> {
    match node {
        Value::Array(items) => items.iter_mut().try_for_each(convert),
        Value::Object(members) => {
            let is_reference = members.get("$ref").is_some_and(Value::is_string);
            let is_newer = members.contains_key("type") && NEWER.iter().any(|key| members.contains_key(*key));
            let is_ambiguous = is_newer || (is_reference && members.len() > 1);
            (!is_ambiguous).then_some(())?;
            null(members)?;
            limit(members, "exclusiveMaximum", "maximum")?;
            limit(members, "exclusiveMinimum", "minimum")?;
            let is_value = |key: &str| {
                matches!(key, "example" | "examples" | "default" | "enum") || key.starts_with("x-")
            };
            members
                .iter_mut()
                .filter(|(key, value)| !is_value(key) || value.get("type").is_some())
                .try_for_each(|(_, value)| convert(value))
        }
        _ => Some(()),
    }
}

fn null(members: &mut Map<String, Value>) -> Option<()> {
    match members.get("nullable") {
        Some(Value::Bool(true)) => {
            let of = members.get("type")?.as_str()?.to_owned();
            members.insert("type".to_owned(), json!([of, "null"]));
            members.remove("nullable");
            if let Some(values) = members.get_mut("enum").and_then(Value::as_array_mut)
                && !values.contains(&Value::Null)
            {
                values.push(Value::Null);
            }
        }
        Some(Value::Bool(false)) => drop(members.remove("nullable")),
        _ => {}
    }
    Some(())
}

fn limit(members: &mut Map<String, Value>, exclusive: &str, limit: &str) -> Option<()> {
    if members.get(exclusive) == Some(&Value::Bool(true)) {
        let value = members.remove(limit)?;
        members.insert(exclusive.to_owned(), value);
    } else if members.get(exclusive) == Some(&Value::Bool(false)) {
        members.remove(exclusive);
    }
    Some(())
}

/// The document as text, with the members of every object the other way round.
pub(super) fn reversed(node: &Value, text: &mut String) {
    match node {
        Value::Object(members) => {
            let mut separator = '{';
            for (key, value) in members.iter().rev() {
                text.push(separator);
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                reversed(value, text);
                separator = ',';
            }
            text.push_str(if members.is_empty() { "{}" } else { "}" });
        }
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                reversed(item, text);
            }
            text.push(']');
        }
        other => text.push_str(&other.to_string()),
    }
}
