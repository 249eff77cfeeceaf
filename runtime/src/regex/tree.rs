//! A pattern as a tree: nodes that name each other by index, and the sets of characters that they share.

use std::collections::BTreeMap;
use std::ops::Range;

use super::class::Item;
use super::scan::{self, Assertion, Group, Reference, Sink};
use super::set::Set;
use super::unicode;

/// Groups may be nested so deep, so that what follows the tree downwards keeps to its stack.
const MAX_DEPTH: usize = 256;

/// The index of a node.
pub(super) type NodeId = usize;

/// The index of a set of characters.
pub(super) type SetId = usize;

#[derive(Clone, Debug)]
pub(super) enum Node {
    /// One character of the set.
    Set(SetId),
    /// A place between characters.
    Edge(Edge),
    /// One after the other.
    Sequence(Vec<NodeId>),
    /// The first of them that leads to a match.
    Choice(Vec<NodeId>),
    Repeat(Repeat),
    Capture(usize, NodeId),
    /// What one of these captures, of which one at most is set, holds.
    Refer {
        captures: Vec<usize>,
        ignores_case: bool,
    },
    Look {
        body: NodeId,
        is_behind: bool,
        is_negated: bool,
    },
}

/// A node that comes some times.
#[derive(Clone, Debug)]
pub(super) struct Repeat {
    pub(super) body: NodeId,
    pub(super) least: u32,
    /// `u32::MAX` where there is no limit.
    pub(super) most: u32,
    pub(super) is_lazy: bool,
    /// The captures in the body, which each turn forgets.
    pub(super) captures: Range<usize>,
}

/// A condition on the characters before and behind a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
    /// Also behind a character of the set.
    LineStart(SetId),
    /// Also before a character of the set.
    LineEnd(SetId),
    /// A character of the set on one side only; or not, where it is negated.
    Boundary {
        words: SetId,
        is_negated: bool,
    },
}

#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    sets: Vec<Set>,
    root: NodeId,
    captures: usize,
}

impl Tree {
    /// `None` where the pattern is broken or too deep, or asks for tables that are not there.
    pub(super) fn new(source: &str) -> Option<Self> {
        scan::scan(source, Builder::default())?.finish()
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    pub(super) fn sets(&self) -> &[Set] {
        &self.sets
    }

    pub(super) fn root(&self) -> NodeId {
        self.root
    }

    /// The number of captures.
    pub(super) fn captures(&self) -> usize {
        self.captures
    }
}

/// The flags that a group can set.
#[derive(Clone, Copy, Debug, Default)]
struct Flags {
    ignores_case: bool,
    is_multiline: bool,
    dot_is_any: bool,
}

/// A group that is open.
#[derive(Debug, Default)]
struct Frame {
    wrap: Option<Wrap>,
    flags: Flags,
    /// The number of captures before the group.
    before: usize,
    choices: Vec<NodeId>,
    /// The nodes of the last choice, each with the number of captures before it.
    sequence: Vec<(NodeId, usize)>,
}

/// What a group is beside its contents.
#[derive(Clone, Copy, Debug)]
enum Wrap {
    Capture(usize),
    Look { is_behind: bool, is_negated: bool },
}

#[derive(Debug, Default)]
struct Builder<'t> {
    nodes: Vec<Node>,
    sets: BTreeMap<Set, SetId>,
    /// The groups around the innermost one.
    outer: Vec<Frame>,
    inner: Frame,
    class: Set,
    captures: usize,
    names: BTreeMap<&'t str, Vec<usize>>,
    /// References by name, which may come before the group.
    named: Vec<(NodeId, &'t str)>,
    is_refused: bool,
}

impl Builder<'_> {
    fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    fn push(&mut self, node: Node) -> NodeId {
        let id = self.add(node);
        self.inner.sequence.push((id, self.captures));
        id
    }

    fn intern(&mut self, set: Set) -> SetId {
        let next = self.sets.len();
        *self.sets.entry(set).or_insert(next)
    }

    /// The set as the flags of the group have it.
    fn folded(&mut self, set: Set) -> Set {
        if !self.inner.flags.ignores_case {
            return set;
        }
        unicode::fold(&set).unwrap_or_else(|| {
            self.is_refused = true;
            set
        })
    }

    fn words(&mut self) -> Set {
        self.folded(Set::words())
    }

    fn set_of(&mut self, item: Item<'_>) -> Set {
        match item {
            Item::Character(code) => Set::of(&[(code, code)]),
            Item::Range(first, last) => Set::of(&[(first, last)]),
            Item::Class('d') => Set::digits(),
            Item::Class('D') => Set::digits().negated(),
            Item::Class('s') => Set::spaces(),
            Item::Class('S') => Set::spaces().negated(),
            Item::Class('w') => self.words(),
            Item::Class(_) => self.words().negated(),
            Item::Property { name, is_negated } => match unicode::property(name) {
                Some(set) if is_negated => set.negated(),
                Some(set) => set,
                None => {
                    self.is_refused = true;
                    Set::default()
                }
            },
        }
    }

    fn push_set(&mut self, set: Set) {
        let id = self.intern(set);
        self.push(Node::Set(id));
    }

