//! What a call can have in place of the client's settings.

use std::time::Duration;

use super::retry::RetryPolicy;

/// Limits of time and the rules of repetition, of a client and then of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// For the call as a whole, waiting and repetitions included.
    pub(crate) timeout: Option<Duration>,
    /// For one attempt.
    pub(crate) attempt_timeout: Option<Duration>,
    /// Between two chunks of the body of the response.
    pub(crate) read_timeout: Option<Duration>,
    pub(crate) retry: RetryPolicy,
    /// The caller says that the request can be repeated, whatever its method.
    pub(crate) idempotent: bool,
}

impl Options {
    /// The first limit that is zero, with the name of its setter.
    pub(crate) fn impossible(&self) -> Option<&'static str> {
        let limits = [
            ("timeout", self.timeout),
            ("attempt_timeout", self.attempt_timeout),
            ("read_timeout", self.read_timeout),
        ];
        limits.into_iter().find_map(|(name, limit)| (limit == Some(Duration::ZERO)).then_some(name))
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            timeout: Some(Duration::from_secs(30)),
            attempt_timeout: None,
            read_timeout: Some(Duration::from_secs(60)),
            retry: RetryPolicy::new(),
            idempotent: false,
        }
    }
}
