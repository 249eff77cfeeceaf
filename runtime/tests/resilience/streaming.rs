//! Responses that are read while they arrive: chunks, JSON lines, server-sent events.

use std::time::Duration;

use specwright_runtime::client::testing::{Answer, Script};
use specwright_runtime::client::{
    Call, Delivery, Error, EventStream, RequestBody, RetryPolicy, TransportFault,
};

use crate::harness::{builder, call, script, seconds};
use crate::sample::{Client, Customer, UpdateCustomerError};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn chunks_come_one_by_one_and_the_limit_of_the_call_does_not_hold_for_them() {
    let answer = Answer::status(200).header("x-request-id", "r1").chunk("ab").wait(50 * SECOND).chunk("cd");
    let script = script([answer]);
    let reply = call(&script, "GET").timeout(SECOND).open().await.unwrap();
    assert_eq!((reply.status().as_u16(), reply.request_id()), (200, Some("r1")));
    let mut body = reply.into_body();
    assert_eq!(body.chunk().await.unwrap().unwrap(), "ab");
    assert_eq!(body.chunk().await.unwrap().unwrap(), "cd");
    assert!(body.chunk().await.unwrap().is_none());
    assert!(body.chunk().await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_download_is_not_limited_in_size_and_a_body_that_is_read_whole_is() {
    let mut large = Answer::status(200);
    for _ in 0..100 {
        large = large.chunk(vec![0_u8; 10_000]);
    }
    let script = script([large.clone(), large]);
    let client = builder(&script).max_response_bytes(500_000).build().unwrap();
    let mut body = client.ping().with(|call| call).open().await.unwrap().into_body();
    let mut length = 0;
    while let Some(chunk) = body.chunk().await.unwrap() {
        length += chunk.len();
    }
    assert_eq!(length, 1_000_000);
    let error = client.ping().open().await.unwrap().read().await.unwrap_err();
    assert!(error.is_too_large());
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stops_coming_is_an_error_of_its_response() {
    let cases = [
        (
            Answer::status(200).chunk("ab").stall(),
            "GET request: 200 OK, but nothing more of the body came within 60s",
        ),
        (
            Answer::status(200).chunk("ab").break_off(TransportFault::Broken),
            "GET request: 200 OK, but the connection broke while the body arrived",
        ),
    ];
    for (answer, message) in cases {
        let mut body = call(&script([answer]), "GET").open().await.unwrap().into_body();
        assert_eq!(body.chunk().await.unwrap().unwrap(), "ab");
        // While nobody reads, no time passes for the body.
        tokio::time::sleep(10 * MINUTE).await;
        let error = body.chunk().await.unwrap_err();
        assert_eq!((error.to_string().as_str(), error.delivery()), (message, Delivery::Answered));
        assert!(body.chunk().await.unwrap().is_none(), "an error is the end");
    }
    let answer = Answer::status(200).wait(10 * MINUTE).chunk("ab");
    let reply = call(&script([answer]), "GET").read_timeout(None).open().await.unwrap();
    assert_eq!(reply.read().await.unwrap().body(), "ab");
}

#[tokio::test(start_paused = true)]
async fn the_head_is_repeated_like_any_other_and_its_failure_is_the_operations_own() {
    let script = script([Answer::status(503), Answer::status(204)]);
    let client = builder(&script).build().unwrap();
    assert_eq!(client.ping().open().await.unwrap().status().as_u16(), 204);

    let script = self::script([Answer::json(409, r#"{"title":"Exists"}"#)]);
    let client: Client = builder(&script).build().unwrap();
    let error = client.update_customer("c1", &Customer::new("Solar")).open().await.unwrap_err();
    assert!(matches!(error, UpdateCustomerError::Conflict(_)), "{error}");

    let script = self::script([Answer::json(418, r#"{"title":"Teapot"}"#)]);
    let error = call(&script, "GET").open().await.unwrap().success().await.unwrap_err();
    assert_eq!(error.to_string(), "GET request: 418 I'm a teapot: Teapot");
    let script = self::script([Answer::json(418, r#"{"title":"Teapot"}"#)]);
    let reply = call(&script, "GET").reply().await.unwrap();
    assert_eq!(reply.success().unwrap_err().problem().unwrap().title.as_deref(), Some("Teapot"));
}

#[tokio::test(start_paused = true)]
async fn json_lines_are_decoded_one_by_one() {
    let answer = Answer::status(200)
        .header("content-type", "application/x-ndjson; charset=utf-8")
        .chunk("{\"name\":\"a\"}\n{\"na")
        .wait(SECOND)
        .chunk("me\":\"b\"}\r\n\n{\"name\":7}\n{\"name\":\"c\"}")
        .chunk("\n{\"name\":\"cut")
        .break_off(TransportFault::Broken);
    let reply = call(&script([answer]), "GET").open().await.unwrap();
    let mut lines = reply.json_lines::<Customer>().unwrap();
    let mut seen = Vec::new();
    while let Some(line) = lines.next().await {
        seen.push(match line {
            Ok(customer) => customer.name,
            Err(error) if error.is_decode() => {
                assert_eq!(error.validation_errors().unwrap().errors()[0].field(), "name");
                format!("error in {:?}", error.body().unwrap())
            }
            Err(error) => format!("broken: {}", error.is_broken()),
        });
    }
    assert_eq!(seen, ["a", "b", r#"error in b"{\"name\":7}""#, "c", "broken: true"]);
}

#[tokio::test(start_paused = true)]
async fn a_sequence_of_json_texts_may_have_lines_in_them() {
    let answer = Answer::status(200)
        .header("content-type", "application/json-seq")
        .chunk("\u{1e}{\n\"name\":\"a\"}\n\u{1e}{\"name\":")
        .chunk("\"b\"}\n");
    let mut lines = call(&script([answer]), "GET").open().await.unwrap().json_lines::<Customer>().unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap().name, "a");
    assert_eq!(lines.next().await.unwrap().unwrap().name, "b");
    assert!(lines.next().await.is_none());
    let reply = call(&script([Answer::json(200, "{}")]), "GET").open().await.unwrap();
    assert!(reply.json_lines::<Customer>().unwrap_err().is_content_type());
}

#[tokio::test(start_paused = true)]
async fn a_line_beyond_the_limit_ends_the_stream() {
    let answer = Answer::status(200).chunk("{\"name\":\"").chunk("x".repeat(100)).stall();
    let client = builder(&script([answer])).max_response_bytes(50).build().unwrap();
    let mut lines = client.ping().open().await.unwrap().json_lines::<Customer>().unwrap();
    assert!(lines.next().await.unwrap().unwrap_err().is_too_large());
    assert!(lines.next().await.is_none());
}

fn events(text: &'static str) -> Answer {
    Answer::status(200).header("content-type", "text/event-stream").chunk(text)
}

async fn read(mut events: EventStream) -> (Vec<String>, Option<Error>) {
    let mut seen = Vec::new();
    while let Some(event) = events.next().await {
        match event {
            Ok(event) => seen.push(format!("{} {} {}", event.id, event.kind, event.data)),
            Err(error) => {
                assert!(events.next().await.is_none());
                return (seen, Some(error));
            }
        }
    }
    (seen, None)
}

#[tokio::test(start_paused = true)]
async fn events_of_one_connection() {
    let script = script([events("id: 1\ndata: a\n\nevent: add\ndata: b\n\ndata: cut")]);
    let (seen, error) = read(call(&script, "GET").events()).await;
    assert_eq!((seen, error.is_none()), (vec!["1 message a".to_owned(), "1 add b".to_owned()], true));
    assert_eq!(script.requests()[0].header("accept"), Some("text/event-stream"));

    let script = self::script([events("data: {\"name\":\"a\"}\n\n").break_off(TransportFault::Broken)]);
    let mut stream = call(&script, "POST").body("text/plain", "q").events();
    assert_eq!(stream.next().await.unwrap().unwrap().json::<Customer>().unwrap().name, "a");
    assert!(stream.next().await.unwrap().unwrap_err().is_broken());
    assert!(stream.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_stream_goes_on_where_it_was_broken() {
    let script = script([
        events("retry: 7000\nid: 1\ndata: a\n\nid: 2\ndata: cut").break_off(TransportFault::Broken),
        Answer::fail(TransportFault::Connect),
        events("data: b\n\nid:\n\nid: 3\ndata: c\n\n"),
        events("retry: 0\n\n"),
        events("data: d\n\n").stall(),
        Answer::status(204),
    ]);
    let stream =
        call(&script, "GET").retry(RetryPolicy::new().base_delay(Duration::ZERO)).events().reconnect();
    let (seen, error) = read(stream).await;
    assert_eq!(seen, ["1 message a", "1 message b", "3 message c", "3 message d"]);
    assert!(error.is_none(), "{error:?}");
    let ids: Vec<_> = script
        .requests()
        .iter()
        .map(|request| request.header("last-event-id").unwrap_or_default().to_owned())
        .collect();
    assert_eq!(ids, ["", "1", "1", "3", "3", "3"]);
    // Seven seconds as the server has said, then a tenth as the least; a minute of silence breaks a connection.
    assert_eq!(seconds(&script), [0, 7, 7, 14, 14, 74]);
}

#[tokio::test(start_paused = true)]
async fn what_is_no_stream_of_events_ends_it() {
    type Check = fn(&Error) -> bool;
    let cases: [(Answer, Check); 4] = [
        (Answer::json(200, "{}"), Error::is_content_type),
        (Answer::json(404, "{}"), |error| error.status().is_some_and(|status| status.as_u16() == 404)),
        (Answer::fail(TransportFault::Refused), Error::is_request),
        (events("x").chunk("x".repeat(100)), Error::is_too_large),
    ];
    for (answer, check) in cases {
        let client = builder(&script([answer])).max_response_bytes(50).build().unwrap();
        let stream = client.core().request("GET".parse().unwrap(), "/v1").events().reconnect();
        let (seen, error) = read(stream).await;
        assert!(seen.is_empty() && error.as_ref().is_some_and(check), "{error:?}");
    }
    let stream = call(&Script::new(), "GET").header("a b", "c").events();
    assert!(read(stream).await.1.unwrap().is_request());
}

#[tokio::test(start_paused = true)]
async fn only_what_does_no_harm_is_connected_again() {
    let make = |method: &str, change: fn(Call) -> Call| {
        let script = script([events("data: a\n\n"), events("data: b\n\n"), Answer::status(204)]);
        (script.clone(), change(call(&script, method)).events().reconnect())
    };
    let once = |call: Call| call.body("text/plain", RequestBody::from_stream(RequestBody::from("q")));
    for (method, change, connections) in [
        ("GET", (|call| call) as fn(Call) -> Call, 3),
        ("POST", |call| call, 1),
        ("POST", Call::idempotent, 3),
        ("PUT", once, 1),
    ] {
        let (script, stream) = make(method, change);
        let (_, error) = read(stream).await;
        assert!(error.is_none());
        assert_eq!(script.requests().len(), connections, "{method}");
    }
}
