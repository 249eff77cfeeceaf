//! Changes about which other tools were measured to be wrong or silent: here is a verdict for each.

use std::collections::BTreeMap;

use super::report;
use crate::diff::Level::{self, Breaking, Info, Warning};
use crate::diff::Policy;

/// What changes, the documents, and every rule that speaks.
type Case = (&'static str, String, String, &'static [(&'static str, Level)]);

fn operation(members: &str) -> String {
    format!("paths: {{ /a: {{ post: {{ {members} }} }} }}")
}

fn sent(schema: &str) -> String {
    operation(&format!(
        "requestBody: {{ content: {{ application/json: {{ schema: {schema} }} }} }}, responses: {{ '200': {{ description: ok }} }}"
    ))
}

fn answered(responses: &str) -> String {
    operation(&format!("responses: {{ {responses} }}"))
}

fn got(schema: &str) -> String {
    answered(&format!(
        "'200': {{ description: ok, content: {{ application/json: {{ schema: {schema} }} }} }}"
    ))
}

fn asked(parameter: &str) -> String {
    operation(&format!("parameters: [{{ {parameter} }}], responses: {{ '200': {{ description: ok }} }}"))
}

fn headed(schema: &str) -> String {
    answered(&format!("'200': {{ description: ok, headers: {{ X-A: {{ schema: {schema} }} }} }}"))
}

/// A property of an object, of which no other keyword is looked at.
fn of(schema: &str) -> String {
    format!("{{ type: object, properties: {{ p: {schema} }} }}")
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table")]
fn what_others_get_wrong_is_right() {
    const LIST: &str = "name: p, in: query, schema: { type: array, items: { type: string } }";
    const TEXT: &str = "name: p, in: query, schema: { type: string }";
    let both = |schema: &str| {
        operation(&format!(
            "requestBody: {{ content: {{ application/json: {{ schema: {schema} }} }} }}, responses: {{ '200': {{ description: ok, content: {{ application/json: {{ schema: {schema} }} }} }} }}"
        ))
    };
    let secured = |security: &str| {
        format!(
            "paths: {{ /a: {{ get: {{ {security}responses: {{ '200': {{ description: ok }} }} }} }} }}\ncomponents: {{ securitySchemes: {{ k: {{ type: apiKey, in: header, name: K }}, o: {{ type: oauth2, flows: {{ clientCredentials: {{ tokenUrl: 'https://a.example/t', scopes: {{ r: read, w: write }} }} }} }} }} }}"
        )
    };
    let encoded = |media: &str| {
        operation(&format!(
            "requestBody: {{ content: {{ multipart/form-data: {{ schema: {{ type: object, properties: {{ f: {{ type: string }} }} }}, encoding: {{ f: {{ contentType: {media} }} }} }} }} }}, responses: {{ '200': {{ description: ok }} }}"
        ))
    };
    let called = |required: &str| {
        operation(&format!(
            "callbacks: {{ c: {{ '{{$request.body#/u}}': {{ post: {{ requestBody: {{ content: {{ application/json: {{ schema: {{ type: object{required}, properties: {{ s: {{ type: string }} }} }} }} }} }}, responses: {{ '200': {{ description: ok }} }} }} }} }} }}, responses: {{ '200': {{ description: ok }} }}"
        ))
    };
    let served =
        |url: &str| format!("servers: [{{ url: '{url}' }}]\n{}", answered("'200': { description: ok }"));
    let identified =
        |id: &str| operation(&format!("operationId: {id}, responses: {{ '200': {{ description: ok }} }}"));
    let choice = |keyword: &str, more: &str| {
        of(&format!(
            "{{ {keyword}: [{{ type: string }}, {{ type: array, items: {{ type: string }} }}{more}] }}"
        ))
    };
    let named = |name: &str| {
        format!(
            "paths: {{ '/a/{{{name}}}': {{ get: {{ parameters: [{{ name: {name}, in: path, required: true, schema: {{ type: string }} }}], responses: {{ '200': {{ description: ok }} }} }} }} }}"
        )
    };
    let text = of("{ type: string }");
    let cases: Vec<Case> = vec![
        (
            "an object is closed",
            both("{ type: object }"),
            both("{ type: object, additionalProperties: false }"),
            &[
                ("request-body-additional-properties-closed", Breaking),
                ("response-body-additional-properties-closed", Info),
            ],
        ),
        (
            "an object is opened",
            both("{ type: object, additionalProperties: false }"),
            both("{ type: object }"),
            &[
                ("request-body-additional-properties-opened", Info),
                ("response-body-additional-properties-opened", Warning),
            ],
        ),
        (
            "items have to differ",
            sent("{ type: array, items: {} }"),
            sent("{ type: array, items: {}, uniqueItems: true }"),
            &[("request-body-unique-items-set", Breaking)],
        ),
        (
            "a multiple is asked for",
            sent("{ type: integer }"),
            sent("{ type: integer, multipleOf: 2 }"),
            &[("request-body-multiple-of-set", Breaking)],
        ),
        (
            "a list of values is dropped",
            both(&of("{ type: string, enum: [x] }")),
            both(&text),
            &[("request-property-became-not-enum", Info), ("response-property-became-not-enum", Warning)],
        ),
        (
            "values are listed",
            both(&text),
            both(&of("{ type: string, enum: [x] }")),
            &[("request-property-became-enum", Breaking), ("response-property-became-enum", Info)],
        ),
        (
            "a whole answer may be another value",
            got("{ type: string, enum: [a] }"),
            got("{ type: string, enum: [a, b] }"),
            &[("response-body-enum-value-added", Warning)],
        ),
        ("a constant is listed", both(&of("{ enum: [x] }")), both(&of("{ const: x }")), &[]),
        (
            "an array is written in one",
            asked(LIST),
            asked(&format!("{LIST}, explode: false")),
            &[("request-parameter-explode-changed", Breaking)],
        ),
        (
            "an array is written in another style",
            asked(LIST),
            asked(&format!("{LIST}, style: pipeDelimited, explode: true")),
            &[("request-parameter-style-changed", Breaking)],
        ),
        (
            "a parameter must not be empty",
            asked(&format!("{TEXT}, allowEmptyValue: true")),
            asked(TEXT),
            &[("request-parameter-allow-empty-value-removed", Breaking)],
        ),
        (
            "reserved characters are escaped",
            asked(&format!("{TEXT}, allowReserved: true")),
            asked(TEXT),
            &[("request-parameter-allow-reserved-removed", Warning)],
        ),
        (
            "a part is encoded otherwise",
            encoded("text/a"),
            encoded("text/b"),
            &[("request-body-encoding-changed", Breaking)],
        ),
        (
            "a callback leaves something out",
            called(", required: [s]"),
            called(""),
            &[("response-property-became-optional", Breaking)],
        ),
        (
            "a header is longer",
            headed("{ type: string, maxLength: 3 }"),
            headed("{ type: string, maxLength: 5 }"),
            &[("response-header-max-length-increased", Breaking)],
        ),
        (
            "another server",
            served("https://a.example"),
            served("https://b.example"),
            &[("server-added", Info), ("server-removed", Warning)],
        ),
        (
            "no response for all other statuses",
            answered("'200': { description: ok }, default: { description: no }"),
            answered("'200': { description: ok }"),
            &[("response-default-removed", Warning)],
        ),
        ("a variable of the path is renamed", named("id"), named("key"), &[("path-parameter-renamed", Info)]),
        (
            "a key is asked for",
            secured(""),
            secured("security: [{ k: [] }], "),
            &[("api-security-added", Breaking)],
        ),
        (
            "a scope is asked for",
            secured("security: [{ o: [r] }], "),
            secured("security: [{ o: [r, w] }], "),
            &[("api-security-scope-added", Breaking)],
        ),
        (
            "a property is only sent",
            got(&text),
            got(&of("{ type: string, writeOnly: true }")),
            &[("response-optional-property-became-write-only", Warning)],
        ),
        (
            "a property is only received",
            sent(&text),
            sent(&of("{ type: string, readOnly: true }")),
            &[("request-optional-property-became-read-only", Warning)],
        ),
        (
            "any of more schemas",
            got(&choice("anyOf", "")),
            got(&choice("anyOf", ", { type: boolean }")),
            &[("response-property-any-of-added", Breaking)],
        ),
        (
            "one of them becomes any of them",
            got(&choice("oneOf", "")),
            got(&choice("anyOf", "")),
            &[("response-property-one-of-became-any-of", Warning)],
        ),
        (
            "another status of success",
            answered("'200': { description: ok }"),
            answered("'200': { description: ok }, '202': { description: soon }"),
            &[("response-success-status-added", Warning)],
        ),
        (
            "an operation has another id",
            identified("a"),
            identified("b"),
            &[("api-operation-id-changed", Info)],
        ),
    ];
    let mut wrong = Vec::new();
    for (what, base, head, expected) in cases {
        let found: BTreeMap<String, Level> = report(&base, &head, &Policy::default())
            .findings
            .into_iter()
            .map(|finding| (finding.rule, finding.level))
            .collect();
        let expected: BTreeMap<String, Level> =
            expected.iter().map(|(id, level)| ((*id).to_owned(), *level)).collect();
        if found != expected {
            wrong.push(format!("{what}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
