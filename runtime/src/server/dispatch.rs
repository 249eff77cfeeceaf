//! The way of a request through the checks to its operation, and of the answer back.

use std::time::Instant;

use axum::body::{Body, HttpBody as _};
use bytes::Bytes;
use http::header::{
    ACCEPT, ALLOW, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue,
    WWW_AUTHENTICATE,
};
use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tracing::Instrument as _;

use super::access::Access;
use super::api::Service;
use super::credential;
use super::endpoint::{Endpoint, RequestContent};
use super::failure::Failure;
use super::input::{Found, Raw};
use super::media::MediaType;
use super::negotiate::negotiate;
use super::problem::{Problem, ProblemKind};
use super::reply::Reply;
use super::routes::{Route, Routes};
use super::template::Match;

/// RFC 5789, section 3.1.
const ACCEPT_PATCH: HeaderName = HeaderName::from_static("accept-patch");

/// The answer to any request.
pub(super) async fn answer<S: Service>(routes: &Routes<S>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let (uri, method) = (parts.uri.clone(), parts.method.clone());
    let path = original_path(&parts);
    let matches = routes.templates.find(uri.path(), uri.query().unwrap_or_default());
    let route = choose(routes, &matches, &method);
    let operation = route.map_or("", |(route, _)| route.endpoint.operation.id);
    let span = tracing::info_span!("request", %method, operation);
    let response = async {
        let started = Instant::now();
        let outcome = match route {
            Some((route, variables)) => call(routes, route, variables, parts, body).await,
            None => unrouted(routes, &matches, &method),
        };
        let endpoint = route.map(|(route, _)| route.endpoint);
        let response = match outcome.map_err(Failure::into_parts) {
            Ok(response) | Err(Ok(response)) => response,
            Err(Err(problem)) => render(routes, endpoint, problem, path),
        };
        let status = response.status().as_u16();
        let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(status, milliseconds, "answered");
        response
    }
    .instrument(span)
    .await;
    if method == Method::HEAD { without_body(response) } else { response }
}

/// The path as the client sent it, whatever routers around this one have cut off.
fn original_path(parts: &Parts) -> String {
    let original = parts.extensions.get::<axum::extract::OriginalUri>();
    original.map_or(&parts.uri, |original| &original.0).path().to_owned()
}

/// An operation, and the variables of its path with their texts.
type Chosen<'s, 'm, S> = (&'s Route<S>, &'m [(&'static str, &'m str)]);

/// The operation for a method.
fn choose<'s, 'm, S: Service>(
    routes: &'s Routes<S>,
    matches: &'m [Match<'m>],
    method: &Method,
) -> Option<Chosen<'s, 'm, S>> {
    let with = |method: &Method| {
        matches.iter().find_map(|found| {
            let route = routes.all.get(found.index).filter(|route| route.method == *method)?;
            Some((route, found.variables.as_slice()))
        })
    };
    with(method).or_else(|| if *method == Method::HEAD { with(&Method::GET) } else { None })
}

