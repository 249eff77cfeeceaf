//! Servers over real HTTP on loopback: what is answered without the implementation, and how its input is read.
#![cfg(all(feature = "server", feature = "json"))]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../shared/log.rs"]
mod log;

mod answers;
mod body;
mod connection;
mod http;
mod negotiation;
mod parameters;
mod responses;
mod sample;
mod secrets;
mod security;
mod traces;
