//! How a client is configured; everything is checked in [`Builder::build`], so that no setter can fail.

mod credentials;
mod resilience;

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::HeaderMap;

use self::credentials::{Given, Slot};
use super::api::{Api, ApiClient};
use super::auth::{Credential, TokenSource};
use super::base_url::{BaseUrl, Route};
use super::core::{Core, Shared};
use super::drift::OnDrift;
use super::error::{ConfigFault, Error};
use super::headers;
use super::middleware::Middleware;
use super::observer::Observer;
use super::options::Options;
use super::rate_limit::{Limiter, RateLimitNames};
use super::retry::{Bucket, Random, RetryBudget};
use super::secret::Secret;
use super::transport::Transport;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const MAX_RESPONSE_BYTES: usize = 32 * 1024 * 1024;

/// Configures and makes a generated client.
///
/// ```no_run
/// use std::time::Duration;
///
/// use specwright_runtime::client::{ApiClient, Builder, Error};
///
/// fn connect<Client: ApiClient>(key: String) -> Result<Client, Error> {
///     Builder::new().api_key(key).timeout(Duration::from_secs(10)).build()
/// }
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct Builder<C> {
    given: Vec<Given>,
    base_url: Option<String>,
    options: Options,
    connect_timeout: Option<Duration>,
    rate_limit_names: RateLimitNames,
    wait_for_rate_limit: bool,
    budget: Option<RetryBudget>,
    seed: Option<u64>,
    middleware: Vec<Box<dyn Middleware>>,
    observers: Vec<Box<dyn Observer>>,
    on_drift: Option<OnDrift>,
    headers: Vec<(String, String)>,
    transport: Option<Box<dyn Transport>>,
    validate_requests: bool,
    allow_plain_http: bool,
    max_response_bytes: usize,
    client: PhantomData<fn() -> C>,
}

impl<C: ApiClient> Builder<C> {
    /// The defaults: the first server of the document, 30 seconds for a call, three
    /// attempts where they do no harm, 32 MiB for a response.
    pub fn new() -> Self {
        Self {
            given: Vec::new(),
            base_url: None,
            options: Options::default(),
            connect_timeout: Some(CONNECT_TIMEOUT),
            rate_limit_names: C::RATE_LIMIT,
            wait_for_rate_limit: false,
            budget: Some(RetryBudget::default()),
            seed: None,
            middleware: Vec::new(),
            observers: Vec::new(),
            on_drift: None,
            headers: vec![("user-agent".to_owned(), C::API.user_agent.to_owned())],
            transport: None,
            validate_requests: true,
            allow_plain_http: false,
            max_response_bytes: MAX_RESPONSE_BYTES,
            client: PhantomData,
        }
    }

    /// The key for the one scheme of the document that is of `type: apiKey`.
    pub fn api_key(self, key: impl Into<Secret>) -> Self {
        self.give(Slot::OnlyOne, Credential::api_key(key))
    }

    /// The token for the one scheme of the document that takes a bearer token: `type: http` with `scheme: bearer`,
    /// `oauth2` or `openIdConnect`.
    pub fn bearer_token(self, token: impl Into<Secret>) -> Self {
        self.give(Slot::OnlyOne, Credential::bearer_token(token))
    }

    /// Where the access tokens come from, in place of [`bearer_token`](Self::bearer_token).
    pub fn token_source(self, source: impl TokenSource) -> Self {
        self.give(Slot::OnlyOne, Credential::token_source(source))
    }

    /// User and password for the one scheme of the document that is of `type: http` with `scheme: basic`.
    pub fn basic(self, user: impl Into<Secret>, password: impl Into<Secret>) -> Self {
        self.give(Slot::OnlyOne, Credential::basic(user, password))
    }

    /// The credential for the scheme that the document calls `scheme`.
    ///
    /// ```no_run
    /// use specwright_runtime::client::{ApiClient, Builder, Credential, Error};
    ///
    /// fn connect<Client: ApiClient>(user: String, password: String) -> Result<Client, Error> {
    ///     Builder::new()
    ///         .credential("BasicAuth", Credential::basic(user, password))
    ///         .base_url("https://staging.example.com")
    ///         .user_agent("billing/2.1")
    ///         .default_header("x-tenant", "nordwind")
    ///         .max_response_bytes(1024 * 1024)
    ///         .build()
    /// }
    /// ```
    pub fn credential(self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.give(Slot::Named(scheme.into()), credential)
    }

    fn give(mut self, slot: Slot, credential: Credential) -> Self {
        self.given.push(Given { slot, credential });
        self
    }

    /// The server to call, in place of the document's first; paths of operations are appended to it.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// The value of `User-Agent`, in place of the generated client's name and version.
    pub fn user_agent(self, product: impl Into<String>) -> Self {
        self.default_header("user-agent", product)
    }

