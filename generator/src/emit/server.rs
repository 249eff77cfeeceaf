//! The files of a server: `mod.rs` with the trait and the router, `operations.rs` with what operations take and give.
//!
//! ```text
//! pub trait Server: Service { fn update_customer(&self, call: .., input: ..) -> impl Future<..>; }
//! runtime::endpoint! {
//!     UPDATE_CUSTOMER: "updateCustomer" PATCH "/v1/customers/{customer_id}" [..] [..];
//!     input UpdateCustomerInput { customer_id: String = required(0); }
//!     response UpdateCustomerResponse { NotFound(body: types::Problem) = status(404).json(.., &body); }
//! }
//! ```

mod endpoint;
mod input;
mod response;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::client::{scheme, use_types};
use super::text::{self, put, quoted};
use super::ty::Types;
use super::types::{profile, title};
use super::uses::Uses;
use super::{Cx, doc};
use crate::ir::Operation;
use crate::names::ServerNames;
use crate::render::{Draft, File};

/// The files; `types` is the path of the types crate, with its last colons.
pub(super) fn files<'a>(cx: Cx<'a>, types: &'a str) -> Vec<Draft<'a>> {
    if cx.api.operations.is_empty() {
        let docs = vec![format!("The {} has no operations, so there is no server.", title(cx))];
        return vec![Draft::new("mod.rs", move || File { docs, ..File::default() })];
    }
    vec![
        Draft::new("mod.rs", move || root(cx, types)),
        Draft::new("operations.rs", move || operations(cx, types)),
    ]
}

/// The names of what the server declares.
fn taken(cx: Cx<'_>) -> BTreeSet<String> {
    let names = cx.api.operations().map(|(id, _)| cx.names.served(id));
    let names =
        names.flat_map(|names| [&names.input, &names.response, &names.body, &names.parts].map(String::clone));
    names.chain(["Server".to_owned()]).collect()
}

fn root(cx: Cx<'_>, types: &str) -> File {
    let taken = taken(cx);
    let uses = Uses::new(&taken);
    let types_of = Types { cx, uses: &uses, models: "types::" };
    let items = vec![api(types_of), profile(cx)];
    let mut text = String::new();
    service(&mut text, types_of);
    text.push('\n');
    routes(&mut text, types_of);
    let mut declarations = uses.declarations();
    declarations.push(quote!(
        mod operations;
        pub use operations::*;
    ));
    if cx.api.common_error().is_some() && text_of(&items).contains("types ::") {
        declarations.push(use_types(types));
    }
    let docs = vec![format!("A server of the {}.", title(cx))];
    File { docs, declarations, items, text, ..File::default() }
}

fn text_of(items: &[TokenStream]) -> String {
    items.iter().map(ToString::to_string).collect()
}

/// What the document says of the API as a whole.
fn api(types: Types<'_>) -> TokenStream {
    let cx = types.cx;
    let (title, version) = (&cx.api.title, &cx.api.version);
    let path = |name| -> TokenStream { types.uses.item("runtime::server", name).parse().unwrap_or_default() };
    let schemes = cx.api.security_schemes.iter().map(|it| scheme(it, &path));
    let error = cx.api.common_error().map(|(media_type, ty)| {
        let ty: TokenStream = types.nullable(ty).parse().unwrap_or_default();
        let body = path("ErrorBody");
        quote!(Some(#body::of::<#ty>(#media_type)))
    });
    let error = error.unwrap_or_else(|| quote!(None));
    let api = path("Api");
    quote! {
        /// What the document says of the API as a whole.
        pub static API: #api = #api {
            title: #title,
            version: #version,
            security_schemes: &[#(#schemes),*],
            profile: &PROFILE,
            error: #error,
        };
    }
}

/// The trait with a method for each operation.
fn service(out: &mut String, types: Types<'_>) {
    let cx = types.cx;
    let mut about = vec![format!("The operations of the {}.", title(cx))];
    let description = cx.api.description.clone();
    about.extend(doc::paragraphs(&crate::ir::Docs { description, ..Default::default() }, ""));
    text::docs(out, "", &doc::lines(&about));
    let (service, call, failure) = (
        types.uses.item("runtime::server", "Service"),
        types.uses.item("runtime::server", "Call"),
        types.uses.item("runtime::server", "Failure"),
    );
    put(out, format_args!("pub trait Server: {service} {{\n"));
    for (id, operation) in cx.api.operations() {
        let names = cx.names.served(id);
        if id.0 > 0 {
            out.push('\n');
        }
        text::docs(out, "    ", &doc::lines(&about_operation(operation)));
        put(out, format_args!("    fn {}(\n        &self,\n", names.method));
        put(out, format_args!("        call: {call}<Self::Caller>,\n        input: {},\n", names.input));
        put(
            out,
            format_args!("    ) -> impl Future<Output = Result<{}, {failure}>> + Send;\n", names.response),
        );
    }
    out.push_str("}\n");
}

fn about_operation(operation: &Operation) -> Vec<String> {
    let mut about =
        doc::paragraphs(&operation.docs, &format!("The operation `{}`.", doc::code(&operation.id)));
    about.push(format!("`{} {}`", operation.method, doc::code(&operation.path)));
    about
}

/// The functions that make a router of an implementation.
fn routes(out: &mut String, types: Types<'_>) {
    let all = types.uses.item("runtime::server", "Routes");
    let router = types.uses.item("runtime::server", "Router");
    out.push_str("/// Every operation of the API, to be served with limits of its own.\n");
    put(out, format_args!("pub fn routes<S: Server>(server: S) -> {all}<S> {{\n"));
    put(out, format_args!("    {all}::new(&API, server)\n"));
    for (id, _) in types.cx.api.operations() {
        let ServerNames { method, constant, .. } = types.cx.names.served(id);
        put(
            out,
            format_args!(
                "        .route(&{constant}, |server, call, input| Box::pin(server.{method}(call, input)))\n"
            ),
        );
    }
    out.push_str("}\n\n/// The API as a router, with the usual limits.\n");
    put(out, format_args!("pub fn router<S: Server>(server: S) -> {router} {{\n"));
    out.push_str("    routes(server).into_router()\n}\n");
}

/// The file with every operation.
fn operations(cx: Cx<'_>, types: &str) -> File {
    let taken = taken(cx);
    let uses = Uses::new(&taken);
    let types_of = Types { cx, uses: &uses, models: "types::" };
    let mut text = String::new();
    for (id, operation) in cx.api.operations() {
        if !text.is_empty() {
            text.push('\n');
        }
        let names = cx.names.served(id);
        input::bodies(&mut text, types_of, operation, names);
        let runtime = uses.runtime_path();
        put(&mut text, format_args!("{runtime}::endpoint! {{\n"));
        endpoint::emit(&mut text, types_of, operation, names);
        input::emit(&mut text, types_of, operation, names);
        response::emit(&mut text, types_of, operation, names);
        text.push_str("}\n");
    }
    let mut declarations = uses.declarations();
    if text.contains("types::") {
        declarations.push(use_types(types));
    }
    File {
        docs: vec!["Operations: what they take and what they give.".to_owned()],
        declarations,
        text,
        ..File::default()
    }
}

/// The media type as a literal; one that the document leaves empty may be anything.
fn media(media_type: &str) -> String {
    quoted(if media_type.is_empty() { "*/*" } else { media_type })
}
