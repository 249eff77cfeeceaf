//! Bodies: JSON, forms, parts and text, and what is refused of them.

use crate::http::{Answer, Running};

async fn create(media_type: &str, body: &str) -> Answer {
    let server = Running::start().await;
    server
        .send("POST /notes", &format!("x-key: brp_live_3f9a71c2\r\ncontent-type: {media_type}\r\n"), body)
        .await
}

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn bodies_of_every_media_type_are_read() {
    let parts = concat!(
        "--b\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\nhi \r\n",
        "--b\r\ncontent-disposition: form-data; name=\"stars\"\r\n\r\n3\r\n",
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"f.txt\"\r\n\r\ncontent\r\n--b--",
    );
    for (media_type, body, note) in [
        ("application/json", r#"{"text":"hi","stars":3}"#, r#"{"text":"hi","stars":3}"#),
        (FORM, "text=h+i&stars=3", r#"{"text":"h i","stars":3}"#),
        (FORM, "text=7", r#"{"text":"7"}"#),
        ("multipart/form-data; boundary=b", parts, r#"{"text":"hi f.txt","stars":3}"#),
        ("text/plain", "hi", r#"{"text":"hi"}"#),
    ] {
        let answer = create(media_type, body).await;
        assert_eq!((answer.status, answer.body.as_str()), (201, note), "{media_type}");
    }
}

#[tokio::test]
async fn what_breaks_the_schema_is_told_apart_from_what_cannot_be_read() {
    for (media_type, body, status) in [
        ("application/json", r#"{"text":"longer than ten"}"#, 422),
        ("application/json", r#"{"text":"a","other":1}"#, 422),
        ("application/json", r#"{"text":"a""#, 400),
        ("application/json", "\u{feff}{}", 400),
        ("application/json", "[]", 422),
        ("application/json", "", 422),
        (FORM, "stars=1", 422),
        (FORM, "text=a&stars=x", 422),
        (FORM, "text=a&text=b", 422),
        (FORM, "text=%FF", 400),
        ("multipart/form-data", "x", 400),
        ("multipart/form-data; boundary=b", "--b--", 422),
    ] {
        let answer = create(media_type, body).await;
        assert_eq!(answer.status, status, "{media_type} {body}");
    }
}

#[tokio::test]
async fn a_body_that_may_be_left_out_may_be_left_out() {
    let server = Running::start().await;
    let merge = "content-type: application/merge-patch+json\r\n";
    assert_eq!(server.send("PATCH /notes/7", "", "").await.status, 204);
    assert_eq!(server.send("PATCH /notes/7", merge, "").await.status, 204);
    assert_eq!(server.send("PATCH /notes/7", merge, r#"{"a":"b"}"#).await.status, 204);
    assert_eq!(server.send("PATCH /notes/7", merge, r#"{"a":1}"#).await.status, 400);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_413_however_it_comes() {
    let answer = create("text/plain", &"x".repeat(1001)).await;
    assert_eq!((answer.status, answer.header("connection")), (413, "close"));
    let server = Running::start().await;
    let headers = "x-key: brp_live_3f9a71c2\r\ncontent-type: text/plain\r\n";
    // A gigabyte is announced and never read.
    let answer = server.send("POST /notes", &format!("{headers}content-length: 1073741824\r\n"), "").await;
    assert_eq!(answer.status, 413);
    let chunk = format!("7d0\r\n{}\r\n0\r\n\r\n", "x".repeat(2000));
    let mut stream = server.connect().await;
    let head =
        format!("POST /notes HTTP/1.1\r\nhost: x\r\n{headers}transfer-encoding: chunked\r\n\r\n{chunk}");
    tokio::io::AsyncWriteExt::write_all(&mut stream, head.as_bytes()).await.unwrap();
    assert_eq!(crate::http::read(&mut stream).await.status, 413);
    assert_eq!(create("text/plain", &"x".repeat(10)).await.status, 201);
}
