//! Objects: the one loop that fills every record, and the keys of maps.

use std::borrow::Cow;

use crate::assertion::Direction;
use crate::path::{Path, Place};
use crate::reader::{Opened, Reader, Stop};
use crate::record::Record;
use crate::schema::{Field, Presence, Schema, Shape, Unknown};
use crate::violation::{Expected, Kind, Violation};

/// Which fields of a record have been seen: four words here, more where a record has more fields.
struct Seen {
    first: [u64; 4],
    more: Vec<u64>,
}

impl Seen {
    fn new(fields: usize) -> Self {
        let more = if fields > 256 { vec![0; fields.div_ceil(64) - 4] } else { Vec::new() };
        Self { first: [0; 4], more }
    }

    #[inline]
    fn word(&mut self, index: usize) -> Option<&mut u64> {
        let word = index / 64;
        if word < 4 { self.first.get_mut(word) } else { self.more.get_mut(word - 4) }
    }

    /// Notes a field; false when it was there already.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let Some(word) = self.word(index) else { return true };
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    fn contains(&mut self, index: usize) -> bool {
        self.word(index).is_some_and(|word| *word & (1 << (index % 64)) != 0)
    }
}

/// What a key that is not the predicted one turns out to be.
enum Found {
    Field(usize),
    /// A key without a field; the value is skipped.
    Other,
}

impl<'a> Reader<'a> {
    /// Enters the object that comes next; true with a key next, false past an empty object.
    pub(crate) fn open_object(&mut self) -> Result<bool, Stop> {
        self.enter()?;
        match self.peek() {
            b'"' => Ok(true),
            b'}' => {
                self.leave();
                Ok(false)
            }
            _ => self.stop("expected a key or `}`"),
        }
    }

    /// True with a further key next, false past the end of the object.
    #[inline]
    pub(crate) fn next_key(&mut self) -> Result<bool, Stop> {
        match self.peek() {
            b',' => {
                self.position += 1;
                if self.peek() == b'"' { Ok(true) } else { self.stop("expected a key") }
            }
            b'}' => {
                self.leave();
                Ok(false)
            }
            _ => self.stop("expected `,` or `}`"),
        }
    }

    #[inline]
    pub(crate) fn colon(&mut self) -> Result<(), Stop> {
        if self.peek() != b':' {
            return self.stop("expected `:`");
        }
        self.position += 1;
        Ok(())
    }

