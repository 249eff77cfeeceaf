//! Pages of generated operations: the requests that they make one after the other.

use specwright_runtime::client::testing::{Answer, Recorded, Script};
use specwright_runtime::client::{Core, Progress, Response};

use crate::harness::{builder, script};
use crate::sample::Client;

specwright_runtime::operation! {
    ListThings, LIST_THINGS: "listThings" GET "/v1/things"
    [.parameters(&[query("after"), query("page")])];
    set {
        /// The cursor.
        after(&str) = text 0;
        /// The page.
        page(u64) = set 1;
    }
    ok Vec<i64> { 200 => json }
    err ListThingsError {
        /// There is nothing.
        NotFound(()) = 404 => none;
    }
}

specwright_runtime::pages! {
    ListThings(Vec<i64>) of i64, ListThingsError;
    pages_by_link();
    items |page| page;
}

fn core(script: &Script) -> Core {
    let client: Client = builder(script).build().unwrap();
    client.core().clone()
}

fn list(script: &Script) -> ListThings {
    ListThings { call: core(script).call(&LIST_THINGS) }
}

fn lines(script: &Script) -> Vec<String> {
    script.requests().iter().map(Recorded::line).collect()
}

async fn all<P: 'static>(
    mut items: specwright_runtime::client::Items<P, i64, ListThingsError>,
) -> Result<Vec<i64>, ListThingsError> {
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item?);
    }
    Ok(found)
}

#[tokio::test]
async fn links_are_followed_with_what_the_caller_has_set() {
    let first = Answer::json(200, "[1,2]").header("link", "</v1/things?page=2>; rel=\"next\"");
    let script = script([first, Answer::json(200, "[3]")]);
    let call = list(&script).page(1).header("x-trace", "7");
    assert_eq!(all(call.items()).await.unwrap(), [1, 2, 3]);
    assert_eq!(lines(&script), ["GET /v1/things?page=1", "GET /v1/things?page=2"]);
    assert!(script.requests().iter().all(|request| request.headers()["x-trace"] == "7"));
}

#[tokio::test]
async fn a_cursor_takes_the_place_of_the_one_before() {
    let script = script([Answer::json(200, "[1]"), Answer::json(200, "[2]"), Answer::json(200, "[]")]);
    let call = list(&script).after("0").page(9).call;
    let next = |page: &Vec<i64>| page.last().map(|last| format!("a&{last}"));
    let pages = call.pages_by_cursor::<ListThings>(0, next);
    assert_eq!(all(pages.items(Response::into_value)).await.unwrap(), [1, 2]);
    let expected = [
        "GET /v1/things?after=0&page=9",
        "GET /v1/things?page=9&after=a%261",
        "GET /v1/things?page=9&after=a%262",
    ];
    assert_eq!(lines(&script), expected);
}

#[tokio::test]
async fn numbers_count_until_nothing_is_left() {
    let script = script([Answer::json(200, "[1,2]"), Answer::json(200, "[3]")]);
    let call = list(&script).call;
    let pages = call.pages_by_number::<ListThings>(1, 1, |page| Progress::of(page.len()).total(3));
    assert_eq!(all(pages.items(Response::into_value)).await.unwrap(), [1, 2, 3]);
    assert_eq!(lines(&script), ["GET /v1/things?page=1", "GET /v1/things?page=2"]);
}

#[tokio::test]
async fn a_failure_and_a_request_that_cannot_be_sent_end_the_pages() {
    let script = script([Answer::status(404)]);
    assert!(matches!(all(list(&script).items()).await, Err(ListThingsError::NotFound(_))));
    let refused = list(&script).header("bad name", "1").items();
    assert!(matches!(all(refused).await, Err(ListThingsError::Other(_))));
    assert_eq!(script.requests().len(), 1);
}
