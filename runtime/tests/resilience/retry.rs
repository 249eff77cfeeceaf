//! When a call is repeated, after how long, and what is known in the end.

use std::time::Duration;

use specwright_runtime::client::testing::{Answer, Recorded, Script};
use specwright_runtime::client::{
    Body, Call, Delivery, Error, Method, Operation, RequestBody, RetryBudget, RetryPolicy, TransportFault,
};

use crate::harness::{builder, call, script, seconds};
use crate::sample::{Client, Customer};

const SECOND: Duration = Duration::from_secs(1);

fn ok() -> Answer {
    Answer::json(200, "{}")
}

#[tokio::test(start_paused = true)]
async fn only_what_does_no_harm_is_repeated() {
    let statuses = [408, 429, 500, 502, 503, 504].map(Answer::status).to_vec();
    let unknown = vec![Answer::fail(TransportFault::Broken), Answer::fail(TransportFault::Timeout)];
    let cut = vec![Answer::json(200, "{").break_off(TransportFault::Broken)];
    let unsent = vec![Answer::fail(TransportFault::Connect)];
    let others = vec![400, 401, 403, 404, 409, 410, 422, 501, 505, 304, 204].into_iter().map(Answer::status);
    let refused = vec![Answer::fail(TransportFault::Refused)];
    let cases = [
        (statuses, true, false),
        (unknown, true, false),
        (cut, true, false),
        (unsent, true, true),
        (others.collect(), false, false),
        (refused, false, false),
    ];
    for (answers, safe, other) in cases {
        for answer in answers {
            for method in ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"] {
                let script = script([answer.clone(), ok()]);
                let _ = call(&script, method).reply().await;
                assert_eq!(script.requests().len(), 1 + usize::from(safe), "{method} {answer:?}");
            }
            for method in ["POST", "PATCH", "PURGE"] {
                let script = script([answer.clone(), ok()]);
                let _ = call(&script, method).reply().await;
                assert_eq!(script.requests().len(), 1 + usize::from(other), "{method} {answer:?}");
                let script = self::script([answer.clone(), ok()]);
                let _ = call(&script, method).idempotent().reply().await;
                assert_eq!(script.requests().len(), 1 + usize::from(safe), "{method} {answer:?}");
                let script = self::script([answer.clone(), ok()]);
                let _ = call(&script, method).idempotency_key("7c0e").reply().await;
                assert_eq!(script.requests().len(), 1 + usize::from(safe), "{method} {answer:?}");
                assert!(
                    script.requests().iter().all(|request| request.header("idempotency-key") == Some("7c0e"))
                );
            }
        }
    }
}

static SEARCH: Operation = Operation::new("search", Method::POST, "/v1/search").idempotent();

#[tokio::test(start_paused = true)]
async fn what_the_document_says_is_idempotent_is_repeated() {
    let script = script([Answer::status(503), ok()]);
    let client = builder(&script).build().unwrap();
    assert_eq!(client.core().call(&SEARCH).reply().await.unwrap().attempts(), 2);
}

