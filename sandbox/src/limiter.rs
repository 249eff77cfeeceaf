//! The rate limit: so many requests of a key in a window of time, counted from the first of them.

use std::collections::HashMap;
use std::sync::Mutex;

use jiff::Timestamp;
use otark_brp_server::types::RateLimit;

/// How long a window is, in seconds.
const WINDOW: i64 = 60;

/// The windows of the keys.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    windows: Mutex<HashMap<String, Window>>,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    start: Timestamp,
    used: u32,
}

/// What is left to a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    /// Whether the request is within the limit.
    pub(crate) is_allowed: bool,
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    /// Seconds until the window ends, at least one.
    pub(crate) reset: i64,
}

impl Limiter {
    /// Counts a request of a key.
    pub(crate) fn count(&self, key: &str, limit: u32, now: Timestamp) -> Left {
        let mut windows = self.windows.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let new = Window { start: now, used: 0 };
        let window = match windows.get_mut(key) {
            Some(window) => window,
            None => windows.entry(key.to_owned()).or_insert(new),
        };
        let age = now.duration_since(window.start).as_secs();
        // A clock that is set back would hold the window open for as long as it went back.
        if !(0..WINDOW).contains(&age) {
            *window = new;
        }
        let is_allowed = window.used < limit;
        window.used += u32::from(is_allowed);
        let reset = WINDOW - now.duration_since(window.start).as_secs();
        Left { is_allowed, limit, remaining: limit.saturating_sub(window.used), reset }
    }

    /// Forgets all windows.
    pub(crate) fn reset(&self) {
        self.windows.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clear();
    }
}

impl Left {
    /// The headers that tell the client.
    pub(crate) fn headers(self) -> RateLimit {
        RateLimit::new()
            .with_limit(self.limit.into())
            .with_remaining(self.remaining.into())
            .with_reset(self.reset)
    }
}

#[cfg(test)]
mod tests {
    use super::{Left, Limiter};

    #[test]
    fn a_window_begins_with_a_request_and_ends_after_a_minute() {
        let limiter = Limiter::default();
        let count = |seconds: i64| limiter.count("a", 2, jiff::Timestamp::from_second(seconds).unwrap());
        assert_eq!(count(100), Left { is_allowed: true, limit: 2, remaining: 1, reset: 60 });
        assert_eq!(count(130), Left { is_allowed: true, limit: 2, remaining: 0, reset: 30 });
        assert_eq!(count(159), Left { is_allowed: false, limit: 2, remaining: 0, reset: 1 });
        assert_eq!(count(160), Left { is_allowed: true, limit: 2, remaining: 1, reset: 60 });
        assert_eq!(count(10), Left { is_allowed: true, limit: 2, remaining: 1, reset: 60 });
        assert!(limiter.count("b", 2, jiff::Timestamp::from_second(10).unwrap()).is_allowed);
        limiter.reset();
        assert_eq!(count(11).remaining, 1);
    }
}
