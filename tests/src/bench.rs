//! What the benchmarks and the count of allocations share: payloads, the types that one would write by hand, and a
//! client.

pub mod calls;
pub mod payload;
pub mod plain;

/// Types that are generated from `tests/nomination.yaml`.
#[rustfmt::skip]
#[path = "generated/nomination/src/types/mod.rs"]
pub mod nomination;
