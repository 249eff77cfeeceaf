//! The client against a server that does everything wrong, over real HTTP on the loopback interface.
//!
//! The server counts what it has carried out: whatever it does with its answers, no request of a method that is not
//! idempotent is ever carried out twice.
#![cfg(feature = "reqwest")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../shared/log.rs"]
mod log;

mod blocking;
mod http1;
mod http2;
mod property;
mod secrets;
mod server;
mod storm;
