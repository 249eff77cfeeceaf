//! `BTreeMap`: an object whose keys the document does not name.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::check::Checker;
use crate::node::{Blank, Node};
use crate::path::Path;
use crate::reader::{Reader, Stop};
use crate::schema::Schema;
use crate::writer::Writer;

impl<T: Node + Blank> Node for BTreeMap<String, T> {
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        self.clear();
        let Some(opened) = reader.map(at, schema)? else { return Ok(()) };
        let mut more = opened.more;
        let (rules, values) = schema.values();
        while more {
            let key = reader.owned_key()?;
            read_value(self.entry(key), reader, at, schema, values)?;
            more = reader.next_key()?;
        }
        reader.map_read(rules, self.len(), opened, at, schema);
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.open(b'{');
        self.write_entries(writer);
        writer.close(b'}');
    }

    fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
        let (rules, values) = schema.values();
        self.check_entries(checker, at, values);
        checker.map(rules, self.len(), at, schema);
    }

    fn read_entry(
        &mut self,
        key: &str,
        reader: &mut Reader<'_>,
        at: &Path<'_>,
        values: &'static Schema,
    ) -> Result<(), Stop> {
        let entry = self.entry(key.to_owned());
        let Some(assertions) = values.assertions().filter(|_| reader.is_strict()) else {
            return read_value(entry, reader, at, values, values);
        };
        let begun = reader.begin_assertions(at);
        read_value(entry, reader, at, values, values)?;
        reader.assert(assertions, begun, &at.key(key), values);
        Ok(())
    }

    fn write_entries(&self, writer: &mut Writer) {
        for (key, value) in self {
            writer.key(key);
            value.write(writer);
            writer.comma();
        }
    }

    fn check_entries(&self, checker: &mut Checker, at: &Path<'_>, values: &'static Schema) {
        for (key, value) in self {
            value.check(checker, &at.key(key), values);
        }
    }
}

/// Reads the value of a key, which may have come before.
fn read_value<T: Node + Blank>(
    entry: Entry<'_, String, T>,
    reader: &mut Reader<'_>,
    at: &Path<'_>,
    schema: &'static Schema,
    values: &'static Schema,
) -> Result<(), Stop> {
    let mut value = T::blank();
    match entry {
        Entry::Vacant(entry) => {
            value.read(reader, &at.key(entry.key()), values)?;
            entry.insert(value);
        }
        Entry::Occupied(mut entry) => {
            if !reader.repeated_entry(entry.key(), at, schema)? {
                value.read(reader, &at.key(entry.key()), values)?;
                entry.insert(value);
            }
        }
    }
    Ok(())
}

impl<T> Blank for BTreeMap<String, T> {
    #[inline]
    fn blank() -> Self {
        Self::new()
    }
}
