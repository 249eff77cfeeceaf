//! The static description of a generated type: its shape, its fields, and what the document asserts of each
//! value beyond its Rust type.

mod head;

use crate::assertion::{Assertions, Direction};
use crate::rules::{IntegerRules, ListRules, MapRules, NumberRules, Rules, StringRules};
use crate::schema::head::Head;

/// The static description of a record.
///
/// ```
/// # use specwright_runtime::{Field, Schema, Shape};
/// static POINT: Shape = Shape::new(
///     "/components/schemas/Point",
///     &[Field::required("x", Schema::PLAIN), Field::optional("y", Schema::PLAIN)],
/// )
/// .refuse_unknown();
/// ```
#[derive(Debug)]
pub struct Shape {
    pub(crate) pointer: &'static str,
    pub(crate) fields: &'static [Field],
    pub(crate) refused: &'static [&'static str],
    pub(crate) direction: Option<Direction>,
    pub(crate) unknown: Unknown,
    pub(crate) additional: Option<Schema>,
    pub(crate) assertions: Option<&'static Assertions>,
}

impl Shape {
    /// A record by the JSON Pointer of its schema in the document, and its fields in document order.
    ///
    /// Strict decoding skips every other key.
    #[must_use]
    pub const fn new(pointer: &'static str, fields: &'static [Field]) -> Self {
        Self {
            pointer,
            fields,
            refused: &[],
            direction: None,
            unknown: Unknown::Ignore,
            additional: None,
            assertions: None,
        }
    }

    /// The client sends the record: it has no fields for these keys, which only the server may send (`readOnly`).
    ///
    /// ```
    /// use specwright_runtime::{Direction, Field, Schema, Shape};
    ///
    /// static REQUEST: Shape =
    ///     Shape::new("/components/schemas/Pet", &[Field::required("name", Schema::PLAIN)]).sent(&["id"]);
    /// static RESPONSE: Shape = Shape::new("/components/schemas/Pet", &[]).received(&["password"]);
    /// assert_eq!(REQUEST.direction(), Some(Direction::Request));
    /// assert_eq!(RESPONSE.direction(), Some(Direction::Response));
    /// assert_eq!(RESPONSE.pointer(), "/components/schemas/Pet");
    /// assert_eq!(REQUEST.fields()[0].name(), "name");
    /// ```
    #[must_use]
    pub const fn sent(mut self, refused: &'static [&'static str]) -> Self {
        (self.direction, self.refused) = (Some(Direction::Request), refused);
        self
    }

    /// The server sends the record: it has no fields for these keys, which only the client may send (`writeOnly`).
    #[must_use]
    pub const fn received(mut self, refused: &'static [&'static str]) -> Self {
        (self.direction, self.refused) = (Some(Direction::Response), refused);
        self
    }

    /// Strict decoding refuses every other key.
    #[must_use]
    pub const fn refuse_unknown(mut self) -> Self {
        self.unknown = Unknown::Refuse;
        self
    }

    /// The record keeps every other key, with a value of this schema, in the map behind its fields.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// use specwright_runtime::Model;
    /// # use specwright_runtime::Profile;
    /// # static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
    ///
    /// pub struct Labels {
    ///     pub all: BTreeMap<String, i64>,
    /// }
    ///
    /// specwright_runtime::record! {
    ///     Labels, "/components/schemas/Labels"; // Behind the last row, `rest` is what `additional` is called for.
    ///     new();
    ///     rest 0 all => Schema::integer(IntegerRules::ANY.minimum(1));
    /// }
    ///
    /// assert_eq!(Labels::decode(br#"{"a":7}"#).unwrap().all["a"], 7);
    /// assert!(Labels::decode(br#"{"a":0}"#).is_err());
    /// ```
    #[must_use]
    pub const fn additional(mut self, values: Schema) -> Self {
        self.additional = Some(values);
        self
    }

    /// What the document asserts of the object that its fields do not say; strict decoding evaluates it.
    ///
    /// ```
    /// # use specwright_runtime::{Assertion, Assertions, Shape};
    /// static PAIR: Assertions = Assertions::new("/components/schemas/Pair", &[Assertion::MinProperties(2)]);
    /// static SHAPE: Shape = Shape::new("/components/schemas/Pair", &[]).assert(&PAIR);
    /// ```
    #[must_use]
    pub const fn assert(mut self, assertions: &'static Assertions) -> Self {
        self.assertions = Some(assertions);
        self
    }

    /// The JSON Pointer of the schema in the document.
    #[must_use]
    pub const fn pointer(&self) -> &'static str {
        self.pointer
    }

    /// The fields, in the order of the document.
    #[must_use]
    pub const fn fields(&self) -> &'static [Field] {
        self.fields
    }

    /// Which way the values go, where something of them goes one way only.
    #[must_use]
    pub const fn direction(&self) -> Option<Direction> {
        self.direction
    }
}

