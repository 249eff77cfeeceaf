//! `Vec`: an array of values of one schema.

use crate::check::Checker;
use crate::node::{Blank, Node};
use crate::path::Path;
#[cfg(feature = "server")]
use crate::reader::Opened;
use crate::reader::{Reader, Stop};
use crate::schema::Schema;
use crate::writer::Writer;

impl<T: Node + Blank> Node for Vec<T> {
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        self.clear();
        #[cfg(feature = "server")]
        if reader.is_one_of_a_list() {
            let mut item = T::blank();
            let (rules, items) = schema.items();
            item.read(reader, &at.index(0), items)?;
            self.push(item);
            let opened = Opened { more: false, start: reader.position(), begun: None };
            reader.list_read(rules, 1, opened, at, schema);
            return Ok(());
        }
        let Some(opened) = reader.list(at, schema)? else { return Ok(()) };
        let mut more = opened.more;
        let (rules, items) = schema.items();
        let mut index = 0;
        while more {
            let mut item = T::blank();
            item.read(reader, &at.index(index), items)?;
            self.push(item);
            index += 1;
            more = reader.next_item()?;
        }
        reader.list_read(rules, index, opened, at, schema);
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.open(b'[');
        for item in self {
            item.write(writer);
            writer.comma();
        }
        writer.close(b']');
    }

    fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
        let (rules, items) = schema.items();
        for (index, item) in self.iter().enumerate() {
            item.check(checker, &at.index(index), items);
        }
        checker.list(rules, self.len(), self, at, schema);
    }
}

impl<T> Blank for Vec<T> {
    #[inline]
    fn blank() -> Self {
        Self::new()
    }
}
