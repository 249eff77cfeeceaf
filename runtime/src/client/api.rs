//! What a generated client says about its document, as statics: the API, its operations, its security schemes.

use http::Method;

use super::core::Core;
use super::parameter::Parameter;
use super::rate_limit::RateLimitNames;

/// What the document says about the API as a whole.
///
/// ```
/// use specwright_runtime::client::{Api, KeyLocation, SchemeKind, SecurityScheme};
///
/// static API: Api = Api {
///     title: "Otark BRP API",
///     version: "1.0.0",
///     user_agent: "otark-brp-client/0.1.0",
///     servers: &["https://api.otark.energy"],
///     security_schemes: &[SecurityScheme {
///         name: "ApiKeyAuth",
///         kind: SchemeKind::ApiKey { location: KeyLocation::Header, name: "X-Api-Key" },
///     }],
/// };
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// `info.title`.
    pub title: &'static str,
    /// `info.version`, the version of the document.
    pub version: &'static str,
    /// The `User-Agent` that the generated client sends, product and version as in RFC 9110 section 10.1.5.
    pub user_agent: &'static str,
    /// The URLs of `servers`, in document order; the first is the default.
    pub servers: &'static [&'static str],
    /// `components.securitySchemes`.
    pub security_schemes: &'static [SecurityScheme],
}

/// One entry of `components.securitySchemes`.
#[derive(Clone, Copy, Debug)]
pub struct SecurityScheme {
    /// The key in `components.securitySchemes`, by which security requirements name the scheme.
    pub name: &'static str,
    /// How the credential is sent.
    pub kind: SchemeKind,
}

/// How the credential of a security scheme is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// `type: apiKey`.
    ApiKey {
        /// `in`.
        location: KeyLocation,
        /// `name`, of the header, query parameter or cookie.
        name: &'static str,
    },
    /// `type: http` with `scheme: basic`, RFC 7617.
    Basic,
    /// `type: http` with `scheme: bearer`, RFC 6750.
    Bearer,
    /// `type: oauth2`; the access token is sent as a bearer token.
    OAuth2,
    /// `type: openIdConnect`; the access token is sent as a bearer token.
    OpenIdConnect,
    /// `type: mutualTLS`; the certificate is the transport's, the client sends nothing.
    MutualTls,
}

/// Where an API key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyLocation {
    /// In a header.
    Header,
    /// In the query of the URL.
    Query,
    /// In a cookie.
    Cookie,
}

/// What the document says about one operation, as far as sending its request goes.
///
/// ```
/// use specwright_runtime::client::{Method, Operation, Parameter};
///
/// static UPDATE_CUSTOMER: Operation =
///     Operation::new("updateCustomer", Method::PATCH, "/v1/customers/{customer_id}")
///         .parameters(&[Parameter::path("customer_id")])
///         .accept("application/json, application/problem+json")
///         .security(&[&["ApiKeyAuth"]]);
/// ```
#[derive(Debug)]
pub struct Operation {
    /// `operationId`.
    pub id: &'static str,
    /// The method, RFC 9110 section 9; see [`method`](Self::method) for others.
    pub method: Method,
    /// The name of a method that RFC 9110 does not have (OpenAPI 3.2, `additionalOperations`).
    pub extension: Option<&'static str>,
    /// The path template, relative to the server's URL.
    pub path: &'static str,
    /// The parameters, by the numbers that calls know them by.
    pub parameters: &'static [Parameter],
    /// How fields of a form are written that do not follow the default.
    pub encodings: &'static [Parameter],
    /// The value of `Accept`: the media types of the documented responses; empty for none.
    pub accept: &'static str,
    /// The security requirement: one of the alternatives has to hold, and in it every scheme.
    ///
    /// No alternative at all is `security: []`; an alternative without a scheme is `{}`, anonymous access.
    pub security: &'static [&'static [&'static str]],
    /// The URLs where it is served, when that is not where the whole API is; the first is the default.
    pub servers: &'static [&'static str],
    /// Whether the document says that a request may be repeated without harm, whatever its method.
    pub idempotent: bool,
}

impl Operation {
    /// An operation without parameters, documented responses and security.
    #[must_use]
    pub const fn new(id: &'static str, method: Method, path: &'static str) -> Self {
        Self {
            id,
            method,
            extension: None,
            path,
            parameters: &[],
            encodings: &[],
            accept: "",
            security: &[],
            servers: &[],
            idempotent: false,
        }
    }

    /// The name of a method that RFC 9110 does not have, in the place of the other one.
    #[must_use]
    pub const fn extension(mut self, name: &'static str) -> Self {
        self.extension = Some(name);
        self
    }

    /// The method; one whose name is no token of HTTP is `GET` after all.
    #[must_use]
    pub fn method(&self) -> Method {
        let extension = self.extension.and_then(|name| Method::from_bytes(name.as_bytes()).ok());
        extension.unwrap_or_else(|| self.method.clone())
    }

    /// The parameters, by the numbers that calls know them by.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.parameters = parameters;
        self
    }

    /// Says that a request may be repeated without harm, whatever its method.
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// How fields of a form are written that do not follow the default.
    #[must_use]
    pub const fn encodings(mut self, encodings: &'static [Parameter]) -> Self {
        self.encodings = encodings;
        self
    }

    /// The value of `Accept`: the media types of the documented responses.
    #[must_use]
    pub const fn accept(mut self, accept: &'static str) -> Self {
        self.accept = accept;
        self
    }

    /// The security requirement: alternatives, each the names of schemes that are needed together.
    #[must_use]
    pub const fn security(mut self, security: &'static [&'static [&'static str]]) -> Self {
        self.security = security;
        self
    }

    /// The URLs where it is served, when that is not where the whole API is.
    #[must_use]
    pub const fn servers(mut self, servers: &'static [&'static str]) -> Self {
        self.servers = servers;
        self
    }
}

/// A generated client: what a [`Builder`](super::Builder) can build.
pub trait ApiClient: Sized {
    /// The API that the client calls.
    const API: &'static Api;

    /// The headers in which the API says what is left of its rate limit.
    const RATE_LIMIT: RateLimitNames = RateLimitNames::new();

    /// Wraps the core that the builder has made.
    fn from_core(core: Core) -> Self;
}
