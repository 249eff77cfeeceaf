//! One pass over the events of a text, which finds the nodes that are wanted.

use std::collections::BTreeMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::super::Pointer;
use super::{Part, Query};

/// How often a text is read again because an alias stands for a wanted node, which stands elsewhere.
const ROUNDS: usize = 8;

/// The wanted nodes as a tree of tokens, and what was found of them.
pub(super) struct Wanted(Vec<Node>);

#[derive(Default)]
struct Node {
    children: BTreeMap<String, usize>,
    rank: usize,
    found: Vec<Found>,
}

/// One occurrence of a node, in characters.
struct Found {
    key: Option<Range<usize>>,
    value: Range<usize>,
}

/// A wanted node that the parser is at.
#[derive(Clone, Copy, PartialEq)]
struct On {
    node: usize,
    /// How many merge keys led here: a member of the object itself wins.
    rank: usize,
}

/// What an open array or object is to the wanted nodes.
struct Frame {
    on: Vec<On>,
    kind: Kind,
    /// The occurrences that end where this ends.
    open: Vec<(usize, usize)>,
}

enum Kind {
    List(usize),
    /// The value of a merge key: each item is merged into the object around.
    Merged,
    Map(Option<Key>),
}

#[derive(Clone)]
enum Key {
    Text {
        text: String,
        span: Range<usize>,
        plain: bool,
    },
    /// An array, an object or an alias; no pointer leads there.
    Other,
}

/// Where in the tree of wanted nodes a value belongs.
#[derive(Default)]
struct Target {
    on: Vec<On>,
    key: Option<Range<usize>>,
    merged: bool,
}

impl Wanted {
    pub(super) fn new() -> Self {
        Self(vec![Node::default()])
    }

    pub(super) fn want(&mut self, pointer: &Pointer) {
        let mut at = 0;
        for token in pointer.tokens() {
            let next = self.0.len();
            at = *self.0[at].children.entry(token.into_owned()).or_insert(next);
            if at == next {
                self.0.push(Node::default());
            }
        }
    }

    /// What was found for a query, or for the nearest node around it.
    pub(super) fn answer(&self, query: &Query) -> Range<usize> {
        let mut at = 0;
        let mut nearest = 0;
        let mut complete = true;
        for token in query.pointer.tokens() {
            let Some(&next) = self.0[at].children.get(&*token) else {
                complete = false;
                break;
            };
            at = next;
            if !self.0[at].found.is_empty() {
                nearest = at;
            }
        }
        complete &= nearest == at;
        let found = &self.0[nearest].found;
        let Some(found) = found.get(if complete { query.nth } else { 0 }).or(found.last()) else {
            return 0..0;
        };
        match (&found.key, query.part) {
            (Some(key), Part::Key) => key.clone(),
            (Some(key), Part::Value) if found.value.is_empty() || !complete => key.clone(),
            _ => found.value.clone(),
        }
    }

    /// The wanted node below another one.
    pub(super) fn child(&self, node: usize, token: &str) -> Option<usize> {
        self.0[node].children.get(token).copied()
    }

    /// Notes an occurrence.
    pub(super) fn note(&mut self, node: usize, key: Option<Range<usize>>, value: Range<usize>) {
        self.0[node].found.push(Found { key, value });
    }

    /// Forgets what was found.
    pub(super) fn clear(&mut self) {
        self.0.iter_mut().for_each(|node| node.found.clear());
    }

    pub(super) fn scan(&mut self, text: &str) {
        let mut anchors = BTreeMap::new();
        for _ in 0..ROUNDS {
            self.clear();
            let pass = Pass {
                wanted: self,
                anchors: &anchors,
                frames: Vec::new(),
                end: 0,
                aliases: BTreeMap::new(),
            };
            let aliases = pass.run(text);
            let before = anchors.clone();
            for (anchor, on) in aliases {
                let known: &mut Vec<On> = anchors.entry(anchor).or_default();
                known.extend(
                    on.into_iter()
                        .filter(|on| !before.get(&anchor).is_some_and(|b: &Vec<On>| b.contains(on))),
                );
            }
            if anchors == before {
                return;
            }
        }
    }

    /// Notes an occurrence; `None` when a better one is known.
    fn record(&mut self, on: On, found: Found) -> Option<(usize, usize)> {
        let node = &mut self.0[on.node];
        if !node.found.is_empty() && node.rank < on.rank {
            return None;
        }
        if node.rank > on.rank {
            node.found.clear();
        }
        node.rank = on.rank;
        node.found.push(found);
        Some((on.node, node.found.len() - 1))
    }
}

struct Pass<'a> {
    wanted: &'a mut Wanted,
    /// Which wanted nodes an anchored node stands for, by the number of the anchor.
    anchors: &'a BTreeMap<usize, Vec<On>>,
    frames: Vec<Frame>,
    /// The end of the last piece of text that is not white space.
    end: usize,
    /// The aliases that were met where a wanted node should be.
    aliases: BTreeMap<usize, Vec<On>>,
}

