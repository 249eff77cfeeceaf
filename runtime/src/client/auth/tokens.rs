//! The current access token of a client: one refresh at a time, ahead of expiry, shared by all calls.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::HeaderValue;
use tokio::sync::Mutex as Queue;
use tokio::time::{Instant, timeout};

use super::token::{Token, TokenError, TokenSource};
use crate::client::clock::Clock;
use crate::client::transport::Transport;

/// A refresh starts this long before the token expires, or after four fifths of its life if that is later.
const AHEAD: Duration = Duration::from_secs(60);
/// A call that refreshes while the old token still works does not wait longer than this, and no longer than for half
/// of the time that it has.
const PATIENCE: Duration = Duration::from_secs(3);
/// After such a refresh has failed, the old token is used for this long before the next.
const RESPITE: Duration = Duration::from_secs(5);

/// The tokens of one source.
pub(crate) struct Tokens {
    source: Arc<dyn TokenSource>,
    current: Mutex<Option<Current>>,
    /// Whoever holds it refreshes; the others queue. It holds why the last refresh has failed, if it has.
    flight: Queue<Option<Arc<TokenError>>>,
    /// How many refreshes have come to an end.
    landed: AtomicU64,
}

struct Current {
    token: Arc<Bearer>,
    refresh_at: Option<Instant>,
    expires_at: Option<Instant>,
}

/// A token as it goes into the header `Authorization`.
pub(crate) struct Bearer(HeaderValue);

impl Bearer {
    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

/// The current token, and whether it is time for another.
struct Found {
    token: Arc<Bearer>,
    is_old: bool,
}

impl Tokens {
    pub(super) fn new(source: Arc<dyn TokenSource>) -> Self {
        Self { source, current: Mutex::new(None), flight: Queue::new(None), landed: AtomicU64::new(0) }
    }

    /// The current token, or a new one where there is none.
    pub(crate) async fn get(
        &self,
        transport: &dyn Transport,
        clock: Clock,
    ) -> Result<Arc<Bearer>, Arc<TokenError>> {
        match self.find() {
            Some(Found { token, is_old: false }) => return Ok(token),
            Some(Found { token, is_old: true }) => {
                return Ok(self.refresh_ahead(token, transport, clock).await);
            }
            None => {}
        }
        let before = self.landed.load(Ordering::Acquire);
        let mut flight = self.flight.lock().await;
        if let Some(found) = self.find() {
            return Ok(found.token);
        }
        // The refresh that this call was waiting for has failed. Asking again for every call in the queue would be
        // one request after the other to a server that is in trouble.
        if let Some(failure) = flight.as_ref().filter(|_| self.landed.load(Ordering::Acquire) != before) {
            return Err(Arc::clone(failure));
        }
        self.refresh(&mut flight, transport).await
    }

    /// Another token than the one that the server has refused.
    pub(crate) async fn renew(
        &self,
        refused: &Arc<Bearer>,
        transport: &dyn Transport,
        clock: Clock,
    ) -> Result<Arc<Bearer>, Arc<TokenError>> {
        self.forget(refused);
        self.get(transport, clock).await
    }

    /// Unless another call has renewed it already.
    fn forget(&self, refused: &Arc<Bearer>) {
        let mut current = self.current();
        if current.as_ref().is_some_and(|current| Arc::ptr_eq(&current.token, refused)) {
            *current = None;
        }
    }

    /// Gets another token while the old one still works, unless another call does so already.
    async fn refresh_ahead(&self, old: Arc<Bearer>, transport: &dyn Transport, clock: Clock) -> Arc<Bearer> {
        let Ok(mut flight) = self.flight.try_lock() else { return old };
        if let Some(Found { token, is_old: false }) = self.find() {
            return token;
        }
        let patience = clock.remaining().map_or(PATIENCE, |left| PATIENCE.min(left / 2));
        if let Ok(Ok(token)) = timeout(patience, self.refresh(&mut flight, transport)).await {
            return token;
        }
        if let Some(current) = &mut *self.current() {
            current.refresh_at = Instant::now().checked_add(RESPITE);
        }
        old
    }

    async fn refresh(
        &self,
        flight: &mut Option<Arc<TokenError>>,
        transport: &dyn Transport,
    ) -> Result<Arc<Bearer>, Arc<TokenError>> {
        let result = self.source.token(transport).await.and_then(Current::new).map_err(Arc::new);
        self.landed.fetch_add(1, Ordering::Release);
        match result {
            Ok(current) => {
                let token = Arc::clone(&current.token);
                *self.current() = Some(current);
                *flight = None;
                Ok(token)
            }
            Err(failure) => {
                *flight = Some(Arc::clone(&failure));
                Err(failure)
            }
        }
    }

    fn find(&self) -> Option<Found> {
        let now = Instant::now();
        let passed = |moment: Option<Instant>| moment.is_some_and(|moment| moment <= now);
        let current = self.current();
        let current = current.as_ref().filter(|current| !passed(current.expires_at))?;
        Some(Found { token: Arc::clone(&current.token), is_old: passed(current.refresh_at) })
    }

    fn current(&self) -> MutexGuard<'_, Option<Current>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Current {
    fn new(Token { secret, lifetime }: Token) -> Result<Self, TokenError> {
        let value =
            super::bearer(&secret).map_err(|flaw| TokenError::new(format!("the access token {flaw}")))?;
        let after = |delay| Instant::now().checked_add(delay);
        let fresh = lifetime.map(|life| life.saturating_sub(AHEAD.min(life / 5)));
        Ok(Self {
            token: Arc::new(Bearer(value)),
            refresh_at: fresh.and_then(after),
            expires_at: lifetime.and_then(after),
        })
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens([redacted])")
    }
}
