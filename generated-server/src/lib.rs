//! A server for the [Otark BRP API]: a trait to implement, and the router that serves it.
//!
//! Implement [`Service`], which decides who may call, and [`Server`], which has a method for each operation, and give
//! the value to [`router`]: requests come typed and checked, and what the document says of errors is answered already.
//!
//! `examples/no_customers.rs` is a whole program.
//!
//! The server comes from the document in `spec/`; `cargo xtask codegen` writes it.
//! What is written by hand here is this page.
//!
//! [Otark BRP API]: https://docs.otark.com

#[rustfmt::skip]
mod generated;

pub use generated::*;
pub use otark_brp_types as types;
pub use specwright_runtime::server::*;
