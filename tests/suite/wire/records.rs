//! Objects: null in every position, other keys, recursion, formats, defaults, direction, limits and names.

use std::collections::BTreeMap;

use specwright_runtime::{Base64, Model, Patch};
use wire_schemas::types::{
    Chain, Closed, Defaults, DefaultsMode, Elsewhere, Formats, Keys, Labels, Leaf, Limits, Loose, MapOfMaps,
    Nest, Nulls, Open, Patterned, Ping, Points, Prelude, Settings, Tree, User, UserRequest, Wide,
};
use wire_schemas_of_3_0::types as old;

use super::{check, lenient, strict};

#[test]
fn null_in_every_position() {
    const NULLS: &str = r#"{"required":"a","requiredNullable":null,"optionalNullable":null,"list":[1,null],"map":{"a":null},"reference":null,"nullableComponent":null,"nullableList":null,"onlyNull":null}"#;
    const VALUES: &str = r#"{"required":"a","requiredNullable":"b","optional":"c","optionalNullable":"d","list":[],"map":{},"reference":{"a":"e"},"nullableComponent":{"a":"f"},"nullableList":["g"]}"#;
    const OLD: &str = r#"{"required":"a","requiredNullable":null,"optionalNullable":null,"list":[1,null],"map":{"a":null},"reference":null,"besideReference":null,"choice":null,"nullableComponent":null,"nullableAlias":null,"nullableList":null,"nullableEnum":null,"nullableEnumWithout":null}"#;
    check(&[
        (strict::<Nulls>, NULLS, Ok("")),
        (strict::<Nulls>, VALUES, Ok("")),
        (
            strict::<Nulls>,
            r#"{"required":null,"list":null,"map":null}"#,
            Err("required invalid_type, list invalid_type, map invalid_type, requiredNullable required"),
        ),
        (
            strict::<Nulls>,
            r#"{"required":"a","requiredNullable":"b","optional":null,"list":[],"map":{},"onlyNull":1}"#,
            Err("optional invalid_type, onlyNull invalid_type"),
        ),
    ]);
    check(&[
        (strict::<old::Nulls>, OLD, Ok("")),
        (
            strict::<old::Nulls>,
            r#"{"required":null,"requiredNullable":1,"list":[],"map":{}}"#,
            Err("required invalid_type, requiredNullable invalid_type"),
        ),
        (
            strict::<old::Nulls>,
            r#"{"required":"a","requiredNullable":"b","list":[],"map":{},"besideReference":{"a":"b"},"choice":"x","nullableEnum":"c"}"#,
            Err("nullableEnum invalid_enum_value"),
        ),
    ]);
}

