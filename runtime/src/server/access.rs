//! Security: what a request brings, what the operation requires of it, and what becomes of one that is refused.

use std::borrow::Cow;
use std::fmt;

use http::StatusCode;
use http::request::Parts;

use super::endpoint::Endpoint;
use super::failure::Failure;
use super::problem::{Problem, ProblemKind};
use crate::security::SecurityScheme;

/// What a request brings to be let through, for one alternative of the security requirement.
///
/// ```
/// use specwright_runtime::server::{Access, Denial};
///
/// fn let_through(access: Access<'_>) -> Result<String, Denial> {
///     println!("{} with {} credentials", access.endpoint().operation.id, access.credentials().len());
///     if access.request().headers.contains_key("x-forwarded-for") {
///         return Err(Denial::forbidden("no proxies, please"));
///     }
///     match access.credential() {
///         Some(key) if key.expose() == "s3cr3t" => Ok("the owner".to_owned()),
///         _ => Err(Denial::unauthenticated()),
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Access<'r> {
    pub(super) endpoint: &'static Endpoint,
    pub(super) credentials: &'r [Credential<'r>],
    pub(super) parts: &'r Parts,
}

impl<'r> Access<'r> {
    /// The operation that is called.
    #[must_use]
    pub const fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// The credentials of the alternative, one for each of its schemes; none for anonymous access.
    #[must_use]
    pub const fn credentials(&self) -> &'r [Credential<'r>] {
        self.credentials
    }

    /// The first credential, which is the only one unless the document asks for several together.
    #[must_use]
    pub fn credential(&self) -> Option<&'r Credential<'r>> {
        self.credentials.first()
    }

    /// The line and the headers of the request, and what layers have put into its extensions.
    #[must_use]
    pub const fn request(&self) -> &'r Parts {
        self.parts
    }
}

/// What a request brings for one security scheme. Its `Debug` does not show it.
///
/// ```
/// use specwright_runtime::server::{Credential, SchemeKind};
///
/// fn is_valid(credential: &Credential<'_>, granted: &[&str]) -> bool {
///     let is_right = match credential.scheme().kind {
///         SchemeKind::Basic => (credential.user(), credential.expose()) == (Some("anna"), "s3cr3t"),
///         _ => credential.expose() == "s3cr3t",
///     };
///     is_right && credential.scopes().iter().all(|scope| granted.contains(scope))
/// }
/// ```
#[derive(Clone)]
pub struct Credential<'r> {
    pub(super) scheme: &'static SecurityScheme,
    pub(super) scopes: &'static [&'static str],
    pub(super) user: Option<Cow<'r, str>>,
    pub(super) secret: Cow<'r, str>,
}

impl Credential<'_> {
    /// The scheme that it is for.
    #[must_use]
    pub const fn scheme(&self) -> &'static SecurityScheme {
        self.scheme
    }

    /// The scopes that the document requires of it.
    #[must_use]
    pub const fn scopes(&self) -> &'static [&'static str] {
        self.scopes
    }

    /// The user of `Basic` authentication.
    #[must_use]
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// The key, the token or the password; empty for `mutualTLS`, whose certificate the connection has.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for Credential<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("scheme", &self.scheme.name)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

/// Why a request may not go on, and what it is answered with.
///
/// ```
/// use specwright_runtime::server::Denial;
///
/// let denial = Denial::forbidden("the key may only read");
/// assert_eq!(denial.status(), 403);
/// ```
///
/// ```
/// use specwright_runtime::server::Denial;
///
/// assert_eq!(Denial::unauthenticated().status(), 401);
/// ```
#[derive(Debug)]
pub struct Denial(pub(super) Failure);

impl Denial {
    /// 401: the credential is not valid.
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self(Problem::of(ProblemKind::Unauthenticated).with_detail("The credential is not valid").into())
    }

    /// 403: the credential is valid, and does not allow this.
    #[must_use]
    pub fn forbidden(detail: impl Into<Cow<'static, str>>) -> Self {
        Self(Problem::of(ProblemKind::Forbidden).with_detail(detail).into())
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status()
    }
}

/// Anything else, such as 429, or a store of keys that does not answer.
impl<E: Into<Failure>> From<E> for Denial {
    fn from(failure: E) -> Self {
        Self(failure.into())
    }
}
