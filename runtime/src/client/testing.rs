//! A transport in memory that follows a script, so that code which uses a client can be tested without a socket.
//!
//! Nothing of it waits for real time: with the paused clock of tokio, delays and time limits take none.
//!
//! ```
//! use std::time::Duration;
//!
//! use specwright_runtime::client::testing::{Answer, Script};
//! use specwright_runtime::client::{ApiClient, Builder, Error};
//!
//! /// A test of your code, with the client that it uses.
//! fn scripted<Client: ApiClient>() -> Result<(Client, Script), Error> {
//!     let script = Script::new();
//!     script
//!         .expect("PATCH /v1/customers/cust_r8s9t0u1")
//!         .header("x-api-key", "brp_live_0815")
//!         .respond(Answer::status(503).header("retry-after", "2"));
//!     script.respond(Answer::json(200, r#"{"name":"SolarDach"}"#).after(Duration::from_millis(30)));
//!     let client = Builder::new().api_key("brp_live_0815").transport(script.clone()).build()?;
//!     Ok((client, script))
//! }
//! ```
//!
//! After the calls, [`Script::assert_done`] says whether all that was expected has come, and [`Script::requests`] what
//! was sent.

mod answer;
mod recorded;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{Bytes, BytesMut};
use tokio::time::Instant;

pub use self::answer::Answer;
pub use self::recorded::Recorded;
use super::transport::{Body, BoxFuture, RequestBody, Transport, TransportError, TransportFault};

/// A transport that answers as it was told to; clones share what they are told and what they were sent.
///
/// ```
/// use specwright_runtime::client::testing::{Answer, Script};
///
/// let script = Script::new();
/// script.expect("GET /v1/customers?limit=5").respond(Answer::json(200, "[]"));
/// script.always(Answer::status(404));
/// assert!(script.requests().is_empty());
/// ```
#[derive(Clone)]
pub struct Script {
    state: Arc<Mutex<State>>,
}

struct State {
    start: Instant,
    steps: VecDeque<Step>,
    /// Once the steps are used up.
    always: Option<Answer>,
    requests: Vec<Recorded>,
    mismatches: Vec<String>,
}

struct Step {
    wanted: Wanted,
    answer: Answer,
}

/// What a request has to be.
#[derive(Default)]
struct Wanted {
    line: Option<String>,
    headers: Vec<(String, String)>,
    body: Option<Bytes>,
}

impl Script {
    /// A script without a step, which refuses every request.
    #[must_use]
    pub fn new() -> Self {
        let state = State {
            start: Instant::now(),
            steps: VecDeque::new(),
            always: None,
            requests: Vec::new(),
            mismatches: Vec::new(),
        };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// Adds a step: the next request, whatever it is, gets this answer.
    pub fn respond(&self, answer: Answer) {
        self.state().steps.push_back(Step { wanted: Wanted::default(), answer });
    }

    /// Begins a step: the next request has to be this one, such as `GET /v1/customers?limit=5`.
    ///
    /// Another request is refused, and [`assert_done`](Self::assert_done) tells of it.
    pub fn expect(&self, line: &str) -> Expected<'_> {
        Expected { script: self, wanted: Wanted { line: Some(line.to_owned()), ..Wanted::default() } }
    }

    /// Gives every request this answer, once there is no step left.
    pub fn always(&self, answer: Answer) {
        self.state().always = Some(answer);
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// Checks that every step was used, and every request was as expected.
    ///
    /// ```
    /// use specwright_runtime::client::testing::{Answer, Script};
    ///
    /// let script = Script::new();
    /// script.expect("GET /v1/notes").respond(Answer::status(200).chunk("[").stall());
    /// assert!(std::panic::catch_unwind(|| script.assert_done()).is_err());
    /// ```
    ///
    /// # Panics
    ///
    /// When that is not so, with what came and what did not.
    #[track_caller]
    pub fn assert_done(&self) {
        let state = self.state();
        let left: Vec<_> = state.steps.iter().map(|step| format!("did not come: {}", step.wanted)).collect();
        let wrong: Vec<_> = state.mismatches.iter().chain(&left).map(String::as_str).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the next request gets; none when it is not the one that was expected.
    fn next(&self, parts: &http::request::Parts, body: &Bytes) -> Result<Answer, String> {
        let mut state = self.state();
        let at = state.start.elapsed();
        let request = Recorded::new(parts, body.clone(), at);
        let line = request.line();
        state.requests.push(request.clone());
        let (answer, fault) = match state.steps.pop_front() {
            Some(Step { wanted, answer }) => match wanted.fault(&request) {
                None => return Ok(answer),
                Some(fault) => (None, format!("expected {wanted}, got {line}: {fault}")),
            },
            None => (state.always.clone(), format!("did not expect {line}")),
        };
        answer.ok_or_else(|| {
            state.mismatches.push(fault.clone());
            fault
        })
    }

    /// Does the next step fail before anything of the request has left?
    fn next_is_unsent(&self) -> bool {
        let state = self.state();
        state
            .steps
            .front()
            .map_or(state.always.as_ref(), |step| Some(&step.answer))
            .is_some_and(Answer::is_unsent)
    }
}

impl Default for Script {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = if self.next_is_unsent() { Bytes::new() } else { read(body).await? };
            let answer = self.next(&parts, &body);
            let answer = answer.map_err(|fault| TransportError::new(TransportFault::Refused, fault))?;
            answer.give().await
        })
    }
}

async fn read(body: RequestBody) -> Result<Bytes, TransportError> {
    if let Some(bytes) = body.as_bytes() {
        return Ok(bytes.clone());
    }
    let mut body = Body::from_stream(body);
    let mut all = BytesMut::new();
    while let Some(chunk) = body.chunk().await? {
        all.extend_from_slice(&chunk);
    }
    Ok(all.freeze())
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("Script")
            .field("steps", &state.steps.len())
            .field("requests", &state.requests.len())
            .finish_non_exhaustive()
    }
}

/// A step of a [`Script`] that is being put together.
///
/// ```
/// use specwright_runtime::client::testing::{Answer, Script};
///
/// let script = Script::new();
/// script.expect("POST /v1/notes").header("x-api-key", "k").body("{}").respond(Answer::status(201));
/// ```
#[must_use = "a step is added by `respond`"]
pub struct Expected<'s> {
    script: &'s Script,
    wanted: Wanted,
}

impl Expected<'_> {
    /// The request also has to have this header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.wanted.headers.push((name.to_ascii_lowercase(), value.to_owned()));
        self
    }

    /// The request also has to have this body.
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.wanted.body = Some(body.into());
        self
    }

    /// Adds the step.
    pub fn respond(self, answer: Answer) {
        self.script.state().steps.push_back(Step { wanted: self.wanted, answer });
    }
}

impl fmt::Debug for Expected<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expected({})", self.wanted)
    }
}

impl Wanted {
    /// Why the request is another one. The value of a header is not shown: it may be a key.
    fn fault(&self, request: &Recorded) -> Option<String> {
        if self.line.as_ref().is_some_and(|line| *line != request.line()) {
            return Some("another target".to_owned());
        }
        let wrong = self.headers.iter().find(|(name, value)| request.header(name) != Some(value));
        if let Some((name, _)) = wrong {
            let what = if request.header(name).is_some() { "is another one" } else { "is missing" };
            return Some(format!("`{name}` {what}"));
        }
        let other = self.body.as_ref().is_some_and(|body| body != request.body());
        other.then(|| format!("the body is {:?}", String::from_utf8_lossy(request.body())))
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.line.as_deref().unwrap_or("any request"))
    }
}
