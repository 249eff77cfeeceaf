//! Helpers that the tests of the whole workspace share.

pub mod fixture;
pub mod server;
