//! A value that breaks it for every keyword.

use super::Told;

/// Schema and value, each with what is told.
pub(super) const CASES: &[(&str, &str, &[Told])] = &[
    ("false", "1", &[("", "", "validation_failed", "Invalid input", "is not allowed")]),
    (
        r#"{"type": "string"}"#,
        "1",
        &[(
            "",
            "/type",
            "invalid_type",
            "Expected string, received number",
            "must be a string, not a number",
        )],
    ),
    (
        r#"{"type": ["string", "null"], "minLength": 2, "enum": ["ab", null]}"#,
        "true",
        &[(
            "",
            "/type",
            "invalid_type",
            "Expected string, received boolean",
            "must be a string, not a boolean",
        )],
    ),
    (
        r#"{"type": ["integer", "array"]}"#,
        "1.5",
        &[(
            "",
            "/type",
            "invalid_type",
            "Expected integer | array, received number",
            "must be an integer or an array, not a number",
        )],
    ),
    (
        r#"{"type": "integer"}"#,
        "1.5",
        &[(
            "",
            "/type",
            "invalid_type",
            "Expected integer, received float",
            "must be an integer, not a number with a fractional part",
        )],
    ),
    (
        r#"{"enum": ["a\"b", 1, null, {"x": []}]}"#,
        r#""c""#,
        &[(
            "",
            "/enum",
            "invalid_enum_value",
            r#"Invalid enum value. Expected 'a"b' | 1 | null | {"x": []}, received 'c'"#,
            r#"must be one of "a\"b", 1, null, {"x": []}, not "c""#,
        )],
    ),
    (
        r#"{"enum": [1, 2]}"#,
        "[1]",
        &[("", "/enum", "invalid_enum_value", "Invalid enum value. Expected 1 | 2", "must be one of 1, 2")],
    ),
    (
        r#"{"const": {"a": 1}}"#,
        r#"{"a": 2}"#,
        &[(
            "",
            "/const",
            "invalid_literal",
            r#"Invalid literal value, expected {"a": 1}"#,
            r#"must be {"a": 1}"#,
        )],
    ),
    (
        r#"{"multipleOf": 0.010, "minimum": 5, "exclusiveMaximum": 1e0}"#,
        "1.005",
        &[
            (
                "",
                "/multipleOf",
                "validation_failed",
                "Number must be a multiple of 0.01",
                "must be a multiple of 0.01",
            ),
            ("", "/minimum", "value_too_small", "Number must be greater than or equal to 5", "must be >= 5"),
            ("", "/exclusiveMaximum", "value_too_large", "Number must be less than 1", "must be < 1"),
        ],
    ),
    (
        r#"{"minLength": 3, "maxLength": 3, "pattern": "^a", "format": "uuid"}"#,
        r#""\ud83d\ude00b""#,
        &[
            (
                "",
                "/minLength",
                "value_too_small",
                "String must contain exactly 3 character(s)",
                "must have exactly 3 characters",
            ),
            ("", "/pattern", "invalid_format", "Invalid", "must match the pattern \"^a\""),
            ("", "/format", "invalid_format", "Invalid uuid", "must match the format \"uuid\""),
        ],
    ),
    (
        r#"{"format": "int32"}"#,
        "2147483648",
        &[(
            "",
            "/format",
            "value_too_large",
            "Number must be less than or equal to 2147483647",
            "must be <= 2147483647",
        )],
    ),
    (
        r#"{"format": "int64"}"#,
        "0.5",
        &[(
            "",
            "/format",
            "invalid_type",
            "Expected integer, received float",
            "must be an integer, not a number with a fractional part",
        )],
    ),
    (
        r#"{"minItems": 3, "uniqueItems": true, "items": {"type": "number"}}"#,
        "[1, \"\", 1.0]",
        &[
            (
                "/1",
                "/items/type",
                "invalid_type",
                "Expected number, received string",
                "must be a number, not a string",
            ),
            (
                "",
                "/uniqueItems",
                "validation_failed",
                "Array must contain unique elements",
                "must not contain equal items, but items 0 and 2 are equal",
            ),
        ],
    ),
    (
        r#"{"prefixItems": [{"const": 1}], "items": false}"#,
        "[2, 3, 4]",
        &[
            (
                "/0",
                "/prefixItems/0/const",
                "invalid_literal",
                "Invalid literal value, expected 1",
                "must be 1",
            ),
            (
                "",
                "/items",
                "value_too_large",
                "Array must contain at most 1 element(s)",
                "must have at most 1 item",
            ),
        ],
    ),
    (
        r#"{"contains": {"const": 1}}"#,
        "[2]",
        &[(
            "",
            "/contains",
            "validation_failed",
            "Array must contain at least 1 matching element(s)",
            "must contain at least 1 item that matches the schema",
        )],
    ),
    (
        r#"{"contains": {"const": 1}, "minContains": 2}"#,
        "[1]",
        &[(
            "",
            "/minContains",
            "validation_failed",
            "Array must contain at least 2 matching element(s)",
            "must contain at least 2 items that match the schema",
        )],
    ),
    (
        r#"{"contains": {"const": 1}, "maxContains": 1}"#,
        "[1, 1]",
        &[(
            "",
            "/maxContains",
            "validation_failed",
            "Array must contain at most 1 matching element(s)",
            "must contain at most 1 item that matches the schema",
        )],
    ),
    (
        r#"{"minProperties": 1, "maxProperties": 1, "required": ["a", "b/c"]}"#,
        "{}",
        &[
            (
                "",
                "/minProperties",
                "validation_failed",
                "Object must contain exactly 1 key(s)",
                "must have exactly 1 property",
            ),
            ("/a", "/required", "required", "Required", "is required"),
            ("/b~1c", "/required", "required", "Required", "is required"),
        ],
    ),
    (
        r#"{"properties": {"a": false, "b": {"type": "null"}}, "patternProperties": {"^x": {"minimum": 1}}, "additionalProperties": false}"#,
        r#"{"z": 1, "a": 1, "x1": 0, "b": 1}"#,
        &[
            (
                "/z",
                "/additionalProperties",
                "unknown_field",
                "Unrecognized key(s) in object: 'z'",
                "must not have the property \"z\"",
            ),
            (
                "/a",
                "/properties/a",
                "unknown_field",
                "Unrecognized key(s) in object: 'a'",
                "must not have the property \"a\"",
            ),
            (
                "/x1",
                "/patternProperties/^x/minimum",
                "value_too_small",
                "Number must be greater than or equal to 1",
                "must be >= 1",
            ),
            (
                "/b",
                "/properties/b/type",
                "invalid_type",
                "Expected null, received number",
                "must be null, not a number",
            ),
        ],
    ),
    (
        r#"{"propertyNames": {"maxLength": 1}}"#,
        r#"{"ab": {}}"#,
        &[(
            "/ab",
            "/propertyNames/maxLength",
            "value_too_large",
            "String must contain at most 1 character(s)",
            "must have at most 1 character",
        )],
    ),
    (
        r#"{"propertyNames": false}"#,
        r#"{"a": {}}"#,
        &[(
            "/a",
            "/propertyNames",
            "unknown_field",
            "Unrecognized key(s) in object: 'a'",
            "must not have the property \"a\"",
        )],
    ),
    (
        r#"{"dependentRequired": {"a": ["b"], "c": ["d"]}, "dependentSchemas": {"a": {"required": ["e"]}}}"#,
        r#"{"a": 1}"#,
        &[
            ("/b", "/dependentRequired", "required", "Required", "is required"),
            ("/e", "/dependentSchemas/a/required", "required", "Required", "is required"),
        ],
    ),
    (
        r##"{"allOf": [{"minimum": 2}, {"$ref": "#/$defs/even"}], "$defs": {"even": {"multipleOf": 2}}}"##,
        "1",
        &[
            (
                "",
                "/allOf/0/minimum",
                "value_too_small",
                "Number must be greater than or equal to 2",
                "must be >= 2",
            ),
            (
                "",
                "/$defs/even/multipleOf",
                "validation_failed",
                "Number must be a multiple of 2",
                "must be a multiple of 2",
            ),
        ],
    ),
    (
        r#"{"anyOf": [{"type": "string"}, {"minimum": 2}]}"#,
        "1",
        &[("", "/anyOf", "validation_failed", "Invalid input", "must match at least one of the schemas")],
    ),
    (
        r#"{"oneOf": [{"type": "string"}, {"minimum": 2}, {"maximum": 5}, {}]}"#,
        "3",
        &[(
            "",
            "/oneOf",
            "validation_failed",
            "Invalid input",
            "must match exactly one of the schemas, but matches number 1 and number 2",
        )],
    ),
    (
        r#"{"oneOf": [{"type": "string"}]}"#,
        "3",
        &[("", "/oneOf", "validation_failed", "Invalid input", "must match exactly one of the schemas")],
    ),
    (
        r#"{"not": {"type": "number"}}"#,
        "3",
        &[("", "/not", "validation_failed", "Invalid input", "must not match the schema")],
    ),
    (
        r#"{"if": {"minimum": 0}, "then": {"multipleOf": 2}, "else": {"multipleOf": 3}}"#,
        "-2",
        &[(
            "",
            "/else/multipleOf",
            "validation_failed",
            "Number must be a multiple of 3",
            "must be a multiple of 3",
        )],
    ),
    (
        r#"{"properties": {"a": true}, "unevaluatedProperties": false}"#,
        r#"{"a": 1, "b": 2}"#,
        &[(
            "/b",
            "/unevaluatedProperties",
            "unknown_field",
            "Unrecognized key(s) in object: 'b'",
            "must not have the property \"b\"",
        )],
    ),
    (
        r#"{"prefixItems": [true], "unevaluatedItems": false}"#,
        "[1, 2]",
        &[("/1", "/unevaluatedItems", "validation_failed", "Invalid input", "is not allowed")],
    ),
    // What a failed branch would have evaluated is not blamed on the members.
    (
        r#"{"anyOf": [{"properties": {"a": {"type": "string"}}}], "unevaluatedProperties": false}"#,
        r#"{"a": 1}"#,
        &[("", "/anyOf", "validation_failed", "Invalid input", "must match at least one of the schemas")],
    ),
    (
        r#"{"properties": {"id": {"readOnly": true, "type": "string"}, "w": {"writeOnly": true}}, "required": ["id"]}"#,
        r#"{"id": 1, "w": 1}"#,
        &[("/id", "/properties/id/readOnly", "read_only_field", "Field is read-only", "is read-only")],
    ),
    (r#"{"properties": {"id": {"readOnly": true}}, "required": ["id"]}"#, "{}", &[]),
    (
        r#"{"required": ["a"]}"#,
        r#"{"b": {"c": 1, "c": 2}, "b": 1}"#,
        &[
            (
                "/b/c",
                "",
                "validation_failed",
                "Duplicate key in object: 'c'",
                "must not have the property \"c\" more than once",
            ),
            (
                "/b",
                "",
                "validation_failed",
                "Duplicate key in object: 'b'",
                "must not have the property \"b\" more than once",
            ),
            ("/a", "/required", "required", "Required", "is required"),
        ],
    ),
];
