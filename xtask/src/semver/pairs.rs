//! The pairs of documents of which both tools judge the crates, and why they differ where they do.

use specwright::surface::Bump::{self, Major, Minor, None as Nothing, Patch};

/// A document that shows each kind of item.
pub(super) const BASE: &str = "openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: page, in: query, schema: { type: integer } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
        '404': { description: none }
    delete:
      operationId: deletePet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '204': { description: gone }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string, minLength: 1 }
        note: { type: string }
        age: { type: integer }
        status: { type: string, enum: [young, old] }
        food: { oneOf: [{ $ref: '#/components/schemas/Meat' }, { $ref: '#/components/schemas/Hay' }] }
    Meat: { type: object, required: [meat], properties: { meat: { type: string } } }
    Hay: { type: object, required: [hay], properties: { hay: { type: string } } }
    Extra: { type: object, properties: { extra: { type: string } } }
";

/// A change of the document, and what both say of the crate.
pub(super) struct Pair {
    pub(super) what: &'static str,
    /// The text that is replaced, and the one that takes its place.
    pub(super) edit: (&'static str, &'static str),
    pub(super) ours: Bump,
    /// What `cargo-semver-checks` asks for.
    pub(super) theirs: Bump,
    /// Why they differ.
    pub(super) why: &'static str,
}

const fn pair(
    what: &'static str,
    edit: (&'static str, &'static str),
    ours: Bump,
    theirs: Bump,
    why: &'static str,
) -> Pair {
    Pair { what, edit, ours, theirs, why }
}

const NO_TYPES: &str = "it does not compare the types of fields";
const NO_ADDITIONS: &str = "it tells what is added only where that breaks, and here it does not";
const NO_BEHAVIOUR: &str = "what the code does is nothing that it sees";

/// The pairs.
pub(super) const PAIRS: &[Pair] = &[
    pair("value of an enumeration removed", ("[young, old]", "[young]"), Major, Major, ""),
    pair(
        "value of an enumeration added",
        ("[young, old]", "[young, old, ancient]"),
        Minor,
        Nothing,
        NO_ADDITIONS,
    ),
    pair("property removed", ("        note: { type: string }\n", ""), Major, Major, ""),
    pair(
        "optional property added",
        ("        note: {", "        more: { type: string }\n        note: {"),
        Minor,
        Nothing,
        NO_ADDITIONS,
    ),
    pair("property became required", ("required: [name]", "required: [name, note]"), Major, Major, ""),
    pair("property became optional", ("      required: [name]\n", ""), Major, Major, ""),
    pair(
        "type of a property changed",
        ("age: { type: integer }", "age: { type: string }"),
        Major,
        Nothing,
        NO_TYPES,
    ),
    pair(
        "type of a property widened",
        ("age: { type: integer }", "age: { type: number }"),
        Major,
        Nothing,
        NO_TYPES,
    ),
    pair(
        "property may be null",
        ("age: { type: integer }", "age: { type: [integer, 'null'] }"),
        Major,
        Nothing,
        NO_TYPES,
    ),
    pair(
        "schema removed",
        ("    Extra: { type: object, properties: { extra: { type: string } } }\n", ""),
        Major,
        Major,
        "",
    ),
    pair("schema renamed", ("    Extra: {", "    Other: {"), Major, Major, ""),
    pair(
        "schema added",
        (
            "    Extra: {",
            "    Another: { type: object, properties: { other: { type: string } } }\n    Extra: {",
        ),
        Minor,
        Nothing,
        NO_ADDITIONS,
    ),
    pair(
        "schema of a `oneOf` replaced",
        ("{ $ref: '#/components/schemas/Hay' }]", "{ type: string }]"),
        Major,
        Major,
        "",
    ),
    pair("operation renamed", ("operationId: getPet", "operationId: fetchPet"), Major, Major, ""),
    pair(
        "operation added",
        (
            "components:\n",
            "  /all:\n    get: { operationId: listAll, responses: { '204': { description: ok } } }\ncomponents:\n",
        ),
        Minor,
        Nothing,
        NO_ADDITIONS,
    ),
    pair(
        "optional parameter added",
        (
            "        - { name: page,",
            "        - { name: size, in: query, schema: { type: integer } }\n        - { name: page,",
        ),
        Minor,
        Nothing,
        NO_ADDITIONS,
    ),
    pair(
        "required parameter added",
        (
            "        - { name: page,",
            "        - { name: size, in: query, required: true, schema: { type: integer } }\n        - { name: page,",
        ),
        Major,
        Major,
        "",
    ),
    pair(
        "parameter removed",
        ("        - { name: page, in: query, schema: { type: integer } }\n", ""),
        Major,
        Major,
        "",
    ),
    pair(
        "status of failure added",
        ("        '404': {", "        '409': { description: taken }\n        '404': {"),
        Minor,
        Nothing,
        NO_ADDITIONS,
    ),
    pair("status of failure removed", ("        '404': { description: none }\n", ""), Major, Major, ""),
    pair(
        "property deprecated",
        ("note: { type: string }", "note: { type: string, deprecated: true }"),
        Minor,
        Minor,
        "",
    ),
    pair("limit raised", ("minLength: 1", "minLength: 2"), Patch, Nothing, NO_BEHAVIOUR),
    pair(
        "described otherwise",
        ("title: Pets", "title: Pets, description: Animals"),
        Patch,
        Nothing,
        NO_BEHAVIOUR,
    ),
];
