//! Declarations: the schemas that become named Rust types.

use crate::ir::{AssertionsId, Docs, Nullability, TypeUse};
use crate::source::Place;

/// A model by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelId(pub(crate) usize);

/// A declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What to call it.
    pub hint: Hint,
    /// The schema.
    pub place: Place,
    /// What the document says about it.
    pub docs: Docs,
    /// Whether `null` is among its values, wherever it is used.
    pub nullability: Nullability,
    /// Which way its values travel, where something of them travels one way only.
    pub direction: Option<Direction>,
    /// What it is.
    pub kind: ModelKind,
}

/// Which way values travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

/// What a name is made of, outermost word first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hint {
    /// The document gives the name: the key of a component.
    Given(String),
    /// An inline schema: the name of what holds it, then the way down to it.
    Derived(Vec<String>),
}

impl Hint {
    /// The hint of what stands in `step` below this.
    #[must_use]
    pub fn child(&self, step: &str) -> Self {
        let mut path = self.path();
        path.push(step.to_owned());
        Self::Derived(path)
    }

    /// The words from the outermost down.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        match self {
            Self::Given(name) => vec![name.clone()],
            Self::Derived(path) => path.clone(),
        }
    }
}

/// The kinds of declarations.
#[derive(Clone, Debug, PartialEq)]
pub enum ModelKind {
    /// An object with known keys.
    Record(Record),
    /// A closed list of texts.
    Enumeration(Enumeration),
    /// Another name for a type.
    Alias(TypeUse),
    /// Any JSON value for which the assertions hold.
    Any(Option<AssertionsId>),
}

impl ModelKind {
    /// Calls `visit` with each type that the declaration is made of.
    pub fn each_type(&self, visit: &mut dyn FnMut(&TypeUse)) {
        match self {
            Self::Record(record) => record.fields.iter().for_each(|field| visit(&field.ty)),
            Self::Alias(ty) => visit(ty),
            Self::Enumeration(_) | Self::Any(_) => {}
        }
    }

    /// Calls `visit` with each type that the declaration is made of.
    pub fn each_type_mut(&mut self, visit: &mut dyn FnMut(&mut TypeUse)) {
        match self {
            Self::Record(record) => record.fields.iter_mut().for_each(|field| visit(&mut field.ty)),
            Self::Alias(ty) => visit(ty),
            Self::Enumeration(_) | Self::Any(_) => {}
        }
    }
}

/// An object with known keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The known keys in document order.
    pub fields: Vec<Field>,
    /// The known keys that travel the other way, and are refused.
    pub refused: Vec<String>,
    /// What the schema says about other keys.
    pub additional: Additional,
    /// What is checked on the object besides.
    pub assertions: Option<AssertionsId>,
}

/// What a record's schema says about keys that it does not list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Additional {
    /// They are allowed: `additionalProperties` is absent, `true` or a schema.
    Open,
    /// They are refused: `additionalProperties: false`.
    Closed,
}

/// A known key of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The key on the wire.
    pub name: String,
    /// What the document says about it.
    pub docs: Docs,
    /// The type of its values.
    pub ty: TypeUse,
    /// Whether the key must be there.
    pub presence: Presence,
    /// Who may send it.
    pub access: Access,
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is listed in `required`.
    Required,
    /// It may be absent.
    Optional,
}

/// In which direction a property travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Both ways.
    ReadWrite,
    /// `readOnly`: in responses only.
    ReadOnly,
    /// `writeOnly`: in requests only.
    WriteOnly,
}

/// A closed list of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enumeration {
    /// The texts in document order, each once.
    pub values: Vec<String>,
}
