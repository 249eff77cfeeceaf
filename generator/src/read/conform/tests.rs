//! Tests of conformance to the keyword tables.

use proptest::prelude::*;

use super::*;
use crate::diagnostic::{Color, human};
use crate::read::refs::Loader;
use crate::source::{Limits, Sources, parse};

struct Files(Vec<(&'static str, &'static str)>);

impl Loader for Files {
    fn load(&mut self, path: &str) -> Result<Vec<u8>, String> {
        let found = self.0.iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| "no such file".to_owned())
    }
}

/// What is printed, and the pointers of the broken references and the faulty objects.
fn check(text: &str, files: Vec<(&'static str, &'static str)>) -> (String, Vec<String>) {
    let mut sources = Sources::new();
    let file = sources.add("api.yaml", text);
    let (tree, mut diagnostics) = parse(&sources, file, &Limits::DEFAULT);
    let mut trees = Trees::new(file, tree.unwrap());
    diagnostics.extend(trees.load(&mut sources, "api.yaml", &mut Files(files), &[], &Limits::DEFAULT));
    let mut broken = Vec::new();
    match dialect(&trees) {
        Ok(dialect) => {
            let found = conform(&trees, dialect);
            diagnostics.extend(found.diagnostics);
            let name = |place: &Place| format!("{}#{}", sources.get(place.file).name, place.pointer);
            broken.extend(found.broken.union(&found.faulty).map(name));
        }
        Err(problem) => diagnostics.push(*problem),
    }
    (human(&diagnostics, &sources, Color::Never), broken)
}

const HEAD_30: &str = "openapi: 3.0.0\ninfo: {title: A, version: '1'}\n";
const HEAD_31: &str = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\n";

#[test]
fn the_document_of_this_repository_conforms() {
    let page = include_str!("../../../../spec/pages/otark-update-customer.md");
    let text = page.split("````").nth(1).unwrap().split_once('\n').unwrap().1;
    assert_eq!(check(text, vec![]), (String::new(), vec![]));
}

#[test]
fn what_is_not_structure_is_not_looked_at() {
    let text = format!(
        "{HEAD_30}x-anything: {{get: 1}}\npaths:\n  x-more: 1\n  /a:\n    get:\n      responses:\n        '200':\n          \
         description: ok\n          content:\n            text/plain:\n              example: {{type: 7}}\n              \
         schema: {{enum: [{{type: 7}}], default: {{get: 1}}, x-y: 1, example: 2}}\ncomponents:\n  schemas:\n    \
         x-named-like-one: {{type: string}}\n    A: {{type: object, properties: {{const: {{type: string}}, get: {{}}}}}}\n"
    );
    assert_eq!(check(&text, vec![]).0, "");
}

