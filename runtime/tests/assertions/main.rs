//! Assertions: keyword by keyword, through typed values, on hostile values, and against suites of cases in the
//! layout of the JSON Schema test suite.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[cfg(feature = "regress")]
mod compile;
#[cfg(feature = "regress")]
mod errors;
mod hooks;
mod hostile;
#[cfg(feature = "regress")]
mod json;
#[cfg(feature = "regress")]
mod registry;
#[cfg(feature = "regress")]
mod suite;
#[cfg(feature = "regress")]
mod uri;
