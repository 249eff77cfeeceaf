//! Tests of the comparison as a whole.

use std::collections::BTreeSet;

use super::{Loaded, Policy, Report, compare};
use crate::Input;
use crate::read::NoFiles;
use crate::source::Sources;

/// Reads a document of OpenAPI 3.1 of which the text is what comes after the version.
pub(super) fn document(text: &str) -> Loaded {
    let info = if text.contains("info:") { "" } else { "info: { title: A, version: '1.0.0' }\n" };
    let version = if text.contains("openapi:") { "" } else { "openapi: 3.1.0\n" };
    let mut sources = Sources::new();
    let document = sources.add("api.yaml", format!("{version}{info}{text}\n"));
    let (loaded, diagnostics) = Loaded::read(Input::new(&mut sources, document, &mut NoFiles));
    let problems = crate::diagnostic::human(&diagnostics, &sources, crate::diagnostic::Color::Never);
    assert!(!diagnostics.has_errors(), "{problems}\n{text}");
    loaded.expect("a document without errors")
}

pub(super) fn report(base: &str, head: &str, policy: &Policy) -> Report {
    compare(&document(base), &document(head), policy)
}

/// The ids of the rules that speak.
pub(super) fn ids(base: &str, head: &str, policy: &Policy) -> BTreeSet<String> {
    report(base, head, policy).findings.into_iter().map(|finding| finding.rule).collect()
}

/// What was read for the comparison gives the crates that reading it again would give.
#[test]
fn a_document_is_generated_from_as_it_was_read() {
    use crate::config::Config;

    let text = include_str!("../../../tests/fixtures/diff/otark-newer.yaml");
    let mut sources = Sources::new();
    let document = sources.add("folder/api.yaml", text);
    let config = Config::default();
    let expected = crate::generate(Input::new(&mut sources, document, &mut NoFiles), &config);
    let read = Loaded::read(Input::new(&mut sources, document, &mut NoFiles)).0.unwrap();
    assert!(!expected.packages.is_empty());
    assert_eq!(read.generate("folder/api.yaml", &config).packages, expected.packages);
}

mod equivalent;
mod history;
mod mutation;
mod others;
mod subtle;
