//! What happens to calls, told to the caller as it happens: for metrics.

use std::time::Duration;

use http::{Method, StatusCode};

/// Is told what happens to calls.
///
/// It is called between two steps of the call and must not block. Closures are observers.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// use specwright_runtime::client::{Event, EventKind, Observer};
///
/// /// Counts how often calls are repeated.
/// #[derive(Default)]
/// struct Retries(AtomicU64);
///
/// impl Observer for Retries {
///     fn observe(&self, event: &Event<'_>) {
///         if let EventKind::Retry { .. } = event.kind {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
pub trait Observer: Send + Sync + 'static {
    /// Something has happened.
    fn observe(&self, event: &Event<'_>);
}

impl<F: Fn(&Event<'_>) + Send + Sync + 'static> Observer for F {
    fn observe(&self, event: &Event<'_>) {
        self(event);
    }
}

/// Something that has happened to a call. It holds no secret, and of the path only the template.
///
/// ```
/// use specwright_runtime::client::{Event, EventKind};
///
/// /// The labels of a metric.
/// fn labels(event: &Event<'_>) -> Option<(&'static str, u16)> {
///     match event.kind {
///         EventKind::AttemptEnded { status: Some(status), .. } => Some((event.operation, status.as_u16())),
///         _ => None,
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Event<'e> {
    /// `operationId`.
    pub operation: &'static str,
    /// The method.
    pub method: &'e Method,
    /// The path template.
    pub path: &'static str,
    /// The number of the attempt, from 1.
    pub attempt: u32,
    /// What has happened.
    pub kind: EventKind,
}

/// What has happened to a call.
///
/// ```
/// use specwright_runtime::client::EventKind;
///
/// fn is_retry(kind: EventKind) -> bool {
///     matches!(kind, EventKind::Retry { .. })
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventKind {
    /// An attempt has started; every one of them ends.
    AttemptStarted,
    /// An attempt has ended: with the response, or with its head where the caller reads the body.
    AttemptEnded {
        /// How long it took.
        elapsed: Duration,
        /// The status, if there was an answer.
        status: Option<StatusCode>,
        /// What went wrong, in one word of few: `connect`, `timeout`, `broken` and the like; `cancelled` when the
        /// caller dropped the call.
        error: Option<&'static str>,
    },
    /// There will be another attempt.
    Retry {
        /// After how long.
        delay: Duration,
    },
    /// The call waits for the rate limit, see `Builder::wait_for_rate_limit`.
    Waiting {
        /// How long, as far as it is known.
        delay: Duration,
    },
}
