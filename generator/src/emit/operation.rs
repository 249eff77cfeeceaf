//! Operations: a method of the client, and the table of the request that it returns, its answers and its failures.
//!
//! ```text
//! impl Client { pub fn update_customer(&self, customer_id: impl AsRef<str>, body: &types::CustomerUpdate) -> UpdateCustomer }
//! runtime::operation! {
//!     UpdateCustomer, UPDATE_CUSTOMER: "updateCustomer" PATCH "/v1/customers/{customer_id}" [..];
//!     ok types::Customer { 200 => json }
//!     err UpdateCustomerError { NotFound(types::Problem) = 404 => json; }
//! }
//! ```

mod body;
pub(super) mod description;
pub(super) mod example;
mod method;
pub(super) mod outcome;
mod pages;
mod streams;

pub(super) use self::method::methods;

use super::text::{self, put, quoted};
use super::ty::Types;
use super::{argument, doc};
use crate::analyze::listed_response;
use crate::ir::{Body, Operation, OperationId, Presence};
use crate::names::OperationNames;

/// The table of an operation.
pub(super) fn table(out: &mut String, types: Types<'_>, id: OperationId, operation: &Operation) {
    let names = types.cx.names.operation(id);
    for content in operation.body.iter().flat_map(|body| &body.contents) {
        if let Body::Multipart(multipart) = &content.body
            && !multipart.parts.is_empty()
        {
            body::form(out, types, operation, names, &multipart.parts);
            out.push('\n');
        }
    }
    let runtime = types.uses.runtime_path();
    put(out, format_args!("{runtime}::operation! {{\n    {}, {}:", names.request, names.constant));
    let (method, extension) = description::method(&operation.method);
    put(out, format_args!(" {} {method} {}", quoted(&operation.id), quoted(&operation.path)));
    out.push_str(&example::found_in(types.cx.options));
    description::calls(out, types, operation, extension);
    setters(out, types, operation, names);
    if let Some(body) = operation.body.as_ref().filter(|body| body.presence == Presence::Optional) {
        body::optional(out, types, names, body);
    }
    outcome::outcome(out, types, operation, names);
    out.push_str("}\n");
    streams::streams(out, types, operation, names);
    if let Some(pages) = types.cx.facts.pages(id)
        && let Some((body, _)) = listed_response(operation)
    {
        pages::pages(out, types, names, body, pages);
    }
}

fn setters(out: &mut String, types: Types<'_>, operation: &Operation, names: &OperationNames) {
    let parameters = operation.parameters.iter().zip(&names.parameters).enumerate();
    let mut optional =
        parameters.filter(|(_, (parameter, _))| parameter.presence == Presence::Optional).peekable();
    if optional.peek().is_none() {
        return;
    }
    out.push_str("    set {\n");
    for (index, (parameter, name)) in optional {
        let fallback = format!("Sets the parameter `{}`.", doc::code(&parameter.name));
        text::docs(out, "        ", &doc::lines(&doc::paragraphs(&parameter.docs, &fallback)));
        let taken = argument::of(types, &parameter.ty);
        put(out, format_args!("        {name}({}) = {} {index};\n", taken.ty, taken.call));
    }
    out.push_str("    }\n");
}
