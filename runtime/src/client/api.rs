//! What a generated client says about its document, as statics: the API, its operations, its security schemes.

use http::Method;

use super::core::Core;

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
/// use specwright_runtime::client::{Method, Operation};
///
/// static UPDATE_CUSTOMER: Operation = Operation {
///     id: "updateCustomer",
///     method: Method::PATCH,
///     path: "/v1/customers/{customer_id}",
///     accept: "application/json, application/problem+json",
///     security: &[&["ApiKeyAuth"]],
/// };
/// ```
#[derive(Debug)]
pub struct Operation {
    /// `operationId`.
    pub id: &'static str,
    /// The method, RFC 9110 section 9.
    pub method: Method,
    /// The path template, relative to the server's URL.
    pub path: &'static str,
    /// The value of `Accept`: the media types of the documented responses; empty for none.
    pub accept: &'static str,
    /// The security requirement: one of the alternatives has to hold, and in it every scheme.
    ///
    /// No alternative at all is `security: []`; an alternative without a scheme is `{}`, anonymous access.
    pub security: &'static [&'static [&'static str]],
}

/// A generated client: what a [`Builder`](super::Builder) can build.
pub trait ApiClient: Sized {
    /// The API that the client calls.
    const API: &'static Api;

    /// Wraps the core that the builder has made.
    fn from_core(core: Core) -> Self;
}
