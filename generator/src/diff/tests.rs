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

mod equivalent;
mod history;
mod mutation;
mod others;
mod subtle;
