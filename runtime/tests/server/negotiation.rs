//! Media types: what the client accepts, and what it sends.

use crate::http::Running;

#[tokio::test]
async fn what_is_not_acceptable_is_406() {
    let server = Running::start().await;
    for (accept, status) in [
        ("application/json", 200),
        ("text/csv", 200),
        ("*/*", 200),
        ("text/*;q=0.1", 200),
        ("application/*;q=0, text/*;q=0", 406),
        ("image/png", 406),
    ] {
        let answer = server.send("GET /notes", &format!("accept: {accept}\r\n"), "").await;
        assert_eq!(answer.status, status, "{accept}");
    }
}

#[tokio::test]
async fn a_body_of_another_media_type_is_415() {
    let server = Running::start().await;
    for (headers, status) in [
        ("content-type: application/json\r\n", 201),
        ("content-type: APPLICATION/JSON; Charset=\"utf-8\"\r\n", 201),
        ("content-type: application/vnd.note+json\r\n", 201),
        ("content-type: application/json; charset=utf-16\r\n", 415),
        ("content-type: application/xml\r\n", 415),
        ("content-type: json\r\n", 415),
        ("content-type: application/json\r\ncontent-type: text/plain\r\n", 415),
        ("", 415),
        ("content-type: application/json\r\ncontent-encoding: gzip\r\n", 415),
        ("content-type: application/json\r\ncontent-encoding: identity\r\n", 201),
    ] {
        let answer = server
            .send("POST /notes", &format!("x-key: brp_live_3f9a71c2\r\n{headers}"), r#"{"text":"a"}"#)
            .await;
        assert_eq!(answer.status, status, "{headers}");
        if status == 415 {
            let accepted = "application/json, application/vnd.note+json, application/x-www-form-urlencoded, multipart/form-data, text/*";
            assert_eq!(answer.header("accept"), accepted);
        }
    }
    let answer = server.send("PATCH /notes/7", "content-type: application/json\r\n", "{}").await;
    assert_eq!((answer.status, answer.header("accept-patch")), (415, "application/merge-patch+json"));
}
