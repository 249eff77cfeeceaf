//! Faults that other generators were seen to have: one test for each, named after it.
//!
//! What surrounds each of them is in the other modules; here is the one case that went wrong.

use specwright::diagnostic::Severity;
use specwright_runtime::client::testing::Answer;
use specwright_runtime::client::{Builder, Credential, RetryPolicy};
use specwright_runtime::{Model, Patch};
use suite::fixture::{Case, Generated, generate};
use wire_bodies::client::{Client as Bodies, MaybeSuccess, StatusesError};
use wire_bodies::types::Pet;
use wire_calls::client::Client as Calls;
use wire_parameters::client::Client as Parameters;
use wire_parameters::types::Rgb;
use wire_schemas::types::{
    Animal, AnyRecord, Cat, Closed, Constant, Dog, Elsewhere, Enumerations, Expression, Labels, Level,
    Limits, Mixed, Nulls, OpenColor, Overlap, Points, Settings, User,
};
use wire_schemas_of_3_0::types as old;

use super::{Wire, check, lenient, strict};

#[test]
fn nullable_of_3_0_is_ignored() {
    let nulls =
        r#"{"required":"a","requiredNullable":null,"optionalNullable":null,"list":[null],"map":{"a":null}}"#;
    check(&[(strict::<old::Nulls>, nulls, Ok(""))]);
}

