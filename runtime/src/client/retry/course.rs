//! The course of one call: how many attempts were made, what is known of them, and whether there is another.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};

use super::{RetryPolicy, demanded};
use crate::client::clock::Clock;
use crate::client::core::Shared;
use crate::client::error::{Kind, Trail};

/// What came of an attempt.
#[derive(Clone, Copy)]
pub(crate) enum Outcome<'o> {
    /// No answer.
    Unanswered(&'o Kind),
    /// The head of an answer.
    Answered(StatusCode, &'o HeaderMap),
    /// An answer without the end of its body.
    Interrupted(&'o Kind),
}

/// The course of one call.
pub(crate) struct Course<'c> {
    shared: &'c Shared,
    policy: RetryPolicy,
    /// Whether repeating the request does no harm, even where it was carried out.
    is_idempotent: bool,
    trail: Trail,
    /// What the last retry has cost.
    cost: u32,
    /// The access token was renewed because the server has refused one.
    renewed: bool,
}

impl<'c> Course<'c> {
    pub(crate) fn new(shared: &'c Shared, policy: RetryPolicy, is_idempotent: bool) -> Self {
        Self { shared, policy, is_idempotent, trail: Trail::default(), cost: 0, renewed: false }
    }

    /// Starts an attempt; its number, from 1.
    pub(crate) fn begin(&mut self) -> u32 {
        self.trail.attempts += 1;
        self.trail.attempts
    }

    pub(crate) fn trail(&self) -> Trail {
        self.trail
    }

    /// Whether a refused access token is to be replaced: once in a call, whatever its policy says, since a request
    /// that was refused for its token was not carried out.
    pub(crate) fn may_renew(&mut self) -> bool {
        !std::mem::replace(&mut self.renewed, true)
    }

    /// The server has answered in a way that is final and no failure of its own.
    pub(crate) fn succeed(&self) {
        self.shared.bucket.deposit(self.cost);
    }

    /// After how long there is another attempt, if there is one.
    ///
    /// `can_repeat` says whether the body of the request can be sent again.
    pub(crate) fn again(&mut self, outcome: Outcome<'_>, clock: Clock, can_repeat: bool) -> Option<Duration> {
        if let Outcome::Unanswered(kind) = outcome
            && kind.may_have_left()
        {
            self.trail.unknown = true;
        }
        let wanted = can_repeat && self.trail.attempts < self.policy.max_attempts && self.may_help(outcome);
        if !wanted {
            return None;
        }
        let after = self.delay(outcome, clock)?;
        let timed_out = matches!(outcome, Outcome::Unanswered(Kind::Timeout { .. }));
        self.cost = self.shared.bucket.withdraw(timed_out)?;
        Some(after)
    }

    /// Is the status one that is worth another attempt, whatever the method?
    pub(crate) fn is_failure(&self, status: StatusCode) -> bool {
        self.policy.statuses.contains(&status.as_u16())
    }

    /// Can another attempt end better, and do no harm?
    fn may_help(&self, outcome: Outcome<'_>) -> bool {
        match outcome {
            Outcome::Unanswered(kind) => kind.is_transient() && (self.is_idempotent || !kind.may_have_left()),
            Outcome::Answered(status, _) => {
                let refused = self.policy.refusals
                    && matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
                self.is_failure(status) && (self.is_idempotent || refused)
            }
            Outcome::Interrupted(kind) => kind.is_transient() && self.is_idempotent,
        }
    }

    /// How long to wait; `None` when that is too long.
    fn delay(&self, outcome: Outcome<'_>, clock: Clock) -> Option<Duration> {
        let jitter = self.shared.random.up_to(self.policy.ceiling(self.trail.attempts));
        let asked = match outcome {
            Outcome::Answered(status, headers) => {
                demanded(status, headers, &self.shared.rate_limit_names, SystemTime::now())
            }
            Outcome::Unanswered(_) | Outcome::Interrupted(_) => None,
        };
        let Some(asked) = asked else { return Some(jitter).filter(|delay| clock.allows(*delay)) };
        if asked > self.policy.longest_wait {
            return None;
        }
        // Not all at the moment that the server has named, but rather that than not at all.
        [asked.saturating_add(jitter), asked].into_iter().find(|delay| clock.allows(*delay))
    }
}
