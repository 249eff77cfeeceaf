//! The page, sentence by sentence: each test is named after what it says. `docs/otark.md` has the list.

use otark_brp_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::http::{Answer, CUSTOMER, PENDING, patch, patch_with, send};

pub(crate) const READ_ONLY_KEY: &str = "brp_test_4nordwindreadonly3h8d";
pub(crate) const OTHER_KEY: &str = "brp_test_9alpenstrom2w6y3b7n5p";

async fn sandbox() -> Sandbox {
    Sandbox::start().await.unwrap()
}

/// What an update of the active customer of the examples is answered with.
async fn update(body: &str) -> Answer {
    patch(&sandbox().await, CUSTOMER, body).await
}

fn metadata(answer: &Answer) -> Value {
    answer.json()["metadata"].clone()
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
    let sandbox = sandbox().await;
    sandbox.clock().stop_at("2026-03-01T12:00:00Z".parse().unwrap());
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
async fn metadata_is_merged_only_provided_keys_are_added_or_overwritten() {
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
async fn api_key_lacks_required_scopes() {
    // Whatever else is wrong: a key that may not is told nothing more.
    let sandbox = sandbox().await;
    for (path, body) in [("/v1/customers/cust_nobody", "{}"), (CUSTOMER, "not json")] {
        assert_eq!(patch_with(&sandbox, READ_ONLY_KEY, path, body).await.status, 403);
    }
}

#[tokio::test]
async fn missing_or_invalid_api_key() {
    let sandbox = sandbox().await;
    let expected = json!({
        "type": "https://brp.otark.team/errors/invalid_api_key", "title": "Invalid API Key", "status": 401,
    });
    for headers in ["", "x-api-key: \r\n", "x-api-key: nope\r\n", "authorization: Bearer nope\r\n"] {
        let answer = send(sandbox.url(), &format!("PATCH {CUSTOMER}"), headers, "{}").await;
        assert_eq!((answer.status, answer.json()), (401, expected.clone()), "{headers}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let answer =
        send(sandbox.url(), &format!("PATCH {CUSTOMER}?x-api-key={}", sandbox.api_key()), "", "{}").await;
    assert_eq!(answer.status, 401, "a key goes into the header");
}

#[tokio::test]
async fn resource_does_not_exist_or_caller_has_no_access() {
    let sandbox = sandbox().await;
    let path = "/v1/customers/cust_nobody";
    let expected = |path: &str| {
        json!({
            "type": "https://brp.otark.team/errors/customer_not_found",
            "title": "Customer Not Found",
            "status": 404,
            "instance": path,
        })
    };
    let answer = patch(&sandbox, path, "{}").await;
    assert_eq!((answer.status, answer.json()), (404, expected(path)));
    let answer = patch_with(&sandbox, OTHER_KEY, CUSTOMER, "{}").await;
    assert_eq!((answer.status, answer.json()), (404, expected(CUSTOMER)));
}

#[tokio::test]
async fn state_conflict_the_operation_cannot_be_completed_in_the_current_state() {
    let answer = update(r#"{"status":"active","metadata":{"a":"b"}}"#).await;
    assert_eq!(
        (answer.status, answer.json()),
        (
            409,
            json!({
                "type": "https://brp.otark.team/errors/already_active",
                "title": "Customer Already Active",
                "status": 409,
            })
        )
    );
}

#[tokio::test]
async fn a_customer_that_was_activated_is_not_pending_again() {
    let answer = update(r#"{"status":"pending"}"#).await;
    assert_eq!((answer.status, answer.json()["title"].as_str()), (409, Some("Invalid Status Transition")));
}

#[tokio::test]
async fn invalid_request_validation_error_or_business_rule_violation() {
    let answer = update(r#"{"balance_group":{"eic":"11YSOLARDACH--A","tso":"INVALID"}}"#).await;
    assert_eq!(answer.status, 400);
    assert_eq!(
        answer.json(),
        json!({
            "type": "https://brp.otark.team/errors/validation",
            "title": "Validation Failed",
            "status": 400,
            "instance": CUSTOMER,
            "errors": [{
                "field": "balance_group.tso",
                "code": "invalid_enum_value",
                "message": "Invalid enum value. Expected 'DE_AMPRION' | 'DE_TENNET' | 'DE_TRANSNET_BW' | 'DE_50HERTZ', received 'INVALID'",
            }],
        })
    );
}

#[tokio::test]
async fn the_requested_tso_is_not_enabled_for_this_balance_group() {
    for eic in ["11YSOLARDACH--A", "11YUNKNOWN-----"] {
        let answer = update(&format!(r#"{{"balance_group":{{"eic":"{eic}","tso":"DE_50HERTZ"}}}}"#)).await;
        assert_eq!(answer.status, 400);
        assert_eq!(
            answer.json(),
            json!({
                "type": "https://brp.otark.team/errors/balance_group_tso_not_enabled",
                "title": "Balance Group TSO Not Enabled",
                "status": 400,
                "detail": "The requested TSO is not enabled for this balance group. Enable it via the balance group settings first.",
                "instance": CUSTOMER,
            })
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
async fn machine_readable_error_code_of_the_list() {
    for (body, errors) in [
        (r#"{"colour":"red"}"#, "colour unknown_field"),
        (r#"{"name":"x"}"#, "name read_only_field"),
        (r#"{"balance_group":{"eic":"a"}}"#, "balance_group.tso required"),
        (r#"{"status":1}"#, "status invalid_type"),
        (r#"{"metadata":{"a":1}}"#, "metadata.a invalid_type"),
        (r#"{"balance_group":null}"#, "balance_group invalid_type"),
        (r#"{"status":"frozen"}"#, "status invalid_enum_value"),
        ("[]", " invalid_type"),
        ("", " required"),
    ] {
        let answer = update(body).await;
        assert_eq!((answer.status, answer.errors().join(", ")), (400, errors.to_owned()), "{body}");
    }
}

#[tokio::test]
async fn field_level_validation_errors_are_all_told_at_once() {
    let body = r#"{"status":"frozen","balance_group":{"tso":"X"},"metadata":{"a":[]},"id":1,"b":2}"#;
    assert_eq!(
        update(body).await.errors(),
        [
            "status invalid_enum_value",
            "balance_group.tso invalid_enum_value",
            "balance_group.eic required",
            "metadata.a invalid_type",
            "id read_only_field",
            "b unknown_field",
        ]
    );
}

#[tokio::test]
async fn an_error_changes_nothing() {
    let sandbox = sandbox().await;
    let before = sandbox.store().state().unwrap();
    for body in [
        r#"{"metadata":{"a":"b"},"status":"active"}"#,
        r#"{"metadata":{"a":"b"},"status":"pending"}"#,
        r#"{"metadata":{"a":"b"},"balance_group":{"eic":"11YSOLARDACH--A","tso":"DE_50HERTZ"}}"#,
        r#"{"metadata":{"a":"b"},"id":"cust_other"}"#,
        r#"{"status":"deactivated","metadata":{"a":1}}"#,
        r#"{"status":"deactivated""#,
    ] {
        assert!(patch(&sandbox, CUSTOMER, body).await.status >= 400, "{body}");
    }
    assert_eq!(sandbox.store().state().unwrap(), before);
}

#[tokio::test]
async fn a_customer_has_every_field_of_the_example() {
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
async fn maximum_number_of_requests_allowed_per_window_and_what_remains_of_it() {
    let sandbox = sandbox().await;
    sandbox.clock().stop_at("2026-03-01T12:00:00Z".parse().unwrap());
    let left = |answer: &Answer| {
        ["limit", "remaining", "reset"].map(|name| answer.header(&format!("x-ratelimit-{name}")).to_owned())
    };
    assert_eq!(left(&patch(&sandbox, CUSTOMER, "{}").await), ["300", "299", "60"]);
    sandbox.clock().advance(20);
    assert_eq!(left(&patch(&sandbox, CUSTOMER, "{}").await), ["300", "298", "40"]);
    sandbox.clock().advance(40);
    assert_eq!(left(&patch(&sandbox, CUSTOMER, "{}").await), ["300", "299", "60"]);
}

#[tokio::test]
async fn a_key_that_has_used_up_its_window_waits_for_the_next() {
    let sandbox = Sandbox::builder().rate_limit(2).start().await.unwrap();
    sandbox.clock().stop_at("2026-03-01T12:00:00Z".parse().unwrap());
    for _ in 0..2 {
        assert_eq!(patch(&sandbox, CUSTOMER, "{}").await.status, 200);
    }
    let answer = patch(&sandbox, CUSTOMER, "{}").await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, "60"));
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.json()["type"], "https://brp.otark.team/errors/rate_limit_exceeded");
    assert_eq!(patch_with(&sandbox, OTHER_KEY, "/v1/customers/cust_f2j4h6l8", "{}").await.status, 200);
    sandbox.clock().advance(60);
    assert_eq!(patch(&sandbox, CUSTOMER, "{}").await.status, 200);
}

#[tokio::test]
async fn uri_identifying_the_specific_request() {
    let sandbox = sandbox().await;
    for path in ["/v1/customers/a%2Fb", "/v1/customers/%C3%BC", "/v1/customers/..%2F..%2Fetc"] {
        let answer = patch(&sandbox, path, "{}").await;
        assert_eq!((answer.status, answer.json()["instance"].as_str()), (404, Some(path)));
    }
}
