//! A request that is being put together: what generated methods fill in, and callers may still change.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};

use super::api::Operation;
use super::builder::checked_base;
use super::core::Core;
use super::error::{Error, Kind, RequestFault};
use super::exchange::exchange;
use super::headers::{self, Names};
use super::multipart::Multipart;
use super::parameter::{self, Location, Value};
use super::reply::Reply;
use super::response::Response;
use super::target::Target;
use crate::check::Checker;
use crate::path::Path;
use crate::{Model, Node, Profile, Schema};

/// A call of one operation, not yet sent.
///
/// What cannot be sent is not reported by the setters but by [`send`](Self::send), the first of it only.
#[must_use = "a call is not sent until it is awaited"]
pub struct Call {
    core: Core,
    operation: &'static Operation,
    target: Target,
    headers: HeaderMap,
    body: Bytes,
    timeout: Option<Duration>,
    refused: Option<Error>,
}

/// What the document says of the responses of one operation: how a reply becomes a value or an error.
///
/// It is implemented by the generated request of each operation.
pub trait Outcome {
    /// What the operation gives when it succeeds.
    type Value;
    /// What it gives when it does not.
    type Error: From<Error>;

    /// Decides by the status, and decodes.
    ///
    /// # Errors
    ///
    /// The operation's own error for every reply that is no success.
    fn decode(reply: Reply) -> Result<Response<Self::Value>, Self::Error>;
}

impl Call {
    pub(super) fn new(core: Core, operation: &'static Operation) -> Self {
        let timeout = core.shared().timeout;
        let mut headers = HeaderMap::new();
        if !operation.accept.is_empty() {
            headers.insert(ACCEPT, HeaderValue::from_static(operation.accept));
        }
        Self {
            core,
            operation,
            target: Target::default(),
            headers,
            body: Bytes::new(),
            timeout,
            refused: None,
        }
    }

    /// Gives the parameter with this number its value.
    ///
    /// A value in the path that is empty, or makes a segment `.` or `..`, is refused: the request would go to
    /// another path.
    #[expect(clippy::needless_pass_by_value, reason = "numbers are taken by value, records by `set_ref`")]
    pub fn set<T: Node>(self, index: usize, value: T) -> Self {
        self.set_ref(index, &value)
    }

    /// Gives the parameter with this number its value.
    pub fn set_ref<T: Node>(self, index: usize, value: &T) -> Self {
        self.node(index, value)
    }

    fn node(mut self, index: usize, value: &dyn Node) -> Self {
        self.check_parameter(index, |checker, at, schema| value.check(checker, at, schema));
        let json = Value::write(value);
        self.argument(index, &Value::read(&json))
    }

    /// Gives the parameter with this number a text.
    pub fn text(mut self, index: usize, value: impl AsRef<str>) -> Self {
        let text = value.as_ref();
        self.check_parameter(index, |checker, at, schema| checker.string(text, at, schema));
        self.argument(index, &Value::text(text))
    }

    /// Gives the parameter with this number texts.
    pub fn texts<T: Into<String>>(self, index: usize, values: impl IntoIterator<Item = T>) -> Self {
        let values: Vec<String> = values.into_iter().map(Into::into).collect();
        self.set_ref(index, &values)
    }

    /// Checks a parameter before it is sent.
    fn check_parameter(
        &mut self,
        index: usize,
        check: impl FnOnce(&mut Checker, &Path<'_>, &'static Schema),
    ) {
        let operation = self.operation;
        let Some(parameter) = operation.parameters.get(index) else { return };
        if self.core.shared().validate_requests && self.refused.is_none() {
            let mut checker = Checker::new(Profile::DEFAULT);
            check(&mut checker, &Path::Root.key(parameter.name), &parameter.schema);
            self.refused = checker.errors.finish().err().map(|errors| self.error(Kind::Validation(errors)));
        }
    }

    fn argument(mut self, index: usize, value: &Value<'_>) -> Self {
        // Generated code knows the numbers of its parameters.
        let Some(parameter) = self.operation.parameters.get(index) else { return self };
        match parameter.location {
            Location::Path => {
                let text = parameter.in_path(value);
                let result = self.target.path(parameter.name, text);
                self.note(result.map_err(RequestFault::Target))
            }
            Location::Query => {
                self.target.pairs(&parameter.in_query(value));
                self
            }
            Location::QueryString => {
                self.target.pairs(&parameter.as_query(value));
                self
            }
            Location::Header => match parameter.in_header(value) {
                Some(text) => self.header(parameter.name, &text),
                None => self,
            },
            Location::Cookie => {
                let pairs = parameter.in_cookie(value);
                let result = headers::add_cookie(&mut self.headers, &pairs);
                self.note(result.map_err(RequestFault::Header))
            }
        }
    }

