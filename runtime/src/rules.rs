//! What a schema can assert of a value beyond its Rust type; one file per type of JSON.

mod container;
mod integer;
mod number;
mod pattern;
mod string;

pub use container::{ListRules, MapRules};
pub use integer::IntegerRules;
pub use number::NumberRules;
pub use pattern::Pattern;
pub use string::StringRules;

/// The rules of a schema.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rules {
    None,
    String(StringRules),
    Integer(IntegerRules),
    Number(NumberRules),
    List(ListRules, &'static crate::schema::Schema),
    Map(MapRules, &'static crate::schema::Schema),
}
