//! Unions: values that fit one of several schemas, each with a Rust type of its own.

use crate::assertion::{Direction, Types};
use crate::check::Checker;
use crate::enumeration::{EnumShape, Enumeration};
use crate::node::Node;
use crate::path::{Path, Place};
use crate::record::Described;
use crate::schema::{Schema, Shape};
use crate::violation::{Kind, Violation};
use crate::writer::Writer;

/// The static description of a union.
#[derive(Debug)]
pub struct UnionShape {
    pointer: &'static str,
    pub(crate) rule: Rule,
    pub(crate) tag: Option<Tag>,
    direction: Option<Direction>,
    arms: &'static [Arm],
}

/// How many of the schemas a value has to fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// `oneOf`: exactly one.
    One,
    /// `anyOf`: at least one.
    Any,
}

/// The property whose value names the schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag {
    pub(crate) name: &'static str,
    /// The document says so with a `discriminator`; otherwise the schemas have different constants under the name.
    is_discriminator: bool,
    /// The arm for values that the property of no arm names.
    pub(crate) otherwise: Option<usize>,
}

impl UnionShape {
    /// A `oneOf` by the JSON Pointer of the schema that holds it, and what each of its schemas is.
    #[must_use]
    pub const fn one(pointer: &'static str, arms: &'static [Arm]) -> Self {
        Self { pointer, rule: Rule::One, tag: None, direction: None, arms }
    }

    /// An `anyOf` by the JSON Pointer of the schema that holds it, and what each of its schemas is.
    #[must_use]
    pub const fn any(pointer: &'static str, arms: &'static [Arm]) -> Self {
        Self { rule: Rule::Any, ..Self::one(pointer, arms) }
    }

    /// A `discriminator`: the property of this name says which arm is meant.
    #[must_use]
    pub const fn by(mut self, name: &'static str) -> Self {
        self.tag = Some(Tag { name, is_discriminator: true, otherwise: None });
        self
    }

    /// All arms require the property of this name, and each gives it other values.
    #[must_use]
    pub const fn by_constant(mut self, name: &'static str) -> Self {
        self.tag = Some(Tag { name, is_discriminator: false, otherwise: None });
        self
    }

    /// The arm that is meant where the property names none (`defaultMapping`).
    #[must_use]
    pub const fn otherwise(mut self, arm: usize) -> Self {
        if let Some(tag) = &mut self.tag {
            tag.otherwise = Some(arm);
        }
        self
    }

    /// Which way the values go, where something of them goes one way only.
    #[must_use]
    pub const fn going(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    /// The JSON Pointer of the schema in the document.
    #[must_use]
    pub const fn pointer(&self) -> &'static str {
        self.pointer
    }

    /// What each schema is, in the order of the document.
    #[must_use]
    pub const fn arms(&self) -> &'static [Arm] {
        self.arms
    }

    /// Which way the values go, where something of them goes one way only.
    #[must_use]
    pub const fn direction(&self) -> Option<Direction> {
        self.direction
    }

    /// May a value fit two of the schemas?
    fn overlaps(&self) -> bool {
        let shares = |index: usize, arm: &Arm| {
            self.arms.iter().skip(index + 1).any(|other| other.types.intersects(arm.types))
        };
        self.tag.is_none() && self.arms.iter().enumerate().any(|(index, arm)| shares(index, arm))
    }

    /// Where the document says which arm is meant.
    pub(crate) fn tag_place(&self) -> Place {
        let is_discriminator = self.tag.is_some_and(|tag| tag.is_discriminator);
        Place::Keyword(self.pointer, if is_discriminator { "discriminator" } else { self.keyword() })
    }

    pub(crate) const fn keyword(&self) -> &'static str {
        match self.rule {
            Rule::One => "oneOf",
            Rule::Any => "anyOf",
        }
    }

    /// The values of the property that name an arm.
    pub(crate) fn tags(&self) -> Box<[&'static str]> {
        self.arms.iter().flat_map(|arm| arm.tags).copied().collect()
    }
}

/// One of the schemas of a union.
#[derive(Debug)]
pub struct Arm {
    pub(crate) types: Types,
    pub(crate) shape: Option<&'static Shape>,
    values: Option<&'static EnumShape>,
    pub(crate) tags: &'static [&'static str],
    pub(crate) schema: Schema,
}

impl Arm {
    /// Values of these types, of which the document asserts so much.
    #[must_use]
    pub const fn value(types: Types, schema: Schema) -> Self {
        Self { types, shape: None, values: None, tags: &[], schema }
    }

