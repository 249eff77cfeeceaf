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
    policy: &'c RetryPolicy,
    /// Whether repeating the request does no harm, even where it was carried out.
    is_idempotent: bool,
    trail: Trail,
    /// What the last retry has cost.
    cost: u32,
    /// The access token was renewed because the server has refused one.
    renewed: bool,
}

impl<'c> Course<'c> {
    pub(crate) fn new(shared: &'c Shared, policy: &'c RetryPolicy, is_idempotent: bool) -> Self {
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
        self.trail.asked = self.asked(outcome);
        let is_unknown = match outcome {
            Outcome::Unanswered(kind) => kind.may_have_left(),
            // A gateway may have passed on what it says has failed.
            Outcome::Answered(status, _) => status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT,
            Outcome::Interrupted(_) => true,
        };
        let after = if can_repeat { self.delay(outcome, clock) } else { None };
        // What is final speaks for itself; what is repeated would be forgotten.
        let is_final = after.is_none() && !matches!(outcome, Outcome::Unanswered(_));
        self.trail.unknown |= is_unknown && !is_final;
        after
    }

    /// How long to wait for another attempt, where one is allowed and can help.
    fn delay(&mut self, outcome: Outcome<'_>, clock: Clock) -> Option<Duration> {
        if self.trail.attempts >= self.policy.max_attempts || !self.may_help(outcome) {
            return None;
        }
        let jitter = self.shared.random.up_to(self.policy.ceiling(self.trail.attempts));
        let after = match self.trail.asked {
            None => Some(jitter).filter(|delay| clock.allows(*delay)),
            Some(asked) if asked > self.policy.longest_wait => None,
            // Not all at the moment that the server has named, but rather that than not at all.
            Some(asked) => {
                [asked.saturating_add(jitter), asked].into_iter().find(|delay| clock.allows(*delay))
            }
        }?;
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

    /// How long the server asks to wait, if it has not done what it should.
    fn asked(&self, outcome: Outcome<'_>) -> Option<Duration> {
        match outcome {
            Outcome::Answered(status, headers) if status.is_client_error() || self.is_failure(status) => {
                demanded(status, headers, &self.shared.rate_limit_names, SystemTime::now())
            }
            _ => None,
        }
    }
}
