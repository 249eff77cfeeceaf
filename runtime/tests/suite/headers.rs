//! Typed headers: scalars in the `simple` style.

use specwright_runtime::header::{Headers, Simple};
use specwright_runtime::{Code, ValidationErrors};

use crate::otark_types::Tso;

#[derive(Debug, PartialEq)]
struct RateLimit {
    limit: Option<i64>,
    remaining: i64,
}

specwright_runtime::headers! {
    RateLimit;
    new(remaining: i64);
    limit = None => optional("x-ratelimit-limit"), with_limit(i64) = Some(limit);
    remaining = remaining => required("x-ratelimit-remaining");
}

#[test]
fn a_group_is_written_as_it_is_read() {
    let mut lines = Vec::new();
    RateLimit::new(299).with_limit(300).to_headers(&mut |name, value| lines.push((name, value)));
    assert_eq!(lines, [("x-ratelimit-limit", "300".to_owned()), ("x-ratelimit-remaining", "299".to_owned())]);
}

fn read(headers: &[(&str, &'static str)]) -> Result<RateLimit, ValidationErrors> {
    RateLimit::from_headers(&|name| headers.iter().find(|header| header.0 == name).map(|header| header.1))
}

#[test]
fn a_group_of_headers() {
    let all = [("x-ratelimit-limit", "300"), ("x-ratelimit-remaining", " 299\t")];
    assert_eq!(read(&all).unwrap(), RateLimit { limit: Some(300), remaining: 299 });
    assert_eq!(read(&all[1..]).unwrap().limit, None);
    let missing = read(&all[..1]).unwrap_err();
    assert_eq!(missing.to_string(), "x-ratelimit-remaining: Required");
    let wrong = read(&[("x-ratelimit-limit", "many")]).unwrap_err();
    assert_eq!(wrong.to_string(), "x-ratelimit-limit: Expected number, received string");
}

fn simple<T: Simple>(text: &str) -> Result<T, Code> {
    T::from_simple(text).map_err(|violation| violation.code())
}

#[test]
fn scalars() {
    assert_eq!(simple::<u8>("255"), Ok(255));
    assert_eq!(simple::<u8>("256"), Err(Code::ValueTooLarge));
    assert_eq!(simple::<u8>("-1"), Err(Code::ValueTooSmall));
    assert_eq!(simple::<i64>("1e99"), Err(Code::ValueTooLarge));
    assert_eq!(simple::<i64>("-1e99"), Err(Code::ValueTooSmall));
    assert_eq!(simple::<i64>("1.0"), Ok(1));
    assert_eq!(simple::<i64>("1.5"), Err(Code::InvalidType));
    for text in ["", "-", "+1", "1 ", "0x1", "1,2", "01", "\u{661}"] {
        assert_eq!(simple::<i64>(text), Err(Code::InvalidType), "{text}");
    }
    assert_eq!(simple::<f64>("-2.5"), Ok(-2.5));
    assert_eq!(simple::<f32>("1e40"), Err(Code::InvalidType));
    assert_eq!(simple::<f64>("NaN"), Err(Code::InvalidType));
    assert_eq!(simple::<bool>("true"), Ok(true));
    assert_eq!(simple::<bool>("TRUE"), Err(Code::InvalidType));
    assert_eq!(simple::<String>("a, b"), Ok("a, b".to_owned()));
    assert_eq!(simple::<Tso>("DE_TENNET"), Ok(Tso::DeTennet));
    assert_eq!(simple::<Tso>("X"), Ok(Tso::Unknown("X".into())));
}

#[cfg(feature = "jiff")]
#[test]
fn times() {
    assert_eq!(simple::<jiff::Timestamp>("1970-01-01T00:00:00Z"), Ok(jiff::Timestamp::UNIX_EPOCH));
    assert_eq!(simple::<jiff::Timestamp>("yesterday"), Err(Code::InvalidFormat));
    assert_eq!(simple::<jiff::civil::Date>("2024-02-29"), Ok(jiff::civil::date(2024, 2, 29)));
    assert_eq!(simple::<jiff::civil::Date>("2023-02-29"), Err(Code::InvalidFormat));
}
