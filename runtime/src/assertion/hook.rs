//! Where the typed reader and the checker meet the evaluator.
//!
//! The text of the outermost value with assertions becomes a tree, once; every value within it that has assertions
//! of its own is evaluated on the same tree when the typed read of it is done.

use crate::assertion::evaluate::Evaluation;
use crate::assertion::order::arrange;
use crate::assertion::report::Placed;
use crate::assertion::tree::{NodeId, Tree};
use crate::assertion::{Assertions, Direction};
use crate::error::{Errors, ValidationErrors};
use crate::node::Node;
use crate::path::Path;
use crate::reader::{Manner, Reader, Stop};
use crate::schema::Schema;
use crate::violation::{Kind, Violation};

/// The tree of the outermost value with assertions, while it is read.
#[derive(Debug)]
pub(crate) struct Asserting<'t> {
    tree: Tree<'t>,
    /// How many values with assertions are being read.
    depth: usize,
    /// The number of errors before the outermost one.
    mark: usize,
    /// The length of the path to it.
    base: usize,
    placed: Vec<Placed>,
    direction: Option<Direction>,
}

/// A value with assertions whose typed read has begun.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub(crate) struct Begun {
    start: usize,
    mark: usize,
}

impl<'t> Reader<'t> {
    /// Notes that a value with assertions comes next; [`assert`](Self::assert) and its like end what this begins.
    #[cold]
    #[inline(never)]
    pub(crate) fn begin_assertions(&mut self, at: &Path<'_>) -> Begun {
        self.peek();
        self.comparing = true;
        let begun = Begun { start: self.position(), mark: self.errors.len() };
        if let Some(asserting) = &mut self.asserting {
            asserting.depth += 1;
        } else if let Ok(tree) = Tree::read(&mut self.scout()) {
            // Where the text is not JSON, the typed read finds that out.
            let (mark, base) = (begun.mark, at.length());
            let (placed, direction) = (Vec::new(), self.direction);
            self.asserting = Some(Box::new(Asserting { tree, depth: 1, mark, base, placed, direction }));
        }
        begun
    }

    /// Evaluates the assertions of a value, past its end.
    #[cold]
    #[inline(never)]
    pub(crate) fn assert(
        &mut self,
        assertions: &'static Assertions,
        begun: Begun,
        at: &Path<'_>,
        schema: &Schema,
    ) {
        let Some(mut asserting) = self.asserting.take() else { return };
        let (tree, mut findings) = asserting.parts(&mut self.errors, begun.mark);
        findings.evaluate(tree, tree.at(begun.start), assertions, at, schema);
        self.end_assertions(asserting);
    }

    /// Evaluates the assertions of each element of a list or each value of a map, past its end.
    #[cold]
    #[inline(never)]
    pub(crate) fn assert_children(&mut self, begun: Begun, at: &Path<'_>, schema: &'static Schema) {
        let Some(mut asserting) = self.asserting.take() else { return };
        let (tree, mut findings) = asserting.parts(&mut self.errors, begun.mark);
        if let Some((children, assertions)) = schema.asserted_children() {
            findings.evaluate_children(tree, tree.at(begun.start), assertions, at, children);
        }
        self.end_assertions(asserting);
    }

    /// Reads a value and evaluates its assertions, if reading is strict.
    #[cold]
    #[inline(never)]
    pub(crate) fn asserted(
        &mut self,
        node: &mut dyn Node,
        assertions: &'static Assertions,
        at: &Path<'_>,
        schema: &'static Schema,
    ) -> Result<(), Stop> {
        if !self.is_strict() {
            return node.read(self, at, schema);
        }
        let begun = self.begin_assertions(at);
        node.read(self, at, schema)?;
        self.assert(assertions, begun, at, schema);
        Ok(())
    }

    /// Ends one value with assertions; past the outermost one, puts the errors in order.
    fn end_assertions(&mut self, mut asserting: Box<Asserting<'t>>) {
        asserting.depth -= 1;
        if asserting.depth > 0 {
            self.asserting = Some(asserting);
            return;
        }
        let Asserting { tree, mark, base, placed, .. } = &*asserting;
        arrange(&mut self.errors, *mark, *base, tree, placed);
    }
}

