//! Where the page is silent: that the sandbox does what `docs/otark.md` says that it does.

use otark_brp_sandbox::{Sandbox, State};
use serde_json::json;

use super::{OTHER_KEY, READ_ONLY_KEY, at, sandbox, update};
use crate::http::{CUSTOMER, PENDING, patch, patch_with, send};

#[tokio::test]
async fn a_customer_that_was_activated_is_not_pending_again() {
    let answer = update(r#"{"status":"pending"}"#).await;
    assert_eq!((answer.status, answer.json()["title"].as_str()), (409, Some("Invalid Status Transition")));
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
async fn a_customer_that_comes_back_is_activated_again() {
    let sandbox = at("2026-03-01T12:00:00Z").await;
    let answer = patch(&sandbox, "/v1/customers/cust_d0c6v3z8", r#"{"status":"active"}"#).await;
    assert_eq!((answer.status, &answer.json()["activated_at"]), (200, &json!("2026-03-01T12:00:00Z")));
}

#[tokio::test]
async fn a_customer_that_was_never_activated_may_be_deactivated() {
    let answer = patch(&sandbox().await, PENDING, r#"{"status":"deactivated"}"#).await;
    assert_eq!((answer.status, &answer.json()["activated_at"]), (200, &json!(null)));
}

#[tokio::test]
async fn a_status_that_a_customer_has_already_changes_nothing() {
    let sandbox = sandbox().await;
    for (path, status) in [(PENDING, "pending"), ("/v1/customers/cust_d0c6v3z8", "deactivated")] {
        let before = patch(&sandbox, path, "{}").await.json();
        let answer = patch(&sandbox, path, &format!(r#"{{"status":"{status}"}}"#)).await;
        assert_eq!((answer.status, answer.json()), (200, before), "{status}");
    }
}

#[tokio::test]
async fn an_empty_update_changes_nothing() {
    let sandbox = sandbox().await;
    let before = sandbox.store().state().unwrap();
    assert_eq!(patch(&sandbox, CUSTOMER, "{}").await.status, 200);
    assert_eq!(sandbox.store().state().unwrap(), before);
}

#[tokio::test]
async fn a_seed_enables_tsos_for_every_balance_group_and_an_eic_has_any_form() {
    let mut seed = State::built_in();
    let tsos = vec!["DE_TENNET".to_owned()];
    seed.balance_groups.push(otark_brp_sandbox::EnabledTsos { eic: "*".to_owned(), tsos });
    let sandbox = Sandbox::builder().seed(seed).start().await.unwrap();
    for eic in ["11YNOBODY", "", "no EIC at all"] {
        for (tso, status) in [("DE_TENNET", 200), ("DE_50HERTZ", 400)] {
            let body = json!({"balance_group": {"eic": eic, "tso": tso}}).to_string();
            assert_eq!(patch(&sandbox, CUSTOMER, &body).await.status, status, "{body}");
        }
    }
}

#[tokio::test]
async fn of_several_things_that_are_wrong_the_request_comes_before_the_moment() {
    let sandbox = sandbox().await;
    let too_much = "x".repeat(300_000);
    let with = |id: &str, tso: &str, metadata: &str, status: &str| {
        let body = json!({
            "balance_group": {"eic": "11YSOLARDACH--A", "tso": tso}, "metadata": {"k": metadata}, "status": status,
        });
        (format!("/v1/customers/{id}"), body.to_string())
    };
    for ((path, body), class) in [
        (with("cust_nobody", "DE_50HERTZ", &too_much, "frozen"), "validation"),
        (with("cust_nobody", "DE_50HERTZ", &too_much, "active"), "customer_not_found"),
        (with("cust_r8s9t0u1", "DE_50HERTZ", &too_much, "active"), "balance_group_tso_not_enabled"),
        (with("cust_r8s9t0u1", "DE_TENNET", &too_much, "active"), "validation"),
        (with("cust_r8s9t0u1", "DE_TENNET", "", "active"), "already_active"),
    ] {
        let answer = patch(&sandbox, &path, &body).await;
        assert_eq!(answer.json()["type"], format!("https://brp.otark.team/errors/{class}"));
    }
}

#[tokio::test]
async fn text_that_is_no_json_has_a_detail_and_no_field_errors() {
    let problem = update("{\"status\":").await.json();
    assert_eq!((&problem["status"], &problem["title"]), (&json!(400), &json!("Validation Failed")));
    assert_eq!(problem["type"], "https://brp.otark.team/errors/validation");
    assert!(problem["detail"].is_string() && problem.get("errors").is_none(), "{problem}");
}

#[tokio::test]
async fn a_body_that_is_not_there_has_no_field() {
    let problem = update("").await.json();
    assert_eq!((&problem["status"], &problem["errors"][0]["code"]), (&json!(400), &json!("required")));
    assert!(problem["errors"][0].get("field").is_none(), "{problem}");
}

#[tokio::test]
async fn query_parameters_that_nobody_knows_are_ignored() {
    let sandbox = sandbox().await;
    let answer =
        patch(&sandbox, &format!("{CUSTOMER}?dry_run=true&=&%FF"), r#"{"metadata":{"a":"b"}}"#).await;
    assert_eq!((answer.status, &answer.json()["metadata"]["a"]), (200, &json!("b")));
}

#[tokio::test]
async fn every_request_with_a_good_key_counts() {
    let sandbox = at("2026-03-01T12:00:00Z").await;
    assert_eq!(patch(&sandbox, "/v1/customers/cust_nobody", "{}").await.status, 404);
    assert_eq!(patch(&sandbox, CUSTOMER, "not json").await.status, 400);
    assert_eq!(patch_with(&sandbox, "nope", CUSTOMER, "{}").await.status, 401);
    assert_eq!(patch_with(&sandbox, READ_ONLY_KEY, CUSTOMER, "{}").await.status, 403);
    assert_eq!(patch(&sandbox, CUSTOMER, "{}").await.header("x-ratelimit-remaining"), "297");
}

#[tokio::test]
async fn only_200_and_429_have_the_headers_of_the_rate_limit() {
    let sandbox = Sandbox::builder().rate_limit(3).start().await.unwrap();
    for (body, status, has) in
        [("{}", 200, true), ("no", 400, false), (r#"{"status":"active"}"#, 409, false), ("{}", 429, true)]
    {
        let answer = patch(&sandbox, CUSTOMER, body).await;
        assert_eq!(answer.status, status);
        for name in ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"] {
            assert_eq!(!answer.header(name).is_empty(), has, "{name} of {status}");
        }
    }
}

#[tokio::test]
async fn paths_and_methods_that_the_page_does_not_have_are_problems_of_no_type() {
    let sandbox = sandbox().await;
    for (line, status, allow) in [
        (format!("GET {CUSTOMER}"), 405, "OPTIONS, PATCH"),
        (format!("HEAD {CUSTOMER}"), 405, "OPTIONS, PATCH"),
        ("PATCH /v1/customers".to_owned(), 404, ""),
        (format!("PATCH {CUSTOMER}/"), 404, ""),
    ] {
        let answer = send(sandbox.url(), &line, "", "").await;
        assert_eq!((answer.status, answer.header("allow")), (status, allow), "{line}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        if !line.starts_with("HEAD") {
            assert_eq!(answer.json()["type"], "about:blank", "{line}");
        }
    }
    let answer = send(sandbox.url(), &format!("OPTIONS {CUSTOMER}"), "", "").await;
    assert_eq!((answer.status, answer.header("allow")), (204, "OPTIONS, PATCH"));
}

#[tokio::test]
async fn other_media_types_are_refused() {
    let sandbox = sandbox().await;
    let key = format!("x-api-key: {}\r\n", sandbox.api_key());
    for (headers, status) in [
        ("content-type: text/plain\r\n", 415),
        ("content-type: application/json; charset=utf-8\r\n", 200),
        ("", 415),
        ("content-type: application/json\r\naccept: text/html\r\n", 406),
        ("content-type: application/json\r\naccept: text/html, */*;q=0.1\r\n", 200),
    ] {
        let answer =
            send(sandbox.url(), &format!("PATCH {CUSTOMER}"), &format!("{key}{headers}"), "{}").await;
        assert_eq!(answer.status, status, "{headers}");
    }
}
