//! The settings of a client that are about time, failure and what goes on in a call.

use std::time::Duration;

use super::Builder;
use crate::client::drift::{Drift, OnDrift};
use crate::client::middleware::Middleware;
use crate::client::observer::Observer;
use crate::client::rate_limit::RateLimitNames;
use crate::client::retry::{RetryBudget, RetryPolicy};

impl<C> Builder<C> {
    /// The most time that a call may take, from its start to the end of the response's body, waiting and repetitions
    /// included; `None` for no limit.
    ///
    /// Where the caller reads the body, the limit is for what comes before it, and the
    /// [`read_timeout`](Self::read_timeout) for the body.
    pub fn timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.options.timeout = limit.into();
        self
    }

    /// The most time that one attempt may take; there is no such limit by default.
    ///
    /// With it a call has time left for another attempt when a server does not answer.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.options.attempt_timeout = limit.into();
        self
    }

    /// The most time that may pass without anything of a response's body arriving; a minute by default.
    pub fn read_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.options.read_timeout = limit.into();
        self
    }

    /// The most time that making a connection may take; ten seconds by default.
    ///
    /// It is a setting of the default transport: one that is given by [`transport`](Self::transport) has its own.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = limit.into();
        self
    }

    /// When and how often calls are repeated; a call can have another policy.
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// use specwright_runtime::client::{ApiClient, Builder, Error, RetryBudget, RetryPolicy};
    ///
    /// fn patient<Client: ApiClient>(key: String) -> Result<Client, Error> {
    ///     Builder::new()
    ///         .api_key(key)
    ///         .retry(RetryPolicy::new().max_attempts(5).retry_refusals(true))
    ///         .retry_budget(RetryBudget::new(1000))
    ///         .wait_for_rate_limit(true)
    ///         .connect_timeout(Duration::from_secs(3))
    ///         .attempt_timeout(Duration::from_secs(10))
    ///         .timeout(Duration::from_secs(60))
    ///         .build()
    /// }
    /// ```
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.options.retry = policy;
        self
    }

    /// How many retries all calls together may make; `None` for no limit.
    pub fn retry_budget(mut self, budget: impl Into<Option<RetryBudget>>) -> Self {
        self.budget = budget.into();
        self
    }

    /// Makes the random part of delays repeatable, for tests.
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// use specwright_runtime::client::{ApiClient, Builder, Error, Middleware, RateLimitNames};
    ///
    /// fn repeatable<Client: ApiClient>(signer: impl Middleware) -> Result<Client, Error> {
    ///     Builder::new()
    ///         .jitter_seed(7)
    ///         .read_timeout(Duration::from_secs(5))
    ///         .rate_limit_names(RateLimitNames::new().remaining("x-left"))
    ///         .middleware(signer)
    ///         .build()
    /// }
    /// ```
    pub fn jitter_seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// The headers in which the API says what is left of its rate limit.
    pub fn rate_limit_names(mut self, names: RateLimitNames) -> Self {
        self.rate_limit_names = names;
        self
    }

    /// Whether calls wait when the rate limit is used up, instead of being refused by the server; they do not by
    /// default.
    ///
    /// All calls of the client and of its clones wait in one queue and go in the order in which they came, no more
    /// of them than the server has said that the next window allows. A call that would have to wait longer than its
    /// time limit fails at once.
    pub fn wait_for_rate_limit(mut self, wait: bool) -> Self {
        self.wait_for_rate_limit = wait;
        self
    }

    /// Adds code around every attempt, inside of what was added before.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Box::new(middleware));
        self
    }

    /// Adds an observer, which is told what happens to calls.
    ///
    /// ```no_run
    /// use specwright_runtime::client::{ApiClient, Builder, Error, Event, EventKind};
    ///
    /// fn watched<Client: ApiClient>(key: String) -> Result<Client, Error> {
    ///     let observer = |event: &Event<'_>| {
    ///         if let EventKind::AttemptEnded { elapsed, status, error, .. } = event.kind {
    ///             println!("{} {}: {status:?} {error:?} after {elapsed:?}", event.method, event.path);
    ///         }
    ///     };
    ///     Builder::new().api_key(key).observer(observer).build()
    /// }
    /// ```
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observers.push(Box::new(observer));
        self
    }

    /// Is told what the server sends that the document does not know: fields, values of enumerations, statuses, media
    /// types. None of it is an error by itself.
    ///
    /// ```no_run
    /// # use specwright_runtime::client::{ApiClient, Builder, Error};
    /// # fn connect<Client: ApiClient>() -> Result<Client, Error> {
    /// Builder::new().on_drift(|drift| eprintln!("the document is out of date: {drift}")).build()
    /// # }
    /// ```
    pub fn on_drift(mut self, told: impl Fn(&Drift<'_>) + Send + Sync + 'static) -> Self {
        self.on_drift = Some(OnDrift::new(told));
        self
    }

    /// The setter of a limit that is zero.
    pub(super) fn no_time(&self) -> Option<&'static str> {
        let connect = (self.connect_timeout == Some(Duration::ZERO)).then_some("connect_timeout");
        self.options.impossible().or(connect)
    }
}
