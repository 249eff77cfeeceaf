//! The comparison of schemas: every pair of schemas that stand for each other, looked at once.
//!
//! What is found is free of direction: a [`Fact`] says what differs, and whether that harms anybody depends on where
//! the schema is used, which [`super::replay`] knows.

mod access;
mod array;
mod branch;
mod keyword;
mod notes;
mod number;
mod object;
mod text;
mod types;
mod union;
mod value;

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Display;
use std::rc::Rc;

use super::kind::Kind;
use super::policy::Policy;
use super::same::Same;
use super::schema::Schema;
use super::side::{SchemaId, Side};
use super::trail::At;

pub(super) use access::Access;

/// A pair of schemas by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PairId(pub(super) usize);

/// One difference between two schemas.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) kind: Kind,
    /// What it is where values are written as text, as in paths and headers.
    pub(super) as_text: Option<Kind>,
    /// Where, in the base document.
    pub(super) base: At,
    /// Where, in the head document.
    pub(super) head: At,
    /// The property, value or branch that it is about.
    pub(super) name: Option<String>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    /// Who may send the property that it is about.
    pub(super) access: Access,
    /// Whether the head refuses properties that it does not name.
    pub(super) closed: bool,
}

/// A pair of schemas that another pair leads to.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) to: PairId,
    pub(super) step: Step,
    pub(super) access: Access,
    /// Whether what is said beside the values was compared already: it is said around a choice, or in its branch.
    pub(super) noted: bool,
}

/// The way from a value to one of its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The value itself, as one branch of a choice.
    Branch(String),
    /// The value itself.
    Same,
    Property(String),
    Items,
    Position(usize),
    /// The value of a property that the schema does not name.
    Value,
    /// The name of a property.
    Name,
}

/// What is known of a pair.
#[derive(Clone, Debug, Default)]
pub(super) struct Pair {
    pub(super) facts: Vec<Fact>,
    pub(super) edges: Vec<Edge>,
}

/// The comparison of two documents.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    pub(super) base: Side<'a>,
    pub(super) head: Side<'a>,
    pub(super) policy: &'a Policy,
    same: Option<Same>,
    pub(super) pairs: Vec<Pair>,
    index: BTreeMap<(SchemaId, SchemaId), PairId>,
    queue: VecDeque<(PairId, SchemaId, SchemaId)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(base: Side<'a>, head: Side<'a>, policy: &'a Policy) -> Self {
        let same = Same::between(&base, &head, policy);
        let (pairs, index, queue) = (Vec::new(), BTreeMap::new(), VecDeque::new());
        Self { base, head, policy, same, pairs, index, queue }
    }

    /// Whether two nodes say the same, references included; `false` also where that is not known.
    pub(super) fn is_same(&self, base: &crate::source::Tree, head: &crate::source::Tree) -> bool {
        self.same.as_ref().is_some_and(|same| same.holds(base, head))
    }

    /// The pair of two schemas, which will be compared unless it has been.
    ///
    /// A pair that is reached again while it is compared counts as equal there, so cycles end.
    pub(super) fn pair(&mut self, base: SchemaId, head: SchemaId) -> PairId {
        if let Some(pair) = self.index.get(&(base, head)) {
            return *pair;
        }
        let pair = PairId(self.pairs.len());
        self.index.insert((base, head), pair);
        self.pairs.push(Pair::default());
        let is_same = match (self.base.nodes(base), self.head.nodes(head)) {
            ([base], [head]) => self.is_same(base.tree, head.tree),
            _ => false,
        };
        if !is_same {
            self.queue.push_back((pair, base, head));
        }
        pair
    }

    /// Compares every pair that was asked for, and those that they lead to.
    pub(super) fn run(&mut self) {
        while let Some((pair, base, head)) = self.queue.pop_front() {
            self.pairs[pair.0] = self.compare(base, head);
        }
    }

    fn compare(&mut self, base: SchemaId, head: SchemaId) -> Pair {
        let (base_schema, head_schema) = (self.base.schema(base), self.head.schema(head));
        let mut comparison = Comparison {
            walk: self,
            ids: (base, head),
            base: base_schema,
            head: head_schema,
            found: Pair::default(),
        };
        comparison.run();
        comparison.found
    }
}

/// The comparison of one pair.
struct Comparison<'w, 'a> {
    walk: &'w mut Walk<'a>,
    ids: (SchemaId, SchemaId),
    base: Rc<Schema<'a>>,
    head: Rc<Schema<'a>>,
    found: Pair,
}

impl Comparison<'_, '_> {
    fn run(&mut self) {
        if self.choice_around() {
            return;
        }
        self.notes();
        if !self.types() {
            return;
        }
        self.values();
        self.numbers();
        self.text();
        self.array();
        self.object();
        self.unions();
        self.combined();
    }

    /// Notes a difference in a keyword.
    fn fact(&mut self, kind: Kind, keyword: &str) -> &mut Fact {
        let base = keyword::at(&mut self.walk.base, &self.base, keyword);
        let head = keyword::at(&mut self.walk.head, &self.head, keyword);
        self.fact_at(kind, base, head)
    }

    /// Notes a difference between two nodes.
    fn fact_at(&mut self, kind: Kind, base: At, head: At) -> &mut Fact {
        let (as_text, name, from, to) = (None, None, None, None);
        let fact = Fact { kind, as_text, base, head, name, from, to, access: Access::BOTH, closed: false };
        self.found.facts.push(fact);
        let last = self.found.facts.len() - 1;
        &mut self.found.facts[last]
    }

    fn edge(&mut self, base: SchemaId, head: SchemaId, step: Step) {
        let to = self.walk.pair(base, head);
        self.found.edges.push(Edge { to, step, access: Access::BOTH, noted: false });
    }

    /// Compares a limit; `kinds` are set, unset, tightened and loosened.
    fn limit<T: Ord + Display + Copy>(
        &mut self,
        keyword: &str,
        limits: (Option<T>, Option<T>),
        is_upper: bool,
        kinds: [Kind; 4],
    ) {
        let [set, unset, tightened, loosened] = kinds;
        let kind = match limits {
            (None, Some(_)) => set,
            (Some(_), None) => unset,
            (Some(base), Some(head)) if base == head => return,
            (Some(base), Some(head)) if (head < base) == is_upper => tightened,
            (Some(_), Some(_)) => loosened,
            (None, None) => return,
        };
        let (from, to) = (limits.0.map(|value| value.to_string()), limits.1.map(|value| value.to_string()));
        self.fact(kind, keyword).values(from, to);
    }

    /// Compares a schema that one side may lack.
    fn optional(
        &mut self,
        keyword: &str,
        schemas: (Option<SchemaId>, Option<SchemaId>),
        kinds: [Kind; 2],
        step: Step,
    ) {
        match schemas {
            (Some(base), Some(head)) => self.edge(base, head, step),
            (None, Some(_)) => {
                self.fact(kinds[0], keyword);
            }
            (Some(_), None) => {
                self.fact(kinds[1], keyword);
            }
            (None, None) => {}
        }
    }
}

impl Fact {
    /// Says what was before and what is after.
    fn values(&mut self, from: Option<String>, to: Option<String>) -> &mut Self {
        (self.from, self.to) = (from, to);
        self
    }

    /// Says what it is about.
    fn named(&mut self, name: impl Into<String>) -> &mut Self {
        self.name = Some(name.into());
        self
    }
}
