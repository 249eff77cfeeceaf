//! The [Otark BRP API] with real state, to develop and test against instead of production.
//!
//! ```no_run
//! use otark_brp_sandbox::Sandbox;
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! // In memory, with the data that is built in, on a free port of loopback; it stops when it is dropped.
//! let sandbox = Sandbox::start().await?;
//! println!("{} answers to the key {}", sandbox.url(), sandbox.api_key());
//! # Ok(())
//! # }
//! ```
//!
//! `cargo run -p otark-brp-sandbox` is the same as a program.
//! What it does where the documentation of the API is silent is told in `docs/otark.md`.
//!
//! [Otark BRP API]: https://docs.otark.com

mod clock;
mod control;
mod docs;
mod faults;
mod limiter;
mod log;
mod problems;
mod random;
mod sandbox;
mod seed;
mod service;
mod shown;
mod store;
mod update;

pub use self::clock::Clock;
pub use self::faults::{Action, Fault, Faults};
pub use self::sandbox::{Builder, Error, Sandbox};
pub use self::seed::{Customer, EnabledTsos, Key, State};
pub use self::store::Store;
