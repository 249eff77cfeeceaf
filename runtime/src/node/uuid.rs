//! `uuid::Uuid` for the format `uuid`.

use uuid::Uuid;

use crate::check::Checker;
use crate::format::Format;
use crate::header::Simple;
use crate::node::{Blank, Node};
use crate::path::Path;
use crate::reader::{Reader, Stop};
use crate::schema::Schema;
use crate::violation::Violation;
use crate::writer::Writer;

/// A UUID with its hyphens (RFC 9562, section 4); other forms that the crate `uuid` reads are refused.
impl Node for Uuid {
    #[inline(never)]
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        if let Some(text) = reader.string(at, schema)? {
            match parse(&text) {
                Some(value) => *self = value,
                None => reader.errors.push(at, schema, Violation::InvalidFormat { format: Format::Uuid }),
            }
        }
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(self.hyphenated().encode_lower(&mut Self::encode_buffer()));
    }

    fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
        checker.written(self, at, schema);
    }
}

impl Blank for Uuid {
    #[inline]
    fn blank() -> Self {
        Self::nil()
    }
}

impl Simple for Uuid {
    fn from_simple(text: &str) -> Result<Self, Violation> {
        parse(text).ok_or(Violation::InvalidFormat { format: Format::Uuid })
    }

    fn to_simple(&self) -> String {
        self.to_string()
    }
}

fn parse(text: &str) -> Option<Uuid> {
    Format::Uuid.matches(text).then(|| Uuid::try_parse(text).ok()).flatten()
}
