//! What one call can have in place of the client's settings.

use std::time::Duration;

use super::Call;
use crate::client::retry::RetryPolicy;

impl Call {
    /// The most time that one attempt may take, in place of the client's limit; `None` for no limit.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.options.attempt_timeout = limit.into();
        self
    }

    /// The most time that may pass without anything of the response's body arriving, in place of the client's limit;
    /// `None` for no limit.
    pub fn read_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.options.read_timeout = limit.into();
        self
    }

    /// When and how often this call is repeated, in place of the client's policy.
    ///
    /// ```
    /// use specwright_runtime::client::{Call, Error, Reply, RetryPolicy};
    ///
    /// /// A call for which nobody waits twice.
    /// async fn ping(call: Call) -> Result<Reply, Error> {
    ///     call.retry(RetryPolicy::none()).reply().await
    /// }
    /// ```
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = policy;
        self
    }

    /// Says that the request can be repeated without harm, whatever its method.
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// use specwright_runtime::client::{Call, Error, Reply};
    ///
    /// /// Setting the same value twice does no harm, whatever the method is.
    /// async fn set(call: Call) -> Result<Reply, Error> {
    ///     call.idempotent().attempt_timeout(Duration::from_secs(2)).read_timeout(None).reply().await
    /// }
    /// ```
    pub fn idempotent(mut self) -> Self {
        self.options.idempotent = true;
        self
    }

    /// Sends this `Idempotency-Key`, by which the server knows a request that it has seen before; the request is then
    /// repeated like one whose method is idempotent.
    ///
    /// Every attempt of the call has the same key. Another call needs another one, and it has to be hard to guess,
    /// such as a random UUID.
    pub fn idempotency_key(self, key: &str) -> Self {
        self.header("idempotency-key", key)
    }
}
