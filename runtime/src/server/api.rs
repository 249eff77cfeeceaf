//! What a generated server says about its document as a whole, and what an implementation adds to it.

use super::access::{Access, Denial};
use super::endpoint::ErrorBody;
use super::problem::Problem;
use crate::security::SecurityScheme;
use crate::wording::Profile;

/// What the document says about the API as a whole.
///
/// ```
/// use specwright_runtime::Profile;
/// use specwright_runtime::server::{Api, SchemeKind, SecurityScheme};
///
/// static NOTES: Api = Api {
///     title: "Notes",
///     version: "1.0.0",
///     security_schemes: &[SecurityScheme { name: "Token", kind: SchemeKind::Bearer }],
///     profile: Profile::DEFAULT,
///     error: None,
/// };
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// `info.title`.
    pub title: &'static str,
    /// `info.version`, the version of the document.
    pub version: &'static str,
    /// `components.securitySchemes`.
    pub security_schemes: &'static [SecurityScheme],
    /// How field errors read, and how many are collected.
    pub profile: &'static Profile,
    /// The schema that most errors of the document have.
    pub error: Option<ErrorBody>,
}

/// What every implementation decides, whatever its operations are.
///
/// ```
/// use specwright_runtime::server::{Access, Denial, Problem, ProblemKind, Service};
///
/// struct Notes;
///
/// impl Service for Notes {
///     type Caller = String;
///
///     async fn authorize(&self, access: Access<'_>) -> Result<String, Denial> {
///         match access.credential() {
///             Some(key) if key.expose() == "s3cr3t" => Ok("the owner".to_owned()),
///             _ => Err(Denial::unauthenticated()),
///         }
///     }
///
///     fn problem(&self, problem: Problem) -> Problem {
///         match problem.kind() {
///             ProblemKind::Invalid => problem.with_type("https://example.com/errors/invalid"),
///             _ => problem,
///         }
///     }
/// }
/// ```
pub trait Service: Send + Sync + Sized + 'static {
    /// Who calls: what [`authorize`](Self::authorize) finds out, and operations get.
    type Caller: Send + Sync + 'static;

    /// Decides whether a request may go on, by the credentials that it brings.
    ///
    /// It is asked for each alternative of the security requirement whose credentials are all there, in the order of
    /// the document, until one is let through; an operation without a requirement, and anonymous access, ask with no
    /// credential. A request that brings none of what is required is answered with 401 without asking.
    ///
    /// # Errors
    ///
    /// A [`Denial`], which becomes the answer: 401, 403, or anything else.
    fn authorize(&self, access: Access<'_>) -> impl Future<Output = Result<Self::Caller, Denial>> + Send;

    /// Changes a problem before it is sent: its type, its title, its detail.
    #[must_use]
    fn problem(&self, problem: Problem) -> Problem {
        problem
    }
}
