//! When a call is repeated, and after how long: what a caller configures.
//!
//! A request is repeated only where that cannot do harm:
//!
//! - nothing of it has left, because no connection was made; or
//! - its method is idempotent (RFC 9110 section 9.2.2: GET, HEAD, OPTIONS, TRACE, PUT, DELETE; and QUERY), the
//!   document or the caller says so, or it carries an `Idempotency-Key`.
//!
//! Of the others a 429 or a 503 is not repeated either unless [`RetryPolicy::retry_refusals`] says so: both mean that
//! the server has not carried out the request, but nothing binds it to mean that.
//!
//! Between attempts the client waits as long as the server asks for (`Retry-After`, then its rate-limit headers), and
//! otherwise a random part of a time that doubles (full jitter), so that clients that failed together do not come
//! back together. It never waits beyond the time limit of the call: then the failure is returned at once.

mod budget;
mod course;
mod random;
mod wait;

use std::time::Duration;

use http::Method;

pub(crate) use self::budget::Bucket;
pub use self::budget::RetryBudget;
pub(crate) use self::course::{Course, Outcome};
pub(crate) use self::random::Random;
pub(crate) use self::wait::{after, demanded};

/// Statuses that a later attempt may not meet.
const STATUSES: &[u16] = &[408, 429, 500, 502, 503, 504];

/// How often, when and after how long a call is repeated.
///
/// ```
/// use std::time::Duration;
///
/// use specwright_runtime::client::RetryPolicy;
///
/// const PATIENT: RetryPolicy =
///     RetryPolicy::new().max_attempts(6).base_delay(Duration::from_secs(1)).max_delay(Duration::from_secs(60));
/// assert_ne!(PATIENT, RetryPolicy::none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a policy does nothing until it is given to a client or a call"]
pub struct RetryPolicy {
    pub(crate) max_attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    pub(crate) longest_wait: Duration,
    pub(crate) statuses: &'static [u16],
    pub(crate) refusals: bool,
}

impl RetryPolicy {
    /// Three attempts; delays of up to half a second, a second and so on, at most 20 seconds; the statuses 408, 429,
    /// 500, 502, 503 and 504.
    pub const fn new() -> Self {
        Self {
            max_attempts: 3,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
            longest_wait: Duration::from_secs(120),
            statuses: STATUSES,
            refusals: false,
        }
    }

    /// One attempt.
    pub const fn none() -> Self {
        Self::new().max_attempts(1)
    }

    /// The most attempts that a call makes, the first among them; 0 is 1.
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The most that is waited before the second attempt; the limit doubles with every further one.
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The most that is ever waited between two attempts, unless the server asks for more.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The most that is waited because the server asks for it; a longer `Retry-After` ends the call.
    ///
    /// The time limit of the call, where there is one, holds in any case.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use specwright_runtime::client::RetryPolicy;
    ///
    /// const POLICY: RetryPolicy = RetryPolicy::new().longest_wait(Duration::from_secs(10)).statuses(&[429, 503]);
    /// ```
    pub const fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// The statuses after which a request is repeated, in place of the default ones.
    pub const fn statuses(mut self, statuses: &'static [u16]) -> Self {
        self.statuses = statuses;
        self
    }

    /// Whether a request whose method is not idempotent is repeated after a 429 or a 503; it is not by default.
    ///
    /// That is right for servers that answer so before they look at the request, as gateways and rate limiters do.
    ///
    /// ```
    /// use specwright_runtime::client::RetryPolicy;
    ///
    /// /// Behind a gateway that refuses requests before anybody looks at them.
    /// const BEHIND_A_GATEWAY: RetryPolicy = RetryPolicy::new().retry_refusals(true);
    /// assert_ne!(BEHIND_A_GATEWAY, RetryPolicy::new());
    /// ```
    pub const fn retry_refusals(mut self, retry: bool) -> Self {
        self.refusals = retry;
        self
    }

    /// The most to wait after this many attempts.
    pub(crate) fn ceiling(&self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(31);
        self.base_delay.saturating_mul(1 << doublings).min(self.max_delay)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// RFC 9110 section 9.2.2, and QUERY.
pub(crate) fn is_idempotent(method: &Method) -> bool {
    method.is_idempotent() || method.as_str() == "QUERY"
}

#[cfg(test)]
mod tests {
    use super::{Method, RetryPolicy, is_idempotent};

    #[test]
    fn the_methods_that_may_be_repeated() {
        for method in ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"] {
            assert!(is_idempotent(&method.parse::<Method>().unwrap()), "{method}");
        }
        for method in ["POST", "PATCH", "CONNECT", "query", "PURGE"] {
            assert!(!is_idempotent(&method.parse::<Method>().unwrap()), "{method}");
        }
    }

    #[test]
    fn delays_double_up_to_the_cap() {
        let policy = RetryPolicy::new();
        let seconds: Vec<_> = (1..9).map(|attempts| policy.ceiling(attempts).as_secs_f64()).collect();
        assert_eq!(seconds, [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 20.0, 20.0]);
        assert_eq!(policy.ceiling(u32::MAX).as_secs(), 20);
    }
}
