//! The keywords of schemas: those of OpenAPI 3.0, and those of JSON Schema 2020-12 that 3.1 took over.

use super::Dialect::{V30, V31, V32};
use super::Shape::{Any, Boolean, Count, Either, List, Map, Number, Object, Ref, Text, Word};
use super::{Keyword, Kind, Others, Shape, Table};

const SCHEMA_OR_REF: Shape = Ref(Kind::Schema);
const TYPES_30: Shape = Word(&["array", "boolean", "integer", "number", "object", "string"]);
const TYPES_31: Shape = Word(&["array", "boolean", "integer", "null", "number", "object", "string"]);

const fn all(name: &'static str, shape: Shape) -> Keyword {
    Keyword::new(name, shape)
}

const fn old(name: &'static str, shape: Shape) -> Keyword {
    Keyword::new(name, shape).until(V30)
}

const fn new(name: &'static str, shape: Shape) -> Keyword {
    Keyword::new(name, shape).since(V31)
}

pub(super) const SCHEMA: Table = Table {
    name: "a schema",
    others: Others::None,
    keywords: &[
        all("$ref", Text),
        all("additionalProperties", Either(&Boolean, &SCHEMA_OR_REF)),
        all("allOf", List(&SCHEMA_OR_REF)),
        all("anyOf", List(&SCHEMA_OR_REF)),
        all("default", Any),
        all("deprecated", Boolean),
        all("description", Text),
        all("discriminator", Object(Kind::Discriminator)),
        all("enum", List(&Any)),
        all("example", Any),
        all("externalDocs", Object(Kind::ExternalDocs)),
        all("format", Text),
        all("items", SCHEMA_OR_REF),
        all("maxItems", Count),
        all("maxLength", Count),
        all("maxProperties", Count),
        all("maximum", Number),
        all("minItems", Count),
        all("minLength", Count),
        all("minProperties", Count),
        all("minimum", Number),
        all("multipleOf", Number),
        all("not", SCHEMA_OR_REF),
        all("oneOf", List(&SCHEMA_OR_REF)),
        all("pattern", Text),
        all("properties", Map(&SCHEMA_OR_REF)),
        all("readOnly", Boolean),
        all("required", List(&Text)),
        all("title", Text),
        all("uniqueItems", Boolean),
        all("writeOnly", Boolean),
        all("xml", Object(Kind::Xml)),
        old("exclusiveMaximum", Boolean),
        old("exclusiveMinimum", Boolean),
        old("nullable", Boolean),
        old("type", TYPES_30),
        new("exclusiveMaximum", Number),
        new("exclusiveMinimum", Number),
        new("type", Either(&TYPES_31, &List(&TYPES_31))),
        new("$anchor", Text),
        new("$comment", Text),
        new("$defs", Map(&SCHEMA_OR_REF)),
        new("$dynamicAnchor", Text),
        new("$dynamicRef", Text),
        new("$id", Text),
        new("$schema", Text),
        new("$vocabulary", Map(&Boolean)),
        new("const", Any),
        new("contains", SCHEMA_OR_REF),
        new("contentEncoding", Text),
        new("contentMediaType", Text),
        new("contentSchema", SCHEMA_OR_REF),
        new("dependentRequired", Map(&List(&Text))),
        new("dependentSchemas", Map(&SCHEMA_OR_REF)),
        new("else", SCHEMA_OR_REF),
        new("examples", List(&Any)),
        new("if", SCHEMA_OR_REF),
        new("maxContains", Count),
        new("minContains", Count),
        new("patternProperties", Map(&SCHEMA_OR_REF)),
        new("prefixItems", List(&SCHEMA_OR_REF)),
        new("propertyNames", SCHEMA_OR_REF),
        new("then", SCHEMA_OR_REF),
        new("unevaluatedItems", SCHEMA_OR_REF),
        new("unevaluatedProperties", SCHEMA_OR_REF),
    ],
};

/// JSON Schema draft 4, as Wright and others wrote it down in 2013.
pub(super) const DRAFT_4: Table = Table {
    name: "a schema",
    others: Others::None,
    keywords: &[
        all("$ref", Text),
        all("$schema", Text),
        all("additionalItems", Either(&Boolean, &SCHEMA_OR_REF)),
        all("additionalProperties", Either(&Boolean, &SCHEMA_OR_REF)),
        all("allOf", List(&SCHEMA_OR_REF)),
        all("anyOf", List(&SCHEMA_OR_REF)),
        all("default", Any),
        all("definitions", Map(&SCHEMA_OR_REF)),
        all("dependencies", Map(&Either(&List(&Text), &SCHEMA_OR_REF))),
        all("description", Text),
        all("enum", List(&Any)),
        all("exclusiveMaximum", Boolean),
        all("exclusiveMinimum", Boolean),
        all("format", Text),
        all("id", Text),
        all("items", Either(&List(&SCHEMA_OR_REF), &SCHEMA_OR_REF)),
        all("maxItems", Count),
        all("maxLength", Count),
        all("maxProperties", Count),
        all("maximum", Number),
        all("minItems", Count),
        all("minLength", Count),
        all("minProperties", Count),
        all("minimum", Number),
        all("multipleOf", Number),
        all("not", SCHEMA_OR_REF),
        all("oneOf", List(&SCHEMA_OR_REF)),
        all("pattern", Text),
        all("patternProperties", Map(&SCHEMA_OR_REF)),
        all("properties", Map(&SCHEMA_OR_REF)),
        all("required", List(&Text)),
        all("title", Text),
        all("type", Either(&TYPES_31, &List(&TYPES_31))),
        all("uniqueItems", Boolean),
    ],
};

pub(super) const DISCRIMINATOR: Table = Table {
    name: "a discriminator",
    others: Others::None,
    keywords: &[
        all("propertyName", Text).required(),
        all("mapping", Map(&Text)),
        all("defaultMapping", Text).since(V32),
    ],
};

pub(super) const XML: Table = Table {
    name: "an xml object",
    others: Others::None,
    keywords: &[
        all("name", Text),
        all("namespace", Text),
        all("prefix", Text),
        all("attribute", Boolean),
        all("wrapped", Boolean),
        all("nodeType", Text).since(V32),
    ],
};
