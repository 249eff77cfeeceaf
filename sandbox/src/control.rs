//! The control plane: what a test does to the sandbox. It has a token of its own, and no key of the API opens it.

use std::sync::Arc;

use otark_brp_server::axum::Router;
use otark_brp_server::axum::extract::{Path, Request, State};
use otark_brp_server::axum::middleware::{Next, from_fn_with_state};
use otark_brp_server::axum::response::{IntoResponse, Response};
use otark_brp_server::axum::routing::{get, post};
use otark_brp_server::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use otark_brp_server::{Body, Bytes, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::Error;
use crate::faults::Fault;
use crate::random;
use crate::seed::{Customer, EnabledTsos, Group, Key};
use crate::service::Shared;

type Plane = State<Arc<Shared>>;

/// What is below `/_sandbox/`.
pub(crate) fn router(shared: &Arc<Shared>) -> Router {
    Router::new()
        .route("/_sandbox/customers", get(customers).post(create_customer))
        .route("/_sandbox/customers/{id}", get(customer))
        .route("/_sandbox/keys", get(keys).post(create_key))
        .route("/_sandbox/balance-groups", get(balance_groups).put(enable_tsos))
        .route("/_sandbox/reset", post(reset))
        .route("/_sandbox/snapshots", get(snapshots))
        .route("/_sandbox/snapshots/{name}", post(snapshot))
        .route("/_sandbox/snapshots/{name}/restore", post(restore))
        .route("/_sandbox/clock", get(clock).put(set_clock).delete(reset_clock))
        .route("/_sandbox/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/_sandbox/requests", get(requests))
        .layer(from_fn_with_state(Arc::clone(shared), with_token))
        // Whether it runs is nobody's secret.
        .route("/_sandbox/health", get(health))
        .with_state(Arc::clone(shared))
}

async fn with_token(State(shared): Plane, request: Request, next: Next) -> Response {
    let given = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = given.and_then(|value| value.strip_prefix("Bearer ")).map(str::trim);
    if token == Some(shared.token.as_str()) {
        return next.run(request).await;
    }
    let message =
        "the control plane needs `Authorization: Bearer` with the token that the sandbox was started with";
    let mut response = Answer(StatusCode::UNAUTHORIZED, json!({ "error": message })).into_response();
    response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"sandbox\""));
    response
}

/// JSON with a status.
struct Answer(StatusCode, Value);

impl Answer {
    fn ok(value: impl Serialize) -> Result<Self, Error> {
        Ok(Self(StatusCode::OK, serde_json::to_value(value)?))
    }

    fn created(value: impl Serialize) -> Result<Self, Error> {
        Ok(Self(StatusCode::CREATED, serde_json::to_value(value)?))
    }

    fn not_found(what: &str) -> Self {
        Self(StatusCode::NOT_FOUND, json!({ "error": format!("there is no {what}") }))
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.1.to_string()));
        *response.status_mut() = self.0;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status =
            if self.is_of_the_caller() { StatusCode::BAD_REQUEST } else { StatusCode::INTERNAL_SERVER_ERROR };
        Answer(status, json!({ "error": self.to_string() })).into_response()
    }
}

type Outcome = Result<Answer, Error>;

fn read<'b, T: Deserialize<'b>>(body: &'b Bytes) -> Result<T, Error> {
    serde_json::from_slice(body).map_err(|error| Error::seed(error.to_string()))
}

async fn health() -> Answer {
    Answer(StatusCode::OK, json!({ "status": "ok" }))
}

async fn customers(State(shared): Plane) -> Outcome {
    Answer::ok(json!({ "customers": shared.store.state()?.customers }))
}

async fn customer(State(shared): Plane, Path(id): Path<String>) -> Outcome {
    shared.store.customer(&id)?.map_or_else(|| Ok(Answer::not_found("such customer")), Answer::ok)
}

/// A customer that is to be made: everything but its name and whose it is has a default.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewCustomer {
    brp: String,
    name: String,
    id: Option<String>,
    status: Option<String>,
    balance_group: Option<Group>,
    #[serde(default)]
    metadata: std::collections::BTreeMap<String, String>,
    activated_at: Option<jiff::Timestamp>,
}