impl<'t> Asserting<'t> {
    fn parts<'f>(&'f mut self, errors: &'f mut Errors, mark: usize) -> (&'f Tree<'t>, Findings<'f>) {
        let Self { tree, placed, direction, .. } = self;
        (tree, Findings { errors, placed, mark, direction: *direction })
    }
}

/// What the evaluation of a value adds to.
struct Findings<'f> {
    errors: &'f mut Errors,
    placed: &'f mut Vec<Placed>,
    /// The number of errors before the typed read of the value.
    mark: usize,
    direction: Option<Direction>,
}

impl Findings<'_> {
    fn evaluate(
        &mut self,
        tree: &Tree<'_>,
        node: NodeId,
        assertions: &'static Assertions,
        at: &Path<'_>,
        schema: &Schema,
    ) {
        // Of a value of another type nothing else is worth telling.
        if self.errors.has_mismatch(self.mark, at) {
            return;
        }
        let was_muted = self.errors.set_muted(false);
        Evaluation::new(tree, self.errors, self.placed, schema, self.direction).run(assertions, node, at);
        self.errors.set_muted(was_muted);
    }

    fn evaluate_children(
        &mut self,
        tree: &Tree<'_>,
        container: NodeId,
        assertions: &'static Assertions,
        at: &Path<'_>,
        schema: &Schema,
    ) {
        if tree.kind(container) == Kind::Array {
            for (index, node) in tree.items(container).enumerate() {
                self.evaluate(tree, node, assertions, &at.index(index), schema);
            }
            return;
        }
        for (key, node) in tree.members(container) {
            let key = tree.string(key);
            self.evaluate(tree, node, assertions, &at.key(&key), schema);
        }
    }
}

/// Reads any value and evaluates its assertions.
///
/// # Errors
///
/// [`Stop`] where the text is not JSON.
#[doc(hidden)]
#[cfg(feature = "json")]
pub fn read_untyped(
    reader: &mut Reader<'_>,
    value: &mut serde_json::Value,
    assertions: &'static Assertions,
    at: &Path<'_>,
    schema: &'static Schema,
) -> Result<(), Stop> {
    reader.asserted(value, assertions, at, schema)
}

/// Reads a value of another crate, and evaluates its assertions if reading is strict.
///
/// # Errors
///
/// [`Stop`] where the text is not JSON.
#[doc(hidden)]
#[cfg(feature = "json")]
pub fn read_asserted(
    reader: &mut Reader<'_>,
    value: &mut dyn Node,
    assertions: &'static Assertions,
    at: &Path<'_>,
    schema: &'static Schema,
) -> Result<(), Stop> {
    reader.asserted(value, assertions, at, schema)
}

/// Evaluates every assertion on the text of a value that the checker has been through, by reading it into a blank
/// value of its type; what the reader itself finds, the checker has found.
pub(crate) fn evaluate_all(
    blank: &mut dyn Node,
    json: &[u8],
    errors: Errors,
    direction: Option<Direction>,
) -> Result<(), ValidationErrors> {
    static PLAIN: Schema = Schema::PLAIN;
    // Our writer writes UTF-8.
    let text = std::str::from_utf8(json).unwrap_or("null");
    let mut reader = Reader::with_errors(text, Manner::Strict, errors);
    reader.direction = direction;
    reader.errors.set_muted(true);
    let _begun = reader.begin_assertions(&Path::Root);
    // What the checker has recorded is put in order too.
    if let Some(asserting) = &mut reader.asserting {
        asserting.mark = 0;
    }
    let outcome = blank.read(&mut reader, &Path::Root, &PLAIN);
    reader.errors.set_muted(false);
    if outcome.is_err() {
        reader.errors.push(&Path::Root, &PLAIN, Violation::TooDeep);
    }
    if let Some(asserting) = reader.asserting.take() {
        reader.end_assertions(asserting);
    }
    reader.errors.finish()
}
