//! The client that generated crates are built on.
//!
//! A generated client is a struct around a [`Core`], a static [`Operation`] per method, and a struct per request
//! that says what each status means ([`Outcome`]). Everything else is here: credentials, URLs, limits of time and
//! size, decoding, errors, traces.
//!
//! ```no_run
//! use specwright_runtime::client::{Api, ApiClient, Builder, Core, Error, KeyLocation, Method, Operation};
//! use specwright_runtime::client::{Parameter, SchemeKind, SecurityScheme};
//!
//! #[derive(Clone, Debug)]
//! struct Client {
//!     core: Core,
//! }
//!
//! impl ApiClient for Client {
//!     const API: &'static Api = &Api {
//!         title: "Otark BRP API",
//!         version: "1.0.0",
//!         user_agent: "otark-brp-client/0.1.0",
//!         servers: &["https://api.otark.energy"],
//!         security_schemes: &[SecurityScheme {
//!             name: "ApiKeyAuth",
//!             kind: SchemeKind::ApiKey { location: KeyLocation::Header, name: "X-Api-Key" },
//!         }],
//!     };
//!
//!     fn from_core(core: Core) -> Self {
//!         Self { core }
//!     }
//! }
//!
//! static GET_CUSTOMER: Operation =
//!     Operation::new("getCustomer", Method::GET, "/v1/customers/{customer_id}")
//!         .parameters(&[Parameter::path("customer_id")])
//!         .accept("application/json, application/problem+json")
//!         .security(&[&["ApiKeyAuth"]]);
//!
//! # async fn run() -> Result<(), Error> {
//! let client: Client = Builder::new().api_key("brp_live_0815").build()?;
//! let reply = client.core.call(&GET_CUSTOMER).text(0, "cust_r8s9t0u1").reply().await?;
//! println!("{}: {:?}", reply.status(), reply.body());
//! # Ok(())
//! # }
//! ```
//!
//! # Failure
//!
//! A call is one or more attempts. It is repeated only where that does no harm ([`RetryPolicy`]), waits as long as the
//! server asks for, and ends within its time limit. An [`Error`] says what is known of the request
//! ([`Error::delivery`]): that nothing was sent, that it may have been carried out, or what the server has answered.
//! Dropping the future of a call at any point ends it, and leaves nothing behind.
//!
//! # Platforms
//!
//! With the features `client` and `reqwest` the crate compiles for `wasm32-unknown-unknown`, so that code which is
//! shared with a web page can name its types. It does not run there yet: the clock of tokio, which limits time and
//! spaces attempts, has no implementation in a browser, and [`Transport`] asks for futures that are `Send`.

mod api;
mod auth;
mod base_url;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod call;
mod clock;
mod core;
mod drift;
mod error;
mod exchange;
mod headers;
mod http_date;
mod json_lines;
mod link;
mod macros;
mod middleware;
mod multipart;
mod observer;
mod open;
mod options;
#[doc(hidden)]
pub mod outcome;
mod page;
mod rate_limit;
mod raw;
mod reading;
mod reply;
mod response;
mod retry;
mod secret;
mod sse;
mod target;
#[cfg(feature = "testing")]
pub mod testing;
mod trace;
mod transport;

pub use ::{bytes, http};
pub use ::futures_core::Stream;
pub use ::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

pub use self::api::{Api, ApiClient};
pub use self::auth::{ClientCredentials, Credential, Token, TokenError, TokenSource};
#[cfg(feature = "blocking")]
pub use self::blocking::{Blocking, Iter};
pub use self::builder::Builder;
pub use self::call::{Call, Outcome, Sending};
pub use self::core::Core;
pub use self::drift::{Drift, DriftKind};
pub use self::error::{Delivery, Error, ProblemDetails};
pub use self::json_lines::JsonLines;
pub use self::middleware::{Attempt, Middleware, Next};
pub use self::multipart::{Multipart, Part};
pub use self::observer::{Event, EventKind, Observer};
pub use self::open::{OpenReply, ReplyBody};
pub use self::page::{Items, Pages, Progress};
pub use self::rate_limit::RateLimitNames;
pub use self::reply::{Content, Reply};
pub use self::response::Response;
pub use self::retry::{RetryBudget, RetryPolicy};
pub use self::secret::Secret;
pub use self::sse::{EventStream, ServerEvent};
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
pub use self::transport::ReqwestTransport;
pub use self::transport::{Body, BoxFuture, RequestBody, Transport, TransportError, TransportFault};
pub use crate::operation::Operation;
pub use crate::parameter::{Parameter, Style};
pub use crate::security::{KeyLocation, SchemeKind, SecurityScheme};
