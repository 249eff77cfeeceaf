//! What must hold for any input at all; the fuzz targets and the test over `seeds/` both ask for it.
//!
//! A property panics where it does not hold, and the message says what was given and what came.

mod decode;
mod document;
mod json;
mod mutation;

pub use decode::decode;
pub use document::document;
pub use json::json;
pub use mutation::mutation;

/// A property by the name of its fuzz target.
pub type Property = fn(&[u8]);

/// Every property, by the name of its fuzz target and of its folder in `seeds/`.
pub const PROPERTIES: [(&str, Property); 4] =
    [("decode", decode), ("json", json), ("document", document), ("mutation", mutation)];