#[test]
fn absent_null_and_a_value_differ() {
    check(&[
        (strict::<Settings>, "{}", Ok("")),
        (strict::<Settings>, r#"{"theme":null}"#, Ok("")),
        (strict::<Settings>, r#"{"theme":"dark"}"#, Ok("")),
        (strict::<Settings>, r#"{"metadata":{"a":null,"b":"c"}}"#, Ok("")),
        (strict::<Settings>, r#"{"size":null}"#, Err("size invalid_type")),
    ]);
    let removed = BTreeMap::from([("a".to_owned(), None)]);
    let settings = Settings::new().with_theme(Patch::Null).with_metadata(removed);
    assert_eq!(settings.encode(), br#"{"theme":null,"metadata":{"a":null}}"#);
}

#[test]
fn other_keys() {
    check(&[
        (strict::<Labels>, r#"{"name":"x","a":1,"b":2}"#, Ok("")),
        (strict::<Labels>, r#"{"a":1,"name":"x"}"#, Ok(r#"{"name":"x","a":1}"#)),
        (strict::<Labels>, r#"{"name":"x","a":"1"}"#, Err("a invalid_type")),
        (strict::<Labels>, r#"{"a":1}"#, Err("name required")),
        (strict::<Loose>, r#"{"name":"x","a":[1,{"b":null}]}"#, Ok("")),
        (strict::<Closed>, r#"{"name":"x"}"#, Ok("")),
        (strict::<Closed>, r#"{"name":"x","a":1}"#, Err("a unknown_field")),
        (lenient::<Closed>, r#"{"name":"x","a":1}"#, Ok(r#"{"name":"x"}"#)),
        (strict::<Open>, r#"{"name":"x","a":1}"#, Ok(r#"{"name":"x"}"#)),
        (strict::<Patterned>, r#"{"name":"x","x-a":1}"#, Ok("")),
        (strict::<Patterned>, r#"{"x-a":"1"}"#, Err("x-a invalid_type")),
        (strict::<Patterned>, r#"{"y":1}"#, Err("y unknown_field")),
        (strict::<MapOfMaps>, r#"{"a":{"b":{"a":"x"}}}"#, Ok("")),
        (strict::<MapOfMaps>, r#"{"a":{"b":{}}}"#, Err("a.b.a required")),
    ]);
    let mut labels = Labels::new("x");
    labels.additional_properties.insert("n".to_owned(), 7);
    assert_eq!(labels.encode(), br#"{"name":"x","n":7}"#);
}

#[test]
fn records_that_hold_themselves() {
    check(&[
        (strict::<Tree>, r#"{"value":1,"children":[{"value":2},{"value":3,"children":[]}]}"#, Ok("")),
        (strict::<Tree>, r#"{"value":1,"children":[{"value":"2"}]}"#, Err("children[0].value invalid_type")),
        (strict::<Chain>, r#"{"next":{"next":{}}}"#, Ok("")),
        (strict::<Ping>, r#"{"pong":{"ping":{"pong":{}},"pings":{"a":{}}}}"#, Ok("")),
        (strict::<Nest>, r#"{"a":{"b":{}}}"#, Ok("")),
        (strict::<Nest>, r#"{"a":{"b":1}}"#, Err("a.b invalid_type")),
        // From another file, which refers back.
        (strict::<Elsewhere>, r#"{"part":{"size":1,"whole":{"part":{}}},"color":"red"}"#, Ok("")),
        (strict::<Elsewhere>, r#"{"part":{},"color":"pink"}"#, Err("color invalid_enum_value")),
    ]);
}

#[test]
fn formats() {
    const GOOD: &str = r#"{"uuid":"67e55044-10b1-426f-9247-bb680e5fe0c8","date":"2026-01-10","dateTime":"2026-01-10T09:00:00Z","byte":"aGk=","base64":"aGk=","time":"09:00:00Z","duration":"P1D","email":"a@b.c","uri":"x:y","ipv4":"1.2.3.4","password":"p","unknown":"u","int32":2147483647,"int64":-9223372036854775808,"uint64":18446744073709551615,"integer":9007199254740993,"float":0.1,"double":1e300,"dates":["2026-01-10"]}"#;
    check(&[
        (strict::<Formats>, GOOD, Ok("")),
        (lenient::<Formats>, GOOD, Ok("")),
        (strict::<Formats>, r#"{"integer":1.0,"int32":1e2}"#, Ok(r#"{"int32":100,"integer":1}"#)),
        // An instant is an instant: its offset is not kept.
        (
            strict::<Formats>,
            r#"{"dateTime":"2026-01-10T09:00:00+01:00"}"#,
            Ok(r#"{"dateTime":"2026-01-10T08:00:00Z"}"#),
        ),
        (
            strict::<Formats>,
            r#"{"uuid":"x","date":"2026-13-10","dateTime":"x","byte":"*","time":"x","email":"x","ipv4":"1"}"#,
            Err(
                "uuid invalid_format, date invalid_format, dateTime invalid_format, byte invalid_format, time invalid_format, email invalid_format, ipv4 invalid_format",
            ),
        ),
        (
            strict::<Formats>,
            r#"{"int32":2147483648,"int64":9223372036854775808,"uint64":-1,"integer":1.5}"#,
            Err("int32 value_too_large, int64 value_too_large, uint64 value_too_small, integer invalid_type"),
        ),
    ]);
    assert_eq!(Formats::new().with_byte(Base64::from(b"hi".to_vec())).encode(), br#"{"byte":"aGk="}"#);
    check(&[(strict::<old::Bytes>, r#"{"byte":"aGk=","binary":"anything"}"#, Ok(""))]);
}

#[test]
fn defaults_are_for_constructors_and_not_for_the_wire() {
    let defaults = Defaults::new();
    assert_eq!((defaults.color.as_str(), defaults.limit, defaults.size), ("red", 10, None));
    assert_eq!(defaults.encode(), br#"{"color":"red","limit":10}"#);
    assert_eq!(
        Defaults::new().with_mode(DefaultsMode::Fast).encode(),
        br#"{"color":"red","limit":10,"mode":"fast"}"#
    );
    check(&[
        (strict::<Defaults>, r#"{"color":"x","limit":1}"#, Ok("")),
        (strict::<Defaults>, "{}", Err("color required, limit required")),
    ]);
}

#[test]
fn what_travels_one_way_only() {
    check(&[
        (strict::<User>, r#"{"id":"1","name":"n"}"#, Ok("")),
        (strict::<User>, r#"{"id":"1","name":"n","password":"p"}"#, Err("password validation_failed")),
        (lenient::<User>, r#"{"id":"1","name":"n","password":"p"}"#, Ok(r#"{"id":"1","name":"n"}"#)),
        (strict::<UserRequest>, r#"{"name":"n","password":"p"}"#, Ok("")),
        (strict::<UserRequest>, r#"{"id":"1","name":"n","password":"p"}"#, Err("id read_only_field")),
        (strict::<UserRequest>, r#"{"name":"n"}"#, Err("password required")),
    ]);
}

#[test]
fn limits() {
    check(&[
        (strict::<Limits>, r#"{"free":""}"#, Ok("")),
        (
            strict::<Limits>,
            r#"{"free":"<script>","code":"üß","port":100,"price":0.07,"tags":["a"],"map":{"a":"b"}}"#,
            Ok(""),
        ),
        (
            strict::<Limits>,
            r#"{"free":"","code":"a","port":0,"price":0,"tags":[],"map":{"a":"b","c":"d"}}"#,
            Err(
                "code value_too_small, port value_too_small, price value_too_small, tags value_too_small, map validation_failed",
            ),
        ),
        (
            strict::<Limits>,
            r#"{"free":"","code":"abcd","port":101,"price":0.001,"tags":["a","a"]}"#,
            Err(
                "code value_too_large, port value_too_large, price validation_failed, tags validation_failed",
            ),
        ),
        (strict::<Limits>, r#"{"free":"","code":"a1"}"#, Err("code invalid_format")),
        (lenient::<Limits>, r#"{"free":"","code":"a1","port":0,"tags":[]}"#, Ok("")),
        (strict::<Leaf>, r#"{"leaf":true,"count":9,"id":"1","note":"n"}"#, Ok("")),
        (strict::<Leaf>, r#"{"leaf":true,"count":10,"id":"1"}"#, Err("count value_too_large, note required")),
        (strict::<Leaf>, r#"{"leaf":true,"count":-1,"id":"1","note":"n"}"#, Err("count value_too_small")),
        (strict::<old::Exclusive>, r#"{"above":1,"below":9.9,"from":0}"#, Ok("")),
        (
            strict::<old::Exclusive>,
            r#"{"above":0,"below":10,"from":-1}"#,
            Err("above value_too_small, below value_too_large, from value_too_small"),
        ),
    ]);
}

#[test]
fn schemas_without_a_type_of_rust() {
    check(&[
        (strict::<Points>, r#"{"at":[1,2.5],"any":null}"#, Ok("")),
        (strict::<Points>, r#"{"at":[1]}"#, Err("at value_too_small")),
        (strict::<Points>, r#"{"at":[1,2,3]}"#, Err("at value_too_large")),
        (strict::<Points>, r#"{"at":["x",2]}"#, Err("at[0] invalid_type")),
        (strict::<Points>, r#"{"none":1}"#, Err("none validation_failed")),
    ]);
}

#[test]
fn five_hundred_properties() {
    let all = |numbers: std::ops::Range<usize>| {
        let members: Vec<_> = numbers.map(|number| format!(r#""p{number:03}":{number}"#)).collect();
        format!("{{{}}}", members.join(","))
    };
    check(&[
        (strict::<Wide>, &all(0..500), Ok("")),
        (strict::<Wide>, &all(498..500), Ok("")),
        (strict::<Wide>, &all(0..499), Err("p499 required")),
        (strict::<Wide>, r#"{"p498":1,"p499":2,"p300":"3"}"#, Err("p300 invalid_type")),
        (strict::<Wide>, r#"{"p498":1,"p499":2,"p300":3,"p300":4}"#, Err("p300 validation_failed")),
    ]);
    assert_eq!(Wide::new(1, 2).with_p007(7).encode(), br#"{"p007":7,"p498":1,"p499":2}"#);
}

#[test]
fn names_that_rust_has_given_to_something_else() {
    const PRELUDE: &str = r#"{"Option":{"Some":{"None":"x"}},"result":{"Ok":"x","Err":"Self"},"Result":[{"a":{"str":"b"}}],"box":{"str":"x"},"string":{"str":"x"},"self":1,"名前":{"姓":"x"},"имя":"да","😀":"x"}"#;
    check(&[
        (strict::<Prelude>, PRELUDE, Ok("")),
        (
            strict::<Prelude>,
            r#"{"Option":{},"result":{"Err":"Else"},"имя":"ja"}"#,
            Err("result.Err invalid_enum_value, имя invalid_enum_value"),
        ),
        (strict::<Prelude>, "{}", Err("Option required, result required")),
    ]);
}

#[test]
fn names_that_are_no_identifiers_or_one() {
    const KEYS: &str = r#"{"":1,"a-b":2,"a_b":3,"A B":4,"type":5,"Self":6,"größe":7,"+1":8,"-1":9,"$ref ":10,"\"quoted\"":11}"#;
    check(&[(strict::<Keys>, KEYS, Ok(""))]);
    let keys = Keys::decode(KEYS.as_bytes()).unwrap();
    assert_eq!((keys.empty, keys.a_b, keys.type_, keys.größe, keys.plus_1, keys.minus_1), (1, 3, 5, 7, 8, 9));
}
