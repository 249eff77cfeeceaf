//! Every rule but those of numbers, with values on both sides of it, its code and its message in both wordings.

use std::collections::BTreeMap;

use specwright_runtime::{
    Format, IntegerRules, ListRules, MapRules, Model, Pattern, Schema, StringRules, Violation, Wording,
};

const V: &str = "/One/properties/v";

fn at(keyword: &str) -> String {
    format!("{V}/{keyword}")
}

#[test]
fn lengths_count_code_points() {
    let too_short = at("minLength");
    let short = (
        too_short.as_str(),
        "value_too_small",
        "String must contain at least 3 character(s)",
        "must have at least 3 characters",
    );
    let too_long = at("maxLength");
    let long = (
        too_long.as_str(),
        "value_too_large",
        "String must contain at most 5 character(s)",
        "must have at most 5 characters",
    );
    cases! { String, Schema::string(StringRules::ANY.min_length(3).max_length(5));
        r#""""# => [short],
        r#""ab""# => [short],
        r#""abc""# => [],
        r#""abcde""# => [],
        r#""abcdef""# => [long],
        r#""😀😀""# => [short],
        r#""😀😀😀""# => [],
        r#""😀😀😀😀😀""# => [],
        r#""😀😀😀😀😀😀""# => [long],
        r#""\ud83d\ude00\u00e9\u0000""# => [],
        r#""a\u0301b""# => [],
    }
}

#[test]
fn a_fixed_length_reads_as_exactly() {
    let (less, more) = (at("minLength"), at("maxLength"));
    let (zod, plain) = ("String must contain exactly 1 character(s)", "must have exactly 1 character");
    cases! { String, Schema::string(StringRules::ANY.min_length(1).max_length(1));
        r#""""# => [(&less, "value_too_small", zod, plain)],
        r#""ä""# => [],
        r#""ab""# => [(&more, "value_too_large", zod, plain)],
    }
}

static VOWELS: Pattern =
    Pattern::code("^[aeiou]*$", |text| text.bytes().all(|byte| b"aeiou".contains(&byte)));

#[test]
fn all_broken_rules_of_a_string_are_told() {
    let (short, pattern, format) = (at("minLength"), at("pattern"), at("format"));
    cases! { String, Schema::string(StringRules::ANY.min_length(2).pattern(&VOWELS).format(Format::Email));
        r#""x""# => [
            (&short, "value_too_small", "String must contain at least 2 character(s)", "must have at least 2 characters"),
            (&pattern, "invalid_format", "Invalid", "must match the pattern \"^[aeiou]*$\""),
            (&format, "invalid_format", "Invalid email", "must match the format \"email\""),
        ],
    }
}

/// No text makes a pattern take more than time in proportion to it.
#[test]
fn hostile_text_does_not_hang_a_pattern() {
    static REPEATED: Pattern = Pattern::expression("(a+)+$");
    static REFERRED: Pattern = Pattern::expression(r"^(a+)+\1$");
    let text = format!("\"{}!\"", "a".repeat(100_000));
    one!(Vec<String>, Schema::list(ListRules::ANY, &ITEM));
    static ITEM: Schema = Schema::string(StringRules::ANY.pattern(&REPEATED));
    assert_eq!(One::decode(format!("{{\"v\":[{text},{text}]}}").as_bytes()).unwrap_err().len(), 2);
    assert!(!REFERRED.is_match(&text));
}

