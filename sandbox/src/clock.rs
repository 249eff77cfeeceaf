//! The clock that the sandbox goes by, which a test can set and stop.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};

/// A clock that runs with the machine's, ahead of it or behind it, or stands still.
///
/// ```
/// use otark_brp_sandbox::Clock;
///
/// let clock = Clock::default();
/// clock.stop_at("2026-01-10T09:00:00Z".parse()?);
/// clock.advance(60);
/// assert_eq!(clock.now().to_string(), "2026-01-10T09:01:00Z");
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Clock {
    hand: Mutex<Hand>,
}

#[derive(Clone, Copy, Debug)]
enum Hand {
    Ahead(SignedDuration),
    Still(Timestamp),
}

impl Default for Hand {
    fn default() -> Self {
        Self::Ahead(SignedDuration::ZERO)
    }
}

impl Clock {
    /// What time it is.
    pub fn now(&self) -> Timestamp {
        match self.hand() {
            Hand::Ahead(ahead) => later(Timestamp::now(), ahead),
            Hand::Still(at) => at,
        }
    }

    /// Does the clock stand still?
    pub fn is_still(&self) -> bool {
        matches!(self.hand(), Hand::Still(_))
    }

    /// Sets the time; the clock runs on from there.
    pub fn set(&self, now: Timestamp) {
        self.put(Hand::Ahead(now.duration_since(Timestamp::now())));
    }

    /// Sets the time; the clock stands still there.
    pub fn stop_at(&self, now: Timestamp) {
        self.put(Hand::Still(now));
    }

    /// Moves the clock by so many seconds.
    pub fn advance(&self, seconds: i64) {
        let by = SignedDuration::from_secs(seconds);
        self.put(match self.hand() {
            Hand::Ahead(ahead) => Hand::Ahead(ahead.saturating_add(by)),
            Hand::Still(at) => Hand::Still(later(at, by)),
        });
    }

    /// Goes with the machine's clock again.
    pub fn reset(&self) {
        self.put(Hand::default());
    }

    fn hand(&self) -> Hand {
        *self.hand.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn put(&self, hand: Hand) {
        *self.hand.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = hand;
    }
}

/// A time that much later, as far as time goes.
fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(at)
}
