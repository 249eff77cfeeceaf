//! The page's own document: its example, the five errors at once, both manners, and the round trip.

use std::collections::BTreeMap;

use crate::otark_types::{BalanceGroup, Customer, CustomerStatus, CustomerUpdate, Problem, Tso};
use specwright_runtime::{Code, Expected, FieldError, Kind, Model, Patch, ValidationErrors, Violation};

const UPDATE: &str = r#"{"status":"active","balance_group":{"eic":"11YSOLARDACH--A","tso":"DE_AMPRION"},"metadata":{"cost_center":"CC-4200","customer_number":"KD-2026-0815","old_key":null}}"#;

const CUSTOMER: &str = r#"{"id":"cust_r8s9t0u1","name":"SolarDach GmbH","status":"active","balance_group":{"eic":"11YSOLARDACH--A","tso":"DE_AMPRION"},"metadata":{"cost_center":"CC-4200","region":"NRW"},"assigned_at":"2026-01-10T09:00:00Z","activated_at":"2026-01-10T11:30:00Z","created_at":"2026-01-10T09:00:00Z"}"#;

/// Field, code and message of each error.
fn told(errors: &ValidationErrors) -> Vec<(String, &'static str, String)> {
    assert_eq!(errors.not_json(), None);
    errors.iter().map(|error| (error.field(), error.code().as_str(), error.message())).collect()
}

fn refused(json: &str) -> ValidationErrors {
    CustomerUpdate::decode(json.as_bytes()).unwrap_err()
}

