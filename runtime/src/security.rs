//! Security schemes: how a credential is sent, which client and server have to agree on.

/// One entry of `components.securitySchemes`.
///
/// ```
/// use specwright_runtime::client::{KeyLocation, SchemeKind, SecurityScheme};
///
/// static KEY: SecurityScheme = SecurityScheme {
///     name: "ApiKeyAuth",
///     kind: SchemeKind::ApiKey { location: KeyLocation::Header, name: "X-Api-Key" },
/// };
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SecurityScheme {
    /// The key in `components.securitySchemes`, by which security requirements name the scheme.
    pub name: &'static str,
    /// How the credential is sent.
    pub kind: SchemeKind,
}

/// How the credential of a security scheme is sent.
///
/// ```
/// use specwright_runtime::client::{SchemeKind, SecurityScheme};
///
/// /// Is what is sent a token in `Authorization: Bearer`?
/// fn is_token(scheme: &SecurityScheme) -> bool {
///     matches!(scheme.kind, SchemeKind::Bearer | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect)
/// }
///
/// assert!(is_token(&SecurityScheme { name: "Login", kind: SchemeKind::OAuth2 }));
/// assert!(!is_token(&SecurityScheme { name: "Password", kind: SchemeKind::Basic }));
/// ```
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
///
/// ```
/// use specwright_runtime::client::{KeyLocation, SchemeKind};
///
/// /// A key in the query ends up in the logs of every proxy.
/// fn is_logged(kind: SchemeKind) -> bool {
///     matches!(kind, SchemeKind::ApiKey { location: KeyLocation::Query, .. })
/// }
///
/// assert!(is_logged(SchemeKind::ApiKey { location: KeyLocation::Query, name: "key" }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyLocation {
    /// In a header.
    Header,
    /// In the query of the URL.
    Query,
    /// In a cookie.
    Cookie,
}
