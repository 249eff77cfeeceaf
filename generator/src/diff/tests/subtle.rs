//! Changes whose verdict depends on more than the keyword.

use std::collections::BTreeMap;

use super::report;
use crate::diff::{Level, Policy};

/// The ids with their levels.
fn verdicts(base: &str, head: &str) -> BTreeMap<String, Level> {
    report(base, head, &Policy::default())
        .findings
        .into_iter()
        .map(|finding| (finding.rule, finding.level))
        .collect()
}

fn check(base: &str, head: &str, expected: &[(&str, Level)]) {
    let expected: BTreeMap<String, Level> =
        expected.iter().map(|(id, level)| ((*id).to_owned(), *level)).collect();
    assert_eq!(verdicts(base, head), expected, "{base}\n{head}");
}

fn sent(schema: &str) -> String {
    format!(
        "paths: {{ /a: {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {schema} }} }} }}, responses: {{ '200': {{ description: ok }} }} }} }} }}"
    )
}

fn got(schema: &str) -> String {
    format!(
        "paths: {{ /a: {{ get: {{ responses: {{ '200': {{ description: ok, content: {{ application/json: {{ schema: {schema} }} }} }} }} }} }} }}"
    )
}

#[test]
fn a_schema_is_judged_in_each_use() {
    let both = |values: &str| {
        format!(
            "paths: {{ /a: {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/S' }} }} }} }}, responses: {{ '200': {{ description: ok, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/S' }} }} }} }} }} }} }} }}\ncomponents: {{ schemas: {{ S: {{ type: object, properties: {{ s: {{ type: string, enum: [{values}] }} }} }} }} }}"
        )
    };
    check(
        &both("a, b"),
        &both("a, b, c"),
        &[
            ("request-property-enum-value-added", Level::Info),
            ("response-property-enum-value-added", Level::Warning),
        ],
    );
    check(
        &both("a, b"),
        &both("a"),
        &[
            ("request-property-enum-value-removed", Level::Breaking),
            ("response-property-enum-value-removed", Level::Info),
        ],
    );
}

#[test]
fn what_is_new_and_optional_breaks_nobody_whatever_it_asserts() {
    check(
        &sent("{ type: object }"),
        &sent(
            "{ type: object, properties: { p: { type: object, required: [q], properties: { q: { type: string, minLength: 3 } } } } }",
        ),
        &[("new-optional-request-property", Level::Info)],
    );
    let parameter = |list: &str| {
        format!(
            "paths: {{ /a: {{ get: {{ parameters: [{list}], responses: {{ '200': {{ description: ok }} }} }} }} }}"
        )
    };
    check(
        &parameter(""),
        &parameter("{ name: p, in: query, schema: { type: string, enum: [a] } }"),
        &[("new-optional-request-parameter", Level::Info)],
    );
}

#[test]
fn a_property_that_goes_from_a_closed_object_is_refused() {
    let object = |more: &str| {
        format!(
            "{{ type: object, additionalProperties: false, properties: {{ a: {{ type: string }}{more} }} }}"
        )
    };
    check(
        &sent(&object(", b: { type: string }")),
        &sent(&object("")),
        &[("request-property-removed-from-closed-object", Level::Breaking)],
    );
}

#[test]
fn webhooks_and_callbacks_are_judged_the_other_way() {
    let hook = |values: &str| {
        format!(
            "paths: {{}}\nwebhooks: {{ w: {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {{ type: object, properties: {{ s: {{ type: string, enum: [{values}] }} }} }} }} }} }}, responses: {{ '200': {{ description: ok }} }} }} }} }}"
        )
    };
    check(&hook("a"), &hook("a, b"), &[("response-property-enum-value-added", Level::Warning)]);
    let callback = |required: &str| {
        format!(
            "paths: {{ /a: {{ post: {{ callbacks: {{ c: {{ '{{$request.body#/u}}': {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {{ type: object{required}, properties: {{ s: {{ type: string }} }} }} }} }} }}, responses: {{ '200': {{ description: ok }} }} }} }} }} }}, responses: {{ '200': {{ description: ok }} }} }} }} }}"
        )
    };
    check(
        &callback(", required: [s]"),
        &callback(""),
        &[("response-property-became-optional", Level::Breaking)],
    );
}

