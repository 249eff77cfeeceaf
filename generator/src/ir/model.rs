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
    /// A list of texts.
    Enumeration(Enumeration),
    /// A list of integers.
    Integers(Integers),
    /// A Rust type that exists already, and what is checked on its values.
    External(External, Option<AssertionsId>),
    /// One of several schemas.
    Union(Union),
    /// Another name for a type.
    Alias(TypeUse),
    /// Any JSON value for which the assertions hold.
    Any(Option<AssertionsId>),
}

impl ModelKind {
    /// Calls `visit` with each type that the declaration is made of.
    pub fn each_type(&self, visit: &mut dyn FnMut(&TypeUse)) {
        match self {
            Self::Record(record) => {
                record.fields.iter().for_each(|field| visit(&field.ty));
                if let Additional::Kept(values) = &record.additional {
                    visit(values);
                }
            }
            Self::Union(union) => union.arms.iter().for_each(|arm| visit(&arm.ty)),
            Self::Alias(ty) => visit(ty),
            Self::Enumeration(_) | Self::Integers(_) | Self::External(..) | Self::Any(_) => {}
        }
    }

    /// Calls `visit` with each type that the declaration is made of.
    pub fn each_type_mut(&mut self, visit: &mut dyn FnMut(&mut TypeUse)) {
        match self {
            Self::Record(record) => {
                record.fields.iter_mut().for_each(|field| visit(&mut field.ty));
                if let Additional::Kept(values) = &mut record.additional {
                    visit(values);
                }
            }
            Self::Union(union) => union.arms.iter_mut().for_each(|arm| visit(&mut arm.ty)),
            Self::Alias(ty) => visit(ty),
            Self::Enumeration(_) | Self::Integers(_) | Self::External(..) | Self::Any(_) => {}
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
#[derive(Clone, Debug, PartialEq)]
pub enum Additional {
    /// They are allowed and nobody says what they are, so they are skipped.
    Open,
    /// They are refused: `additionalProperties: false`.
    Closed,
    /// They are kept, with values of this type.
    Kept(Box<TypeUse>),
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
    /// `default`, as JSON text.
    pub default: Option<String>,
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

/// A list of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enumeration {
    /// The texts in document order, each once.
    pub values: Vec<Listed<String>>,
    /// Whether the document allows any other text, too.
    pub is_open: bool,
}

/// A list of integers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integers {
    /// The integers in document order, each once.
    pub values: Vec<Listed<i64>>,
}

/// A Rust type that exists already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct External {
    /// Its path, such as `rust_decimal::Decimal`.
    pub path: String,
    /// Whether it is a model of the runtime; other types are read and written by serde.
    pub is_model: bool,
}

/// A value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    /// The value on the wire.
    pub value: T,
    /// Its position in `enum`.
    pub index: usize,
    /// The name that the document gives it (`x-enum-varnames`).
    pub name: Option<String>,
    /// What the document says about it (`x-enum-descriptions`).
    pub description: Option<String>,
}

/// One of several schemas.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// How many of them a value has to fit.
    pub rule: Rule,
    /// What they are, in document order.
    pub arms: Vec<Arm>,
    /// The property that says which one is meant.
    pub tag: Option<Tag>,
}

/// How many schemas of a union a value has to fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// `oneOf`: exactly one.
    One,
    /// `anyOf`: at least one.
    Any,
}

/// A schema of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// What to call it.
    pub name: String,
    /// The type of its values.
    pub ty: TypeUse,
    /// The values of the property that name it.
    pub tags: Vec<String>,
}

/// The property whose value says which schema of a union is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The property
    pub name: String,
    /// Where it comes from.
    pub origin: TagOrigin,
    /// The arm that is meant where the property names none.
    pub otherwise: Option<usize>,
}

/// Why a property tells the schemas of a union apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagOrigin {
    /// The document says so: `discriminator`.
    Discriminator,
    /// Every schema requires it, and each lists other values.
    Constants,
}
