//! From a value to any format: our JSON text, read again piece by piece.

use std::cell::RefCell;

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::decimal::Integer;
use crate::model::Model;
use crate::reader::{Manner, Reader, Stop};
use crate::writer::Writer;

/// Serializes a value.
///
/// # Errors
///
/// Those of the serializer.
#[doc(hidden)]
pub fn serialize<T: Model, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer = Writer::for_body();
    value.write(&mut writer);
    let text = writer.into_string();
    if !serializer.is_human_readable() {
        return serializer.serialize_str(&text);
    }
    let reader = RefCell::new(Reader::new(&text, Manner::Lenient, T::PROFILE));
    Cursor(&reader).serialize(serializer)
}

/// The next value of a text; each call of `serialize` takes one.
struct Cursor<'c, 'a>(&'c RefCell<Reader<'a>>);

impl<'a> Cursor<'_, 'a> {
    /// Moves on; our own text does not stop the reader, unless it nests too deeply.
    fn step<T, E: Error>(&self, step: impl FnOnce(&mut Reader<'a>) -> Result<T, Stop>) -> Result<T, E> {
        step(&mut self.0.borrow_mut()).map_err(|Stop| E::custom("nesting is deeper than 127 levels"))
    }
}

impl Serialize for Cursor<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let next = self.0.borrow_mut().peek();
        match next {
            b'{' => {
                let mut map = serializer.serialize_map(None)?;
                let mut more = self.step(Reader::open_object)?;
                while more {
                    let key = self.step(|reader| reader.key().map(std::borrow::Cow::into_owned))?;
                    map.serialize_key(&key)?;
                    map.serialize_value(self)?;
                    more = self.step(Reader::next_key)?;
                }
                map.end()
            }
            b'[' => {
                let mut seq = serializer.serialize_seq(None)?;
                let mut more = self.step(Reader::open_array)?;
                while more {
                    seq.serialize_element(self)?;
                    more = self.step(Reader::next_item)?;
                }
                seq.end()
            }
            b'"' => {
                let text = self.step(|reader| reader.string_token().map(std::borrow::Cow::into_owned))?;
                serializer.serialize_str(&text)
            }
            b't' | b'f' => {
                self.step(Reader::skip)?;
                serializer.serialize_bool(next == b't')
            }
            b'n' => {
                self.step(Reader::skip)?;
                serializer.serialize_none()
            }
            _ => self.number(serializer),
        }
    }
}

impl Cursor<'_, '_> {
    fn number<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (integer, float) = self.step(|reader| {
            let number = reader.number_token()?;
            let integer =
                if number.is_written_as_integer() { number.to_integer() } else { Integer::Fractional };
            Ok((integer, number.to_f64()))
        })?;
        if let Integer::Is(integer) = integer {
            if let Ok(integer) = u64::try_from(integer) {
                return serializer.serialize_u64(integer);
            }
            if let Ok(integer) = i64::try_from(integer) {
                return serializer.serialize_i64(integer);
            }
        }
        serializer.serialize_f64(float)
    }
}
