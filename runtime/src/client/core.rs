//! What every call of a client needs: one allocation, shared by all its clones.

use std::fmt;
use std::sync::Arc;

use http::HeaderMap;

use super::api::Api;
use super::auth::Credentials;
use super::base_url::BaseUrl;
use super::call::Call;
use super::drift::OnDrift;
use super::headers::Names;
use super::middleware::Middleware;
use super::observer::Observer;
use super::options::Options;
use super::rate_limit::{Limiter, RateLimitNames};
use super::retry::{Bucket, Random};
use super::transport::Transport;
use crate::operation::Operation;

/// What a generated client wraps; cheap to clone, and shared by everything that is cloned from it.
///
/// ```no_run
/// use specwright_runtime::client::{Core, Error, Method, Operation, Parameter};
///
/// static GET_NOTE: Operation =
///     Operation::new("getNote", Method::GET, "/notes/{id}").parameters(&[Parameter::path("id")]);
///
/// async fn note(core: &Core) -> Result<(), Error> {
///     let reply = core.call(&GET_NOTE).text(0, "n1").reply().await?;
///     println!("{:?}", reply.body());
///     Ok(())
/// }
/// ```
#[derive(Clone)]
pub struct Core {
    shared: Arc<Shared>,
}

/// The configuration of a client, checked.
pub(crate) struct Shared {
    pub(crate) api: &'static Api,
    pub(crate) base: BaseUrl,
    /// The caller has named the base: servers of single operations do not count.
    pub(crate) base_is_given: bool,
    pub(crate) allow_plain_http: bool,
    pub(crate) credentials: Credentials,
    /// What every request carries, `User-Agent` among it.
    pub(crate) headers: HeaderMap,
    pub(crate) options: Options,
    pub(crate) rate_limit_names: RateLimitNames,
    /// What is left of the rate limit, where calls wait for it.
    pub(crate) limiter: Option<Limiter>,
    /// The retry budget of all calls.
    pub(crate) bucket: Bucket,
    pub(crate) random: Random,
    pub(crate) middleware: Vec<Box<dyn Middleware>>,
    pub(crate) observers: Vec<Box<dyn Observer>>,
    /// Who wants to hear of what the document does not know.
    pub(crate) on_drift: Option<OnDrift>,
    pub(crate) validate_requests: bool,
    pub(crate) max_response_bytes: usize,
    pub(crate) transport: Box<dyn Transport>,
}

impl Core {
    pub(crate) fn new(shared: Shared) -> Self {
        Self { shared: Arc::new(shared) }
    }

    /// Starts a call; nothing is sent before it is awaited.
    pub fn call(&self, operation: &'static Operation) -> Call {
        Call::new(self.clone(), operation)
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("api", &self.shared.api.title)
            .field("base_url", &self.shared.base.as_str())
            .field("credentials", &self.shared.credentials)
            .field("headers", &Names(&self.shared.headers))
            .field("options", &self.shared.options)
            .finish_non_exhaustive()
    }
}