#[cfg(feature = "unicode")]
#[test]
fn expressions_are_ecma_262() {
    static WORD: Pattern = Pattern::expression(r"^\p{Lu}\p{Ll}+(?<!x)$");
    static BROKEN: Pattern = Pattern::expression("(");
    let pattern = at("pattern");
    cases! { String, Schema::string(StringRules::ANY.pattern(&WORD));
        r#""Öl""# => [],
        r#""Ex""# => [(&pattern, "invalid_format", "Invalid", r#"must match the pattern "^\p{Lu}\p{Ll}+(?<!x)$""#)],
    }
    // What the generator has to refuse is seen at once.
    assert!(!BROKEN.is_match(""));
    assert_eq!(format!("{WORD:?}"), r#"Pattern("^\\p{Lu}\\p{Ll}+(?<!x)$")"#);
}

#[test]
fn formats_are_named_as_zod_names_them() {
    let names = [
        (Format::DateTime, "Invalid datetime"),
        (Format::Date, "Invalid date"),
        (Format::Time, "Invalid time"),
        (Format::Duration, "Invalid duration"),
        (Format::Email, "Invalid email"),
        (Format::Uuid, "Invalid uuid"),
        (Format::Uri, "Invalid url"),
        (Format::Ipv4, "Invalid ip"),
        (Format::Ipv6, "Invalid ip"),
        (Format::Byte, "Invalid base64"),
        (Format::Hostname, "Invalid hostname"),
    ];
    for (format, message) in names {
        assert_eq!(Wording::ZOD.render(&Violation::InvalidFormat { format }), message);
    }
}

#[test]
fn lists_keep_to_their_limits() {
    let (few, many, equal) = (at("minItems"), at("maxItems"), at("uniqueItems"));
    let too_few = (
        few.as_str(),
        "value_too_small",
        "Array must contain at least 1 element(s)",
        "must have at least 1 item",
    );
    let too_many = (
        many.as_str(),
        "value_too_large",
        "Array must contain at most 3 element(s)",
        "must have at most 3 items",
    );
    let zod = "Array must contain unique elements";
    cases! { Vec<f64>, Schema::list(ListRules::ANY.min_items(1).max_items(3).unique(), &Schema::PLAIN);
        "[]" => [too_few],
        " [ 1 , 2 , 3 ] " => [],
        "[1,2,3,4]" => [too_many],
        "[1,1.0]" => [(&equal, "validation_failed", zod, "must not contain equal items, but items 0 and 1 are equal")],
        "[0,-0.0]" => [(&equal, "validation_failed", zod, "must not contain equal items, but items 0 and 1 are equal")],
        "[3,100,1e2,5]" => [
            too_many,
            (&equal, "validation_failed", zod, "must not contain equal items, but items 1 and 2 are equal"),
        ],
    }
}

#[test]
fn elements_are_equal_as_json() {
    const UNIQUE: Schema = Schema::list(ListRules::ANY.unique(), &Schema::PLAIN);
    let equal = at("uniqueItems");
    let told = [(
        equal.as_str(),
        "validation_failed",
        "Array must contain unique elements",
        "must not contain equal items, but items 0 and 1 are equal",
    )];
    cases! { Vec<String>, UNIQUE;
        r#"["a","\u0061"]"# => [told[0]],
        r#"["a","A","","\"","\\"]"# => [],
    }
    cases! { Vec<Vec<BTreeMap<String, i64>>>, UNIQUE;
        r#"[[{"a":1,"b":2}],[{"b":2,"a":1}]]"# => [told[0]],
        r#"[[{"a":1}],[{"a":1},{}]]"# => [],
        "[[],[{}]]" => [],
    }
    cases! { Vec<bool>, UNIQUE; "[true,true]" => [told[0]], "[true,false]" => [] }
}

#[test]
fn maps_keep_to_their_limits() {
    let (few, many) = (at("minProperties"), at("maxProperties"));
    cases! { BTreeMap<String, i64>, Schema::map(MapRules::ANY.min_properties(1).max_properties(2), &Schema::PLAIN);
        "{}" => [(&few, "validation_failed", "Object must contain at least 1 key(s)", "must have at least 1 property")],
        r#"{"a":1,"b":2}"# => [],
        r#"{"a":1,"b":2,"c":3}"# => [
            (&many, "validation_failed", "Object must contain at most 2 key(s)", "must have at most 2 properties"),
        ],
    }
}