    /// Adds a query parameter, which is percent-encoded.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.target.query(name, value);
        self
    }

    /// Sets a header, in place of one of the same name.
    ///
    /// A header in which a credential is sent takes the place of that credential.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let schemes = self.core.shared().api.security_schemes;
        let result = headers::set(&mut self.headers, schemes, name, value);
        self.note(result.map_err(RequestFault::Header))
    }

    /// Sets the body, as `application/json`.
    pub fn json<T: Model>(self, body: &T) -> Self {
        self.json_as("application/json", body)
    }

    /// Sets the body, as JSON of another media type, such as `application/merge-patch+json`.
    pub fn json_as<T: Model>(mut self, media_type: &'static str, body: &T) -> Self {
        self.check(body);
        self.body(media_type, body.encode())
    }

    /// Checks a body before it is sent.
    fn check<T: Model>(&mut self, body: &T) {
        if self.core.shared().validate_requests && self.refused.is_none() {
            self.refused = body.validate().err().map(|errors| self.error(Kind::Validation(errors)));
        }
    }

    /// Sets the body, as `application/x-www-form-urlencoded`; the operation says how fields are written that do not
    /// follow the default: each value of a list by itself, an object as JSON.
    pub fn form<T: Model>(mut self, body: &T) -> Self {
        self.check(body);
        let json = Value::write(body);
        let value = Value::read(&json);
        let pairs = value.fields().iter().map(|(name, value)| {
            match self.operation.encodings.iter().find(|encoding| encoding.name == name) {
                Some(encoding) => encoding.in_query(value),
                None => parameter::field(name, value),
            }
        });
        let pairs: Vec<String> = pairs.filter(|pairs| !pairs.is_empty()).collect();
        self.body("application/x-www-form-urlencoded", pairs.join("&"))
    }

    /// Sets the body, as `multipart/form-data`.
    pub fn multipart(mut self, body: impl Into<Multipart>) -> Self {
        let (content_type, bytes) = body.into().encode();
        // A boundary is made of letters and digits.
        if let Ok(value) = HeaderValue::from_str(&content_type) {
            self.headers.insert(CONTENT_TYPE, value);
        }
        self.body = bytes;
        self
    }

    /// Sets the body, as text.
    pub fn text_body(self, media_type: &'static str, body: impl Into<String>) -> Self {
        self.body(media_type, body.into().into_bytes())
    }

    /// Sets the body, as it is.
    pub fn body(mut self, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        self.body = body.into();
        self
    }

    /// The most time that this call may take, in place of the client's; `None` for no limit.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.timeout = limit.into();
        self
    }

    /// Sends the request, reads the response, and decodes it as `O` says.
    ///
    /// # Errors
    ///
    /// The operation's error: a documented one, or an [`Error`] for everything else.
    pub async fn send<O: Outcome>(self) -> Result<Response<O::Value>, O::Error> {
        O::decode(self.reply().await?)
    }

    /// Sends the request and reads the response, whatever its status.
    ///
    /// # Errors
    ///
    /// An [`Error`] when the request cannot be sent, or there is no complete response.
    pub async fn reply(self) -> Result<Reply, Error> {
        let (core, operation, timeout) = (self.core.clone(), self.operation, self.timeout);
        let request = self.request()?;
        exchange(&core, operation, request, timeout).await
    }

    /// The request as it goes to the transport, with its credentials.
    fn request(mut self) -> Result<http::Request<Bytes>, Error> {
        if let Some(error) = self.refused.take() {
            return Err(error);
        }
        let shared = self.core.shared();
        for (name, value) in &shared.headers {
            self.headers.entry(name).or_insert_with(|| value.clone());
        }
        let schemes = shared.api.security_schemes;
        let applied = shared.credentials.apply(self.operation, schemes, &mut self.headers, &mut self.target);
        applied.map_err(|missing| self.error(Kind::Credential(missing)))?;
        let refuse = |fault| Error::new(self.operation.id, Kind::Request(fault));
        let own = match self.operation.servers.first() {
            Some(server) if !shared.base_is_given => {
                let base = checked_base(server, shared.allow_plain_http);
                Some(base.map_err(|fault| self.error(Kind::Config(fault)))?)
            }
            _ => None,
        };
        let base = own.as_ref().unwrap_or(&shared.base);
        let url = self.target.render(base.as_str(), self.operation.path);
        let url = url.map_err(|fault| refuse(RequestFault::Target(fault)))?;
        let request = http::Request::builder().method(self.operation.method()).uri(url).body(self.body);
        let mut request = request.map_err(|error| refuse(RequestFault::Url(error)))?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    fn note(mut self, result: Result<(), RequestFault>) -> Self {
        if let Err(fault) = result
            && self.refused.is_none()
        {
            self.refused = Some(self.error(Kind::Request(fault)));
        }
        self
    }

    fn error(&self, kind: Kind) -> Error {
        Error::new(self.operation.id, kind)
    }
}

impl fmt::Debug for Call {
    /// Without values: a path, a query, a header or a body may hold what must not be in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .field("headers", &Names(&self.headers))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("timeout", &self.timeout)
            .field("refused", &self.refused)
            .finish_non_exhaustive()
    }
}
