//! An async client for the [Otark BRP API].
//!
//! ```no_run
//! use otark_brp_client::types::{BalanceGroup, CustomerStatus, CustomerUpdate, Tso};
//! use otark_brp_client::{Client, RateLimitHeaders, UpdateCustomerError};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder().api_key("brp_live_...").build()?;
//! let update = CustomerUpdate::new()
//!     .with_status(CustomerStatus::Active)
//!     .with_balance_group(BalanceGroup::new("11YSOLARDACH--A", Tso::DeAmprion));
//! match client.update_customer("cust_r8s9t0u1", &update).await {
//!     Ok(customer) => println!("{} is {}, {:?} calls left", customer.name, customer.status, customer.rate_limit()?.remaining),
//!     Err(UpdateCustomerError::Conflict(problem)) => println!("nothing to do: {}", problem.title),
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The client comes from the document in `spec/`; `cargo xtask codegen` writes it.
//! What is written by hand here is this page.
//!
//! [Otark BRP API]: https://docs.otark.com

#[rustfmt::skip]
mod generated;

pub use generated::*;
pub use otark_brp_types as types;
pub use specwright_runtime::client::*;
