//! Every rule with values on both sides of it, its code, its keyword and its message in both wordings.

use std::collections::BTreeMap;

use specwright_runtime::{
    Format, IntegerRules, ListRules, MapRules, Model, NumberRules, Pattern, Schema, StringRules, Violation,
    Wording,
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

#[cfg(feature = "regress")]
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
fn integers_keep_to_their_limits() {
    let (low, high, uneven) = (at("minimum"), at("exclusiveMaximum"), at("multipleOf"));
    let small =
        (low.as_str(), "value_too_small", "Number must be greater than or equal to -10", "must be >= -10");
    let large = (high.as_str(), "value_too_large", "Number must be less than 100", "must be < 100");
    let odd =
        (uneven.as_str(), "validation_failed", "Number must be a multiple of 5", "must be a multiple of 5");
    cases! { i64, Schema::integer(IntegerRules::ANY.minimum(-10).exclusive_maximum(100).multiple_of(5));
        "-10" => [],
        "-11" => [small, odd],
        "-15" => [small],
        "95" => [],
        "95.0" => [],
        "9.5e1" => [],
        "950e-1" => [],
        "0.0" => [],
        "-0" => [],
        "100" => [large],
        "1e2" => [large],
        "7" => [odd],
        "1e30" => [large],
        "-1e300" => [small],
        "123456789012345678901234567890123456789012345678901234567890" => [large],
    }
}

#[test]
fn the_stricter_of_two_limits_counts() {
    const RULES: IntegerRules =
        IntegerRules::ANY.minimum(1).exclusive_minimum(1).exclusive_maximum(10).maximum(8);
    let (low, high) = (at("exclusiveMinimum"), at("maximum"));
    cases! { u8, Schema::integer(RULES);
        "1" => [(&low, "value_too_small", "Number must be greater than 1", "must be > 1")],
        "2" => [],
        "9" => [(&high, "value_too_large", "Number must be less than or equal to 8", "must be <= 8")],
    }
}

#[test]
fn integers_are_numbers_without_a_fraction() {
    let keyword = at("type");
    let told = |zod, plain| (keyword.as_str(), "invalid_type", zod, plain);
    cases! { i64, Schema::PLAIN;
        "1.5" => [told("Expected integer, received float", "must be an integer, not a number with a fractional part")],
        "15e-1" => [told("Expected integer, received float", "must be an integer, not a number with a fractional part")],
        "1e-400" => [told("Expected integer, received float", "must be an integer, not a number with a fractional part")],
        "\"1\"" => [told("Expected number, received string", "must be an integer, not a string")],
        "null" => [told("Expected number, received null", "must be an integer, not null")],
        "[]" => [told("Expected number, received array", "must be an integer, not an array")],
        "{}" => [told("Expected number, received object", "must be an integer, not an object")],
        "true" => [told("Expected number, received boolean", "must be an integer, not a boolean")],
        "9223372036854775807" => [],
        "-9223372036854775808" => [],
        "0e99999999999999999999" => [],
        "1.000000000000000000000000000000000000" => [],
    }
}

#[test]
fn integers_fit_their_type() {
    let large = |limit: &str| {
        let message = format!("Number must be less than or equal to {limit}");
        [V.to_owned(), "value_too_large".to_owned(), message, format!("must be <= {limit}")]
    };
    let [pointer, code, zod, plain] = &large("9223372036854775807");
    cases! { i64, Schema::PLAIN;
        "9223372036854775808" => [(pointer, code, zod, plain)],
        "1e400" => [(pointer, code, zod, plain)],
        "-9223372036854775809" => [
            (V, "value_too_small", "Number must be greater than or equal to -9223372036854775808", "must be >= -9223372036854775808"),
        ],
    }
    let [pointer, code, zod, plain] = &large("255");
    cases! { u8, Schema::PLAIN;
        "255" => [],
        "256" => [(pointer, code, zod, plain)],
        "-1" => [(V, "value_too_small", "Number must be greater than or equal to 0", "must be >= 0")],
    }
    cases! { u64, Schema::PLAIN; "18446744073709551615" => [] }
    cases! { i8, Schema::PLAIN; "-128" => [], "127" => [] }
}

#[test]
fn numbers_keep_to_their_limits_exactly() {
    let (low, high, uneven) = (at("minimum"), at("maximum"), at("multipleOf"));
    let small =
        (low.as_str(), "value_too_small", "Number must be greater than or equal to 0.1", "must be >= 0.1");
    let large =
        (high.as_str(), "value_too_large", "Number must be less than or equal to 1000", "must be <= 1000");
    let odd = (
        uneven.as_str(),
        "validation_failed",
        "Number must be a multiple of 0.01",
        "must be a multiple of 0.01",
    );
    cases! { f64, Schema::number(NumberRules::ANY.minimum("0.10").maximum("1e3").multiple_of("0.01"));
        "0.1" => [],
        "1e-1" => [],
        "0.07" => [small],
        "0.29" => [],
        "4.35" => [],
        "999.99" => [],
        "1000" => [],
        "1000.000" => [],
        "1000.01" => [large],
        "0.105" => [odd],
        "-5e-3" => [small, odd],
        "1.1e3" => [large],
        "0.123456789012345678" => [odd],
        "1e300" => [large],
        "1e-300" => [small, odd],
    }
    cases! { f32, Schema::number(NumberRules::ANY.maximum("1e3"));
        "1000" => [],
        "1001" => [(&high, "value_too_large", "Number must be less than or equal to 1000", "must be <= 1000")],
    }
}

#[test]
fn strict_decoding_compares_the_text_and_not_the_float() {
    // As floats, these are all equal to the limit.
    one!(f64, Schema::number(NumberRules::ANY.maximum("9007199254740992").exclusive_minimum("0.3")));
    assert!(One::decode(br#"{"v":9007199254740993}"#).is_err());
    assert!(One::decode(br#"{"v":9007199254740992}"#).is_ok());
    assert!(One::decode(br#"{"v":0.300000000000000000001}"#).is_ok());
    assert!(One::decode(br#"{"v":0.3}"#).is_err());
    assert!(One::decode(format!("{{\"v\":0.3{}}}", "0".repeat(10_000)).as_bytes()).is_err());
    assert!(One::decode(format!("{{\"v\":0.3{}1}}", "0".repeat(10_000)).as_bytes()).is_ok());
}

#[test]
fn limits_with_many_digits_are_kept_as_text() {
    const LIMIT: &str = "0.1234567890123456789012345678901234567890";
    one!(f64, Schema::number(NumberRules::ANY.minimum(LIMIT).multiple_of("1e-40")));
    assert!(One::decode(format!("{{\"v\":{LIMIT}}}").as_bytes()).is_ok());
    let below = format!("{{\"v\":{}}}", LIMIT.replace("7890123456789012345678901234567890", "789"));
    let errors = One::decode(below.as_bytes()).unwrap_err();
    assert_eq!(errors.to_string(), format!("v: Number must be greater than or equal to {LIMIT}"));
}

#[test]
fn floats_are_finite() {
    let high = "1.7976931348623157e308";
    let large = format!("Number must be less than or equal to {high}");
    cases! { f64, Schema::PLAIN;
        high => [],
        "1e309" => [(V, "value_too_large", &large, &format!("must be <= {high}"))],
        "-1e309" => [
            (V, "value_too_small", &format!("Number must be greater than or equal to -{high}"), &format!("must be >= -{high}")),
        ],
        "1e-400" => [],
    }
    one!(f64, Schema::PLAIN);
    for v in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let errors = One { v }.validate().unwrap_err();
        assert_eq!(errors.to_string(), "v: Number must be finite");
        assert_eq!(errors.errors()[0].code().as_str(), "validation_failed");
        assert_eq!(One { v }.encode(), b"{\"v\":null}");
    }
    one_f32();
}

fn one_f32() {
    one!(f32, Schema::PLAIN);
    assert!(One::decode(b"{\"v\":1e39}").is_err());
    assert_eq!(One::decode(b"{\"v\":0.1}").unwrap().encode(), b"{\"v\":0.1}");
    assert_eq!(One { v: 1.0 }.encode(), b"{\"v\":1}");
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