/// What strict decoding does with a key that the shape does not know; lenient decoding skips it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// It is an error.
    Refuse,
    /// It is skipped.
    Ignore,
}

/// Must a field be there?
///
/// ```
/// use specwright_runtime::{Field, Presence, Schema};
///
/// assert_eq!(Field::optional("note", Schema::PLAIN).presence(), Presence::Optional);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// The key must be there.
    Required,
    /// The key may be missing.
    Optional,
}

/// A field of a record.
///
/// ```
/// use specwright_runtime::{Field, Presence, Schema};
///
/// static NAME: Field = Field::required("name", Schema::PLAIN.nullable());
/// static NOTE: Field = Field::optional("note", Schema::PLAIN);
/// assert_eq!((NAME.name(), NAME.presence()), ("name", Presence::Required));
/// assert!(NAME.schema().is_nullable() && !NOTE.schema().is_nullable());
/// ```
#[derive(Debug)]
pub struct Field {
    name: &'static str,
    head: Head,
    presence: Presence,
    schema: Schema,
}

impl Field {
    /// A key that must be there.
    #[must_use]
    pub const fn required(name: &'static str, schema: Schema) -> Self {
        Self::new(name, Presence::Required, schema)
    }

    /// A key that may be missing.
    #[must_use]
    pub const fn optional(name: &'static str, schema: Schema) -> Self {
        Self::new(name, Presence::Optional, schema)
    }

    const fn new(name: &'static str, presence: Presence, schema: Schema) -> Self {
        Self { name, head: Head::of(name.as_bytes()), presence, schema }
    }

    /// The key.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Must the key be there?
    #[must_use]
    pub const fn presence(&self) -> Presence {
        self.presence
    }

    /// What the document asserts of the value.
    #[must_use]
    pub const fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Can the key be written between quotes as it is?
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.head.is_plain()
    }

    /// Does `name":` stand at `at`, the byte after the opening quote?
    #[inline]
    pub(crate) fn is_at(&self, json: &[u8], at: usize) -> bool {
        self.head.is_at(self.name, json, at)
    }
}

/// What the document asserts of a value at one place, beyond its Rust type.
///
/// ```
/// # use specwright_runtime::{Format, ListRules, Schema, StringRules};
/// static EMAILS: Schema = Schema::list(
///     ListRules::ANY.max_items(3).unique(),
///     &Schema::string(StringRules::ANY.format(Format::Email)),
/// );
/// ```
///
/// ```
/// # use specwright_runtime::{Assertion, Assertions, IntegerRules, MapRules, NumberRules, Schema};
/// static EVEN: Assertions = Assertions::new("/components/schemas/Even", &[Assertion::MultipleOf("2")]);
/// static PIN: Schema = Schema::integer(IntegerRules::ANY.maximum(9999)).assert(&EVEN).secret().at("/pin");
/// static NOTES: Schema = Schema::map(MapRules::ANY, &Schema::any(&EVEN)).nullable();
/// static PRICE: Schema = Schema::number(NumberRules::ANY);
/// assert!(PIN.is_secret() && NOTES.is_nullable() && PRICE.assertions().is_none());
/// assert_eq!(PIN.pointer(), Some("/pin"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    rules: Rules,
    pointer: Option<&'static str>,
    assertions: Option<&'static Assertions>,
    nullable: bool,
    secret: bool,
}

