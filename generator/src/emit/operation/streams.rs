//! Responses that are streams: events, and JSON values line by line.
//!
//! ```text
//! runtime::streams! { Watch, WatchError; events }
//! runtime::streams! { Export, ExportError; lines types::Row }
//! ```

use super::super::text::put;
use super::super::ty::{self, Types};
use crate::ir::{Body, ModelKind, Operation};
use crate::names::OperationNames;

pub(super) fn streams(out: &mut String, types: Types<'_>, operation: &Operation, names: &OperationNames) {
    let successes = operation.successes();
    let bodies =
        || successes.iter().flat_map(|(_, response)| &response.contents).map(|content| &content.body);
    let runtime = types.uses.runtime_path();
    let (request, error) = (&names.request, &names.error);
    if bodies().any(|body| matches!(body, Body::Events(_))) {
        put(out, format_args!("\n{runtime}::streams! {{ {request}, {error}; events }}\n"));
    }
    let lines = bodies().find_map(|body| match body {
        Body::Lines(line) if is_model(types, line) => Some(line),
        _ => None,
    });
    if let Some(line) = lines {
        let line = types.value(line);
        put(out, format_args!("\n{runtime}::streams! {{ {request}, {error}; lines {line} }}\n"));
    }
}

/// Whether the type can be a body.
fn is_model(types: Types<'_>, line: &crate::ir::TypeUse) -> bool {
    let kind = ty::kind(types.cx, line).map(|(_, kind)| kind);
    matches!(kind, Some(ModelKind::Record(_) | ModelKind::Union(_) | ModelKind::Any(_)))
}
