//! What a document asserts of a JSON value and no Rust type can say, as static data and its evaluation.
//!
//! Generated code declares one [`Assertions`] for each schema object that is checked on the value; one evaluator
//! works them off on a borrowed tree of the JSON text, so that numbers stay exact and nothing is copied.

mod array;
mod combine;
mod entry;
mod equal;
mod evaluate;
mod evaluated;
mod hook;
mod object;
mod order;
mod report;
mod scalar;
mod scope;
mod tree;
mod types;
mod untyped;
mod wrapper;

use std::fmt;

pub use entry::{Direction, validate_json, validate_json_in};
pub(crate) use hook::{Asserting, Begun, evaluate_all};
#[cfg(feature = "json")]
pub use hook::{read_asserted, read_untyped};
pub(crate) use tree::unquoted;
pub use types::Types;
pub use untyped::Untyped;

use crate::format::Format;
use crate::rules::Pattern;

/// A schema object as data: every keyword of it that is checked on a JSON value.
///
/// Generated code declares one `static` for each; they may refer to one another in cycles. No keywords are the
/// schema `true`.
///
/// ```
/// use specwright_runtime::{Assertion, Assertions, Profile, Resource, Types, validate_json};
///
/// // {"type": "object", "properties": {"next": {"$ref": "#"}}, "additionalProperties": false}
/// static NODE: Assertions = Assertions {
///     pointer: "/components/schemas/Node",
///     resource: Resource::ROOT,
///     keywords: &[
///         Assertion::Type(Types::OBJECT),
///         Assertion::Properties(&[("next", &NODE)]),
///         Assertion::AdditionalProperties { properties: &["next"], patterns: &[], schema: &NOTHING },
///     ],
/// };
/// static NOTHING: Assertions = Assertions {
///     pointer: "/components/schemas/Node/additionalProperties",
///     resource: Resource::ROOT,
///     keywords: &[Assertion::Never],
/// };
///
/// assert!(validate_json(br#"{"next":{"next":{}}}"#, &NODE, Profile::DEFAULT).is_ok());
/// let refused = validate_json(br#"{"next":{"prev":{}}}"#, &NODE, Profile::DEFAULT).unwrap_err();
/// assert_eq!(refused.to_string(), "next.prev: Unrecognized key(s) in object: 'prev'");
/// ```
pub struct Assertions {
    /// The JSON Pointer of the schema in the document, for errors.
    pub pointer: &'static str,
    /// The schema resource that the schema belongs to; [`Resource::ROOT`] where there is none.
    pub resource: &'static Resource,
    /// The keywords in the order of their evaluation, `unevaluatedProperties` and `unevaluatedItems` last.
    pub keywords: &'static [Assertion],
}

impl Assertions {
    /// The schema object at this JSON Pointer, with its keywords in the order of their evaluation.
    ///
    /// ```
    /// use specwright_runtime::{Assertion, Assertions, Profile, validate_json};
    ///
    /// static PRICE: Assertions = Assertions::new("/components/schemas/Price", &[Assertion::MultipleOf("0.01")]);
    /// assert!(validate_json(b"1.15", &PRICE, Profile::DEFAULT).is_ok());
    /// assert!(validate_json(b"1.155", &PRICE, Profile::DEFAULT).is_err());
    /// ```
    #[must_use]
    pub const fn new(pointer: &'static str, keywords: &'static [Assertion]) -> Self {
        Self { pointer, resource: Resource::ROOT, keywords }
    }

    /// The schema resource that the schema object belongs to, where it has dynamic anchors.
    ///
    /// ```
    /// use specwright_runtime::{Assertions, Resource};
    ///
    /// static TREES: Resource = Resource { dynamic_anchors: &[("node", &TREE)] };
    /// static TREE: Assertions = Assertions::new("/components/schemas/Tree", &[]).within(&TREES);
    /// assert_eq!(TREE.resource.dynamic_anchors.len(), 1);
    /// ```
    #[must_use]
    pub const fn within(mut self, resource: &'static Resource) -> Self {
        self.resource = resource;
        self
    }

