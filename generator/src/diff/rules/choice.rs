//! Families about schemas that are combined, and about what is said beside which values fit.

use super::family::Effect::{Changes, Narrows, Notes, Widens};
use super::family::{Effect, Family};
use crate::diff::kind::Kind;
use crate::diff::level::Level;

const B: Level = Level::Breaking;
const W: Level = Level::Warning;
const I: Level = Level::Info;

const fn family(
    kind: Kind,
    titles: [&'static str; 2],
    effects: [Effect; 2],
    levels: [[Level; 2]; 2],
    about: &'static str,
    example: (&'static str, &'static str),
) -> Family {
    Family { kind, titles, effects, levels, about, example }
}

pub(super) const FAMILIES: &[Family] = &[
    family(
        Kind::OneOfRemoved,
        ["a schema of `oneOf` was removed", "a schema of `oneOf` was added"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "With `oneOf`, a value fits exactly one of the schemas.",
        (
            "{ oneOf: [{ type: string }, { type: object, properties: { a: { type: string } } }, { type: object, properties: { b: { type: string } } }] }",
            "{ oneOf: [{ type: string }, { type: object, properties: { a: { type: string } } }] }",
        ),
    ),
    family(
        Kind::AnyOfRemoved,
        ["a schema of `anyOf` was removed", "a schema of `anyOf` was added"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "With `anyOf`, a value fits at least one of the schemas.",
        (
            "{ anyOf: [{ type: string }, { type: object, properties: { a: { type: string } } }, { type: object, properties: { b: { type: string } } }] }",
            "{ anyOf: [{ type: string }, { type: object, properties: { a: { type: string } } }] }",
        ),
    ),
    family(
        Kind::WrappedInOneOf,
        ["the schema became one of several", "one of several schemas is left"],
        [Changes, Narrows],
        [[B, B], [B, I]],
        "A value that fits two schemas of `oneOf` is refused, so what fitted the schema alone may not fit the choice.",
        (
            "{ type: object, properties: { a: { type: string } } }",
            "{ oneOf: [{ type: object, properties: { a: { type: string } } }, { type: object, properties: { b: { type: string } } }] }",
        ),
    ),
    family(
        Kind::ExtendedToOneOf,
        [
            "the schema became one of several that exclude each other",
            "one of several schemas that exclude each other is left",
        ],
        [Widens, Narrows],
        [[I, B], [B, I]],
        "No value fits two of the schemas, so the choice allows all that the schema alone allows.",
        (
            "{ type: string }",
            "{ oneOf: [{ type: string }, { type: object, properties: { b: { type: string } } }] }",
        ),
    ),
    family(
        Kind::ExtendedToAnyOf,
        [
            "the schema became one of several, any of which will do",
            "one of several schemas, any of which would do, is left",
        ],
        [Widens, Narrows],
        [[I, B], [B, I]],
        "With `anyOf`, a value fits at least one of the schemas.",
        (
            "{ type: string }",
            "{ anyOf: [{ type: string }, { type: object, properties: { b: { type: string } } }] }",
        ),
    ),
    family(
        Kind::ChoiceAdded,
        ["one of several schemas has to fit now, too", "none of several schemas has to fit any more"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "A choice beside other keywords asks for more than they do.",
        (
            "{ type: object, properties: { a: { type: string }, b: { type: string } } }",
            "{ type: object, properties: { a: { type: string }, b: { type: string } }, anyOf: [{ required: [a] }, { required: [b] }] }",
        ),
    ),
    family(
        Kind::OneOfBecameAnyOf,
        ["a value may fit several schemas now", "a value may fit only one schema now"],
        [Widens, Narrows],
        [[I, W], [W, I]],
        "With `oneOf` a value fits exactly one schema, with `anyOf` at least one.",
        (
            "{ oneOf: [{ type: string }, { type: object, properties: { b: { type: string } } }] }",
            "{ anyOf: [{ type: string }, { type: object, properties: { b: { type: string } } }] }",
        ),
    ),
    family(
        Kind::NotAdded,
        ["a schema must not fit now", "a schema may fit now"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`not` is what values do not fit.",
        ("{ type: string }", "{ type: string, not: { const: a } }"),
    ),
    family(
        Kind::NotChanged,
        ["another schema must not fit", "another schema must not fit"],
        [Changes, Changes],
        [[W, W], [W, W]],
        "`not` is what values do not fit.",
        ("{ type: string, not: { const: a } }", "{ type: string, not: { const: b } }"),
    ),
    family(
        Kind::IfAdded,
        ["a condition was added", "a condition was dropped"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`if` decides which of `then` and `else` counts.",
        ("{ type: object }", "{ type: object, if: { required: [a] }, then: { required: [b] } }"),
    ),
    family(
        Kind::IfChanged,
        ["the condition changed", "the condition changed"],
        [Changes, Changes],
        [[W, W], [W, W]],
        "`if` decides which of `then` and `else` counts.",
        (
            "{ type: object, if: { required: [a] }, then: { required: [b] } }",
            "{ type: object, if: { required: [c] }, then: { required: [b] } }",
        ),
    ),
    family(
        Kind::ThenAdded,
        [
            "something has to fit where the condition does",
            "nothing has to fit any more where the condition does",
        ],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`then` is what has to fit when `if` does.",
        (
            "{ type: object, if: { required: [a] }, else: { required: [c] } }",
            "{ type: object, if: { required: [a] }, then: { required: [b] }, else: { required: [c] } }",
        ),
    ),
    family(
        Kind::ElseAdded,
        [
            "something has to fit where the condition does not",
            "nothing has to fit any more where the condition does not",
        ],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`else` is what has to fit when `if` does not.",
        (
            "{ type: object, if: { required: [a] }, then: { required: [c] } }",
            "{ type: object, if: { required: [a] }, then: { required: [c] }, else: { required: [b] } }",
        ),
    ),
    family(
        Kind::DiscriminatorAdded,
        ["a property says which schema is meant now", "no property says any more which schema is meant"],
        [Notes, Widens],
        [[W, I], [I, W]],
        "`discriminator` names the property by whose value a schema is picked.",
        (
            "{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] }",
            "{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind } }",
        ),
    ),
    family(
        Kind::DiscriminatorRenamed,
        ["another property says which schema is meant", "another property says which schema is meant"],
        [Changes, Changes],
        [[B, B], [B, B]],
        "`discriminator` names the property by whose value a schema is picked.",
        (
            "{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind } }",
            "{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: name } }",
        ),
    ),
    family(
        Kind::MappingDeleted,
        ["a value that picks a schema was removed", "a value that picks a schema was added"],
        [Narrows, Widens],
        [[B, I], [I, W]],
        "`discriminator.mapping` says which value picks which schema; where it does not, the name of the schema does.",
        (
            "{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat', tom: '#/components/schemas/Cat' } } }",
            "{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/Cat' } } }",
        ),
    ),
    family(
        Kind::MappingChanged,
        ["a value picks another schema", "a value picks another schema"],
        [Changes, Changes],
        [[B, B], [B, B]],
        "`discriminator.mapping` says which value picks which schema.",
        (
            "{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind, mapping: { a: '#/components/schemas/Cat', b: '#/components/schemas/Dog' } } }",
            "{ oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind, mapping: { a: '#/components/schemas/Dog', b: '#/components/schemas/Cat' } } }",
        ),
    ),
    family(
        Kind::DefaultAdded,
        ["a default was added", "the default was dropped"],
        [Notes, Notes],
        [[I, I], [I, I]],
        "`default` is what it means that the value is not there.",
        ("{ type: string }", "{ type: string, default: a }"),
    ),
    family(
        Kind::DefaultChanged,
        ["the default changed", "the default changed"],
        [Notes, Notes],
        [[I, I], [I, I]],
        "`default` is what it means that the value is not there.",
        ("{ type: string, default: a }", "{ type: string, default: b }"),
    ),
    family(
        Kind::XmlChanged,
        ["it is written otherwise in XML", "it is written otherwise in XML"],
        [Changes, Changes],
        [[W, W], [W, W]],
        "`xml` says how a value is written in XML.",
        ("{ type: string, xml: { name: a } }", "{ type: string, xml: { name: b } }"),
    ),
    family(
        Kind::Deprecated,
        ["it was deprecated", "it is no longer deprecated"],
        [Notes, Notes],
        [[I, I], [I, I]],
        "What is deprecated works, and will be removed some day.",
        ("{ type: string }", "{ type: string, deprecated: true }"),
    ),
    family(
        Kind::DeprecatedWithSunset,
        ["it was deprecated, with a day on which it goes", "it is no longer deprecated"],
        [Notes, Notes],
        [[I, I], [I, I]],
        "What is deprecated works until the day that `x-sunset` names.",
        ("{ type: string }", "{ type: string, deprecated: true, x-sunset: '2099-12-31' }"),
    ),
    family(
        Kind::SunsetMissing,
        [
            "it was deprecated without a day on which it goes",
            "it was deprecated without a day on which it goes",
        ],
        [Notes, Notes],
        [[B, B], [B, B]],
        "Where a time of notice is agreed upon, `x-sunset` has to name the day.",
        ("{ type: string }", "{ type: string, deprecated: true }"),
    ),
    family(
        Kind::SunsetInvalid,
        [
            "it was deprecated with something that is no day",
            "it was deprecated with something that is no day",
        ],
        [Notes, Notes],
        [[B, B], [B, B]],
        "`x-sunset` is a day, such as `2099-12-31`.",
        ("{ type: string }", "{ type: string, deprecated: true, x-sunset: soon }"),
    ),
    family(
        Kind::SunsetTooSmall,
        ["it was deprecated, and goes too soon", "it was deprecated, and goes too soon"],
        [Notes, Notes],
        [[B, B], [B, B]],
        "Between the deprecation and the day that `x-sunset` names lies the time of notice.",
        ("{ type: string }", "{ type: string, deprecated: true, x-sunset: '2026-01-02' }"),
    ),
    family(
        Kind::StabilityDecreased,
        ["it became less stable", "it became more stable"],
        [Notes, Notes],
        [[B, B], [I, I]],
        "`x-stability-level` is `draft`, `alpha`, `beta` or `stable`.",
        ("{ type: string, x-stability-level: beta }", "{ type: string, x-stability-level: alpha }"),
    ),
];
