//! Responses that are streams: events, and JSON values line by line.
//!
//! ```text
//! runtime::streams! { Watch, WatchError; events }
//! runtime::streams! { Export, ExportError; lines types::Row }
//! ```

use super::super::text::put;
use super::super::ty::{self, Types};
use crate::ir::{Body, ModelKind, Operation, TypeUse};
use crate::names::OperationNames;

pub(super) fn streams(out: &mut String, types: Types<'_>, operation: &Operation, names: &OperationNames) {
    let runtime = types.uses.runtime_path();
    let (request, error) = (&names.request, &names.error);
    let (has_events, lines) = of(types, operation);
    if has_events {
        put(out, format_args!("\n{runtime}::streams! {{ {request}, {error}; events }}\n"));
    }
    if let Some(line) = lines {
        let line = types.value(line);
        put(out, format_args!("\n{runtime}::streams! {{ {request}, {error}; lines {line} }}\n"));
    }
}

/// Whether a success brings events, and of which type the lines are that one brings.
pub(super) fn of<'o>(types: Types<'_>, operation: &'o Operation) -> (bool, Option<&'o TypeUse>) {
    let successes = operation.successes();
    let bodies = || {
        let responses = successes.iter().map(|(_, response)| *response);
        responses.flat_map(|response| &response.contents).map(|content| &content.body)
    };
    let lines = bodies().find_map(|body| match body {
        Body::Lines(line) if is_model(types, line) => Some(line),
        _ => None,
    });
    (bodies().any(|body| matches!(body, Body::Events(_))), lines)
}

/// Whether the type can be a body.
fn is_model(types: Types<'_>, line: &TypeUse) -> bool {
    let kind = ty::kind(types.cx, line).map(|(_, kind)| kind);
    matches!(kind, Some(ModelKind::Record(_) | ModelKind::Union(_) | ModelKind::Any(_)))
}
