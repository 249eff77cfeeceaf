//! Faults on purpose.

use std::time::{Duration, Instant};

use otark_brp_sandbox::Sandbox;

use crate::http::{CUSTOMER, control, patch};

const UPDATE: &str = r#"{"metadata":{"a":"b"}}"#;

async fn with(rule: &str) -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    assert_eq!(control(&sandbox, "POST /_sandbox/faults", rule).await.status, 201);
    sandbox
}

fn is_changed(sandbox: &Sandbox) -> bool {
    sandbox.store().customer("cust_r8s9t0u1").unwrap().unwrap().metadata.contains_key("a")
}

#[tokio::test]
async fn a_status_is_answered_as_often_as_was_asked_for_and_nothing_is_carried_out() {
    let sandbox =
        with(r#"{"method":"patch","times":2,"action":{"status":{"status":503,"retry_after":7}}}"#).await;
    for _ in 0..2 {
        let answer = patch(&sandbox, CUSTOMER, UPDATE).await;
        assert_eq!((answer.status, answer.header("retry-after")), (503, "7"));
        assert!(!is_changed(&sandbox));
    }
    assert_eq!(patch(&sandbox, CUSTOMER, UPDATE).await.status, 200);
}

#[tokio::test]
async fn a_reset_carries_nothing_out() {
    let sandbox = with(r#"{"times":1,"action":"reset"}"#).await;
    assert_eq!(patch(&sandbox, CUSTOMER, UPDATE).await.status, 0);
    assert!(!is_changed(&sandbox));
}

#[tokio::test]
async fn a_drop_after_commit_carries_it_out() {
    let sandbox = with(r#"{"times":1,"action":"drop_after_commit"}"#).await;
    assert_eq!(patch(&sandbox, CUSTOMER, UPDATE).await.status, 0);
    assert!(is_changed(&sandbox));
}

#[tokio::test]
async fn latency_makes_wait() {
    let sandbox = with(r#"{"path":"/v1/","action":{"latency":{"milliseconds":200}}}"#).await;
    let started = Instant::now();
    assert_eq!(patch(&sandbox, CUSTOMER, UPDATE).await.status, 200);
    assert!(started.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn rules_are_for_the_requests_that_they_name_and_end() {
    let sandbox = with(r#"{"method":"GET","action":"reset"}"#).await;
    assert_eq!(patch(&sandbox, CUSTOMER, UPDATE).await.status, 200);
    assert_eq!(
        control(&sandbox, "GET /_sandbox/faults", "").await.json()["faults"].as_array().unwrap().len(),
        1
    );
    control(&sandbox, "DELETE /_sandbox/faults", "").await;
    assert!(sandbox.faults().list().is_empty());
}
