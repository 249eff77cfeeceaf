//! Matching by trying one way after the other, as ECMA-262 describes it (section 22.2.2): for back references, which
//! ask for what captures hold, and for repetitions that are too large for an automaton.
//!
//! That can take exponential time, so it ends after a number of steps; a text for which they do not suffice counts as
//! one that does not match.

use super::tree::{Edge, Node, NodeId, Repeat, SetId, Tree};
use super::unicode;

/// A match may take so many steps, and a few more for each byte of the text.
const STEPS: usize = 1 << 20;

/// The steps for each byte.
const STEPS_PER_BYTE: usize = 16;

/// So much may be left to do, or be left aside, at one time: some tens of megabytes.
const MAX_TASKS: usize = 1 << 19;

/// Does the pattern match somewhere in the text?
pub(super) fn is_match(tree: &Tree, text: &str) -> bool {
    let steps = STEPS.saturating_add(text.len().saturating_mul(STEPS_PER_BYTE));
    let mut attempt = Attempt {
        tree,
        text,
        tasks: vec![Task::Done],
        choices: Vec::new(),
        captures: vec![None; tree.captures()],
        trail: Vec::new(),
        steps,
    };
    let mut starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    // Where there are no steps left there is no match.
    matches!(
        starts.find_map(|start| match attempt.run(tree.root(), start, Direction::Forward) {
            Ok(false) => None,
            outcome => Some(outcome),
        }),
        Some(Ok(true))
    )
}

/// Which way the text is read; what looks behind reads backwards.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

/// There are no steps left.
struct Exhausted;

/// What is done next, and where; nothing where there is no match this way.
type Next = Result<Option<(TaskId, usize)>, Exhausted>;

/// The index of a task.
type TaskId = usize;

/// What is left to do, as a list that shares its end with others.
#[derive(Clone, Copy)]
enum Task {
    Done,
    Node {
        id: NodeId,
        then: TaskId,
    },
    /// The body of a repetition comes once more, behind `count` times.
    Enter {
        id: NodeId,
        count: u32,
        then: TaskId,
    },
    /// The body of a repetition has come `count` times, the last time from `start` on.
    Turn {
        id: NodeId,
        count: u32,
        start: usize,
        then: TaskId,
    },
    /// A capture that opened at `start` closes.
    Close {
        capture: usize,
        start: usize,
        then: TaskId,
    },
}

/// Another way to go on, and what held when it was left aside.
struct Choice {
    task: TaskId,
    at: usize,
    tasks: usize,
    trail: usize,
}

/// The bytes of the text that a capture holds.
type Held = Option<(usize, usize)>;

struct Attempt<'r> {
    tree: &'r Tree,
    text: &'r str,
    tasks: Vec<Task>,
    choices: Vec<Choice>,
    captures: Vec<Held>,
    /// What captures held before they were set.
    trail: Vec<(usize, Held)>,
    steps: usize,
}

