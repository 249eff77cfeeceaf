//! Regular expressions of ECMA-262 in Unicode mode, for `pattern`: does one match somewhere in a text?
//!
//! That question needs no captures, so that all but back references is a regular language. A pattern without them is
//! compiled to an automaton and takes time in proportion to the text, whatever the text is: as a table where that
//! stays small ([`table`]), else by following all states at once ([`follow`]), which knows lookaround, too. Back
//! references, and repetitions whose automaton would be too large, are tried in turn ([`attempt`]), at most so often.

mod alphabet;
mod attempt;
mod class;
mod follow;
mod program;
mod property;
mod scan;
mod set;
mod table;
mod tree;
mod unicode;

use alphabet::Alphabet;
use program::Program;
use table::Table;
use tree::Tree;

/// Is it a pattern of ECMA-262, section 22.2.1, with the flag `u`?
///
/// One pass without recursion, so that no text exhausts the stack.
pub(crate) fn is_regex(text: &str) -> bool {
    scan::scan(text, ()).is_some()
}

/// A regular expression that is ready to be matched.
#[derive(Debug)]
pub(crate) struct Regex(Engine);

#[derive(Debug)]
enum Engine {
    Table(Alphabet, Table),
    States(Alphabet, Program),
    Attempts(Tree),
}

impl Regex {
    /// `None` where the pattern is broken, or asks for what the feature `unicode` knows and is without it.
    pub(crate) fn new(source: &str) -> Option<Self> {
        let tree = Tree::new(source)?;
        let Some(program) = Program::new(&tree) else { return Some(Self(Engine::Attempts(tree))) };
        let alphabet = Alphabet::new(tree.sets());
        Some(Self(match Table::new(&program, &alphabet) {
            Some(table) => Engine::Table(alphabet, table),
            None => Engine::States(alphabet, program),
        }))
    }

    /// Does the pattern match somewhere in the text?
    pub(crate) fn is_match(&self, text: &str) -> bool {
        match &self.0 {
            Engine::Table(alphabet, table) => table.is_match(alphabet, text),
            Engine::States(alphabet, program) => follow::is_match(program, alphabet, text),
            Engine::Attempts(tree) => attempt::is_match(tree, text),
        }
    }
}

#[cfg(all(test, feature = "unicode"))]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
