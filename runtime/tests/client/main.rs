//! The client against real HTTP on the loopback interface, and against a transport in memory.
//!
//! `sample` is what the generator prints for one operation; `server` is a server of raw bytes, so that a response
//! can be anything.
#![cfg(feature = "client")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[cfg(feature = "reqwest")]
#[path = "../shared/log.rs"]
mod log;
mod sample;
#[cfg(feature = "reqwest")]
mod server;

mod builder;
mod transport;

#[cfg(feature = "reqwest")]
mod answer;
#[cfg(feature = "reqwest")]
mod failure;
#[cfg(feature = "reqwest")]
mod request;
#[cfg(feature = "reqwest")]
mod secrets;