#[test]
fn rules_hold_within_containers() {
    static ITEM: Schema = Schema::string(StringRules::ANY.min_length(2)).nullable();
    const LIST: Schema = Schema::list(ListRules::ANY, &ITEM);
    let item = at("items/minLength");
    let short = (
        item.as_str(),
        "value_too_small",
        "String must contain at least 2 character(s)",
        "must have at least 2 characters",
    );
    cases! { Vec<Option<String>>, LIST;
        r#"["ab",null,"a"]"# => [short],
        r#"["a","b"]"# => [short, short],
    }
    let value = at("additionalProperties/minLength");
    cases! { BTreeMap<String, Option<String>>, Schema::map(MapRules::ANY, &ITEM);
        r#"{"x":"a","y":null}"# => [(&value, short.1, short.2, short.3)],
    }
    cases! { String, Schema::string(StringRules::ANY.min_length(2)).at("/elsewhere");
        r#""a""# => [("/elsewhere/minLength", short.1, short.2, short.3)],
    }
}

#[test]
fn lenient_reading_enforces_no_limit() {
    one!(
        Vec<String>,
        Schema::list(
            ListRules::ANY.min_items(3).unique(),
            &Schema::string(StringRules::ANY.max_length(1).pattern(&VOWELS))
        )
    );
    assert!(One::decode_lenient(br#"{"v":["xx","xx"]}"#).is_ok());
}

#[test]
fn secrets_are_not_echoed() {
    one!(u8, Schema::PLAIN.secret());
    let errors = One::decode(br#"{"v":1234}"#).unwrap_err();
    assert!(!format!("{errors:?} {errors}").contains("1234"), "{errors:?}");
    nested_secret();
}

fn nested_secret() {
    static ITEM: Schema = Schema::integer(IntegerRules::ANY.maximum(7));
    one!(Vec<i64>, Schema::list(ListRules::ANY, &ITEM).secret());
    let errors = One::decode(br#"{"v":[1234]}"#).unwrap_err();
    assert!(!format!("{errors:?}").contains("1234"), "{errors:?}");
}

#[test]
fn booleans() {
    let keyword = at("type");
    let told = (
        keyword.as_str(),
        "invalid_type",
        "Expected boolean, received number",
        "must be a boolean, not a number",
    );
    cases! { bool, Schema::PLAIN; "true" => [], "false" => [], "0" => [told] }
}

#[test]
fn messages_that_only_callers_or_later_rules_use() {
    let literal = Violation::InvalidLiteral { expected: "\"x\"" };
    assert_eq!(Wording::ZOD.render(&literal), "Invalid literal value, expected \"x\"");
    assert_eq!(Wording::JSON_SCHEMA.render(&literal), "must be \"x\"");
    assert_eq!((literal.code().as_str(), literal.keyword()), ("invalid_literal", Some("const")));
    let unknown = Violation::UnknownField { key: "k".into() };
    assert_eq!(Wording::JSON_SCHEMA.render(&unknown), "must not have the property \"k\"");
    assert_eq!(Wording::JSON_SCHEMA.render(&Violation::Required), "is required");
    assert_eq!(Wording::JSON_SCHEMA.render(&Violation::ReadOnlyField), "is read-only");
    let repeated = Violation::DuplicateKey { key: "k".into() };
    assert_eq!(Wording::JSON_SCHEMA.render(&repeated), "must not have the property \"k\" more than once");
    let choice = Violation::InvalidEnumValue { expected: &["a", "b"], received: Some("c".into()) };
    assert_eq!(Wording::JSON_SCHEMA.render(&choice), "must be one of \"a\", \"b\", not \"c\"");
    let hidden = Violation::InvalidEnumValue { expected: &["a", "b"], received: None };
    assert_eq!(Wording::ZOD.render(&hidden), "Invalid enum value. Expected 'a' | 'b'");
    assert_eq!(Wording::JSON_SCHEMA.render(&hidden), "must be one of \"a\", \"b\"");
}
