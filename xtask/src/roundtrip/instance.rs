//! Values for a schema, made so that they are most likely valid: what they are is for a validator to say.

use serde_json::{Map, Number, Value};

use crate::random::Random;

/// From this depth on, only what has to be there is.
const DEEP: usize = 5;

/// From this depth on, there is no value.
const TOO_DEEP: usize = 24;

/// Texts that have a format.
const FORMATS: [(&str, &str); 14] = [
    ("date-time", "2026-01-10T09:00:00Z"),
    ("date", "2026-01-10"),
    ("time", "09:00:00Z"),
    ("duration", "P1DT2H"),
    ("uuid", "67e55044-10b1-426f-9247-bb680e5fe0c8"),
    ("email", "a@example.com"),
    ("uri", "https://example.com/a?b=c"),
    ("url", "https://example.com/a"),
    ("uri-reference", "/a/b"),
    ("hostname", "example.com"),
    ("ipv4", "192.0.2.1"),
    ("ipv6", "2001:db8::1"),
    ("byte", "aGk="),
    ("binary", "bytes"),
];

/// Makes values for the schemas of one document.
pub(super) struct Maker<'d> {
    schemas: &'d Map<String, Value>,
    random: Random,
}

impl<'d> Maker<'d> {
    pub(super) const fn new(schemas: &'d Map<String, Value>, random: Random) -> Self {
        Self { schemas, random }
    }

    /// A value that most likely fits; nothing where none is known.
    pub(super) fn value(&mut self, schema: &'d Value) -> Option<Value> {
        self.all(&[schema], 0)
    }

    pub(super) const fn random(&mut self) -> &mut Random {
        &mut self.random
    }

    /// A value that fits all of these.
    fn all(&mut self, schemas: &[&'d Value], depth: usize) -> Option<Value> {
        if depth > TOO_DEEP {
            return None;
        }
        let mut parts = Vec::new();
        for schema in schemas {
            self.flatten(schema, &mut parts, depth, 0)?;
        }
        if let Some(value) = self.listed(&parts) {
            return Some(value);
        }
        match self.kind(&parts)? {
            "object" => self.object(&parts, depth),
            "array" => self.array(&parts, depth),
            "string" => Some(self.text(&parts)),
            "integer" => self.number(&parts, true),
            "number" => self.number(&parts, false),
            "boolean" => Some(Value::Bool(self.random.below(2) == 0)),
            _ => Some(Value::Null),
        }
    }

    /// The schemas that hold at once: behind references, in `allOf`, and one of each choice.
    fn flatten(
        &mut self,
        schema: &'d Value,
        parts: &mut Vec<&'d Map<String, Value>>,
        depth: usize,
        hops: usize,
    ) -> Option<()> {
        if hops > 32 {
            return None;
        }
        let node = match schema {
            Value::Object(node) => node,
            Value::Bool(false) => return None,
            _ => return Some(()),
        };
        if let Some(target) = node.get("$ref").and_then(Value::as_str) {
            self.flatten(self.component(target)?, parts, depth, hops + 1)?;
        }
        parts.push(node);
        for part in node.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.flatten(part, parts, depth, hops + 1)?;
        }
        for keyword in ["oneOf", "anyOf"] {
            let Some(branches) = node.get(keyword).and_then(Value::as_array).filter(|all| !all.is_empty())
            else {
                continue;
            };
            // What is deep ends with the branch that has the shortest text.
            let branch = if depth >= DEEP {
                branches.iter().min_by_key(|branch| branch.to_string().len())?
            } else {
                &branches[self.random.below(branches.len())]
            };
            self.flatten(branch, parts, depth, hops + 1)?;
        }
        Some(())
    }

