//! The mutations of a schema that are keywords with other values, each with the words that ids of its rules end in.

use super::schema::When::{self, Any, Array, Number, Object, Part, Text, Whole};

/// Which versions of OpenAPI know the keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Versions {
    Any,
    /// 3.0
    Old,
    /// 3.1 and later.
    New,
}

/// A mutation: what it says before and after, and what that is called, there and back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The words, there and back; an empty one means that nothing is to be told.
    pub(super) words: [&'static str; 2],
    pub(super) when: When,
    pub(super) versions: Versions,
    /// Keywords that go first.
    pub(super) clear: &'static [&'static str],
    /// Members in JSON, before and after.
    pub(super) says: [&'static str; 2],
}

const fn row(
    words: [&'static str; 2],
    when: When,
    clear: &'static [&'static str],
    says: [&'static str; 2],
) -> Row {
    Row { words, when, versions: Versions::Any, clear, says }
}

impl Row {
    const fn only_old(self) -> Self {
        Self { versions: Versions::Old, ..self }
    }

    const fn only_new(self) -> Self {
        Self { versions: Versions::New, ..self }
    }
}

const MAXIMUM: &[&str] = &["maximum", "exclusiveMaximum"];
const MINIMUM: &[&str] = &["minimum", "exclusiveMinimum"];
const VALUES: &[&str] = &["enum", "const", "x-extensible-enum", "default", "example", "examples"];
const ADDITIONAL: &[&str] = &["additionalProperties", "unevaluatedProperties"];
const A: &str = r#"{"type":"object","properties":{"a":{"type":"string"}}}"#;

/// Every mutation of this kind.
pub(super) const ROWS: &[Row] = &[
    // Nothing at all.
    row(["", ""], Any, &["description"], ["{}", r#"{"description":"Said otherwise"}"#]),
    row(["", ""], Any, &["title"], ["{}", r#"{"title":"Titled"}"#]),
    row(["", ""], Any, &["example"], ["{}", r#"{"x-note":1}"#]),
    row(["", ""], Text, VALUES, [r#"{"enum":["a","b"]}"#, r#"{"enum":["b","a"]}"#]),
    row(["", ""], Text, VALUES, [r#"{"enum":["a"]}"#, r#"{"const":"a"}"#]).only_new(),
    row(["", ""], Number, MAXIMUM, [r#"{"maximum":10}"#, r#"{"maximum":10.0}"#]),
    row(["", ""], Array, &["uniqueItems"], ["{}", r#"{"uniqueItems":false}"#]),
    row(["", ""], Text, &["minLength"], ["{}", r#"{"minLength":0}"#]),
    row(["", ""], Object, ADDITIONAL, ["{}", r#"{"additionalProperties":true}"#]),
    // Text.
    row(["max-length-set", "max-length-unset"], Text, &["maxLength"], ["{}", r#"{"maxLength":400}"#]),
    row(
        ["max-length-decreased", "max-length-increased"],
        Text,
        &["maxLength"],
        [r#"{"maxLength":400}"#, r#"{"maxLength":300}"#],
    ),
    row(["min-length-increased", "min-length-decreased"], Text, &["minLength"], ["{}", r#"{"minLength":2}"#]),
    row(["pattern-added", "pattern-removed"], Text, &["pattern"], ["{}", r#"{"pattern":"^[a-z]+$"}"#]),
    row(
        ["pattern-changed", "pattern-changed"],
        Text,
        &["pattern"],
        [r#"{"pattern":"^[a-z]+$"}"#, r#"{"pattern":"^[0-9]+$"}"#],
    ),
    row(
        ["pattern-generalized", "pattern-specialized"],
        Text,
        &["pattern"],
        [r#"{"pattern":"^[a-z]+$"}"#, r#"{"pattern":".*"}"#],
    ),
    row(["became-enum", "became-not-enum"], Text, VALUES, ["{}", r#"{"enum":["a","b"]}"#]),
    row(
        ["enum-value-removed", "enum-value-added"],
        Text,
        VALUES,
        [r#"{"enum":["a","b","c"]}"#, r#"{"enum":["a","b"]}"#],
    ),
    row(["const-added", "const-removed"], Text, VALUES, ["{}", r#"{"const":"a"}"#]).only_new(),
    row(["const-changed", "const-changed"], Text, VALUES, [r#"{"const":"a"}"#, r#"{"const":"b"}"#])
        .only_new(),
    row(
        ["x-extensible-enum-value-removed", "x-extensible-enum-value-added"],
        Text,
        VALUES,
        [r#"{"x-extensible-enum":["a","b"]}"#, r#"{"x-extensible-enum":["a"]}"#],
    ),
    row(["type-specialized", "type-generalized"], Text, &["format"], ["{}", r#"{"format":"uuid"}"#]),
    row(
        ["type-changed", "type-changed"],
        Text,
        &["format"],
        [r#"{"format":"date"}"#, r#"{"format":"uuid"}"#],
    ),
    row(["type-changed", "type-changed"], Whole, &["*"], [r#"{"type":"string"}"#, r#"{"type":"boolean"}"#]),
    row(
        ["default-value-changed", "default-value-changed"],
        Text,
        VALUES,
        [r#"{"default":"a"}"#, r#"{"default":"b"}"#],
    ),
    row(["default-value-added", "default-value-removed"], Text, VALUES, ["{}", r#"{"default":"a"}"#]),
    row(
        ["content-media-type-changed", "content-media-type-changed"],
        Text,
        &["contentMediaType"],
        [r#"{"contentMediaType":"text/a"}"#, r#"{"contentMediaType":"text/b"}"#],
    )
    .only_new(),
    // Numbers.
    row(["max-set", "max-unset"], Number, MAXIMUM, ["{}", r#"{"maximum":900}"#]),
    row(["max-decreased", "max-increased"], Number, MAXIMUM, [r#"{"maximum":900}"#, r#"{"maximum":800}"#]),
    row(["min-set", "min-unset"], Number, MINIMUM, ["{}", r#"{"minimum":-9}"#]),
    row(["min-increased", "min-decreased"], Number, MINIMUM, [r#"{"minimum":-9}"#, r#"{"minimum":-8}"#]),
    row(
        ["exclusive-max-decreased", "exclusive-max-increased"],
        Number,
        MAXIMUM,
        [r#"{"exclusiveMaximum":900}"#, r#"{"exclusiveMaximum":800}"#],
    )
    .only_new(),
    row(
        ["exclusive-max-decreased", "exclusive-max-increased"],
        Number,
        MAXIMUM,
        [r#"{"maximum":900,"exclusiveMaximum":true}"#, r#"{"maximum":800,"exclusiveMaximum":true}"#],
    )
    .only_old(),
    row(["exclusive-min-set", "exclusive-min-unset"], Number, MINIMUM, ["{}", r#"{"exclusiveMinimum":-9}"#])
        .only_new(),
    row(
        ["exclusive-min-set", "exclusive-min-unset"],
        Number,
        MINIMUM,
        ["{}", r#"{"minimum":-9,"exclusiveMinimum":true}"#],
    )
    .only_old(),
    row(["multiple-of-set", "multiple-of-unset"], Number, &["multipleOf"], ["{}", r#"{"multipleOf":2}"#]),
    row(
        ["multiple-of-changed", "multiple-of-changed"],
        Number,
        &["multipleOf"],
        [r#"{"multipleOf":2}"#, r#"{"multipleOf":3}"#],
    ),
    row(
        ["type-specialized", "type-generalized"],
        Whole,
        &["*"],
        [r#"{"type":"number"}"#, r#"{"type":"integer"}"#],
    ),
    row(
        ["type-specialized", "type-generalized"],
        Whole,
        &["*"],
        [r#"{"type":"integer","format":"int64"}"#, r#"{"type":"integer","format":"int32"}"#],
    ),
    row(
        ["list-of-types-narrowed", "list-of-types-widened"],
        Whole,
        &["*"],
        [r#"{"type":["string","integer"]}"#, r#"{"type":["string"]}"#],
    )
    .only_new(),
    // Arrays.
    row(["max-items-set", "max-items-unset"], Array, &["maxItems"], ["{}", r#"{"maxItems":90}"#]),
    row(
        ["max-items-decreased", "max-items-increased"],
        Array,
        &["maxItems"],
        [r#"{"maxItems":90}"#, r#"{"maxItems":80}"#],
    ),
    row(["min-items-set", "min-items-unset"], Array, &["minItems"], ["{}", r#"{"minItems":2}"#]),
    row(
        ["min-items-increased", "min-items-decreased"],
        Array,
        &["minItems"],
        [r#"{"minItems":2}"#, r#"{"minItems":3}"#],
    ),
    row(
        ["unique-items-set", "unique-items-unset"],
        Array,
        &["uniqueItems"],
        ["{}", r#"{"uniqueItems":true}"#],
    ),
    row(
        ["contains-added", "contains-removed"],
        Array,
        &["contains", "minContains", "maxContains"],
        ["{}", r#"{"contains":{"type":"string","minLength":3}}"#],
    )
    .only_new(),
    row(
        ["prefix-items-added", "prefix-items-removed"],
        Whole,
        &["*"],
        [
            r#"{"type":"array","prefixItems":[{"type":"string"}]}"#,
            r#"{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}]}"#,
        ],
    )
    .only_new(),
    // Objects.
    row(
        ["max-properties-set", "max-properties-unset"],
        Object,
        &["maxProperties"],
        ["{}", r#"{"maxProperties":99}"#],
    ),
    row(
        ["max-properties-decreased", "max-properties-increased"],
        Object,
        &["maxProperties"],
        [r#"{"maxProperties":99}"#, r#"{"maxProperties":98}"#],
    ),
    row(
        ["min-properties-increased", "min-properties-decreased"],
        Object,
        &["minProperties"],
        ["{}", r#"{"minProperties":1}"#],
    ),
    row(
        ["additional-properties-closed", "additional-properties-opened"],
        Object,
        ADDITIONAL,
        ["{}", r#"{"additionalProperties":false}"#],
    ),
    row(
        ["additional-properties-schema-added", "additional-properties-schema-removed"],
        Object,
        ADDITIONAL,
        ["{}", r#"{"additionalProperties":{"type":"integer"}}"#],
    ),
    row(
        ["property-names-added", "property-names-removed"],
        Object,
        &["propertyNames"],
        ["{}", r#"{"propertyNames":{"maxLength":20}}"#],
    )
    .only_new(),
    row(
        ["pattern-property-added", "pattern-property-removed"],
        Object,
        &["patternProperties"],
        ["{}", r#"{"patternProperties":{"^q-":{"type":"string"}}}"#],
    )
    .only_new(),
    row(
        ["dependent-required-added", "dependent-required-removed"],
        Object,
        &["dependentRequired"],
        ["{}", r#"{"dependentRequired":{"a":["b"]}}"#],
    )
    .only_new(),
    // Choices.
    row(
        ["one-of-removed", "one-of-added"],
        Whole,
        &["*"],
        [
            r#"{"oneOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"object","properties":{"b":{"type":"string"}}},{"type":"array","items":{"type":"string"}}]}"#,
            r#"{"oneOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"object","properties":{"b":{"type":"string"}}}]}"#,
        ],
    ),
    row(
        ["any-of-removed", "any-of-added"],
        Whole,
        &["*"],
        [
            r#"{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"object","properties":{"b":{"type":"string"}}},{"type":"array","items":{"type":"string"}}]}"#,
            r#"{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"array","items":{"type":"string"}}]}"#,
        ],
    ),
    row(
        ["one-of-became-any-of", "any-of-became-one-of"],
        Whole,
        &["*"],
        [
            r#"{"oneOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"array","items":{"type":"string"}}]}"#,
            r#"{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"array","items":{"type":"string"}}]}"#,
        ],
    ),
    row(
        ["wrapped-in-one-of", "unwrapped-from-one-of"],
        Whole,
        &["*"],
        [
            A,
            r#"{"oneOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"object","properties":{"b":{"type":"string"}}}]}"#,
        ],
    ),
    row(
        ["extended-to-one-of", "reduced-from-one-of"],
        Whole,
        &["*"],
        [
            A,
            r#"{"oneOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"array","items":{"type":"string"}}]}"#,
        ],
    ),
    row(
        ["extended-to-any-of", "reduced-from-any-of"],
        Whole,
        &["*"],
        [
            A,
            r#"{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}}},{"type":"array","items":{"type":"string"}}]}"#,
        ],
    ),
    row(
        ["choice-added", "choice-removed"],
        Object,
        &["anyOf", "oneOf"],
        ["{}", r#"{"anyOf":[{"required":["a"]},{"required":["b"]}]}"#],
    ),
    row(
        ["", ""],
        Whole,
        &["*"],
        [A, r#"{"allOf":[{"type":"object","properties":{"a":{"type":"string"}}}]}"#],
    ),
    row(
        ["", ""],
        Whole,
        &["*"],
        [A, r#"{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}}}]}"#],
    ),
    row(["not-added", "not-removed"], Text, &["not"], ["{}", r#"{"not":{"enum":["a"]}}"#]),
    row(
        ["not-changed", "not-changed"],
        Text,
        &["not"],
        [r#"{"not":{"enum":["a"]}}"#, r#"{"not":{"enum":["b"]}}"#],
    ),
    row(
        ["if-added", "if-removed"],
        Object,
        &["if", "then", "else"],
        ["{}", r#"{"if":{"required":["a"]},"then":{"required":["b"]}}"#],
    )
    .only_new(),
    row(
        ["then-added", "then-removed"],
        Object,
        &["if", "then", "else"],
        [
            r#"{"if":{"required":["a"]},"else":{"required":["c"]}}"#,
            r#"{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}"#,
        ],
    )
    .only_new(),
    // What is said beside the values.
    row(["deprecated", "reactivated"], Part, &["deprecated", "x-sunset"], ["{}", r#"{"deprecated":true}"#]),
    row(
        ["deprecated-with-sunset", "reactivated"],
        Part,
        &["deprecated", "x-sunset"],
        ["{}", r#"{"deprecated":true,"x-sunset":"2099-12-31"}"#],
    ),
    row(
        ["xml-changed", "xml-changed"],
        Part,
        &["xml"],
        [r#"{"xml":{"name":"a"}}"#, r#"{"xml":{"name":"b"}}"#],
    ),
    row(
        ["stability-decreased", "stability-increased"],
        Part,
        &["x-stability-level"],
        [r#"{"x-stability-level":"beta"}"#, r#"{"x-stability-level":"alpha"}"#],
    ),
];
