//! `regex`: the syntax of ECMA-262 patterns in Unicode mode, checked without compiling them.
//!
//! The check is one pass without recursion, so that no text exhausts the stack.

mod class;
mod property;

use std::collections::HashSet;

/// Is it a pattern of ECMA-262, section 22.2.1, with the flag `u`?
pub(super) fn is_regex(text: &str) -> bool {
    let mut scanner = Scanner { rest: text, ..Scanner::default() };
    scanner.pattern().is_some()
}

/// How far a pattern has been read, and what it refers to. Every method is none where the pattern is broken.
#[derive(Default)]
struct Scanner<'t> {
    rest: &'t str,
    /// The open groups; may each be followed by a quantifier?
    groups: Vec<bool>,
    captures: u32,
    names: HashSet<&'t str>,
    largest_reference: u32,
    named_references: Vec<&'t str>,
}

impl<'t> Scanner<'t> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn take(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn digits(&mut self) -> Option<&'t str> {
        let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(length);
        self.rest = rest;
        Some(digits).filter(|digits| !digits.is_empty())
    }

    fn pattern(&mut self) -> Option<()> {
        // May a quantifier follow what was read last?
        let mut is_atom = false;
        while let Some(c) = self.next() {
            is_atom = match c {
                '^' | '$' | '|' => false,
                '(' => {
                    let quantifiable = self.group()?;
                    self.groups.push(quantifiable);
                    false
                }
                ')' => self.groups.pop()?,
                '*' | '+' | '?' if is_atom => {
                    self.take("?");
                    false
                }
                '{' if is_atom => {
                    self.repetition()?;
                    self.take("?");
                    false
                }
                '[' => {
                    self.class()?;
                    true
                }
                '\\' => self.escape()?,
                '*' | '+' | '?' | '{' | '}' | ']' => return None,
                _ => true,
            };
        }
        let is_known = |name: &&str| self.names.contains(*name);
        let are_known = self.largest_reference <= self.captures && self.named_references.iter().all(is_known);
        (self.groups.is_empty() && are_known).then_some(())
    }

    /// What follows the opening bracket of a group; true where the group may be repeated.
    fn group(&mut self) -> Option<bool> {
        if !self.take("?") {
            self.captures += 1;
            return Some(true);
        }
        if self.take(":") {
            return Some(true);
        }
        if self.take("=") || self.take("!") || self.take("<=") || self.take("<!") {
            return Some(false);
        }
        if self.take("<") {
            let name = self.name()?;
            self.names.insert(name);
            self.captures += 1;
            return Some(true);
        }
        self.modifiers()
    }

    /// `i`, `m`, `s` that are set or taken back for a group (ECMAScript 2025).
    fn modifiers(&mut self) -> Option<bool> {
        let (flags, rest) = self.rest.split_once(':')?;
        self.rest = rest;
        let (add, remove) = flags.split_once('-').unwrap_or((flags, ""));
        let is_once = |flag: char| flags.matches(flag).count() <= 1;
        let are_flags = add.chars().chain(remove.chars()).all(|flag| "ims".contains(flag) && is_once(flag));
        (are_flags && flags.len() <= 4 && !add.is_empty() | !remove.is_empty()).then_some(true)
    }

    /// A name up to its `>`.
    fn name(&mut self) -> Option<&'t str> {
        let (name, rest) = self.rest.split_once('>')?;
        self.rest = rest;
        let is_start = |c: char| c.is_alphabetic() || matches!(c, '$' | '_');
        let is_name = name.starts_with(is_start)
            && name
                .chars()
                .all(|c| is_start(c) || c.is_alphanumeric() || matches!(c, '\u{200c}' | '\u{200d}'));
        is_name.then_some(name)
    }

    /// `n}`, `n,}` or `n,m}`.
    fn repetition(&mut self) -> Option<()> {
        let least = self.digits()?;
        if self.take(",") && self.peek() != Some('}') {
            let most = self.digits()?;
            if number(least) > number(most) {
                return None;
            }
        }
        self.take("}").then_some(())
    }

    /// What follows a backslash outside of a class; false for an assertion.
    fn escape(&mut self) -> Option<bool> {
        match self.peek()? {
            'b' | 'B' => {
                self.next();
                return Some(false);
            }
            'k' => {
                self.next();
                let name = self.take("<").then(|| self.name())??;
                self.named_references.push(name);
            }
            '1'..='9' => {
                let digits = self.digits()?;
                self.largest_reference = self.largest_reference.max(digits.parse().unwrap_or(u32::MAX));
            }
            _ => {
                self.character_escape()?;
            }
        }
        Some(true)
    }
}

/// A number that may be larger than any machine number: by length, then by digits.
fn number(digits: &str) -> (usize, &str) {
    let digits = digits.trim_start_matches('0');
    (digits.len(), digits)
}
