//! Checks: problems that show only when the whole Api is known.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::ir::{Api, Operation, ParameterLocation};
use crate::lower::template_names;

/// Every problem of the Api.
#[must_use]
pub fn check(api: &Api) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    check_operation_ids(api, &mut diagnostics);
    for operation in &api.operations {
        check_path_parameters(operation, &mut diagnostics);
        check_security(api, operation, &mut diagnostics);
    }
    diagnostics
}

fn check_operation_ids(api: &Api, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &Operation> = BTreeMap::new();
    for operation in &api.operations {
        if let Some(first) = seen.insert(&operation.id, operation) {
            let place = |operation: &Operation| Location::Value(operation.place.key("operationId"));
            let message = format!("the `operationId` `{}` is used twice", operation.id);
            diagnostics.push(
                Diagnostic::new(Code::DuplicateOperationId, place(operation), message)
                    .related(place(first), "first used here")
                    .hint("give every operation an `operationId` of its own: methods are named after it"),
            );
        }
    }
}

fn check_path_parameters(operation: &Operation, diagnostics: &mut Diagnostics) {
    let declared =
        || operation.parameters.iter().filter(|parameter| parameter.location == ParameterLocation::Path);
    for name in template_names(&operation.path) {
        if !declared().any(|parameter| parameter.name == name) {
            let message = format!("the path names `{name}`, but no path parameter declares it");
            diagnostics.push(
                Diagnostic::new(Code::UndeclaredPathParameter, Location::Key(operation.place.clone()), message)
                    .hint(format!("add `- {{ name: {name}, in: path, required: true, schema: {{ type: string }} }}` to `parameters`")),
            );
        }
    }
    for parameter in declared() {
        if !template_names(&operation.path).any(|name| name == parameter.name) {
            let message =
                format!("the path parameter `{}` does not occur in `{}`", parameter.name, operation.path);
            diagnostics.push(
                Diagnostic::new(
                    Code::UnusedPathParameter,
                    Location::Value(parameter.place.key("name")),
                    message,
                )
                .hint(format!("write `{{{}}}` into the path, or remove the parameter", parameter.name)),
            );
        }
    }
}

fn check_security(api: &Api, operation: &Operation, diagnostics: &mut Diagnostics) {
    for name in operation.security.iter().flatten() {
        if !api.security_schemes.iter().any(|scheme| scheme.name == *name) {
            let message = format!("the security scheme `{name}` is not declared");
            diagnostics.push(
                Diagnostic::new(
                    Code::UnknownSecurityScheme,
                    Location::Key(operation.place.key("security")),
                    message,
                )
                .hint("declare it under `components.securitySchemes`"),
            );
        }
    }
}
