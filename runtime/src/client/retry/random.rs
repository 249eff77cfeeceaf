//! Random numbers for jitter: good enough to spread clients, of no use for secrets.
//!
//! A dependency would bring more than is needed: one atomic addition and a mixing function (`SplitMix64`) make numbers
//! that many tasks can draw without a lock, and a seed makes a test repeatable.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A source of random numbers that tasks share.
#[derive(Debug)]
pub(crate) struct Random(AtomicU64);

impl Random {
    /// Starts at a number that differs from process to process and from client to client.
    pub(crate) fn new() -> Self {
        // The standard library seeds its hash maps from the operating system.
        Self::seeded(RandomState::new().hash_one(0_u8))
    }

    pub(crate) fn seeded(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// A random duration from nothing to `limit`.
    pub(crate) fn up_to(&self, limit: Duration) -> Duration {
        let nanos = u64::try_from(limit.as_nanos()).unwrap_or(u64::MAX);
        let scaled = (u128::from(self.next()) * u128::from(nanos)) >> 64;
        Duration::from_nanos(u64::try_from(scaled).unwrap_or(nanos))
    }

    fn next(&self) -> u64 {
        const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut z = self.0.fetch_add(GAMMA, Ordering::Relaxed).wrapping_add(GAMMA);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Random;

    #[test]
    fn numbers_are_spread_evenly() {
        let random = Random::seeded(1);
        let limit = Duration::from_secs(8);
        let mut eighths = [0_u32; 8];
        for _ in 0..8000 {
            let drawn = random.up_to(limit);
            assert!(drawn < limit);
            eighths[usize::try_from(drawn.as_secs()).unwrap()] += 1;
        }
        assert!(eighths.iter().all(|count| (850..1150).contains(count)), "{eighths:?}");
    }

    #[test]
    fn a_seed_is_repeatable_and_clients_differ() {
        let draw = |random: Random| random.up_to(Duration::MAX);
        assert_eq!(draw(Random::seeded(7)), draw(Random::seeded(7)));
        assert_ne!(draw(Random::new()), draw(Random::new()));
        assert_eq!(Random::new().up_to(Duration::ZERO), Duration::ZERO);
    }
}
