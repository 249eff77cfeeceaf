//! Families about arrays, objects and their properties.

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
        Kind::MaxItemsSet,
        ["a greatest number of items was set", "the greatest number of items was dropped"],
        [Narrows, Widens],
        [[W, I], [I, B]],
        "`maxItems` is how many items an array may have.",
        (
            "{ type: array, items: { type: string } }",
            "{ type: array, items: { type: string }, maxItems: 10 }",
        ),
    ),
    family(
        Kind::MaxItemsDecreased,
        ["the greatest number of items was lowered", "the greatest number of items was raised"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`maxItems` is how many items an array may have.",
        (
            "{ type: array, items: { type: string }, maxItems: 10 }",
            "{ type: array, items: { type: string }, maxItems: 5 }",
        ),
    ),
    family(
        Kind::MinItemsSet,
        ["a least number of items was set", "the least number of items was dropped"],
        [Narrows, Widens],
        [[W, I], [I, B]],
        "`minItems` is how many items an array has to have.",
        ("{ type: array, items: { type: string } }", "{ type: array, items: { type: string }, minItems: 1 }"),
    ),
    family(
        Kind::MinItemsIncreased,
        ["the least number of items was raised", "the least number of items was lowered"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`minItems` is how many items an array has to have.",
        (
            "{ type: array, items: { type: string }, minItems: 1 }",
            "{ type: array, items: { type: string }, minItems: 2 }",
        ),
    ),
    family(
        Kind::UniqueItemsSet,
        ["items have to differ now", "items need not differ any more"],
        [Narrows, Widens],
        [[B, I], [I, W]],
        "With `uniqueItems`, no two items are equal.",
        (
            "{ type: array, items: { type: string } }",
            "{ type: array, items: { type: string }, uniqueItems: true }",
        ),
    ),
    family(
        Kind::ItemsConstrained,
        ["items have a schema now", "items have no schema any more"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`items` is what every item fits.",
        ("{ type: array }", "{ type: array, items: { type: string } }"),
    ),
    family(
        Kind::PrefixItemsRemoved,
        ["a position of the tuple was removed", "a position of the tuple was added"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`prefixItems` says what is at which position.",
        (
            "{ type: array, prefixItems: [{ type: string }, { type: integer }] }",
            "{ type: array, prefixItems: [{ type: string }] }",
        ),
    ),
    family(
        Kind::ContainsAdded,
        ["an item has to fit a schema now", "no item has to fit a schema any more"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`contains` is what at least one item fits.",
        ("{ type: array }", "{ type: array, contains: { type: string } }"),
    ),
    family(
        Kind::MinContainsIncreased,
        ["more items have to fit", "fewer items have to fit"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`minContains` is how many items fit `contains` at least, one where it is not there.",
        (
            "{ type: array, contains: { type: string }, minContains: 2 }",
            "{ type: array, contains: { type: string }, minContains: 3 }",
        ),
    ),
    family(
        Kind::MaxContainsDecreased,
        ["fewer items may fit", "more items may fit"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`maxContains` is how many items fit `contains` at most.",
        (
            "{ type: array, contains: { type: string }, maxContains: 3 }",
            "{ type: array, contains: { type: string }, maxContains: 2 }",
        ),
    ),
    family(
        Kind::UnevaluatedItemsAdded,
        ["other items are restricted now", "other items are no longer restricted"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`unevaluatedItems` is about the items that nothing else speaks of.",
        (
            "{ type: array, prefixItems: [{ type: string }] }",
            "{ type: array, prefixItems: [{ type: string }], unevaluatedItems: false }",
        ),
    ),
    family(
        Kind::MaxPropertiesSet,
        ["a greatest number of properties was set", "the greatest number of properties was dropped"],
        [Narrows, Widens],
        [[W, I], [I, B]],
        "`maxProperties` is how many properties an object may have.",
        ("{ type: object }", "{ type: object, maxProperties: 10 }"),
    ),
    family(
        Kind::MaxPropertiesDecreased,
        ["the greatest number of properties was lowered", "the greatest number of properties was raised"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`maxProperties` is how many properties an object may have.",
        ("{ type: object, maxProperties: 10 }", "{ type: object, maxProperties: 5 }"),
    ),
    family(
        Kind::MinPropertiesIncreased,
        ["the least number of properties was raised", "the least number of properties was lowered"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`minProperties` is how many properties an object has to have.",
        ("{ type: object, minProperties: 1 }", "{ type: object, minProperties: 2 }"),
    ),
    family(
        Kind::AdditionalClosed,
        ["other properties are refused now", "other properties are allowed now"],
        [Narrows, Widens],
        [[B, I], [I, W]],
        "`additionalProperties: false` refuses properties that are not named.",
        (
            "{ type: object, properties: { a: { type: string } } }",
            "{ type: object, properties: { a: { type: string } }, additionalProperties: false }",
        ),
    ),
    family(
        Kind::AdditionalConstrained,
        ["other properties have to fit a schema now", "other properties may be anything now"],
        [Narrows, Widens],
        [[B, I], [I, W]],
        "`additionalProperties` is what properties fit that are not named.",
        ("{ type: object }", "{ type: object, additionalProperties: { type: string } }"),
    ),
    family(
        Kind::PatternPropertyAdded,
        ["properties of a pattern have to fit a schema now", "properties of a pattern may be anything now"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`patternProperties` is what properties fit whose names match.",
        ("{ type: object }", "{ type: object, patternProperties: { '^x': { type: string } } }"),
    ),
    family(
        Kind::PropertyNamesAdded,
        ["the names of properties are restricted now", "the names of properties are no longer restricted"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`propertyNames` is what the name of every property fits.",
        ("{ type: object }", "{ type: object, propertyNames: { maxLength: 5 } }"),
    ),
    family(
        Kind::DependentRequiredAdded,
        ["a property asks for others now", "a property does not ask for others any more"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`dependentRequired` names the properties that have to be there when one is.",
        ("{ type: object }", "{ type: object, dependentRequired: { a: [b] } }"),
    ),
    family(
        Kind::DependentRequiredChanged,
        ["a property asks for others than before", "a property asks for others than before"],
        [Changes, Changes],
        [[B, B], [B, B]],
        "`dependentRequired` names the properties that have to be there when one is.",
        (
            "{ type: object, dependentRequired: { a: [b] } }",
            "{ type: object, dependentRequired: { a: [c] } }",
        ),
    ),
    family(
        Kind::DependentSchemaAdded,
        ["a property asks for a schema now", "a property does not ask for a schema any more"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`dependentSchemas` is what the object fits when a property is there.",
        ("{ type: object }", "{ type: object, dependentSchemas: { a: { minProperties: 2 } } }"),
    ),
    family(
        Kind::UnevaluatedPropertiesAdded,
        ["other properties are restricted now", "other properties are no longer restricted"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "`unevaluatedProperties` is about the properties that nothing else speaks of.",
        ("{ type: object }", "{ type: object, unevaluatedProperties: false }"),
    ),
    family(
        Kind::AddedRequired,
        ["a required property was added", "a required property was removed"],
        [Narrows, Changes],
        [[B, I], [W, B]],
        "A required property is in every object.",
        (
            "{ type: object, properties: { p: { type: string } } }",
            "{ type: object, properties: { p: { type: string }, q: { type: string } }, required: [q] }",
        ),
    ),
    family(
        Kind::AddedRequiredWithDefault,
        ["a required property with a default was added", "a required property with a default was removed"],
        [Narrows, Changes],
        [[B, I], [W, B]],
        "A required property is in every object; a default does not make it optional in the contract.",
        (
            "{ type: object, properties: { p: { type: string } } }",
            "{ type: object, properties: { p: { type: string }, q: { type: string, default: a } }, required: [q] }",
        ),
    ),
    family(
        Kind::AddedOptional,
        ["an optional property was added", "an optional property was removed"],
        [Notes, Changes],
        [[I, I], [W, W]],
        "An optional property may be in an object.",
        (
            "{ type: object, properties: { p: { type: string } } }",
            "{ type: object, properties: { p: { type: string }, q: { type: string } } }",
        ),
    ),
    family(
        Kind::BecameRequired,
        ["a property became required", "a property became optional"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "A required property is in every object.",
        (
            "{ type: object, properties: { p: { type: string } } }",
            "{ type: object, properties: { p: { type: string } }, required: [p] }",
        ),
    ),
    family(
        Kind::BecameRequiredWithDefault,
        ["a property with a default became required", "a property with a default became optional"],
        [Narrows, Widens],
        [[B, I], [I, B]],
        "A required property is in every object; a default does not make it optional in the contract.",
        (
            "{ type: object, properties: { p: { type: string, default: a } } }",
            "{ type: object, properties: { p: { type: string, default: a } }, required: [p] }",
        ),
    ),
    family(
        Kind::OptionalBecameReadOnly,
        ["an optional property is in responses only now", "an optional property is in requests, too, now"],
        [Narrows, Widens],
        [[W, I], [I, I]],
        "A `readOnly` property is not sent in requests.",
        (
            "{ type: object, properties: { p: { type: string } } }",
            "{ type: object, properties: { p: { type: string, readOnly: true } } }",
        ),
    ),
    family(
        Kind::RequiredBecameReadOnly,
        [
            "a required property is in responses only now",
            "a required property has to be in requests, too, now",
        ],
        [Changes, Narrows],
        [[W, I], [B, I]],
        "A `readOnly` property is not sent in requests, even where it is required.",
        (
            "{ type: object, properties: { p: { type: string } }, required: [p] }",
            "{ type: object, properties: { p: { type: string, readOnly: true } }, required: [p] }",
        ),
    ),
    family(
        Kind::OptionalBecameWriteOnly,
        ["an optional property is in requests only now", "an optional property is in responses, too, now"],
        [Changes, Widens],
        [[I, W], [I, I]],
        "A `writeOnly` property is not in responses.",
        (
            "{ type: object, properties: { p: { type: string } } }",
            "{ type: object, properties: { p: { type: string, writeOnly: true } } }",
        ),
    ),
    family(
        Kind::RequiredBecameWriteOnly,
        ["a required property is in requests only now", "a required property is in responses, too, now"],
        [Changes, Widens],
        [[I, B], [I, W]],
        "A `writeOnly` property is not in responses, even where it is required.",
        (
            "{ type: object, properties: { p: { type: string } }, required: [p] }",
            "{ type: object, properties: { p: { type: string, writeOnly: true } }, required: [p] }",
        ),
    ),
];
