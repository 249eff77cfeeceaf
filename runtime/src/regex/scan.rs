//! Reading a pattern: one pass without recursion that checks the syntax, and tells a [`Sink`] what it reads.

use std::collections::HashSet;

use super::class::Item;

/// What opens with a bracket.
#[derive(Clone, Copy, Debug)]
pub(super) enum Group<'t> {
    /// `(?:..)`, with the flags that it sets and takes back.
    Plain { add: &'t str, remove: &'t str },
    /// `(..)` or `(?<name>..)`.
    Capture(Option<&'t str>),
    /// `(?=..)` and the like.
    Look { is_behind: bool, is_negated: bool },
}

/// What stands between characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assertion {
    /// `^`.
    Start,
    /// `$`.
    End,
    /// `\b`, or `\B` where it is negated.
    Boundary { is_negated: bool },
}

/// What a back reference refers to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reference<'t> {
    Number(u32),
    Name(&'t str),
}

/// What is made of a pattern while it is read; by default nothing.
pub(super) trait Sink<'t> {
    /// A group opens.
    fn open(&mut self, _group: Group<'t>) {}
    /// The innermost group closes.
    fn close(&mut self) {}
    /// `|`.
    fn or(&mut self) {}
    fn assertion(&mut self, _assertion: Assertion) {}
    /// `.`.
    fn any(&mut self) {}
    /// A character or an escape outside of a class.
    fn item(&mut self, _item: Item<'t>) {}
    /// A part of the class that is being read.
    fn member(&mut self, _item: Item<'t>) {}
    /// A class has been read.
    fn class(&mut self, _is_negated: bool) {}
    /// What was read last may come so many times.
    fn repeat(&mut self, _least: u32, _most: u32, _is_lazy: bool) {}
    fn refer(&mut self, _reference: Reference<'t>) {}
}

impl Sink<'_> for () {}

/// Reads a pattern of ECMA-262, section 22.2.1, with the flag `u`; `None` where it is broken.
pub(super) fn scan<'t, S: Sink<'t>>(text: &'t str, sink: S) -> Option<S> {
    let mut scanner = Scanner {
        rest: text,
        groups: Vec::new(),
        captures: 0,
        names: HashSet::new(),
        largest_reference: 0,
        named_references: Vec::new(),
        sink,
    };
    scanner.pattern()?;
    Some(scanner.sink)
}

/// How far a pattern has been read, and what it refers to. Every method is none where the pattern is broken.
pub(super) struct Scanner<'t, S> {
    pub(super) rest: &'t str,
    /// The open groups; may each be followed by a quantifier?
    groups: Vec<bool>,
    captures: u32,
    names: HashSet<&'t str>,
    largest_reference: u32,
    named_references: Vec<&'t str>,
    pub(super) sink: S,
}

impl<'t, S: Sink<'t>> Scanner<'t, S> {
    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    pub(super) fn take(&mut self, prefix: &str) -> bool {
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
                '^' => self.assertion(Assertion::Start),
                '$' => self.assertion(Assertion::End),
                '|' => {
                    self.sink.or();
                    false
                }
                '(' => {
                    let quantifiable = self.group()?;
                    self.groups.push(quantifiable);
                    false
                }
                ')' => {
                    let quantifiable = self.groups.pop()?;
                    self.sink.close();
                    quantifiable
                }
                '*' | '+' | '?' | '{' if is_atom => self.quantifier(c)?,
                '[' => self.class()?,
                '\\' => self.escape()?,
                '*' | '+' | '?' | '{' | '}' | ']' => return None,
                '.' => {
                    self.sink.any();
                    true
                }
                c => {
                    self.sink.item(Item::Character(u32::from(c)));
                    true
                }
            };
        }
        let is_known = |name: &&str| self.names.contains(*name);
        let are_known = self.largest_reference <= self.captures && self.named_references.iter().all(is_known);
        (self.groups.is_empty() && are_known).then_some(())
    }

    /// Tells an assertion, which nothing may repeat.
    fn assertion(&mut self, assertion: Assertion) -> bool {
        self.sink.assertion(assertion);
        false
    }

    /// What follows the first character of a quantifier.
    fn quantifier(&mut self, first: char) -> Option<bool> {
        let (least, most) = match first {
            '*' => (0, u32::MAX),
            '+' => (1, u32::MAX),
            '?' => (0, 1),
            _ => self.repetition()?,
        };
        let is_lazy = self.take("?");
        self.sink.repeat(least, most, is_lazy);
        Some(false)
    }

    /// What follows the opening bracket of a group; true where the group may be repeated.
    fn group(&mut self) -> Option<bool> {
        if !self.take("?") {
            return Some(self.capture(None));
        }
        if self.take(":") {
            self.sink.open(Group::Plain { add: "", remove: "" });
            return Some(true);
        }
        for (sign, is_behind, is_negated) in
            [("=", false, false), ("!", false, true), ("<=", true, false), ("<!", true, true)]
        {
            if self.take(sign) {
                self.sink.open(Group::Look { is_behind, is_negated });
                return Some(false);
            }
        }
        if self.take("<") {
            let name = self.name()?;
            self.names.insert(name);
            return Some(self.capture(Some(name)));
        }
        self.modifiers()
    }

    fn capture(&mut self, name: Option<&'t str>) -> bool {
        self.captures += 1;
        self.sink.open(Group::Capture(name));
        true
    }

    /// `i`, `m`, `s` that are set or taken back for a group (ECMAScript 2025).
    fn modifiers(&mut self) -> Option<bool> {
        let (flags, rest) = self.rest.split_once(':')?;
        self.rest = rest;
        let (add, remove) = flags.split_once('-').unwrap_or((flags, ""));
        let is_once = |flag: char| flags.matches(flag).count() <= 1;
        let are_flags = add.chars().chain(remove.chars()).all(|flag| "ims".contains(flag) && is_once(flag));
        let are_some = are_flags && flags.len() <= 4 && !(add.is_empty() && remove.is_empty());
        are_some.then(|| {
            self.sink.open(Group::Plain { add, remove });
            true
        })
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
    fn repetition(&mut self) -> Option<(u32, u32)> {
        let least = self.digits()?;
        let mut most = least;
        let mut is_open = false;
        if self.take(",") {
            if self.peek() == Some('}') {
                is_open = true;
            } else {
                most = self.digits()?;
            }
        }
        let is_ordered = number(least) <= number(most);
        let most = if is_open { u32::MAX } else { most.parse().unwrap_or(u32::MAX) };
        (is_ordered && self.take("}")).then_some((least.parse().unwrap_or(u32::MAX), most))
    }

    /// What follows a backslash outside of a class; false for an assertion.
    fn escape(&mut self) -> Option<bool> {
        match self.peek()? {
            letter @ ('b' | 'B') => {
                self.next();
                return Some(self.assertion(Assertion::Boundary { is_negated: letter == 'B' }));
            }
            'k' => {
                self.next();
                let name = self.take("<").then(|| self.name())??;
                self.named_references.push(name);
                self.sink.refer(Reference::Name(name));
            }
            '1'..='9' => {
                let number = self.digits()?.parse().unwrap_or(u32::MAX);
                self.largest_reference = self.largest_reference.max(number);
                self.sink.refer(Reference::Number(number));
            }
            _ => {
                let item = self.character_escape()?;
                self.sink.item(item);
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
