//! Credentials: which are found, what they are answered with, and that nobody sees them.

use crate::http::{Answer, Running};

const NOTE: &str = r#"{"text":"hello"}"#;

async fn create(headers: &str) -> Answer {
    let server = Running::start().await;
    server.send("POST /notes", &format!("content-type: application/json\r\n{headers}"), NOTE).await
}

#[tokio::test]
async fn without_a_credential_there_are_challenges() {
    let server = Running::start().await;
    let stream_answer = server.send("POST /notes", "", NOTE).await;
    assert_eq!(stream_answer.status, 401);
    assert_eq!(
        stream_answer.header("www-authenticate"),
        "ApiKey realm=\"Notes\", in=\"header\", name=\"X-Key\""
    );
    assert!(stream_answer.body.contains("The request has no credential for Key or Password"));
}

#[tokio::test]
async fn each_alternative_is_asked_about_until_one_will_do() {
    assert_eq!(create("x-key: brp_live_3f9a71c2\r\n").await.status, 201);
    assert_eq!(create("authorization: basic YW5uOnBhc3M6YnJwX2xpdmVfM2Y5YTcxYzI=\r\n").await.status, 201);
    // The key is refused, the password is not.
    assert_eq!(
        create(
            "x-key: brp_live_3f9a71c2-nope\r\nauthorization: Basic YW5uOnBhc3M6YnJwX2xpdmVfM2Y5YTcxYzI=\r\n"
        )
        .await
        .status,
        201
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_credential_is_told_apart() {
    assert_eq!(create("x-key: brp_live_3f9a71c2-nope\r\n").await.status, 401);
    let answer = create("x-key: brp_live_3f9a71c2-reader\r\n").await;
    assert_eq!(answer.status, 403);
    assert!(answer.body.contains("the key may only read"));
    let answer = create("x-key: brp_live_3f9a71c2-busy\r\n").await;
    assert_eq!((answer.status, answer.header("retry-after")), (429, "7"));
    let answer = create("x-key: brp_live_3f9a71c2-broken\r\n").await;
    assert_eq!(answer.status, 500);
    assert!(!answer.body.contains("gone"), "{answer:?}");
}

#[tokio::test]
async fn what_is_no_credential_is_none() {
    for headers in [
        "x-key: \r\n",
        "x-key: brp_live_3f9a71c2\r\nx-key: brp_live_3f9a71c2\r\n",
        "authorization: Basic !!!\r\n",
        "authorization: Basic YW5u\r\n",
        "authorization: Bearer YW5uOnBhc3M6YnJwX2xpdmVfM2Y5YTcxYzI=\r\n",
        "authorization: Basic\r\n",
    ] {
        let answer = create(headers).await;
        assert_eq!(answer.status, 401, "{headers}");
        assert!(answer.body.contains("no credential"), "{headers}");
    }
}

#[tokio::test]
async fn anonymous_access_is_the_last_alternative() {
    let server = Running::start().await;
    assert!(server.send("GET /notes/7", "", "").await.body.contains("anybody"));
    // A token that is refused leaves the way of everybody else.
    assert_eq!(
        server.send("GET /notes/7", "authorization: Bearer brp_live_3f9a71c2\r\n", "").await.status,
        200
    );
}

#[tokio::test]
async fn nobody_is_told_of_input_before_the_caller_is_known() {
    let server = Running::start().await;
    let answer = server.send("POST /notes", "content-type: image/png\r\n", "not json").await;
    assert_eq!(answer.status, 401);
}
