//! The identifiers of a server: its trait's methods, their inputs and their responses.

use super::given::Given;
use super::scope::Scope;
use super::{arguments, parts, status, suffix, to_constant, to_field, to_type, wish};
use crate::ir::{Api, Body};

/// The identifiers of an operation in a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerNames {
    /// The method of the trait.
    pub method: String,
    /// The static description.
    pub constant: String,
    /// What the operation takes.
    pub input: String,
    /// What it gives.
    pub response: String,
    /// A body that may be of several media types.
    pub body: String,
    /// The parts of a `multipart` body.
    pub parts: String,
    /// The fields of the input for the parameters, in their order.
    pub fields: Vec<String>,
    /// The field of the input for the body.
    pub body_field: String,
    /// The variants of the body, in the order of its media types.
    pub bodies: Vec<String>,
    /// The fields of the parts.
    pub part_fields: Vec<String>,
    /// The variants of the response, in the order of the responses.
    pub responses: Vec<String>,
}

pub(super) fn assign(api: &Api, given: Given<'_>) -> Vec<ServerNames> {
    let ids = || api.operations.iter().map(|operation| given.operation(&operation.place, &operation.id));
    let methods = Scope::service().assign(ids().map(|id| wish(id, to_field)));
    let constants = Scope::descriptions().assign(methods.iter().map(|method| wish(method, to_constant)));
    let mut types = Scope::served();
    let stems: Vec<String> = ids().map(to_type).collect();
    let mut with =
        |suffix: &str| types.assign(stems.iter().map(|stem| wish(&format!("{stem}{suffix}"), str::to_owned)));
    let (inputs, responses) = (with("Input"), with("Response"));
    let (bodies, forms) = (with("Body"), with("Parts"));
    let mut all = Vec::with_capacity(methods.len());
    for (index, operation) in api.operations.iter().enumerate() {
        let (fields, body_field) = arguments(operation, Scope::values(), given);
        let contents = operation.body.as_ref().map_or(&[][..], |body| &body.contents);
        let variant = |body: &Body| wish(&to_type(suffix(body)), str::to_owned);
        let name = |status_of| wish(&status(status_of), str::to_owned);
        all.push(ServerNames {
            method: methods[index].clone(),
            constant: constants[index].clone(),
            input: inputs[index].clone(),
            response: responses[index].clone(),
            body: bodies[index].clone(),
            parts: forms[index].clone(),
            fields,
            body_field,
            bodies: Scope::failures().assign(contents.iter().map(|content| variant(&content.body))),
            part_fields: parts(contents),
            responses: Scope::failures()
                .assign(operation.responses.iter().map(|response| name(response.status))),
        });
    }
    all
}
