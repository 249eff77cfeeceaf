//! What the page says of the API and of the operation: what it does, and what it asks of a request.

use serde_json::{Value, json};

use super::{OTHER_KEY, READ_ONLY_KEY, at, sandbox, update};
use crate::http::{Answer, CUSTOMER, PENDING, patch, patch_with, send};

fn metadata(answer: &Answer) -> Value {
    answer.json()["metadata"].clone()
}

/// The page names what is documented elsewhere; what it does not have, the sandbox does not make up.
async fn is_named_and_not_there(sentence: &str, path: &str) {
    let sandbox = sandbox().await;
    let document = send(sandbox.url(), "GET /openapi.yaml", "", "").await;
    assert!(document.body.contains(sentence), "{sentence}");
    let headers = format!("x-api-key: {}\r\n", sandbox.api_key());
    assert_eq!(send(sandbox.url(), &format!("GET {path}"), &headers, "").await.status, 404, "{path}");
}

#[tokio::test]
async fn api_for_balancing_responsible_parties_to_manage_contracts_transactions_nominations_and_customers() {
    is_named_and_not_there("API for Balancing Responsible Parties (BRPs)", "/v1/customers").await;
}

#[tokio::test]
async fn manage_energy_contracts() {
    is_named_and_not_there("Manage energy contracts (PPA, day-ahead, etc.)", "/v1/contracts").await;
}

#[tokio::test]
async fn contractual_energy_volumes_between_buyer_and_seller() {
    let sentence = "Contractual energy volumes between buyer and seller";
    is_named_and_not_there(sentence, "/v1/transactions").await;
}

#[tokio::test]
async fn net_saldo_aggregated_by_balance_group() {
    is_named_and_not_there("Net saldo aggregated by balance group", "/v1/nominations").await;
}

#[tokio::test]
async fn manage_customers_assigned_to_the_brp() {
    // The customers of one balancing responsible party are nobody else's.
    let sandbox = sandbox().await;
    for (key, customer, status) in [
        (sandbox.api_key(), CUSTOMER, 200),
        (sandbox.api_key(), "/v1/customers/cust_f2j4h6l8", 404),
        (OTHER_KEY, "/v1/customers/cust_f2j4h6l8", 200),
        (OTHER_KEY, CUSTOMER, 404),
    ] {
        assert_eq!(patch_with(&sandbox, key, customer, "{}").await.status, status, "{customer}");
    }
}

