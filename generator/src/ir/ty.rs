//! Types at the place where they are used.

use crate::ir::{
    AssertionsId, ListConstraints, MapConstraints, ModelId, NumberConstraints, StringConstraints,
};
use crate::source::Place;

/// A type at one place of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeUse {
    /// What values look like.
    pub ty: Ty,
    /// Whether `null` is a value, too.
    pub nullability: Nullability,
    /// Whether values must not be shown in messages: `format: password` or `writeOnly`.
    pub secret: bool,
    /// What is checked on the value besides.
    pub assertions: Option<AssertionsId>,
    /// The schema that says so.
    pub place: Place,
}

impl TypeUse {
    /// Calls `visit` with the type, and with those of its items and values.
    pub fn each_nested(&self, visit: &mut dyn FnMut(&Self)) {
        visit(self);
        if let Ty::List { items: below, .. } | Ty::Map { values: below, .. } = &self.ty {
            below.each_nested(visit);
        }
    }

    /// Calls `visit` with the type, and with those of its items and values, to be changed.
    pub fn each_nested_mut(&mut self, visit: &mut dyn FnMut(&mut Self)) {
        visit(self);
        if let Ty::List { items: below, .. } | Ty::Map { values: below, .. } = &mut self.ty {
            below.each_nested_mut(visit);
        }
    }

    /// The model that the values are of, or that the items and values in them are of, however deep.
    #[must_use]
    pub fn model_within(&self) -> Option<ModelId> {
        match &self.ty {
            Ty::Model(id) => Some(*id),
            Ty::List { items: below, .. } | Ty::Map { values: below, .. } => below.model_within(),
            _ => None,
        }
    }
}

/// Whether `null` is among the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nullability {
    /// `null` is refused.
    NonNull,
    /// `null` is a value.
    Nullable,
}

/// What the values of a type look like.
#[derive(Clone, Debug, PartialEq)]
pub enum Ty {
    /// The values of a declaration.
    Model(ModelId),
    /// Text.
    String {
        /// `format`, as the document writes it.
        format: Option<String>,
        /// What the text must fulfil.
        constraints: StringConstraints,
    },
    /// Numbers without a fraction.
    Integer {
        /// The machine type that holds them.
        width: IntegerWidth,
        /// What the number must fulfil.
        constraints: NumberConstraints,
    },
    /// Any number.
    Number {
        /// What the number must fulfil.
        constraints: NumberConstraints,
    },
    /// `true` and `false`.
    Boolean,
    /// Arrays of one item type.
    List {
        /// The type of the items.
        items: Box<TypeUse>,
        /// What the array must fulfil.
        constraints: ListConstraints,
    },
    /// Objects of any keys with one value type.
    Map {
        /// The type of the values.
        values: Box<TypeUse>,
        /// What the object must fulfil.
        constraints: MapConstraints,
    },
    /// Any JSON value.
    Any,
}

/// The integer formats of the OpenAPI format registry; `int64` where the document names none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the Rust type of that name")]
pub enum IntegerWidth {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

impl IntegerWidth {
    /// The width of a `format`; `None` when the format says nothing about it.
    #[must_use]
    pub fn of_format(format: &str) -> Option<Self> {
        Some(match format {
            "int8" => Self::I8,
            "int16" => Self::I16,
            "int32" => Self::I32,
            "int64" => Self::I64,
            "uint8" => Self::U8,
            "uint16" => Self::U16,
            "uint32" => Self::U32,
            "uint64" => Self::U64,
            _ => return None,
        })
    }
}
