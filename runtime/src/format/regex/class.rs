//! Character classes, and the escapes that stand for characters or sets of them.

use crate::format::regex::Scanner;
use crate::format::regex::property::is_property;

/// What an escape or a character of a class stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Atom {
    Character(char),
    /// A half of a surrogate pair, which no string of ours has.
    Surrogate(u32),
    Set,
}

impl Atom {
    fn code(self) -> Option<u32> {
        match self {
            Self::Character(c) => Some(u32::from(c)),
            Self::Surrogate(code) => Some(code),
            Self::Set => None,
        }
    }
}

impl Scanner<'_> {
    /// What follows the opening bracket of a class, up to the closing one.
    pub(super) fn class(&mut self) -> Option<()> {
        self.take("^");
        while !self.take("]") {
            let first = self.class_atom()?;
            if !self.rest.starts_with('-') || self.rest.starts_with("-]") {
                continue;
            }
            self.take("-");
            let last = self.class_atom()?;
            // A range has two characters, in order.
            if first.code()? > last.code()? {
                return None;
            }
        }
        Some(())
    }

    fn class_atom(&mut self) -> Option<Atom> {
        match self.next()? {
            '\\' => match self.peek()? {
                'b' => self.simple('\u{8}'),
                '-' => self.simple('-'),
                _ => self.character_escape(),
            },
            c => Some(Atom::Character(c)),
        }
    }

    fn simple(&mut self, c: char) -> Option<Atom> {
        self.next()?;
        Some(Atom::Character(c))
    }

    /// What follows a backslash, in a class or not.
    pub(super) fn character_escape(&mut self) -> Option<Atom> {
        Some(match self.next()? {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => Atom::Set,
            'p' | 'P' => {
                let (name, rest) = self.rest.strip_prefix('{')?.split_once('}')?;
                self.rest = rest;
                return is_property(name).then_some(Atom::Set);
            }
            'f' => Atom::Character('\u{c}'),
            'n' => Atom::Character('\n'),
            'r' => Atom::Character('\r'),
            't' => Atom::Character('\t'),
            'v' => Atom::Character('\u{b}'),
            '0' if !self.rest.starts_with(|c: char| c.is_ascii_digit()) => Atom::Character('\0'),
            'c' => {
                let letter = self.next().filter(char::is_ascii_alphabetic)?;
                Atom::Character(char::from_u32(u32::from(letter) % 32)?)
            }
            'x' => character(self.hex(2)?)?,
            'u' => self.unicode()?,
            c
            @ ('^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/') => {
                Atom::Character(c)
            }
            _ => return None,
        })
    }

    /// `{X..}` or four digits, two of them with a second escape where they are a surrogate pair.
    fn unicode(&mut self) -> Option<Atom> {
        if let Some(braced) = self.rest.strip_prefix('{') {
            let (digits, rest) = braced.split_once('}')?;
            self.rest = rest;
            let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let digits = digits.trim_start_matches('0');
            if !is_hex || digits.len() > 6 {
                return None;
            }
            let code = if digits.is_empty() { 0 } else { u32::from_str_radix(digits, 16).ok()? };
            return character(code);
        }
        let first = self.hex(4)?;
        if let (0xd800..0xdc00, Some(rest)) = (first, self.rest.strip_prefix("\\u")) {
            let mut behind = Scanner { rest, ..Scanner::default() };
            if let Some(second @ 0xdc00..0xe000) = behind.hex(4) {
                self.rest = behind.rest;
                return character(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
            }
        }
        character(first)
    }

    fn hex(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then(|| u32::from_str_radix(digits, 16).ok())?
    }
}

fn character(code: u32) -> Option<Atom> {
    match code {
        0xd800..0xe000 => Some(Atom::Surrogate(code)),
        _ => char::from_u32(code).map(Atom::Character),
    }
}