#[test]
fn versions_that_are_not_read_are_named() {
    let cases = [
        "swagger: '2.0'\ninfo: {}\n",
        "openapi: 3.3.0\n",
        "openapi: 3.0\n",
        "openapi: {}\n",
        "info: {title: A}\n",
        "- a list\n",
        "just text\n",
    ];
    let all: Vec<_> = cases.iter().map(|text| check(text, vec![]).0).collect();
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn mistyped_and_misplaced_keywords_are_named() {
    let text = format!(
        "{HEAD_30}webhooks: {{}}\npaths:\n  a: {{}}\n  /a:\n    gett: {{}}\n    post:\n      operationID: a\n      \
         responses:\n        '20': {{description: a}}\n        ok: {{description: a}}\n      frobnicate: 1\n\
         components:\n  schemas:\n    A:\n      type: object\n      propertys: {{}}\n      const: 1\n      \
         additional_properties: false\n"
    );
    let (problems, broken) = check(&text, vec![]);
    assert_eq!(broken, [""; 0]);
    insta::assert_snapshot!(problems);
}

#[test]
fn newer_documents_lost_some_keywords() {
    let text = format!(
        "{HEAD_31}components:\n  schemas:\n    A: {{type: [string, 'null'], const: a, nullable: true, exclusiveMinimum: true}}\n    \
         B: true\n    C: {{$ref: '#/components/schemas/A', description: said beside it, prefixItems: [true, {{tipe: string}}]}}\n"
    );
    let (problems, broken) = check(&text, vec![]);
    assert_eq!(broken, ["api.yaml#/components/schemas/A"]);
    insta::assert_snapshot!(problems);
}

#[test]
fn values_of_the_wrong_type_break_the_object_they_are_in() {
    let text = "openapi: 3.0.0\ninfo: {title: 7, version: 1.0}\ntags: {}\nservers: [{}, a]\npaths:\n  /a:\n    get:\n      \
         tags: a\n      deprecated: 'yes'\n      parameters:\n        - {name: a, in: pth}\n        - {in: query}\n      \
         responses: []\ncomponents:\n  schemas:\n    A:\n      type: strnig\n    B: {type: [string, 'null'], exclusiveMinimum: 3}\n    \
         C:\n      properties:\n        d: 5\n        e: {minLength: -1, maxLength: 1.5, maximum: '3'}\n      required: name\n      \
         additionalProperties: 1\n      items: [{}]\n      allOf:\n";
    let (problems, broken) = check(text, vec![]);
    let pointers: Vec<_> = broken.iter().map(|name| name.trim_start_matches("api.yaml#")).collect();
    assert_eq!(
        pointers,
        [
            "",
            "/components/schemas/A",
            "/components/schemas/B",
            "/components/schemas/C",
            "/components/schemas/C/items",
            "/components/schemas/C/properties/d",
            "/components/schemas/C/properties/e",
            "/info",
            "/paths/~1a/get",
            "/paths/~1a/get/parameters/0",
            "/paths/~1a/get/parameters/1",
            "/paths/~1a/get/responses",
            "/servers/0",
            "/servers/1",
        ]
    );
    insta::assert_snapshot!(problems);
}

#[test]
fn what_must_be_there_is_asked_for() {
    let text = "openapi: 3.0.0\ninfo: {}\ncomponents:\n  responses:\n    A: {}\n  securitySchemes:\n    B: {name: a}\n  \
         requestBodies:\n    C: {}\n";
    insta::assert_snapshot!(check(text, vec![]).0);
}

#[test]
fn references_are_followed() {
    let text = format!(
        "{HEAD_30}paths: {{}}\ncomponents:\n  schemas:\n    A: {{$ref: '#/components/schemas/Custmer', description: x}}\n    \
         Customer: {{type: object}}\n    B: {{$ref: '#/components/schemas/C'}}\n    C: {{$ref: '#/components/schemas/B'}}\n    \
         D: {{$ref: '#/components/responses/R'}}\n    E: {{$ref: 7}}\n    F: {{$ref: 'parts/f.yaml#/F'}}\n    \
         G: {{$ref: '../secret.yaml'}}\n    H: {{$ref: 'parts/none.yaml'}}\n    I: {{$ref: 'parts/f.yaml#/Nope'}}\n  \
         responses:\n    R: {{description: ok}}\n"
    );
    let (problems, broken) = check(&text, vec![("parts/f.yaml", "F:\n  type: object\n  propertys: {}\n")]);
    let names: Vec<_> = broken.iter().map(|name| name.rsplit('/').next().unwrap_or_default()).collect();
    assert_eq!(names, ["A", "B", "C", "D", "E", "G", "H", "I"]);
    insta::assert_snapshot!(problems);
}

#[test]
fn a_place_is_told_by_its_file() {
    let (problems, _) =
        check(&format!("{HEAD_30}paths: {{/a: {{$ref: 'a.yaml'}}}}\n"), vec![("a.yaml", "gett: {}\n")]);
    assert!(problems.contains("--> a.yaml:1:1"), "{problems}");
}

/// Documents that are mostly made of keywords, in places where they fit and where they do not.
fn document() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    const KEYS: [&str; 24] = [
        "$ref",
        "paths",
        "/a",
        "get",
        "parameters",
        "responses",
        "200",
        "content",
        "schema",
        "type",
        "items",
        "properties",
        "components",
        "schemas",
        "A",
        "allOf",
        "enum",
        "in",
        "name",
        "required",
        "servers",
        "security",
        "x-a",
        "const",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec!["#/components/schemas/A", "#/paths", "#", "other.yaml", "string", "path"])
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(8, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(prop::sample::select(KEYS.to_vec()), inner, 0..6).prop_map(|map| {
                Value::Object(map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            }),
        ]
    })
}

proptest! {
    #[test]
    fn any_document_is_looked_at(paths in document(), schemas in document()) {
        for version in ["3.0.0", "3.1.0", "3.2.0"] {
            let text = serde_json::json!({"openapi": version, "paths": paths, "components": {"schemas": schemas}});
            let (problems, _) = check(&text.to_string(), vec![]);
            prop_assert!(problems.contains("`info` is missing"));
        }
    }
}
