//! What documents are not expected to hold: odd texts, odd values, and keywords where they do not belong.

use serde_json::{Value, json};

use crate::random::Random;

/// Texts that mean something to Rust, to a shell of quotes and comments, or to a table of letters.
const TEXTS: [&str; 44] = [
    "",
    " ",
    "_",
    "__",
    "-",
    "0",
    "9lives",
    "$",
    ".",
    "..",
    "/",
    "a/b~c",
    "self",
    "Self",
    "super",
    "crate",
    "type",
    "r#type",
    "async",
    "gen",
    "Option",
    "Result",
    "Box",
    "String",
    "Vec",
    "new",
    "default",
    "main",
    "'",
    "\"",
    "\"#",
    "\\",
    "\\u{1F600}",
    "a\nb",
    "a\r\n\tb",
    "\u{0}",
    "*/ fn f() {} /*",
    "//! a",
    "#[doc = \"a\"]",
    "#![forbid(unsafe_code)]",
    "{}{{}}{0}",
    "😀",
    "\u{202e}a\u{2028}b\u{feff}",
    "ǅ ﬁ İ ß",
];

/// Keywords of OpenAPI and JSON Schema.
const KEYWORDS: [&str; 78] = [
    "$ref",
    "$id",
    "$defs",
    "$anchor",
    "$dynamicRef",
    "$schema",
    "type",
    "format",
    "nullable",
    "enum",
    "const",
    "default",
    "example",
    "examples",
    "description",
    "title",
    "deprecated",
    "readOnly",
    "writeOnly",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "unevaluatedProperties",
    "items",
    "prefixItems",
    "contains",
    "minItems",
    "maxItems",
    "uniqueItems",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "if",
    "then",
    "else",
    "discriminator",
    "mapping",
    "propertyName",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "multipleOf",
    "xml",
    "name",
    "in",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "content",
    "encoding",
    "headers",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "security",
    "servers",
    "variables",
    "tags",
    "operationId",
    "get",
    "post",
    "query",
    "components",
    "schemas",
    "paths",
    "webhooks",
    "links",
];

/// Words that keywords have as values.
const WORDS: [&str; 34] = [
    "string",
    "number",
    "integer",
    "boolean",
    "object",
    "array",
    "null",
    "any",
    "file",
    "date",
    "date-time",
    "uuid",
    "binary",
    "byte",
    "int32",
    "int64",
    "float",
    "double",
    "path",
    "query",
    "header",
    "cookie",
    "body",
    "form",
    "simple",
    "deepObject",
    "matrix",
    "label",
    "pipeDelimited",
    "application/json",
    "multipart/form-data",
    "*/*",
    "4XX",
    "default",
];

/// A keyword of OpenAPI.
pub(super) fn keyword(random: &mut Random) -> String {
    random.pick(&KEYWORDS).to_owned()
}

/// A text that is odd, long, or means something elsewhere.
pub(super) fn text(random: &mut Random) -> String {
    match random.below(20) {
        0 => "a".repeat(20_000),
        1 => "long name ".repeat(40),
        2 => "\\(".to_owned() + &"(a|b)*".repeat(20),
        3..7 => random.pick(&WORDS).to_owned(),
        7..10 => keyword(random),
        _ => random.pick(&TEXTS).to_owned(),
    }
}

/// A value of any type.
pub(super) fn value(random: &mut Random) -> Value {
    match random.below(24) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(false),
        3 => json!(0),
        4 => json!(-1),
        5 => json!(1.5),
        6 => json!(u64::MAX),
        7 => json!(i64::MIN),
        8 => json!(1e300),
        9 => json!(-0.0),
        10 => json!([]),
        11 => json!({}),
        12 => json!([null, 1, 1.0, "a", "A", "", true]),
        13 => json!(["string", "null"]),
        14 => json!([{}]),
        15 => json!({ "type": "object", "properties": { "": { "type": "null" }, "Self": {}, "self": {} } }),
        16 => json!({ "propertyName": "type", "mapping": { "": "#", "a": "Nowhere" } }),
        17 => json!({ "oneOf": [{ "type": "string" }, { "type": "string" }, { "type": "null" }] }),
        18 => json!({ "allOf": [{ "type": "string" }, { "type": "integer" }] }),
        _ => Value::String(text(random)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{KEYWORDS, TEXTS, WORDS, keyword, text, value};
    use crate::random::Random;

    #[test]
    fn nothing_is_listed_twice() {
        for list in [&TEXTS[..], &KEYWORDS[..], &WORDS[..]] {
            assert_eq!(list.iter().collect::<BTreeSet<_>>().len(), list.len());
        }
    }

    #[test]
    fn everything_comes_up() {
        let mut random = Random::new(3);
        let texts: BTreeSet<_> = (0..5000).map(|_| text(&mut random)).collect();
        assert!(TEXTS.iter().chain(&WORDS).all(|text| texts.contains(*text)));
        let keywords: BTreeSet<_> = (0..5000).map(|_| keyword(&mut random)).collect();
        assert_eq!(keywords.len(), KEYWORDS.len());
        let values: BTreeSet<_> = (0..5000).map(|_| value(&mut random).to_string()).collect();
        assert!(values.len() > 90);
    }
}