    fn component(&self, target: &str) -> Option<&'d Value> {
        let name = decoded(target.strip_prefix("#/components/schemas/")?)?;
        self.schemas.get(&name.replace("~1", "/").replace("~0", "~"))
    }

    /// One of the values that the schemas list.
    fn listed(&mut self, parts: &[&'d Map<String, Value>]) -> Option<Value> {
        let lists: Vec<&[Value]> = parts
            .iter()
            .flat_map(|part| {
                let constant = part.get("const").map(std::slice::from_ref);
                constant.into_iter().chain(part.get("enum").and_then(Value::as_array).map(Vec::as_slice))
            })
            .collect();
        let first = lists.iter().min_by_key(|list| list.len())?;
        let fits: Vec<_> =
            first.iter().filter(|value| lists.iter().all(|list| list.contains(value))).collect();
        (!fits.is_empty()).then(|| self.random.pick(&fits).clone())
    }

    fn kind(&mut self, parts: &[&'d Map<String, Value>]) -> Option<&'d str> {
        let types = |part: &&'d Map<String, Value>| match part.get("type") {
            Some(Value::String(name)) => Some(vec![name.as_str()]),
            Some(Value::Array(names)) => Some(names.iter().filter_map(Value::as_str).collect()),
            _ => None,
        };
        let all: Vec<Vec<&str>> = parts.iter().filter_map(types).collect();
        let Some(first) = all.first() else {
            return Some(self.random.pick(&["object", "string", "integer"]));
        };
        let fits: Vec<&str> =
            first.iter().filter(|name| all.iter().all(|names| names.contains(name))).copied().collect();
        (!fits.is_empty()).then(|| self.random.pick(&fits))
    }

    fn object(&mut self, parts: &[&'d Map<String, Value>], depth: usize) -> Option<Value> {
        let mut properties: Vec<(&'d String, Vec<&'d Value>)> = Vec::new();
        for (name, schema) in parts.iter().filter_map(|part| part.get("properties")?.as_object()).flatten() {
            match properties.iter_mut().find(|(known, _)| *known == name) {
                Some((_, schemas)) => schemas.push(schema),
                None => properties.push((name, vec![schema])),
            }
        }
        let required: Vec<&str> = parts
            .iter()
            .filter_map(|part| part.get("required")?.as_array())
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        // Some values have everything, others only what they need.
        let often = self.random.below(4);
        let mut object = Map::new();
        for (name, schemas) in &properties {
            let is_required = required.contains(&name.as_str());
            if !is_required && (depth >= DEEP || self.random.below(4) > often) {
                continue;
            }
            match self.all(schemas, depth + 1) {
                Some(value) => drop(object.insert((*name).clone(), value)),
                None if is_required => return None,
                None => {}
            }
        }
        for name in required.iter().filter(|name| !properties.iter().any(|(known, _)| known == *name)) {
            object.insert((*name).to_owned(), "any".into());
        }
        let other =
            parts.iter().find_map(|part| part.get("additionalProperties").filter(|it| it.is_object()));
        if let Some(schema) = other {
            for name in ["other", "another key"].iter().take(self.random.below(3)) {
                if let Some(value) = self.all(&[schema], depth + 1) {
                    object.insert((*name).to_owned(), value);
                }
            }
        }
        Some(Value::Object(object))
    }

    fn array(&mut self, parts: &[&'d Map<String, Value>], depth: usize) -> Option<Value> {
        let least = most_of(parts, "minItems").unwrap_or(0);
        let most = least_of(parts, "maxItems").unwrap_or(u64::MAX);
        let extra = if depth >= DEEP { 0 } else { self.random.below(3) as u64 };
        let count = (least + extra).min(most).min(50);
        let items: Vec<&'d Value> = parts.iter().filter_map(|part| part.get("items")).collect();
        let prefix = parts.iter().find_map(|part| part.get("prefixItems")?.as_array());
        let is_unique = parts.iter().any(|part| part.get("uniqueItems") == Some(&Value::Bool(true)));
        let mut array: Vec<Value> = Vec::new();
        for index in 0..usize::try_from(count).ok()? {
            let schemas = match prefix.and_then(|prefix| prefix.get(index)) {
                Some(schema) => vec![schema],
                None => items.clone(),
            };
            match self.all(&schemas, depth + 1) {
                Some(value) if !is_unique || !array.contains(&value) => array.push(value),
                _ => {}
            }
        }
        Some(Value::Array(array))
    }

    fn text(&mut self, parts: &[&'d Map<String, Value>]) -> Value {
        let format = parts.iter().find_map(|part| part.get("x-format")?.as_str());
        if let Some((_, text)) = FORMATS.iter().find(|(name, _)| Some(*name) == format) {
            return (*text).into();
        }
        if parts.iter().any(|part| part.contains_key("pattern")) {
            let samples =
                ["example", "default"].iter().flat_map(|key| parts.iter().filter_map(|it| it.get(*key)));
            let sample = samples.into_iter().find(|sample| sample.is_string()).cloned();
            let made = ["abc", "1", "a1", "AB", "2026-01-10", "12345"];
            return sample.unwrap_or_else(|| self.random.pick(&made).into());
        }
        let least = most_of(parts, "minLength").unwrap_or(0);
        let most = least_of(parts, "maxLength").unwrap_or(u64::MAX);
        let length = (least + self.random.below(4) as u64).min(most).min(1000);
        (0..length).map(|_| self.random.pick(&['a', 'b', 'c', 'ü'])).collect::<String>().into()
    }

    fn number(&mut self, parts: &[&'d Map<String, Value>], is_integer: bool) -> Option<Value> {
        let limit = |keyword: &'static str| parts.iter().filter_map(move |part| part.get(keyword)?.as_f64());
        let step = if is_integer { 1.0 } else { 0.25 };
        let least =
            limit("minimum").chain(limit("exclusiveMinimum").map(|it| it + step)).fold(f64::MIN, f64::max);
        let most =
            limit("maximum").chain(limit("exclusiveMaximum").map(|it| it - step)).fold(f64::MAX, f64::min);
        let start = if least > f64::MIN { least } else { (0.0_f64).min(most) };
        let steps = u32::try_from(self.random.below(5)).ok()?;
        let mut number = (start + step * f64::from(steps)).min(most).max(least);
        if let Some(factor) = limit("multipleOf").next().filter(|factor| *factor > 0.0) {
            number = (number / factor).ceil() * factor;
        }
        #[expect(clippy::cast_possible_truncation, reason = "limits beyond that are not tried")]
        let whole = number as i64;
        let is_whole = number.fract() == 0.0 && number.abs() < 9e15;
        if is_whole { Some(whole.into()) } else { Number::from_f64(number).map(Value::Number) }
    }
}

/// A text without percent-encoding.
fn decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(part.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

fn most_of(parts: &[&Map<String, Value>], keyword: &str) -> Option<u64> {
    parts.iter().filter_map(|part| part.get(keyword)?.as_u64()).max()
}

fn least_of(parts: &[&Map<String, Value>], keyword: &str) -> Option<u64> {
    parts.iter().filter_map(|part| part.get(keyword)?.as_u64()).min()
}

#[cfg(test)]
mod tests {
    use jsonschema::Draft;
    use serde_json::json;

    use super::Maker;
    use crate::random::Random;

    #[test]
    fn values_are_valid_most_of_the_time() {
        let schemas = json!({
            "Node": {
                "type": "object",
                "required": ["id", "kind", "size"],
                "properties": {
                    "id": { "type": "string", "minLength": 3, "maxLength": 5 },
                    "kind": { "enum": ["a", "b"] },
                    "size": { "type": "integer", "minimum": 3, "exclusiveMaximum": 6 },
                    "next": { "anyOf": [{ "$ref": "#/components/schemas/Node" }, { "type": "null" }] },
                    "tags": { "type": "array", "minItems": 2, "uniqueItems": true, "items": { "type": "integer" } },
                    "price": { "allOf": [{ "type": "number", "minimum": 1 }, { "multipleOf": 0.5 }] },
                },
                "additionalProperties": { "type": "boolean" },
            },
        });
        let map = schemas.as_object().unwrap();
        let document = json!({ "$ref": "#/components/schemas/Node", "components": { "schemas": schemas } });
        let validator = jsonschema::options().with_draft(Draft::Draft202012).build(&document).unwrap();
        let mut maker = Maker::new(map, Random::new(1));
        let values: Vec<_> = (0..200).filter_map(|_| maker.value(&map["Node"])).collect();
        assert_eq!(values.len(), 200);
        let valid = values.iter().filter(|value| validator.is_valid(value)).count();
        assert!(valid > 150, "{valid} of 200");
    }

    #[test]
    fn what_has_no_value_has_none() {
        let schemas = json!({ "Loop": { "type": "object", "required": ["a"], "properties": { "a": { "$ref": "#/components/schemas/Loop" } } }, "Never": false });
        let map = schemas.as_object().unwrap();
        let mut maker = Maker::new(map, Random::new(1));
        assert_eq!(maker.value(&map["Loop"]), None);
        assert_eq!(maker.value(&map["Never"]), None);
    }
}
