//! The words of the rows in [`record!`](crate::record!) and [`union!`](crate::union!), and of the parameters in
//! `operation!`.

pub use crate::assertion::Types;
pub use crate::format::Format;
pub use crate::pattern;
pub use crate::rules::{IntegerRules, ListRules, MapRules, NumberRules, Pattern, StringRules};
pub use crate::schema::{Field, Schema};
#[cfg(feature = "json")]
pub use crate::union::Arm;

/// Nothing beyond the Rust type.
pub const PLAIN: Schema = Schema::PLAIN;

/// `null` is a value, too.
pub const NULLABLE: Schema = Schema::PLAIN.nullable();

/// A key that must be there.
///
/// ```
/// use specwright_runtime::Presence;
/// use specwright_runtime::rows::{Field, PLAIN, required};
///
/// static KEY: Field = required("id", PLAIN);
/// assert_eq!(KEY.presence(), Presence::Required);
/// ```
#[must_use]
pub const fn required(name: &'static str, schema: Schema) -> Field {
    Field::required(name, schema)
}

/// A key that may be missing.
///
/// ```
/// use specwright_runtime::Presence;
/// use specwright_runtime::rows::{Field, PLAIN, optional};
///
/// static KEY: Field = optional("id", PLAIN);
/// assert_eq!(KEY.presence(), Presence::Optional);
/// ```
#[must_use]
pub const fn optional(name: &'static str, schema: Schema) -> Field {
    Field::optional(name, schema)
}

#[cfg(any(feature = "client", feature = "server"))]
pub use parameters::{cookie, field, header, path, query, query_string};

/// Where a parameter is sent.
#[cfg(any(feature = "client", feature = "server"))]
mod parameters {
    use crate::parameter::Parameter;

    /// In the path.
    #[must_use]
    pub const fn path(name: &'static str) -> Parameter {
        Parameter::path(name)
    }

    /// In the query.
    #[must_use]
    pub const fn query(name: &'static str) -> Parameter {
        Parameter::query(name)
    }

    /// The query as a whole.
    #[must_use]
    pub const fn query_string(name: &'static str) -> Parameter {
        Parameter::query_string(name)
    }

    /// In a header.
    #[must_use]
    pub const fn header(name: &'static str) -> Parameter {
        Parameter::header(name)
    }

    /// In a cookie.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Parameter {
        Parameter::cookie(name)
    }

    /// A field of a form.
    #[must_use]
    pub const fn field(name: &'static str) -> Parameter {
        Parameter::field(name)
    }
}
