//! The sandbox over real HTTP: what the page says sentence by sentence, the generated client, and what nobody means
//! well with.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../../../runtime/tests/shared/log.rs"]
mod log;

mod client;
mod control;
mod durability;
mod faults;
mod hostile;
mod http;
mod page;
mod program;
mod secrets;
mod served;
