//! Matching by following all states of an automaton at once: each character of the text is read once for each
//! automaton, whatever the text is.
//!
//! A lookaround is found for all places of the text beforehand. What looks behind ends where a scan from the start of
//! the text matches; what looks ahead ends, read backwards, where a scan from the end does.

use super::alphabet::{Alphabet, Letter};
use super::program::{Program, State, StateId};
use super::tree::Edge;

/// Does the automaton match somewhere in the text?
pub(super) fn is_match(program: &Program, alphabet: &Alphabet, text: &str) -> bool {
    let mut scan = Scan::new(program, alphabet);
    for look in &program.looks {
        let mut places = Places::new(text.len());
        if look.is_behind {
            scan.forward(look.start, text, |place| places.insert(place));
        } else {
            scan.backward(look.start, text, |place| places.insert(place));
        }
        scan.looks.push(places);
    }
    let mut found = false;
    scan.forward(program.start, text, |_| {
        found = true;
        Found::Enough
    });
    found
}

/// Does a scan go on after a match?
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Enough,
    More,
}

/// Places of a text, by the bytes before them.
struct Places(Vec<u64>);

impl Places {
    fn new(length: usize) -> Self {
        Self(vec![0; length / 64 + 1])
    }

    fn insert(&mut self, place: usize) -> Found {
        if let Some(word) = self.0.get_mut(place / 64) {
            *word |= 1 << (place % 64);
        }
        Found::More
    }

    fn contains(&self, place: usize) -> bool {
        self.0.get(place / 64).is_some_and(|word| word & (1 << (place % 64)) != 0)
    }
}

/// A place in the text, and the letters around it.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    before: Option<Letter>,
    behind: Option<Letter>,
}

struct Scan<'r> {
    program: &'r Program,
    alphabet: &'r Alphabet,
    looks: Vec<Places>,
    /// The states that read the character behind the last place.
    reading: Vec<StateId>,
    /// The same for the place that is being entered.
    entered: Vec<StateId>,
    /// For each state, the place where it was entered last.
    seen: Vec<usize>,
    stack: Vec<StateId>,
}

/// No place of a text.
const NOWHERE: usize = usize::MAX;

impl<'r> Scan<'r> {
    fn new(program: &'r Program, alphabet: &'r Alphabet) -> Self {
        let (reading, entered, stack) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            program,
            alphabet,
            looks: Vec::new(),
            reading,
            entered,
            seen: vec![NOWHERE; program.len()],
            stack,
        }
    }

    fn forward(&mut self, start: StateId, text: &str, found: impl FnMut(usize) -> Found) {
        let places = text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]);
        self.run(start, places, |at, last, next| Place { at, before: last, behind: next }, found);
    }

    fn backward(&mut self, start: StateId, text: &str, found: impl FnMut(usize) -> Found) {
        let places = text.char_indices().rev().map(|(at, c)| (at + c.len_utf8(), Some(c))).chain([(0, None)]);
        self.run(start, places, |at, last, next| Place { at, before: next, behind: last }, found);
    }

    /// Starts at every place of the text, and tells where the automaton matches.
    ///
    /// The places come with the character that is read from there; `place` is made of a place, what was read last
    /// and what is read next.
    fn run(
        &mut self,
        start: StateId,
        places: impl Iterator<Item = (usize, Option<char>)>,
        place: impl Fn(usize, Option<Letter>, Option<Letter>) -> Place,
        mut found: impl FnMut(usize) -> Found,
    ) {
        self.reading.clear();
        self.entered.clear();
        self.seen.fill(NOWHERE);
        let mut last = None;
        for (at, c) in places {
            let next = c.map(|c| self.alphabet.letter(c));
            let place = place(at, last, next);
            let mut is_match = false;
            let reading = std::mem::take(&mut self.reading);
            for &state in &reading {
                if let (State::Read { set, next }, Some(letter)) = (self.program.state(state), last)
                    && self.alphabet.has(set, letter)
                {
                    is_match |= self.enter(next, place);
                }
            }
            self.reading = reading;
            is_match |= self.enter(start, place);
            if is_match && found(at) == Found::Enough {
                return;
            }
            std::mem::swap(&mut self.reading, &mut self.entered);
            self.entered.clear();
            last = next;
        }
    }

    /// Enters a state and those that it leads to without reading; true where one of them is the match.
    fn enter(&mut self, state: StateId, place: Place) -> bool {
        let mut is_match = false;
        self.stack.push(state);
        while let Some(id) = self.stack.pop() {
            match self.seen.get_mut(id) {
                Some(seen) if *seen != place.at => *seen = place.at,
                _ => continue,
            }
            match self.program.state(id) {
                State::Match => is_match = true,
                State::Read { .. } => self.entered.push(id),
                State::Fork(first, second) => self.stack.extend([first, second]),
                State::Edge { edge, next } => {
                    if self.holds(edge, place) {
                        self.stack.push(next);
                    }
                }
                State::Look { look, is_negated, next } => {
                    if self.looks.get(look).is_some_and(|places| places.contains(place.at)) != is_negated {
                        self.stack.push(next);
                    }
                }
            }
        }
        is_match
    }

    fn holds(&self, edge: Edge, place: Place) -> bool {
        let is_in = |letter: Option<Letter>, set| letter.map(|letter| self.alphabet.has(set, letter));
        match edge {
            Edge::Start => place.before.is_none(),
            Edge::End => place.behind.is_none(),
            Edge::LineStart(ends) => is_in(place.before, ends).unwrap_or(true),
            Edge::LineEnd(ends) => is_in(place.behind, ends).unwrap_or(true),
            Edge::Boundary { words, is_negated } => {
                let is_word = |letter| is_in(letter, words).unwrap_or(false);
                (is_word(place.before) != is_word(place.behind)) != is_negated
            }
        }
    }
}
