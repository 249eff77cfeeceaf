//! Types of the [Otark BRP API], with strict decoding and validation.
//!
//! Every type is a [`Model`]: it decodes JSON, checks itself and encodes itself.
//!
//! - [`Model::decode`] is strict: what a server does with a request.
//!   It reports every error at once, in document order, each with its path and code.
//! - [`Model::decode_lenient`] is what a client does with a response: unknown keys and values are no errors.
//! - [`Model::validate`] checks a value that was built in Rust.
//!
//! ```
//! use otark_brp_types::{CustomerUpdate, Model};
//!
//! let body = br#"{
//!     "balance_group": {"eic": "11YSOLARDACH--A", "tso": "INVALID"},
//!     "id": "cust_r8s9t0u1"
//! }"#;
//! let errors = CustomerUpdate::decode(body).unwrap_err();
//! let [tso, id] = errors.errors() else { panic!("{errors}") };
//! assert_eq!((tso.field(), tso.code().as_str()), ("balance_group.tso".into(), "invalid_enum_value"));
//! assert_eq!((id.field(), id.code().as_str()), ("id".into(), "read_only_field"));
//! ```
//!
//! A value that is built here is checked when it is sent, or on demand:
//!
//! ```
//! use otark_brp_types::{BalanceGroup, CustomerUpdate, Model, Tso};
//!
//! let update = CustomerUpdate::new()
//!     .with_balance_group(BalanceGroup::new("11YSOLARDACH--A", Tso::DeAmprion))
//!     .set_metadata("region", "NRW");
//! assert!(update.validate().is_ok());
//! let body = update.encode();
//! assert!(body.starts_with(b"{\"balance_group\":"));
//! ```
//!
//! The types come from the document in `spec/`; `cargo xtask codegen` writes them.
//! What is written by hand here is this page and the module `metadata`.
//!
//! [Otark BRP API]: https://docs.otark.com

#[rustfmt::skip]
mod generated;
mod metadata;

pub use generated::*;
pub use specwright_runtime::{Code, FieldError, Model, Patch, ValidationErrors};