/// What is answered where no operation is called.
fn unrouted<S: Service>(
    routes: &Routes<S>,
    matches: &[Match<'_>],
    method: &Method,
) -> Result<Response<Body>, Failure> {
    if matches.is_empty() {
        return Err(Problem::of(ProblemKind::NotFound).with_detail("No operation has this path").into());
    }
    let here = || matches.iter().filter_map(|found| routes.all.get(found.index));
    let mut allowed: Vec<&str> = here().map(|route| route.method.as_str()).collect();
    if allowed.contains(&"GET") {
        allowed.push("HEAD");
    }
    allowed.push("OPTIONS");
    allowed.sort_unstable();
    allowed.dedup();
    let allowed = HeaderValue::from_str(&allowed.join(", ")).unwrap_or(HeaderValue::from_static("OPTIONS"));
    if *method != Method::OPTIONS {
        let problem = Problem::of(ProblemKind::MethodNotAllowed);
        return Err(problem
            .with_detail("This path does not have that method")
            .with_value(ALLOW, allowed)
            .into());
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().insert(ALLOW, allowed);
    let patched =
        here().find(|route| route.method == Method::PATCH).and_then(|route| accepted(route.endpoint));
    if let Some(value) = patched {
        response.headers_mut().insert(ACCEPT_PATCH, value);
    }
    Ok(response)
}

/// The media types that a body may be of, as the value of a header.
fn accepted(endpoint: &Endpoint) -> Option<HeaderValue> {
    let names: Vec<&str> = endpoint.consumes.iter().flat_map(RequestContent::media_types).collect();
    HeaderValue::from_str(&names.join(", ")).ok().filter(|value| !value.is_empty())
}

async fn call<S: Service>(
    routes: &Routes<S>,
    route: &Route<S>,
    variables: &[(&'static str, &str)],
    parts: Parts,
    body: Body,
) -> Result<Response<Body>, Failure> {
    let endpoint = route.endpoint;
    let caller = authorize(routes, endpoint, &parts).await?;
    let Ok(media_type) = negotiate(&parts.headers, endpoint.produces) else {
        let detail = format!("The operation has {}", endpoint.produces.join(", "));
        return Err(Problem::of(ProblemKind::NotAcceptable).with_detail(detail).into());
    };
    let declared = content_of(endpoint, &parts)?;
    let body = read(routes, body, &parts).await?;
    // Without a media type a body may be anything, unless there is none.
    let content = match declared {
        None if !body.is_empty() && !endpoint.consumes.is_empty() => return Err(unsupported(endpoint).into()),
        declared => declared.unwrap_or(0),
    };
    let raw =
        Raw { api: routes.api, endpoint, parts, variables, body: &body, content, found: Found::default() };
    let reply = Reply::new(endpoint, routes.settings.are_responses_checked());
    let running = (route.run)(&routes.service, raw, caller, media_type, reply)?;
    running.await.0
}

/// Asks the implementation about each alternative whose credentials are there.
async fn authorize<S: Service>(
    routes: &Routes<S>,
    endpoint: &'static Endpoint,
    parts: &Parts,
) -> Result<S::Caller, Failure> {
    let security = endpoint.operation.security;
    if security.is_empty() {
        let access = Access { endpoint, credentials: &[], parts };
        return routes.service.authorize(access).await.map_err(|denial| denial.0);
    }
    let mut denied = None;
    for index in 0..security.len() {
        let Some(credentials) = credential::for_alternative(routes.api, endpoint, index, parts) else {
            continue;
        };
        let access = Access { endpoint, credentials: &credentials, parts };
        match routes.service.authorize(access).await {
            Ok(caller) => return Ok(caller),
            Err(denial) => {
                denied.get_or_insert(denial.0);
            }
        }
    }
    Err(denied.unwrap_or_else(|| {
        let names: Vec<&str> = security.iter().flat_map(|alternative| alternative.iter().copied()).collect();
        let detail = format!("The request has no credential for {}", names.join(" or "));
        Problem::of(ProblemKind::Unauthenticated).with_detail(detail).into()
    }))
}

/// Which of the documented media types the body is said to be of; nothing where it is not said.
fn content_of(endpoint: &Endpoint, parts: &Parts) -> Result<Option<usize>, Problem> {
    let encoding = parts
        .headers
        .get(CONTENT_ENCODING)
        .filter(|value| !value.as_bytes().eq_ignore_ascii_case(b"identity"));
    if endpoint.consumes.is_empty() {
        return Ok(None);
    }
    if encoding.is_some() {
        let detail = "The body is encoded, and this server takes it only as it is";
        return Err(unsupported(endpoint).with_detail(detail).with_header("accept-encoding", "identity"));
    }
    let mut values = parts.headers.get_all(CONTENT_TYPE).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let given = value.to_str().ok().and_then(MediaType::parse).filter(|_| values.next().is_none());
    let Some(given) = given.filter(MediaType::is_utf8) else { return Err(unsupported(endpoint)) };
    let fit = |media_type: &str| {
        let documented = if media_type.is_empty() { "*/*" } else { media_type };
        MediaType::parse(documented)?.fit(&given)
    };
    let fits = endpoint
        .consumes
        .iter()
        .enumerate()
        .filter_map(|(index, content)| Some((content.media_types().filter_map(fit).max()?, index)));
    match fits.max_by_key(|(fit, index)| (*fit, usize::MAX - index)) {
        Some((_, index)) => Ok(Some(index)),
        None => Err(unsupported(endpoint)),
    }
}

fn unsupported(endpoint: &Endpoint) -> Problem {
    let names: Vec<&str> = endpoint.consumes.iter().flat_map(RequestContent::media_types).collect();
    let problem = Problem::of(ProblemKind::UnsupportedMediaType);
    let problem = problem.with_detail(format!("The body has to be {}", names.join(" or ")));
    let Some(value) = accepted(endpoint) else { return problem };
    let problem = problem.with_value(ACCEPT, value.clone());
    if endpoint.operation.method() == Method::PATCH {
        problem.with_value(ACCEPT_PATCH, value)
    } else {
        problem
    }
}

/// Reads the body, within the limits of size and time.
async fn read<S: Service>(routes: &Routes<S>, body: Body, parts: &Parts) -> Result<Bytes, Problem> {
    let (limit, patience) = (routes.settings.body_limit(), routes.settings.read_timeout());
    let too_large = || {
        let problem = Problem::of(ProblemKind::ContentTooLarge);
        // What is still to come would be taken for the next request.
        problem.with_detail(format!("The body has more than {limit} bytes")).with_value(CONNECTION, CLOSE)
    };
    let declared =
        parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > limit as u64) {
        return Err(too_large());
    }
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    match tokio::time::timeout(patience, Limited::new(body, limit).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.downcast_ref::<LengthLimitError>().is_some() => Err(too_large()),
        // The client has gone, or what it sends is no HTTP: whatever is said is said to nobody.
        Ok(Err(_)) => {
            let problem = Problem::of(ProblemKind::Malformed).with_detail("The body ended before its end");
            Err(problem.with_value(CONNECTION, CLOSE))
        }
        Err(_) => {
            let problem = Problem::of(ProblemKind::Timeout).with_detail("The body did not come in time");
            Err(problem.with_value(CONNECTION, CLOSE))
        }
    }
}

const CLOSE: HeaderValue = HeaderValue::from_static("close");

/// The answer for a problem, once the implementation has seen it.
fn render<S: Service>(
    routes: &Routes<S>,
    endpoint: Option<&'static Endpoint>,
    mut problem: Problem,
    path: String,
) -> Response<Body> {
    if problem.kind() != ProblemKind::Other {
        problem = problem.with_instance(path);
    }
    let mut problem = routes.service.problem(problem);
    if problem.status() == StatusCode::UNAUTHORIZED && !problem.has_header(&WWW_AUTHENTICATE) {
        for challenge in
            endpoint.into_iter().flat_map(|endpoint| credential::challenges(routes.api, endpoint))
        {
            problem = problem.with_value(WWW_AUTHENTICATE, challenge);
        }
    }
    let own = endpoint.and_then(|endpoint| endpoint.error(problem.status().as_u16()));
    problem.into_response(own.into_iter().chain(&routes.api.error))
}

/// What is answered to `HEAD`: everything but the body (RFC 9110, section 9.3.2).
fn without_body(response: Response<Body>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact().filter(|_| !parts.headers.contains_key(CONTENT_LENGTH)) {
        parts.headers.insert(CONTENT_LENGTH, length.into());
    }
    Response::from_parts(parts, Body::empty())
}
