//! Random schemas and values, the same for the same seed.
//!
//! Names, strings and numbers come from small sets, so that keywords and values meet often.

use crate::random::Random;

const NAMES: [&str; 4] = ["a", "b", "c", "ab"];
const STRINGS: [&str; 8] = ["", "a", "b", "ab", "abc", "a1", "é", "😀"];
const NUMBERS: [&str; 13] =
    ["0", "1", "2", "3", "10", "-1", "1.0", "1.5", "0.1", "0.3", "1e2", "-0.0", "2.50"];
const DIVISORS: [&str; 6] = ["1", "2", "3", "0.1", "0.5", "1.5"];
const PATTERNS: [&str; 6] = ["^a", "b$", "^[a-c]+$", "\\\\d", "^.$", "a|é"];
const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

/// Keywords that hold no schema, and then those that do.
const KEYWORDS: [&str; 38] = [
    "type",
    "type",
    "types",
    "enum",
    "const",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "required",
    "dependentRequired",
    "$ref",
    "properties",
    "properties",
    "patternProperties",
    "additionalProperties",
    "propertyNames",
    "dependentSchemas",
    "prefixItems",
    "items",
    "contains",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "unevaluatedProperties",
    "unevaluatedItems",
    "boolean",
];
const WITHOUT_SCHEMAS: usize = 20;

/// What a schema may refer to.
#[derive(Clone, Copy)]
struct Scope<'a> {
    /// Schemas that may be referred to for the very same value: never back to one that leads here.
    in_place: &'a [&'a str],
    depth: usize,
}

impl Scope<'_> {
    const fn deeper(self) -> Self {
        Self { depth: self.depth.saturating_sub(1), ..self }
    }
}

impl Random {
    /// A schema of JSON Schema 2020-12, as JSON text.
    pub(super) fn schema(&mut self) -> String {
        let last = self.object(Scope { in_place: &[], depth: 1 });
        let first = self.object(Scope { in_place: &["#/$defs/last"], depth: 1 });
        let members = self.members(Scope { in_place: &["#/$defs/first", "#/$defs/last"], depth: 3 });
        format!("{{{members}, \"$defs\": {{\"first\": {first}, \"last\": {last}}}}}")
    }

    /// A JSON value, as JSON text.
    pub(super) fn value(&mut self) -> String {
        self.value_of(3)
    }

    fn value_of(&mut self, depth: usize) -> String {
        match self.below(if depth == 0 { 6 } else { 14 }) {
            0 => "null".to_owned(),
            1 => self.pick(&["true", "false"]).to_owned(),
            2 | 3 => self.pick(&NUMBERS).to_owned(),
            4 | 5 => quoted(self.pick(&STRINGS)),
            6..9 => self.array(4, |random| random.value_of(depth - 1)),
            _ => self.map(4, |random| random.value_of(depth - 1)),
        }
    }

    /// An array of fewer than `end` items.
    fn array(&mut self, end: usize, mut item: impl FnMut(&mut Self) -> String) -> String {
        let items: Vec<_> = (0..self.below(end)).map(|_| item(self)).collect();
        format!("[{}]", items.join(", "))
    }

    /// An array of at least one and at most `end` items.
    fn some(&mut self, end: usize, mut item: impl FnMut(&mut Self) -> String) -> String {
        let items: Vec<_> = (0..=self.below(end)).map(|_| item(self)).collect();
        format!("[{}]", items.join(", "))
    }

    /// An object with some of the names.
    fn map(&mut self, odds: usize, mut value: impl FnMut(&mut Self) -> String) -> String {
        let mut members = Vec::new();
        for name in NAMES {
            if self.below(odds) < 2 {
                members.push(format!("{}: {}", quoted(name), value(self)));
            }
        }
        format!("{{{}}}", members.join(", "))
    }

    fn object(&mut self, scope: Scope<'_>) -> String {
        format!("{{{}}}", self.members(scope))
    }

    /// Schemas for a part of the value may lead back to the whole schema.
    fn below_value(&mut self, scope: Scope<'_>) -> String {
        if self.below(8) == 0 { "{\"$ref\": \"#\"}".to_owned() } else { self.object(scope.deeper()) }
    }

