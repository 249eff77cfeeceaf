//! What the runtime can do with any value of a generated type, and the values that fields are made of.

#[cfg(feature = "json")]
mod any;
mod list;
mod map;
mod option;
mod scalar;
#[cfg(feature = "jiff")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

#[cfg(feature = "jiff")]
pub(crate) use time::{parse_date, parse_timestamp};

use core::fmt::Debug;

use crate::check::Checker;
use crate::path::Path;
use crate::reader::{Reader, Stop};
use crate::record::Record;
use crate::schema::Schema;
use crate::writer::Writer;

/// A value that can be read from JSON, written as JSON and checked, in place and without knowing its type.
///
/// A record need only say that it is one: it is read, written and checked by its shape, and not by functions of its
/// own, which would be most of what it costs to compile. Every other value says how.
///
/// Generated code gets its implementations from [`record!`](crate::record!), [`enumeration!`](crate::enumeration!),
/// [`union!`](crate::union!) and [`any!`](crate::any!).
///
/// ```
/// use specwright_runtime::{Blank, Checker, Model, Node, Path, Profile, Reader, Schema, Stop, Writer};
///
/// /// An amount in cents, which is a number on the wire.
/// #[derive(Debug, PartialEq)]
/// struct Cents(i64);
///
/// impl Node for Cents {
///     fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
///         self.0.read(reader, at, schema)
///     }
///     fn write(&self, writer: &mut Writer) {
///         self.0.write(writer);
///     }
///     fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
///         self.0.check(checker, at, schema);
///     }
/// }
///
/// impl Blank for Cents {
///     fn blank() -> Self {
///         Self(0)
///     }
/// }
///
/// impl Model for Cents {
///     const PROFILE: &'static Profile = Profile::DEFAULT;
/// }
///
/// assert_eq!(Vec::<Cents>::decode(b"[250]").unwrap(), [Cents(250)]);
/// assert_eq!(Cents(250).encode(), b"250");
///
/// let mut note = Some(Cents(1));
/// note.set_absent();
/// assert!(note.is_absent());
/// ```
pub trait Node: Debug {
    /// Reads the next value of the text into this one.
    ///
    /// A value that does not fit is recorded in the reader and skipped; this value then holds anything of its
    /// type, and the reader sees to it that it is discarded.
    ///
    /// # Errors
    ///
    /// [`Stop`] where the text is not JSON.
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        match self.as_record_mut() {
            Some(record) => reader.record(record, at, schema),
            None => reader.skip(),
        }
    }

    /// Writes this value as JSON.
    fn write(&self, writer: &mut Writer) {
        match self.as_record() {
            Some(record) => writer.record(record),
            None => writer.null(),
        }
    }

    /// Records every rule that this value breaks.
    fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
        let _ = schema;
        if let Some(record) = self.as_record() {
            checker.record(record, at);
        }
    }

    /// Reads the next value of the text as the entry `key` of this map, whose values have this schema.
    ///
    /// # Errors
    ///
    /// [`Stop`] where the text is not JSON.
    #[doc(hidden)]
    fn read_entry(
        &mut self,
        key: &str,
        reader: &mut Reader<'_>,
        at: &Path<'_>,
        values: &'static Schema,
    ) -> Result<(), Stop> {
        let _ = (key, at, values);
        reader.skip()
    }

    /// Writes the entries of this map, each with a comma behind it.
    #[doc(hidden)]
    fn write_entries(&self, writer: &mut Writer) {
        let _ = writer;
    }

    /// Records every rule that the values of this map break, which have this schema.
    #[doc(hidden)]
    fn check_entries(&self, checker: &mut Checker, at: &Path<'_>, values: &'static Schema) {
        let _ = (checker, at, values);
    }

    /// Is this a record?
    #[doc(hidden)]
    fn as_record(&self) -> Option<&dyn Record> {
        None
    }

    /// Is this a record, to be filled?
    #[doc(hidden)]
    fn as_record_mut(&mut self) -> Option<&mut dyn Record> {
        None
    }

    /// Is this the value of an optional field that is not there?
    fn is_absent(&self) -> bool {
        false
    }

    /// Makes this the value of an optional field that is not there, if it is optional.
    fn set_absent(&mut self) {}
}

/// A value to be filled: cheap to make, without an allocation, and never seen by a caller.
///
/// ```
/// use specwright_runtime::Blank;
///
/// assert!(<Vec<i64> as Blank>::blank().is_empty());
/// assert_eq!(<Option<String> as Blank>::blank(), None);
/// ```
pub trait Blank: Sized {
    /// Is `null` a value of this type, so that an `Option` of it does not take it for nothing?
    const HAS_NULL: bool = false;

    /// The value.
    fn blank() -> Self;
}

impl<T: Node> Node for Box<T> {
    #[inline]
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        (**self).read(reader, at, schema)
    }

    fn write(&self, writer: &mut Writer) {
        (**self).write(writer);
    }

    fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
        (**self).check(checker, at, schema);
    }

    fn as_record(&self) -> Option<&dyn Record> {
        (**self).as_record()
    }

    fn as_record_mut(&mut self) -> Option<&mut dyn Record> {
        (**self).as_record_mut()
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }

    fn set_absent(&mut self) {
        (**self).set_absent();
    }
}

/// The box itself is allocated: a recursive type has it behind an `Option` or in a list, which are blank
/// without it.
impl<T: Blank> Blank for Box<T> {
    fn blank() -> Self {
        Box::new(T::blank())
    }
}
