//! Waiting for the rate limit: all calls of a client in one queue.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::client::http::{Request, Response};
use specwright_runtime::client::testing::{Answer, Script};
use specwright_runtime::client::{
    Body, BoxFuture, Call, Delivery, Event, EventKind, RequestBody, RetryPolicy, Transport, TransportError,
    TransportFault,
};
use tokio::time::{Instant, sleep, timeout};

use crate::harness::{builder, script, seconds};
use crate::sample::Client;

const SECOND: Duration = Duration::from_secs(1);

fn answer(remaining: &str, reset: &str) -> Answer {
    Answer::status(204).header("x-ratelimit-remaining", remaining).header("x-ratelimit-reset", reset)
}

fn waiting(script: &Script) -> Client {
    builder(script).wait_for_rate_limit(true).retry(RetryPolicy::none()).build().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_call_waits_for_the_end_of_the_window() {
    let script = script([answer("1", "20"), answer("0", "20"), answer("299", "60")]);
    let told = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&told);
    let observer = move |event: &Event<'_>| {
        if let EventKind::Waiting { delay } = event.kind {
            log.lock().unwrap().push(delay.as_secs());
        }
    };
    let client = builder(&script).wait_for_rate_limit(true).observer(observer).build().unwrap();
    for _ in 0..3 {
        client.ping().await.unwrap();
    }
    // A second more than the server has said, since it counts in whole ones.
    assert_eq!((seconds(&script), told.lock().unwrap().as_slice()), (vec![0, 0, 21], &[21][..]));
}

#[tokio::test(start_paused = true)]
async fn without_the_setting_nobody_waits() {
    let script = script([answer("0", "20"), answer("0", "20")]);
    let client = builder(&script).build().unwrap();
    client.ping().await.unwrap();
    client.ping().await.unwrap();
    assert_eq!(seconds(&script), [0, 0]);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_too_long_is_an_error_at_once() {
    let script = script([answer("0", "45")]);
    let client = waiting(&script);
    client.ping().await.unwrap();
    let error = specwright_runtime::client::Error::from(client.ping().await.unwrap_err());
    assert!(error.is_rate_limited() && !error.is_timeout());
    assert_eq!((error.delivery(), error.retry_after()), (Delivery::NotSent, Some(46 * SECOND)));
    assert_eq!(
        error.to_string(),
        "ping: not sent: the rate limit is used up for another 46 s, which is longer than the call may take"
    );
    // So it is behind a call that waits.
    let patient = tokio::spawn(client.ping().timeout(None).send());
    sleep(SECOND).await;
    let start = Instant::now();
    assert!(client.ping().await.is_err());
    assert_eq!(start.elapsed(), Duration::ZERO);
    script.always(answer("9", "60"));
    patient.await.unwrap().unwrap();
    assert_eq!(seconds(&script), [0, 46]);
}

#[tokio::test(start_paused = true)]
async fn a_429_closes_the_window_for_all() {
    for refusal in [
        Answer::status(429).header("retry-after", "7"),
        Answer::status(429).header("x-ratelimit-remaining", "0").header("x-ratelimit-reset", "7"),
        Answer::status(429).header("ratelimit", r#""default";r=0;t=7"#),
    ] {
        let script = script([refusal, Answer::status(204)]);
        let client = waiting(&script);
        assert!(client.ping().await.is_err());
        client.ping().await.unwrap();
        assert_eq!(seconds(&script), [0, 8]);
    }
}

/// A server with a window of ten seconds for so many requests, which takes a second for each.
struct Limited {
    allowed: u64,
    tells_limit: bool,
    start: Instant,
    windows: Mutex<Vec<u64>>,
    order: Mutex<Vec<String>>,
}

impl Limited {
    fn new(allowed: u64, tells_limit: bool) -> Arc<Self> {
        let (windows, order) = (Mutex::default(), Mutex::default());
        Arc::new(Self { allowed, tells_limit, start: Instant::now(), windows, order })
    }

    fn client(self: &Arc<Self>) -> Client {
        let builder = Client::builder().api_key(crate::harness::KEY).transport(Shared(Arc::clone(self)));
        builder.wait_for_rate_limit(true).retry(RetryPolicy::none()).timeout(None).build().unwrap()
    }
}

struct Shared(Arc<Limited>);

impl Transport for Shared {
    fn send(&self, request: Request<RequestBody>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let server = &self.0;
            let elapsed = server.start.elapsed();
            let window = usize::try_from(elapsed.as_secs() / 10).unwrap();
            let used = {
                let mut windows = server.windows.lock().unwrap();
                if windows.len() <= window {
                    windows.resize(window + 1, 0);
                }
                windows[window] += 1;
                windows[window]
            };
            let name = request.headers().get("x-name").map(|name| name.to_str().unwrap().to_owned());
            server.order.lock().unwrap().extend(name);
            sleep(SECOND).await;
            let reset = 10 - (server.start.elapsed().as_secs() % 10);
            let status = if used > server.allowed { 429 } else { 204 };
            let mut response = Response::builder()
                .status(status)
                .header("x-ratelimit-remaining", server.allowed.saturating_sub(used))
                .header("x-ratelimit-reset", reset);
            if server.tells_limit {
                response = response.header("x-ratelimit-limit", server.allowed);
            }
            Ok(response.body(Body::empty()).unwrap())
        })
    }
}

#[tokio::test(start_paused = true)]
async fn many_tasks_share_the_windows_in_the_order_in_which_they_came() {
    for tells_limit in [true, false] {
        let server = Limited::new(8, tells_limit);
        let client = server.client();
        client.ping().await.unwrap();
        let tasks: Vec<_> = (0..30)
            .map(|i| tokio::spawn(client.ping().header("x-name", &format!("{i:02}")).send()))
            .collect();
        for task in tasks {
            // None was refused by the server.
            task.await.unwrap().unwrap();
        }
        assert!(server.windows.lock().unwrap().iter().all(|used| *used <= 8), "{:?}", server.windows);
        let order = server.order.lock().unwrap();
        assert!(order.is_sorted() && order.len() == 30, "{order:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_in_the_queue_makes_room() {
    let script = script([answer("0", "20"), answer("5", "60"), answer("4", "60")]);
    let client = waiting(&script);
    client.ping().await.unwrap();
    let first = timeout(5 * SECOND, client.ping().send());
    let second = async {
        sleep(SECOND).await;
        timeout(10 * SECOND, client.ping().send()).await
    };
    let third = async {
        sleep(2 * SECOND).await;
        client.ping().await
    };
    let (first, second, third) = tokio::join!(first, second, third);
    assert!(first.is_err() && second.is_err() && third.is_ok());
    assert_eq!(seconds(&script), [0, 21]);
    client.ping().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_probe_that_fails_is_followed_by_another() {
    // The limit is not told, so one request has to find out what the new window allows.
    let script =
        script([answer("0", "9"), Answer::fail(TransportFault::Broken).after(SECOND), answer("0", "9")]);
    let client = waiting(&script);
    client.ping().await.unwrap();
    let (lost, found) = tokio::join!(client.ping().send(), client.ping().with(Call::idempotent).send());
    assert!(lost.is_err() && found.is_ok());
    assert_eq!(seconds(&script), [0, 10, 11]);
}
