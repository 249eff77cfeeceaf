//! Access tokens by the client credentials grant of OAuth 2.0, RFC 6749 section 4.4.

use std::fmt;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Method, Request, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};
use url::Url;
use zeroize::Zeroizing;

use super::token::{Token, TokenError, TokenSource};
use super::{authorization, base64};
use crate::client::base_url;
use crate::client::clock::Clock;
use crate::client::reading::{Limits, Reading as _};
use crate::client::secret::Secret;
use crate::client::transport::{BoxFuture, RequestBody, Transport, TransportFault};

/// No answer of a token endpoint is larger than this.
const MAX_BYTES: usize = 64 * 1024;

/// Gets access tokens by the client credentials grant of OAuth 2.0.
///
/// ```no_run
/// use specwright_runtime::client::{ApiClient, Builder, ClientCredentials, Error};
///
/// fn connect<Client: ApiClient>(secret: String) -> Result<Client, Error> {
///     let tokens = ClientCredentials::new("https://login.example.com/oauth2/token", "my-service", secret)
///         .scope("customers:write")
///         .parameter("audience", "https://api.example.com");
///     Builder::new().token_source(tokens).build()
/// }
/// ```
#[derive(Clone)]
#[must_use = "it does nothing until it is given to a client"]
pub struct ClientCredentials {
    token_url: String,
    id: String,
    secret: Secret,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
    secret_in_body: bool,
}

impl ClientCredentials {
    /// Asks this URL, which has to be HTTPS unless its host is loopback, with these credentials.
    pub fn new(token_url: impl Into<String>, id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self {
            token_url: token_url.into(),
            id: id.into(),
            secret: secret.into(),
            scopes: Vec::new(),
            parameters: Vec::new(),
            secret_in_body: false,
        }
    }

    /// Asks for a scope; it can be called again for more.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// Sends a further parameter, such as `audience` or `resource`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends the credentials in the body, for servers that do not accept them in `Authorization`.
    ///
    /// ```
    /// use specwright_runtime::client::ClientCredentials;
    ///
    /// let grant = ClientCredentials::new("https://login.example.com/token", "my-service", "brp_live_0815").secret_in_body();
    /// ```
    pub fn secret_in_body(mut self) -> Self {
        self.secret_in_body = true;
        self
    }

    fn request(&self) -> Result<Request<RequestBody>, TokenError> {
        let url = Url::parse(&self.token_url).map_err(TokenError::new)?;
        let is_private = url.scheme() == "https"
            || (url.scheme() == "http" && url.host().is_some_and(|host| base_url::is_loopback(&host)));
        if !is_private {
            return Err(TokenError::new("the URL of the token endpoint is not `https`"));
        }
        let mut form = Form::default();
        form.add("grant_type", "client_credentials");
        if !self.scopes.is_empty() {
            form.add("scope", &self.scopes.join(" "));
        }
        self.parameters.iter().for_each(|(name, value)| form.add(name, value));
        let request = Request::builder().method(Method::POST).uri(url.as_str());
        let request = request
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        let request = if self.secret_in_body {
            form.add("client_id", &self.id);
            form.add("client_secret", self.secret.expose());
            request
        } else {
            request.header(AUTHORIZATION, self.basic()?)
        };
        request.body(RequestBody::from(Secret::from(form.text).into_bytes())).map_err(TokenError::new)
    }

    /// RFC 6749 section 2.3.1: both are encoded like a form before they are joined.
    fn basic(&self) -> Result<HeaderValue, TokenError> {
        let mut pair = Form::default();
        pair.push(&self.id);
        pair.text.push(':');
        pair.push(self.secret.expose());
        let pair = Zeroizing::new(pair.text);
        let encoded = base64::encode(pair.as_bytes());
        authorization("Basic ", &encoded)
            .map_err(|flaw| TokenError::new(format!("the client's credential {flaw}")))
    }
}

impl TokenSource for ClientCredentials {
    fn token<'a>(&'a self, transport: &'a dyn Transport) -> BoxFuture<'a, Result<Token, TokenError>> {
        Box::pin(async {
            let response = transport.send(self.request()?).await.map_err(|error| {
                let is_refused = error.fault() == TransportFault::Refused;
                let error = TokenError::new(error);
                if is_refused { error } else { error.transient() }
            })?;
            let (head, body) = response.into_parts();
            let limits = Limits { bytes: MAX_BYTES, silence: None, clock: Clock::start(None) };
            let body = Bytes::read(body, &head.headers, &limits, pin!(limits.clock.timer())).await;
            let body = body.map_err(|_| {
                TokenError::new("the answer of the token endpoint did not arrive").transient()
            })?;
            if head.status == StatusCode::OK { token(&body) } else { Err(refused(head.status, &body)) }
        })
    }
}

/// RFC 6749 section 5.1.
fn token(body: &[u8]) -> Result<Token, TokenError> {
    let members = serde_json::from_slice::<Map<String, Value>>(body);
    let mut members =
        members.map_err(|_| TokenError::new("the answer of the token endpoint is no JSON object"))?;
    // The text is moved, so that no copy of it stays behind.
    let Some(Value::String(secret)) = members.remove("access_token") else {
        return Err(TokenError::new("the answer of the token endpoint has no `access_token`"));
    };
    let secret = Secret::from(secret);
    match members.get("token_type") {
        Some(Value::String(kind)) if kind.eq_ignore_ascii_case("bearer") => {}
        None => {}
        Some(_) => return Err(TokenError::new("the access token is no bearer token")),
    }
    // Some servers write the number as text.
    let lifetime = members.get("expires_in").and_then(|seconds| match seconds {
        Value::String(text) => text.parse().ok(),
        other => other.as_u64(),
    });
    let token = Token::new(secret);
    Ok(match lifetime {
        Some(seconds) => token.expires_in(Duration::from_secs(seconds)),
        None => token,
    })
}

/// RFC 6749 section 5.2, without the description: nobody knows what a server repeats there.
fn refused(status: StatusCode, body: &[u8]) -> TokenError {
    let code = serde_json::from_slice::<Map<String, Value>>(body).ok().and_then(|mut members| {
        let code = members.remove("error")?;
        let code = code.as_str()?;
        let is_code = code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        is_code.then(|| code.to_owned())
    });
    let error = TokenError::new(match code {
        Some(code) => format!("the token endpoint answered {}: {code}", status.as_u16()),
        None => format!("the token endpoint answered {}", status.as_u16()),
    });
    let is_transient = status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS;
    if is_transient { error.transient() } else { error }
}

/// Text that may hold a secret. It grows by its exact need, and what it leaves behind when it grows is overwritten.
#[derive(Default)]
struct Form {
    text: String,
}

impl Form {
    fn add(&mut self, name: &str, value: &str) {
        if !self.text.is_empty() {
            self.push_raw("&");
        }
        self.push(name);
        self.push_raw("=");
        self.push(value);
    }

    fn push(&mut self, text: &str) {
        utf8_percent_encode(text, NON_ALPHANUMERIC).for_each(|part| self.push_raw(part));
    }

    fn push_raw(&mut self, text: &str) {
        if self.text.capacity() - self.text.len() < text.len() {
            let mut larger = String::with_capacity(2 * (self.text.len() + text.len()) + 64);
            larger.push_str(&self.text);
            drop(Zeroizing::new(std::mem::replace(&mut self.text, larger)));
        }
        self.text.push_str(text);
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").field("scopes", &self.scopes).finish_non_exhaustive()
    }
}
