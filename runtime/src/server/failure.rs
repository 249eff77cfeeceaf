//! What goes wrong in an implementation, beyond what the document says.

use std::error::Error;
use std::fmt;

use axum::body::Body;
use http::{Response, StatusCode};

use super::problem::{Problem, ProblemKind};

/// Anything that keeps an operation from a documented response.
///
/// Every error becomes one, so `?` is enough: it is logged, and answered with 500 and without its text.
/// A [`Problem`] becomes one, too, for what the document leaves out.
///
/// ```
/// use specwright_runtime::server::{Failure, Problem, StatusCode};
///
/// fn find(text: &str) -> Result<u32, Failure> {
///     if text.is_empty() {
///         return Err(Problem::new(StatusCode::GONE, "Gone").into());
///     }
///     Ok(text.parse()?)
/// }
///
/// assert_eq!(find("").unwrap_err().status(), 410);
/// assert_eq!(find("x").unwrap_err().status(), 500);
/// ```
pub struct Failure(Box<Kind>);

enum Kind {
    Error(Box<dyn Error + Send + Sync>),
    Problem(Problem),
    Response(Response<Body>),
}

impl Failure {
    /// A whole response, for what the document leaves out and what is no problem.
    ///
    /// ```
    /// use specwright_runtime::server::http::Response;
    /// use specwright_runtime::server::{Body, Failure};
    ///
    /// let moved = Response::builder().status(307).header("location", "/v2/notes").body(Body::empty()).unwrap();
    /// assert_eq!(Failure::response(moved).status(), 307);
    /// ```
    #[must_use]
    pub fn response(response: Response<Body>) -> Self {
        Self(Box::new(Kind::Response(response)))
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match &*self.0 {
            Kind::Error(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Kind::Problem(problem) => problem.status(),
            Kind::Response(response) => response.status(),
        }
    }

    /// The answer, or the problem that is still to become one.
    pub(super) fn into_parts(self) -> Result<Response<Body>, Problem> {
        match *self.0 {
            Kind::Error(error) => {
                let error: &(dyn Error + 'static) = &*error;
                tracing::error!(error, "an operation failed");
                Err(Problem::of(ProblemKind::Internal))
            }
            Kind::Problem(problem) => Err(problem),
            Kind::Response(response) => Ok(response),
        }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::Error(error) => f.debug_tuple("Failure").field(error).finish(),
            Kind::Problem(problem) => f.debug_tuple("Failure").field(problem).finish(),
            Kind::Response(response) => f.debug_tuple("Failure").field(&response.status()).finish(),
        }
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(Box::new(Kind::Error(Box::new(error))))
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self(Box::new(Kind::Problem(problem)))
    }
}