    /// The schema at this JSON Pointer, which allows any value.
    ///
    /// ```
    /// use specwright_runtime::{Assertions, Profile, validate_json};
    ///
    /// static ANYTHING: Assertions = Assertions::anything("/components/schemas/Anything");
    /// assert!(validate_json(b"[1, true, null]", &ANYTHING, Profile::DEFAULT).is_ok());
    /// ```
    #[must_use]
    pub const fn anything(pointer: &'static str) -> Self {
        Self { pointer, resource: Resource::ROOT, keywords: &[] }
    }

    /// Is it the schema `false`?
    pub(crate) fn is_never(&self) -> bool {
        matches!(self.keywords, [Assertion::Never])
    }
}

/// The pointer alone: schemas refer to one another in cycles.
impl fmt::Debug for Assertions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Assertions").field(&self.pointer).finish()
    }
}

/// A schema resource (JSON Schema 2020-12, core, section 4.3.5): what one `$id` names.
///
/// ```
/// use specwright_runtime::{Assertion, Assertions, Profile, Resource, Types, validate_json};
///
/// // {"$id": "tree", "$dynamicAnchor": "node", "type": "object",
/// //  "additionalProperties": {"$dynamicRef": "#node"}}
/// static TREES: Resource = Resource { dynamic_anchors: &[("node", &TREE)] };
/// static NODE: Assertions = Assertions::new(
///     "/components/schemas/Tree/additionalProperties",
///     &[Assertion::DynamicRef { initial: &TREE, anchor: "node" }],
/// )
/// .within(&TREES);
/// static TREE: Assertions = Assertions::new(
///     "/components/schemas/Tree",
///     &[
///         Assertion::Type(Types::OBJECT),
///         Assertion::AdditionalProperties { properties: &[], patterns: &[], schema: &NODE },
///     ],
/// )
/// .within(&TREES);
///
/// assert!(validate_json(br#"{"left":{"left":{}}}"#, &TREE, Profile::DEFAULT).is_ok());
/// assert!(validate_json(br#"{"left":{"left":1}}"#, &TREE, Profile::DEFAULT).is_err());
/// ```
#[derive(Debug)]
pub struct Resource {
    /// Each `$dynamicAnchor` of the resource and its schema (JSON Schema 2020-12, core, sections 7.1, 8.2.2).
    pub dynamic_anchors: &'static [(&'static str, &'static Assertions)],
}

impl Resource {
    /// A resource without dynamic anchors.
    pub const ROOT: &'static Self = &Self { dynamic_anchors: &[] };
}

