//! A request that a script was sent.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method, Uri};

/// A request that a [`Script`](super::Script) was sent, with its credentials.
///
/// `Debug` shows the names of headers and the length of the body only.
///
/// ```
/// use specwright_runtime::client::testing::Script;
///
/// fn last(script: &Script) -> Option<String> {
///     let requests = script.requests();
///     let request = requests.last()?;
///     Some(format!("{} at {:?}: {:?}", request.line(), request.at(), request.header("accept")))
/// }
/// ```
#[derive(Clone)]
pub struct Recorded {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    at: Duration,
}

impl Recorded {
    pub(super) fn new(parts: &http::request::Parts, body: Bytes, at: Duration) -> Self {
        Self {
            method: parts.method.clone(),
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
            body,
            at,
        }
    }

    /// Method, path and query, such as `GET /v1/customers?limit=5`.
    #[must_use]
    pub fn line(&self) -> String {
        let target = self.uri.path_and_query().map_or("/", |target| target.as_str());
        format!("{} {target}", self.method)
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The URL.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The headers.
    ///
    /// ```
    /// use specwright_runtime::client::testing::Recorded;
    ///
    /// fn is_traced(request: &Recorded) -> bool {
    ///     request.headers().contains_key("traceparent") && request.uri().query().is_none()
    /// }
    /// ```
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, if it is there and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body, nothing where the script broke the connection before it was sent.
    ///
    /// ```
    /// use specwright_runtime::client::Method;
    /// use specwright_runtime::client::testing::Recorded;
    ///
    /// fn has_said(request: &Recorded, json: &str) -> bool {
    ///     request.method() == Method::POST && request.body() == json.as_bytes()
    /// }
    /// ```
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// When it was sent, counted from when the script was made, by the clock of tokio.
    #[must_use]
    pub fn at(&self) -> Duration {
        self.at
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the query, in which a key may stand.
        f.debug_struct("Recorded")
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .field("headers", &self.headers.keys().map(HeaderName::as_str).collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("at", &self.at)
            .finish()
    }
}
