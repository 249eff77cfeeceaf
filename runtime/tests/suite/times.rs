//! `date-time` and `date` as `jiff` types.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use specwright_runtime::{Format, Model, Schema};

one!(Timestamp, Schema::PLAIN);

fn read(text: &str) -> Option<Timestamp> {
    let strict = One::decode(format!("{{\"v\":\"{text}\"}}").as_bytes());
    let lenient = One::decode_lenient(format!("{{\"v\":\"{text}\"}}").as_bytes());
    assert_eq!(strict.is_ok(), lenient.is_ok(), "{text}");
    strict.ok().map(|one| one.v)
}

#[test]
fn date_times_are_those_of_rfc_3339() {
    let parsed = |text: &str| text.parse::<Timestamp>().unwrap();
    for text in [
        "2026-01-10T09:00:00Z",
        "2026-01-10t09:00:00z",
        "2026-01-10T09:00:00.5Z",
        "2026-01-10T09:00:00.123456789+01:00",
        "2024-02-29T23:59:59-23:59",
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "2016-12-31T23:59:60Z",
    ] {
        assert_eq!(read(text), Some(parsed(text)), "{text}");
    }
    // A leap second where UTC has one, whatever the offset.
    assert_eq!(read("2017-01-01T00:59:60+01:00"), Some(parsed("2016-12-31T23:59:59Z")));
    // Digits beyond nanoseconds are cut off.
    assert_eq!(read("2026-01-10T09:00:00.1234567899Z"), Some(parsed("2026-01-10T09:00:00.123456789Z")));
    for text in [
        "",
        "2026-01-10",
        "2026-01-10T09:00Z",
        "2026-01-10 09:00:00Z",
        "2026-01-10T09:00:00",
        "2026-01-10T09:00:00.Z",
        "2026-01-10T09:00:00,5Z",
        "2026-01-10T09:00:00+0100",
        "2026-01-10T09:00:00+24:00",
        "2026-01-10T09:00:00+00:60",
        "2026-01-10T09:00:00Zx",
        "2026-13-10T09:00:00Z",
        "2026-00-10T09:00:00Z",
        "2026-02-29T09:00:00Z",
        "1900-02-29T09:00:00Z",
        "2026-04-31T09:00:00Z",
        "2026-01-10T24:00:00Z",
        "2026-01-10T09:60:00Z",
        "2026-01-10T09:00:61Z",
        "2026-01-10T09:00:60Z",
        "2017-01-01T00:59:60Z",
        "+02026-01-10T09:00:00Z",
        "2026-1-10T09:00:00Z",
        "2026-W02-6T09:00:00Z",
        "9999-12-31T23:59:59Z",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
    // The last of these is a date-time all the same, only beyond what `jiff` can express.
    assert!(Format::DateTime.matches("9999-12-31T23:59:59Z"));
}

proptest! {
    #[test]
    fn date_times_go_there_and_back(second in -62_167_219_200_i64..253_402_207_200, nanosecond in 0..1_000_000_000_i32, digits in 0..10_u32) {
        // Fractions of every length.
        let unit = 10_i32.pow(digits.min(9));
        let v = Timestamp::new(second, nanosecond / unit * unit).unwrap();
        let json = String::from_utf8(One { v }.encode()).unwrap();
        prop_assert_eq!(&json, &format!("{{\"v\":\"{v}\"}}"));
        prop_assert_eq!(One::decode(json.as_bytes()).unwrap().v, v);
        prop_assert!((One { v }).validate().is_ok(), "{}", json);
    }
}

#[test]
fn years_before_zero_are_refused() {
    let v = Timestamp::MIN;
    let errors = One { v }.validate().unwrap_err();
    assert_eq!(errors.to_string(), "v: Invalid datetime");
    assert!(One::decode(&One { v }.encode()).is_err());
    let first = "0000-01-01T00:00:00Z".parse::<Timestamp>().unwrap();
    assert!(One { v: first }.validate().is_ok());
    let before = first - jiff::SignedDuration::from_nanos(1);
    assert!(One { v: before }.validate().is_err());
}

#[test]
fn dates() {
    one!(Date, Schema::PLAIN);
    for (text, v) in
        [("2024-02-29", date(2024, 2, 29)), ("0000-01-01", date(0, 1, 1)), ("9999-12-31", date(9999, 12, 31))]
    {
        let json = format!("{{\"v\":\"{text}\"}}");
        assert_eq!(One::decode(json.as_bytes()).unwrap(), One { v });
        assert_eq!(String::from_utf8(One { v }.encode()).unwrap(), json);
        assert!(One { v }.validate().is_ok());
    }
    for text in ["", "2023-02-29", "2024-2-29", "2024-02-29Z", "20240229", "2024-02-2x", "-001-01-01"] {
        let errors = One::decode(format!("{{\"v\":\"{text}\"}}").as_bytes()).unwrap_err();
        assert_eq!(errors.to_string(), "v: Invalid date", "{text}");
    }
    assert!(One { v: date(-1, 1, 1) }.validate().is_err());
}
