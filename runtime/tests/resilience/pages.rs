//! Collections that come in pages, in the four ways in which servers lead through them.

use std::time::Duration;

use specwright_runtime::client::testing::{Answer, Recorded, Script};
use specwright_runtime::client::{
    Core, Error, Items, Method, Pages, Progress, Reply, RetryPolicy, TransportFault,
};

use crate::harness::{KEY, builder, script};
use crate::sample::Client;

fn core(script: &Script) -> Core {
    let client: Client = builder(script).retry(RetryPolicy::none()).build().unwrap();
    client.core().clone()
}

/// The member of a body.
fn member(page: &Reply, name: &str) -> serde_json::Value {
    let body: serde_json::Value = serde_json::from_slice(page.body()).unwrap();
    body[name].clone()
}

fn items(page: &Reply) -> Vec<i64> {
    member(page, "items").as_array().unwrap().iter().map(|item| item.as_i64().unwrap()).collect()
}

/// All items, and the error at the end, if there is one.
async fn all(mut items: Items<Reply, i64, Error>) -> (Vec<i64>, Option<Error>) {
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => seen.push(item),
            Err(error) => {
                assert!(items.next().await.is_none(), "an error is the end");
                return (seen, Some(error));
            }
        }
    }
    (seen, None)
}

fn targets(script: &Script) -> Vec<String> {
    script.requests().iter().map(Recorded::line).collect()
}

/// The conventions of the Otark API: `limit`, `after`, `pagination.next_cursor`, `pagination.has_more`.
fn by_cursor(core: Core) -> Pages<Reply, Error> {
    let fetch = move |after: Option<String>| {
        let call = core.request(Method::GET, "/v1/things").query("limit", "2");
        let call = match after {
            Some(after) => call.query("after", &after),
            None => call,
        };
        async { call.reply().await?.success() }
    };
    Pages::by_cursor(fetch, |page| {
        let pagination = member(page, "pagination");
        let cursor = pagination["next_cursor"].as_str()?;
        (pagination["has_more"] == true).then(|| cursor.to_owned())
    })
}

