//! Assertions: keyword by keyword, through typed values, on hostile values, and against suites of cases in the
//! layout of the JSON Schema test suite.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[cfg(feature = "unicode")]
mod compile;
#[cfg(feature = "unicode")]
mod errors;
mod hooks;
mod hostile;
#[cfg(feature = "unicode")]
mod json;
#[cfg(feature = "unicode")]
mod registry;
#[cfg(feature = "unicode")]
mod suite;
#[cfg(feature = "unicode")]
mod uri;
