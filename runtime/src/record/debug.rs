//! How a record is shown to developers: as `#[derive(Debug)]` would, but for secrets.

use core::fmt::{Debug, Formatter, Result};

use crate::record::Record;
use crate::rules::Rules;
use crate::schema::Schema;

/// Shows the record of this name, whose fields have these names in Rust.
#[doc(hidden)]
pub fn debug(record: &dyn Record, name: &str, fields: &[&str], f: &mut Formatter<'_>) -> Result {
    let shape = record.shape();
    let mut shown = f.debug_struct(name);
    for (index, name) in fields.iter().enumerate() {
        let value = record.field(index);
        // Behind the last field is the map of all other keys.
        let schema = shape.fields().get(index).map(crate::Field::schema).or(shape.additional.as_ref());
        let is_hidden = schema.is_some_and(has_secret) && !value.is_absent();
        // `r#type` is how the field is written, not what it is called.
        let name = name.strip_prefix("r#").unwrap_or(name);
        shown.field(name, if is_hidden { &Redacted } else { &value });
    }
    shown.finish()
}

/// Stands for a value that is not to be seen.
struct Redacted;

impl Debug for Redacted {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("[redacted]")
    }
}

/// Is a value of this schema a secret, or one that it holds without a record between?
fn has_secret(schema: &Schema) -> bool {
    schema.is_secret()
        || match schema.rules() {
            Rules::List(_, values) | Rules::Map(_, values) => has_secret(values),
            _ => false,
        }
}
