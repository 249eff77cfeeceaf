//! That a key is shown nowhere: not by any `Debug` or `Display`, nor by anything that is logged or written by the
//! whole of the tests here.

use std::error::Error as _;
use std::fmt::Debug;

use specwright_runtime::client::testing::{Answer, Script};
use specwright_runtime::client::{
    Builder, ClientCredentials, Credential, Error, Method, Multipart, Part, RequestBody, Secret, Token,
    TransportFault,
};

use crate::harness::{KEY, builder, call};
use crate::log;
use crate::sample::Customer;
use crate::tokens::Client;

#[derive(Default)]
struct Shown(Vec<String>);

impl Shown {
    fn add(&mut self, value: &impl Debug) {
        self.0.push(format!("{value:?} {value:#?}"));
    }

    fn add_error(&mut self, error: &Error) {
        self.add(error);
        self.0.push(error.to_string());
        let causes = std::iter::successors(error.source(), |error| (**error).source());
        self.0.extend(causes.map(|cause| format!("{cause} {cause:?} {cause:#?}")));
    }
}

#[tokio::test(start_paused = true)]
async fn no_debug_or_display_shows_a_key() {
    let mut shown = Shown::default();
    let grant = ClientCredentials::new("https://h/token", "id", KEY).scope("a");
    shown.add(&grant);
    shown.add(&Credential::token_source(grant.clone()));
    shown.add(&Token::new(KEY));
    shown.add(&RequestBody::from(KEY));
    shown.add(&Multipart::new().part("key", Part::text(KEY)));
    shown.add(&Secret::from(KEY));
    shown.add(&[Credential::api_key(KEY), Credential::bearer_token(KEY), Credential::basic(KEY, KEY)]);
    shown.add(&Builder::<Client>::new().token_source(grant.clone()).default_header("x-key", KEY));

    // A server that sends the key back wherever it can.
    let echo = |status: u16| {
        Answer::json(status, format!("{{\"name\":\"{KEY}\"}}"))
            .header("x-api-key", KEY)
            .header("set-cookie", KEY)
            .header("authorization", KEY)
    };
    let faults = [
        echo(200),
        echo(409),
        echo(503),
        Answer::fail(TransportFault::Connect),
        Answer::fail(TransportFault::Broken),
        Answer::silence(),
        echo(200).break_off(TransportFault::Broken),
    ];
    for fault in faults {
        let script = Script::new();
        shown.add(&fault);
        script.always(fault);
        let client = builder(&script).build().unwrap();
        shown.add(&client);
        let request = client.update_customer(KEY, &Customer::new(KEY)).header("x-key", KEY);
        shown.add(&request);
        match request.await {
            // The value of a response is the caller's own business.
            Ok(response) => shown.add(response.headers()),
            Err(error) => shown.add_error(&Error::from(error)),
        }
        let raw = call(&script, "GET").query("key", KEY).header("x-key", KEY);
        shown.add(&raw);
        match raw.open().await {
            Ok(reply) => {
                shown.add(&reply);
                shown.add(&reply.into_body());
            }
            Err(error) => shown.add_error(&error),
        }
        shown.add(&call(&script, "GET").query("key", KEY).events());
        let own: Client =
            Builder::new().token_source(grant.clone()).transport(script.clone()).build().unwrap();
        shown.add(&own.0);
        if let Err(error) = own.0.request(Method::GET, "/v1").reply().await {
            shown.add_error(&error);
        }
        shown.add(&script);
        shown.add(&script.requests());
    }
    log::assert_without(&shown.0.join("\n"), KEY);
}

#[test]
fn nothing_that_the_tests_write_shows_a_key() {
    log::assert_without(&log::of_tests(&[]), KEY);
}
