//! The rules of integers and numbers with values on both sides of them: exact, whatever their spelling.

use specwright_runtime::{IntegerRules, ListRules, Model, NumberRules, Schema};

const V: &str = "/One/properties/v";

fn at(keyword: &str) -> String {
    format!("{V}/{keyword}")
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
fn the_stricter_of_two_decimal_limits_counts() {
    const RULES: NumberRules = NumberRules::ANY
        .exclusive_minimum("0.50")
        .minimum("0.5")
        .minimum("-1e20")
        .maximum("1e-19")
        .maximum("2.5")
        .exclusive_maximum("1e20");
    const WIDE: NumberRules =
        NumberRules::ANY.maximum("2.5").exclusive_maximum("1e20").exclusive_minimum("0.5").minimum("0.50");
    let (low, high) = (at("exclusiveMinimum"), at("maximum"));
    let small = (low.as_str(), "value_too_small", "Number must be greater than 0.5", "must be > 0.5");
    cases! { f64, Schema::number(WIDE);
        "0.5" => [small],
        "0.51" => [],
        "2.5" => [],
        "2.51" => [(&high, "value_too_large", "Number must be less than or equal to 2.5", "must be <= 2.5")],
    }
    let tiny = "0.0000000000000000001";
    let large = format!("Number must be less than or equal to {tiny}");
    cases! { f64, Schema::number(RULES);
        "0.5" => [small, (&high, "value_too_large", &large, &format!("must be <= {tiny}"))],
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
    one!(f64, Schema::number(NumberRules::ANY.maximum("9007199254740992").minimum("0.3")));
    assert!(One::decode(br#"{"v":9007199254740993}"#).is_err());
    assert!(One::decode(br#"{"v":9007199254740992}"#).is_ok());
    assert!(One::decode(br#"{"v":0.299999999999999999999}"#).is_err());
    assert!(One::decode(br#"{"v":0.300000000000000000001}"#).is_ok());
    assert!(One::decode(br#"{"v":0.3}"#).is_ok());
    assert!(One::decode(format!("{{\"v\":0.3{}}}", "0".repeat(10_000)).as_bytes()).is_ok());
    assert!(One::decode(format!("{{\"v\":0.3{}1}}", "0".repeat(10_000)).as_bytes()).is_ok());
    assert!(One::decode(format!("{{\"v\":0.2{}}}", "9".repeat(10_000)).as_bytes()).is_err());
}

#[test]
fn what_is_above_a_limit_in_the_text_alone_is_not_above_it() {
    one!(f64, Schema::number(NumberRules::ANY.exclusive_minimum("0.3")));
    assert!(One::decode(br#"{"v":0.30000000000000004}"#).is_ok());
    // These are held as 0.3, and as such they are written and checked later on.
    assert!(One::decode(br#"{"v":0.300000000000000000001}"#).is_err());
    assert!(One::decode(br#"{"v":0.3}"#).is_err());
    assert!(One::decode(format!("{{\"v\":0.3{}}}", "0".repeat(10_000)).as_bytes()).is_err());
    assert!(One::decode(format!("{{\"v\":0.3{}1}}", "0".repeat(10_000)).as_bytes()).is_err());
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

/// A float holds some seventeen digits, and a limit may be among those that it does not: the number has to keep to it
/// in the text and as it is held, or what was accepted would be refused when it is sent on.
#[test]
fn what_is_rounded_is_valid_as_it_is_held() {
    let (low, high) = (at("exclusiveMinimum"), at("exclusiveMaximum"));
    let small = (low.as_str(), "value_too_small", "Number must be greater than 0", "must be > 0");
    let large = (high.as_str(), "value_too_large", "Number must be less than 1", "must be < 1");
    cases! { f64, Schema::number(NumberRules::ANY.exclusive_minimum("0").exclusive_maximum("1"));
        "1e-300" => [],
        "1e-400" => [small],
        "0.9999999999999999" => [],
        "0.99999999999999999999" => [large],
        "0.12345678901234567890123" => [],
    }
    cases! { f32, Schema::number(NumberRules::ANY.exclusive_maximum("1"));
        "0.9999999" => [],
        "0.99999999" => [large],
    }
}

/// Elements that are compared are compared as they are held, too.
#[test]
fn what_is_rounded_is_compared_as_it_is_held() {
    one!(Vec<f64>, Schema::list(ListRules::ANY.unique(), &Schema::PLAIN));
    assert!(One::decode(b"{\"v\":[1,1.0000000000000002]}").is_ok());
    let errors = One::decode(b"{\"v\":[1,1.00000000000000000001]}").unwrap_err();
    assert_eq!(errors.errors()[0].schema_pointer(), at("uniqueItems"));
    // Where no rule looks at a number, nothing is read twice.
    assert!(One::decode_lenient(b"{\"v\":[1,1.00000000000000000001]}").is_ok());
}
