//! That a key is shown nowhere: not by any `Debug` or `Display`, whatever happened to the call.

use std::error::Error as _;
use std::time::Duration;

use specwright_runtime::client::{Credential, Error, Method, Pages, Reply, Secret};

use crate::log;
use crate::sample::Customer;
use crate::server::{KEY, Server, Then, json, response};

#[tokio::test]
async fn nothing_shows_the_key() {
    let broken = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{";
    // A server that sends the key back in the header in which it came, and a cookie beside it.
    let echo = [("x-api-key", KEY), ("set-cookie", KEY), ("content-type", "application/json")];
    let answers = [
        json("200 OK", r#"{"name":"Solar"}"#),
        json("404 Not Found", r#"{"title":"Gone"}"#),
        response("200 OK", &echo, r#"{"name":"Solar"}"#),
        response("409 Conflict", &echo, r#"{"title":"No"}"#),
        response("500 Internal Server Error", &echo, "<p>"),
        json("200 OK", "{}"),
        json("200 OK", ""),
        broken.to_owned(),
        String::new(),
    ];
    for answer in answers {
        let server = Server::start_and(answer, Then::Stall).await;
        let builder = server.builder().timeout(Duration::from_millis(300)).default_header("cookie", KEY);
        let mut shown = vec![format!("{builder:?}")];
        let client = builder.build().unwrap();
        let body = Customer::new("Solar");
        let request = client.update_customer("c1", &body).header("authorization", KEY).header("x-token", KEY);
        shown.push(format!("{client:?} {client:#?} {request:?} {request:#?}"));
        match request.await {
            Ok(response) => shown.push(format!("{response:?} {response:#?}")),
            Err(error) => {
                shown.push(format!("{error} {error:?} {error:#?}"));
                let error = Error::from(error);
                shown.push(format!("{error} {error:?} {error:#?}"));
                let mut source = error.source();
                while let Some(cause) = source {
                    shown.push(format!("{cause} {cause:?}"));
                    source = cause.source();
                }
            }
        }
        assert!(server.only_request().contains(KEY));
        let shown = shown.concat();
        assert!(!shown.contains(KEY), "{shown}");
        assert!(!shown.contains(&KEY[..8]), "{shown}");
    }
}

#[test]
fn secrets_and_credentials_are_redacted() {
    let credentials = [Credential::api_key(KEY), Credential::bearer_token(KEY), Credential::basic(KEY, KEY)];
    assert!(!format!("{credentials:?} {:?}", Secret::from(KEY)).contains(KEY));
}

/// All that is logged, at every level and by every crate on the way to the wire.
#[test]
fn nothing_that_the_tests_write_shows_the_key() {
    log::assert_without(&log::of_tests(&[]), KEY);
}

#[tokio::test]
async fn nothing_that_goes_on_shows_the_key() {
    let lines = response("200 OK", &[("x-api-key", KEY), ("content-type", "application/x-ndjson")], "{}\n");
    let server = Server::start_and(lines, Then::Stall).await;
    let client = server.builder().build().unwrap();
    let link = format!("{}/ping?key={KEY}", server.url());
    let mut pages: Pages<Reply, Error> = {
        let client = client.clone();
        let fetch = move |_: Option<String>| {
            client.core().request(Method::GET, "/ping").header("x-api-key", KEY).reply()
        };
        Pages::by_cursor(fetch, move |_: &Reply| Some(link.clone()))
    };
    let mut shown = vec![format!("{pages:?} {pages:#?}")];
    shown.push(format!("{:?} {pages:?}", pages.next().await));
    let items = pages.items(|_: Reply| [KEY.to_owned(), KEY.to_owned()]);
    shown.push(format!("{items:?} {items:#?}"));
    let open = client.ping().header("x-token", KEY).open().await.unwrap();
    shown.push(format!("{open:?}"));
    let lines = open.json_lines::<Customer>().unwrap();
    shown.push(format!("{lines:?} {lines:#?}"));
    let shown = shown.concat();
    assert!(!shown.contains(&KEY[..8]), "{shown}");
}

#[cfg(feature = "blocking")]
#[test]
fn a_client_that_blocks_does_not_show_the_key() {
    use specwright_runtime::client::Blocking;

    let client =
        crate::sample::Client::builder().api_key(KEY).default_header("x-token", KEY).build().unwrap();
    let blocking = Blocking::new(client).unwrap();
    let shown = format!("{blocking:?} {blocking:#?}");
    assert!(shown.contains("Blocking") && !shown.contains(&KEY[..8]), "{shown}");
}
