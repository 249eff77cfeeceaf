//! What the client does when things go wrong, against a transport that follows a script and a clock that is virtual.
#![cfg(feature = "testing")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../shared/log.rs"]
mod log;
#[path = "../client/sample.rs"]
mod sample;

mod cancel;
mod drift;
mod harness;
mod middleware;
#[cfg(feature = "files")]
mod multipart;
mod oauth2;
mod pages;
mod rate_limit;
mod raw;
mod retry;
mod script;
mod secrets;
mod streaming;
mod tokens;
mod typed_pages;
