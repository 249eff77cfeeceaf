//! Bytes that JSON carries as base64 text (RFC 4648, section 4): the format `byte`.

use std::fmt;
use std::ops::Deref;

use crate::check::Checker;
use crate::format::Format;
use crate::node::{Blank, Node};
use crate::path::Path;
use crate::reader::{Reader, Stop};
use crate::schema::Schema;
use crate::violation::Violation;
use crate::writer::Writer;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes that are base64 text in JSON.
///
/// ```
/// use specwright_runtime::Base64;
///
/// let bytes = Base64::from(b"foob".to_vec());
/// assert_eq!(bytes.to_string(), "Zm9vYg==");
/// assert_eq!(bytes.len(), 4);
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(pub Vec<u8>);

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<Base64> for Vec<u8> {
    fn from(bytes: Base64) -> Self {
        bytes.0
    }
}

impl Deref for Base64 {
    type Target = Vec<u8>;

    fn deref(&self) -> &Vec<u8> {
        &self.0
    }
}

/// The text, with padding.
impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(self.len().div_ceil(3) * 4);
        encode(&self.0, |digit| text.push(digit));
        f.pad(&text)
    }
}

/// The text, as in JSON.
impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({self})")
    }
}

impl Node for Base64 {
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        if let Some(text) = reader.string(at, schema)? {
            match decode(&text) {
                Some(bytes) => self.0 = bytes,
                None => reader.errors.push(at, schema, Violation::InvalidFormat { format: Format::Byte }),
            }
        }
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        writer.string(&self.to_string());
    }

    fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
        checker.written(self, at, schema);
    }
}

impl Blank for Base64 {
    #[inline]
    fn blank() -> Self {
        Self(Vec::new())
    }
}

/// The digits of the text, with padding.
pub(crate) fn encode(bytes: &[u8], mut digit: impl FnMut(char)) {
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let sextet = bits >> (18 - 6 * at) & 0x3f;
            // A group of n bytes has n + 1 digits, the rest is padding.
            digit(if at <= group.len() { char::from(ALPHABET[sextet as usize]) } else { '=' });
        }
    }
}

pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    if !Format::Byte.matches(text) {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for digit in text.bytes().take_while(|digit| *digit != b'=') {
        let sextet = ALPHABET.iter().position(|known| *known == digit)?;
        bits = bits << 6 | u32::try_from(sextet).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Base64, decode};

    #[test]
    fn the_vectors_of_rfc_4648() {
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, text) in vectors {
            assert_eq!(Base64(bytes.as_bytes().to_vec()).to_string(), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
        for other in ["Zg", "Zg=", "Z===", "Zm9v=", "Zm 9", "Zm9-"] {
            assert_eq!(decode(other), None, "{other}");
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&Base64(all.clone()).to_string()), Some(all));
    }
}
