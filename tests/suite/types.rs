//! The generated types, as the user's page describes them.

use otark_brp_types::{
    BalanceGroup, Customer, CustomerStatus, CustomerUpdate, Model, Patch, Problem, ProblemFieldError, Tso,
    ValidationErrors,
};

const CUSTOMER: &str = r#"{"id":"cust_r8s9t0u1","name":"SolarDach GmbH","status":"active","balance_group":{"eic":"11YSOLARDACH--A","tso":"DE_AMPRION"},"metadata":{"customer_number":"KD-2026-0815"},"assigned_at":"2026-01-10T09:00:00Z","activated_at":"2026-01-10T11:30:00Z","created_at":"2026-01-10T09:00:00Z"}"#;

fn listed(errors: &ValidationErrors) -> Vec<(String, &'static str, String)> {
    errors.iter().map(|error| (error.field(), error.code().as_str(), error.message())).collect()
}

fn refused(json: &str) -> Vec<(String, &'static str, String)> {
    listed(&CustomerUpdate::decode(json.as_bytes()).unwrap_err())
}

#[test]
fn the_example_of_the_page_gives_exactly_its_field_error() {
    let page: Problem = Model::decode(
        br#"{"type": "https://brp.otark.team/errors/validation", "title": "Validation Failed", "status": 400,
            "instance": "/v1/customers/cust_r8s9t0u1", "errors": [{"field": "balance_group.tso",
            "code": "invalid_enum_value", "message": "Invalid enum value. Expected 'DE_AMPRION' | 'DE_TENNET' | 'DE_TRANSNET_BW' | 'DE_50HERTZ', received 'INVALID'"}]}"#,
    )
    .unwrap();
    let expected: Vec<_> = page
        .errors
        .iter()
        .flatten()
        .map(|error| (error.field.clone().unwrap(), error.code.clone(), error.message.clone()))
        .collect();
    let found = refused(r#"{"balance_group": {"eic": "11YSOLARDACH--A", "tso": "INVALID"}}"#);
    let found: Vec<_> =
        found.into_iter().map(|(field, code, message)| (field, code.to_owned(), message)).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_errors_become_the_body_of_the_page_in_one_call() {
    let page = r#"{"type": "https://brp.otark.team/errors/validation", "title": "Validation Failed", "status": 400, "instance": "/v1/customers/cust_r8s9t0u1", "errors": [{"field": "balance_group.tso", "code": "invalid_enum_value", "message": "Invalid enum value. Expected 'DE_AMPRION' | 'DE_TENNET' | 'DE_TRANSNET_BW' | 'DE_50HERTZ', received 'INVALID'"}]}"#;
    let refused =
        CustomerUpdate::decode(br#"{"balance_group": {"eic": "11YSOLARDACH--A", "tso": "INVALID"}}"#)
            .unwrap_err();
    let problem = refused
        .to_problem()
        .with_type("https://brp.otark.team/errors/validation")
        .with_instance("/v1/customers/cust_r8s9t0u1");
    let body = problem.encode();
    // The members are those of the page, in its order, without its spaces.
    let compact = page.replace("\": ", "\":").replace(", \"", ",\"");
    assert_eq!(String::from_utf8_lossy(&body), compact);
    let expected = Problem::decode(page.as_bytes()).unwrap();
    assert_eq!(problem.to_model::<Problem>().unwrap(), expected);
}

#[test]
fn all_errors_of_a_body_come_at_once_in_document_order() {
    let found = refused(
        r#"{"colour": "red", "id": "cust_1", "balance_group": {"tso": "DE_AMPRION"}, "metadata": {"region": 17}, "status": "actve"}"#,
    );
    let expected = [
        ("colour", "unknown_field", "Unrecognized key(s) in object: 'colour'"),
        ("id", "read_only_field", "Field is read-only"),
        ("balance_group.eic", "required", "Required"),
        ("metadata.region", "invalid_type", "Expected string, received number"),
        (
            "status",
            "invalid_enum_value",
            "Invalid enum value. Expected 'pending' | 'active' | 'deactivated', received 'actve'",
        ),
    ];
    let found: Vec<_> =
        found.iter().map(|(field, code, message)| (field.as_str(), *code, message.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_read_only_field_of_the_page_is_refused_whatever_its_value() {
    for field in ["id", "name", "assigned_at", "activated_at", "created_at"] {
        for value in ["\"x\"", "null", "{\"deep\": [1]}"] {
            let found = refused(&format!("{{\"{field}\": {value}}}"));
            assert_eq!(found, [(field.to_owned(), "read_only_field", "Field is read-only".to_owned())]);
        }
    }
}

#[test]
fn metadata_can_be_left_alone_set_and_removed() {
    let json = |update: &CustomerUpdate| String::from_utf8(update.encode()).unwrap();
    assert_eq!(json(&CustomerUpdate::new()), "{}");
    let update = CustomerUpdate::new().set_metadata("a", "1").remove_metadata("b");
    assert_eq!(json(&update), r#"{"metadata":{"a":"1","b":null}}"#);
    assert_eq!(CustomerUpdate::decode(json(&update).as_bytes()).unwrap(), update);
    // The property itself is not nullable: only its values are.
    assert_eq!(
        refused(r#"{"metadata": null}"#),
        [("metadata".to_owned(), "invalid_type", "Expected object, received null".to_owned())]
    );
}

#[test]
fn a_customer_survives_a_round_trip() {
    let customer = Customer::decode(CUSTOMER.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(customer.encode()).unwrap(), CUSTOMER);
    assert_eq!(customer.status, CustomerStatus::Active);
    assert_eq!(customer.balance_group.as_ref().unwrap().tso, Tso::DeAmprion);
    assert_eq!(customer.assigned_at.to_string(), "2026-01-10T09:00:00Z");
    assert!(customer.validate().is_ok());
}

#[test]
fn absent_null_and_a_value_are_three_things() {
    let with = |activated: &str| {
        let json = CUSTOMER.replace(r#""activated_at":"2026-01-10T11:30:00Z","#, activated);
        let customer = Customer::decode(json.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(customer.encode()).unwrap(), json);
        customer.activated_at
    };
    assert_eq!(with(""), Patch::Absent);
    assert_eq!(with(r#""activated_at":null,"#), Patch::Null);
    assert!(matches!(with(r#""activated_at":"2026-01-10T11:30:00Z","#), Patch::Value(_)));
}

#[test]
fn a_required_nullable_field_may_be_null_but_not_absent() {
    let group = r#""balance_group":{"eic":"11YSOLARDACH--A","tso":"DE_AMPRION"},"#;
    let null = Customer::decode(CUSTOMER.replace(group, r#""balance_group":null,"#).as_bytes()).unwrap();
    assert_eq!(null.balance_group, None);
    assert!(String::from_utf8(null.encode()).unwrap().contains(r#""balance_group":null"#));
    let errors = Customer::decode(CUSTOMER.replace(group, "").as_bytes()).unwrap_err();
    assert_eq!(listed(&errors), [("balance_group".to_owned(), "required", "Required".to_owned())]);
}

#[test]
fn a_client_reads_what_a_server_adds_later() {
    let json = CUSTOMER.replace("\"active\"", "\"frozen\"").replace("\"id\"", "\"new_field\":[{}],\"id\"");
    let customer = Customer::decode_lenient(json.as_bytes()).unwrap();
    assert_eq!(customer.status, CustomerStatus::Unknown("frozen".into()));
    assert!(String::from_utf8(customer.encode()).unwrap().contains(r#""status":"frozen""#));
    // What came in is not good enough to go out.
    let update = CustomerUpdate::new().with_status(customer.status);
    assert_eq!(listed(&update.validate().unwrap_err())[0].1, "invalid_enum_value");
    let errors = Customer::decode_lenient(br#"{"id": 1}"#).unwrap_err();
    assert_eq!(errors.iter().next().unwrap().field(), "id");
}

#[test]
fn errors_say_where_in_the_value_and_where_in_the_document() {
    let errors = Problem::decode(br#"{"type":"about:blank","title":"T","status":400,"errors":[{"code":"required","message":"m"},{"code":1,"message":"m"}]}"#).unwrap_err();
    let error = errors.iter().next().unwrap();
    assert_eq!(error.field(), "errors[1].code");
    assert_eq!(error.pointer(), "/errors/1/code");
    assert!(error.schema_pointer().starts_with("/components/schemas/ProblemFieldError/properties/code"));
}

#[test]
fn text_that_is_not_json_is_told_apart() {
    for text in ["", "{", "{\"status\": }", "[1,]", "\u{feff}{}", "{} {}", "nul"] {
        let errors = CustomerUpdate::decode(text.as_bytes()).unwrap_err();
        assert!(errors.not_json().is_some(), "{text:?}");
    }
    assert!(CustomerUpdate::decode(b"[]").unwrap_err().not_json().is_none());
}

#[test]
fn serde_gives_the_same_json() {
    let customer: Customer = serde_json::from_str(CUSTOMER).unwrap();
    assert_eq!(serde_json::to_string(&customer).unwrap(), CUSTOMER);
    let value: serde_json::Value = serde_json::to_value(&customer).unwrap();
    assert_eq!(serde_json::from_value::<Customer>(value).unwrap(), customer);
}

#[test]
fn enumerations_are_open_and_speak_text() {
    assert_eq!(
        Tso::ALL.iter().map(Tso::as_str).collect::<Vec<_>>(),
        ["DE_AMPRION", "DE_TENNET", "DE_TRANSNET_BW", "DE_50HERTZ"]
    );
    for tso in Tso::ALL {
        assert_eq!(tso.as_str().parse::<Tso>().as_ref(), Ok(tso));
        assert_eq!(tso.to_string(), tso.as_str());
    }
    assert_eq!(Tso::from("AT_APG"), Tso::Unknown("AT_APG".into()));
}

#[test]
fn constructors_ask_for_what_is_required() {
    let update = CustomerUpdate::new()
        .with_status(CustomerStatus::Active)
        .with_balance_group(BalanceGroup::new("11YSOLARDACH--A", Tso::De50hertz));
    let json = r#"{"status":"active","balance_group":{"eic":"11YSOLARDACH--A","tso":"DE_50HERTZ"}}"#;
    assert_eq!(String::from_utf8(update.encode()).unwrap(), json);
    let problem = Problem::new("about:blank", "Conflict", 409)
        .with_errors(vec![ProblemFieldError::new("required", "Required").with_field("eic")]);
    assert!(problem.validate().is_ok());
}
