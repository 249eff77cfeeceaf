//! Replies: how the response of an operation becomes one of HTTP.

use axum::body::Body;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Response, StatusCode};

use super::body::Content;
use super::endpoint::Endpoint;
use super::failure::Failure;
use crate::error::ValidationErrors;
use crate::header::Headers;
use crate::model::Model;

/// What an operation gives, which knows its status, its headers and its body.
///
/// ```
/// use specwright_runtime::server::{Answer, Reply, Respond};
///
/// enum FindNote {
///     Ok(Vec<String>),
///     NotFound,
/// }
///
/// impl Respond for FindNote {
///     fn respond(self, reply: Reply) -> Answer {
///         match self {
///             Self::Ok(lines) => reply.status(200).json("application/json", &lines),
///             Self::NotFound => reply.status(404).none(),
///         }
///     }
/// }
/// ```
pub trait Respond {
    /// Makes the response.
    fn respond(self, reply: Reply) -> Answer;
}

/// A response of HTTP, or why there is none.
///
/// ```
/// use specwright_runtime::server::{Answer, Reply};
///
/// fn no_content(reply: Reply) -> Answer {
///     reply.status(204).none()
/// }
/// ```
#[derive(Debug)]
pub struct Answer(pub(super) Result<Response<Body>, Failure>);

/// A response that is being put together.
///
/// ```
/// use specwright_runtime::header::Headers;
/// use specwright_runtime::server::{Answer, Body, Content, Reply, StatusCode};
///
/// enum Export<H> {
///     Lines(Vec<String>),
///     Table(String),
///     Archive(H, Body),
///     Either(Content<Vec<String>>),
///     Page(Content<std::convert::Infallible>),
///     Refused(StatusCode),
/// }
///
/// fn answer<H: Headers>(export: Export<H>, reply: Reply) -> Answer {
///     match export {
///         Export::Lines(lines) => reply.status(200).json("application/json", &lines),
///         Export::Table(text) => reply.status(200).text("text/csv", text),
///         Export::Archive(version, body) => reply.status(200).headers(&version).bytes("application/zip", body),
///         Export::Either(content) => reply.status(200).content("application/json", content),
///         Export::Page(content) => reply.status(200).other(content),
///         Export::Refused(status) => reply.status_within(status, 400, 499).none(),
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Reply {
    endpoint: &'static Endpoint,
    is_checked: bool,
    status: StatusCode,
    headers: HeaderMap,
    broken: Option<String>,
}

impl Reply {
    pub(super) fn new(endpoint: &'static Endpoint, is_checked: bool) -> Self {
        Self { endpoint, is_checked, status: StatusCode::OK, headers: HeaderMap::new(), broken: None }
    }

    /// Sets the status.
    #[must_use]
    pub fn status(self, code: u16) -> Self {
        match StatusCode::from_u16(code) {
            Ok(status) => Self { status, ..self },
            Err(_) => self.breaks(format!("{code} is no status")),
        }
    }

    /// Sets a status that the implementation chose, for a response that is documented for several.
    #[must_use]
    pub fn status_within(self, status: StatusCode, from: u16, to: u16) -> Self {
        if (from..=to).contains(&status.as_u16()) {
            return Self { status, ..self };
        }
        self.breaks(format!("the status {status} is not between {from} and {to}"))
    }

    /// Sets the headers of a group.
    #[must_use]
    pub fn headers<H: Headers>(mut self, headers: &H) -> Self {
        let mut broken = None;
        headers.to_headers(&mut |name, value| match (
            name.parse::<HeaderName>(),
            HeaderValue::from_str(&value),
        ) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => broken = Some(format!("`{name}` cannot have that value")),
        });
        match broken {
            Some(what) => self.breaks(what),
            None => self,
        }
    }

    /// Ends without a body.
    #[must_use]
    pub fn none(self) -> Answer {
        self.finish(None, Body::empty())
    }

    /// Ends with a value as JSON.
    #[must_use]
    pub fn json<T: Model>(self, media_type: &str, value: &T) -> Answer {
        let reply = if self.is_checked
            && let Err(errors) = value.validate()
        {
            self.breaks(told(&errors))
        } else {
            self
        };
        reply.finish(Some(concrete(media_type, "application/json")), Body::from(value.encode()))
    }

    /// Ends with text.
    #[must_use]
    pub fn text(self, media_type: &str, text: String) -> Answer {
        let media_type = concrete(media_type, "text/plain");
        let has_charset = media_type.contains("charset");
        let media_type =
            if has_charset { media_type.to_owned() } else { format!("{media_type}; charset=utf-8") };
        self.finish(Some(&media_type), Body::from(text))
    }

    /// Ends with bytes, or with a stream of them.
    #[must_use]
    pub fn bytes(self, media_type: &str, body: Body) -> Answer {
        self.finish(Some(concrete(media_type, "application/octet-stream")), body)
    }

    /// Ends with a body of one of several media types, the JSON among which is `media_type`.
    #[must_use]
    pub fn content<T: Model>(self, media_type: &str, content: Content<T>) -> Answer {
        match content {
            Content::Json(value) => self.json(media_type, &value),
            Content::Other { media_type, body } => self.finish(Some(&media_type), body),
        }
    }

    /// Ends with a body of one of several media types, none of which is JSON.
    #[must_use]
    pub fn other(self, content: Content<std::convert::Infallible>) -> Answer {
        match content {
            Content::Json(never) => match never {},
            Content::Other { media_type, body } => self.finish(Some(&media_type), body),
        }
    }

    fn breaks(mut self, what: String) -> Self {
        self.broken.get_or_insert(what);
        self
    }

    fn finish(self, media_type: Option<&str>, body: Body) -> Answer {
        if let Some(what) = self.broken {
            let operation = self.endpoint.operation.id;
            tracing::error!(operation, what, "a response breaks the document");
            return Answer(Err(Broken(what).into()));
        }
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        if let Some(value) = media_type.and_then(|media_type| HeaderValue::from_str(media_type).ok()) {
            response.headers_mut().insert(CONTENT_TYPE, value);
        }
        Answer(Ok(response))
    }
}

/// The errors without the values, which may be anybody's data.
fn told(errors: &ValidationErrors) -> String {
    let each = errors.iter().map(|error| format!("{} [{}]", error.field(), error.code().as_str()));
    each.collect::<Vec<_>>().join("; ")
}

/// A documented media type may be a range, which no response can be of.
fn concrete<'m>(media_type: &'m str, usual: &'m str) -> &'m str {
    if media_type.contains('*') || media_type.is_empty() { usual } else { media_type }
}

/// A response breaks the document.
#[derive(Debug)]
struct Broken(String);

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the response breaks the document: {}", self.0)
    }
}

impl std::error::Error for Broken {}
