//! The builder that both parsers drive: it makes the tree, holds the limits and notes what the tree cannot show.

use std::fmt;

use indexmap::map::Entry;
use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::super::{Map, Pointer, Tree};
use super::Limits;

/// How many notes are taken; a text with more of them is generated or hostile.
const NOTES: usize = 10_000;

/// Smaller whole numbers are never given as binary fractions, larger ones perhaps rounded.
const ROUNDED: f64 = 9.2e18;

/// What is done with the key `<<`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Merge {
    /// It is a key like any other.
    Plain,
    /// The members of its value become members of the object, as YAML 1.1 says.
    Apply,
}

/// Which limit was exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Depth,
    Growth,
}

/// What there is to say of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noted {
    /// A key that occurred before; `nth` is 1 for the second time.
    Duplicate { nth: usize },
    /// The value of a merge key is no object.
    Merge,
    /// A whole number that the parser gave rounded.
    Rounded,
}

/// A note, and the node it is about.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) pointer: Pointer,
    pub(super) what: Noted,
}

/// A note whose address is still growing, from the node up to the root.
struct Draft {
    tokens: Vec<String>,
    what: Noted,
}

/// What was seen so far.
pub(super) struct Builder {
    depth: usize,
    budget: usize,
    spent: usize,
    refusal: Option<Refusal>,
    drafts: Vec<Draft>,
}

impl Builder {
    /// For a text of `len` bytes.
    pub(super) fn new(len: usize, limits: &Limits) -> Self {
        let budget = len.saturating_mul(limits.growth).max(1 << 20);
        Self { depth: limits.depth.min(127), budget, spent: 0, refusal: None, drafts: Vec::new() }
    }

    pub(super) fn seed(&mut self, merge: Merge) -> Node<'_> {
        Node { builder: self, merge, depth: 0 }
    }

    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.refusal = Some(refusal);
    }

    pub(super) const fn refusal(&self) -> Option<Refusal> {
        self.refusal
    }

    pub(super) const fn depth(&self) -> usize {
        self.depth
    }

    pub(super) const fn budget(&self) -> usize {
        self.budget
    }

    pub(super) fn into_notes(self) -> Vec<Note> {
        let pointer =
            |tokens: &[String]| tokens.iter().rev().fold(Pointer::root(), |at, token| at.key(token));
        self.drafts.iter().map(|draft| Note { pointer: pointer(&draft.tokens), what: draft.what }).collect()
    }

    /// Pays for a node and its text. No text without aliases can exhaust the budget.
    fn spend<E: Error>(&mut self, text: usize) -> Result<(), E> {
        self.spent += 1 + text;
        if self.spent > self.budget {
            self.refuse(Refusal::Growth);
            return Err(E::custom("limit"));
        }
        Ok(())
    }

    fn note(&mut self, tokens: Vec<String>, what: Noted) {
        if self.drafts.len() < NOTES {
            self.drafts.push(Draft { tokens, what });
        }
    }

    /// The notes from `from` on lie below the member or item `token` of the node that is being built.
    fn climb(&mut self, from: usize, token: impl Fn() -> String) {
        for draft in &mut self.drafts[from..] {
            draft.tokens.push(token());
        }
    }

    /// Notes a repeated key; `from` is where the notes of its object start.
    fn duplicate(&mut self, from: usize, key: String) {
        if self.drafts.len() == NOTES {
            return;
        }
        let before = |draft: &&Draft| {
            matches!(draft.what, Noted::Duplicate { .. })
                && matches!(&draft.tokens[..], [only] if *only == key)
        };
        let nth = 1 + self.drafts[from..].iter().filter(before).count();
        self.note(vec![key], Noted::Duplicate { nth });
    }

    /// Moves the members of the value of `<<` into the object; the object's own members win.
    fn merge(&mut self, map: &mut Map) {
        let others = match map.shift_remove("<<") {
            None => return,
            Some(Tree::Map(other)) => vec![Tree::Map(other)],
            Some(Tree::List(items)) => items,
            Some(_) => Vec::from([Tree::Null]),
        };
        for other in others {
            let Tree::Map(other) = other else {
                self.note(vec!["<<".to_owned()], Noted::Merge);
                continue;
            };
            for (key, value) in *other {
                map.entry(key).or_insert(value);
            }
        }
    }
}

/// Reads one node.
pub(super) struct Node<'b> {
    builder: &'b mut Builder,
    merge: Merge,
    depth: usize,
}

impl Node<'_> {
    fn below(&mut self) -> Node<'_> {
        Node { builder: self.builder, merge: self.merge, depth: self.depth + 1 }
    }

    fn enter<E: Error>(&mut self) -> Result<(), E> {
        if self.depth >= self.builder.depth {
            self.builder.refuse(Refusal::Depth);
            return Err(E::custom("limit"));
        }
        self.builder.spend(0)
    }

    fn scalar<E: Error>(self, node: Tree) -> Result<Tree, E> {
        self.builder.spend(0)?;
        Ok(node)
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Tree;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        self.scalar(Tree::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        self.scalar(Tree::Integer(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        self.scalar(Tree::Integer(value.into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Tree, E> {
        self.scalar(Tree::Integer(value))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Tree, E> {
        #[expect(clippy::cast_precision_loss, reason = "no exact type is left for a number of this size")]
        self.scalar(i128::try_from(value).map_or(Tree::Float(value as f64), Tree::Integer))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        if value.abs() >= ROUNDED && value.is_finite() {
            self.builder.note(Vec::new(), Noted::Rounded);
        }
        self.scalar(Tree::Float(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        self.builder.spend(text.len())?;
        Ok(Tree::String(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Tree, E> {
        self.builder.spend(text.len())?;
        Ok(Tree::String(text))
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        self.scalar(Tree::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Tree, E> {
        self.scalar(Tree::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut access: A) -> Result<Tree, A::Error> {
        self.enter()?;
        let mut items = Vec::new();
        loop {
            let from = self.builder.drafts.len();
            let Some(item) = access.next_element_seed(self.below())? else { break };
            self.builder.climb(from, || items.len().to_string());
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<Tree, A::Error> {
        self.enter()?;
        let mut map = Map::default();
        let start = self.builder.drafts.len();
        while let Some(key) = access.next_key_seed(Key)? {
            self.builder.spend(key.len())?;
            let from = self.builder.drafts.len();
            let value = access.next_value_seed(self.below())?;
            match map.entry(key) {
                Entry::Vacant(entry) => {
                    self.builder.climb(from, || entry.key().clone());
                    entry.insert(value);
                }
                Entry::Occupied(entry) => {
                    // The value is dropped, and what was noted of it.
                    self.builder.drafts.truncate(from);
                    self.builder.duplicate(start, entry.key().clone());
                }
            }
        }
        if self.merge == Merge::Apply {
            self.builder.merge(&mut map);
        }
        Ok(Tree::from(map))
    }

    /// A YAML tag such as `!include`: the value counts, the tag does not.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Tree, A::Error> {
        let (_, variant) = access.variant_seed(Key)?;
        variant.newtype_variant_seed(self)
    }
}

/// Reads a key as the text that stands there: `200`, `true` and `null` are fine names.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_string(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is not itself an array or object")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }
}
