//! From facts to findings: each difference of schemas is judged at every place where an operation uses them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::compare::{Fact, Pair, PairId, Step, Walk};
use super::finding::Finding;
use super::level::{Direction, Level};
use super::operations::{Compared, Name, Note, Root};
use super::policy::Policy;
use super::rules::{Rule, Rules};
use super::site::{Form, Prefix};

/// Turns everything that was found into findings, in the order in which they are reported.
pub(super) fn findings(walk: &Walk<'_>, compared: &[Compared], rules: &Rules) -> Vec<Finding> {
    let lookup = Lookup { rules, policy: walk.policy };
    let dirty = dirty(&walk.pairs);
    let mut found = Vec::new();
    for compared in compared {
        let mut seen = BTreeSet::new();
        let operation = compared.operation.as_ref();
        for note in &compared.notes {
            found.extend(lookup.note(walk, note, operation));
        }
        for root in &compared.roots {
            lookup.root(walk, root, operation, &dirty, &mut seen, &mut found);
        }
    }
    found.sort_by(|one, other| one.order().cmp(&other.order()));
    found.dedup();
    found
}

/// For every pair, whether it or one that it leads to differs.
fn dirty(pairs: &[Pair]) -> Vec<bool> {
    let mut dirty: Vec<bool> = pairs.iter().map(|pair| !pair.facts.is_empty()).collect();
    let mut users: BTreeMap<PairId, Vec<usize>> = BTreeMap::new();
    for (index, pair) in pairs.iter().enumerate() {
        for edge in &pair.edges {
            users.entry(edge.to).or_default().push(index);
        }
    }
    let mut queue: Vec<usize> = (0..pairs.len()).filter(|index| dirty[*index]).collect();
    while let Some(index) = queue.pop() {
        for user in users.remove(&PairId(index)).unwrap_or_default() {
            if !dirty[user] {
                dirty[user] = true;
                queue.push(user);
            }
        }
    }
    dirty
}

/// Where the way through the pairs is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    pair: PairId,
    /// Whether the value is a part of another one.
    deep: bool,
    /// Whether the value does not travel this way.
    hidden: bool,
    /// Whether what is said beside the values was told already.
    noted: bool,
}

/// What one fact is known by, per operation.
type Seen = BTreeSet<(String, super::trail::At, super::trail::At, Option<String>)>;

struct Lookup<'r> {
    rules: &'r Rules,
    policy: &'r Policy,
}

impl<'r> Lookup<'r> {
    fn level(&self, rule: &Rule) -> Level {
        self.policy.levels.get(&rule.id).copied().unwrap_or(rule.level)
    }

    fn note(&self, walk: &Walk<'_>, note: &Note, operation: Option<&Name>) -> Option<Finding> {
        let rule = self.rules.get(note.rule)?;
        let level = self.level(rule);
        (level != Level::Off).then(|| Finding {
            rule: rule.id.clone(),
            level,
            direction: rule.direction,
            operation: operation.cloned(),
            place: String::new(),
            path: String::new(),
            base: note.base.map(|at| walk.base.place(at)),
            head: note.head.map(|at| walk.head.place(at)),
            title: rule.title.clone(),
            name: note.name.clone(),
            from: note.from.clone(),
            to: note.to.clone(),
            advice: rule.advice,
        })
    }

    fn root(
        &self,
        walk: &Walk<'_>,
        root: &Root,
        operation: Option<&Name>,
        dirty: &[bool],
        seen: &mut Seen,
        found: &mut Vec<Finding>,
    ) {
        let start = State { pair: root.pair, deep: false, hidden: false, noted: false };
        let mut from: BTreeMap<State, Option<(State, &Step)>> = BTreeMap::from([(start, None)]);
        let mut queue = VecDeque::from([start]);
        while let Some(state) = queue.pop_front() {
            if !dirty[state.pair.0] {
                continue;
            }
            let pair = &walk.pairs[state.pair.0];
            for fact in pair.facts.iter().filter(|fact| !(state.noted && fact.kind.is_note())) {
                let Some(rule) = self.rule(root, state, fact) else { continue };
                let level = self.level(rule);
                if level == Level::Off
                    || !seen.insert((rule.id.clone(), fact.base, fact.head, fact.name.clone()))
                {
                    continue;
                }
                let mut path = path(&from, state);
                if fact.kind.is_of_property() {
                    push_property(&mut path, fact.name.as_deref().unwrap_or_default());
                }
                found.push(Finding {
                    rule: rule.id.clone(),
                    level,
                    direction: root.direction,
                    operation: operation.cloned(),
                    place: root.place.clone(),
                    path,
                    base: Some(walk.base.place(fact.base)),
                    head: Some(walk.head.place(fact.head)),
                    title: rule.title.clone(),
                    name: fact.name.clone().filter(|_| !fact.kind.is_of_property()),
                    from: fact.from.clone(),
                    to: fact.to.clone(),
                    advice: rule.advice,
                });
            }
            for edge in &pair.edges {
                let is_hidden = match root.direction {
                    Direction::Request => edge.access.read_only,
                    _ => edge.access.write_only,
                };
                // A branch of a choice is a part of the value, too, as people know it from the ids.
                let hidden = state.hidden || is_hidden;
                let next = State { pair: edge.to, deep: true, hidden, noted: edge.noted };
                from.entry(next).or_insert_with(|| {
                    queue.push_back(next);
                    Some((state, &edge.step))
                });
            }
        }
    }

    /// The rule about a fact at a place.
    fn rule(&self, root: &Root, state: State, fact: &Fact) -> Option<&'r Rule> {
        let is_hidden = state.hidden
            || match root.direction {
                Direction::Request => fact.access.read_only,
                _ => fact.access.write_only,
            };
        let form = if is_hidden {
            Form::Hidden
        } else if fact.closed {
            Form::Closed
        } else {
            Form::Plain
        };
        let kind = fact.as_text.filter(|_| root.is_text).unwrap_or(fact.kind);
        self.rules.about(kind, Prefix::of(root.site, root.direction, state.deep), form)
    }
}

/// The way from the whole value to a part, such as `data[].name`.
fn path(from: &BTreeMap<State, Option<(State, &Step)>>, state: State) -> String {
    let mut steps = Vec::new();
    let mut at = state;
    while let Some(Some((before, step))) = from.get(&at) {
        steps.push(*step);
        at = *before;
    }
    let mut path = String::new();
    for step in steps.into_iter().rev() {
        match step {
            Step::Same => {}
            Step::Branch(name) => {
                path.push('(');
                path.push_str(name);
                path.push(')');
            }
            Step::Property(name) => push_property(&mut path, name),
            Step::Items => path.push_str("[]"),
            Step::Position(position) => path.extend(["[", &position.to_string(), "]"]),
            Step::Value => path.push_str(".*"),
            Step::Name => path.push_str(".{name}"),
        }
    }
    path
}

fn push_property(path: &mut String, name: &str) {
    if !path.is_empty() && !path.ends_with(')') {
        path.push('.');
    }
    path.push_str(name);
}
