//! What the benchmarks and the count of allocations share: payloads, and the types that one would write by hand.

pub mod payload;
pub mod plain;

/// Types that are generated from `tests/nomination.yaml`.
#[rustfmt::skip]
#[path = "generated/nomination/src/types/mod.rs"]
pub mod nomination;
