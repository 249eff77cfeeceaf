//! What the schemas of a document mean to a validator of JSON Schema 2020-12.
//!
//! `jsonschema` knows neither `nullable` nor `discriminator`, so both are written out here, in the way that
//! `reading = "intended"` reads them. Formats become `x-format`: which texts have one is tested elsewhere.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// The keywords that a schema of OpenAPI 3.0 has; whatever else stands there means nothing.
const KEYWORDS_3_0: [&str; 23] = [
    "type",
    "properties",
    "required",
    "items",
    "enum",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "additionalProperties",
];

/// Keywords whose value is a schema, a list of them, or a map of them.
const ONE: [&str; 10] = [
    "items",
    "not",
    "additionalProperties",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];
const LISTS: [&str; 4] = ["allOf", "oneOf", "anyOf", "prefixItems"];
const MAPS: [&str; 5] = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"];

const COMPONENTS: &str = "#/components/schemas/";

/// A document on its way to JSON Schema.
struct Reader<'d> {
    schemas: &'d Map<String, Value>,
    is_3_0: bool,
    /// The components that inherit from one, directly, by its name.
    heirs: BTreeMap<&'d str, Vec<&'d str>>,
}

/// The components as schemas of JSON Schema, below `components/schemas` as before.
pub(super) fn schemas(document: &Value) -> Map<String, Value> {
    let empty = Map::new();
    let schemas = document["components"]["schemas"].as_object().unwrap_or(&empty);
    let is_3_0 = document["openapi"].as_str().is_some_and(|version| version.starts_with("3.0"));
    let mut heirs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, schema) in schemas {
        for part in schema["allOf"].as_array().into_iter().flatten() {
            if let Some(base) = part["$ref"].as_str().and_then(|target| target.strip_prefix(COMPONENTS)) {
                heirs.entry(base).or_default().push(name);
            }
        }
    }
    let reader = Reader { schemas, is_3_0, heirs };
    let mut all = Map::new();
    for (name, schema) in schemas {
        let own = reader.schema(schema);
        if reader.stands_for_others(name) {
            all.insert(name.clone(), reader.any_heir(name));
            all.insert(base_of(name), own);
        } else {
            all.insert(name.clone(), own);
        }
    }
    all
}

/// A reference whose characters are those of a URI, as the other validator wants them.
fn reference(target: &Value) -> Value {
    let Some(target) = target.as_str() else { return target.clone() };
    let encoded = |c: char| match c {
        c if c.is_ascii_graphic() => c.to_string(),
        c => c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat(),
    };
    Value::String(target.chars().map(encoded).collect())
}

/// Where the schema of a component is that stands for those that inherit from it.
fn base_of(name: &str) -> String {
    format!("{name}-itself")
}

impl Reader<'_> {
    fn schema(&self, schema: &Value) -> Value {
        let Some(node) = schema.as_object() else { return schema.clone() };
        let is_nullable = node.get("nullable") == Some(&Value::Bool(true));
        let mut found = self.node(node);
        if let Some(tagged) = choice(node) {
            found.remove("oneOf");
            found.remove("anyOf");
            found.insert("oneOf".to_owned(), tagged);
        }
        if is_nullable { json!({ "anyOf": [found, { "type": "null" }] }) } else { Value::Object(found) }
    }

    fn node(&self, node: &Map<String, Value>) -> Map<String, Value> {
        let mut found = Map::new();
        if let Some(target) = node.get("$ref") {
            found.insert("$ref".to_owned(), reference(target));
            if self.is_3_0 {
                // Nothing beside it counts, but for `nullable`.
                return found;
            }
        }
        for (keyword, value) in node {
            if self.is_3_0 && !KEYWORDS_3_0.contains(&keyword.as_str()) {
                continue;
            }
            let all = |values: &Vec<Value>| values.iter().map(|value| self.schema(value)).collect();
            let value = match (keyword.as_str(), value) {
                ("allOf", Value::Array(values)) => {
                    Value::Array(values.iter().map(|it| self.part(it)).collect())
                }
                (name, Value::Object(_)) if ONE.contains(&name) => self.schema(value),
                (name, Value::Array(values)) if LISTS.contains(&name) => Value::Array(all(values)),
                (name, Value::Object(values)) if MAPS.contains(&name) => {
                    values.iter().map(|(name, value)| (name.clone(), self.schema(value))).collect()
                }
                ("format" | "$ref", _) => continue,
                _ => value.clone(),
            };
            found.insert(keyword.clone(), value);
        }
        for (flag, limit) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
            match found.get(flag) {
                Some(Value::Bool(true)) => {
                    found.remove(flag);
                    if let Some(value) = found.remove(limit) {
                        found.insert(flag.to_owned(), value);
                    }
                }
                Some(Value::Bool(false)) => {
                    found.remove(flag);
                }
                _ => {}
            }
        }
        if let Some(format) = node.get("format") {
            found.insert("x-format".to_owned(), format.clone());
        }
        // As authors mean it: what has properties is an object, and what has items a list.
        for (keyword, kind) in
            [("properties", "object"), ("additionalProperties", "object"), ("items", "array")]
        {
            if found.get(keyword).is_some_and(Value::is_object) && !found.contains_key("type") {
                found.insert("type".to_owned(), kind.into());
            }
        }
        found
    }

    /// A schema of `allOf`: what is inherited from is itself there, and none of those that inherit from it.
    fn part(&self, schema: &Value) -> Value {
        let target = schema["$ref"].as_str().and_then(|target| target.strip_prefix(COMPONENTS));
        match target {
            Some(name) if self.stands_for_others(name) => {
                json!({ "$ref": reference(&format!("{COMPONENTS}{}", base_of(name)).into()) })
            }
            _ => self.schema(schema),
        }
    }

    /// Whether a component has a discriminator of its own, and heirs.
    fn stands_for_others(&self, name: &str) -> bool {
        self.schemas.get(name).is_some_and(|schema| {
            schema["discriminator"]["propertyName"].is_string()
                && schema.get("oneOf").is_none()
                && schema.get("anyOf").is_none()
                && self.heirs.contains_key(name)
        })
    }

    fn any_heir(&self, name: &str) -> Value {
        let discriminator = &self.schemas[name]["discriminator"];
        let property = discriminator["propertyName"].as_str().unwrap_or_default();
        let (mut found, mut open) = (Vec::new(), vec![name]);
        while let Some(parent) = open.pop() {
            for &heir in self.heirs.get(parent).into_iter().flatten() {
                if heir != name && !found.contains(&heir) {
                    found.push(heir);
                    open.push(heir);
                }
            }
        }
        let of = |target: &str, name: &str| {
            tag(
                &json!({ "$ref": reference(&format!("{COMPONENTS}{target}").into()) }),
                property,
                &tags(discriminator, name),
            )
        };
        let heirs = found
            .iter()
            .map(|heir| if self.stands_for_others(heir) { of(&base_of(heir), heir) } else { of(heir, heir) });
        json!({ "oneOf": heirs.chain([of(&base_of(name), name)]).collect::<Vec<_>>() })
    }
}

