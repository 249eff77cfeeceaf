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
//!     Ok(customer) => {
//!         let left = customer.rate_limit()?.remaining;
//!         println!("{} is {}, {left:?} calls left", customer.name, customer.status);
//!     }
//!     Err(UpdateCustomerError::Conflict(problem)) => {
//!         println!("nothing to do: {}", problem.title);
//!     }
//!     Err(error) => return Err(error.into()),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Where to begin
//!
//! - [`Client`] has a method for each operation, and [`Client::builder`] sets it up: see [`Builder`].
//! - A method returns a request, such as [`UpdateCustomer`]. Awaiting it sends it and gives a [`Response`]: the value,
//!   with status and headers.
//! - What goes wrong is an enum for each operation, such as [`UpdateCustomerError`], with a variant for each failure
//!   that the document describes. All of them turn into [`Error`] by `?`.
//! - `types` has the bodies, such as [`CustomerUpdate`](types::CustomerUpdate), [`Customer`](types::Customer) and
//!   [`Problem`](types::Problem).
//!
//! For a few there is more, which this page does not list: other transports, middleware, observers, and the crates
//! `http` and `bytes`. It is in `specwright_runtime::client`, and all of it can be named here, too.
//!
//! # One call alone
//!
//! A request may be changed before it is awaited:
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use otark_brp_client::types::CustomerUpdate;
//! use otark_brp_client::{Call, Client, UpdateCustomerError};
//!
//! # async fn run(client: Client) -> Result<(), UpdateCustomerError> {
//! let update = CustomerUpdate::new().set_metadata("region", "NRW");
//! let customer = client
//!     .update_customer("cust_r8s9t0u1", &update)
//!     .timeout(Duration::from_secs(5))
//!     .header("x-trace", "4711")
//!     .with(Call::idempotent) // The same update twice does no harm: repeat it.
//!     .await?;
//! println!("{:?}: {:?}", customer.request_id(), customer.metadata);
//! # Ok(())
//! # }
//! ```
//!
//! # Failure
//!
//! ```no_run
//! use otark_brp_client::types::CustomerUpdate;
//! use otark_brp_client::{Client, Delivery, UpdateCustomerError};
//!
//! # async fn run(client: Client, update: CustomerUpdate) {
//! if let Err(error) = client.update_customer("cust_r8s9t0u1", &update).await {
//!     match &error {
//!         UpdateCustomerError::BadRequest(problem) => {
//!             for field in problem.errors.iter().flatten() {
//!                 eprintln!("{:?}: {}", field.field, field.message);
//!             }
//!         }
//!         UpdateCustomerError::Other(error) if error.is_timeout() => eprintln!("too late"),
//!         other => eprintln!("{:?}: {other}", other.status()),
//!     }
//!     if error.delivery() == Delivery::Unknown {
//!         eprintln!("it may have been carried out");
//!     }
//! }
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
// All else that a client may be given, `http` and `bytes` among it: on the page it would bury what is listed here.
#[doc(no_inline)]
pub use specwright_runtime::client::*;
// What everybody who calls the API meets.
#[doc(inline)]
pub use specwright_runtime::client::{
    Builder, Call, Credential, Delivery, Error, ProblemDetails, Reply, Response, RetryPolicy,
};
