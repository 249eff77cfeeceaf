//! The time limits of a call: moments by which something has to have happened, and which limit each stands for.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until, timeout_at};

/// The time limit that has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    /// That of the call as a whole.
    Call(Duration),
    /// That of one attempt.
    Attempt(Duration),
    /// That between two chunks of a body.
    Silence(Duration),
    /// One of the transport's own.
    Transport,
}

/// The moment by which a call has to be over, or an attempt within it, whichever is earlier.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock(Option<(Instant, Limit)>);

impl Clock {
    /// A limit that is beyond what the clock can express is none.
    pub(crate) fn start(limit: Option<Duration>) -> Self {
        Self(limit.and_then(|limit| Some((Instant::now().checked_add(limit)?, Limit::Call(limit)))))
    }

    /// The same with a limit of an attempt that starts now.
    pub(crate) fn attempt(self, limit: Option<Duration>) -> Self {
        self.and(limit, Limit::Attempt)
    }

    /// The same with a limit for the next chunk of a body.
    pub(crate) fn silence(self, limit: Option<Duration>) -> Self {
        self.and(limit, Limit::Silence)
    }

    fn and(self, limit: Option<Duration>, what: fn(Duration) -> Limit) -> Self {
        let Some(limit) = limit else { return self };
        match (self.0, Instant::now().checked_add(limit)) {
            (Some((earlier, _)), Some(moment)) if earlier <= moment => self,
            (_, Some(moment)) => Self(Some((moment, what(limit)))),
            (_, None) => self,
        }
    }

    /// Is there time left after `delay`?
    pub(crate) fn allows(self, delay: Duration) -> bool {
        let Some((deadline, _)) = self.0 else { return true };
        Instant::now().checked_add(delay).is_some_and(|moment| moment < deadline)
    }

    /// The time that is left, if it is limited.
    pub(crate) fn remaining(self) -> Option<Duration> {
        self.0.map(|(deadline, _)| deadline.saturating_duration_since(Instant::now()))
    }

    /// A timer for [`limit_with`](Self::limit_with). Until somebody waits for it, it costs nothing.
    pub(crate) fn timer(self) -> Sleep {
        match self.0 {
            Some((deadline, _)) => sleep_until(deadline),
            None => sleep_until(Instant::now()),
        }
    }

    /// Like [`limit`](Self::limit), with a timer that is there: most limits of a call are one and the same moment, and
    /// to have the runtime wait for it once is cheaper than once for each of them.
    pub(crate) fn limit_with<T, F: Future<Output = T> + Unpin>(
        self,
        mut timer: Pin<&mut Sleep>,
        mut future: F,
    ) -> impl Future<Output = Result<T, Limit>> + use<'_, T, F> {
        if let Some((deadline, _)) = self.0
            && timer.deadline() != deadline
        {
            timer.as_mut().reset(deadline);
        }
        poll_fn(move |cx| match (Pin::new(&mut future).poll(cx), self.0) {
            (Poll::Ready(value), _) => Poll::Ready(Ok(value)),
            (Poll::Pending, Some((_, limit))) => timer.as_mut().poll(cx).map(|()| Err(limit)),
            (Poll::Pending, None) => Poll::Pending,
        })
    }

    /// Waits for the future until the moment has come.
    pub(crate) async fn limit<T>(self, future: impl Future<Output = T>) -> Result<T, Limit> {
        let Some((deadline, limit)) = self.0 else { return Ok(future.await) };
        timeout_at(deadline, future).await.map_err(|_| limit)
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};
    use std::pin::pin;
    use std::time::Duration;

    use super::{Clock, Limit};

    const ONE: Duration = Duration::from_secs(1);
    const TWO: Duration = Duration::from_secs(2);

    #[tokio::test(start_paused = true)]
    async fn the_earliest_limit_is_the_one_that_passes() {
        let cases = [
            (Some(ONE), Some(TWO), Limit::Call(ONE)),
            (Some(TWO), Some(ONE), Limit::Attempt(ONE)),
            (Some(ONE), Some(ONE), Limit::Call(ONE)),
            (Some(ONE), None, Limit::Call(ONE)),
            (None, Some(ONE), Limit::Attempt(ONE)),
            (Some(Duration::MAX), Some(ONE), Limit::Attempt(ONE)),
            (Some(ONE), Some(Duration::MAX), Limit::Call(ONE)),
        ];
        for (call, attempt, passed) in cases {
            let clock = Clock::start(call).attempt(attempt);
            assert_eq!(clock.limit(pending::<()>()).await, Err(passed), "{call:?} {attempt:?}");
            // The timer may be that of another moment.
            for timer in [Clock::start(call), Clock::start(None)] {
                let clock = Clock::start(call).attempt(attempt);
                let mut timer = pin!(timer.timer());
                assert_eq!(clock.limit_with(timer.as_mut(), ready(7)).await, Ok(7));
                let start = tokio::time::Instant::now();
                assert_eq!(clock.limit_with(timer.as_mut(), pending::<()>()).await, Err(passed));
                assert_eq!(start.elapsed(), ONE);
            }
        }
        assert_eq!(Clock::start(None).attempt(None).limit(async { 7 }).await, Ok(7));
    }

    #[tokio::test(start_paused = true)]
    async fn a_delay_has_to_leave_time() {
        let clock = Clock::start(Some(TWO));
        assert!(clock.allows(ONE) && !clock.allows(TWO) && !clock.allows(Duration::MAX));
        tokio::time::advance(ONE).await;
        assert!(!clock.allows(ONE));
        assert!(Clock::start(None).allows(Duration::from_secs(1 << 30)));
    }
}
