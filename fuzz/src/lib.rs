//! What must hold for any input at all; the fuzz targets and the test over `seeds/` both ask for it.
//!
//! A property panics where it does not hold, and the message says what was given and what came.

mod decode;
#[cfg(feature = "generator")]
mod document;
mod json;
#[cfg(feature = "generator")]
mod mutation;
mod types;

pub use decode::decode;
#[cfg(feature = "generator")]
pub use document::document;
pub use json::json;
#[cfg(feature = "generator")]
pub use mutation::mutation;
pub use types::types;

/// A property by the name of its fuzz target.
pub type Property = fn(&[u8]);

/// Every property, by the name of its fuzz target and of its folder in `seeds/`.
pub const PROPERTIES: &[(&str, Property)] = &[
    ("decode", decode),
    ("types", types),
    ("json", json),
    #[cfg(feature = "generator")]
    ("document", document),
    #[cfg(feature = "generator")]
    ("mutation", mutation),
];
