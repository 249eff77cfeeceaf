//! Enumerations and constants of every type, and what is kept of values that they do not list.

use specwright_runtime::Model;
use wire_schemas::types::{
    Color, Confusable, Constant, Enumerations, EnumerationsNestedStatus, EnumerationsStatus, Level, Mixed,
};

use super::{check, lenient, strict};

#[test]
fn strings() {
    const BAD: Result<&str, &str> = Err(" invalid_enum_value");
    check(&[
        (strict::<Color>, r#""red""#, Ok("")),
        (strict::<Color>, r#""RED""#, Ok("")),
        (strict::<Color>, r#""dark red""#, Ok("")),
        (strict::<Color>, r#""""#, Ok("")),
        (strict::<Color>, r#""5""#, Ok("")),
        (strict::<Color>, r#""Red""#, BAD),
        (strict::<Color>, "5", Err(" invalid_type")),
        (strict::<Constant>, r#""fixed""#, Ok("")),
        (strict::<Constant>, r#""other""#, BAD),
        (lenient::<Color>, r#""Red""#, Ok("")),
        (lenient::<Constant>, r#""other""#, Ok("")),
    ]);
    // Values that differ in nothing but case are different.
    assert_ne!(Color::from("red"), Color::from("RED"));
    assert_eq!(Color::from("blue"), Color::Unknown("blue".into()));
    assert_eq!(Color::ALL.len(), 5);
    assert_eq!(Color::ALL.iter().map(Color::as_str).collect::<Vec<_>>(), ["red", "dark red", "", "RED", "5"]);
}

#[test]
fn numbers_booleans_null_and_all_of_them() {
    check(&[
        (strict::<Level>, "1", Ok("")),
        (strict::<Level>, "-3", Ok("")),
        (strict::<Level>, "1.0", Ok("1")),
        (strict::<Level>, "4", Err(" invalid_enum_value")),
        (strict::<Level>, r#""1""#, Err(" invalid_type")),
        (lenient::<Level>, "4", Ok("")),
        (strict::<Mixed>, r#""one""#, Ok("")),
        (strict::<Mixed>, "1", Ok("")),
        (strict::<Mixed>, "true", Ok("")),
        (strict::<Mixed>, "null", Ok("")),
        (strict::<Mixed>, r#""1""#, Err(" invalid_enum_value")),
        (strict::<Mixed>, r#""true""#, Err(" invalid_enum_value")),
        (strict::<Mixed>, "2", Err(" invalid_enum_value")),
        (lenient::<Mixed>, "2", Ok("")),
    ]);
    assert!(matches!(Level::decode(b"2"), Ok(Level::V2)));
}

#[test]
fn names_that_look_alike() {
    for text in ["ethpaʿal", "µ", "a", "а", "ª"] {
        assert_eq!(Confusable::decode(format!("\"{text}\"").as_bytes()).unwrap().as_str(), text);
    }
    assert_eq!(Confusable::ALL.len(), 5);
}

#[test]
fn in_records() {
    check(&[
        (strict::<Enumerations>, r#"{"ratio":2.25,"yes":true,"nullish":null}"#, Ok("")),
        (strict::<Enumerations>, r#"{"mixed":null,"nullish":"b"}"#, Ok("")),
        (
            strict::<Enumerations>,
            r#"{"ratio":0.6,"yes":false,"nullish":"c"}"#,
            Err("ratio invalid_enum_value, yes invalid_enum_value, nullish invalid_enum_value"),
        ),
        (strict::<Enumerations>, r#"{"color":null}"#, Err("color invalid_type")),
        (strict::<Enumerations>, r#"{"status":"new","nested":{"status":"hot"}}"#, Ok("")),
        (strict::<Enumerations>, r#"{"status":"hot"}"#, Err("status invalid_enum_value")),
        (lenient::<Enumerations>, r#"{"ratio":0.6,"yes":false,"status":"hot"}"#, Ok("")),
    ]);
    // Two of one name are two types.
    assert_eq!(
        EnumerationsStatus::ALL.iter().map(EnumerationsStatus::as_str).collect::<Vec<_>>(),
        ["new", "old"]
    );
    assert_eq!(
        EnumerationsNestedStatus::ALL.iter().map(EnumerationsNestedStatus::as_str).collect::<Vec<_>>(),
        ["hot", "cold"]
    );
}
