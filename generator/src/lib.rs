//! Turns an OpenAPI document into Rust.

pub mod diagnostic;
pub mod source;
