//! What is only written otherwise is no change, cycles end, and a comparison is the mirror of the one the other way.

use std::collections::BTreeMap;

use super::{ids, report};
use crate::diff::{Form, Kind, Policy, Prefix, Rules};

fn of(schema: &str, components: &str) -> String {
    format!(
        "paths: {{ /a: {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {schema} }} }} }}, responses: {{ '200': {{ description: ok, content: {{ application/json: {{ schema: {schema} }} }} }} }} }} }} }}\n\
         components: {{ schemas: {{ {components} }} }}"
    )
}

fn old(text: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{ title: A, version: '1.0.0' }}\n{text}")
}

fn quiet(base: &str, head: &str) {
    let policy = Policy { thorough: true, ..Policy::default() };
    for (base, head) in [(base, head), (head, base)] {
        let found = ids(base, head, &policy);
        assert!(found.is_empty(), "{found:?}\n{base}\n{head}");
    }
}

const PET: &str = "{ type: object, required: [name], properties: { name: { type: string, minLength: 1 }, age: { type: integer } } }";

#[test]
fn a_schema_may_move_into_a_component_and_be_renamed() {
    quiet(
        &of(PET, "X: { type: string }"),
        &of("{ $ref: '#/components/schemas/Pet' }", &format!("X: {{ type: string }}, Pet: {PET}")),
    );
    quiet(
        &of("{ $ref: '#/components/schemas/Pet' }", &format!("Pet: {PET}")),
        &of("{ $ref: '#/components/schemas/Animal' }", &format!("Animal: {PET}")),
    );
    let with = |items: &str, components: &str| of(&format!("{{ type: array, items: {items} }}"), components);
    quiet(&with(PET, ""), &with("{ $ref: '#/components/schemas/Pet' }", &format!("Pet: {PET}")));
}

#[test]
fn all_of_may_be_written_out() {
    let parts = "{ allOf: [{ type: object, required: [name], properties: { name: { type: string, minLength: 1 } } }, { $ref: '#/components/schemas/Aged' }] }";
    quiet(&of(PET, ""), &of(parts, "Aged: { type: object, properties: { age: { type: integer } } }"));
    quiet(&of(PET, ""), &of(&format!("{{ allOf: [{PET}], description: a pet }}"), ""));
    quiet(&of(PET, ""), &of(&format!("{{ anyOf: [{PET}] }}"), ""));
    quiet(
        &of("{ type: integer, minimum: 3, maximum: 9 }", ""),
        &of("{ allOf: [{ type: integer, minimum: 1, maximum: 9 }, { minimum: 3 }] }", ""),
    );
}

#[test]
fn null_has_one_meaning_in_every_version() {
    let new = of("{ type: [string, 'null'] }", "");
    quiet(&old(&of("{ type: string, nullable: true }", "")), &new);
    quiet(&new, &of("{ oneOf: [{ type: string }, { type: 'null' }] }", ""));
    quiet(&new, &of("{ anyOf: [{ type: 'null' }, { type: string }] }", ""));
    let pet = format!("Pet: {PET}");
    quiet(
        &old(&of("{ nullable: true, allOf: [{ $ref: '#/components/schemas/Pet' }] }", &pet)),
        &of("{ oneOf: [{ $ref: '#/components/schemas/Pet' }, { type: 'null' }] }", &pet),
    );
    quiet(
        &old(&of("{ type: string, nullable: true, enum: [a, null] }", "")),
        &of("{ type: [string, 'null'], enum: [a, null] }", ""),
    );
}

#[test]
fn values_and_limits_may_be_written_otherwise() {
    quiet(&of("{ type: string, enum: [a] }", ""), &of("{ type: string, const: a }", ""));
    quiet(
        &of("{ type: string, enum: [a, b] }", ""),
        &of("{ oneOf: [{ const: a, title: A }, { const: b }] }", ""),
    );
    quiet(&of("{ type: string, enum: [a, b] }", ""), &of("{ enum: [b, a] }", ""));
    quiet(
        &of("{ type: [string, integer] }", ""),
        &of("{ anyOf: [{ type: integer }, { type: string }] }", ""),
    );
    quiet(
        &old(&of("{ type: integer, minimum: 1, exclusiveMinimum: true }", "")),
        &of("{ type: integer, exclusiveMinimum: 1 }", ""),
    );
    quiet(&of("{ type: number, maximum: 10 }", ""), &of("{ type: number, maximum: 10.0 }", ""));
    quiet(&of("{ type: object, additionalProperties: true }", ""), &of("{ type: object }", ""));
    quiet(
        &of("{ oneOf: [{ type: string }, { type: array, items: { type: string } }] }", ""),
        &of("{ oneOf: [{ type: array, items: { type: string } }, { type: string }] }", ""),
    );
}

#[test]
fn parameters_may_move_to_the_path_and_names_in_it_may_change_case() {
    let base = "paths: { '/a/{id}': { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }, { name: X-A, in: header, schema: { type: string } }, { name: q, in: query, style: form, explode: true, schema: { type: array, items: { type: string } } }], responses: { '200': { description: ok, headers: { X-B: { schema: { type: string } } } } } } } }";
    let head = "paths: { '/a/{id}': { parameters: [{ name: x-a, in: header, schema: { type: string } }, { $ref: '#/components/parameters/Q' }, { name: id, in: path, required: true, schema: { type: string } }], get: { responses: { '200': { headers: { x-b: { schema: { type: string } } }, description: fine } } } } }\ncomponents: { parameters: { Q: { name: q, in: query, schema: { type: array, items: { type: string } } } } }";
    quiet(base, head);
}