#[test]
fn the_example_of_the_page() {
    let errors = refused(r#"{"balance_group":{"eic":"11YSOLARDACH--A","tso":"INVALID"}}"#);
    let message = "Invalid enum value. Expected 'DE_AMPRION' | 'DE_TENNET' | 'DE_TRANSNET_BW' | \
                   'DE_50HERTZ', received 'INVALID'";
    assert_eq!(told(&errors), [("balance_group.tso".to_owned(), "invalid_enum_value", message.to_owned())]);
    let error = &errors.errors()[0];
    assert_eq!(error.pointer(), "/balance_group/tso");
    assert_eq!(error.schema_pointer(), "/components/schemas/BalanceGroup/properties/tso/enum");
    assert_eq!(error.to_string(), format!("balance_group.tso: {message}"));
}

#[test]
fn five_errors_at_once_in_document_order() {
    let errors =
        refused(r#"{"colour":"red","id":"cust_1","balance_group":{"tso":"NOPE"},"status":17,"metadata":{}}"#);
    let tso = "Invalid enum value. Expected 'DE_AMPRION' | 'DE_TENNET' | 'DE_TRANSNET_BW' | \
               'DE_50HERTZ', received 'NOPE'";
    let expected = [
        ("colour", "unknown_field", "Unrecognized key(s) in object: 'colour'"),
        ("id", "read_only_field", "Field is read-only"),
        ("balance_group.tso", "invalid_enum_value", tso),
        ("balance_group.eic", "required", "Required"),
        ("status", "invalid_type", "Expected 'pending' | 'active' | 'deactivated', received number"),
    ];
    assert_eq!(told(&errors), expected.map(|(field, code, message)| (field.into(), code, message.into())));
    let pointers: Vec<_> = errors.iter().map(FieldError::schema_pointer).collect();
    assert_eq!(
        pointers,
        [
            "/components/schemas/CustomerUpdate/additionalProperties",
            "/components/schemas/CustomerUpdate/properties/id/readOnly",
            "/components/schemas/BalanceGroup/properties/tso/enum",
            "/components/schemas/BalanceGroup/required",
            "/components/schemas/CustomerUpdate/properties/status/enum",
        ]
    );
}

#[test]
fn each_code_on_the_update() {
    let cases = [
        (r#"{"status":null}"#, "status", "Expected 'pending' | 'active' | 'deactivated', received null"),
        (r#"{"metadata":null}"#, "metadata", "Expected object, received null"),
        (r#"{"balance_group":[]}"#, "balance_group", "Expected object, received array"),
        (r#"{"metadata":{"a":1.5}}"#, "metadata.a", "Expected string, received number"),
        (r#"{"metadata":{"a.b":true}}"#, r#"metadata["a.b"]"#, "Expected string, received boolean"),
        (r#"{"metadata":{"":{}}}"#, r#"metadata[""]"#, "Expected string, received object"),
        (r#"{"metadata":{"a":null,"a":null}}"#, "metadata.a", "Duplicate key in object: 'a'"),
        (r#"{"status":"active","status":"active"}"#, "status", "Duplicate key in object: 'status'"),
        ("[]", "", "Expected object, received array"),
        ("null", "", "Expected object, received null"),
    ];
    for (json, field, message) in cases {
        let errors = refused(json);
        assert_eq!(errors.len(), 1, "{json}");
        assert_eq!(
            (errors.errors()[0].field(), errors.errors()[0].message()),
            (field.into(), message.into())
        );
    }
}

#[test]
fn typed_parameters_are_kept() {
    let errors = refused(r#"{"balance_group":7}"#);
    let expected = Violation::InvalidType { expected: Expected::Kind(Kind::Object), received: Kind::Number };
    assert_eq!(errors.errors()[0].violation(), &expected);
    assert_eq!(errors.errors()[0].schema_pointer(), "/components/schemas/BalanceGroup/type");
    assert_eq!(errors.errors()[0].code(), Code::InvalidType);
}

#[test]
fn a_valid_update_goes_there_and_back() {
    let update = CustomerUpdate::decode(UPDATE.as_bytes()).unwrap();
    let metadata = BTreeMap::from([
        ("cost_center".to_owned(), Some("CC-4200".to_owned())),
        ("customer_number".to_owned(), Some("KD-2026-0815".to_owned())),
        ("old_key".to_owned(), None),
    ]);
    let expected = CustomerUpdate {
        status: Some(CustomerStatus::Active),
        balance_group: Some(BalanceGroup { eic: "11YSOLARDACH--A".into(), tso: Tso::DeAmprion }),
        metadata: Some(metadata),
    };
    assert_eq!(update, expected);
    assert_eq!(String::from_utf8(update.encode()).unwrap(), UPDATE);
    assert!(update.validate().is_ok());
    let empty = CustomerUpdate::decode(b"{}").unwrap();
    assert_eq!(empty, CustomerUpdate { status: None, balance_group: None, metadata: None });
    assert_eq!(empty.encode(), b"{}");
}

#[test]
fn a_customer_goes_there_and_back() {
    let customer = Customer::decode(CUSTOMER.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(customer.encode()).unwrap(), CUSTOMER);
    assert!(customer.validate().is_ok());
    assert_eq!(Customer::decode_lenient(CUSTOMER.as_bytes()).unwrap(), customer);
    let bare = CUSTOMER
        .replace(r#""activated_at":"2026-01-10T11:30:00Z","#, "")
        .replace(r#"{"eic":"11YSOLARDACH--A","tso":"DE_AMPRION"}"#, "null");
    let customer = Customer::decode(bare.as_bytes()).unwrap();
    assert_eq!((customer.activated_at.is_absent(), &customer.balance_group), (true, &None));
    assert_eq!(String::from_utf8(customer.encode()).unwrap(), bare);
    let null = CUSTOMER.replace(r#""2026-01-10T11:30:00Z""#, "null");
    let customer = Customer::decode(null.as_bytes()).unwrap();
    assert_eq!(customer.activated_at, Patch::Null);
    assert_eq!(String::from_utf8(customer.encode()).unwrap(), null);
}

#[test]
fn a_wrong_timestamp_is_a_format_error_in_both_manners() {
    let json = CUSTOMER.replace("2026-01-10T11:30:00Z", "2026-02-30T11:30:00Z");
    let errors = Customer::decode(json.as_bytes()).unwrap_err();
    assert_eq!(told(&errors), [("activated_at".into(), "invalid_format", "Invalid datetime".into())]);
    // Without a type of its own, a format is not enforced when reading leniently.
    assert_eq!(Customer::decode_lenient(json.as_bytes()).is_err(), cfg!(feature = "jiff"));
}

#[test]
fn lenient_reading_keeps_what_it_does_not_know() {
    let json = CUSTOMER.replace("\"active\"", "\"paused\"").replace("{\"id\"", "{\"new\":[{}],\"id\"");
    let customer = Customer::decode_lenient(json.as_bytes()).unwrap();
    assert_eq!(customer.status, CustomerStatus::Unknown("paused".into()));
    // It round-trips, and the check of a request refuses it.
    assert!(String::from_utf8(customer.encode()).unwrap().contains(r#""status":"paused""#));
    let errors = customer.validate().unwrap_err();
    assert_eq!(errors.errors()[0].code(), Code::InvalidEnumValue);
    // A required key that is missing is an error all the same, and so is a `null` that is not allowed.
    let errors = Customer::decode_lenient(br#"{"id":null}"#).unwrap_err();
    assert_eq!(errors.errors()[0].to_string(), "id: Expected string, received null");
    assert_eq!(errors.len(), 7);
    // The `null` of an optional field is taken for its absence.
    assert_eq!(CustomerUpdate::decode_lenient(br#"{"status":null,"id":1}"#).unwrap().status, None);
}

#[test]
fn lenient_reading_takes_the_last_of_two_values() {
    let json = br#"{"balance_group":{"eic":"1","tso":"DE_TENNET"},"balance_group":{"eic":"2","tso":"X"}}"#;
    let update = CustomerUpdate::decode_lenient(json).unwrap();
    assert_eq!(update.balance_group.unwrap().eic, "2");
    let errors = r#"{"type":"u:1","title":"t","status":1,"errors":[{"field":"f","code":"c","message":"m"}],
        "errors":[{"code":"c","message":"m"}]}"#;
    let problem = Problem::decode_lenient(errors.as_bytes()).unwrap();
    assert_eq!(problem.errors.unwrap()[0].field, None);
    let metadata = CustomerUpdate::decode_lenient(br#"{"metadata":{"a":"1","a":"2"}}"#).unwrap().metadata;
    assert_eq!(metadata.unwrap()["a"].as_deref(), Some("2"));
}

#[test]
fn a_problem_has_its_paths_in_lists() {
    let json = r#"{"type":"not a uri","title":"t","status":400.0,"errors":[{"code":"a","message":"b"},{"message":1}]}"#;
    let errors = Problem::decode(json.as_bytes()).unwrap_err();
    let expected = [
        ("type", "invalid_format", "Invalid url"),
        ("errors[1].message", "invalid_type", "Expected string, received number"),
        ("errors[1].code", "required", "Required"),
    ];
    assert_eq!(told(&errors), expected.map(|(field, code, message)| (field.into(), code, message.into())));
    assert_eq!(errors.errors()[1].pointer(), "/errors/1/message");
}

#[test]
fn lists_and_maps_of_models_are_bodies() {
    let list = format!("[{UPDATE},{{}}]");
    let updates = Vec::<CustomerUpdate>::decode(list.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(updates.encode()).unwrap(), list);
    let errors = Vec::<CustomerUpdate>::decode(b"[{},{\"id\":1}]").unwrap_err();
    assert_eq!(errors.errors()[0].field(), "[1].id");
    let map = BTreeMap::<String, BalanceGroup>::decode(br#"{"x":{"eic":"1","tso":"DE_TENNET"}}"#).unwrap();
    assert_eq!(map["x"].tso, Tso::DeTennet);
    assert_eq!(Option::<BalanceGroup>::decode_lenient(b"null").unwrap(), None);
}

#[test]
fn errors_beyond_the_cap_are_counted() {
    let keys: Vec<_> = (0..150).map(|i| format!("\"k{i}\":{i}")).collect();
    let errors = refused(&format!("{{{}}}", keys.join(",")));
    assert_eq!((errors.len(), errors.omitted()), (100, 50));
    assert!(errors.to_string().ends_with("; and 50 more"));
}

#[test]
fn long_keys_are_not_copied_for_each_error() {
    let key = "k".repeat(300_000);
    let json = format!(r#"{{"{key}1":1,"{key}2":1,"{key}3":1,"{key}4":1}}"#);
    let errors = refused(&json);
    assert!(errors.len() < 4 && errors.omitted() > 0);
}

#[test]
fn enumerations_are_open() {
    assert_eq!("DE_50HERTZ".parse::<Tso>(), Ok(Tso::De50Hertz));
    assert_eq!(Tso::from("AT_APG"), Tso::Unknown("AT_APG".into()));
    assert_eq!(Tso::from(String::from("DE_TENNET")).to_string(), "DE_TENNET");
    assert_eq!(Tso::DeAmprion.as_ref(), "DE_AMPRION");
    assert_eq!(format!("{:>12}", Tso::DeAmprion), "  DE_AMPRION");
}