/// The branches of a choice with a discriminator, each with the values that pick it.
fn choice(node: &Map<String, Value>) -> Option<Value> {
    let name = node.get("discriminator")?.get("propertyName")?.as_str()?;
    let branches = node.get("oneOf").or_else(|| node.get("anyOf"))?.as_array()?;
    let mut tagged = Vec::new();
    for branch in branches.iter().filter(|branch| branch["type"] != "null") {
        let target = branch["$ref"].as_str()?.strip_prefix(COMPONENTS)?;
        tagged.push(tag(branch, name, &tags(&node["discriminator"], target)));
    }
    Some(Value::Array(tagged))
}

/// The values of a discriminator that pick a component: those that `mapping` gives it, and its name.
fn tags(discriminator: &Value, target: &str) -> Vec<String> {
    let mapping = discriminator["mapping"].as_object();
    let leads = |to: &Value| {
        to.as_str().is_some_and(|to| to == target || to.strip_prefix(COMPONENTS) == Some(target))
    };
    let mut all: Vec<_> =
        mapping.into_iter().flatten().filter(|(_, to)| leads(to)).map(|(value, _)| value.clone()).collect();
    all.push(target.to_owned());
    all
}

fn tag(branch: &Value, name: &str, values: &[String]) -> Value {
    json!({ "allOf": [
        { "type": "object", "required": [name], "properties": { name: { "enum": values } } },
        branch,
    ] })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::schemas;

    #[test]
    fn words_of_3_0_become_those_of_json_schema() {
        let document = json!({ "openapi": "3.0.3", "components": { "schemas": {
            "A": { "type": "integer", "minimum": 0, "exclusiveMinimum": true, "nullable": true, "const": 1 },
            "B": { "$ref": "#/components/schemas/A", "description": "d", "nullable": true },
            "C": { "properties": { "d": { "type": "string", "format": "date" } } },
        } } });
        assert_eq!(
            serde_json::Value::Object(schemas(&document)),
            json!({
                "A": { "anyOf": [{ "type": "integer", "exclusiveMinimum": 0 }, { "type": "null" }] },
                "B": { "anyOf": [{ "$ref": "#/components/schemas/A" }, { "type": "null" }] },
                "C": { "type": "object", "properties": { "d": { "type": "string", "x-format": "date" } } },
            })
        );
    }

    #[test]
    fn discriminators_are_written_out() {
        let document = json!({ "openapi": "3.1.0", "components": { "schemas": {
            "Pet": {
                "type": "object", "properties": { "kind": { "type": "string" } },
                "discriminator": { "propertyName": "kind", "mapping": { "cat": "Cat" } },
            },
            "Cat": { "allOf": [{ "$ref": "#/components/schemas/Pet" }, { "required": ["a"] }] },
        } } });
        let found = schemas(&document);
        let tagged = |values: &[&str], target: &str| {
            json!({ "allOf": [
                { "type": "object", "required": ["kind"], "properties": { "kind": { "enum": values } } },
                { "$ref": format!("#/components/schemas/{target}") },
            ] })
        };
        assert_eq!(
            found["Pet"],
            json!({ "oneOf": [tagged(&["cat", "Cat"], "Cat"), tagged(&["Pet"], "Pet-itself")] })
        );
        assert_eq!(found["Cat"]["allOf"][0], json!({ "$ref": "#/components/schemas/Pet-itself" }));
    }
}
