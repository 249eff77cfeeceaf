//! Problems: what the server answers by itself.

use std::borrow::Cow;

use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};

use super::endpoint::ErrorBody;
use crate::error::{FieldError, ValidationErrors};
use crate::problem::ValidationProblem;
use axum::body::Body;

/// Why the server answers instead of the implementation.
///
/// ```
/// use specwright_runtime::server::{Problem, ProblemKind};
///
/// fn is_worth_a_log(problem: &Problem) -> bool {
///     !matches!(problem.kind(), ProblemKind::NotFound | ProblemKind::Invalid)
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProblemKind {
    /// A body that is no JSON, or a parameter that is not written in its style.
    Malformed,
    /// A parameter or a body that breaks its schema.
    Invalid,
    /// The credential is missing or not valid.
    Unauthenticated,
    /// The credential does not allow this.
    Forbidden,
    /// No operation has this path.
    NotFound,
    /// No operation with this path has this method.
    MethodNotAllowed,
    /// None of the media types of the operation is acceptable to the client.
    NotAcceptable,
    /// The body did not come in time.
    Timeout,
    /// The body is too large.
    ContentTooLarge,
    /// The body is of no media type of the operation, or it is encoded.
    UnsupportedMediaType,
    /// The implementation failed, or made a response that breaks the document.
    Internal,
    /// Anything else, which the implementation made.
    Other,
}

impl ProblemKind {
    const fn status(self) -> (u16, &'static str) {
        match self {
            Self::Malformed => (400, "Bad Request"),
            Self::Invalid => (400, "Validation Failed"),
            Self::Unauthenticated => (401, "Unauthorized"),
            Self::Forbidden => (403, "Forbidden"),
            Self::NotFound => (404, "Not Found"),
            Self::MethodNotAllowed => (405, "Method Not Allowed"),
            Self::NotAcceptable => (406, "Not Acceptable"),
            Self::Timeout => (408, "Request Timeout"),
            Self::ContentTooLarge => (413, "Content Too Large"),
            Self::UnsupportedMediaType => (415, "Unsupported Media Type"),
            Self::Internal | Self::Other => (500, "Internal Server Error"),
        }
    }
}

/// A problem (RFC 9457) that becomes an answer.
///
/// ```
/// use specwright_runtime::server::{Problem, StatusCode};
///
/// let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "Rate Limit Exceeded")
///     .with_type("https://example.com/errors/rate_limit_exceeded")
///     .with_header("retry-after", "17");
/// assert_eq!(problem.status(), 429);
/// ```
///
/// ```
/// use specwright_runtime::server::{Problem, ProblemKind, StatusCode};
///
/// let problem = Problem::new(StatusCode::CONFLICT, "Conflict")
///     .with_title("Already Paid")
///     .with_detail("the invoice was paid yesterday")
///     .with_instance("/invoices/7")
///     .map_body(|body| body.with_status(422));
/// assert_eq!(problem.kind(), ProblemKind::Other);
/// assert_eq!(problem.body().title(), "Already Paid");
/// assert_eq!(problem.status(), 422);
/// assert!(problem.errors().is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct Problem {
    // Boxed, so that the `Result` of an operation is not larger than its response.
    inner: Box<Inner>,
}

#[derive(Clone, Debug)]
struct Inner {
    kind: ProblemKind,
    body: ValidationProblem,
    headers: HeaderMap,
}

impl Problem {
    /// A problem of the implementation.
    #[must_use]
    pub fn new(status: StatusCode, title: impl Into<Cow<'static, str>>) -> Self {
        let body = ValidationProblem::new(status.as_u16(), title);
        Self::made(ProblemKind::Other, body)
    }

    fn made(kind: ProblemKind, body: ValidationProblem) -> Self {
        Self { inner: Box::new(Inner { kind, body, headers: HeaderMap::new() }) }
    }

    pub(super) fn of(kind: ProblemKind) -> Self {
        let (status, title) = kind.status();
        Self::made(kind, ValidationProblem::new(status, title))
    }

    pub(super) fn refused(errors: ValidationErrors, [malformed, invalid]: [u16; 2]) -> Self {
        let is_malformed = errors.not_json().is_some();
        let (kind, status) =
            if is_malformed { (ProblemKind::Malformed, malformed) } else { (ProblemKind::Invalid, invalid) };
        let body = ValidationProblem::from(errors).with_title(kind.status().1).with_status(status);
        Self::made(kind, body)
    }

    /// Why the server answers.
    #[must_use]
    pub fn kind(&self) -> ProblemKind {
        self.inner.kind
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.inner.body.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The members of the body: type, title, detail, instance and the field errors.
    #[must_use]
    pub fn body(&self) -> &ValidationProblem {
        &self.inner.body
    }

    /// The field errors.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        self.inner.body.errors()
    }

    /// Changes the members of the body.
    #[must_use]
    pub fn map_body(mut self, change: impl FnOnce(ValidationProblem) -> ValidationProblem) -> Self {
        self.inner.body = change(self.inner.body);
        self
    }

    /// Sets `type`, the URI that identifies this type of problem.
    #[must_use]
    pub fn with_type(self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.map_body(|body| body.with_type(uri))
    }

    /// Sets `title`.
    #[must_use]
    pub fn with_title(self, title: impl Into<Cow<'static, str>>) -> Self {
        self.map_body(|body| body.with_title(title))
    }

    /// Sets `detail`.
    #[must_use]
    pub fn with_detail(self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.map_body(|body| body.with_detail(detail))
    }

    /// Sets `instance`, the URI that identifies this occurrence.
    #[must_use]
    pub fn with_instance(self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.map_body(|body| body.with_instance(uri))
    }

    /// Adds a header to the answer; one that is no header is left out.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            self.inner.headers.append(name, value);
        }
        self
    }

    pub(super) fn with_value(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.inner.headers.append(name, value);
        self
    }

    pub(super) fn has_header(&self, name: &HeaderName) -> bool {
        self.inner.headers.contains_key(name)
    }

    /// The answer, in the first of these schemas that the facts fit into.
    pub(super) fn into_response<'e>(
        self,
        mut schemas: impl Iterator<Item = &'e ErrorBody>,
    ) -> Response<Body> {
        let status = self.status();
        let Inner { body, headers, .. } = *self.inner;
        let rendered =
            schemas.find_map(|schema| (schema.render)(&body).map(|body| (schema.media_type, body)));
        let (media_type, body) = rendered.unwrap_or_else(|| (ValidationProblem::MEDIA_TYPE, body.encode()));
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        let media_type = if media_type.contains('*') { "application/json" } else { media_type };
        if let Ok(value) = HeaderValue::from_str(media_type) {
            response.headers_mut().insert(CONTENT_TYPE, value);
        }
        response
    }
}
