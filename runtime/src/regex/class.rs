//! Character classes, and the escapes that stand for characters or sets of them.

use super::property::is_property;
use super::scan::{Scanner, Sink};

/// What an escape, or a character or a range of a class stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item<'t> {
    /// A code point; it may be a half of a surrogate pair, which no string of ours has.
    Character(u32),
    /// Code points from the first to the last one.
    Range(u32, u32),
    /// `\d`, `\s` or `\w`, by its letter; the capital one is all other characters.
    Class(char),
    /// What stands in the braces of `\p{..}`, or of `\P{..}` where it is negated.
    Property { name: &'t str, is_negated: bool },
}

impl<'t, S: Sink<'t>> Scanner<'t, S> {
    /// What follows the opening bracket of a class, up to the closing one.
    pub(super) fn class(&mut self) -> Option<bool> {
        let is_negated = self.take("^");
        while !self.take("]") {
            let mut member = self.class_atom()?;
            if self.rest.starts_with('-') && !self.rest.starts_with("-]") {
                self.take("-");
                // A range has two characters, in order.
                let (Item::Character(first), Item::Character(last)) = (member, self.class_atom()?) else {
                    return None;
                };
                if first > last {
                    return None;
                }
                member = Item::Range(first, last);
            }
            self.sink.member(member);
        }
        self.sink.class(is_negated);
        Some(true)
    }

    fn class_atom(&mut self) -> Option<Item<'t>> {
        match self.next()? {
            '\\' => match self.peek()? {
                'b' => self.simple(0x08),
                '-' => self.simple(0x2d),
                _ => self.character_escape(),
            },
            c => Some(Item::Character(u32::from(c))),
        }
    }

    fn simple(&mut self, code: u32) -> Option<Item<'t>> {
        self.next()?;
        Some(Item::Character(code))
    }

    /// What follows a backslash, in a class or not.
    pub(super) fn character_escape(&mut self) -> Option<Item<'t>> {
        Some(match self.next()? {
            letter @ ('d' | 'D' | 'w' | 'W' | 's' | 'S') => Item::Class(letter),
            letter @ ('p' | 'P') => {
                let (name, rest) = self.rest.strip_prefix('{')?.split_once('}')?;
                self.rest = rest;
                return is_property(name).then_some(Item::Property { name, is_negated: letter == 'P' });
            }
            'f' => Item::Character(0x0c),
            'n' => Item::Character(0x0a),
            'r' => Item::Character(0x0d),
            't' => Item::Character(0x09),
            'v' => Item::Character(0x0b),
            '0' if !self.rest.starts_with(|c: char| c.is_ascii_digit()) => Item::Character(0),
            'c' => {
                let letter = self.next().filter(char::is_ascii_alphabetic)?;
                Item::Character(u32::from(letter) % 32)
            }
            'x' => Item::Character(self.hex(2)?),
            'u' => Item::Character(self.unicode()?),
            c
            @ ('^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/') => {
                Item::Character(u32::from(c))
            }
            _ => return None,
        })
    }

    /// `{X..}` or four digits, two of them with a second escape where they are a surrogate pair.
    fn unicode(&mut self) -> Option<u32> {
        if let Some(braced) = self.rest.strip_prefix('{') {
            let (digits, rest) = braced.split_once('}')?;
            self.rest = rest;
            let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let digits = digits.trim_start_matches('0');
            if !is_hex || digits.len() > 6 {
                return None;
            }
            let code = if digits.is_empty() { 0 } else { u32::from_str_radix(digits, 16).ok()? };
            return (code <= u32::from(char::MAX)).then_some(code);
        }
        let first = self.hex(4)?;
        let before = self.rest;
        if (0xd800..0xdc00).contains(&first) && self.take("\\u") {
            if let Some(second @ 0xdc00..0xe000) = self.hex(4) {
                return Some(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
            }
            self.rest = before;
        }
        Some(first)
    }

    fn hex(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then(|| u32::from_str_radix(digits, 16).ok())?
    }
}
