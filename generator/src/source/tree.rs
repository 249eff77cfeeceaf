//! The value tree that both YAML and JSON text are parsed to.

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::Pointer;
use super::pointer::unescape;

/// The members of an object in document order; keys are unique.
pub type Map = IndexMap<String, Tree, RandomState>;

/// One node of a document, free of the syntax it was written in.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number without a fraction, exact up to 128 bits.
    Integer(i128),
    /// Any other number.
    Float(f64),
    /// Text
    String(String),
    /// An array
    List(Vec<Tree>),
    /// An object; in a box, since it is three times as large as any other node.
    Map(Box<Map>),
}

impl From<Map> for Tree {
    fn from(map: Map) -> Self {
        Self::Map(Box::new(map))
    }
}

impl Tree {
    /// The member `key`, when this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.get(key)
    }

    /// The node under one token of a pointer, escaped as it is there.
    pub(crate) fn child(&self, token: &str) -> Option<&Self> {
        match self {
            Self::Map(map) => map.get(&*unescape(token)),
            Self::List(list) => list.get(token.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The node at `pointer`, counted from this one.
    #[must_use]
    pub fn at(&self, pointer: &Pointer) -> Option<&Self> {
        pointer.as_str().split('/').skip(1).try_fold(self, Self::child)
    }

    /// The node at `pointer`, to be changed.
    #[must_use]
    pub fn at_mut(&mut self, pointer: &Pointer) -> Option<&mut Self> {
        pointer.tokens().try_fold(self, |node, token| match node {
            Self::Map(map) => map.get_mut(&*token),
            Self::List(list) => list.get_mut(token.parse::<usize>().ok()?),
            _ => None,
        })
    }

    /// The members, when this is an object.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The items, when this is an array.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// The text, when this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value, when this is a boolean.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The node as a `serde_json` value; an integer of more than 64 bits becomes a binary fraction.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Integer(value) => i64::try_from(*value)
                .map(Value::from)
                .or_else(|_| u64::try_from(*value).map(Value::from))
                .unwrap_or_else(
                    #[expect(
                        clippy::cast_precision_loss,
                        reason = "there is no exact JSON number of that size in serde_json"
                    )]
                    |_| Value::from(*value as f64),
                ),
            Self::Float(value) => Value::from(*value),
            Self::String(text) => Value::String(text.clone()),
            Self::List(items) => items.iter().map(Self::to_json).collect(),
            Self::Map(map) => map.iter().map(|(key, value)| (key.clone(), value.to_json())).collect(),
        }
    }

    /// What JSON Schema calls a node like this one.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Integer(_) => "integer",
            Self::Float(_) => "number",
            Self::String(_) => "string",
            Self::List(_) => "array",
            Self::Map(_) => "object",
        }
    }
}
