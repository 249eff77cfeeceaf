//! Tests of reading and comparing surfaces.

use super::{Bump, Surface, compare};
use crate::config::Config;
use crate::read::NoFiles;
use crate::source::Sources;
use crate::{Input, generate};

fn surface(schemas: &str, paths: &str) -> Surface {
    let mut sources = Sources::new();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: A, version: '1' }}\npaths: {paths}\ncomponents:\n  schemas: {schemas}\n"
    );
    let document = sources.add("a.yaml", text);
    let generated = generate(Input::new(&mut sources, document, &mut NoFiles), &Config::default());
    assert!(!generated.diagnostics.has_errors(), "{:?}", generated.diagnostics);
    Surface::of("a", &generated.packages[0])
}

const PATHS: &str = "{ '/a/{id}': { get: { operationId: getA, parameters: [{ name: id, in: path, required: true, schema: { type: string } }, { name: q, in: query, schema: { type: integer } }], responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }, '404': { description: gone } } } } }";
const SCHEMAS: &str = "{ A: { type: object, required: [s], properties: { s: { type: string, enum: [x, y] }, n: { type: integer } } } }";

#[test]
fn items_are_read_with_their_places() {
    let surface = surface(SCHEMAS, PATHS);
    let item =
        |path: &str| surface.items.get(path).unwrap_or_else(|| panic!("{path}: {:#?}", surface.items.keys()));
    assert_eq!(item("types::A::n").signature, "Option<i64>");
    assert_eq!(item("types::A::n").pointer.as_deref(), Some("/components/schemas/A/properties/n"));
    assert_eq!(item("types::A::new").signature, "(s: AS) -> Self");
    assert_eq!(item("types::A::with_n").signature, "(self, i64) -> Self");
    assert!(item("types::A").non_exhaustive && item("types::A").derives.contains("Clone"));
    assert_eq!(item("types::AS::X").pointer.as_deref(), Some("/components/schemas/A/properties/s"));
    assert_eq!(item("client::Client::get_a").pointer.as_deref(), Some("/paths/~1a~1{id}/get"));
    assert_eq!(item("client::GetA::Output").signature, "types::A");
    assert_eq!(
        item("client::GetAError::NotFound").pointer.as_deref(),
        Some("/paths/~1a~1{id}/get/responses/404")
    );
}

#[test]
fn a_surface_is_read_as_it_was_written() {
    let surface = surface(SCHEMAS, PATHS);
    assert_eq!(Surface::from_json(&surface.json("Generated")), Some(surface));
    assert_eq!(Surface::from_json("{}"), None);
}

#[test]
fn events_have_the_bump_that_compilers_give_them() {
    let base = surface(SCHEMAS, PATHS);
    let check = |schemas: &str, paths: &str, rule: &str, item: &str, bump: Bump| {
        let events = compare(&base, &surface(schemas, paths));
        let found = events.iter().find(|event| event.rule.id == rule && event.item == item);
        let found = found.unwrap_or_else(|| panic!("{rule} {item}: {events:#?}"));
        assert_eq!(found.rule.bump, bump);
        assert_eq!(events.iter().map(|event| event.rule.bump).max(), Some(bump), "{events:#?}");
    };
    let schemas = |from: &str, to: &str| {
        assert!(SCHEMAS.contains(from));
        SCHEMAS.replace(from, to)
    };
    check(&schemas("[x, y]", "[x]"), PATHS, "rust-variant-removed", "a::types::AS::Y", Bump::Major);
    check(&schemas("[x, y]", "[x, y, z]"), PATHS, "rust-variant-added", "a::types::AS::Z", Bump::Minor);
    check(
        &schemas("n: { type: integer }", "n: { type: number }"),
        PATHS,
        "rust-field-type-changed",
        "a::types::A::n",
        Bump::Major,
    );
    check(&schemas(", n: { type: integer }", ""), PATHS, "rust-field-removed", "a::types::A::n", Bump::Major);
    check(
        &schemas("n: {", "o: { type: string }, n: {"),
        PATHS,
        "rust-field-added",
        "a::types::A::o",
        Bump::Minor,
    );
    check(&schemas("[s]", "[s, n]"), PATHS, "rust-method-changed", "a::types::A::new", Bump::Major);
    check(
        SCHEMAS,
        &PATHS.replace("getA", "fetchA"),
        "rust-method-removed",
        "a::client::Client::get_a",
        Bump::Major,
    );
    check(
        SCHEMAS,
        &PATHS.replace("id", "key"),
        "rust-argument-renamed",
        "a::client::Client::get_a",
        Bump::None,
    );
    check(
        SCHEMAS,
        &PATHS.replace(
            "'404': { description: gone }",
            "'404': { description: gone }, '409': { description: no }",
        ),
        "rust-variant-added",
        "a::client::GetAError::Conflict",
        Bump::Minor,
    );
    assert!(compare(&base, &base).is_empty());
}