#[test]
fn only_the_side_counts_to_which_a_property_travels() {
    let object = |flag: &str, length: u8| {
        format!(
            "{{ type: object, properties: {{ p: {{ type: string, {flag}: true, maxLength: {length} }} }} }}"
        )
    };
    check(
        &sent(&object("readOnly", 9)),
        &sent(&object("readOnly", 5)),
        &[("request-read-only-property-max-length-decreased", Level::Info)],
    );
    check(&got(&object("writeOnly", 5)), &got(&object("writeOnly", 9)), &[]);
    check(
        &sent("{ type: object, required: [p], properties: { p: { type: string, readOnly: true } } }"),
        &sent("{ type: object, required: [p], properties: { p: { type: string } } }"),
        &[("request-required-property-became-not-read-only", Level::Breaking)],
    );
}

#[test]
fn security_is_compared_as_alternatives() {
    let of = |list: &str| {
        format!(
            "paths: {{ /a: {{ get: {{ security: [{list}], responses: {{ '200': {{ description: ok }} }} }} }} }}\ncomponents: {{ securitySchemes: {{ k: {{ type: apiKey, in: header, name: K }}, l: {{ type: http, scheme: basic }} }} }}"
        )
    };
    check(
        &of("{ k: [] }"),
        &of("{ k: [], l: [] }"),
        &[
            ("api-security-alternative-removed", Level::Breaking),
            ("api-security-alternative-added", Level::Info),
        ],
    );
    check(&of("{ k: [] }, {}"), &of("{ k: [] }"), &[("api-security-alternative-removed", Level::Breaking)]);
    check(&of("{ k: [] }"), &of("{}"), &[("api-security-removed", Level::Info)]);
    check(&of("{ k: [] }, { l: [] }"), &of("{ l: [] }, { k: [] }"), &[]);
}

#[test]
fn values_in_paths_and_queries_are_text() {
    let of = |schema: &str| {
        format!(
            "paths: {{ /a: {{ get: {{ parameters: [{{ name: p, in: query, schema: {schema} }}], responses: {{ '200': {{ description: ok }} }} }} }} }}"
        )
    };
    check(
        &of("{ type: integer }"),
        &of("{ type: string }"),
        &[("request-parameter-type-generalized", Level::Info)],
    );
    check(
        &of("{ type: string }"),
        &of("{ type: integer }"),
        &[("request-parameter-type-changed", Level::Breaking)],
    );
    check(
        &sent("{ type: integer }"),
        &sent("{ type: string }"),
        &[("request-body-type-changed", Level::Breaking)],
    );
}

#[test]
fn all_of_is_merged_before_it_is_compared() {
    check(
        &sent("{ allOf: [{ type: object, properties: { a: { type: string } } }] }"),
        &sent("{ allOf: [{ type: object, properties: { a: { type: string } } }, { required: [a] }] }"),
        &[("request-property-became-required", Level::Breaking)],
    );
}

#[test]
fn a_choice_that_is_new_breaks_requests_unless_its_branches_exclude_each_other() {
    let cat = "{ type: object, required: [kind], properties: { kind: { const: cat } } }";
    let dog = "{ type: object, required: [kind], properties: { kind: { const: dog } } }";
    check(
        &sent(cat),
        &sent(&format!("{{ oneOf: [{cat}, {dog}] }}")),
        &[("request-body-extended-to-one-of", Level::Info)],
    );
    check(
        &got(cat),
        &got(&format!("{{ oneOf: [{cat}, {dog}] }}")),
        &[("response-body-extended-to-one-of", Level::Breaking)],
    );
    let open = "{ type: object, properties: { bark: { type: string } } }";
    check(
        &sent(cat),
        &sent(&format!("{{ oneOf: [{cat}, {open}] }}")),
        &[("request-body-wrapped-in-one-of", Level::Breaking)],
    );
}

