//! What the page says of the bodies: an update, a customer and a balance group.

use serde_json::{Value, json};

use super::{at, sandbox, update};
use crate::http::{PENDING, control, patch};

/// A member of the active customer of the examples.
async fn member(name: &str) -> Value {
    update("{}").await.json()[name].clone()
}

#[tokio::test]
async fn partial_update_for_a_customer() {
    // What is not given stays as it is, and nothing is required.
    let before = update("{}").await.json();
    for (body, changed) in [
        (r#"{"status":"deactivated"}"#, "status"),
        (r#"{"balance_group":{"eic":"11YSOLARDACH--A","tso":"DE_TENNET"}}"#, "balance_group"),
        (r#"{"metadata":{"a":"b"}}"#, "metadata"),
    ] {
        let mut after = update(body).await.json();
        assert_ne!(after[changed], before[changed]);
        after[changed] = before[changed].clone();
        assert_eq!(after, before, "{body}");
    }
}

#[tokio::test]
async fn metadata_is_merged_only_provided_keys_are_added_or_overwritten() {
    let sandbox = sandbox().await;
    for (body, expected) in [
        (r#"{"metadata":{}}"#, json!({"customer_number": "KD-2026-0931", "region": "NI"})),
        (r#"{"metadata":{"a":"1"}}"#, json!({"customer_number": "KD-2026-0931", "region": "NI", "a": "1"})),
        (
            r#"{"metadata":{"region":"","b":"2"}}"#,
            json!({"customer_number": "KD-2026-0931", "region": "", "a": "1", "b": "2"}),
        ),
    ] {
        assert_eq!(patch(&sandbox, PENDING, body).await.json()["metadata"], expected, "{body}");
    }
}

#[tokio::test]
async fn set_a_key_to_null_to_remove_it() {
    let sandbox = sandbox().await;
    // To remove what is not there is no error.
    for _ in 0..2 {
        let answer = patch(&sandbox, PENDING, r#"{"metadata":{"region":null}}"#).await;
        assert_eq!(
            (answer.status, &answer.json()["metadata"]),
            (200, &json!({"customer_number": "KD-2026-0931"}))
        );
    }
}

#[tokio::test]
async fn sending_read_only_fields_returns_a_read_only_field_error() {
    let body = r#"{"id":"x","name":"x","assigned_at":"x","activated_at":null,"created_at":"x","status":"deactivated"}"#;
    let answer = update(body).await;
    assert_eq!(answer.status, 400);
    let expected = ["id", "name", "assigned_at", "activated_at", "created_at"];
    assert_eq!(answer.errors(), expected.map(|field| format!("{field} read_only_field")));
}

#[tokio::test]
async fn new_customer_status() {
    let sandbox = sandbox().await;
    for status in ["pending", "active", "deactivated"] {
        let answer = patch(&sandbox, PENDING, &format!(r#"{{"status":"{status}"}}"#)).await;
        assert_eq!((answer.status, &answer.json()["status"]), (200, &json!(status)));
    }
    for body in [r#"{"status":"ACTIVE"}"#, r#"{"status":""}"#, r#"{"status":null}"#] {
        assert_eq!(patch(&sandbox, PENDING, body).await.status, 400, "{body}");
    }
}

#[tokio::test]
async fn key_value_pairs_to_merge_into_existing_metadata() {
    for (body, errors) in [
        (r#"{"metadata":{"a":"text","b":null,"":"","ü 👍":"ü 👍"}}"#, ""),
        (
            r#"{"metadata":{"a":1,"b":true,"c":{},"d":[]}}"#,
            "metadata.a invalid_type, metadata.b invalid_type, metadata.c invalid_type, metadata.d invalid_type",
        ),
        (r#"{"metadata":null}"#, "metadata invalid_type"),
        (r#"{"metadata":["a"]}"#, "metadata invalid_type"),
    ] {
        let answer = update(body).await;
        let status = if errors.is_empty() { 200 } else { 400 };
        assert_eq!((answer.status, answer.errors().join(", ").as_str()), (status, errors), "{body}");
    }
}

#[tokio::test]
async fn a_customer_assigned_to_the_brp() {
    let answer = update("{}").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    assert_eq!(
        answer.json(),
        json!({
            "id": "cust_r8s9t0u1",
            "name": "SolarDach GmbH",
            "status": "active",
            "balance_group": {"eic": "11YSOLARDACH--A", "tso": "DE_AMPRION"},
            "metadata": {"customer_number": "KD-2026-0815", "cost_center": "CC-4200", "region": "NRW"},
            "assigned_at": "2026-01-10T09:00:00Z",
            "activated_at": "2026-01-10T11:30:00Z",
            "created_at": "2026-01-10T09:00:00Z",
        })
    );
    let answer = patch(&sandbox().await, PENDING, "{}").await;
    assert_eq!(
        (&answer.json()["balance_group"], &answer.json()["activated_at"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn unique_customer_identifier() {
    assert_eq!(member("id").await, "cust_r8s9t0u1");
    let sandbox = sandbox().await;
    let before = sandbox.store().state().unwrap();
    let twice = json!({"id": "cust_r8s9t0u1", "brp": "Alpenstrom Handel AG", "name": "Somebody else"});
    let answer = control(&sandbox, "POST /_sandbox/customers", &twice.to_string()).await;
    assert!((400..500).contains(&answer.status), "{answer:?}");
    assert_eq!(sandbox.store().state().unwrap(), before);
}

#[tokio::test]
async fn customer_display_name() {
    assert_eq!(member("name").await, "SolarDach GmbH");
}

#[tokio::test]
async fn customer_status() {
    let sandbox = sandbox().await;
    for (id, status) in
        [("cust_p3w7k2m9", "pending"), ("cust_r8s9t0u1", "active"), ("cust_d0c6v3z8", "deactivated")]
    {
        assert_eq!(patch(&sandbox, &format!("/v1/customers/{id}"), "{}").await.json()["status"], status);
    }
}

#[tokio::test]
async fn brp_defined_key_value_pairs() {
    // Free-form: any key and any text.
    let body = json!({"metadata": {"": "", "a.b[0]": "\"\\\n\u{0}", "__proto__": "x", "Straße": "Köln 🌞"}});
    let metadata = update(&body.to_string()).await.json()["metadata"].clone();
    for (key, value) in body["metadata"].as_object().unwrap() {
        assert_eq!(&metadata[key], value, "{key}");
    }
}

#[tokio::test]
async fn iso_8601_timestamp_when_the_customer_was_assigned() {
    assert_eq!(member("assigned_at").await, "2026-01-10T09:00:00Z");
}

#[tokio::test]
async fn iso_8601_timestamp_when_the_customer_was_activated() {
    assert_eq!(member("activated_at").await, "2026-01-10T11:30:00Z");
    let sandbox = at("2026-03-01T12:00:00Z").await;
    for (status, activated_at) in [
        ("pending", Value::Null),
        ("active", json!("2026-03-01T12:01:00Z")),
        ("deactivated", json!("2026-03-01T12:01:00Z")),
        ("active", json!("2026-03-01T12:03:00Z")),
    ] {
        let answer = patch(&sandbox, PENDING, &format!(r#"{{"status":"{status}"}}"#)).await;
        assert_eq!(answer.json()["activated_at"], activated_at, "{status}");
        sandbox.clock().advance(60);
    }
}

#[tokio::test]
async fn iso_8601_creation_timestamp() {
    assert_eq!(member("created_at").await, "2026-01-10T09:00:00Z");
}

#[tokio::test]
async fn a_balance_group_assignment() {
    let group = json!({"eic": "11YGREENENERGY-O", "tso": "DE_AMPRION"});
    let answer = update(&json!({ "balance_group": group }).to_string()).await;
    assert_eq!((answer.status, &answer.json()["balance_group"]), (200, &group));
    for (body, errors) in [
        (r#"{"balance_group":{}}"#, "balance_group.eic required, balance_group.tso required"),
        (r#"{"balance_group":null}"#, "balance_group invalid_type"),
        (r#"{"balance_group":{"eic":"a","tso":"DE_TENNET","x":1}}"#, "balance_group.x unknown_field"),
    ] {
        let answer = update(body).await;
        assert_eq!((answer.status, answer.errors().join(", ").as_str()), (400, errors), "{body}");
    }
}

#[tokio::test]
async fn eic_code() {
    assert_eq!(member("balance_group").await["eic"], "11YSOLARDACH--A");
    assert_eq!(
        update(r#"{"balance_group":{"eic":7,"tso":"DE_TENNET"}}"#).await.errors(),
        ["balance_group.eic invalid_type"]
    );
}

#[tokio::test]
async fn tso() {
    for tso in ["DE_AMPRION", "DE_TENNET", "DE_TRANSNET_BW", "DE_50HERTZ"] {
        let body = json!({"balance_group": {"eic": "11YGREENENERGY-O", "tso": tso}});
        assert_eq!(update(&body.to_string()).await.json()["balance_group"]["tso"], tso);
    }
    assert_eq!(
        update(r#"{"balance_group":{"eic":"11YGREENENERGY-O","tso":"TenneT"}}"#).await.errors(),
        ["balance_group.tso invalid_enum_value"]
    );
}
