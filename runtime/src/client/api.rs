//! What a generated client says about its document as a whole, as a static.

use super::core::Core;
use super::rate_limit::RateLimitNames;
use crate::security::SecurityScheme;

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

/// A generated client: what a [`Builder`](super::Builder) can build.
///
/// ```
/// use specwright_runtime::client::{Api, ApiClient, Core, RateLimitNames};
///
/// #[derive(Clone, Debug)]
/// struct Client(Core);
///
/// impl ApiClient for Client {
///     const API: &'static Api =
///         &Api { title: "Notes", version: "1", user_agent: "notes/1", servers: &[], security_schemes: &[] };
///     const RATE_LIMIT: RateLimitNames = RateLimitNames::new().remaining("x-notes-left");
///
///     fn from_core(core: Core) -> Self {
///         Self(core)
///     }
/// }
/// ```
pub trait ApiClient: Sized {
    /// The API that the client calls.
    const API: &'static Api;

    /// The headers in which the API says what is left of its rate limit.
    const RATE_LIMIT: RateLimitNames = RateLimitNames::new();

    /// Wraps the core that the builder has made.
    fn from_core(core: Core) -> Self;
}
