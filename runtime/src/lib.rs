//! What the crates that Specwright generates call.
//!
//! A generated type is a plain struct or enum with a static description ([`Shape`], [`EnumShape`]) and a few
//! lines of glue; everything that decodes, validates and encodes it is here, written once and compiled once.
//!
//! - [`Model::decode`] reads JSON strictly: it reports *every* way in which the text breaks the schema.
//! - [`Model::decode_lenient`] reads JSON as a client should read a response: unknown fields and unknown
//!   enumeration values are no errors, and limits are not enforced.
//! - [`Model::validate`] checks a value that was built in Rust with the rules of the strict decoder.
//! - [`Model::encode`] writes compact JSON.
//! - [`ValidationErrors::to_problem`] makes the body with which a server answers what it refuses.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `serde` | `Serialize` and `Deserialize` of the generated types |
//! | `json` | `serde_json::Value` for schemas that allow any value |
//! | `jiff` | `jiff` types for the formats `date-time` and `date` |
//! | `uuid` | `uuid::Uuid` for the format `uuid` |
//! | `unicode` | `pattern`s with properties of characters, or for letters of either case |
//! | `client` | the `client` module, what generated clients call |
//! | `reqwest` | the default transport of generated clients |
//! | `blocking` | calls that block, for programs without an async runtime |
//! | `files` | request bodies from files |
//! | `server` | the `server` module, what generated servers call |
//! | `testing` | `client::testing`, a transport in memory for tests of code that uses a client |
//!
//! Without a feature this crate has no dependency.

mod assertion;
mod base64;
mod check;
mod decimal;
mod enumeration;
mod error;
#[cfg(all(feature = "json", feature = "serde"))]
mod external;
mod format;
pub mod header;
mod integers;
mod model;
mod node;
#[cfg(any(feature = "client", feature = "server"))]
mod operation;
#[cfg(any(feature = "client", feature = "server"))]
mod parameter;
mod patch;
mod path;
mod problem;
mod reader;
mod record;
mod regex;
pub mod rows;
mod rules;
mod schema;
#[cfg(any(feature = "client", feature = "server"))]
mod security;
#[cfg(feature = "serde")]
mod serde;
#[cfg(feature = "json")]
mod union;
mod unique;
mod violation;
mod wording;
mod writer;

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "server")]
pub mod server;

pub use assertion::{
    Assertion, Assertions, Direction, Resource, Types, Untyped, validate_json, validate_json_in,
};
pub use base64::Base64;
pub use check::Checker;
pub use enumeration::{EnumShape, Enumeration};
pub use error::{FieldError, SyntaxError, ValidationErrors};
pub use format::Format;
pub use integers::{IntegerEnumShape, IntegerEnumeration};
pub use model::{Model, check_json, rewrite_json};
pub use node::{Blank, Node};
pub use patch::Patch;
pub use path::Path;
pub use problem::ValidationProblem;
pub use reader::{Manner, Reader, Stop};
pub use record::Record;
pub use rules::{IntegerRules, ListRules, MapRules, NumberRules, Pattern, StringRules};
pub use schema::{Field, Presence, Schema, Shape};
#[cfg(feature = "json")]
pub use union::{Arm, Union, UnionShape};
pub use violation::{Bound, Code, Expected, Kind, Measure, Quantity, Violation};
pub use wording::{Profile, Wording};
pub use writer::Writer;

/// A [`Pattern`] that is compiled once, when it is first needed.
///
/// ```
/// use specwright_runtime::{Schema, StringRules};
///
/// static CODE: Schema = Schema::string(StringRules::ANY.pattern(specwright_runtime::pattern!("^[A-Z]{3}$")));
/// ```
#[macro_export]
macro_rules! pattern {
    ($expression:literal) => {{
        static PATTERN: $crate::Pattern = $crate::Pattern::expression($expression);
        &PATTERN
    }};
}

/// Without the feature `serde`, nothing.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_of_model {
    ($type:ty) => {};
}

/// Without the feature `serde`, nothing.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_of_enumeration {
    ($type:ty) => {};
}

/// What the macros of this crate expand to; no one else's business.
#[doc(hidden)]
pub mod private {
    #[cfg(feature = "json")]
    pub use crate::assertion::{read_asserted, read_untyped};
    pub use crate::enumeration::{check_enumeration, from_text};
    #[cfg(all(feature = "json", feature = "serde"))]
    pub use crate::external::{Foreign, write_foreign};
    pub use crate::integers::check_integer;
    pub use crate::record::debug;
    #[cfg(feature = "serde")]
    pub use crate::serde::{deserialize, serialize};
    #[cfg(feature = "serde")]
    pub use ::serde;
    #[cfg(feature = "json")]
    pub use ::serde_json;
}
