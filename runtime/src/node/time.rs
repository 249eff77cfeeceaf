//! `jiff::Timestamp` for `date-time` and `jiff::civil::Date` for `date`, both of RFC 3339.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::check::Checker;
use crate::format::{Format, rfc3339};
use crate::node::{Blank, Node};
use crate::path::Path;
use crate::reader::{Reader, Stop};
use crate::schema::Schema;
use crate::violation::Violation;
use crate::writer::Writer;

/// A `date-time`: the instant, not the offset, which JSON Schema gives no meaning either.
///
/// Fractions beyond nanoseconds are cut off, a leap second becomes the second before it, and an instant that
/// `jiff` cannot express, in the last hours of the year 9999, is refused.
impl Node for Timestamp {
    #[inline(never)]
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        if let Some(text) = reader.string(at, schema)? {
            match parse_timestamp(&text) {
                Some(value) => *self = value,
                None => {
                    reader.errors.push(at, schema, Violation::InvalidFormat { format: Format::DateTime });
                }
            }
        }
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.text_without_escapes(|out| {
            let mut second = self.as_second();
            let mut nanosecond = self.subsec_nanosecond();
            if nanosecond < 0 {
                second -= 1;
                nanosecond += 1_000_000_000;
            }
            rfc3339::write_instant(second, nanosecond.unsigned_abs(), out);
        });
    }

    /// RFC 3339 has no years before 0.
    fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
        if self.as_second() < rfc3339::FIRST_SECOND
            || (self.as_second() == rfc3339::FIRST_SECOND && self.subsec_nanosecond() < 0)
        {
            checker.errors.push(at, schema, Violation::InvalidFormat { format: Format::DateTime });
        }
        checker.written(self, at, schema);
    }
}

pub(crate) fn parse_timestamp(text: &str) -> Option<Timestamp> {
    let (second, nanosecond) = rfc3339::date_time(text.as_bytes())?;
    Timestamp::new(second, i32::try_from(nanosecond).ok()?).ok()
}

impl Blank for Timestamp {
    #[inline]
    fn blank() -> Self {
        Self::UNIX_EPOCH
    }
}

/// A `date`: a full-date of RFC 3339.
impl Node for Date {
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        if let Some(text) = reader.string(at, schema)? {
            match parse_date(&text) {
                Some(value) => *self = value,
                None => reader.errors.push(at, schema, Violation::InvalidFormat { format: Format::Date }),
            }
        }
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        let [year, month, day] = [i32::from(self.year()), i32::from(self.month()), i32::from(self.day())];
        writer.text_without_escapes(|out| rfc3339::write_date(year, month, day, out));
    }

    /// RFC 3339 has no years before 0.
    fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
        if self.year() < 0 {
            checker.errors.push(at, schema, Violation::InvalidFormat { format: Format::Date });
        }
        checker.written(self, at, schema);
    }
}

pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let [year, month, day] = rfc3339::full_date(text.as_bytes())?;
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

impl Blank for Date {
    #[inline]
    fn blank() -> Self {
        Self::ZERO
    }
}
