//! Tests of the whole workspace, one module for each thing that must hold.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

#[path = "../../runtime/tests/shared/log.rs"]
mod log;

mod client;
mod conformance;
mod determinism;
mod diagnostics;
mod emit;
mod import;
mod ir;
mod secrets;
mod types;
mod wire;
