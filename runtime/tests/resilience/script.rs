//! The transport that follows a script.

use std::time::Duration;

use specwright_runtime::client::testing::{Answer, Expected, Script};
use specwright_runtime::client::{Delivery, Error};

use crate::harness::{KEY, builder};
use crate::sample::{Customer, RateLimit};

#[tokio::test(start_paused = true)]
async fn a_step_says_what_has_to_come() {
    let script = Script::new();
    script.expect("PATCH /v1/customers/c1").header("X-Api-Key", KEY).body(r#"{"name":"Solar"}"#).respond(
        Answer::json(200, r#"{"name":"Solar"}"#)
            .header("x-ratelimit-remaining", "3")
            .after(Duration::from_secs(3)),
    );
    script.expect("GET /ping").respond(Answer::status(204));
    let client = builder(&script).build().unwrap();
    let customer = client.update_customer("c1", &Customer::new("Solar")).await.unwrap();
    assert_eq!(customer.name, "Solar");
    assert_eq!(customer.typed_headers(), Ok(RateLimit { remaining: Some(3) }));
    client.ping().await.unwrap();
    script.assert_done();
    let requests = script.requests();
    assert_eq!(requests[1].at(), Duration::from_secs(3));
    assert_eq!(
        (requests[0].header("x-api-key"), requests[0].line().as_str()),
        (Some(KEY), "PATCH /v1/customers/c1")
    );
    assert!(!format!("{requests:?} {script:?}").contains(KEY));
}

#[tokio::test(start_paused = true)]
async fn another_request_is_refused_and_told_without_its_key() {
    type Expect = for<'s> fn(&'s Script) -> Expected<'s>;
    let cases: [(Expect, &str); 4] = [
        (|script| script.expect("GET /ping"), "another target"),
        (
            |script| script.expect("PATCH /v1/customers/c1").header("x-api-key", "k"),
            "`x-api-key` is another one",
        ),
        (|script| script.expect("PATCH /v1/customers/c1").header("x-trace", "k"), "`x-trace` is missing"),
        (
            |script| script.expect("PATCH /v1/customers/c1").body("{}"),
            r#"the body is "{\"name\":\"Solar\"}""#,
        ),
    ];
    for (expect, fault) in cases {
        let script = Script::new();
        expect(&script).respond(Answer::status(200));
        let client = builder(&script).build().unwrap();
        let error = Error::from(client.update_customer("c1", &Customer::new("Solar")).await.unwrap_err());
        assert_eq!(error.delivery(), Delivery::NotSent);
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(cause.ends_with(fault), "{cause}");
        let told = std::panic::catch_unwind(|| script.assert_done()).unwrap_err();
        let told = told.downcast_ref::<String>().unwrap();
        assert!(told.contains(fault) && !told.contains(KEY), "{told}");
    }
}

#[test]
fn what_did_not_come_is_told() {
    let script = Script::new();
    script.expect("GET /ping").respond(Answer::silence());
    let told = std::panic::catch_unwind(|| script.assert_done()).unwrap_err();
    assert_eq!(told.downcast_ref::<String>().unwrap(), "did not come: GET /ping");
}
