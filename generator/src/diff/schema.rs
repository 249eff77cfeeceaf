//! The normal form of a schema: everything that holds for one value, in one place and one way of writing.
//!
//! `$ref` and `allOf` are followed and merged, the forms in which `null` is allowed become one, a choice with one branch
//! is that branch, and listed constants are an enumeration. Two schemas that say the same have the same normal form.

mod compound;
mod count;
mod number;
mod part;
mod print;
mod read;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

pub(super) use number::{Bound, Number};
pub(super) use part::{Part, is_pure_reference};
pub(super) use print::print;
pub(super) use read::read;
pub(super) use types::Types;

use super::side::SchemaId;
use super::trail::{At, Node};
use crate::source::Tree;

/// Everything that holds for one value.
#[derive(Clone, Debug)]
pub(super) struct Schema<'a> {
    /// The schema objects, outermost first; there is at least one, unless the schema is a boolean.
    pub(super) parts: Vec<Part<'a>>,
    /// Where the schema stands.
    pub(super) at: At,
    /// Whether no value fits.
    pub(super) never: bool,
    /// The types of the values, `null` among them where it is allowed.
    pub(super) types: Types,
    /// The values that are listed, without `null`.
    pub(super) values: Option<Vec<&'a Tree>>,
    /// Whether the list was written as `const`.
    pub(super) is_const: bool,
    /// `x-extensible-enum`
    pub(super) extensible: Option<Vec<&'a Tree>>,
    pub(super) format: Option<&'a str>,
    pub(super) numbers: Numbers,
    pub(super) text: Text<'a>,
    pub(super) array: Array,
    pub(super) object: Object<'a>,
    pub(super) unions: Vec<Union<'a>>,
    pub(super) not: Vec<SchemaId>,
    pub(super) conditions: Vec<Condition>,
    pub(super) discriminator: Option<Discriminator<'a>>,
    pub(super) notes: Notes<'a>,
}

/// What holds for numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) multiple_of: Vec<Number>,
}

/// What holds for text.
#[derive(Clone, Debug, Default)]
pub(super) struct Text<'a> {
    pub(super) min_length: u64,
    pub(super) max_length: Option<u64>,
    pub(super) patterns: BTreeSet<&'a str>,
    pub(super) encoding: Option<&'a str>,
    pub(super) media_type: Option<&'a str>,
    pub(super) content: Option<SchemaId>,
}

/// What holds for arrays.
#[derive(Clone, Debug, Default)]
pub(super) struct Array {
    pub(super) min_items: u64,
    pub(super) max_items: Option<u64>,
    pub(super) unique: bool,
    pub(super) items: Option<SchemaId>,
    pub(super) prefix: Vec<SchemaId>,
    pub(super) contains: Option<SchemaId>,
    pub(super) min_contains: u64,
    pub(super) max_contains: Option<u64>,
    pub(super) unevaluated: Option<SchemaId>,
}

/// What holds for objects.
#[derive(Clone, Debug, Default)]
pub(super) struct Object<'a> {
    pub(super) properties: IndexMap<&'a str, SchemaId>,
    pub(super) required: BTreeSet<&'a str>,
    pub(super) additional: Additional,
    pub(super) patterns: BTreeMap<&'a str, SchemaId>,
    pub(super) names: Option<SchemaId>,
    pub(super) min: u64,
    pub(super) max: Option<u64>,
    pub(super) dependent_required: BTreeMap<&'a str, BTreeSet<&'a str>>,
    pub(super) dependent_schemas: BTreeMap<&'a str, SchemaId>,
    pub(super) unevaluated: Option<SchemaId>,
}

/// What holds for keys that the schema does not name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Additional {
    /// Nothing.
    #[default]
    Open,
    /// There are none.
    Closed,
    /// Their values fit a schema.
    Of(SchemaId),
}

/// `oneOf` or `anyOf`, with at least two branches.
#[derive(Clone, Debug)]
pub(super) struct Union<'a> {
    /// Whether exactly one branch has to fit.
    pub(super) one: bool,
    pub(super) branches: Vec<Branch<'a>>,
}

impl Union<'_> {
    /// The keyword.
    pub(super) const fn keyword(&self) -> &'static str {
        if self.one { "oneOf" } else { "anyOf" }
    }
}

