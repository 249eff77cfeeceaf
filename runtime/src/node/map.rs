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
            let key = reader.key()?.into_owned();
            match self.entry(key) {
                Entry::Vacant(entry) => {
                    let mut value = T::blank();
                    value.read(reader, &at.key(entry.key()), values)?;
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) => {
                    if !reader.repeated_entry(entry.key(), at, schema)? {
                        let mut value = T::blank();
                        value.read(reader, &at.key(entry.key()), values)?;
                        entry.insert(value);
                    }
                }
            }
            more = reader.next_key()?;
        }
        reader.map_read(rules, self.len(), opened, at, schema);
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.open(b'{');
        for (key, value) in self {
            writer.key(key);
            value.write(writer);
            writer.comma();
        }
        writer.close(b'}');
    }

    fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
        let (rules, values) = schema.values();
        for (key, value) in self {
            value.check(checker, &at.key(key), values);
        }
        checker.map(rules, self.len(), at, schema);
    }
}

impl<T> Blank for BTreeMap<String, T> {
    #[inline]
    fn blank() -> Self {
        Self::new()
    }
}
