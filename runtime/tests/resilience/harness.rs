//! What the tests here have in common: a client of a script, and the moments at which it was called.

use specwright_runtime::client::testing::{Answer, Script};
use specwright_runtime::client::{Builder, Call, Method};

use crate::sample::Client;

pub(crate) use crate::log::KEY;

/// A script that gives these answers, in this order.
pub(crate) fn script(answers: impl IntoIterator<Item = Answer>) -> Script {
    crate::log::everything();
    let script = Script::new();
    answers.into_iter().for_each(|answer| script.respond(answer));
    script
}

/// The builder of a client of the script, whose delays are the same in every run.
pub(crate) fn builder(script: &Script) -> Builder<Client> {
    crate::log::everything();
    Client::builder().api_key(KEY).transport(script.clone()).jitter_seed(1)
}

/// A call of an endpoint, with this method.
pub(crate) fn call(script: &Script, method: &str) -> Call {
    let method: Method = method.parse().unwrap();
    builder(script).build().unwrap().core().request(method, "/v1/things")
}

/// When the script was called, in whole seconds.
pub(crate) fn seconds(script: &Script) -> Vec<u64> {
    script.requests().iter().map(|request| request.at().as_secs()).collect()
}
