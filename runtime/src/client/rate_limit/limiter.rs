//! Waiting for the rate limit instead of running into it: one window for all calls of a client, first come first
//! served.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as Gate, Notify};
use tokio::time::{Instant, sleep_until};

use super::Quota;
use crate::client::clock::{Clock, Limit};

/// Servers count in whole seconds: what they call the end of the window may be this much before it.
const ROUNDING: Duration = Duration::from_secs(1);

/// What a client knows of the window that its calls share.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    /// The call that is next holds it, until it may go or is dropped; the others queue.
    gate: Gate<()>,
    window: Mutex<Window>,
    /// An answer has come, or a request was given up.
    changed: Notify,
}

#[derive(Debug, Default)]
struct Window {
    limit: Option<u64>,
    /// How many requests may still go, as far as is known.
    remaining: Option<u64>,
    ends: Option<Instant>,
    in_flight: u64,
}

/// Why a call may not go in its time.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The window ends after the call has to.
    UsedUp(Duration),
    /// Its time passed in the queue.
    Waited(Limit),
}

/// What the call that is next does.
enum Turn {
    Go,
    WaitUntil(Instant),
    /// Only an answer can tell how much is left.
    WaitForAnswer,
}

impl Limiter {
    /// Waits until a request may go; `waiting` is told how long that is.
    pub(crate) async fn enter(
        &self,
        clock: Clock,
        waiting: impl Fn(Duration) + Send,
    ) -> Result<Permit<'_>, Refused> {
        let _gate = if let Ok(gate) = self.gate.try_lock() {
            gate
        } else {
            // Whoever is ahead may wait for the end of the window: queueing behind is in vain without the time.
            let ends = self.window().used_up_until();
            ends.map_or(Ok(()), |ends| in_time(clock, ends))?;
            clock.limit(self.gate.lock()).await.map_err(Refused::Waited)?
        };
        loop {
            let turn = self.window().turn(Instant::now());
            match turn {
                Turn::Go => return Ok(Permit { limiter: self, is_sent: false }),
                Turn::WaitUntil(ends) => {
                    in_time(clock, ends)?;
                    waiting(ends.saturating_duration_since(Instant::now()));
                    sleep_until(ends).await;
                }
                Turn::WaitForAnswer => {
                    clock.limit(self.changed.notified()).await.map_err(Refused::Waited)?;
                }
            }
        }
    }

    fn window(&self) -> MutexGuard<'_, Window> {
        self.window.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn in_time(clock: Clock, ends: Instant) -> Result<(), Refused> {
    let wait = ends.saturating_duration_since(Instant::now());
    if clock.allows(wait) { Ok(()) } else { Err(Refused::UsedUp(wait)) }
}

impl Window {
    fn turn(&mut self, now: Instant) -> Turn {
        if self.ends.is_some_and(|ends| ends <= now) {
            // A new window has begun. Where nobody knows how much it allows, one request finds out.
            self.remaining = self.limit.or(Some(1));
            self.ends = None;
        }
        match (self.remaining, self.ends) {
            (Some(0), Some(ends)) => return Turn::WaitUntil(ends),
            (Some(0), None) if self.in_flight > 0 => return Turn::WaitForAnswer,
            (Some(remaining), _) => self.remaining = Some(remaining.saturating_sub(1)),
            (None, _) => {}
        }
        self.in_flight += 1;
        Turn::Go
    }

    fn used_up_until(&self) -> Option<Instant> {
        self.ends.filter(|_| self.remaining == Some(0))
    }

    fn note(&mut self, quota: Quota, now: Instant) {
        self.limit = quota.limit.or(self.limit);
        let Some(told) = quota.remaining else { return };
        let others = self.in_flight.saturating_sub(1);
        let goes_on = self.ends.is_some_and(|ends| now < ends);
        self.remaining = Some(match self.remaining {
            // Answers overtake each other, so that within a window the least of them is the latest.
            Some(remaining) if goes_on && others > 0 => remaining.min(told),
            _ => told.saturating_sub(others),
        });
        if let Some(reset) = quota.reset {
            self.ends = now.checked_add(reset.saturating_add(ROUNDING));
        }
    }
}

/// The permission to send one request, which has not been answered yet.
#[derive(Debug)]
pub(crate) struct Permit<'l> {
    limiter: &'l Limiter,
    is_sent: bool,
}

impl Permit<'_> {
    /// The request is about to be sent.
    pub(crate) fn sent(&mut self) {
        self.is_sent = true;
    }

    /// Notes what the answer says.
    pub(crate) fn answered(self, quota: Quota) {
        self.limiter.window().note(quota, Instant::now());
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let mut window = self.limiter.window();
        window.in_flight = window.in_flight.saturating_sub(1);
        if !self.is_sent {
            window.remaining = window.remaining.map(|remaining| remaining.saturating_add(1));
        }
        drop(window);
        self.limiter.changed.notify_one();
    }
}