    /// Reads a key and the colon behind it.
    #[inline]
    pub(crate) fn key(&mut self) -> Result<Cow<'a, str>, Stop> {
        let key = self.string_token()?;
        self.colon()?;
        Ok(key)
    }

    /// The same for a key that is kept.
    #[inline]
    pub(crate) fn owned_key(&mut self) -> Result<String, Stop> {
        let key = match self.plain_token() {
            Some(key) => key.to_owned(),
            None => self.escaped_token()?,
        };
        self.colon()?;
        Ok(key)
    }

    /// Enters an object for a map, if one comes next: otherwise that is recorded, and the value skipped.
    ///
    /// `None` past anything but an object.
    #[inline]
    pub(crate) fn map(&mut self, at: &Path<'_>, schema: &Schema) -> Result<Option<Opened>, Stop> {
        if self.peek() != b'{' {
            self.mismatch(Expected::Kind(Kind::Object), at, schema, None)?;
            return Ok(None);
        }
        let (start, begun) = (self.position(), self.begin_children(at, schema));
        self.open_object().map(|more| Some(Opened { more, start, begun }))
    }

    /// Reads an object into a record.
    ///
    /// # Errors
    ///
    /// [`Stop`] where the text is not JSON.
    #[doc(hidden)]
    #[inline(never)]
    pub fn record(&mut self, record: &mut dyn Record, at: &Path<'_>, schema: &Schema) -> Result<(), Stop> {
        let shape = record.shape();
        let fields = shape.fields;
        if self.peek() != b'{' {
            return self.mismatch(Expected::Kind(Kind::Object), at, schema, Some(shape.pointer));
        }
        let asserted = shape.assertions.filter(|_| self.is_strict());
        let begun = asserted.map(|_| self.begin_assertions(at));
        let mut seen = Seen::new(fields.len());
        let mut count = 0;
        let mut predicted = 0;
        let mut more = self.open_object()?;
        while more {
            let index = match fields.get(predicted) {
                Some(field) if field.is_at(self.text.as_bytes(), self.position + 1) => {
                    self.position += field.name().len() + 3;
                    predicted
                }
                _ => match self.find_field(record, predicted, at, schema)? {
                    Found::Field(index) => index,
                    Found::Other => {
                        more = self.next_key()?;
                        continue;
                    }
                },
            };
            predicted = index + 1;
            if seen.insert(index) {
                count += 1;
            } else if self.repeated(shape, fields[index].name(), at, schema)? {
                more = self.next_key()?;
                continue;
            }
            let path = at.field(shape, index);
            let field_schema = fields[index].schema();
            match field_schema.assertions() {
                None => record.field_mut(index).read(self, &path, field_schema)?,
                Some(assertions) => {
                    self.asserted(record.field_mut(index), assertions, &path, field_schema)?;
                }
            }
            more = self.next_key()?;
        }
        if count < fields.len() {
            self.missing(record, &mut seen, at);
        }
        if let (Some(assertions), Some(begun)) = (asserted, begun) {
            self.assert(assertions, begun, at, schema);
        }
        Ok(())
    }

    /// Reads a key that was not predicted, and its value where there is no field for it: into the map of the record,
    /// if it has one.
    #[inline(never)]
    fn find_field(
        &mut self,
        record: &mut dyn Record,
        predicted: usize,
        at: &Path<'_>,
        schema: &Schema,
    ) -> Result<Found, Stop> {
        let shape = record.shape();
        let token = self.position + 1;
        let bytes = self.bytes();
        // Optional fields that are left out lie just ahead; other orders are found from the start.
        let (before, after) = shape.fields.split_at(predicted.min(shape.fields.len()));
        let known = |field: &Field| field.is_at(bytes, token);
        if let Some(ahead) = after.iter().position(known) {
            self.position = token + after[ahead].name().len() + 2;
            return Ok(Found::Field(predicted + ahead));
        }
        if let Some(index) = before.iter().position(known) {
            self.position = token + before[index].name().len() + 2;
            return Ok(Found::Field(index));
        }
        // A key with an escape in it, or with white space before its colon, or none of the fields.
        let key = self.key()?;
        if let Some(index) = shape.fields.iter().position(|field| field.name() == key) {
            return Ok(Found::Field(index));
        }
        match &shape.additional {
            Some(values) if !shape.refused.contains(&&*key) => {
                record.field_mut(shape.fields.len()).read_entry(&key, self, at, values)?;
            }
            _ => {
                self.unknown(shape, &key, at, schema);
                self.skip()?;
            }
        }
        Ok(Found::Other)
    }

    /// Records a key that a record does not have, if that is an error.
    fn unknown(&mut self, shape: &'static Shape, key: &str, at: &Path<'_>, schema: &Schema) {
        if !self.is_strict() {
            let violation = || Violation::UnknownField { key: key.into() };
            return self.drifted(&at.key(key), Place::At(shape.pointer), schema, violation);
        }
        if let Some(name) = shape.refused.iter().find(|name| **name == key) {
            let place = Place::Property(shape.pointer, name);
            let violation = match shape.direction {
                Some(Direction::Response) => Violation::WriteOnlyField,
                _ => Violation::ReadOnlyField,
            };
            self.errors.push_at(&at.key(key), place, schema, violation);
        } else if shape.unknown == Unknown::Refuse {
            let violation = Violation::UnknownField { key: key.into() };
            self.errors.push_at(&at.key(key), Place::At(shape.pointer), schema, violation);
        }
    }

    /// A key has come again: strictly an error, and its value is skipped (true); else the last value counts.
    #[cold]
    fn repeated(
        &mut self,
        shape: &'static Shape,
        key: &'static str,
        at: &Path<'_>,
        schema: &Schema,
    ) -> Result<bool, Stop> {
        if !self.is_strict() {
            self.refilling = true;
            return Ok(false);
        }
        let violation = Violation::DuplicateKey { key: key.into() };
        self.errors.push_at(&at.key(key), Place::At(shape.pointer), schema, violation);
        self.skip()?;
        Ok(true)
    }

    /// The same for a map.
    #[cold]
    pub(crate) fn repeated_entry(&mut self, key: &str, at: &Path<'_>, schema: &Schema) -> Result<bool, Stop> {
        if !self.is_strict() {
            return Ok(false);
        }
        let violation = Violation::DuplicateKey { key: key.into() };
        self.errors.push(&at.key(key), schema, violation);
        self.skip()?;
        Ok(true)
    }

    /// Records the required fields that did not come.
    fn missing(&mut self, record: &mut dyn Record, seen: &mut Seen, at: &Path<'_>) {
        let shape = record.shape();
        for (index, field) in shape.fields.iter().enumerate() {
            if seen.contains(index) {
                continue;
            }
            if field.presence() == Presence::Required {
                let path = at.field(shape, index);
                let place = Place::At(shape.pointer);
                self.errors.push_at(&path, place, field.schema(), Violation::Required);
            } else if self.refilling {
                // The record was filled before: what the last value leaves out is not there.
                record.field_mut(index).set_absent();
            }
        }
    }
}
