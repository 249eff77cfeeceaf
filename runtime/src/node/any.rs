//! `serde_json::Value`: a schema that allows any value.

use serde_json::{Map, Number as JsonNumber, Value};

use crate::check::Checker;
use crate::decimal::Integer;
use crate::node::{Blank, Node};
use crate::path::Path;
use crate::reader::{Reader, Stop};
use crate::schema::Schema;
use crate::writer::Writer;

impl Node for Value {
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        *self = reader.any(at, schema)?;
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.null(),
            Self::Bool(value) => writer.boolean(*value),
            Self::Number(number) => write_number(number, writer),
            Self::String(text) => writer.string(text),
            Self::Array(items) => items.write(writer),
            Self::Object(entries) => {
                writer.open(b'{');
                for (key, value) in entries {
                    writer.key(key);
                    value.write(writer);
                    writer.comma();
                }
                writer.close(b'}');
            }
        }
    }

    /// Every value is valid.
    fn check(&self, _checker: &mut Checker, _at: &Path<'_>, _schema: &'static Schema) {}
}

impl Blank for Value {
    const HAS_NULL: bool = true;

    #[inline]
    fn blank() -> Self {
        Self::Null
    }
}

fn write_number(number: &JsonNumber, writer: &mut Writer) {
    if let Some(value) = number.as_u64() {
        writer.unsigned(value);
    } else if let Some(value) = number.as_i64() {
        writer.integer(value);
    } else {
        // With the feature `arbitrary_precision` of serde_json the text is more exact than any float.
        writer.raw(&number.to_string());
    }
}

impl Reader<'_> {
    /// Reads any value. A key that comes twice is an error when reading strictly.
    fn any(&mut self, at: &Path<'_>, schema: &'static Schema) -> Result<Value, Stop> {
        Ok(match self.peek() {
            b'"' => Value::String(self.string_token()?.into_owned()),
            b'{' => {
                let mut entries = Map::new();
                let mut more = self.open_object()?;
                while more {
                    let key = self.key()?;
                    if !entries.contains_key(&*key) || !self.repeated_entry(&key, at, schema)? {
                        let value = self.any(&at.key(&key), schema)?;
                        entries.insert(key.into_owned(), value);
                    }
                    more = self.next_key()?;
                }
                Value::Object(entries)
            }
            b'[' => {
                let mut items = Vec::new();
                let mut more = self.open_array()?;
                while more {
                    items.push(self.any(&at.index(items.len()), schema)?);
                    more = self.next_item()?;
                }
                Value::Array(items)
            }
            b't' | b'f' => Value::Bool(self.boolean(at, schema)?),
            b'-' | b'0'..=b'9' => Value::Number(self.any_number(at, schema)?),
            _ => {
                self.null_token()?;
                Value::Null
            }
        })
    }

    /// Reads a number as an integer of 64 bits where it is written as one and fits, and as a float otherwise.
    fn any_number(&mut self, at: &Path<'_>, schema: &Schema) -> Result<JsonNumber, Stop> {
        let number = self.number_token()?;
        if number.is_written_as_integer()
            && number.text() != "-0"
            && let Integer::Is(value) = number.to_integer()
        {
            if let Ok(value) = u64::try_from(value) {
                return Ok(value.into());
            }
            if let Ok(value) = i64::try_from(value) {
                return Ok(value.into());
            }
        }
        let value = self.finite(number, at, schema);
        Ok(JsonNumber::from_f64(value).unwrap_or_else(|| 0.into()))
    }
}