    /// One to three keywords.
    fn members(&mut self, scope: Scope<'_>) -> String {
        let mut members: Vec<(&str, String)> = Vec::new();
        for _ in 0..=self.below(3) {
            let keywords = if scope.depth == 0 { &KEYWORDS[..WITHOUT_SCHEMAS] } else { &KEYWORDS[..] };
            let keyword = self.pick(keywords);
            for (name, value) in self.keyword(keyword, scope) {
                if !members.iter().any(|(known, _)| *known == name) {
                    members.push((name, value));
                }
            }
        }
        members.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect::<Vec<_>>().join(", ")
    }

    fn keyword(&mut self, keyword: &'static str, scope: Scope<'_>) -> Vec<(&'static str, String)> {
        let value = match keyword {
            "type" => quoted(self.pick(&TYPES)),
            "types" => {
                let start = self.below(TYPES.len() - 1);
                return vec![("type", format!("[{}, {}]", quoted(TYPES[start]), quoted(TYPES[start + 1])))];
            }
            "enum" => self.some(3, |random| random.value_of(1)),
            "const" => self.value_of(1),
            "multipleOf" => self.pick(&DIVISORS).to_owned(),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => self.pick(&NUMBERS).to_owned(),
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
                self.below(4).to_string()
            }
            "pattern" => quoted(self.pick(&PATTERNS)),
            "uniqueItems" => self.pick(&["true", "true", "false"]).to_owned(),
            "required" => names(self),
            "dependentRequired" => self.map(5, names),
            "$ref" => match scope.in_place {
                [] => return Vec::new(),
                targets => quoted(self.pick(targets)),
            },
            "properties" => self.map(4, |random| random.below_value(scope)),
            "patternProperties" => {
                format!("{{{}: {}}}", quoted(self.pick(&PATTERNS)), self.below_value(scope))
            }
            "prefixItems" => self.some(3, |random| random.below_value(scope)),
            "contains" => return self.contains(scope),
            "dependentSchemas" => self.map(5, |random| random.object(scope.deeper())),
            "allOf" | "anyOf" | "oneOf" => self.some(3, |random| random.object(scope.deeper())),
            "if" => return self.conditional(scope),
            "not" | "propertyNames" => self.object(scope.deeper()),
            "boolean" => return vec![("not", self.pick(&["false", "true", "{}"]).to_owned())],
            "unevaluatedProperties" | "unevaluatedItems" | "additionalProperties" | "items"
                if self.below(2) == 0 =>
            {
                "false".to_owned()
            }
            _ => self.below_value(scope),
        };
        vec![(keyword, value)]
    }

    fn contains(&mut self, scope: Scope<'_>) -> Vec<(&'static str, String)> {
        let mut found = vec![("contains", self.below_value(scope))];
        if self.below(2) == 0 {
            found.push(("minContains", self.below(3).to_string()));
        }
        if self.below(2) == 0 {
            found.push(("maxContains", self.below(3).to_string()));
        }
        found
    }

    fn conditional(&mut self, scope: Scope<'_>) -> Vec<(&'static str, String)> {
        let mut found = vec![("if", self.object(scope.deeper()))];
        if self.below(3) > 0 {
            found.push(("then", self.object(scope.deeper())));
        }
        if self.below(3) > 0 {
            found.push(("else", self.object(scope.deeper())));
        }
        found
    }
}

/// A list of names without repetition.
fn names(random: &mut Random) -> String {
    let chosen: Vec<_> = NAMES.iter().filter(|_| random.below(3) == 0).map(|name| quoted(name)).collect();
    format!("[{}]", chosen.join(", "))
}

/// None of the texts needs an escape that it does not have.
fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::{KEYWORDS, Random};

    #[test]
    fn the_same_seed_gives_the_same() {
        let texts = |seed| {
            let mut random = Random::new(seed);
            (random.schema(), random.value())
        };
        assert_eq!(texts(1), texts(1));
        assert_ne!(texts(1), texts(2));
    }

    #[test]
    fn every_schema_is_one_and_every_keyword_occurs() {
        let mut random = Random::new(7);
        let mut all = String::new();
        for _ in 0..300 {
            let text = random.schema();
            let schema: Value = serde_json::from_str(&text).unwrap();
            assert!(jsonschema::draft202012::meta::is_valid(&schema), "{text}");
            all.push_str(&text);
        }
        let missing: BTreeSet<_> = KEYWORDS
            .iter()
            .filter(|keyword| {
                !["types", "boolean"].contains(*keyword) && !all.contains(&format!("\"{keyword}\": "))
            })
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_value_is_json() {
        let mut random = Random::new(7);
        for _ in 0..300 {
            let text = random.value();
            assert!(serde_json::from_str::<Value>(&text).is_ok(), "{text}");
        }
    }
}
