//! The retry budget of a client: a service that fails for everyone is not hammered by everyone's retries.

use std::sync::atomic::{AtomicU32, Ordering};

/// How many retries a client may make over all its calls.
///
/// It is a bucket of tokens: a retry takes some out, more after a time limit has passed than after an answer, and a
/// call that succeeds puts some back. Once the bucket is empty, calls fail with their first failure until others
/// succeed again. With the defaults, that is after a hundred retries in a row without a success.
///
/// ```
/// use specwright_runtime::client::RetryBudget;
///
/// let small = RetryBudget::new(50);
/// assert_ne!(small, RetryBudget::default());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a budget does nothing until it is given to a client"]
pub struct RetryBudget {
    capacity: u32,
}

impl RetryBudget {
    /// What a retry costs.
    const COST: u32 = 5;
    /// What a retry costs after a time limit has passed: such attempts bind the most at both ends.
    const COST_OF_TIMEOUT: u32 = 10;
    /// What a call that needed no retry puts in.
    const INCOME: u32 = 1;

    /// A bucket of this many tokens, full at first; 0 allows no retry at all.
    pub const fn new(capacity: u32) -> Self {
        Self { capacity }
    }
}

impl Default for RetryBudget {
    /// 500 tokens.
    fn default() -> Self {
        Self::new(500)
    }
}

/// The bucket itself, shared by the calls of a client; without one there is no limit.
#[derive(Debug)]
pub(crate) struct Bucket(Option<Tokens>);

#[derive(Debug)]
struct Tokens {
    capacity: u32,
    left: AtomicU32,
}

impl Bucket {
    pub(crate) fn new(budget: Option<RetryBudget>) -> Self {
        Self(budget.map(|budget| Tokens { capacity: budget.capacity, left: AtomicU32::new(budget.capacity) }))
    }

    /// Takes out what a retry costs; `None` when not enough is left.
    pub(crate) fn withdraw(&self, after_timeout: bool) -> Option<u32> {
        let Some(tokens) = &self.0 else { return Some(0) };
        let cost = if after_timeout { RetryBudget::COST_OF_TIMEOUT } else { RetryBudget::COST };
        let taken =
            tokens.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(cost));
        taken.is_ok().then_some(cost)
    }

    /// Puts back what the last retry of a call has cost that succeeded in the end.
    pub(crate) fn deposit(&self, cost: u32) {
        let Some(tokens) = &self.0 else { return };
        let amount = cost.max(RetryBudget::INCOME);
        let full = tokens.capacity;
        let _ = tokens.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            (left < full).then(|| left.saturating_add(amount).min(full))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Bucket, RetryBudget};

    #[test]
    fn an_empty_bucket_allows_no_retry_until_calls_succeed() {
        let bucket = Bucket::new(Some(RetryBudget::new(17)));
        assert_eq!(bucket.withdraw(false), Some(5));
        assert_eq!(bucket.withdraw(true), Some(10));
        assert_eq!(bucket.withdraw(false), None);
        (0..3).for_each(|_| bucket.deposit(0));
        assert_eq!(bucket.withdraw(false), Some(5));
        assert_eq!(bucket.withdraw(false), None);
        bucket.deposit(5);
        assert_eq!(bucket.withdraw(false), Some(5));
    }

    #[test]
    fn a_bucket_does_not_overflow() {
        let bucket = Bucket::new(Some(RetryBudget::new(6)));
        (0..10).for_each(|_| bucket.deposit(5));
        assert_eq!((bucket.withdraw(false), bucket.withdraw(false)), (Some(5), None));
    }

    #[test]
    fn without_a_budget_there_is_no_limit() {
        let bucket = Bucket::new(None);
        assert!((0..1000).all(|_| bucket.withdraw(true) == Some(0)));
        assert_eq!(Bucket::new(Some(RetryBudget::new(0))).withdraw(false), None);
    }
}