async fn create_customer(State(shared): Plane, body: Bytes) -> Outcome {
    let new: NewCustomer = read(&body)?;
    let now = shared.clock.now();
    let status = new.status.unwrap_or_else(|| "pending".to_owned());
    let activated_at = new.activated_at.or((status == "active").then_some(now));
    let customer = Customer {
        id: new.id.unwrap_or_else(|| format!("cust_{}", random::text(8))),
        brp: new.brp,
        name: new.name,
        status,
        balance_group: new.balance_group,
        metadata: new.metadata,
        assigned_at: now,
        activated_at,
        created_at: now,
    };
    shared.store.add_customer(&customer)?;
    Answer::created(customer)
}

async fn keys(State(shared): Plane) -> Outcome {
    Answer::ok(json!({ "keys": shared.store.state()?.keys }))
}

/// A key that is to be made; its text is made up unless it is given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewKey {
    brp: String,
    #[serde(default)]
    scopes: Vec<String>,
    key: Option<String>,
    rate_limit: Option<u32>,
}

async fn create_key(State(shared): Plane, body: Bytes) -> Outcome {
    let NewKey { brp, scopes, key, rate_limit } = read(&body)?;
    let key = key.unwrap_or_else(|| format!("brp_test_{}", random::text(24)));
    let key = Key { key, brp, scopes, rate_limit };
    shared.store.put_key(&key)?;
    Answer::created(key)
}

async fn balance_groups(State(shared): Plane) -> Outcome {
    Answer::ok(json!({ "balance_groups": shared.store.state()?.balance_groups }))
}

async fn enable_tsos(State(shared): Plane, body: Bytes) -> Outcome {
    let group: EnabledTsos = read(&body)?;
    shared.store.enable_tsos(&group)?;
    Answer::ok(group)
}

/// Back to the seed: data, windows of the rate limit, faults and clock.
async fn reset(State(shared): Plane) -> Outcome {
    shared.reset()?;
    Answer::ok(json!({ "customers": shared.seed.customers.len() }))
}

async fn snapshots(State(shared): Plane) -> Outcome {
    Answer::ok(json!({ "snapshots": shared.store.snapshots()? }))
}

async fn snapshot(State(shared): Plane, Path(name): Path<String>) -> Outcome {
    shared.store.take_snapshot(&name)?;
    Answer::created(json!({ "name": name }))
}

async fn restore(State(shared): Plane, Path(name): Path<String>) -> Outcome {
    if shared.store.restore_snapshot(&name)? {
        return Answer::ok(json!({ "name": name }));
    }
    Ok(Answer::not_found("such snapshot"))
}

async fn clock(State(shared): Plane) -> Outcome {
    Answer::ok(json!({ "now": shared.clock.now().to_string(), "still": shared.clock.is_still() }))
}

/// What the clock is to do: go on from a time, stand still there, or go ahead by some seconds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetClock {
    now: Option<jiff::Timestamp>,
    #[serde(default)]
    still: bool,
    advance_seconds: Option<i64>,
}

async fn set_clock(State(shared): Plane, body: Bytes) -> Outcome {
    let SetClock { now, still, advance_seconds } = read(&body)?;
    if still || now.is_some() {
        let now = now.unwrap_or_else(|| shared.clock.now());
        if still { shared.clock.stop_at(now) } else { shared.clock.set(now) }
    }
    if let Some(seconds) = advance_seconds {
        shared.clock.advance(seconds);
    }
    clock(State(shared)).await
}

async fn reset_clock(State(shared): Plane) -> Outcome {
    shared.clock.reset();
    clock(State(shared)).await
}

async fn faults(State(shared): Plane) -> Outcome {
    Answer::ok(json!({ "faults": shared.faults.list() }))
}

async fn add_fault(State(shared): Plane, body: Bytes) -> Outcome {
    let fault: Fault = read(&body)?;
    shared.faults.add(fault.clone())?;
    Answer::created(fault)
}

async fn clear_faults(State(shared): Plane) -> Outcome {
    shared.faults.clear();
    faults(State(shared)).await
}

async fn requests(State(shared): Plane) -> Outcome {
    Answer::ok(json!({ "requests": shared.log.lines() }))
}
