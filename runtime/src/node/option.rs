//! `Option`: an optional field that is not there, or the `null` of a nullable schema.

use crate::check::Checker;
use crate::node::{Blank, Node};
use crate::path::Path;
use crate::reader::{Reader, Stop};
use crate::schema::Schema;
use crate::writer::Writer;

impl<T: Node + Blank> Node for Option<T> {
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        if !T::HAS_NULL && reader.null(schema)? {
            *self = None;
            return Ok(());
        }
        self.insert(T::blank()).read(reader, at, schema)
    }

    /// Nothing is `null`; an optional field that is not there is not written at all.
    fn write(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.write(writer),
            None => writer.null(),
        }
    }

    fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
        if let Some(value) = self {
            value.check(checker, at, schema);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn set_absent(&mut self) {
        *self = None;
    }
}

impl<T> Blank for Option<T> {
    #[inline]
    fn blank() -> Self {
        None
    }
}
