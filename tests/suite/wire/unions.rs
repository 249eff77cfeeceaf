//! Unions: which schema a value is taken for, and that it is written as it came.

use specwright_runtime::Model;
use wire_schemas::types::{
    A, Ab, Animal, AnyRecord, ByType, Car, Card, Cat, Circle, ColorOrNumber, Dog, Event, Expression, Garage,
    ListOrOne, Named, Numeric, OpenColor, Overlap, Payment, Same, SameTwo, Shape, Vehicle, Versioned,
    VersionedVariant2, WithDefault,
};

use super::{check, lenient, strict};

#[test]
fn a_discriminator_decides() {
    const TAG: &str = "kind validation_failed";
    check(&[
        (strict::<Animal>, r#"{"kind":"dog","lives":1,"bark":true}"#, Ok("")),
        (
            strict::<Animal>,
            r#"{"lives":1,"bark":true,"kind":"dog"}"#,
            Ok(r#"{"kind":"dog","lives":1,"bark":true}"#),
        ),
        (strict::<Animal>, r#"{"kind":"cat","lives":9}"#, Ok("")),
        // Several values of a mapping lead to one schema, and the name of a schema is a value too.
        (strict::<Animal>, r#"{"kind":"hound","bark":true}"#, Ok("")),
        (strict::<Animal>, r#"{"kind":"Dog","bark":true}"#, Ok("")),
        // What is wrong is wrong in the schema that is named, and no other one is tried.
        (strict::<Animal>, r#"{"kind":"dog","lives":1}"#, Err("bark required")),
        (lenient::<Animal>, r#"{"kind":"dog","lives":1}"#, Err("bark required")),
        (strict::<Animal>, r#"{"kind":"bird"}"#, Err(TAG)),
        (strict::<Animal>, r#"{"lives":1}"#, Err(TAG)),
        (strict::<Animal>, r#"{"kind":7}"#, Err(TAG)),
        (strict::<Animal>, "7", Err(" invalid_type")),
        // A client keeps what it does not know.
        (lenient::<Animal>, r#"{"kind":"bird","wings":[2]}"#, Ok("")),
        (lenient::<Animal>, "7", Ok("")),
    ]);
    assert!(matches!(Animal::decode(br#"{"kind":"cat"}"#), Ok(Animal::Cat(cat)) if cat.kind == "cat"));
    assert!(matches!(Animal::decode_lenient(br#"{"kind":"bird"}"#), Ok(Animal::Unknown(_))));
}

#[test]
fn a_record_that_does_not_name_the_property_is_written_with_it() {
    check(&[
        (strict::<Shape>, r#"{"shape":"Circle","radius":1}"#, Ok("")),
        (strict::<Shape>, r#"{"radius":1}"#, Err("shape validation_failed")),
    ]);
    assert_eq!(Shape::from(Circle::new(1.5)).encode(), br#"{"shape":"Circle","radius":1.5}"#);
    // Alone it is what its schema says.
    assert_eq!(Circle::new(1.5).encode(), br#"{"radius":1.5}"#);
    assert_eq!(Cat::new("cat").encode(), br#"{"kind":"cat"}"#);
}

#[test]
fn a_record_that_names_another_schema_is_refused() {
    Animal::from(Dog::new("hound", true)).validate().unwrap();
    let errors = Animal::from(Dog::new("cat", true)).validate().unwrap_err();
    assert_eq!(errors.iter().next().unwrap().field(), "kind");
    Vehicle::from(Car::new(3, "car")).validate().unwrap();
    Vehicle::from(Car::new(3, "Bike")).validate().unwrap_err();
}

#[test]
fn a_discriminator_of_any_of() {
    check(&[
        (strict::<Payment>, r#"{"method":"card","number":"1"}"#, Ok("")),
        (strict::<Payment>, r#"{"method":"transfer","iban":"x"}"#, Ok("")),
        (strict::<Payment>, r#"{"method":"card","iban":"x"}"#, Err("number required")),
        (strict::<WithDefault>, r#"{"method":"card","number":"1"}"#, Ok("")),
        // `defaultMapping`: without a method it is a transfer, which requires one.
        (strict::<WithDefault>, r#"{"iban":"x"}"#, Err("method required")),
        (lenient::<WithDefault>, r#"{"method":"cash","iban":"x"}"#, Ok("")),
    ]);
    assert_eq!(Payment::from(Card::new("1")).encode(), br#"{"method":"card","number":"1"}"#);
}

#[test]
fn a_discriminator_of_a_base() {
    check(&[
        (strict::<Vehicle>, r#"{"doors":3,"type":"car"}"#, Ok("")),
        (strict::<Vehicle>, r#"{"bell":true,"type":"Bike","wheels":2}"#, Ok("")),
        (strict::<Vehicle>, r#"{"type":"Vehicle","wheels":6}"#, Ok("")),
        (strict::<Vehicle>, r#"{"type":"car"}"#, Err("doors required")),
        (strict::<Vehicle>, r#"{"type":"truck"}"#, Err("type validation_failed")),
        (lenient::<Vehicle>, r#"{"type":"truck","wheels":6}"#, Ok("")),
        (
            strict::<Garage>,
            r#"{"main":{"doors":3,"type":"car"},"all":[{"type":"Bike"},{"doors":5,"type":"car"}]}"#,
            Ok(""),
        ),
        (strict::<Garage>, r#"{"all":[{"type":"Bike"},{"type":"car"}]}"#, Err("all[1].doors required")),
    ]);
    // The schema of an extension is that of its own.
    assert!(Car::decode(br#"{"doors":3,"type":"car"}"#).is_ok());
}

#[test]
fn heirs_that_add_nothing_are_told_apart() {
    check(&[
        (strict::<Named>, r#"{"one":1,"kind":"First"}"#, Ok("")),
        (strict::<Named>, r#"{"one":1,"kind":"Second"}"#, Ok("")),
    ]);
    assert!(matches!(Named::decode(br#"{"kind":"Second"}"#), Ok(Named::Second(_))));
}

#[test]
fn one_of_takes_what_exactly_one_schema_takes() {
    check(&[
        (strict::<Overlap>, r#"{"a":"x"}"#, Ok("")),
        (strict::<Overlap>, r#"{"a":"x","b":"y"}"#, Err(" validation_failed")),
        (strict::<Overlap>, r#"{"b":"y"}"#, Err("a required")),
        // A client takes the one that loses nothing.
        (lenient::<Overlap>, r#"{"a":"x","b":"y"}"#, Ok("")),
        (lenient::<Overlap>, r#"{"b":"y"}"#, Ok("")),
        (strict::<Same>, r#"{"x":1}"#, Ok("")),
        (strict::<Same>, r#"{"x":20}"#, Ok("")),
        (strict::<Same>, r#"{"x":7}"#, Err(" validation_failed")),
        (strict::<Same>, "{}", Err(" validation_failed")),
        (lenient::<Same>, r#"{"x":7}"#, Ok("")),
    ]);
    // Of two that look alike, a client takes the one whose rules hold.
    assert_eq!(Same::decode_lenient(br#"{"x":20}"#), Ok(Same::from(SameTwo::new().with_x(20))));
    // What is made by hand is held to the same.
    Overlap::from(A::new("x")).validate().unwrap();
    Overlap::from(Ab::new("x", "y")).validate().unwrap_err();
}

#[test]
fn any_of_takes_the_schema_that_loses_least() {
    check(&[
        (strict::<AnyRecord>, r#"{"a":"x"}"#, Ok("")),
        (strict::<AnyRecord>, r#"{"a":"x","b":"y"}"#, Ok("")),
        (strict::<AnyRecord>, r#"{"radius":1}"#, Ok("")),
        (strict::<AnyRecord>, r#"{"b":"y"}"#, Err("a required")),
        (lenient::<AnyRecord>, r#"{"b":"y"}"#, Ok("")),
        (strict::<OpenColor>, r#""red""#, Ok("")),
        (strict::<OpenColor>, r#""blue""#, Ok("")),
        (strict::<OpenColor>, "1", Err(" invalid_type")),
        (strict::<ColorOrNumber>, r#""5""#, Ok("")),
        (strict::<ColorOrNumber>, "5", Ok("")),
        (strict::<ColorOrNumber>, r#""blue""#, Err(" invalid_enum_value")),
        (lenient::<ColorOrNumber>, r#""blue""#, Ok("")),
    ]);
}

#[test]
fn constants_decide_where_there_is_no_discriminator() {
    check(&[
        (strict::<Event>, r#"{"type":"created","at":"x"}"#, Ok("")),
        (strict::<Event>, r#"{"type":"removed","at":"x","by":"y"}"#, Ok("")),
        (strict::<Event>, r#"{"type":"other","at":"x"}"#, Err("type validation_failed")),
        (lenient::<Event>, r#"{"at":"x","type":"other"}"#, Ok("")),
        (strict::<Versioned>, r#"{"version":2,"name":"x"}"#, Ok("")),
        (strict::<Versioned>, r#"{"version":3}"#, Err("version invalid_enum_value")),
    ]);
    // Whether read strictly or not.
    for decoded in [Versioned::decode(br#"{"version":2}"#), Versioned::decode_lenient(br#"{"version":2}"#)] {
        assert_eq!(decoded, Ok(Versioned::from(VersionedVariant2::new())));
    }
}

#[test]
fn types_decide() {
    check(&[
        (strict::<ByType>, r#""1""#, Ok("")),
        (strict::<ByType>, "1", Ok("")),
        (strict::<ByType>, "true", Ok("")),
        (strict::<ByType>, r#"["a"]"#, Ok("")),
        (strict::<ByType>, r#"{"a":"x"}"#, Ok("")),
        (strict::<ByType>, r#"{"b":1}"#, Err("a required")),
        (strict::<ByType>, "1.5", Err(" invalid_type")),
        // `null` among the schemas is said where the union is used.
        (strict::<Option<ByType>>, "null", Ok("")),
        (strict::<Option<ByType>>, "1", Ok("")),
        (lenient::<Option<ByType>>, "null", Ok("")),
        (strict::<Numeric>, "1.5", Ok("")),
        (strict::<ListOrOne>, r#""x""#, Ok("")),
        (strict::<ListOrOne>, r#"["x"]"#, Ok("")),
        (strict::<ListOrOne>, "[]", Ok("")),
        (strict::<ListOrOne>, "[1]", Err("[0] invalid_type")),
    ]);
}

#[test]
fn unions_that_hold_themselves() {
    check(&[
        (strict::<Expression>, "1", Ok("")),
        (strict::<Expression>, r#"{"left":1,"right":[2,{"left":3,"right":4}]}"#, Ok("")),
        (strict::<Expression>, r#"{"left":1,"right":[2,{"left":3}]}"#, Err("right[1].right required")),
    ]);
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    assert_eq!(strict::<Expression>(&deep), Ok(deep.clone()));
    // Deeper than anybody means it is no answer, and no end of the stack either.
    strict::<Expression>(&format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000))).unwrap_err();
}
