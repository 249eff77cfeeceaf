//! Helpers that the tests of the whole workspace share.

#![forbid(unsafe_code)]

pub mod bench;
pub mod fixture;
pub mod server;
