//! Problems: the types, titles and details of the page's examples, to the letter.

use otark_brp_server::types::{Problem, ProblemFieldError};
use otark_brp_server::{self as server, ProblemKind, StatusCode};

use crate::update::{MAX_BYTES, MAX_KEYS};

/// What every `type` of a problem begins with.
const TYPES: &str = "https://brp.otark.team/errors/";

fn problem(class: &str, title: &str, status: i64) -> Problem {
    Problem::new(format!("{TYPES}{class}"), title, status)
}

/// The page has no limit; this is worded like one of a schema.
pub(crate) fn too_much_metadata(path: &str) -> Problem {
    let message = format!("Metadata must contain at most {MAX_KEYS} keys and {MAX_BYTES} bytes");
    let error = ProblemFieldError::new("value_too_large", message).with_field("metadata");
    problem("validation", "Validation Failed", 400).with_instance(path).with_errors(vec![error])
}

/// The page has no type for it; this one is named like its own.
pub(crate) fn back_to_pending() -> Problem {
    problem("invalid_status_transition", "Invalid Status Transition", 409)
        .with_detail("A customer that has been activated or deactivated cannot be pending again.")
}

pub(crate) fn tso_not_enabled(path: &str) -> Problem {
    problem("balance_group_tso_not_enabled", "Balance Group TSO Not Enabled", 400)
        .with_detail(
            "The requested TSO is not enabled for this balance group. Enable it via the balance group settings first.",
        )
        .with_instance(path)
}

pub(crate) fn customer_not_found(path: &str) -> Problem {
    problem("customer_not_found", "Customer Not Found", 404).with_instance(path)
}

pub(crate) fn already_active() -> Problem {
    problem("already_active", "Customer Already Active", 409)
}

/// The detail of a key without the scopes that an operation needs.
pub(crate) fn missing_scopes(scopes: &[&str]) -> String {
    let word = if scopes.len() == 1 { "scope" } else { "scopes" };
    format!("Missing {word}: {}. Please create a new API key with the required scopes.", scopes.join(", "))
}

/// The page has no type for it; this one is named after its own.
pub(crate) fn rate_limit_exceeded(left: crate::limiter::Left) -> server::Problem {
    server::Problem::new(StatusCode::TOO_MANY_REQUESTS, "Rate Limit Exceeded")
        .with_type(format!("{TYPES}rate_limit_exceeded"))
        .with_detail(format!(
            "The key has made {} requests in this window; the next one begins in {} s.",
            left.limit, left.reset
        ))
        .with_header("retry-after", &left.reset.to_string())
        .with_header("x-ratelimit-limit", &left.limit.to_string())
        .with_header("x-ratelimit-remaining", &left.remaining.to_string())
        .with_header("x-ratelimit-reset", &left.reset.to_string())
}

/// Gives a problem that the server found by itself the words of the page, where the page has any.
pub(crate) fn in_the_words_of_the_page(problem: server::Problem) -> server::Problem {
    let typed = |class: &str| format!("{TYPES}{class}");
    match problem.kind() {
        ProblemKind::Malformed | ProblemKind::Invalid => {
            problem.with_type(typed("validation")).with_title("Validation Failed")
        }
        // Its example has neither detail nor instance, and a caller who is not known is told no more.
        ProblemKind::Unauthenticated => problem.map_body(|_| {
            server::ProblemBody::new(401, "Invalid API Key").with_type(typed("invalid_api_key"))
        }),
        ProblemKind::Forbidden => problem.map_body(|body| {
            let shown = server::ProblemBody::new(403, "Insufficient API Key Scopes");
            let shown = shown.with_type(typed("insufficient_scopes"));
            body.detail().map_or(shown.clone(), |detail| shown.with_detail(detail.to_owned()))
        }),
        _ => problem,
    }
}
