//! A tree as an automaton without captures: states that read a character, fork, or look at what is around them.

use super::tree::{Edge, Node, NodeId, Repeat, SetId, Tree};

/// An automaton has at most so many states; a pattern that asks for more is not compiled.
const MAX_STATES: usize = 20_000;

/// So many nodes are compiled at most, each as often as it is repeated.
const MAX_NODES: usize = 200_000;

/// The index of a state.
pub(super) type StateId = usize;

#[derive(Clone, Copy, Debug)]
pub(super) enum State {
    /// The end of the pattern.
    Match,
    /// Reads a character of the set.
    Read {
        set: SetId,
        next: StateId,
    },
    Fork(StateId, StateId),
    Edge {
        edge: Edge,
        next: StateId,
    },
    /// Goes on where the lookaround with this index holds; or not, where it is negated.
    Look {
        look: usize,
        is_negated: bool,
        next: StateId,
    },
}

/// The automaton of a lookaround.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    body: NodeId,
    /// Where to start; what looks ahead is compiled backwards, and reads from the end of the text.
    pub(super) start: StateId,
    pub(super) is_behind: bool,
}

#[derive(Debug)]
pub(super) struct Program {
    states: Vec<State>,
    pub(super) start: StateId,
    /// Inner ones first.
    pub(super) looks: Vec<Look>,
}

/// Which way the text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

impl Program {
    /// `None` for back references, and where there would be too many states.
    pub(super) fn new(tree: &Tree) -> Option<Self> {
        let mut compiler = Compiler { tree, states: vec![State::Match], looks: Vec::new(), nodes: 0 };
        let start = compiler.node(tree.root(), MATCH, Direction::Forward)?;
        Some(Self { states: compiler.states, start, looks: compiler.looks })
    }

    #[inline]
    pub(super) fn state(&self, id: StateId) -> State {
        self.states.get(id).copied().unwrap_or(State::Match)
    }

    /// The number of states.
    pub(super) fn len(&self) -> usize {
        self.states.len()
    }

    /// Does every state read, fork, or ask for the start or the end of the text?
    pub(super) fn is_plain(&self) -> bool {
        self.states.iter().all(|state| match state {
            State::Match | State::Read { .. } | State::Fork(..) => true,
            State::Edge { edge, .. } => matches!(edge, Edge::Start | Edge::End),
            State::Look { .. } => false,
        })
    }
}

/// The one state that matches.
const MATCH: StateId = 0;

struct Compiler<'r> {
    tree: &'r Tree,
    states: Vec<State>,
    looks: Vec<Look>,
    nodes: usize,
}

impl Compiler<'_> {
    fn add(&mut self, state: State) -> Option<StateId> {
        self.states.push(state);
        (self.states.len() <= MAX_STATES).then(|| self.states.len() - 1)
    }

    /// The state where a node starts that goes on at `next`.
    fn node(&mut self, id: NodeId, next: StateId, direction: Direction) -> Option<StateId> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return None;
        }
        match self.tree.node(id) {
            Node::Set(set) => self.add(State::Read { set: *set, next }),
            Node::Edge(edge) => self.add(State::Edge { edge: *edge, next }),
            Node::Sequence(nodes) => match direction {
                Direction::Forward => {
                    nodes.iter().rev().try_fold(next, |next, node| self.node(*node, next, direction))
                }
                Direction::Backward => {
                    nodes.iter().try_fold(next, |next, node| self.node(*node, next, direction))
                }
            },
            Node::Choice(nodes) => {
                let mut start = None;
                for node in nodes.iter().rev() {
                    let choice = self.node(*node, next, direction)?;
                    start = Some(match start {
                        None => choice,
                        Some(others) => self.add(State::Fork(choice, others))?,
                    });
                }
                start
            }
            Node::Repeat(repeat) => self.repeat(repeat, next, direction),
            Node::Capture(_, body) => self.node(*body, next, direction),
            Node::Refer { .. } => None,
            Node::Look { body, is_behind, is_negated } => {
                let look = self.look(*body, *is_behind)?;
                self.add(State::Look { look, is_negated: *is_negated, next })
            }
        }
    }

    fn repeat(&mut self, repeat: &Repeat, next: StateId, direction: Direction) -> Option<StateId> {
        let Repeat { body, least, most, .. } = *repeat;
        let mut start = next;
        if most == u32::MAX {
            start = self.add(State::Fork(next, next))?;
            let turn = self.node(body, start, direction)?;
            self.states[start] = State::Fork(turn, next);
        } else {
            for _ in least..most {
                let turn = self.node(body, start, direction)?;
                start = self.add(State::Fork(turn, next))?;
            }
        }
        for _ in 0..least {
            let turn = self.node(body, start, direction)?;
            if turn == start {
                // The body is empty, however often it comes.
                break;
            }
            start = turn;
        }
        Some(start)
    }

    /// The lookaround with this body, which is compiled once however often it is repeated.
    fn look(&mut self, body: NodeId, is_behind: bool) -> Option<usize> {
        if let Some(known) = self.looks.iter().position(|look| look.body == body) {
            return Some(known);
        }
        let direction = if is_behind { Direction::Forward } else { Direction::Backward };
        let start = self.node(body, MATCH, direction)?;
        self.looks.push(Look { body, start, is_behind });
        Some(self.looks.len() - 1)
    }
}
