//! Parameters: every style comes typed, and everything that is wrong is told at once.

use crate::http::{Answer, Running};

async fn list(query: &str, headers: &str) -> Answer {
    Running::start().await.send(&format!("GET /notes{query}"), headers, "").await
}

/// The input as the operation got it.
async fn input(query: &str, headers: &str) -> String {
    let answer = list(query, headers).await;
    assert_eq!(answer.status, 200, "{query}: {answer:?}");
    answer.json()[0].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn styles_are_read() {
    for (query, part) in [
        ("?limit=7", "limit: Some(7)"),
        ("", "limit: None"),
        ("?ids=1&ids=2", "ids: Some([1, 2])"),
        ("?ids=1", "ids: Some([1])"),
        ("?names=a,b%2Cc,%20d", "names: Some([\"a\", \"b,c\", \" d\"])"),
        ("?names=1,true", "names: Some([\"1\", \"true\"])"),
        ("?filter[from]=3&filter%5Btags%5D%5B0%5D=x", "from: Some(3), tags: Some([\"x\"])"),
        ("?filter[tags][]=x&filter[tags][]=y", "tags: Some([\"x\", \"y\"])"),
        ("?all=true", "all: Some(true)"),
        ("?where=%7B%22from%22:1%7D", "place: Some(Filter { from: Some(1)"),
        ("?unknown=1", "limit: None"),
    ] {
        let shown = input(query, "").await;
        assert!(shown.contains(part), "{query}: {shown}");
    }
    let shown = input("", "x-flags: true, false\r\nx-flags: true\r\n").await;
    assert!(shown.contains("flags: Some([true, false, true])"), "{shown}");
    let shown = input("", "cookie: a=b; theme=dark%20blue\r\n").await;
    assert!(shown.contains("theme: Some(\"dark blue\")"), "{shown}");
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once() {
    let answer = list("?limit=0&ids=1&ids=x&all=7&filter[nope]=1", "").await;
    assert_eq!(answer.status, 400);
    // The schema of this API has no place for field errors; what the implementation sees has them.
    assert_eq!(
        answer.header("x-errors"),
        "limit value_too_small; ids[1] invalid_type; filter.nope unknown_field; all invalid_type"
    );
}

#[tokio::test]
async fn what_is_not_of_the_type_is_refused() {
    for query in [
        "?limit=0",
        "?limit=101",
        "?limit=1.5",
        "?limit=",
        "?limit=1&limit=2",
        "?limit=%22",
        "?ids=1&ids=x",
        "?all=1",
        "?all=TRUE",
        "?filter[from]=x",
        "?filter[other]=1",
        "?where=%7B",
        "?where=%7B%22from%22:%221%22%7D",
        "?limit=%FF",
        "?filter[from][from][from]=1",
    ] {
        let answer = list(query, "").await;
        assert_eq!(answer.status, 400, "{query}: {answer:?}");
    }
}

#[tokio::test]
async fn a_path_is_taken_apart_before_it_is_decoded() {
    let server = Running::start().await;
    for (path, status) in [
        ("/notes/7", 200),
        ("/notes/%37", 200),
        ("/notes/7%2F8", 400),
        ("/notes/seven", 400),
        ("/notes/%FF", 400),
        ("/notes/99999999999999999999", 400),
    ] {
        assert_eq!(server.send(&format!("GET {path}"), "", "").await.status, status, "{path}");
    }
}
