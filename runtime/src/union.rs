//! Unions: values that fit one of several schemas, each with a Rust type of its own.

mod macros;
mod tagging;

use crate::assertion::{Direction, Types};
use crate::enumeration::{EnumShape, Enumeration};
use crate::node::Node;
use crate::path::Place;
use crate::record::Record;
use crate::schema::{Schema, Shape};
use crate::violation::Kind;

/// The static description of a union.
///
/// ```
/// use specwright_runtime::{Arm, Direction, Schema, Types, UnionShape};
///
/// static ARMS: &[Arm] = &[
///     Arm::value(Types::STRING, Schema::PLAIN),
///     Arm::value(Types::OBJECT, Schema::PLAIN).tagged(&["cat", "lion"]),
///     Arm::value(Types::OBJECT, Schema::PLAIN).tagged(&["dog"]),
/// ];
///
/// // {"oneOf": [..], "discriminator": {"propertyName": "kind", "defaultMapping": ..}}
/// static PET: UnionShape = UnionShape::one("/components/schemas/Pet", ARMS).by("kind").otherwise(0);
/// assert_eq!(PET.pointer(), "/components/schemas/Pet");
/// assert_eq!(PET.arms().len(), 3);
///
/// // {"anyOf": [..]}, where `kind` is a constant in each schema.
/// static FOUND: UnionShape =
///     UnionShape::any("/components/schemas/Found", ARMS).by_constant("kind").going(Direction::Response);
/// assert_eq!(FOUND.direction(), Some(Direction::Response));
/// ```
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
///
/// ```
/// use specwright_runtime::{Arm, IntegerRules, Profile, Schema, Types};
/// # static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
///
/// specwright_runtime::enumeration! {
///     /// What the sky may look like.
///     pub enum Color("/components/schemas/Color") { Red = "red" }
/// }
///
/// pub struct Point {
///     pub x: i64,
/// }
///
/// specwright_runtime::record! {
///     Point, "/components/schemas/Point";
///     new(x: i64);
///     0 x = x => required("x", PLAIN);
/// }
///
/// static ARMS: &[Arm] = &[
///     Arm::enumeration::<Color>(),
///     Arm::record::<Point>().tagged(&["point"]),
///     Arm::value(Types::INTEGER, Schema::integer(IntegerRules::ANY.minimum(1))),
///     Arm::value(Types::NULL, Schema::PLAIN).schema(Schema::PLAIN.nullable()),
/// ];
/// ```
#[derive(Debug)]
pub struct Arm {
    pub(crate) types: Types,
    pub(crate) shape: Option<fn() -> &'static Shape>,
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
    pub const fn record<T: Record>() -> Self {
        Self { shape: Some(T::described), ..Self::value(Types::OBJECT, Schema::PLAIN) }
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
///
/// ```
/// use specwright_runtime::{Profile, Schema, Types, Union};
/// # static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
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
/// let mut id = Id::from(7);
/// assert_eq!(id.shape().arms().len(), 2);
/// assert_eq!(id.chosen().map(|(arm, _)| arm), Some(1));
/// id.select(0);
/// assert_eq!(id, Id::Name(String::new()));
/// id.keep(true.into());
/// assert!(id.chosen().is_none());
/// ```
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

/// The type of the value that comes next in JSON Schema: a number is an integer or is not.
pub(crate) const fn types_of(kind: Kind, is_integer: bool) -> Types {
    match kind {
        Kind::Number if is_integer => Types::INTEGER,
        Kind::Number => Types::NUMBER.without(Types::INTEGER),
        kind => Types::of(kind),
    }
}