#[test]
fn media_types_and_security_may_be_written_otherwise() {
    let body = |media: &str| {
        format!(
            "paths: {{ /a: {{ post: {{ requestBody: {{ content: {{ {media}: {{ schema: {{ type: string }} }} }} }}, responses: {{ '200': {{ description: ok }} }} }} }} }}"
        )
    };
    quiet(&body("application/json"), &body("'Application/JSON; charset=utf-8'"));
    let security = |all: &str, own: &str, name: &str| {
        format!(
            "{all}paths: {{ /a: {{ get: {{ {own}responses: {{ '200': {{ description: ok }} }} }} }} }}\ncomponents: {{ securitySchemes: {{ {name}: {{ type: http, scheme: basic }} }} }}"
        )
    };
    quiet(&security("", "security: [{ a: [] }], ", "a"), &security("", "security: [{ b: [] }], ", "b"));
}

/// Found by changing documents of others: callbacks of one expression were told apart by their order.
#[test]
fn callbacks_are_known_by_their_names() {
    let callback = |name: &str, property: &str| {
        format!(
            "{name}: {{ '{{$request.body#/u}}': {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {{ type: object, required: [{property}], properties: {{ {property}: {{ type: string }} }} }} }} }} }}, responses: {{ '200': {{ description: ok }} }} }} }} }}"
        )
    };
    let of = |one: String, other: String| {
        format!(
            "paths: {{ /a: {{ post: {{ callbacks: {{ {one}, {other} }}, responses: {{ '200': {{ description: ok }} }} }} }} }}"
        )
    };
    let (one, other) = (callback("one", "a"), callback("other", "b"));
    quiet(&of(one.clone(), other.clone()), &of(other, one));
}

#[test]
fn cyclic_schemas_end() {
    let tree = |leaf: &str| {
        of(
            "{ $ref: '#/components/schemas/Tree' }",
            &format!(
                "Tree: {{ type: object, properties: {{ left: {{ $ref: '#/components/schemas/Tree' }}, all: {{ allOf: [{{ $ref: '#/components/schemas/Tree' }}, {{ properties: {{ more: {{ $ref: '#/components/schemas/Tree' }} }} }}] }}, leaf: {leaf} }} }}"
            ),
        )
    };
    quiet(&tree("{ type: string }"), &tree("{ type: string }"));
    let found = ids(
        &tree("{ type: string, maxLength: 9 }"),
        &tree("{ type: string, maxLength: 5 }"),
        &Policy::default(),
    );
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        ["request-property-max-length-decreased", "response-property-max-length-decreased"]
    );
    let knot = of(
        "{ $ref: '#/components/schemas/A' }",
        "A: { oneOf: [{ $ref: '#/components/schemas/B' }, { type: string }] }, B: { anyOf: [{ $ref: '#/components/schemas/A' }, { type: array, items: { $ref: '#/components/schemas/B' } }] }",
    );
    quiet(&knot, &knot);
}

/// Every family, in both directions: what one comparison adds, the other one removes.
#[test]
fn a_comparison_mirrors_the_one_the_other_way() {
    let count = |base: &str, head: &str, mirrored: bool| {
        let mut kinds: BTreeMap<(Kind, Prefix, Form), usize> = BTreeMap::new();
        for finding in report(base, head, &Policy { thorough: true, ..Policy::default() }).findings {
            let Some((kind, prefix, form)) = Rules::table().get(&finding.rule).and_then(|rule| rule.kind)
            else {
                continue;
            };
            let kind = if mirrored { kind.mirror().unwrap_or(kind) } else { kind };
            // Rules that stand for several kinds are compared by what they stand for.
            let kind = match kind {
                Kind::TypeSpecialized | Kind::TypeGeneralized => Kind::TypeChanged,
                Kind::ReactivatedWithSunset => Kind::Reactivated,
                Kind::DeprecatedWithSunset => Kind::Deprecated,
                // Which of these a property is depends on the side that has it.
                Kind::AddedRequiredWithDefault
                | Kind::AddedOptional
                | Kind::RemovedRequiredWithDefault
                | Kind::RemovedRequired
                | Kind::RemovedOptional => Kind::AddedRequired,
                Kind::BecameRequiredWithDefault => Kind::BecameRequired,
                Kind::BecameOptionalWithDefault => Kind::BecameOptional,
                kind => kind,
            };
            *kinds.entry((kind, prefix, form)).or_default() += 1;
        }
        kinds
    };
    for family in crate::diff::FAMILIES.iter().copied().flatten() {
        if family.kind.mirror().is_none() {
            continue;
        }
        let animals = "Cat: { type: object, properties: { kind: { type: string }, name: { type: string }, c: { type: string } } }, Dog: { type: object, properties: { kind: { type: string }, name: { type: string }, d: { type: integer } } }";
        let (base, head) = (of(family.example.0, animals), of(family.example.1, animals));
        assert_eq!(count(&base, &head, true), count(&head, &base, false), "{:?}", family.kind);
    }
}