fn page(items: &str, more: bool, cursor: &str) -> Answer {
    let pagination = format!(r#"{{"limit":2,"has_more":{more},"next_cursor":{cursor}}}"#);
    Answer::json(200, format!(r#"{{"items":{items},"pagination":{pagination}}}"#))
}

#[tokio::test(start_paused = true)]
async fn by_cursor_until_there_is_none() {
    let script =
        script([page("[1,2]", true, "\"c/2\""), page("[]", true, "\"c3\""), page("[5]", false, "null")]);
    let (seen, error) = all(by_cursor(core(&script)).items(|page| items(&page))).await;
    assert_eq!((seen, error.is_none()), (vec![1, 2, 5], true));
    assert_eq!(
        targets(&script),
        ["GET /v1/things?limit=2", "GET /v1/things?limit=2&after=c%2F2", "GET /v1/things?limit=2&after=c3"]
    );
    script.assert_done();
}

#[tokio::test(start_paused = true)]
async fn what_says_that_it_is_the_last_page_is_the_last() {
    for last in [page("[1]", false, "\"c2\""), page("[1]", true, "null"), page("[1]", true, "\"\"")] {
        let script = script([last]);
        let (seen, error) = all(by_cursor(core(&script)).items(|page| items(&page))).await;
        assert_eq!((seen, error.is_none(), script.requests().len()), (vec![1], true, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_leads_in_a_circle_is_left() {
    let script = script([page("[1]", true, "\"a\""), page("[2]", true, "\"b\"")]);
    script.always(page("[3]", true, "\"a\""));
    let (seen, error) = all(by_cursor(core(&script)).items(|page| items(&page))).await;
    assert_eq!((seen, script.requests().len()), (vec![1, 2, 3], 3));
    let error = error.unwrap();
    assert_eq!(error.to_string(), "pages: not sent: the server leads back to a page that was there already");
}

#[tokio::test(start_paused = true)]
async fn an_error_is_the_end_and_comes_after_what_was_there() {
    let script = script([page("[1,2]", true, "\"a\""), Answer::fail(TransportFault::Broken)]);
    let (seen, error) = all(by_cursor(core(&script)).items(|page| items(&page))).await;
    assert_eq!((seen, error.unwrap().is_broken()), (vec![1, 2], true));
    let script = self::script([Answer::status(404)]);
    let mut pages = by_cursor(core(&script));
    assert_eq!(pages.next().await.unwrap().unwrap_err().status().unwrap().as_u16(), 404);
    assert!(pages.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn by_offset_and_by_number() {
    let numbered = |items: &str| Answer::json(200, format!(r#"{{"items":{items},"total":5}}"#));
    let answers = || [numbered("[1,2]"), numbered("[3,4]"), numbered("[5]")];
    let progress = |page: &Reply| Progress::of(items(page).len()).total(member(page, "total").as_u64());

    let script_ = script(answers());
    let core_ = core(&script_);
    let fetch = move |offset: u64| {
        let call = core_.request(Method::GET, "/v1/things").query("offset", &offset.to_string());
        async { call.reply().await }
    };
    let pages = Pages::by_offset(fetch, progress);
    assert_eq!(all(pages.items(|page| items(&page))).await.0, [1, 2, 3, 4, 5]);
    assert_eq!(
        targets(&script_),
        ["GET /v1/things?offset=0", "GET /v1/things?offset=2", "GET /v1/things?offset=4"]
    );

    let script_ = script(answers());
    let core_ = core(&script_);
    let fetch = move |number: u64| {
        let call = core_.request(Method::GET, "/v1/things").query("page", &number.to_string());
        async { call.reply().await }
    };
    let pages = Pages::by_number(1, fetch, progress);
    assert_eq!(all(pages.items(|page| items(&page))).await.0, [1, 2, 3, 4, 5]);
    assert_eq!(
        targets(&script_),
        ["GET /v1/things?page=1", "GET /v1/things?page=2", "GET /v1/things?page=3"]
    );
}

fn by_link(core: Core) -> Pages<Reply, Error> {
    let fetch = move |link: Option<String>| {
        let call = core.request(Method::GET, "/v1/things").query("limit", "2");
        let call = match link {
            Some(link) => call.follow(link),
            None => call,
        };
        async { call.reply().await?.success() }
    };
    Pages::by_cursor(fetch, |page| page.link("next").map(str::to_owned))
}

#[tokio::test(start_paused = true)]
async fn by_link_with_the_credentials_and_at_the_same_server() {
    let linked = |items: &str, link: &str| {
        Answer::json(200, format!(r#"{{"items":{items}}}"#))
            .header("link", &format!("<{link}>; rel=\"next\""))
    };
    let script = script([
        linked("[1]", "/v1/things?limit=2&page=2"),
        linked("[2]", "https://api.example.com/v1/things?page=3"),
        linked("[3]", "https://evil.example.com/v1/things?page=4"),
    ]);
    let (seen, error) = all(by_link(core(&script)).items(|page| items(&page))).await;
    assert_eq!(seen, [1, 2, 3]);
    assert_eq!(
        targets(&script),
        ["GET /v1/things?limit=2", "GET /v1/things?limit=2&page=2", "GET /v1/things?page=3"]
    );
    assert!(script.requests().iter().all(|request| request.header("x-api-key") == Some(KEY)));
    assert_eq!(
        error.unwrap().to_string(),
        "GET request: not sent: the link to follow leads to another server, where the credentials must not go"
    );
}

fn sent<T: Send + Unpin>(_: &T) {}

#[tokio::test(start_paused = true)]
async fn a_page_is_fetched_when_it_is_asked_for() {
    let script = script([page("[1]", true, "\"a\""), page("[2]", false, "null")]);
    let mut pages = by_cursor(core(&script));
    tokio::time::sleep(Duration::from_secs(9)).await;
    assert!(script.requests().is_empty());
    pages.next().await.unwrap().unwrap();
    assert_eq!(script.requests().len(), 1);
    assert!(pages.next().await.unwrap().is_ok() && pages.next().await.is_none());
    sent(&pages);
    sent(&pages.items(|page| items(&page)));
}