    /// The nodes of the last choice as one node.
    fn sequence(&mut self) -> NodeId {
        let sequence = std::mem::take(&mut self.inner.sequence).into_iter().map(|(id, _)| id).collect();
        self.one_or(sequence, Node::Sequence)
    }

    /// The contents of the innermost group as one node.
    fn contents(&mut self) -> NodeId {
        let last = self.sequence();
        let mut choices = std::mem::take(&mut self.inner.choices);
        choices.push(last);
        self.one_or(choices, Node::Choice)
    }

    fn one_or(&mut self, nodes: Vec<NodeId>, many: fn(Vec<NodeId>) -> Node) -> NodeId {
        match nodes[..] {
            [one] => one,
            _ => self.add(many(nodes)),
        }
    }

    fn finish(mut self) -> Option<Tree> {
        let root = self.contents();
        for (node, name) in std::mem::take(&mut self.named) {
            let found = self.names.get(name).cloned().unwrap_or_default();
            if let Some(Node::Refer { captures, .. }) = self.nodes.get_mut(node) {
                *captures = found;
            }
        }
        let mut sets = vec![Set::default(); self.sets.len()];
        for (set, id) in self.sets {
            sets[id] = set;
        }
        let tree = Tree { nodes: self.nodes, sets, root, captures: self.captures };
        (!self.is_refused).then_some(tree)
    }
}

impl<'t> Sink<'t> for Builder<'t> {
    fn open(&mut self, group: Group<'t>) {
        self.is_refused |= self.outer.len() >= MAX_DEPTH;
        let mut flags = self.inner.flags;
        let wrap = match group {
            Group::Plain { add, remove } => {
                for (letters, value) in [(add, true), (remove, false)] {
                    for letter in letters.chars() {
                        match letter {
                            'i' => flags.ignores_case = value,
                            'm' => flags.is_multiline = value,
                            _ => flags.dot_is_any = value,
                        }
                    }
                }
                None
            }
            Group::Capture(name) => {
                if let Some(name) = name {
                    self.names.entry(name).or_default().push(self.captures);
                }
                Some(Wrap::Capture(self.captures))
            }
            Group::Look { is_behind, is_negated } => Some(Wrap::Look { is_behind, is_negated }),
        };
        let frame = Frame { wrap, flags, before: self.captures, ..Frame::default() };
        self.captures += usize::from(matches!(wrap, Some(Wrap::Capture(_))));
        let outer = std::mem::replace(&mut self.inner, frame);
        self.outer.push(outer);
    }

    fn close(&mut self) {
        let body = self.contents();
        let Some(outer) = self.outer.pop() else { return };
        let id = match self.inner.wrap {
            None => body,
            Some(Wrap::Capture(index)) => self.add(Node::Capture(index, body)),
            Some(Wrap::Look { is_behind, is_negated }) => {
                self.add(Node::Look { body, is_behind, is_negated })
            }
        };
        let before = self.inner.before;
        self.inner = outer;
        self.inner.sequence.push((id, before));
    }

    fn or(&mut self) {
        let choice = self.sequence();
        self.inner.choices.push(choice);
    }

    fn assertion(&mut self, assertion: Assertion) {
        let Flags { is_multiline, .. } = self.inner.flags;
        let edge = match assertion {
            Assertion::Start if is_multiline => Edge::LineStart(self.intern(Set::line_ends())),
            Assertion::Start => Edge::Start,
            Assertion::End if is_multiline => Edge::LineEnd(self.intern(Set::line_ends())),
            Assertion::End => Edge::End,
            Assertion::Boundary { is_negated } => {
                let words = self.words();
                Edge::Boundary { words: self.intern(words), is_negated }
            }
        };
        self.push(Node::Edge(edge));
    }

    fn any(&mut self) {
        let set = if self.inner.flags.dot_is_any { Set::default() } else { Set::line_ends() };
        self.push_set(set.negated());
    }

    fn item(&mut self, item: Item<'t>) {
        let set = self.set_of(item);
        let set = self.folded(set);
        self.push_set(set);
    }

    fn member(&mut self, item: Item<'t>) {
        let set = self.set_of(item);
        self.class = std::mem::take(&mut self.class).with(set.ranges());
    }

    fn class(&mut self, is_negated: bool) {
        let class = std::mem::take(&mut self.class);
        let class = self.folded(class);
        self.push_set(if is_negated { class.negated() } else { class });
    }

    fn repeat(&mut self, least: u32, most: u32, is_lazy: bool) {
        // Only what was read is repeated.
        let Some((body, before)) = self.inner.sequence.pop() else { return };
        let captures = before..self.captures;
        let id = self.add(Node::Repeat(Repeat { body, least, most, is_lazy, captures }));
        self.inner.sequence.push((id, before));
    }

    fn refer(&mut self, reference: Reference<'t>) {
        let ignores_case = self.inner.flags.ignores_case;
        let captures = match reference {
            Reference::Number(number) => vec![number as usize - 1],
            Reference::Name(_) => Vec::new(),
        };
        let id = self.push(Node::Refer { captures, ignores_case });
        if let Reference::Name(name) = reference {
            self.named.push((id, name));
        }
    }
}
