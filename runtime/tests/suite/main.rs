//! The runtime through its public face: one binary, one file per subject.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[macro_use]
mod one;

mod agree;
#[cfg(feature = "json")]
mod differential;
mod formats;
mod headers;
mod hostile;
mod numbers;
mod otark;
mod otark_types;
mod problem;
mod records;
mod rules;
#[cfg(feature = "serde")]
mod serde;
#[cfg(feature = "jiff")]
mod times;
mod writing;
