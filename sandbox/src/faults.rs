//! Faults: rules by which the sandbox fails on purpose.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use otark_brp_server::axum::extract::Request;
use otark_brp_server::axum::middleware::Next;
use otark_brp_server::axum::response::Response;
use otark_brp_server::http::HeaderValue;
use otark_brp_server::http::header::CONTENT_TYPE;
use otark_brp_server::{Body, HangUp, ProblemBody, StatusCode};
use serde::{Deserialize, Serialize};

/// A rule: which requests it is for, and what becomes of them.
///
/// ```
/// use otark_brp_sandbox::{Action, Fault};
///
/// let rule = r#"{"method": "PATCH", "times": 2, "action": {"status": {"status": 503, "retry_after": 1}}}"#;
/// let fault: Fault = serde_json::from_str(rule)?;
/// assert_eq!(fault.action, Action::Status { status: 503, retry_after: Some(1) });
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The method of the requests; any otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// What the paths of the requests begin with; any otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// For how many requests more the rule holds; for good otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// What becomes of them.
    pub action: Action,
}

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// It waits before it is carried out.
    Latency {
        /// For so long.
        milliseconds: u64,
    },
    /// It is not carried out, but answered with this status.
    Status {
        /// The status.
        status: u16,
        /// The value of `Retry-After`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u32>,
    },
    /// It is not carried out, and the connection is closed.
    Reset,
    /// It is carried out, and then the connection is closed without an answer.
    DropAfterCommit,
}

/// The rules that hold, in the order in which they were added.
#[derive(Debug, Default)]
pub struct Faults {
    rules: Mutex<Vec<Fault>>,
}

impl Faults {
    /// Adds a rule.
    ///
    /// # Errors
    ///
    /// It answers with what is no status of an error.
    pub fn add(&self, fault: Fault) -> Result<(), crate::Error> {
        if let Action::Status { status, .. } = fault.action
            && !(400..=599).contains(&status)
        {
            return Err(crate::Error::seed(format!("{status} is not the status of an error")));
        }
        self.rules().push(fault);
        Ok(())
    }

    /// The rules that hold.
    pub fn list(&self) -> Vec<Fault> {
        self.rules().clone()
    }

    /// Ends all rules.
    pub fn clear(&self) {
        self.rules().clear();
    }

    fn rules(&self) -> std::sync::MutexGuard<'_, Vec<Fault>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What becomes of a request by the rules that are for it, each of which is used up by one.
    fn take(&self, method: &str, path: &str) -> Vec<Action> {
        let mut rules = self.rules();
        let mut actions = Vec::new();
        for rule in rules.iter_mut() {
            let is_meant = rule.method.as_deref().is_none_or(|own| own.eq_ignore_ascii_case(method))
                && rule.path.as_deref().is_none_or(|own| path.starts_with(own));
            if is_meant && rule.times != Some(0) {
                rule.times = rule.times.map(|times| times - 1);
                actions.push(rule.action.clone());
            }
        }
        rules.retain(|rule| rule.times != Some(0));
        actions
    }
}

/// Carries the request out, as far as the rules let it.
pub(crate) async fn apply(faults: &Faults, request: Request, next: Next) -> Response {
    let mut is_dropped = false;
    for action in faults.take(request.method().as_str(), request.uri().path()) {
        match action {
            Action::Latency { milliseconds } => tokio::time::sleep(Duration::from_millis(milliseconds)).await,
            Action::Status { status, retry_after } => return failure(status, retry_after),
            Action::Reset => return hang_up(),
            Action::DropAfterCommit => is_dropped = true,
        }
    }
    let response = next.run(request).await;
    if is_dropped { hang_up() } else { response }
}

fn hang_up() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(HangUp);
    response
}

fn failure(status: u16, retry_after: Option<u32>) -> Response {
    let known = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let title = known.canonical_reason().unwrap_or("Error");
    let body = ProblemBody::new(status, title).with_detail("A fault of the sandbox, as it was asked for");
    let mut response = Response::new(Body::from(body.encode()));
    *response.status_mut() = known;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(ProblemBody::MEDIA_TYPE));
    if let Some(seconds) = retry_after {
        headers.insert("retry-after", seconds.into());
    }
    response
}
