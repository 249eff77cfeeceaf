//! Items: what one name stands for.

use std::collections::BTreeSet;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is an item of that name")]
pub enum ItemKind {
    Struct,
    Enum,
    Alias,
    Trait,
    Function,
    Constant,
    Field,
    Variant,
    Method,
    Implementation,
}

impl ItemKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Struct,
        Self::Enum,
        Self::Alias,
        Self::Trait,
        Self::Function,
        Self::Constant,
        Self::Field,
        Self::Variant,
        Self::Method,
        Self::Implementation,
    ];

    /// What it is called.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Alias => "alias",
            Self::Trait => "trait",
            Self::Function => "function",
            Self::Constant => "constant",
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Method => "method",
            Self::Implementation => "implementation",
        }
    }
}

/// An item that users can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its type, or its arguments and what it gives.
    pub signature: String,
    /// What is derived for it.
    pub derives: BTreeSet<String>,
    /// Whether users have to be ready for more fields or variants.
    pub non_exhaustive: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The node of the document that it comes from.
    pub pointer: Option<String>,
}

impl Item {
    pub(super) fn new(kind: ItemKind, signature: impl Into<String>, pointer: Option<String>) -> Self {
        Self {
            kind,
            signature: signature.into(),
            derives: BTreeSet::new(),
            non_exhaustive: false,
            deprecated: false,
            pointer,
        }
    }
}
