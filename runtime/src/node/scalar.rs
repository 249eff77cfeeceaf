//! Strings, booleans, integers and floats.

use crate::check::Checker;
use crate::node::{Blank, Node};
use crate::path::Path;
use crate::reader::{Reader, Stop};
use crate::schema::Schema;
use crate::writer::Writer;

impl Node for String {
    #[inline(never)]
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        if let Some(text) = reader.owned_string(at, schema)? {
            *self = text;
        }
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(self);
    }

    fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
        checker.string(self, at, schema);
    }
}

impl Blank for String {
    #[inline]
    fn blank() -> Self {
        Self::new()
    }
}

impl Node for bool {
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        *self = reader.boolean(at, schema)?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.boolean(*self);
    }

    /// Every boolean is valid.
    fn check(&self, _checker: &mut Checker, _at: &Path<'_>, _schema: &'static Schema) {}
}

impl Blank for bool {
    #[inline]
    fn blank() -> Self {
        false
    }
}

macro_rules! integers {
    ($($type:ty as $wide:ty => $write:ident;)*) => {$(
        impl Node for $type {
            fn read(
                &mut self,
                reader: &mut Reader<'_>,
                at: &Path<'_>,
                schema: &'static Schema,
            ) -> Result<(), Stop> {
                const RANGE: [i128; 2] = [<$type>::MIN as i128, <$type>::MAX as i128];
                let value = reader.integer(RANGE, at, schema)?;
                // The reader keeps to the range.
                *self = Self::try_from(value).unwrap_or(0);
                Ok(())
            }

            fn write(&self, writer: &mut Writer) {
                writer.$write(<$wide>::from(*self));
            }

            fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
                checker.integer(i128::from(*self), at, schema);
            }
        }

        impl Blank for $type {
            #[inline]
            fn blank() -> Self {
                0
            }
        }
    )*};
}

integers! {
    i8 as i64 => integer;
    i16 as i64 => integer;
    i32 as i64 => integer;
    i64 as i64 => integer;
    u8 as u64 => unsigned;
    u16 as u64 => unsigned;
    u32 as u64 => unsigned;
    u64 as u64 => unsigned;
}

macro_rules! floats {
    ($($type:ident;)*) => {$(
        impl Node for $type {
            fn read(
                &mut self,
                reader: &mut Reader<'_>,
                at: &Path<'_>,
                schema: &'static Schema,
            ) -> Result<(), Stop> {
                *self = reader.$type(at, schema)?;
                Ok(())
            }

            /// A number that JSON cannot express is written as `null`, as JavaScript does; the check refuses it.
            fn write(&self, writer: &mut Writer) {
                writer.$type(*self);
            }

            fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
                checker.float(self.is_finite(), |text| text.$type(*self), at, schema);
            }
        }

        impl Blank for $type {
            #[inline]
            fn blank() -> Self {
                0.0
            }
        }
    )*};
}

floats! {
    f32;
    f64;
}