    /// A header for every request, in place of one of the same name.
    ///
    /// A header in which a credential is sent takes the place of that credential.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// What sends the requests, in place of the `ReqwestTransport` of the feature `reqwest`.
    ///
    /// ```
    /// use specwright_runtime::client::{ApiClient, Builder, Error, TokenSource, Transport};
    ///
    /// fn connect<C: ApiClient>(transport: impl Transport, tokens: impl TokenSource) -> Result<C, Error> {
    ///     Builder::new().transport(transport).token_source(tokens).build()
    /// }
    /// ```
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Whether the body of a request is checked against the document before it is sent; it is by default.
    ///
    /// ```no_run
    /// use specwright_runtime::client::{ApiClient, Builder, Error};
    ///
    /// /// For tests of a server: what is wrong is sent, too, and over plain HTTP.
    /// fn careless<Client: ApiClient>(token: String) -> Result<Client, Error> {
    ///     Builder::new()
    ///         .bearer_token(token)
    ///         .base_url("http://server.test")
    ///         .allow_plain_http(true)
    ///         .validate_requests(false)
    ///         .build()
    /// }
    /// ```
    pub fn validate_requests(mut self, validate: bool) -> Self {
        self.validate_requests = validate;
        self
    }

    /// Whether a server may be called without TLS, where everyone on the way can read and change what is sent.
    ///
    /// By default only a loopback host may.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.allow_plain_http = allow;
        self
    }

    /// The most bytes that the body of a response may have; a larger one is an error.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// Checks the configuration and makes the client.
    ///
    /// That a credential is missing is an error of the calls that need one, since others may need none.
    ///
    /// # Errors
    ///
    /// An [`Error`] that says which setting cannot be used and why, without the value of a credential:
    /// - a credential that is empty, contains a control character, or belongs to no scheme of the document;
    /// - a base URL that is not absolute, or is plain HTTP to a host that is not loopback;
    /// - a header that cannot be sent, or a timeout of zero;
    /// - no transport.
    pub fn build(self) -> Result<C, Error> {
        self.shared(C::API).map(|shared| C::from_core(Core::new(shared))).map_err(Error::config)
    }

    fn shared(self, api: &'static Api) -> Result<Shared, ConfigFault> {
        let base = base_url(self.base_url.as_deref(), api, self.allow_plain_http)?;
        if let Some(setter) = self.no_time() {
            return Err(ConfigFault::NoTime { setter });
        }
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            headers::set(&mut headers, api.security_schemes, name, value).map_err(ConfigFault::Header)?;
        }
        Ok(Shared {
            api,
            base_is_given: self.base_url.is_some(),
            allow_plain_http: self.allow_plain_http,
            credentials: credentials::assign(self.given, api.security_schemes)?,
            headers,
            options: self.options,
            rate_limit_names: self.rate_limit_names,
            limiter: self.wait_for_rate_limit.then(Limiter::default),
            bucket: Bucket::new(self.budget),
            random: self.seed.map_or_else(Random::new, Random::seeded),
            middleware: self.middleware,
            observers: self.observers,
            on_drift: self.on_drift,
            validate_requests: self.validate_requests,
            max_response_bytes: self.max_response_bytes,
            transport: match self.transport {
                Some(transport) => transport,
                None => default_transport(base.route(), self.connect_timeout)?,
            },
            base,
        })
    }
}

fn base_url(given: Option<&str>, api: &Api, allow_plain_http: bool) -> Result<BaseUrl, ConfigFault> {
    let text = given.or(api.servers.first().copied()).ok_or(ConfigFault::NoServer)?;
    checked_base(text, allow_plain_http)
}

/// The URL of a server, if it may be called.
pub(crate) fn checked_base(text: &str, allow_plain_http: bool) -> Result<BaseUrl, ConfigFault> {
    let base = BaseUrl::parse(text).map_err(ConfigFault::BaseUrl)?;
    match base.route() {
        Route::Plain if !allow_plain_http => Err(ConfigFault::PlainHttp { host: base.host().to_owned() }),
        _ => Ok(base),
    }
}

#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
fn default_transport(
    route: Route,
    connect_timeout: Option<Duration>,
) -> Result<Box<dyn Transport>, ConfigFault> {
    match super::transport::ReqwestTransport::for_route(route, connect_timeout) {
        Ok(transport) => Ok(Box::new(transport)),
        Err(error) => Err(ConfigFault::Transport(error.into())),
    }
}

#[cfg(not(all(feature = "reqwest", not(target_family = "wasm"))))]
fn default_transport(_: Route, _: Option<Duration>) -> Result<Box<dyn Transport>, ConfigFault> {
    Err(ConfigFault::NoTransport)
}

impl<C: ApiClient> Default for Builder<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> fmt::Debug for Builder<C> {
    /// Without the base URL and the values of headers: what is not yet checked may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("credentials", &self.given)
            .field("options", &self.options)
            .field("validate_requests", &self.validate_requests)
            .field("allow_plain_http", &self.allow_plain_http)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}
