//! The control plane.

use otark_brp_sandbox::Sandbox;

use crate::http::{CUSTOMER, control, patch, patch_with, send};

#[tokio::test]
async fn it_opens_with_its_token_and_with_nothing_else() {
    let sandbox = Sandbox::start().await.unwrap();
    let key = sandbox.api_key();
    for headers in [
        String::new(),
        format!("x-api-key: {key}\r\n"),
        format!("authorization: Bearer {key}\r\n"),
        "authorization: Bearer \r\n".to_owned(),
    ] {
        for line in ["GET /_sandbox/customers", "POST /_sandbox/reset", "GET /_sandbox/requests"] {
            assert_eq!(send(sandbox.url(), line, &headers, "").await.status, 401, "{line} {headers}");
        }
    }
    assert_eq!(send(sandbox.url(), "GET /_sandbox/health", "", "").await.json()["status"], "ok");
    // And its token opens nothing but itself.
    let answer = patch_with(&sandbox, sandbox.control_token(), CUSTOMER, "{}").await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn customers_and_keys_are_created_and_listed() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = r#"{"brp":"New AG","name":"Windrad Süd","metadata":{"a":"b"}}"#;
    let customer = control(&sandbox, "POST /_sandbox/customers", body).await;
    assert_eq!(customer.status, 201, "{customer:?}");
    let id = customer.json()["id"].as_str().unwrap().to_owned();
    assert!(id.starts_with("cust_") && id.len() == 13, "{id}");
    let body = r#"{"brp":"New AG","scopes":["customers:write"],"rate_limit":1}"#;
    let key = control(&sandbox, "POST /_sandbox/keys", body).await.json()["key"].as_str().unwrap().to_owned();
    let path = format!("/v1/customers/{id}");
    let answer = patch_with(&sandbox, &key, &path, r#"{"status":"active"}"#).await;
    assert_eq!((answer.status, answer.json()["status"].as_str()), (200, Some("active")));
    assert_eq!(patch_with(&sandbox, &key, &path, "{}").await.status, 429, "the key has a limit of its own");
    assert_eq!(
        control(&sandbox, &format!("GET /_sandbox/customers/{id}"), "").await.json()["status"],
        "active"
    );
    let count = async |line: &str, name: &str| {
        control(&sandbox, line, "").await.json()[name].as_array().unwrap().len()
    };
    assert_eq!(count("GET /_sandbox/customers", "customers").await, 6);
    assert_eq!(count("GET /_sandbox/keys", "keys").await, 4);
    assert_eq!(control(&sandbox, "GET /_sandbox/customers/nobody", "").await.status, 404);
}

#[tokio::test]
async fn what_the_api_could_not_show_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    for (line, body) in [
        ("POST /_sandbox/customers", r#"{"brp":"A","name":"B","status":"frozen"}"#),
        ("POST /_sandbox/customers", r#"{"brp":"A","name":"B","id":"cust_r8s9t0u1"}"#),
        ("POST /_sandbox/customers", r#"{"brp":"A","nam":"B"}"#),
        ("POST /_sandbox/customers", "{"),
        ("PUT /_sandbox/balance-groups", r#"{"eic":"a","tsos":["DE_NOBODY"]}"#),
        ("POST /_sandbox/faults", r#"{"action":{"status":{"status":200}}}"#),
        ("PUT /_sandbox/clock", r#"{"now":"yesterday"}"#),
    ] {
        let answer = control(&sandbox, line, body).await;
        assert_eq!(answer.status, 400, "{line} {body}: {answer:?}");
        assert!(!answer.json()["error"].as_str().unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_tso_that_is_enabled_may_be_chosen() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = r#"{"balance_group":{"eic":"11YNEW","tso":"DE_TENNET"}}"#;
    assert_eq!(patch(&sandbox, CUSTOMER, body).await.status, 400);
    let enabled = r#"{"eic":"11YNEW","tsos":["DE_TENNET"]}"#;
    assert_eq!(control(&sandbox, "PUT /_sandbox/balance-groups", enabled).await.status, 200);
    assert_eq!(patch(&sandbox, CUSTOMER, body).await.status, 200);
}

#[tokio::test]
async fn snapshots_are_restored_and_a_reset_goes_back_to_the_seed() {
    let sandbox = Sandbox::start().await.unwrap();
    let seed = sandbox.store().state().unwrap();
    let change = async |value: &str| {
        patch(&sandbox, CUSTOMER, &format!(r#"{{"metadata":{{"step":"{value}"}}}}"#)).await;
    };
    change("1").await;
    assert_eq!(control(&sandbox, "POST /_sandbox/snapshots/one", "").await.status, 201);
    let one = sandbox.store().state().unwrap();
    change("2").await;
    assert_eq!(control(&sandbox, "POST /_sandbox/snapshots/one/restore", "").await.status, 200);
    assert_eq!(sandbox.store().state().unwrap(), one);
    assert_eq!(control(&sandbox, "POST /_sandbox/snapshots/two/restore", "").await.status, 404);
    assert_eq!(control(&sandbox, "POST /_sandbox/reset", "").await.status, 200);
    assert_eq!(sandbox.store().state().unwrap(), seed);
}

#[tokio::test]
async fn the_clock_is_set_and_stopped_and_goes_on() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = r#"{"now":"2030-01-01T00:00:00Z","still":true}"#;
    assert_eq!(control(&sandbox, "PUT /_sandbox/clock", body).await.json()["now"], "2030-01-01T00:00:00Z");
    let answer = control(&sandbox, "PUT /_sandbox/clock", r#"{"advance_seconds":90}"#).await;
    assert_eq!(answer.json()["now"], "2030-01-01T00:01:30Z");
    assert_eq!(control(&sandbox, "DELETE /_sandbox/clock", "").await.json()["still"], false);
}

#[tokio::test]
async fn requests_are_noted_without_what_is_secret() {
    let sandbox = Sandbox::start().await.unwrap();
    patch(&sandbox, CUSTOMER, r#"{"metadata":{"secret":"value"}}"#).await;
    let log = control(&sandbox, "GET /_sandbox/requests", "").await;
    let line = &log.json()["requests"][0];
    assert_eq!((line["method"].as_str(), line["status"].as_u64()), (Some("PATCH"), Some(200)));
    assert_eq!(line["path"], CUSTOMER);
    assert!(!log.body.contains(sandbox.api_key()) && !log.body.contains("secret"), "{log:?}");
}