static ANY_LIST: ListRules = ListRules::ANY;
static ANY_MAP: MapRules = MapRules::ANY;
static PLAIN: Schema = Schema::PLAIN;

impl Schema {
    /// Nothing beyond the Rust type.
    pub const PLAIN: Self = Self::new(Rules::None);

    const fn new(rules: Rules) -> Self {
        Self { rules, pointer: None, assertions: None, nullable: false, secret: false }
    }

    /// A string with these rules.
    #[must_use]
    pub const fn string(rules: StringRules) -> Self {
        Self::new(Rules::String(rules))
    }

    /// An integer with these rules.
    #[must_use]
    pub const fn integer(rules: IntegerRules) -> Self {
        Self::new(Rules::Integer(rules))
    }

    /// A number with these rules.
    #[must_use]
    pub const fn number(rules: NumberRules) -> Self {
        Self::new(Rules::Number(rules))
    }

    /// A list with these rules, of elements with that schema.
    #[must_use]
    pub const fn list(rules: ListRules, items: &'static Self) -> Self {
        Self::new(Rules::List(rules, items))
    }

    /// A map with these rules, of values with that schema.
    #[must_use]
    pub const fn map(rules: MapRules, values: &'static Self) -> Self {
        Self::new(Rules::Map(rules, values))
    }

    /// Any value with these assertions.
    #[must_use]
    pub const fn any(assertions: &'static Assertions) -> Self {
        Self::PLAIN.assert(assertions)
    }

    /// What else the document asserts of the value, `null` included; strict decoding evaluates it.
    #[must_use]
    pub const fn assert(mut self, assertions: &'static Assertions) -> Self {
        self.assertions = Some(assertions);
        self
    }

    /// `null` is allowed.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// The value is never echoed in a message.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// The schema stands at this JSON Pointer, and not among the `properties` of the record.
    #[must_use]
    pub const fn at(mut self, pointer: &'static str) -> Self {
        self.pointer = Some(pointer);
        self
    }

    /// Is `null` allowed?
    #[must_use]
    pub const fn is_nullable(&self) -> bool {
        self.nullable
    }

    /// Must messages not echo the value?
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        self.secret
    }

    /// Where the schema stands, when that does not follow from the record.
    #[must_use]
    pub const fn pointer(&self) -> Option<&'static str> {
        self.pointer
    }

    /// What is evaluated on the value beyond its rules.
    #[must_use]
    pub const fn assertions(&self) -> Option<&'static Assertions> {
        self.assertions
    }

    /// The schema of the elements or of the values of a map, and its assertions, if it has any.
    #[inline]
    pub(crate) fn asserted_children(&self) -> Option<(&'static Schema, &'static Assertions)> {
        match &self.rules {
            Rules::List(_, children) | Rules::Map(_, children) => {
                children.assertions.map(|assertions| (*children, assertions))
            }
            _ => None,
        }
    }

    pub(crate) const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The rules of a list and the schema of its elements.
    pub(crate) fn items(&'static self) -> (&'static ListRules, &'static Schema) {
        match &self.rules {
            Rules::List(rules, items) => (rules, items),
            _ => (&ANY_LIST, &PLAIN),
        }
    }

    /// The rules of a map and the schema of its values.
    pub(crate) fn values(&'static self) -> (&'static MapRules, &'static Schema) {
        match &self.rules {
            Rules::Map(rules, values) => (rules, values),
            _ => (&ANY_MAP, &PLAIN),
        }
    }
}