impl Pass<'_> {
    fn run(mut self, text: &str) -> BTreeMap<usize, Vec<On>> {
        for (event, span) in Parser::new_from_str(text).map_while(Result::ok) {
            let range = span.start.index()..span.end.index().max(span.start.index());
            match event {
                Event::DocumentEnd => break,
                Event::Scalar(text, style, anchor, _) => {
                    self.scalar(&text, style == ScalarStyle::Plain, anchor, range.clone());
                }
                Event::Alias(anchor) => self.alias(anchor, &range),
                Event::SequenceStart(anchor, _) => self.start(anchor, &range, Kind::List(0)),
                Event::MappingStart(anchor, _) => self.start(anchor, &range, Kind::Map(None)),
                Event::SequenceEnd | Event::MappingEnd => {
                    if !range.is_empty() {
                        self.end = self.end.max(range.end);
                    }
                    self.close();
                }
                _ => continue,
            }
            if !range.is_empty() {
                self.end = self.end.max(range.end);
            }
        }
        self.aliases
    }

    fn scalar(&mut self, text: &str, plain: bool, anchor: usize, range: Range<usize>) {
        if self.takes_key() {
            self.set_key(Key::Text { text: text.to_owned(), span: range, plain });
            return;
        }
        let target = self.target();
        self.enter(&target, anchor, &range);
        self.done();
    }

    fn alias(&mut self, anchor: usize, range: &Range<usize>) {
        if self.takes_key() {
            self.set_key(Key::Other);
            return;
        }
        let target = self.target();
        if !target.merged {
            for &on in &target.on {
                self.wanted.record(on, Found { key: target.key.clone(), value: range.clone() });
            }
        }
        let mut below = target.on;
        below.retain(|on| !self.wanted.0[on.node].children.is_empty());
        if !below.is_empty() {
            self.aliases.entry(anchor).or_default().extend(below);
        }
        self.done();
    }

    fn start(&mut self, anchor: usize, range: &Range<usize>, kind: Kind) {
        if self.takes_key() {
            self.frames.push(Frame { on: Vec::new(), kind, open: Vec::new() });
            return;
        }
        let target = self.target();
        let kind = match kind {
            Kind::List(_) if target.merged => Kind::Merged,
            kind => kind,
        };
        let (on, open) = self.enter(&target, anchor, range);
        self.frames.push(Frame { on, kind, open });
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        for (node, index) in frame.open {
            if let Some(found) = self.wanted.0[node].found.get_mut(index) {
                found.value.end = self.end.max(found.value.start);
            }
        }
        if self.takes_key() {
            self.set_key(Key::Other);
        } else {
            self.done();
        }
    }

    /// Records a value for the nodes it is, and says which nodes its members may be.
    fn enter(
        &mut self,
        target: &Target,
        anchor: usize,
        range: &Range<usize>,
    ) -> (Vec<On>, Vec<(usize, usize)>) {
        let mut on = Vec::new();
        let mut open = Vec::new();
        for &here in &target.on {
            if target.merged {
                on.push(here);
                continue;
            }
            let found = Found { key: target.key.clone(), value: range.clone() };
            let Some(place) = self.wanted.record(here, found) else { continue };
            open.push(place);
            // Of equal keys the first one is what the tree holds.
            if place.1 == 0 {
                on.push(here);
            }
        }
        on.extend(self.anchors.get(&anchor).into_iter().flatten().copied());
        (on, open)
    }

    /// Where the value that comes next belongs.
    fn target(&self) -> Target {
        let Some(frame) = self.frames.last() else {
            return Target { on: vec![On { node: 0, rank: 0 }], ..Target::default() };
        };
        match &frame.kind {
            _ if frame.on.is_empty() => Target::default(),
            Kind::Merged => Target { on: frame.on.clone(), key: None, merged: true },
            Kind::List(index) => {
                Target { on: self.children(&frame.on, &index.to_string()), ..Target::default() }
            }
            Kind::Map(Some(Key::Text { text, span, plain })) => {
                let on = self.children(&frame.on, text);
                if *plain && text == "<<" && on.is_empty() {
                    let on = frame.on.iter().map(|on| On { node: on.node, rank: on.rank + 1 }).collect();
                    return Target { on, key: None, merged: true };
                }
                Target { on, key: Some(span.clone()), merged: false }
            }
            Kind::Map(_) => Target::default(),
        }
    }

    fn children(&self, on: &[On], token: &str) -> Vec<On> {
        let child = |on: &On| Some(On { node: *self.wanted.0[on.node].children.get(token)?, rank: on.rank });
        on.iter().filter_map(child).collect()
    }

    fn takes_key(&self) -> bool {
        matches!(self.frames.last(), Some(Frame { kind: Kind::Map(None), .. }))
    }

    fn set_key(&mut self, new: Key) {
        if let Some(Frame { kind: Kind::Map(key), .. }) = self.frames.last_mut() {
            *key = Some(new);
        }
    }

    /// A value is complete: the next key or item follows.
    fn done(&mut self) {
        match self.frames.last_mut() {
            Some(Frame { kind: Kind::List(index), .. }) => *index += 1,
            Some(Frame { kind: Kind::Map(key), .. }) => *key = None,
            _ => {}
        }
    }
}
