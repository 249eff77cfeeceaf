//! Every keyword with a value that breaks it: where the error is, which keyword it blames, its code, and how it
//! reads in both wordings.

mod table;

use specwright_runtime::{Code, Profile, ValidationErrors, Violation, Wording, validate_json};

use crate::compile::schema;

/// JSON Pointer, schema pointer, code, Zod's wording, the wording of JSON Schema.
pub(crate) type Told = (&'static str, &'static str, &'static str, &'static str, &'static str);

fn check(text: &str, value: &str, expected: &[Told]) {
    let found = validate_json(value.as_bytes(), schema(text), Profile::DEFAULT);
    let found = found.as_ref().err().map(tell).unwrap_or_default();
    let expected: Vec<_> =
        expected.iter().map(|&(a, b, c, d, e)| [a, b, c, d, e].map(str::to_owned)).collect();
    assert_eq!(found, expected, "{text} {value}");
}

fn tell(errors: &ValidationErrors) -> Vec<[String; 5]> {
    assert_eq!(errors.not_json(), None);
    let tell = |error: &specwright_runtime::FieldError| {
        let plain = Wording::JSON_SCHEMA.render(error.violation());
        [error.pointer(), error.schema_pointer(), error.code().to_string(), error.message(), plain]
    };
    errors.iter().map(tell).collect()
}

#[test]
fn each_keyword() {
    for (schema, value, expected) in table::CASES {
        check(schema, value, expected);
    }
}

const PETS: &str = r##"{
    "oneOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}],
    "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/$defs/Cat", "dog": "#/$defs/Dog"}},
    "$defs": {
        "Cat": {"type": "object", "properties": {"kind": {"type": "string"}, "lives": {"maximum": 9}}},
        "Dog": {"type": "object", "required": ["bark"]}
    }
}"##;

#[test]
fn a_discriminator_says_whose_errors_are_told() {
    check(PETS, r#"{"kind": "cat"}"#, &[]);
    let lives = "/$defs/Cat/properties/lives/maximum";
    check(
        PETS,
        r#"{"kind": "cat", "lives": 10}"#,
        &[("/lives", lives, "value_too_large", "Number must be less than or equal to 9", "must be <= 9")],
    );
    let told = |pointer| {
        (
            pointer,
            "/discriminator",
            "validation_failed",
            "Invalid discriminator value. Expected 'cat' | 'dog'",
            "must be one of \"cat\", \"dog\"",
        )
    };
    check(PETS, r#"{"lives": 10}"#, &[told("/kind")]);
    check(PETS, r#"{"kind": "cow", "lives": 10}"#, &[told("/kind")]);
    check(
        PETS,
        "3",
        &[(
            "",
            "/discriminator",
            "invalid_type",
            "Expected object, received number",
            "must be an object, not a number",
        )],
    );
    // What is valid does not depend on it.
    check(PETS, r#"{"kind": "dog"}"#, &[]);
    check(
        PETS,
        r#"{"bark": 1, "kind": "dog"}"#,
        &[(
            "",
            "/oneOf",
            "validation_failed",
            "Invalid input",
            "must match exactly one of the schemas, but matches number 0 and number 1",
        )],
    );
}

#[test]
fn errors_are_in_document_order() {
    let text = r#"{
        "required": ["z"], "maxProperties": 1, "unevaluatedProperties": false,
        "allOf": [{"properties": {"c": {"items": {"minimum": 5}}}}],
        "properties": {"a": {"type": "string"}, "b": {"type": "object", "required": ["x"]}}
    }"#;
    let errors =
        validate_json(br#"{"q": 1, "c": [6, 1, 2], "b": {"y": 1}, "a": 1}"#, schema(text), Profile::DEFAULT);
    let told: Vec<_> =
        errors.unwrap_err().iter().map(|error| format!("{} {}", error.field(), error.code())).collect();
    assert_eq!(
        told,
        [
            "q unknown_field",
            "c[1] value_too_small",
            "c[2] value_too_small",
            "b.x required",
            "a invalid_type",
            "z required",
            " validation_failed",
        ]
    );
}

#[test]
fn numbers_are_exact() {
    let long = "1234567890123456789012345678901234567890";
    let text = format!(r#"{{"exclusiveMaximum": {long}.1, "const": {long}, "multipleOf": 1e-30}}"#);
    check(&text, &format!("{long}.000"), &[]);
    check(&text, &format!("{long}0e-1"), &[]);
    let errors = validate_json(format!("{long}.1").as_bytes(), schema(&text), Profile::DEFAULT).unwrap_err();
    let codes: Vec<_> = errors.iter().map(specwright_runtime::FieldError::code).collect();
    assert_eq!(codes, [Code::ValueTooLarge, Code::InvalidLiteral]);
    check(r#"{"type": "integer"}"#, "1e400", &[]);
    check(r#"{"format": "double"}"#, "1e308", &[]);
    assert!(validate_json(b"-1e309", schema(r#"{"format": "double"}"#), Profile::DEFAULT).is_err());
}

#[test]
fn secrets_are_not_echoed() {
    for text in [
        r#"{"properties": {"p": {"enum": ["x"], "format": "password"}}}"#,
        r#"{"properties": {"p": {"enum": ["x"], "writeOnly": true}}}"#,
        r#"{"properties": {"p": {"allOf": [{"enum": ["x"]}, {"format": "password"}]}}}"#,
        r#"{"properties": {"p": {"writeOnly": true, "items": {"maximum": 1}}}}"#,
        r#"{"properties": {"p": {"writeOnly": true, "properties": {"q": {"not": {}, "maximum": 1}}}}}"#,
    ] {
        for value in [r#"{"p": "hunter2"}"#, r#"{"p": [72]}"#, r#"{"p": {"q": 72}}"#] {
            if let Err(errors) = validate_json(value.as_bytes(), schema(text), Profile::DEFAULT) {
                let told = format!("{errors:?} {errors}");
                assert!(!told.contains("hunter2") && !told.contains("72"), "{text} {told}");
            }
        }
    }
    let plain = schema(r#"{"properties": {"p": {"enum": ["x"]}, "q": {"format": "password"}}}"#);
    let errors = validate_json(br#"{"p": "shown", "q": ""}"#, plain, Profile::DEFAULT).unwrap_err();
    assert!(errors.to_string().contains("'shown'"));
}

#[test]
fn only_so_many_errors_are_kept() {
    static FEW: Profile = Profile { wording: Wording::ZOD, max_errors: 2 };
    let errors = validate_json(b"[1,2,3,4]", schema(r#"{"items": {"type": "string"}}"#), &FEW).unwrap_err();
    assert_eq!((errors.len(), errors.omitted()), (2, 2));
    assert!(matches!(errors.errors()[0].violation(), Violation::InvalidType { .. }));
}

#[test]
fn what_is_not_json() {
    let anything = schema("true");
    for (text, what) in [
        ("", "unexpected end of input"),
        ("[1,]", "trailing comma"),
        ("1 2", "trailing characters"),
        (r#""\ud800""#, "unpaired surrogate in a string"),
        ("{\"a\" 1}", "expected `:`"),
    ] {
        let errors = validate_json(text.as_bytes(), anything, Profile::DEFAULT).unwrap_err();
        assert_eq!(errors.not_json().unwrap().what(), what, "{text}");
    }
    assert!(validate_json(b"\xff", anything, Profile::DEFAULT).unwrap_err().not_json().is_some());
}