#[tokio::test]
async fn production() {
    // The document names production, and the page of the sandbox has nothing that leads there.
    let sandbox = sandbox().await;
    let document = send(sandbox.url(), "GET /openapi.yaml", "", "").await;
    assert!(document.body.contains("url: https://api.otark.energy"));
    let page = send(sandbox.url(), "GET /docs", "", "").await;
    assert!(!page.body.contains("otark.energy") && page.body.contains(r#""url":"/""#), "{}", page.body);
}

#[tokio::test]
async fn update_customer() {
    let answer = update("{}").await;
    assert_eq!((answer.status, answer.json()["id"].as_str()), (200, Some("cust_r8s9t0u1")));
}

#[tokio::test]
async fn customer_identifier() {
    let sandbox = sandbox().await;
    for (path, id) in [
        (CUSTOMER, "cust_r8s9t0u1"),
        (PENDING, "cust_p3w7k2m9"),
        // The same text, written with an escape.
        ("/v1/customers/cust%5Fp3w7k2m9", "cust_p3w7k2m9"),
    ] {
        let answer = patch(&sandbox, path, "{}").await;
        assert_eq!((answer.status, answer.json()["id"].as_str()), (200, Some(id)));
    }
}

#[tokio::test]
async fn manage_custom_metadata() {
    let sandbox = sandbox().await;
    for (body, expected) in [
        (
            r#"{"metadata":{"contact":"Ida","region":null}}"#,
            json!({"customer_number": "KD-2026-0931", "contact": "Ida"}),
        ),
        (r#"{"metadata":{"contact":"Jo","customer_number":null}}"#, json!({"contact": "Jo"})),
        (r#"{"metadata":{"contact":null}}"#, json!({})),
    ] {
        assert_eq!(metadata(&patch(&sandbox, PENDING, body).await), expected, "{body}");
    }
}

#[tokio::test]
async fn update_a_customers_status_balance_group_or_metadata() {
    let body = r#"{"status":"deactivated","balance_group":{"eic":"11YSOLARDACH--A","tso":"DE_TENNET"},"metadata":{"a":"b"}}"#;
    let answer = update(body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let customer = answer.json();
    assert_eq!(customer["status"], "deactivated");
    assert_eq!(customer["balance_group"], json!({"eic": "11YSOLARDACH--A", "tso": "DE_TENNET"}));
    assert_eq!(customer["metadata"]["a"], "b");
}

#[tokio::test]
async fn used_to_activate_a_pending_customer() {
    let sandbox = at("2026-03-01T12:00:00Z").await;
    let answer = patch(&sandbox, PENDING, r#"{"status":"active"}"#).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["status"], "active");
    assert_eq!(answer.json()["activated_at"], "2026-03-01T12:00:00Z");
}

#[tokio::test]
async fn deactivate_an_existing_one() {
    let answer = update(r#"{"status":"deactivated"}"#).await;
    assert_eq!(answer.json()["status"], "deactivated");
    assert_eq!(answer.json()["activated_at"], "2026-01-10T11:30:00Z");
}

#[tokio::test]
async fn change_their_balance_group() {
    let answer = update(r#"{"balance_group":{"eic":"11YGREENENERGY-O","tso":"DE_50HERTZ"}}"#).await;
    assert_eq!(answer.json()["balance_group"]["eic"], "11YGREENENERGY-O");
}

#[tokio::test]
async fn metadata_is_merged_on_update_only_provided_keys_are_added_or_overwritten() {
    let answer = update(r#"{"metadata":{"cost_center":"CC-1","new":"x"}}"#).await;
    let merged =
        json!({"customer_number": "KD-2026-0815", "cost_center": "CC-1", "region": "NRW", "new": "x"});
    assert_eq!(metadata(&answer), merged);
}

#[tokio::test]
async fn set_a_keys_value_to_null_to_remove_it() {
    let answer = update(r#"{"metadata":{"region":null,"never_there":null}}"#).await;
    assert_eq!(metadata(&answer), json!({"customer_number": "KD-2026-0815", "cost_center": "CC-4200"}));
}

#[tokio::test]
async fn required_scope_customers_write() {
    let answer = patch_with(&sandbox().await, READ_ONLY_KEY, CUSTOMER, "{}").await;
    assert_eq!(answer.status, 403);
    assert_eq!(
        answer.json(),
        json!({
            "type": "https://brp.otark.team/errors/insufficient_scopes",
            "title": "Insufficient API Key Scopes",
            "status": 403,
            "detail": "Missing scope: customers:write. Please create a new API key with the required scopes.",
        })
    );
}

#[tokio::test]
async fn updated_customer() {
    // What is answered is the customer as it is from now on.
    let sandbox = sandbox().await;
    let answer = patch(&sandbox, CUSTOMER, r#"{"status":"deactivated","metadata":{"a":"b"}}"#).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    assert_eq!(
        (&answer.json()["status"], &answer.json()["metadata"]["a"]),
        (&json!("deactivated"), &json!("b"))
    );
    assert_eq!(patch(&sandbox, CUSTOMER, "{}").await.json(), answer.json());
}

/// The three headers of the rate limit.
fn left(answer: &Answer) -> [&str; 3] {
    ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"].map(|name| answer.header(name))
}

#[tokio::test]
async fn maximum_number_of_requests_allowed_per_window() {
    assert_eq!(left(&update("{}").await)[0], "300");
    let sandbox = otark_brp_sandbox::Sandbox::builder().rate_limit(2).start().await.unwrap();
    for (status, limit) in [(200, "2"), (200, "2"), (429, "2")] {
        let answer = patch(&sandbox, CUSTOMER, "{}").await;
        assert_eq!((answer.status, left(&answer)[0]), (status, limit));
    }
}

#[tokio::test]
async fn remaining_requests_in_the_current_window() {
    let sandbox = at("2026-03-01T12:00:00Z").await;
    for remaining in ["299", "298", "297"] {
        assert_eq!(left(&patch(&sandbox, CUSTOMER, "{}").await)[1], remaining);
    }
    sandbox.clock().advance(60);
    assert_eq!(left(&patch(&sandbox, CUSTOMER, "{}").await)[1], "299");
}

#[tokio::test]
async fn seconds_until_the_rate_limit_window_resets() {
    let sandbox = at("2026-03-01T12:00:00Z").await;
    for (seconds, reset) in [(0, "60"), (20, "40"), (39, "1"), (1, "60")] {
        sandbox.clock().advance(seconds);
        assert_eq!(left(&patch(&sandbox, CUSTOMER, "{}").await)[2], reset);
    }
}