/// One keyword of a schema object. Each applies to the types of JSON that its specification names, and holds for
/// every other value.
///
/// Numbers are decimal text that follows the grammar of JSON numbers, and are compared exactly.
///
/// ```
/// use specwright_runtime::{Assertion, Assertions, Profile, Types, validate_json};
///
/// // {"type": "array", "contains": {"const": "admin"}}
/// static ROLES: Assertions = Assertions::new(
///     "/components/schemas/Roles",
///     &[
///         Assertion::Type(Types::ARRAY),
///         Assertion::Contains { schema: &ADMIN, min: 1, max: u64::MAX },
///     ],
/// );
/// static ADMIN: Assertions =
///     Assertions::new("/components/schemas/Roles/contains", &[Assertion::Const(r#""admin""#)]);
///
/// assert!(validate_json(br#"["guest", "admin"]"#, &ROLES, Profile::DEFAULT).is_ok());
/// assert!(validate_json(br#"["guest"]"#, &ROLES, Profile::DEFAULT).is_err());
/// ```
#[derive(Debug)]
pub enum Assertion {
    /// The schema `false`.
    Never,
    /// `type`.
    Type(Types),
    /// `enum`: the values as JSON texts, compared as JSON values.
    Enum(&'static [&'static str]),
    /// `const`: the value as JSON text, compared as a JSON value.
    Const(&'static str),
    /// `multipleOf`.
    MultipleOf(&'static str),
    /// `minimum`.
    Minimum(&'static str),
    /// `exclusiveMinimum` as a number, or `minimum` with `exclusiveMinimum: true`.
    ExclusiveMinimum(&'static str),
    /// `maximum`.
    Maximum(&'static str),
    /// `exclusiveMaximum` as a number, or `maximum` with `exclusiveMaximum: true`.
    ExclusiveMaximum(&'static str),
    /// `minLength`, in code points.
    MinLength(u64),
    /// `maxLength`, in code points.
    MaxLength(u64),
    /// `pattern`.
    Pattern(&'static Pattern),
    /// `format`.
    Format(Format),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems: true`.
    UniqueItems,
    /// `prefixItems`, or `items` as an array of schemas.
    PrefixItems(&'static [&'static Assertions]),
    /// `items` for the elements behind those of `prefixItems`, or `additionalItems`.
    Items {
        /// The position of the first element that it applies to.
        from: usize,
        /// The schema of these elements.
        schema: &'static Assertions,
    },
    /// `contains` with `minContains` (1 where it is not given) and `maxContains` (`u64::MAX`).
    Contains {
        /// The schema of the elements that are counted.
        schema: &'static Assertions,
        /// How many must match.
        min: u64,
        /// How many may match.
        max: u64,
    },
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `required`.
    Required(&'static [&'static str]),
    /// `properties`.
    Properties(&'static [(&'static str, &'static Assertions)]),
    /// `patternProperties`.
    PatternProperties(&'static [(&'static Pattern, &'static Assertions)]),
    /// `additionalProperties`.
    AdditionalProperties {
        /// The names in `properties` of the same schema object.
        properties: &'static [&'static str],
        /// The patterns in `patternProperties` of the same schema object.
        patterns: &'static [&'static Pattern],
        /// The schema of all other members.
        schema: &'static Assertions,
    },
    /// `propertyNames`.
    PropertyNames(&'static Assertions),
    /// `dependentRequired`, or `dependencies` with arrays.
    DependentRequired(&'static [(&'static str, &'static [&'static str])]),
    /// `dependentSchemas`, or `dependencies` with schemas.
    DependentSchemas(&'static [(&'static str, &'static Assertions)]),
    /// `allOf`.
    AllOf(&'static [&'static Assertions]),
    /// `anyOf`.
    AnyOf(&'static [&'static Assertions]),
    /// `oneOf`.
    OneOf(&'static [&'static Assertions]),
    /// `not`.
    Not(&'static Assertions),
    /// `if`, `then` and `else`.
    If {
        /// `if`.
        test: &'static Assertions,
        /// `then`.
        then: Option<&'static Assertions>,
        /// `else`.
        otherwise: Option<&'static Assertions>,
    },
    /// `$ref`.
    Ref(&'static Assertions),
    /// `$dynamicRef` to a `$dynamicAnchor` (JSON Schema 2020-12, core, section 8.2.3.2).
    DynamicRef {
        /// What it refers to like a `$ref`.
        initial: &'static Assertions,
        /// The name of the anchor, which the outermost resource that has it decides.
        anchor: &'static str,
    },
    /// `discriminator` of OpenAPI.
    ///
    /// Beside `oneOf` or `anyOf` it does not change what is valid; it says which branch was meant, whose errors are
    /// told. Without them it asserts the branch itself.
    Discriminator {
        /// The name of the member that tells.
        property: &'static str,
        /// Each value of the member with its branch.
        mapping: &'static [(&'static str, &'static Assertions)],
    },
    /// `readOnly: true`: the value must not be in a request.
    ReadOnly,
    /// `writeOnly: true`: the value must not be in a response, and is never echoed.
    WriteOnly,
    /// `unevaluatedProperties`.
    UnevaluatedProperties(&'static Assertions),
    /// `unevaluatedItems`.
    UnevaluatedItems(&'static Assertions),
}