#[test]
fn boolean_exclusive_minimum_is_a_parse_error() {
    check(&[
        (strict::<old::Exclusive>, r#"{"above":1}"#, Ok("")),
        (strict::<old::Exclusive>, r#"{"above":0}"#, Err("above value_too_small")),
    ]);
}

#[test]
fn const_is_any_value() {
    check(&[
        (strict::<Constant>, r#""fixed""#, Ok("")),
        (strict::<Constant>, r#""else""#, Err(" invalid_enum_value")),
    ]);
    assert_eq!(Constant::Fixed.as_str(), "fixed");
}

#[test]
fn prefix_items_and_false_schemas_are_not_checked_or_a_parse_error() {
    check(&[
        (strict::<Points>, r#"{"at":[1,2]}"#, Ok("")),
        (strict::<Points>, r#"{"at":[1,2,3]}"#, Err("at value_too_large")),
        (strict::<Points>, r#"{"none":null}"#, Err("none validation_failed")),
    ]);
}

#[test]
fn other_files_give_code_that_does_not_compile() {
    check(&[(strict::<Elsewhere>, r#"{"part":{"whole":{"part":{}}},"color":"red"}"#, Ok(""))]);
}

#[tokio::test]
async fn operations_without_a_name_and_path_items_elsewhere_are_dropped() {
    let wire = Wire::<Calls>::new();
    assert_eq!(wire.line(|client| client.delete_unnamed_id("1")).await, "DELETE /v1/unnamed/1");
    assert_eq!(wire.line(Calls::referred).await, "GET /v1/referred");
}

#[test]
fn null_is_the_same_as_absent() {
    check(&[
        (strict::<Settings>, r#"{"theme":null}"#, Ok("")),
        (strict::<Settings>, "{}", Ok("")),
        (strict::<Settings>, r#"{"metadata":{"gone":null}}"#, Ok("")),
    ]);
    assert_eq!(Settings::new().with_theme(Patch::Null).encode(), br#"{"theme":null}"#);
}

#[test]
fn null_is_taken_where_it_must_not_be_and_a_required_nullable_may_be_missing() {
    let json = r#"{"required":"a","optional":null,"list":[],"map":{}}"#;
    check(&[(strict::<Nulls>, json, Err("optional invalid_type, requiredNullable required"))]);
}

#[test]
fn the_discriminator_is_ignored() {
    let dog = Animal::decode_lenient(br#"{"kind":"dog","lives":1,"bark":true}"#);
    assert!(matches!(dog, Ok(Animal::Dog(dog)) if dog.lives == Some(1)));
    check(&[(lenient::<Animal>, r#"{"kind":"dog","lives":1}"#, Err("bark required"))]);
}

#[test]
fn the_discriminator_is_written_twice() {
    assert_eq!(Animal::from(Dog::new("dog", true)).encode(), br#"{"kind":"dog","bark":true}"#);
}

#[test]
fn the_discriminator_is_taken_from_the_record() {
    check(&[
        (strict::<Cat>, r#"{"kind":"cat","lives":9}"#, Ok("")),
        (strict::<Cat>, "{}", Err("kind required")),
    ]);
}

#[test]
fn a_missing_required_property_becomes_zero() {
    check(&[
        (strict::<Animal>, r#"{"kind":"dog"}"#, Err("bark required")),
        (lenient::<Animal>, r#"{"kind":"dog"}"#, Err("bark required")),
    ]);
}

#[test]
fn of_schemas_that_overlap_the_first_is_taken_and_the_rest_dropped() {
    check(&[
        (lenient::<Overlap>, r#"{"a":"x","b":"y"}"#, Ok("")),
        (strict::<AnyRecord>, r#"{"a":"x","b":"y"}"#, Ok("")),
    ]);
}

#[test]
fn any_of_never_decodes_or_needs_the_properties_of_all() {
    check(&[
        (strict::<AnyRecord>, r#"{"radius":1}"#, Ok("")),
        (strict::<OpenColor>, r#""red""#, Ok("")),
        (strict::<OpenColor>, r#""mauve""#, Ok("")),
    ]);
    assert_eq!(OpenColor::decode(br#""red""#), Ok(OpenColor::Red));
}

#[test]
fn enumerations_of_numbers_take_any_or_none_and_mixed_ones_become_strings() {
    check(&[
        (strict::<Level>, "2", Ok("")),
        (strict::<Level>, "99", Err(" invalid_enum_value")),
        (strict::<Mixed>, "1", Ok("")),
        (strict::<Mixed>, "true", Ok("")),
        (strict::<Mixed>, r#""true""#, Err(" invalid_enum_value")),
    ]);
}

#[test]
fn enumerations_of_one_name_do_not_compile() {
    check(&[(strict::<Enumerations>, r#"{"status":"new","nested":{"status":"cold"}}"#, Ok(""))]);
}

#[test]
fn limits_of_numbers_are_dropped() {
    check(&[
        (strict::<Limits>, r#"{"free":"","port":100}"#, Ok("")),
        (strict::<Limits>, r#"{"free":"","port":1000}"#, Err("port value_too_large")),
    ]);
}

#[test]
fn limits_are_invented() {
    check(&[
        (strict::<Limits>, r#"{"free":""}"#, Ok("")),
        (strict::<Limits>, r#"{"free":"<b onclick='x()'>hi</b>"}"#, Ok("")),
    ]);
}

#[test]
fn what_is_only_written_is_required_of_answers() {
    check(&[(lenient::<User>, r#"{"id":"1","name":"n"}"#, Ok(""))]);
}

#[test]
fn additional_properties_are_dropped_or_taken_although_refused() {
    check(&[
        (strict::<Labels>, r#"{"name":"x","more":1}"#, Ok("")),
        (strict::<Closed>, r#"{"more":1}"#, Err("more unknown_field")),
    ]);
}

#[test]
fn recursion_through_one_of_overflows_the_stack() {
    check(&[(strict::<Expression>, r#"[{"left":[1],"right":{"left":2,"right":3}}]"#, Ok(""))]);
}

#[tokio::test]
async fn failures_are_told_apart_by_their_shape_and_lose_their_body() {
    let wire = Wire::<Bodies>::with(Builder::new().retry(RetryPolicy::none()));
    let body = r#"{"message":"gone","id":"7"}"#;
    let error = wire.answered(Answer::json(404, body), Bodies::statuses).await.unwrap_err();
    assert!(matches!(&error, StatusesError::NotFound(it) if it.id == "7"), "{error:?}");
    // A range has a body, too.
    let found = wire.answered(Answer::json(203, r#"{"name":"Rex"}"#), Bodies::range).await.unwrap();
    assert_eq!(found.into_value(), Pet::new("Rex"));
}

#[tokio::test]
async fn a_second_success_is_an_error() {
    let wire = Wire::<Bodies>::new();
    let found = wire.answered(Answer::status(204), Bodies::maybe).await.unwrap();
    assert!(matches!(found.value(), MaybeSuccess::NoContent(())));
}

#[tokio::test]
async fn a_token_is_sent_to_public_operations_and_all_schemes_at_once() {
    let wire = Wire::<Calls>::with(
        Builder::new()
            .credential("Bearer", Credential::bearer_token("brp_live_3f9a71c2-t"))
            .credential("HeaderKey", Credential::api_key("brp_live_3f9a71c2")),
    );
    let sent = wire.sent(Calls::public).await;
    assert_eq!((sent.header("authorization"), sent.header("x-key")), (None, None));
    let sent = wire.sent(Calls::header_key).await;
    assert_eq!((sent.header("authorization"), sent.header("x-key")), (None, Some("brp_live_3f9a71c2")));
}

#[tokio::test]
async fn styles_of_the_query_are_all_form() {
    let wire = Wire::<Parameters>::new();
    let rgb = Rgb::new().with_r(1);
    assert_eq!(wire.line(|client| client.deep().object(&rgb)).await, "GET /deep?object%5BR%5D=1");
    assert_eq!(wire.line(|client| client.pipe().numbers(&vec![1, 2])).await, "GET /pipe?numbers=1%7C2");
    assert_eq!(wire.line(|client| client.space().list(["a", "b"])).await, "GET /space?list=a%20b");
}

#[tokio::test]
async fn parameters_in_headers_and_cookies_are_not_sent() {
    let wire = Wire::<Parameters>::new();
    assert_eq!(wire.sent(|client| client.header().x_scalar("a")).await.header("x-scalar"), Some("a"));
    assert_eq!(wire.sent(|client| client.cookie().scalar("a")).await.header("cookie"), Some("scalar=a"));
}

#[tokio::test]
async fn problems_and_other_json_are_bytes() {
    let wire = Wire::<Bodies>::new();
    let answer =
        Answer::status(400).header("content-type", "application/problem+json").chunk(r#"{"title":"no"}"#);
    let error = wire.answered(answer, Bodies::range).await.unwrap_err();
    assert!(
        matches!(&error, wire_bodies::client::RangeError::Default(it) if it.title.as_deref() == Some("no"))
    );
}

/// A document of 3.1 with this schema, and with an operation that has these parameters.
fn document(schema: &str, parameters: &str) -> Generated {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    get:\n      operationId: a\n      \
         parameters: [{parameters}]\n      responses: {{ '204': {{ description: D }} }}\n\
         components: {{ schemas: {{ S: {schema} }} }}\n"
    );
    generate(&Case { name: "fault".to_owned(), text, config: None })
}

#[test]
fn mistakes_of_the_document_are_taken_in_silence_or_give_broken_rust() {
    for (schema, parameters, said) in [
        ("{ type: strng }", "", "`strng`"),
        ("{ type: string, pattern: '(' }", "", "pattern"),
        ("{ $ref: '#/components/schemas/Gone' }", "", "Gone"),
        ("{ type: string }", "{ name: p, in: pathh, schema: { type: string } }", "pathh"),
    ] {
        let generated = document(schema, parameters);
        let problems = generated.problems();
        assert!(
            generated
                .diagnostics
                .iter()
                .any(|problem| matches!(problem.severity, Severity::Warning | Severity::Error)),
            "{schema}"
        );
        assert!(problems.contains(said) && problems.contains("fault.yaml:"), "{said}\n{problems}");
        // What was generated all the same is Rust; that it compiles is tested with every fixture.
        assert!(!generated.packages.is_empty() || problems.contains("error"), "{problems}");
    }
}

#[test]
fn a_document_of_3_2_is_refused() {
    let text = include_str!("../../wire/parameters/openapi.yaml").to_owned();
    assert!(text.contains("openapi: 3.2.0"));
    let generated = generate(&Case { name: "new".to_owned(), text, config: None });
    assert_eq!(generated.problems(), "");
}
