//! Compact JSON into one growing buffer, without the formatting machinery of the standard library.

mod number;

#[cfg(feature = "json")]
use crate::node::Node;
use crate::reader::plain_run;
use crate::record::Record;
use crate::schema::Presence;

/// Writes compact JSON.
///
/// ```
/// use specwright_runtime::{Blank, Checker, Model, Node, Path, Profile, Reader, Schema, Stop, Writer};
///
/// /// What stands in a table.
/// #[derive(Debug)]
/// enum Cell {
///     Empty,
///     Flag(bool),
///     Text(String),
///     Change(i64),
///     Count(u64),
///     Ratio(f64),
///     Rough(f32),
/// }
///
/// impl Node for Cell {
///     fn write(&self, writer: &mut Writer) {
///         match self {
///             Self::Empty => writer.null(),
///             Self::Flag(value) => writer.boolean(*value),
///             Self::Text(value) => writer.string(value),
///             Self::Change(value) => writer.integer(*value),
///             Self::Count(value) => writer.unsigned(*value),
///             Self::Ratio(value) => writer.f64(*value),
///             Self::Rough(value) => writer.f32(*value),
///         }
///     }
/// #     fn read(&mut self, reader: &mut Reader<'_>, _: &Path<'_>, _: &'static Schema) -> Result<(), Stop> {
/// #         reader.skip()
/// #     }
/// #     fn check(&self, _: &mut Checker, _: &Path<'_>, _: &'static Schema) {}
/// }
/// # impl Blank for Cell {
/// #     fn blank() -> Self {
/// #         Self::Empty
/// #     }
/// # }
/// # impl Model for Cell {
/// #     const PROFILE: &'static Profile = Profile::DEFAULT;
/// # }
///
/// assert_eq!(Cell::Text("say \"hi\"".to_owned()).encode(), br#""say \"hi\"""#);
/// assert_eq!(Cell::Ratio(0.1).encode(), b"0.1");
/// ```
#[derive(Debug, Default)]
pub struct Writer {
    out: Vec<u8>,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A writer with room for a small body.
    pub(crate) fn for_body() -> Self {
        Self { out: Vec::with_capacity(256) }
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    pub(crate) fn clear(&mut self) {
        self.out.clear();
    }

    pub(crate) fn as_str(&self) -> &str {
        // Only whole strings and ASCII are ever written.
        std::str::from_utf8(&self.out).unwrap_or_default()
    }

    pub(crate) fn into_string(self) -> String {
        // Only whole strings and ASCII are ever written.
        String::from_utf8(self.out).unwrap_or_default()
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.out.extend_from_slice(b"null");
    }

    /// Writes a boolean.
    pub fn boolean(&mut self, value: bool) {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.out.reserve(bytes.len() + 2);
        self.out.push(b'"');
        let end = plain_run(bytes, 0);
        if end == bytes.len() {
            self.out.extend_from_slice(bytes);
        } else {
            self.escaped(bytes, end);
        }
        self.out.push(b'"');
    }

    /// Writes a text of which the first character to be escaped is at `end`.
    #[cold]
    #[inline(never)]
    fn escaped(&mut self, bytes: &[u8], mut end: usize) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut start = 0;
        loop {
            self.out.extend_from_slice(&bytes[start..end]);
            let Some(&byte) = bytes.get(end) else { return };
            let short = match byte {
                b'"' | b'\\' => byte,
                0x08 => b'b',
                0x0c => b'f',
                b'\n' => b'n',
                b'\r' => b'r',
                b'\t' => b't',
                _ => b'u',
            };
            self.out.extend_from_slice(&[b'\\', short]);
            if short == b'u' {
                let digits = [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
                self.out.extend_from_slice(b"00");
                self.out.extend_from_slice(&digits);
            }
            start = end + 1;
            end = plain_run(bytes, start);
        }
    }

    /// Writes an integer.
    pub fn integer(&mut self, value: i64) {
        if value < 0 {
            self.out.push(b'-');
        }
        number::write_unsigned(value.unsigned_abs(), &mut self.out);
    }

    /// Writes an integer without a sign.
    pub fn unsigned(&mut self, value: u64) {
        number::write_unsigned(value, &mut self.out);
    }

    /// Writes a float in the shortest form that reads back as the same float; `null` where JSON has none.
    pub fn f64(&mut self, value: f64) {
        if value.is_finite() { number::write_f64(value, &mut self.out) } else { self.null() }
    }

    /// Writes a float in the shortest form that reads back as the same float; `null` where JSON has none.
    pub fn f32(&mut self, value: f32) {
        if value.is_finite() { number::write_f32(value, &mut self.out) } else { self.null() }
    }

    /// Writes text that is JSON already.
    #[cfg(any(feature = "json", feature = "serde", feature = "server"))]
    pub(crate) fn raw(&mut self, json: &str) {
        self.out.extend_from_slice(json.as_bytes());
    }

    /// Writes a string of characters that stand for themselves.
    #[cfg(feature = "jiff")]
    pub(crate) fn text_without_escapes(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.out.push(b'"');
        write(&mut self.out);
        self.out.push(b'"');
    }

    /// Writes the opening bracket of an array or an object.
    #[inline]
    pub(crate) fn open(&mut self, bracket: u8) {
        self.out.push(bracket);
    }

    /// Writes the comma after an element; [`close`](Self::close) puts the bracket in the place of the last one.
    #[inline]
    pub(crate) fn comma(&mut self) {
        self.out.push(b',');
    }

    /// Writes the closing bracket of an array or an object.
    #[inline]
    pub(crate) fn close(&mut self, bracket: u8) {
        match self.out.last_mut() {
            Some(last) if *last == b',' => *last = bracket,
            _ => self.out.push(bracket),
        }
    }

    /// Writes a key and its colon.
    #[inline]
    pub(crate) fn key(&mut self, key: &str) {
        self.string(key);
        self.out.push(b':');
    }

    /// Writes a record with a member in front of its own.
    #[cfg(feature = "json")]
    pub(crate) fn tagged(&mut self, name: &str, value: &str, record: &dyn Node) {
        let start = self.out.len();
        record.write(self);
        let mut tag = Self::new();
        tag.key(name);
        tag.string(value);
        // An object without members ends right behind its bracket.
        if self.out.get(start + 1) != Some(&b'}') {
            tag.comma();
        }
        let after = (start + 1).min(self.out.len());
        self.out.splice(after..after, tag.out);
    }

    /// Writes the fields of a record, those that are there.
    #[doc(hidden)]
    #[inline(never)]
    pub fn record(&mut self, record: &dyn Record) {
        self.open(b'{');
        let shape = record.shape();
        for (index, field) in shape.fields.iter().enumerate() {
            let node = record.field(index);
            if field.presence() == Presence::Optional && node.is_absent() {
                continue;
            }
            if field.is_plain() {
                let name = field.name().as_bytes();
                self.out.reserve(name.len() + 3);
                self.out.push(b'"');
                self.out.extend_from_slice(name);
                self.out.extend_from_slice(b"\":");
            } else {
                self.key(field.name());
            }
            node.write(self);
            self.comma();
        }
        if shape.additional.is_some() {
            record.field(shape.fields.len()).write_entries(self);
        }
        self.close(b'}');
    }
}
