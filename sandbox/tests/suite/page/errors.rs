//! What the page says of errors: their members, and when each of them is told.

use serde_json::json;

use super::{OTHER_KEY, READ_ONLY_KEY, sandbox, update};
use crate::http::{Answer, CUSTOMER, PENDING, control, patch, patch_with, send};

/// An answer of each documented error.
async fn every_error() -> [Answer; 6] {
    let sandbox = sandbox().await;
    [
        patch(&sandbox, CUSTOMER, r#"{"status":"frozen"}"#).await,
        patch(&sandbox, CUSTOMER, r#"{"balance_group":{"eic":"x","tso":"DE_TENNET"}}"#).await,
        patch_with(&sandbox, "nope", CUSTOMER, "{}").await,
        patch_with(&sandbox, READ_ONLY_KEY, CUSTOMER, "{}").await,
        patch(&sandbox, "/v1/customers/cust_nobody", "{}").await,
        patch(&sandbox, CUSTOMER, r#"{"status":"active"}"#).await,
    ]
}

#[tokio::test]
async fn error_response_following_rfc_9457() {
    for answer in every_error().await {
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        for required in ["type", "title", "status"] {
            assert!(!problem[required].is_null(), "{required}: {answer:?}");
        }
        let members = ["type", "title", "status", "detail", "instance", "errors"];
        assert!(problem.as_object().unwrap().keys().all(|key| members.contains(&key.as_str())), "{answer:?}");
    }
}

#[tokio::test]
async fn absolute_uri_identifying_the_problem_class() {
    let classes = [
        "validation",
        "balance_group_tso_not_enabled",
        "invalid_api_key",
        "insufficient_scopes",
        "customer_not_found",
        "already_active",
    ];
    for (answer, class) in every_error().await.iter().zip(classes) {
        assert_eq!(answer.json()["type"], format!("https://brp.otark.team/errors/{class}"));
    }
}

#[tokio::test]
async fn short_human_readable_label() {
    // It is stable: another occurrence of the same type has the same one.
    let sandbox = sandbox().await;
    for (path, body, title) in [
        (CUSTOMER, r#"{"status":1}"#, "Validation Failed"),
        (PENDING, r#"{"id":"x"}"#, "Validation Failed"),
        (PENDING, "", "Validation Failed"),
        ("/v1/customers/a", "{}", "Customer Not Found"),
        ("/v1/customers/b", "{}", "Customer Not Found"),
    ] {
        assert_eq!(patch(&sandbox, path, body).await.json()["title"], title, "{path} {body}");
    }
}

#[tokio::test]
async fn http_status_code() {
    for (answer, status) in every_error().await.iter().zip([400, 400, 401, 403, 404, 409]) {
        assert_eq!((answer.status, answer.json()["status"].as_u64()), (status, Some(u64::from(status))));
    }
}

#[tokio::test]
async fn human_readable_explanation_for_this_specific_occurrence() {
    let details = [
        None,
        Some(
            "The requested TSO is not enabled for this balance group. Enable it via the balance group settings first.",
        ),
        None,
        Some("Missing scope: customers:write. Please create a new API key with the required scopes."),
        None,
        None,
    ];
    for (answer, detail) in every_error().await.iter().zip(details) {
        assert_eq!(answer.json()["detail"].as_str(), detail);
    }
}

#[tokio::test]
async fn uri_identifying_the_specific_request() {
    let sandbox = sandbox().await;
    for path in ["/v1/customers/a%2Fb", "/v1/customers/%C3%BC", "/v1/customers/..%2F..%2Fetc"] {
        let answer = patch(&sandbox, path, "{}").await;
        assert_eq!((answer.status, answer.json()["instance"].as_str()), (404, Some(path)));
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
async fn field_level_validation_errors() {
    // They are present on validation failures, and nowhere else.
    for (answer, count) in every_error().await.iter().zip([1, 0, 0, 0, 0, 0]) {
        assert_eq!(answer.errors().len(), count);
        assert_eq!(answer.json().get("errors").is_some(), count > 0);
    }
}

#[tokio::test]
async fn a_single_field_level_validation_error() {
    let answer = update(r#"{"colour":"red"}"#).await;
    let error = &answer.json()["errors"][0];
    assert!(error["code"].is_string() && error["message"].is_string(), "{answer:?}");
    let mut members: Vec<_> = error.as_object().unwrap().keys().map(String::as_str).collect();
    members.sort_unstable();
    assert_eq!(members, ["code", "field", "message"]);
}

#[tokio::test]
async fn json_path_of_the_field_that_caused_the_error() {
    for (body, field) in [
        (r#"{"status":1}"#, "status"),
        (r#"{"balance_group":{"eic":"a","tso":"INVALID"}}"#, "balance_group.tso"),
        (r#"{"metadata":{"cost_center":[]}}"#, "metadata.cost_center"),
    ] {
        assert_eq!(update(body).await.json()["errors"][0]["field"], field, "{body}");
    }
}

#[tokio::test]
async fn machine_readable_error_code() {
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
async fn human_readable_description_of_the_issue() {
    for (body, message) in [
        (r#"{"name":"x"}"#, "Field is read-only"),
        (
            r#"{"status":"x"}"#,
            "Invalid enum value. Expected 'pending' | 'active' | 'deactivated', received 'x'",
        ),
    ] {
        assert_eq!(update(body).await.json()["errors"][0]["message"], message, "{body}");
    }
}

#[tokio::test]
async fn invalid_request_validation_error_or_business_rule_violation() {
    for (answer, title) in
        every_error().await.iter().zip(["Validation Failed", "Balance Group TSO Not Enabled"])
    {
        assert_eq!((answer.status, answer.json()["title"].as_str()), (400, Some(title)));
    }
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
async fn the_validation_error_of_the_example() {
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
async fn enable_it_via_the_balance_group_settings_first() {
    let sandbox = sandbox().await;
    let body = r#"{"balance_group":{"eic":"11YSOLARDACH--A","tso":"DE_50HERTZ"}}"#;
    assert_eq!(patch(&sandbox, CUSTOMER, body).await.status, 400);
    let settings = r#"{"eic":"11YSOLARDACH--A","tsos":["DE_50HERTZ"]}"#;
    assert!(control(&sandbox, "PUT /_sandbox/balance-groups", settings).await.status < 300);
    assert_eq!(patch(&sandbox, CUSTOMER, body).await.status, 200);
}

#[tokio::test]
async fn missing_scope_customers_write() {
    let sandbox = sandbox().await;
    for (scopes, status) in [
        ("[]", 403),
        (r#"["customers"]"#, 403),
        (r#"["customers:writer"]"#, 403),
        (r#"["x","customers:write"]"#, 200),
    ] {
        let key = format!(r#"{{"brp":"Nordwind Energie GmbH","scopes":{scopes}}}"#);
        let key = control(&sandbox, "POST /_sandbox/keys", &key).await.json()["key"].clone();
        let answer = patch_with(&sandbox, key.as_str().unwrap(), CUSTOMER, "{}").await;
        assert_eq!(answer.status, status, "{scopes}");
    }
}

#[tokio::test]
async fn please_create_a_new_api_key_with_the_required_scopes() {
    let sandbox = sandbox().await;
    assert_eq!(patch_with(&sandbox, READ_ONLY_KEY, CUSTOMER, "{}").await.status, 403);
    let key = r#"{"brp":"Nordwind Energie GmbH","scopes":["customers:write"]}"#;
    let answer = control(&sandbox, "POST /_sandbox/keys", key).await;
    let key = answer.json()["key"].as_str().unwrap().to_owned();
    assert_eq!(patch_with(&sandbox, &key, CUSTOMER, "{}").await.status, 200);
}
