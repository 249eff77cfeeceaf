//! Checks: problems that show only when the whole Api is known.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::ir::Api;

/// Every problem of the Api.
#[must_use]
pub fn check(api: &Api) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    check_templates(api, &mut diagnostics);
    diagnostics
}

/// Templates that differ only in the names of their parameters match the same paths.
fn check_templates(api: &Api, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<(String, &str), &crate::ir::Operation> = BTreeMap::new();
    for operation in &api.operations {
        let Some(first) = seen.insert((without_names(&operation.path), &operation.method), operation) else {
            continue;
        };
        if first.path == operation.path {
            continue;
        }
        let message = format!("`{}` and `{}` match the same paths", first.path, operation.path);
        let problem = Diagnostic::new(Code::AmbiguousPath, Location::Key(operation.place.clone()), message);
        diagnostics.push(problem.related(Location::Key(first.place.clone()), "the other one"));
    }
}

/// The template with nothing between its braces.
fn without_names(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for (index, part) in path.split('{').enumerate() {
        match part.split_once('}') {
            Some((_, rest)) if index > 0 => {
                text.push_str("{}");
                text.push_str(rest);
            }
            _ => text.push_str(part),
        }
    }
    text
}
