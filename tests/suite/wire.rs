//! What generated code says on the wire, and what it makes of answers: the crates below `tests/wire`, called.
//!
//! Each module is about one subject, and most of it is a table: a call, and the request that it has to be.

mod bodies;
mod calls;
mod enumerations;
mod faults;
mod parameters;
mod records;
mod responses;
mod unions;

use std::future::IntoFuture;

use specwright_runtime::client::testing::{Answer, Recorded, Script};
use specwright_runtime::client::{ApiClient, Builder};
use specwright_runtime::{FieldError, Model, ValidationErrors};

/// A client whose requests go nowhere and are all answered alike.
struct Wire<C> {
    client: C,
    script: Script,
}

impl<C: ApiClient> Wire<C> {
    fn new() -> Self {
        Self::with(Builder::new())
    }

    fn with(builder: Builder<C>) -> Self {
        crate::log::everything();
        let script = Script::new();
        script.always(Answer::status(204));
        Self { client: builder.transport(script.clone()).build().unwrap(), script }
    }

    /// The one request that a call sends, whatever it makes of the answer.
    async fn sent<F: IntoFuture>(&self, call: impl FnOnce(&C) -> F) -> Recorded {
        let before = self.script.requests().len();
        let _ = call(&self.client).await;
        let requests = self.script.requests();
        let [request] = &requests[before..] else { panic!("one request, not {}", requests.len() - before) };
        request.clone()
    }

    /// Method and target of it.
    async fn line<F: IntoFuture>(&self, call: impl FnOnce(&C) -> F) -> String {
        self.sent(call).await.line()
    }

    /// The only request of a call is answered like this.
    async fn answered<F: IntoFuture>(&self, answer: Answer, call: impl FnOnce(&C) -> F) -> F::Output {
        self.script.respond(answer);
        call(&self.client).await
    }

    /// Nothing may be sent.
    async fn refused<F, T, E>(&self, call: impl FnOnce(&C) -> F) -> E
    where
        F: IntoFuture<Output = Result<T, E>>,
    {
        let before = self.script.requests().len();
        let Err(error) = call(&self.client).await else { panic!("the call succeeds") };
        assert_eq!(self.script.requests().len(), before, "something is sent");
        error
    }
}

/// What strict decoding makes of a JSON text: the value written again, or the fields with errors and their codes.
fn strict<T: Model>(json: &str) -> Result<String, String> {
    again(T::decode(json.as_bytes()))
}

/// The same, for lenient decoding.
fn lenient<T: Model>(json: &str) -> Result<String, String> {
    again(T::decode_lenient(json.as_bytes()))
}

fn again<T: Model>(decoded: Result<T, ValidationErrors>) -> Result<String, String> {
    let field = |error: &FieldError| format!("{} {}", error.field(), error.code().as_str());
    let errors = |errors: ValidationErrors| errors.iter().map(field).collect::<Vec<_>>().join(", ");
    decoded.map(|value| String::from_utf8(value.encode()).unwrap()).map_err(errors)
}

/// A function that decodes a type, JSON, and what comes of it; `Ok("")` is the same JSON.
type Row<'r> = (fn(&str) -> Result<String, String>, &'r str, Result<&'r str, &'r str>);

#[track_caller]
fn check(rows: &[Row<'_>]) {
    for (decode, json, expected) in rows {
        let expected = expected.map(|text| if text.is_empty() { *json } else { text });
        assert_eq!(decode(json), expected.map(str::to_owned).map_err(str::to_owned), "{json}");
    }
}