#[tokio::test(start_paused = true)]
async fn refusals_of_other_methods_are_repeated_when_the_caller_wants_it() {
    let policy = RetryPolicy::new().retry_refusals(true);
    for (status, attempts) in [(429, 2), (503, 2), (500, 1), (502, 1), (504, 1), (408, 1)] {
        let script = script([Answer::status(status), ok()]);
        let _ = call(&script, "PATCH").retry(policy).reply().await;
        assert_eq!(script.requests().len(), attempts, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_answer_is_the_result() {
    let script =
        script([Answer::status(503), Answer::status(500), Answer::json(502, r#"{"title":"Bad"}"#), ok()]);
    let reply = call(&script, "GET").reply().await.unwrap();
    assert_eq!((reply.status().as_u16(), &reply.body()[..]), (502, &br#"{"title":"Bad"}"#[..]));
    let error = reply.undocumented();
    assert_eq!(error.attempts(), 3);
    assert!(error.to_string().ends_with(": Bad (after 3 attempts)"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn delays_are_random_below_a_limit_that_doubles() {
    let policy = RetryPolicy::new().max_attempts(6).base_delay(SECOND).max_delay(4 * SECOND);
    let mut most = [Duration::ZERO; 5];
    let mut least = [Duration::MAX; 5];
    for seed in 0..200 {
        let script = Script::new();
        script.always(Answer::status(500));
        let client: Client = builder(&script).jitter_seed(seed).timeout(None).build().unwrap();
        let _ = client.ping().with(|call| call.retry(policy)).await;
        let moments: Vec<_> = script.requests().iter().map(Recorded::at).collect();
        for (i, pair) in moments.windows(2).enumerate() {
            let delay = pair[1].saturating_sub(pair[0]);
            (most[i], least[i]) = (most[i].max(delay), least[i].min(delay));
        }
    }
    // The clock of tokio rounds up to a millisecond.
    let limits = [1, 2, 4, 4, 4].map(|seconds| seconds * SECOND + Duration::from_millis(1));
    for i in 0..5 {
        assert!(most[i] <= limits[i] && most[i] > limits[i].mul_f64(0.9), "{most:?}");
        assert!(least[i] < limits[i].mul_f64(0.1), "{least:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_server_asks_for_is_waited_for() {
    let quick = RetryPolicy::new().base_delay(Duration::from_millis(1));
    let cases: [(Answer, u64); 5] = [
        (Answer::status(503).header("retry-after", "7"), 7),
        (
            Answer::status(503)
                .header("date", "Sun, 06 Nov 1994 08:49:37 GMT")
                .header("retry-after", "Sun, 06 Nov 1994 08:49:50 GMT"),
            13,
        ),
        (Answer::status(429).header("x-ratelimit-remaining", "0").header("x-ratelimit-reset", "21"), 21),
        (Answer::status(429).header("ratelimit", r#""default";r=0;t=4"#), 4),
        (Answer::status(500).header("x-ratelimit-remaining", "7").header("x-ratelimit-reset", "21"), 0),
    ];
    for (answer, expected) in cases {
        let script = script([answer.clone(), ok()]);
        assert!(call(&script, "GET").retry(quick).reply().await.is_ok());
        assert_eq!(seconds(&script), [0, expected], "{answer:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_beyond_the_deadline_ends_the_call_at_once() {
    for (timeout, asked, waits) in [
        (Some(30 * SECOND), "29", true),
        (Some(30 * SECOND), "30", false),
        (Some(30 * SECOND), "18446744073709551615", false),
        (None, "120", true),
        (None, "121", false),
    ] {
        let script = script([Answer::status(503).header("retry-after", asked), ok()]);
        let start = tokio::time::Instant::now();
        let reply = call(&script, "GET").timeout(timeout).reply().await.unwrap();
        assert_eq!(reply.status().as_u16(), if waits { 200 } else { 503 }, "{asked}");
        assert_eq!(start.elapsed() > SECOND, waits, "{asked}");
        if !waits {
            let error = reply.undocumented();
            assert_eq!(error.retry_after(), asked.parse().ok().map(Duration::from_secs));
            assert_eq!(error.attempts(), 1);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_unknown_outcome_stays_unknown() {
    let connect = || Answer::fail(TransportFault::Connect);
    let broken = || Answer::fail(TransportFault::Broken);
    let cases = [
        (vec![connect(), connect(), connect()], Delivery::NotSent, false),
        (vec![broken(), connect(), connect()], Delivery::Unknown, true),
        (vec![connect(), broken(), connect()], Delivery::Unknown, true),
        (vec![connect(), connect(), broken()], Delivery::Unknown, true),
        // A gateway that gives up may have passed the request on; who is told to slow down was not listened to.
        (vec![Answer::status(504), connect(), connect()], Delivery::Unknown, true),
        (vec![Answer::status(429), connect(), connect()], Delivery::NotSent, false),
        (
            vec![Answer::json(200, "{").break_off(TransportFault::Broken), connect(), connect()],
            Delivery::Unknown,
            true,
        ),
    ];
    for (answers, delivery, unknown) in cases {
        let error = call(&script(answers), "PUT").reply().await.unwrap_err();
        assert_eq!((error.delivery(), error.has_unknown_attempt()), (delivery, unknown), "{error}");
        assert_eq!(error.attempts(), 3);
    }
    let error = call(&script([broken(), connect(), connect()]), "PUT").reply().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "PUT request: an earlier attempt may have been carried out, the last was not sent: \
         could not connect to api.example.com:443 (after 3 attempts)"
    );
    // What is final speaks for itself.
    let reply = call(&script([Answer::status(500)]), "POST").reply().await.unwrap();
    assert!(!reply.undocumented().has_unknown_attempt());
    // An answer that may be about what an earlier attempt has done.
    let script = script([broken(), Answer::json(409, r#"{"title":"Exists"}"#)]);
    let client: Client = builder(&script).build().unwrap();
    let result = client.update_customer("c1", &Customer::new("Solar")).with(Call::idempotent).await;
    let error = Error::from(result.unwrap_err());
    assert_eq!((error.delivery(), error.has_unknown_attempt()), (Delivery::Answered, true));
    assert_eq!(error.to_string(), "updateCustomer: 409 Conflict: Exists (after 2 attempts)");
}

#[tokio::test(start_paused = true)]
async fn a_wait_without_end_is_no_panic() {
    let policy =
        RetryPolicy::new().longest_wait(Duration::MAX).base_delay(Duration::MAX).max_delay(Duration::MAX);
    let script = script([Answer::json(503, "{}").header("retry-after", "18446744073709551615")]);
    let reply = call(&script, "GET").retry(policy).timeout(None).reply();
    assert!(tokio::time::timeout(Duration::from_secs(1 << 20), reply).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn an_error_says_how_long_to_wait() {
    for (answer, seconds) in [
        (Answer::status(429).header("retry-after", "7"), Some(7)),
        (Answer::status(429).header("x-ratelimit-reset", "9"), Some(9)),
        (Answer::status(503), None),
        (Answer::status(404).header("x-ratelimit-remaining", "5").header("x-ratelimit-reset", "9"), None),
    ] {
        let reply = call(&script([answer]), "POST").reply().await.unwrap();
        assert_eq!(reply.undocumented().retry_after(), seconds.map(Duration::from_secs));
    }
}

#[tokio::test(start_paused = true)]
async fn the_length_in_an_answer_to_head_is_not_that_of_a_body() {
    let script = script([Answer::status(200).header("content-length", "999999999999")]);
    assert_eq!(call(&script, "HEAD").reply().await.unwrap().status().as_u16(), 200);
}

#[tokio::test(start_paused = true)]
async fn the_budget_of_a_client_ends_its_retries() {
    let script = Script::new();
    script.always(Answer::status(500));
    let client = builder(&script).retry_budget(RetryBudget::new(25)).build().unwrap();
    for _ in 0..10 {
        let _ = client.ping().await;
    }
    // Five retries, which are two and a half calls.
    assert_eq!(script.requests().len(), 15);
    script.always(Answer::status(204));
    for _ in 0..5 {
        client.ping().await.unwrap();
    }
    script.always(Answer::status(500));
    let _ = client.ping().await;
    assert_eq!(script.requests().len(), 15 + 5 + 2);

    let script = Script::new();
    script.always(Answer::status(500));
    let client = builder(&script).retry_budget(None).build().unwrap();
    for _ in 0..100 {
        let _ = client.ping().await;
    }
    assert_eq!(script.requests().len(), 300);
}

#[tokio::test(start_paused = true)]
async fn a_stream_is_repeated_only_while_nothing_of_it_was_read() {
    let once = || RequestBody::from_stream(Body::from("tea"));
    let anew = || RequestBody::from_fn(|| Body::from("tea"));
    for (fault, make, attempts) in [
        (TransportFault::Connect, once as fn() -> RequestBody, 2),
        (TransportFault::Broken, once, 1),
        (TransportFault::Connect, anew, 2),
        (TransportFault::Broken, anew, 2),
    ] {
        let script = script([Answer::fail(fault), ok()]);
        let _ = call(&script, "PUT").body("text/plain", make()).reply().await;
        let requests = script.requests();
        assert_eq!(requests.len(), attempts, "{fault:?}");
        assert_eq!(requests.last().unwrap().body(), "tea");
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_has_a_limit_of_its_own() {
    let script = script([Answer::silence(), ok().after(2 * SECOND)]);
    let reply = call(&script, "GET").attempt_timeout(3 * SECOND).reply().await.unwrap();
    assert_eq!(reply.status().as_u16(), 200);
    assert_eq!(seconds(&script), [0, 3]);

    let script = self::script([Answer::silence()]);
    let error = call(&script, "POST").attempt_timeout(3 * SECOND).reply().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.to_string(), "POST request: no answer within 3s; the request may have been carried out");
}

#[tokio::test(start_paused = true)]
async fn the_limit_of_the_call_holds_over_all_attempts() {
    let script = Script::new();
    script.always(Answer::silence());
    let start = tokio::time::Instant::now();
    let call = call(&script, "GET").attempt_timeout(3 * SECOND).timeout(7 * SECOND);
    let error = call.retry(RetryPolicy::new().max_attempts(9)).reply().await.unwrap_err();
    assert!(error.is_timeout() && start.elapsed() <= 7 * SECOND + Duration::from_millis(2), "{error}");
    assert!(error.attempts() >= 2);
}

#[tokio::test(start_paused = true)]
async fn a_body_has_to_keep_coming() {
    let slow = || Answer::json(200, r#"{"a":"#).wait(50 * SECOND).chunk("1").wait(50 * SECOND).chunk("}");
    let script = script([slow()]);
    let reply = call(&script, "GET").timeout(None).reply().await.unwrap();
    assert_eq!(reply.body(), r#"{"a":1}"#);
    let script = self::script([slow()]);
    let error = call(&script, "POST").timeout(None).read_timeout(49 * SECOND).reply().await.unwrap_err();
    assert_eq!(error.to_string(), "POST request: 200 OK, but nothing more of the body came within 49s");
    assert!(error.is_timeout());
    assert_eq!((error.delivery(), &error.body().unwrap()[..]), (Delivery::Answered, &br#"{"a":"#[..]));
}

#[tokio::test(start_paused = true)]
async fn dropping_a_call_at_any_moment_leaves_the_client_as_it_was() {
    for after in [0, 1, 500, 1500, 2500, 4000] {
        let script = Script::new();
        script.always(Answer::status(503).header("retry-after", "1").after(SECOND));
        let client = builder(&script).build().unwrap();
        let call = tokio::time::timeout(Duration::from_millis(after), client.ping().send());
        assert!(call.await.is_err());
        let sent = script.requests().len();
        tokio::time::sleep(60 * SECOND).await;
        assert_eq!(script.requests().len(), sent, "nothing goes on in the background");
        script.always(Answer::status(204));
        client.ping().await.unwrap();
    }
}

#[cfg(feature = "files")]
#[tokio::test]
async fn a_file_is_read_anew_for_every_attempt() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("upload.txt");
    let text = "tea ".repeat(50_000);
    std::fs::write(&path, &text).unwrap();
    let body = RequestBody::from_file(&path).await.unwrap();
    assert_eq!(body.length(), Some(200_000));
    let script = script([Answer::status(503).header("retry-after", "0"), ok()]);
    let quick = RetryPolicy::new().base_delay(Duration::ZERO);
    let call = call(&script, "PUT").retry(quick).body("text/plain", body);
    assert_eq!(call.reply().await.unwrap().status().as_u16(), 200);
    assert!(script.requests().iter().all(|request| request.body() == text.as_bytes()));
    assert!(RequestBody::from_file("no/such/file").await.is_err());
    std::fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn a_reader_is_a_body() {
    let script = script([ok()]);
    let body = RequestBody::from_reader(&b"tea"[..]);
    call(&script, "POST").body("text/plain", body).reply().await.unwrap();
    assert_eq!(script.requests()[0].body(), "tea");
}