/// Found by changing documents of others: what stands around a choice was lost, or told twice.
#[test]
fn what_stands_around_a_choice_is_kept() {
    let cat = "type: object, properties: { name: { type: string } }";
    let dog = "{ type: array, items: { type: string } }";
    let property = |schema: &str| got(&format!("{{ type: object, properties: {{ p: {schema} }} }}"));
    check(
        &property(&format!("{{ deprecated: true, {cat} }}")),
        &property(&format!("{{ deprecated: true, oneOf: [{{ {cat} }}, {dog}] }}")),
        &[("response-property-extended-to-one-of", Level::Breaking)],
    );
    check(
        &property(&format!("{{ deprecated: true, {cat} }}")),
        &property(&format!("{{ oneOf: [{{ deprecated: true, {cat} }}, {dog}] }}")),
        &[("response-property-extended-to-one-of", Level::Breaking)],
    );
    check(
        &sent("{ type: object }"),
        &sent("{ type: object, anyOf: [{ required: [a] }, { required: [b] }] }"),
        &[("request-body-choice-added", Level::Breaking)],
    );
    check(
        &sent(&format!("{{ oneOf: [{{ {cat} }}, {{ type: string }}] }}")),
        &sent(&format!("{{ oneOf: [{{ oneOf: [{{ {cat} }}, {dog}] }}, {{ type: string }}] }}")),
        &[("request-property-extended-to-one-of", Level::Info)],
    );
}

#[test]
fn a_branch_is_a_part_of_the_value() {
    let of = |limit: u8| {
        format!(
            "{{ oneOf: [{{ type: string, maxLength: {limit} }}, {{ type: object, properties: {{ a: {{ type: string }} }} }}] }}"
        )
    };
    check(&sent(&of(9)), &sent(&of(5)), &[("request-property-max-length-decreased", Level::Breaking)]);
}

#[test]
fn a_renamed_component_changes_what_a_discriminator_expects() {
    let of = |name: &str, mapping: &str| {
        format!(
            "{}\ncomponents: {{ schemas: {{ {name}: {{ type: object, properties: {{ k: {{ type: string }}, c: {{ type: string }} }} }}, Dog: {{ type: object, properties: {{ k: {{ type: string }}, d: {{ type: string }} }} }} }} }}",
            sent(&format!(
                "{{ oneOf: [{{ $ref: '#/components/schemas/{name}' }}, {{ $ref: '#/components/schemas/Dog' }}], discriminator: {{ propertyName: k{mapping} }} }}"
            ))
        )
    };
    check(
        &of("Cat", ""),
        &of("Tom", ""),
        &[
            ("request-body-discriminator-mapping-deleted", Level::Breaking),
            ("request-body-discriminator-mapping-added", Level::Info),
        ],
    );
    check(&of("Cat", ", mapping: { cat: Cat }"), &of("Tom", ", mapping: { cat: Tom }"), &[]);
}

#[test]
fn statuses_are_compared_with_the_ranges_that_hold_them() {
    let of = |status: &str| {
        format!(
            "paths: {{ /a: {{ get: {{ responses: {{ {status}: {{ description: ok, content: {{ application/json: {{ schema: {{ type: string }} }} }} }} }} }} }} }}"
        )
    };
    check(&of("2XX"), &of("'200'"), &[("response-status-range-specialized", Level::Info)]);
    check(&of("'200'"), &of("2XX"), &[("response-status-range-generalized", Level::Warning)]);
    check(
        &of("'200'"),
        &of("'201'"),
        &[
            ("response-success-status-removed", Level::Breaking),
            ("response-success-status-added", Level::Warning),
        ],
    );
}

#[test]
fn a_path_with_other_names_is_the_same_path() {
    let of = |name: &str| {
        format!(
            "paths: {{ '/a/{{{name}}}': {{ get: {{ parameters: [{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}], responses: {{ '200': {{ description: ok }} }} }} }} }}"
        )
    };
    check(&of("id"), &of("key"), &[("path-parameter-renamed", Level::Info)]);
}
