//! Strings: runs of plain characters are found eight bytes at a time, escapes are off the hot path.

use std::borrow::Cow;

use crate::reader::{Reader, Stop};

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The high bit of the first byte that is `"`, `\` or a control character; bits above it may lie.
#[inline]
fn special(word: u64) -> u64 {
    let quote = word ^ (LOW * 0x22);
    let backslash = word ^ (LOW * 0x5c);
    ((quote.wrapping_sub(LOW) & !quote)
        | (backslash.wrapping_sub(LOW) & !backslash)
        | (word.wrapping_sub(LOW * 0x20) & !word))
        & HIGH
}

/// The end of the run of characters from `start` that stand for themselves in a JSON string.
#[inline]
pub(crate) fn plain_run(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(word) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let found = special(u64::from_le_bytes(*word));
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' || byte == b'\\' || byte < b' ' {
            break;
        }
        at += 1;
    }
    at
}

impl<'a> Reader<'a> {
    /// Reads a string from its opening quote. Borrowed unless it holds an escape.
    #[inline]
    pub(crate) fn string_token(&mut self) -> Result<Cow<'a, str>, Stop> {
        match self.plain_token() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.escaped_token().map(Cow::Owned),
        }
    }

    /// Reads a string without an escape from its opening quote; does nothing where another one comes.
    ///
    /// What is done with it differs less from place to place than a [`Cow`] costs.
    #[inline]
    pub(super) fn plain_token(&mut self) -> Option<&'a str> {
        let start = self.position + 1;
        let end = plain_run(self.bytes(), start);
        if self.bytes().get(end) != Some(&b'"') {
            return None;
        }
        let text = self.text.get(start..end)?;
        self.position = end + 1;
        Some(text)
    }

    /// Reads a string from its opening quote that is not plain, or broken.
    #[cold]
    #[inline(never)]
    pub(super) fn escaped_token(&mut self) -> Result<String, Stop> {
        let start = self.position + 1;
        let end = plain_run(self.bytes(), start);
        // What escapes stand for is never longer than they are.
        let mut out = String::with_capacity(self.closing_quote(end) - start);
        let (mut from, mut to) = (start, end);
        loop {
            self.position = to;
            out.push_str(self.text.get(from..to).unwrap_or_default());
            match self.bytes().get(to) {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    self.position += 1;
                    out.push(self.escape()?);
                }
                Some(_) => return self.stop("control character in a string"),
                None => return self.stop("unexpected end of input"),
            }
            from = self.position;
            to = plain_run(self.bytes(), from);
        }
    }

    /// Where the string ends of which the plain run ended at `at`; where the text is broken, any place behind that.
    fn closing_quote(&self, mut at: usize) -> usize {
        // The character behind a backslash does not end the string.
        while self.bytes().get(at) == Some(&b'\\') {
            at = plain_run(self.bytes(), (at + 2).min(self.text.len()));
        }
        at
    }

    /// The character that an escape stands for; reads from the byte after the backslash.
    fn escape(&mut self) -> Result<char, Stop> {
        let plain = match self.bytes().get(self.position) {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(*byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return self.stop("invalid escape"),
        };
        self.position += 1;
        Ok(plain)
    }

    /// A character as one `\uXXXX`, or as two where it is beyond the basic plane; reads from the `u`.
    fn unicode_escape(&mut self) -> Result<char, Stop> {
        let first = self.hex_unit()?;
        let scalar = match first {
            0xd800..=0xdbff => {
                let pair = self.bytes().get(self.position..self.position + 2);
                if pair != Some(b"\\u") {
                    return self.stop("unpaired surrogate in a string");
                }
                self.position += 1;
                let second = self.hex_unit()?;
                // Anything but a low surrogate gives a number that is no character.
                match second {
                    0xdc00..=0xdfff => 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00),
                    _ => first,
                }
            }
            _ => first,
        };
        match char::from_u32(scalar) {
            Some(character) => Ok(character),
            None => self.stop("unpaired surrogate in a string"),
        }
    }

    /// Four hexadecimal digits after a `u`.
    fn hex_unit(&mut self) -> Result<u32, Stop> {
        let start = self.position + 1;
        let mut unit = 0;
        for at in start..start + 4 {
            let digit = self.bytes().get(at).and_then(|&byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                self.position = at;
                return self.stop("invalid escape");
            };
            unit = unit << 4 | digit;
        }
        self.position = start + 4;
        Ok(unit)
    }
}