    /// A record.
    #[must_use]
    pub const fn record<T: Described>() -> Self {
        Self { shape: Some(T::SHAPE), ..Self::value(Types::OBJECT, Schema::PLAIN) }
    }

    /// An enumeration of strings.
    #[must_use]
    pub const fn enumeration<T: Enumeration>() -> Self {
        Self { values: Some(T::SHAPE), ..Self::value(Types::STRING, Schema::PLAIN) }
    }

    /// The values of the property that name this arm.
    #[must_use]
    pub const fn tagged(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }

    /// What the document asserts besides.
    #[must_use]
    pub const fn schema(mut self, schema: Schema) -> Self {
        self.schema = schema;
        self
    }

    /// Does the enumeration, if it is one, list no such text?
    pub(crate) fn misses(&self, text: &str) -> bool {
        self.values.is_some_and(|shape| !shape.is_open() && !shape.values().contains(&text))
    }
}

/// A value that fits one of several schemas; [`union!`](crate::union!) implements it.
pub trait Union: Node {
    /// The static description.
    fn shape(&self) -> &'static UnionShape;

    /// Makes this the blank value of an arm, and gives that value.
    fn select(&mut self, arm: usize) -> &mut dyn Node;

    /// Makes this a value that fits no arm.
    fn keep(&mut self, value: serde_json::Value);

    /// The number of the arm and its value; nothing for a value that fits none.
    fn chosen(&self) -> Option<(usize, &dyn Node)>;
}

impl Checker {
    /// Checks the value of a union by the schema of its arm.
    pub fn union(&mut self, union: &dyn Union, at: &Path<'_>, schema: &Schema) {
        let shape = union.shape();
        let Some((index, node)) = union.chosen() else {
            let place = shape.tag_place();
            let violation = match (shape.tag, shape.rule) {
                (Some(_), _) => Violation::InvalidDiscriminator { expected: shape.tags() },
                (None, Rule::One) => Violation::OneOf { matches: None },
                (None, Rule::Any) => Violation::AnyOf,
            };
            self.errors.push_at(at, place, schema, violation);
            return;
        };
        let Some(arm) = shape.arms.get(index) else { return };
        // Whether another arm fits too shows on the text.
        self.has_assertions |= arm.schema.assertions().is_some();
        self.has_assertions |= shape.rule == Rule::One && shape.overlaps();
        node.check(self, at, &arm.schema);
        if let Some(tag) = shape.tag
            && let Tagging::Other = tagging(node, tag.name, arm.tags)
        {
            let expected = shape.tags();
            let violation = Violation::InvalidDiscriminator { expected };
            self.errors.push_at(&at.key(tag.name), shape.tag_place(), schema, violation);
        }
    }
}

impl Writer {
    /// Writes the value of a union; where its record does not say which arm it is, that is added.
    pub fn union(&mut self, union: &dyn Union) {
        let Some((index, node)) = union.chosen() else { return };
        let shape = union.shape();
        let Some(tag) = shape.tag else { return node.write(self) };
        let tags = shape.arms.get(index).map_or(&[][..], |arm| arm.tags);
        match (tagging(node, tag.name, tags), tags.first()) {
            (Tagging::None, Some(value)) => self.tagged(tag.name, value, node),
            _ => node.write(self),
        }
    }
}

/// What a record says of the arm that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tagging {
    /// It names it.
    Right,
    /// It names another one.
    Other,
    /// It has no such property, or leaves it out.
    None,
    /// It is no record, so nobody knows here.
    Unknown,
}

