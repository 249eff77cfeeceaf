//! What is written reads back as the same value, in the shortest form.

use proptest::prelude::*;
use specwright_runtime::{Model, Schema};

one!(f64, Schema::PLAIN);

fn written(v: f64) -> String {
    let json = String::from_utf8(One { v }.encode()).unwrap();
    json["{\"v\":".len()..json.len() - 1].to_owned()
}

#[test]
fn floats_are_short() {
    let cases = [
        (0.0, "0"),
        (-0.0, "-0"),
        (1.0, "1"),
        (-1.5, "-1.5"),
        (0.1, "0.1"),
        (0.3, "0.3"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1234.567, "1234.567"),
        (0.000_001, "0.000001"),
        (1e-7, "1e-7"),
        (123_456_789.123_456, "123456789.123456"),
        (999_999_999_999_999.0, "999999999999999"),
        (1e15, "1000000000000000"),
        (9_007_199_254_740_993.0, "9007199254740992"),
        (1e16, "1e16"),
        (1e300, "1e300"),
        (f64::MAX, "1.7976931348623157e308"),
        (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
        (5e-324, "5e-324"),
    ];
    for (value, text) in cases {
        assert_eq!(written(value), text);
    }
}

fn significant(text: &str) -> String {
    let digits: String = text.split('e').next().unwrap().chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').trim_end_matches('0').to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn floats_read_back(bits in any::<u64>(), mantissa in -1_000_000_000_000_i64..1_000_000_000_000, places in 0..15) {
        #[expect(clippy::cast_precision_loss, reason = "any float will do")]
        let decimal = mantissa as f64 / 10_f64.powi(places);
        for value in [f64::from_bits(bits), decimal] {
            if !value.is_finite() {
                continue;
            }
            let text = written(value);
            prop_assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits(), "{}", text);
            // The standard library writes the shortest digits, if not the shortest text.
            prop_assert_eq!(significant(&text), significant(&format!("{value:e}")), "{}", text);
            prop_assert_eq!(One::decode(&One { v: value }.encode()).unwrap().v.to_bits(), value.to_bits());
        }
    }

    #[test]
    fn integers_read_back(signed in any::<i64>(), unsigned in any::<u64>(), shift in 0..64_u32) {
        for (signed, unsigned) in [(signed, unsigned), (signed >> shift, unsigned >> shift)] {
            integers(signed, unsigned);
        }
    }
}

fn integers(signed: i64, unsigned: u64) {
    assert_eq!(String::from_utf8(vec_of(signed)).unwrap(), format!("{{\"v\":{signed}}}"));
    one!(u64, Schema::PLAIN);
    assert_eq!(String::from_utf8(One { v: unsigned }.encode()).unwrap(), format!("{{\"v\":{unsigned}}}"));
}

fn vec_of(v: i64) -> Vec<u8> {
    one!(i64, Schema::PLAIN);
    One { v }.encode()
}

#[test]
fn integers_of_every_length() {
    for power in 0..20 {
        let ten = 10_u64.pow(power);
        for value in [ten - 1, ten, ten + 1] {
            integers(value.cast_signed(), value);
        }
    }
    integers(i64::MIN, u64::MAX);
    integers(i64::MAX, 0);
}

#[test]
fn strings_are_escaped_where_json_asks_for_it() {
    one!(String, Schema::PLAIN);
    for (text, json) in [
        ("", "{\"v\":\"\"}"),
        ("a\"b\\c/", r#"{"v":"a\"b\\c/"}"#),
        ("\u{8}\u{c}\n\r\t\0\u{1f}\u{7f}", "{\"v\":\"\\b\\f\\n\\r\\t\\u0000\\u001f\u{7f}\"}"),
        ("äöü€😀\u{2028}", "{\"v\":\"äöü€😀\u{2028}\"}"),
        ("sixteen letters!\"", r#"{"v":"sixteen letters!\""}"#),
    ] {
        let one = One { v: text.to_owned() };
        assert_eq!(String::from_utf8(one.encode()).unwrap(), json);
        assert_eq!(One::decode(json.as_bytes()).unwrap(), one);
    }
}
