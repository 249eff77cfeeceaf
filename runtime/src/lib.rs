//! What the crates that Specwright generates call.

#[cfg(feature = "client")]
pub mod client;