fn tagging(node: &dyn Node, name: &str, tags: &[&'static str]) -> Tagging {
    let Some(record) = node.as_record() else { return Tagging::Unknown };
    let fields = record.shape().fields;
    let Some(index) = fields.iter().position(|field| field.name() == name) else { return Tagging::None };
    let field = record.field(index);
    if field.is_absent() {
        return Tagging::None;
    }
    let mut writer = Writer::new();
    field.write(&mut writer);
    let text = writer.into_string();
    let is_named = |tag: &&str| {
        let mut writer = Writer::new();
        writer.string(tag);
        writer.into_string() == text
    };
    if tags.is_empty() || tags.iter().any(is_named) { Tagging::Right } else { Tagging::Other }
}

/// The type of the value that comes next in JSON Schema: a number is an integer or is not.
pub(crate) const fn types_of(kind: Kind, is_integer: bool) -> Types {
    match kind {
        Kind::Number if is_integer => Types::INTEGER,
        Kind::Number => Types::NUMBER.without(Types::INTEGER),
        kind => Types::of(kind),
    }
}

/// Defines a union: an `enum` with a variant for each schema and one for values that fit none, [`Union`],
/// [`Node`](crate::Node), [`Blank`](crate::Blank) and [`Model`](crate::Model), `From` of the types that are named
/// behind `from`, and with the feature `serde` its traits. Needs the feature `json`.
///
/// Behind the name come the JSON Pointer of the schema and, in brackets, `one` or `any` and calls on the
/// [`UnionShape`]. Each variant has its number and, behind `=>`, its [`Arm`]. A static `PROFILE` has to be in scope.
///
/// ```
/// # #[cfg(feature = "json")] {
/// use specwright_runtime::{Arm, Model, Profile, Schema, Types};
///
/// static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
///
/// specwright_runtime::union! {
///     /// A name or a number.
///     pub enum Id("/components/schemas/Id") [one] {
///         /// A name.
///         0 Name(String) from String => Arm::value(Types::STRING, Schema::PLAIN),
///         /// A number.
///         1 Number(i64) from i64 => Arm::value(Types::INTEGER, Schema::PLAIN),
///     }
/// }
///
/// assert_eq!(Id::decode(b"7").unwrap(), Id::from(7));
/// assert_eq!(Id::decode(b"true").unwrap_err().to_string(), "Expected string | integer, received boolean");
/// assert_eq!(Id::decode_lenient(b"true").unwrap(), Id::Unknown(true.into()));
/// # }
/// ```
#[macro_export]
macro_rules! union {
    (
        $(#[$meta:meta])*
        $visibility:vis enum $type:ident($pointer:literal) [$rule:ident $($call:tt)*] {
            $(
                $(#[$about:meta])*
                $index:literal $variant:ident($value:ty) $(from $source:ty)? => $arm:expr
            ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "a variant is as large as the document makes it")]
        $visibility enum $type {
            $(
                $(#[$about])*
                $variant($value),
            )+
            /// A value that fits none of the schemas: decoding keeps it, validation refuses it.
            Unknown($crate::private::serde_json::Value),
        }

        impl $type {
            /// The static description.
            #[doc(hidden)]
            pub const SHAPE: &'static $crate::UnionShape = {
                #[allow(unused_imports, reason = "not every union uses every name")]
                use $crate::rows::*;
                static SHAPE: $crate::UnionShape =
                    $crate::UnionShape::$rule($pointer, &[$($arm),+]) $($call)*;
                &SHAPE
            };
        }

        impl $crate::Union for $type {
            fn shape(&self) -> &'static $crate::UnionShape {
                Self::SHAPE
            }

            fn select(&mut self, arm: usize) -> &mut dyn $crate::Node {
                *self = match arm {
                    $($index => Self::$variant($crate::Blank::blank()),)+
                    // The reader asks for arms of the shape only.
                    _ => return self,
                };
                match self {
                    $(Self::$variant(value) => value,)+
                    Self::Unknown(value) => value,
                }
            }

            fn keep(&mut self, value: $crate::private::serde_json::Value) {
                *self = Self::Unknown(value);
            }

            fn chosen(&self) -> ::core::option::Option<(usize, &dyn $crate::Node)> {
                match self {
                    $(Self::$variant(value) => ::core::option::Option::Some(($index, value)),)+
                    Self::Unknown(_) => ::core::option::Option::None,
                }
            }
        }

        impl $crate::Node for $type {
            fn read(
                &mut self,
                reader: &mut $crate::Reader<'_>,
                at: &$crate::Path<'_>,
                schema: &'static $crate::Schema,
            ) -> ::core::result::Result<(), $crate::Stop> {
                reader.union(self, at, schema)
            }

            fn write(&self, writer: &mut $crate::Writer) {
                match self {
                    Self::Unknown(value) => $crate::Node::write(value, writer),
                    _ => writer.union(self),
                }
            }

            fn check(
                &self,
                checker: &mut $crate::Checker,
                at: &$crate::Path<'_>,
                schema: &'static $crate::Schema,
            ) {
                checker.union(self, at, schema);
            }
        }

        impl $crate::Blank for $type {
            fn blank() -> Self {
                Self::Unknown($crate::private::serde_json::Value::Null)
            }
        }

        impl $crate::Model for $type {
            const PROFILE: &'static $crate::Profile = &PROFILE;
            const DIRECTION: ::core::option::Option<$crate::Direction> = Self::SHAPE.direction();

            fn blank() -> Self {
                <Self as $crate::Blank>::blank()
            }
        }

        $($(
            impl ::core::convert::From<$source> for $type {
                fn from(value: $source) -> Self {
                    Self::$variant(value.into())
                }
            }
        )?)+

        $crate::__serde_of_model!($type);
    };
}
