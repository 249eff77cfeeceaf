//! An automaton as a table: for each set of states that can be reached, the next one by the letter that is read.
//!
//! It is made when the pattern is compiled, if it stays small; matching then takes one look into it for each
//! character, and no memory.

use std::collections::BTreeMap;

use super::alphabet::{Alphabet, Letter};
use super::program::{Program, State, StateId};
use super::tree::Edge;

/// A table has at most so many entries, two bytes each.
const MAX_ENTRIES: usize = 1 << 15;

/// Making a table looks at no more states than these.
const MAX_WORK: usize = 1 << 18;

/// Where a row of the table starts.
type Row = u16;

/// Here no match can follow any more.
const DEAD: Row = 0;

#[derive(Debug)]
pub(super) struct Table {
    /// For each row and letter, the next row; the end of the text is one more letter.
    ///
    /// The first row is [`DEAD`], and in the second one there is a match, whatever follows.
    next: Vec<Row>,
    start: Row,
    /// Where the second row starts.
    found: Row,
}

impl Table {
    /// `None` where the table would be large, or where states look at more around them than start and end.
    pub(super) fn new(program: &Program, alphabet: &Alphabet) -> Option<Self> {
        if !program.is_plain() {
            return None;
        }
        let letters = alphabet.len();
        let width = letters + 1;
        let found = Row::try_from(width).ok()?;
        let mut maker = Maker::new(program, found);
        let start = maker.row(&[program.start], Spot::Start)?;
        let mut next = vec![DEAD; width];
        next.resize(2 * width, found);
        // Rows are added while those before them are filled.
        while let Some(Making { states, is_match_at_end }) = maker.rows.get(next.len() / width - 2).cloned() {
            if next.len() + width > MAX_ENTRIES {
                return None;
            }
            for letter in 0..letters {
                let entered = read(program, alphabet, &states, letter);
                next.push(maker.row(&entered, Spot::Within)?);
            }
            next.push(if is_match_at_end { found } else { DEAD });
        }
        Some(Self { next, start, found })
    }

    /// Does the automaton match somewhere in the text?
    pub(super) fn is_match(&self, alphabet: &Alphabet, text: &str) -> bool {
        let mut row = self.start;
        for c in text.chars() {
            if row <= self.found {
                return row == self.found;
            }
            row = self.entry(row, alphabet.letter(c));
        }
        self.entry(row, alphabet.len()) == self.found
    }

    #[inline]
    fn entry(&self, row: Row, letter: Letter) -> Row {
        self.next.get(usize::from(row) + letter).copied().unwrap_or(DEAD)
    }
}

/// The states that are entered by reading a letter, and the start, as a match may begin anywhere.
fn read(program: &Program, alphabet: &Alphabet, states: &[StateId], letter: Letter) -> Vec<StateId> {
    let reads = |id: &StateId| match program.state(*id) {
        State::Read { set, next } if alphabet.has(set, letter) => Some(next),
        _ => None,
    };
    states.iter().filter_map(reads).chain([program.start]).collect()
}

/// Where states are entered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spot {
    Start,
    Within,
}

/// What states lead to without reading.
enum Reached {
    Match,
    /// The states that read, and those that wait for the end of the text, in order.
    States(Vec<StateId>),
}

/// A row that is to be filled.
#[derive(Clone, Debug)]
struct Making {
    /// The states that read, and those that wait for the end of the text.
    states: Vec<StateId>,
    is_match_at_end: bool,
}

struct Maker<'r> {
    program: &'r Program,
    found: Row,
    /// The rows behind the first two.
    rows: Vec<Making>,
    known: BTreeMap<Vec<StateId>, Row>,
    work: usize,
}

impl<'r> Maker<'r> {
    fn new(program: &'r Program, found: Row) -> Self {
        Self { program, found, rows: Vec::new(), known: BTreeMap::from([(Vec::new(), DEAD)]), work: 0 }
    }

    /// The row of the states that these lead to without reading.
    fn row(&mut self, entered: &[StateId], spot: Spot) -> Option<Row> {
        let Reached::States(states) = self.closure(entered, spot, false)? else { return Some(self.found) };
        // The first row may look at the start of the text once more, and is no other one.
        if spot == Spot::Within
            && let Some(known) = self.known.get(&states)
        {
            return Some(*known);
        }
        let row = Row::try_from((self.rows.len() + 2) * usize::from(self.found)).ok()?;
        let is_match_at_end = matches!(self.closure(&states, spot, true)?, Reached::Match);
        if spot == Spot::Within {
            self.known.insert(states.clone(), row);
        }
        self.rows.push(Making { states, is_match_at_end });
        Some(row)
    }

    /// What these states lead to without reading.
    fn closure(&mut self, entered: &[StateId], spot: Spot, is_end: bool) -> Option<Reached> {
        let mut seen = vec![false; self.program.len()];
        let mut states = Vec::new();
        let mut stack = entered.to_vec();
        self.work += self.program.len() / 8;
        while let Some(id) = stack.pop() {
            if std::mem::replace(&mut seen[id], true) {
                continue;
            }
            self.work += 1;
            match self.program.state(id) {
                State::Match => return Some(Reached::Match),
                State::Fork(first, second) => stack.extend([first, second]),
                State::Edge { edge: Edge::Start, next } if spot == Spot::Start => stack.push(next),
                State::Edge { edge: Edge::End, next } if is_end => stack.push(next),
                State::Edge { edge: Edge::Start, .. } => {}
                State::Read { .. } | State::Edge { .. } | State::Look { .. } => states.push(id),
            }
        }
        states.sort_unstable();
        (self.work <= MAX_WORK).then_some(Reached::States(states))
    }
}