impl Attempt<'_> {
    /// Does the node match at this place?
    ///
    /// Captures that are set by a match stay; all other ways to match are given up.
    fn run(&mut self, id: NodeId, at: usize, direction: Direction) -> Result<bool, Exhausted> {
        let (choices, tasks, trail) = (self.choices.len(), self.tasks.len(), self.trail.len());
        let first = self.task(Task::Node { id, then: 0 });
        let mut current = Some((first, at));
        loop {
            if current.is_none() && self.choices.len() > choices {
                current = self.back();
            }
            let Some((task, at)) = current else {
                self.undo(trail);
                self.tasks.truncate(tasks);
                return Ok(false);
            };
            self.spend(1)?;
            current = match self.tasks[task] {
                Task::Done => {
                    self.choices.truncate(choices);
                    return Ok(true);
                }
                Task::Node { id, then } => self.node(id, then, at, direction)?,
                Task::Enter { id, count, then } => Some(self.enter(id, count, at, then)),
                Task::Turn { id, count, start, then } => {
                    // What is not asked for must not be empty, so that it ends.
                    let is_in_vain = at == start && count > self.repeat(id).least;
                    (!is_in_vain).then(|| self.turn(id, count, at, then))
                }
                Task::Close { capture, start, then } => {
                    self.set(capture, Some((start.min(at), start.max(at))));
                    Some((then, at))
                }
            };
        }
    }

    fn spend(&mut self, steps: usize) -> Result<(), Exhausted> {
        self.steps = self.steps.checked_sub(steps).ok_or(Exhausted)?;
        let left = self.tasks.len().max(self.choices.len()).max(self.trail.len());
        if left > MAX_TASKS { Err(Exhausted) } else { Ok(()) }
    }

    fn task(&mut self, task: Task) -> TaskId {
        self.tasks.push(task);
        self.tasks.len() - 1
    }

    fn choose(&mut self, task: TaskId, at: usize) {
        self.choices.push(Choice { task, at, tasks: self.tasks.len(), trail: self.trail.len() });
    }

    /// Goes back to the last choice.
    fn back(&mut self) -> Option<(TaskId, usize)> {
        let Choice { task, at, tasks, trail } = self.choices.pop()?;
        self.tasks.truncate(tasks);
        self.undo(trail);
        Some((task, at))
    }

    fn undo(&mut self, trail: usize) {
        for (capture, held) in self.trail.drain(trail..).rev() {
            self.captures[capture] = held;
        }
    }

    fn set(&mut self, capture: usize, held: Held) {
        let before = std::mem::replace(&mut self.captures[capture], held);
        self.trail.push((capture, before));
    }

    /// What to do after a node, if it matches.
    fn node(&mut self, id: NodeId, then: TaskId, at: usize, direction: Direction) -> Next {
        let tree = self.tree;
        Ok(match tree.node(id) {
            Node::Set(set) => self
                .character(at, direction)
                .filter(|(c, _)| tree.sets()[*set].contains(*c))
                .map(|(_, at)| (then, at)),
            Node::Edge(edge) => self.holds(*edge, at).then_some((then, at)),
            Node::Sequence(nodes) => {
                self.spend(nodes.len())?;
                let link = |then, id: &NodeId| self.task(Task::Node { id: *id, then });
                let first = match direction {
                    Direction::Forward => nodes.iter().rev().fold(then, link),
                    Direction::Backward => nodes.iter().fold(then, link),
                };
                Some((first, at))
            }
            Node::Choice(nodes) => {
                self.spend(nodes.len())?;
                for id in nodes.iter().skip(1).rev() {
                    let other = self.task(Task::Node { id: *id, then });
                    self.choose(other, at);
                }
                nodes.first().map(|id| (self.task(Task::Node { id: *id, then }), at))
            }
            Node::Repeat(_) => Some(self.turn(id, 0, at, then)),
            Node::Capture(capture, body) => {
                let then = self.task(Task::Close { capture: *capture, start: at, then });
                Some((self.task(Task::Node { id: *body, then }), at))
            }
            Node::Refer { captures, ignores_case } => {
                let held = captures.iter().find_map(|capture| self.captures[*capture]);
                let end = self.refer(held.unwrap_or_default(), *ignores_case, at, direction)?;
                end.map(|at| (then, at))
            }
            Node::Look { body, is_behind, is_negated } => {
                let trail = self.trail.len();
                let way = if *is_behind { Direction::Backward } else { Direction::Forward };
                let is_match = self.run(*body, at, way)?;
                if *is_negated {
                    self.undo(trail);
                }
                (is_match != *is_negated).then_some((then, at))
            }
        })
    }

    fn repeat(&self, id: NodeId) -> &Repeat {
        static NONE: Repeat = Repeat { body: 0, least: 0, most: 0, is_lazy: false, captures: 0..0 };
        if let Node::Repeat(repeat) = self.tree.node(id) { repeat } else { &NONE }
    }

    /// What to do when the body of a repetition has come `count` times.
    fn turn(&mut self, id: NodeId, count: u32, at: usize, then: TaskId) -> (TaskId, usize) {
        let Repeat { least, most, is_lazy, .. } = *self.repeat(id);
        if count >= most {
            return (then, at);
        }
        if count >= least && is_lazy {
            let enter = self.task(Task::Enter { id, count, then });
            self.choose(enter, at);
            return (then, at);
        }
        if count >= least {
            self.choose(then, at);
        }
        self.enter(id, count, at, then)
    }

    /// The body of a repetition once more; it forgets what its captures hold.
    fn enter(&mut self, id: NodeId, count: u32, at: usize, then: TaskId) -> (TaskId, usize) {
        let Repeat { body, captures, .. } = self.repeat(id).clone();
        for capture in captures {
            if self.captures[capture].is_some() {
                self.set(capture, None);
            }
        }
        let then = self.task(Task::Turn { id, count: count.saturating_add(1), start: at, then });
        (self.task(Task::Node { id: body, then }), at)
    }

    /// The character that is read from a place, and the place behind it.
    fn character(&self, at: usize, direction: Direction) -> Option<(char, usize)> {
        match direction {
            Direction::Forward => self.text[at..].chars().next().map(|c| (c, at + c.len_utf8())),
            Direction::Backward => self.text[..at].chars().next_back().map(|c| (c, at - c.len_utf8())),
        }
    }

    fn holds(&self, edge: Edge, at: usize) -> bool {
        let is_in = |direction, set: SetId| {
            self.character(at, direction).map(|(c, _)| self.tree.sets()[set].contains(c))
        };
        match edge {
            Edge::Start => at == 0,
            Edge::End => at == self.text.len(),
            Edge::LineStart(ends) => is_in(Direction::Backward, ends).unwrap_or(true),
            Edge::LineEnd(ends) => is_in(Direction::Forward, ends).unwrap_or(true),
            Edge::Boundary { words, is_negated } => {
                let is_word = |direction| is_in(direction, words).unwrap_or(false);
                (is_word(Direction::Backward) != is_word(Direction::Forward)) != is_negated
            }
        }
    }

    /// The place behind what a capture holds, where that is what comes.
    fn refer(
        &mut self,
        (from, to): (usize, usize),
        ignores_case: bool,
        mut at: usize,
        direction: Direction,
    ) -> Result<Option<usize>, Exhausted> {
        let held = &self.text[from..to];
        if !ignores_case {
            // Texts are compared faster than steps are taken.
            self.spend(held.len() / 16)?;
            return Ok(match direction {
                Direction::Forward => self.text[at..].starts_with(held).then_some(at + held.len()),
                Direction::Backward => self.text[..at].ends_with(held).then(|| at - held.len()),
            });
        }
        self.spend(held.len())?;
        let mut wanted = held.chars();
        while let Some(wanted) = match direction {
            Direction::Forward => wanted.next(),
            Direction::Backward => wanted.next_back(),
        } {
            match self.character(at, direction) {
                Some((c, next)) if c == wanted || unicode::is_alike(c, wanted) => at = next,
                _ => return Ok(None),
            }
        }
        Ok(Some(at))
    }
}
