//! Assertions: schema objects as data, for what a Rust type cannot say.

use std::collections::BTreeSet;

use crate::source::Place;

/// A set of assertions by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssertionsId(pub(crate) usize);

/// What a schema object asserts of a JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertions {
    /// The schema object.
    pub place: Place,
    /// The schema resource that it belongs to.
    pub resource: Place,
    /// Every keyword that is checked, `unevaluated*` last.
    pub keywords: Vec<Assertion>,
}

/// A type of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant is the type of that name")]
pub enum JsonType {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl JsonType {
    /// The type of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "null" => Self::Null,
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "string" => Self::String,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }
}

/// A keyword, with what it asserts. JSON values are JSON text, numbers are decimal text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the keyword of that name")]
pub enum Assertion {
    /// The schema `false`.
    Never,
    Type(BTreeSet<JsonType>),
    Enum(Vec<String>),
    Const(String),
    MultipleOf(String),
    Minimum(String),
    ExclusiveMinimum(String),
    Maximum(String),
    ExclusiveMaximum(String),
    MinLength(u64),
    MaxLength(u64),
    Pattern(String),
    Format(String),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    PrefixItems(Vec<AssertionsId>),
    /// The items from a position on.
    Items {
        from: usize,
        schema: AssertionsId,
    },
    Contains {
        schema: AssertionsId,
        min: u64,
        max: Option<u64>,
    },
    MinProperties(u64),
    MaxProperties(u64),
    Required(Vec<String>),
    Properties(Vec<(String, AssertionsId)>),
    PatternProperties(Vec<(String, AssertionsId)>),
    /// The properties beside those that the neighbouring keywords name.
    AdditionalProperties {
        properties: Vec<String>,
        patterns: Vec<String>,
        schema: AssertionsId,
    },
    PropertyNames(AssertionsId),
    DependentRequired(Vec<(String, Vec<String>)>),
    DependentSchemas(Vec<(String, AssertionsId)>),
    AllOf(Vec<AssertionsId>),
    AnyOf(Vec<AssertionsId>),
    OneOf(Vec<AssertionsId>),
    Not(AssertionsId),
    If {
        test: AssertionsId,
        then: Option<AssertionsId>,
        otherwise: Option<AssertionsId>,
    },
    Ref(AssertionsId),
    DynamicRef {
        initial: AssertionsId,
        anchor: String,
    },
    /// The branch of a `oneOf` or `anyOf` that a property names.
    Discriminator {
        property: String,
        mapping: Vec<(String, AssertionsId)>,
    },
    UnevaluatedProperties(AssertionsId),
    UnevaluatedItems(AssertionsId),
    ReadOnly,
    WriteOnly,
}

impl Assertion {
    /// The schemas that the keyword holds or refers to.
    #[must_use]
    pub fn subschemas(&self) -> Vec<AssertionsId> {
        match self {
            Self::PrefixItems(ids) | Self::AllOf(ids) | Self::AnyOf(ids) | Self::OneOf(ids) => ids.clone(),
            Self::Items { schema, .. }
            | Self::Contains { schema, .. }
            | Self::AdditionalProperties { schema, .. } => {
                vec![*schema]
            }
            Self::Properties(members)
            | Self::PatternProperties(members)
            | Self::DependentSchemas(members)
            | Self::Discriminator { mapping: members, .. } => members.iter().map(|(_, id)| *id).collect(),
            Self::PropertyNames(id)
            | Self::Not(id)
            | Self::Ref(id)
            | Self::UnevaluatedProperties(id)
            | Self::UnevaluatedItems(id) => vec![*id],
            Self::DynamicRef { initial, .. } => vec![*initial],
            Self::If { test, then, otherwise } => {
                [Some(*test), *then, *otherwise].into_iter().flatten().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub fn subschemas_mut(&mut self) -> Vec<&mut AssertionsId> {
        match self {
            Self::PrefixItems(ids) | Self::AllOf(ids) | Self::AnyOf(ids) | Self::OneOf(ids) => {
                ids.iter_mut().collect()
            }
            Self::Items { schema: id, .. }
            | Self::Contains { schema: id, .. }
            | Self::AdditionalProperties { schema: id, .. }
            | Self::PropertyNames(id)
            | Self::Not(id)
            | Self::Ref(id)
            | Self::UnevaluatedProperties(id)
            | Self::UnevaluatedItems(id)
            | Self::DynamicRef { initial: id, .. } => vec![id],
            Self::Properties(members)
            | Self::PatternProperties(members)
            | Self::DependentSchemas(members)
            | Self::Discriminator { mapping: members, .. } => members.iter_mut().map(|(_, id)| id).collect(),
            Self::If { test, then, otherwise } => {
                [Some(test), then.as_mut(), otherwise.as_mut()].into_iter().flatten().collect()
            }
            _ => Vec::new(),
        }
    }
}