/// A branch of a union.
#[derive(Clone, Debug)]
pub(super) struct Branch<'a> {
    pub(super) node: Node<'a>,
    pub(super) schema: SchemaId,
    /// The component that it refers to.
    pub(super) name: Option<&'a str>,
}

/// `if`, `then` and `else` of one part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    pub(super) test: SchemaId,
    pub(super) then: Option<SchemaId>,
    pub(super) otherwise: Option<SchemaId>,
}

/// The property that says which branch is meant.
#[derive(Clone, Debug)]
pub(super) struct Discriminator<'a> {
    pub(super) property: &'a str,
    /// The values, each with the component that it stands for.
    pub(super) mapping: BTreeMap<&'a str, &'a str>,
}

/// What is said about a value beside which values there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes<'a> {
    pub(super) default: Option<&'a Tree>,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) deprecated: bool,
    pub(super) sunset: Option<&'a Tree>,
    pub(super) stability: Option<&'a str>,
    pub(super) xml: Option<&'a Tree>,
}

impl Notes<'_> {
    /// With what a branch says, as far as that is what was said before.
    pub(super) fn or(mut self, branch: &Self, before: &Self) -> Self {
        if branch.default.is_some() && branch.default == before.default {
            self.default = branch.default;
        }
        if branch.xml.is_some() && branch.xml == before.xml {
            self.xml = branch.xml;
        }
        if branch.deprecated && before.deprecated {
            self.deprecated = true;
            self.sunset = self.sunset.or(branch.sunset);
        }
        if branch.stability == before.stability {
            self.stability = self.stability.or(branch.stability);
        }
        self
    }
}

impl Schema<'_> {
    /// Whether it says of which type values are, and nothing more.
    pub(super) fn is_only_type(&self) -> bool {
        !self.never
            && self.values.is_none()
            && self.format.is_none()
            && self.numbers.is_free()
            && self.text.is_free()
            && self.array.is_free()
            && self.object.is_free()
            && self.is_choiceless()
    }

    /// Whether nothing is asserted.
    pub(super) fn is_any(&self) -> bool {
        self.types == Types::ALL && self.is_only_type()
    }

    /// Whether no schemas are combined.
    pub(super) fn is_choiceless(&self) -> bool {
        self.unions.is_empty() && self.not.is_empty() && self.conditions.is_empty()
    }

    /// Whether it says nothing but that one of several schemas has to fit.
    pub(super) fn is_choice(&self) -> bool {
        let parts = self.parts.iter().all(|part| {
            part.map.keys().all(|key| {
                matches!(
                    key.as_str(),
                    "oneOf" | "anyOf" | "discriminator" | "nullable" | "allOf" | "$ref" | "type"
                ) || part::is_annotation(key)
            })
        });
        self.unions.len() == 1 && self.not.is_empty() && self.conditions.is_empty() && parts
    }

    /// The first part that has the keyword.
    pub(super) fn part_with(&self, keyword: &str) -> Option<&Part<'_>> {
        self.parts.iter().find(|part| part.map.contains_key(keyword))
    }
}

impl Numbers {
    pub(super) const fn is_free(&self) -> bool {
        self.minimum.is_none() && self.maximum.is_none() && self.multiple_of.is_empty()
    }
}

impl Text<'_> {
    pub(super) fn is_free(&self) -> bool {
        self.min_length == 0
            && self.max_length.is_none()
            && self.patterns.is_empty()
            && self.encoding.is_none()
            && self.media_type.is_none()
            && self.content.is_none()
    }
}

impl Array {
    pub(super) const fn is_free(&self) -> bool {
        self.min_items == 0
            && self.max_items.is_none()
            && !self.unique
            && self.items.is_none()
            && self.prefix.is_empty()
            && self.contains.is_none()
            && self.unevaluated.is_none()
    }
}

impl Object<'_> {
    pub(super) fn is_free(&self) -> bool {
        self.properties.is_empty()
            && self.required.is_empty()
            && self.additional == Additional::Open
            && self.patterns.is_empty()
            && self.names.is_none()
            && self.min == 0
            && self.max.is_none()
            && self.dependent_required.is_empty()
            && self.dependent_schemas.is_empty()
            && self.unevaluated.is_none()
    }
}
