//! The server: what generated servers call. The feature `server` turns it on.
//!
//! A generated server is a trait with one method for each operation, an input and a response for each of them, and a
//! function that makes an [`axum::Router`] of an implementation. Everything else happens here, in this order:
//!
//! | step | answer when it fails |
//! |---|---|
//! | the path is that of an operation | 404 |
//! | so is the method; `HEAD` is answered as `GET` is, `OPTIONS` with what is allowed | 405 with `Allow` |
//! | the credentials are there, and [`Service::authorize`] lets them through | 401 with a challenge, or 403 |
//! | one of the documented media types is acceptable | 406 |
//! | the body is of a documented media type | 415 with `Accept` |
//! | it is not too large, and comes in time | 413, 408 |
//! | parameters and body conform to the document | 400 or 422, with every field error |
//! | the implementation succeeds | 500 |
//!
//! These answers are problems (RFC 9457), in the schema that the document has for its errors wherever the facts fit
//! into it; [`Service::problem`] may change any of them.
//!
//! In builds with debug assertions the responses of the implementation are checked as well: one that breaks the
//! document is logged and becomes a 500, so that a test notices.
//!
//! ```
//! use specwright_runtime::server::{Access, Denial, Service};
//!
//! struct Notes;
//!
//! impl Service for Notes {
//!     type Caller = String;
//!
//!     async fn authorize(&self, access: Access<'_>) -> Result<String, Denial> {
//!         match access.credential() {
//!             Some(key) if key.expose() == "s3cr3t" => Ok("the owner".to_owned()),
//!             _ => Err(Denial::unauthenticated()),
//!         }
//!     }
//! }
//! ```

mod access;
mod api;
mod body;
mod call;
mod credential;
mod dispatch;
mod endpoint;
mod failure;
mod form;
mod guess;
mod input;
mod io;
mod macros;
mod media;
mod multipart;
mod negotiate;
mod problem;
mod reply;
mod routes;
mod serve;
mod settings;
mod template;

pub use ::{axum, http};
pub use ::axum::Router;
pub use ::axum::body::Body;
pub use ::bytes::Bytes;
pub use ::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

pub use self::access::{Access, Credential, Denial};
pub use self::api::{Api, Service};
pub use self::body::Content;
pub use self::call::Call;
pub use self::endpoint::{Documented, Endpoint, ErrorBody, RequestContent};
pub use self::failure::Failure;
pub use self::input::{Input, Raw};
pub use self::multipart::{Form, Part, Parts};
pub use self::problem::{Problem, ProblemKind};
pub use self::reply::{Answer, Reply, Respond};
pub use self::routes::{Pending, Routes};
pub use self::serve::{HangUp, Limits, serve};
pub use self::settings::Settings;
pub use crate::ValidationProblem as ProblemBody;
pub use crate::operation::Operation;
pub use crate::parameter::{Parameter, Style};
pub use crate::security::{KeyLocation, SchemeKind, SecurityScheme};
