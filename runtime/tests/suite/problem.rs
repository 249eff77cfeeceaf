//! The problem that answers a refused value: its members, what stands in for those that are not set, and the
//! document's own type made of it.

use specwright_runtime::{FieldError, Model, ValidationErrors, ValidationProblem};

use crate::otark_types::{Customer, CustomerUpdate, Problem};

fn refused(json: &[u8]) -> ValidationErrors {
    CustomerUpdate::decode(json).unwrap_err()
}

fn body(problem: &ValidationProblem) -> String {
    String::from_utf8(problem.encode()).unwrap()
}

#[test]
fn the_body_of_the_page() {
    let problem = refused(br#"{"balance_group":{"eic":"11YSOLARDACH--A","tso":"INVALID"}}"#)
        .to_problem()
        .with_type("https://brp.otark.team/errors/validation")
        .with_instance("/v1/customers/cust_r8s9t0u1");
    assert_eq!(
        body(&problem),
        concat!(
            r#"{"type":"https://brp.otark.team/errors/validation","title":"Validation Failed","status":400,"#,
            r#""instance":"/v1/customers/cust_r8s9t0u1","errors":[{"field":"balance_group.tso","#,
            r#""code":"invalid_enum_value","message":"Invalid enum value. Expected 'DE_AMPRION' | 'DE_TENNET' | "#,
            r#"'DE_TRANSNET_BW' | 'DE_50HERTZ', received 'INVALID'"}]}"#,
        )
    );
    assert_eq!(ValidationProblem::MEDIA_TYPE, "application/problem+json");
}

#[test]
fn what_is_not_set() {
    let missing = br#"{"balance_group":{"tso":"DE_AMPRION"}}"#;
    let errors = r#""errors":[{"field":"balance_group.eic","code":"required","message":"Required"}]"#;
    let whole = r#""errors":[{"code":"invalid_type","message":"Expected object, received array"}]"#;
    let plain: fn(ValidationProblem) -> ValidationProblem = |problem| problem;
    let cases = [
        (&missing[..], plain, format!(r#"{{"type":"about:blank","title":"Bad Request","status":400,{errors}}}"#)),
        (
            missing,
            |problem| problem.with_title("Nope").with_status(422).with_detail("One \"thing\""),
            format!(
                r#"{{"type":"about:blank","title":"Nope","status":422,"detail":"One \"thing\"",{errors}}}"#
            ),
        ),
        (
            missing,
            |problem| problem.with_type("/t").with_title("T").with_instance(String::from("/i")),
            format!(r#"{{"type":"/t","title":"T","status":400,"instance":"/i",{errors}}}"#),
        ),
        (b"[]", plain, format!(r#"{{"type":"about:blank","title":"Bad Request","status":400,{whole}}}"#)),
        (
            b"{",
            |problem| problem.with_type("/t"),
            r#"{"type":"/t","title":"Validation Failed","status":400,"detail":"not JSON: unexpected end of input at line 1 column 2"}"#.to_owned(),
        ),
    ];
    for (json, with, expected) in cases {
        assert_eq!(body(&with(refused(json).to_problem())), expected, "{}", String::from_utf8_lossy(json));
    }
}

#[test]
fn errors_that_are_not_listed_are_counted() {
    let keys = |count: usize| {
        let keys: Vec<_> = (0..count).map(|i| format!("\"k{i}\":0")).collect();
        refused(format!("{{{}}}", keys.join(",")).as_bytes()).to_problem()
    };
    let told = |problem: &ValidationProblem| (problem.errors().len(), problem.detail().map(str::to_owned));
    assert_eq!(told(&keys(100)), (100, None));
    assert_eq!(told(&keys(101)), (100, Some("1 more error is not listed".to_owned())));
    assert_eq!(told(&keys(103)), (100, Some("3 more errors are not listed".to_owned())));
}

#[test]
fn the_type_of_the_document() {
    let errors = refused(br#"{"id":"cust_1","status":7}"#);
    let problem = errors.to_problem().with_type("https://e/errors/validation").with_instance("/i");
    let own: Problem = problem.to_model().unwrap();
    assert_eq!((own.r#type.as_str(), own.title.as_str()), (problem.type_uri(), problem.title()));
    assert_eq!((own.status, own.detail.as_deref()), (i64::from(problem.status()), problem.detail()));
    assert_eq!(own.instance.as_deref(), problem.instance());
    let fields: Vec<_> = own.errors.iter().flatten().map(|error| error.field.clone().unwrap()).collect();
    assert_eq!(fields, errors.iter().map(FieldError::field).collect::<Vec<_>>());
    // What is written is what was taken over, and a type with other members says what it misses.
    assert_eq!(String::from_utf8(own.encode()).unwrap(), body(&problem));
    assert_eq!(problem.to_model::<Customer>().unwrap_err().errors()[0].field(), "status");
    assert_eq!(ValidationProblem::from(errors.clone()), errors.to_problem());
}
