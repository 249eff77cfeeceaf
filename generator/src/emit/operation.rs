//! Operations: a method of the client, the request it returns, its description, and what goes wrong.
//!
//! ```text
//! impl Client { pub fn update_customer(&self, customer_id: impl Into<String>, body: CustomerUpdate) -> UpdateCustomer }
//! pub struct UpdateCustomer { call: Call }
//! pub enum UpdateCustomerError { BadRequest(Response<Problem>), .., Other(Error) }
//! ```

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::client::{taken, use_types};
use super::imports::shorten;
use super::ty::Types;
use super::types::mentions;
use super::uses::Uses;
use super::{Cx, doc, ty};
use crate::ir::{
    Docs, ModelKind, Operation, OperationId, Parameter, ParameterLocation, Presence, Response, Status,
    TypeUse,
};
use crate::names::OperationNames;
use crate::render::File;

/// The file with every operation.
pub(super) fn file(cx: Cx<'_>, types: &str) -> File {
    let methods = cx.api.operations().map(|(id, operation)| method(cx, id, operation));
    let mut items = vec![quote!(impl Client { #(#methods)* })];
    for (id, operation) in cx.api.operations() {
        items.extend(items_of(cx, id, operation));
    }
    let (items, mut declarations) = shorten(items, &taken(cx));
    declarations.push(quote!(
        use super::Client;
    ));
    if items.iter().any(|item| mentions(item, "types")) {
        declarations.push(use_types(types));
    }
    File {
        docs: vec!["Operations: what the client can do.".to_owned()],
        declarations,
        items,
        text: String::new(),
    }
}

fn items_of(cx: Cx<'_>, id: OperationId, operation: &Operation) -> Vec<TokenStream> {
    let names = cx.names.operation(id);
    let (request, error) = (format_ident!("{}", names.request), format_ident!("{}", names.error));
    let success = success(cx, operation);
    let failures: Vec<Failure<'_>> = failures(cx, operation, names);
    let variants = failures.iter().map(|failure| &failure.variant);
    vec![
        description(operation, names),
        request_struct(cx, operation, names, &request),
        quote!(runtime::request!(#request -> #success, #error);),
        outcome(operation, &request, &error, &success, &failures),
        error_enum(operation, &error, &failures),
        quote!(runtime::operation_error!(#error { #(#variants),* });),
    ]
}

/// The static description that the runtime sends by.
fn description(operation: &Operation, names: &OperationNames) -> TokenStream {
    let constant = format_ident!("{}", names.constant);
    let (id, path) = (&operation.id, &operation.path);
    let method = format_ident!("{}", operation.method.as_str());
    let mut accept: Vec<&str> = Vec::new();
    for content in operation.responses.iter().filter_map(|response| response.content.as_ref()) {
        if !accept.contains(&content.media_type.as_str()) {
            accept.push(&content.media_type);
        }
    }
    let accept = accept.join(", ");
    let security = operation.security.iter().map(|names| quote!(&[#(#names),*]));
    quote! {
        static #constant: runtime::client::Operation = runtime::client::Operation {
            id: #id,
            method: runtime::client::Method::#method,
            path: #path,
            accept: #accept,
            security: &[#(#security),*],
        };
    }
}

fn method(cx: Cx<'_>, id: OperationId, operation: &Operation) -> TokenStream {
    let names = cx.names.operation(id);
    let (method, request, constant) = (
        format_ident!("{}", names.method),
        format_ident!("{}", names.request),
        format_ident!("{}", names.constant),
    );
    let mut about = doc::paragraphs(&operation.docs, &format!("The operation `{}`.", operation.id));
    about.push(format!("`{} {}`", operation.method.as_str(), operation.path));
    let docs = doc::attributes(&about);
    let deprecated = operation.docs.deprecated.then(|| quote!(#[deprecated]));
    let (mut arguments, mut call) = (Vec::new(), quote!(self.core.call(&#constant)));
    let parameters = operation.parameters.iter().zip(&names.parameters);
    for (parameter, name) in parameters.filter(|(parameter, _)| parameter.presence == Presence::Required) {
        let name = format_ident!("{name}");
        let Sent { ty, text: value } = sent(cx, parameter, &name);
        arguments.push(quote!(#name: #ty));
        let (setter, wire) = (setter(parameter), &parameter.name);
        call = quote!(#call.#setter(#wire, #value));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.presence == Presence::Required) {
        let (name, ty) = (format_ident!("{}", names.body), in_client(cx, &body.content.ty));
        arguments.push(quote!(#name: &#ty));
        let send = body_call(&body.content.media_type, &name);
        call = quote!(#call.#send);
    }
    let many = (arguments.len() > 6).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "the document requires as many parameters")]),
    );
    quote! {
        #docs
        #deprecated
        #many
        pub fn #method(&self, #(#arguments),*) -> #request {
            #request { call: #call }
        }
    }
}

/// The method of a call that takes a parameter.
fn setter(parameter: &Parameter) -> Ident {
    match parameter.location {
        ParameterLocation::Path => format_ident!("path"),
        ParameterLocation::Query => format_ident!("query"),
        ParameterLocation::Header => format_ident!("header"),
    }
}

/// How a function takes a parameter, and the text it sends for it.
struct Sent {
    ty: TokenStream,
    text: TokenStream,
}

fn sent(cx: Cx<'_>, parameter: &Parameter, name: &Ident) -> Sent {
    let is_text = ty::is_plain_text(cx, &parameter.ty);
    match parameter.location {
        ParameterLocation::Path if is_text => {
            Sent { ty: quote!(impl Into<String>), text: quote!(#name.into()) }
        }
        _ if is_text => Sent { ty: quote!(impl AsRef<str>), text: quote!(#name.as_ref()) },
        ParameterLocation::Query | ParameterLocation::Header
            if matches!(ty::kind(cx, &parameter.ty), Some((_, ModelKind::Enumeration(_)))) =>
        {
            let ty = in_client(cx, &parameter.ty);
            Sent { ty: quote!(&#ty), text: quote!(#name.as_str()) }
        }
        location => {
            let reference = (location != ParameterLocation::Path).then(|| quote!(&));
            Sent { ty: in_client(cx, &parameter.ty), text: quote!(#reference #name.to_string()) }
        }
    }
}

/// The call that takes a body of the media type.
fn body_call(media_type: &str, name: &Ident) -> TokenStream {
    if media_type == "application/json" { quote!(json(#name)) } else { quote!(json_as(#media_type, #name)) }
}

fn request_struct(cx: Cx<'_>, operation: &Operation, names: &OperationNames, request: &Ident) -> TokenStream {
    let docs =
        doc::text(&format!("A request that [`Client::{}`] has set up; awaiting it sends it.", names.method));
    let setters: Vec<TokenStream> = operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .filter(|(parameter, _)| parameter.presence == Presence::Optional)
        .map(|(parameter, name)| optional_setter(cx, parameter, &format_ident!("{name}")))
        .chain(operation.body.iter().filter(|body| body.presence == Presence::Optional).map(|body| {
            let (name, ty) = (format_ident!("{}", names.body), in_client(cx, &body.content.ty));
            let docs = doc::attributes(&doc::paragraphs(&body.docs, "Sets the body."));
            let send = body_call(&body.content.media_type, &name);
            quote! {
                #docs
                pub fn #name(mut self, #name: &#ty) -> Self {
                    self.call = self.call.#send;
                    self
                }
            }
        }))
        .collect();
    let setters = (!setters.is_empty()).then(|| quote!(impl #request { #(#setters)* }));
    quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "a request does nothing until it is awaited"]
        pub struct #request {
            call: runtime::client::Call,
        }

        #setters
    }
}

fn optional_setter(cx: Cx<'_>, parameter: &Parameter, name: &Ident) -> TokenStream {
    let docs = doc::attributes(&doc::paragraphs(
        &parameter.docs,
        &format!("Sets the parameter `{}`.", parameter.name),
    ));
    let Sent { ty, text } = sent(cx, parameter, name);
    let (setter, wire) = (setter(parameter), &parameter.name);
    quote! {
        #docs
        pub fn #name(mut self, #name: #ty) -> Self {
            self.call = self.call.#setter(#wire, #text);
            self
        }
    }
}

/// The type of a value, with the names of models reached through the types crate.
fn in_client(cx: Cx<'_>, ty: &TypeUse) -> TokenStream {
    let taken = taken(cx);
    let uses = Uses::new(&taken);
    Types { cx, uses: &uses, models: "types::" }.nullable(ty).parse().unwrap_or_default()
}

/// The responses that are successes; where the document names none, `default` describes it, too.
fn successes(operation: &Operation) -> Vec<(Status, &Response)> {
    let named = operation.responses.iter().filter(|response| response.status.is_success());
    let named: Vec<_> = named.map(|response| (response.status, response)).collect();
    if !named.is_empty() {
        return named;
    }
    let default = operation.responses.iter().find(|response| response.status == Status::Default);
    default.map(|response| (Status::Range(2), response)).into_iter().collect()
}

/// What a success brings: the body, or nothing.
fn success(cx: Cx<'_>, operation: &Operation) -> TokenStream {
    let content = successes(operation).into_iter().find_map(|(_, response)| response.content.as_ref());
    content.map_or_else(|| quote!(()), |content| in_client(cx, &content.ty))
}

/// A response that is no success.
struct Failure<'a> {
    response: &'a Response,
    variant: Ident,
    /// What its body is; nothing for a response without one.
    body: TokenStream,
}

fn failures<'a>(cx: Cx<'_>, operation: &'a Operation, names: &OperationNames) -> Vec<Failure<'a>> {
    let responses = operation.responses.iter().filter(|response| !response.status.is_success());
    responses
        .zip(&names.failures)
        .map(|(response, name)| Failure {
            response,
            variant: format_ident!("{name}"),
            body: response.content.as_ref().map_or_else(|| quote!(()), |content| in_client(cx, &content.ty)),
        })
        .collect()
}

fn outcome(
    operation: &Operation,
    request: &Ident,
    error: &Ident,
    success: &TokenStream,
    failures: &[Failure<'_>],
) -> TokenStream {
    let read = |has_body: bool| if has_body { quote!(reply.json()?) } else { quote!(reply.no_content()) };
    let successes = successes(operation).into_iter().map(|(status, response)| {
        let (pattern, read) = (pattern(status), read(response.content.is_some()));
        (status, quote!(#pattern => Ok(#read)))
    });
    let failed = failures.iter().map(|failure| {
        let (pattern, variant) = (pattern(failure.response.status), &failure.variant);
        let read = read(failure.response.content.is_some());
        (failure.response.status, quote!(#pattern => Err(#error::#variant(Box::new(#read)))))
    });
    // Single statuses come before their hundred, and both before the default.
    let mut arms: Vec<(Status, TokenStream)> = successes.chain(failed).collect();
    arms.sort_by_key(|(status, _)| *status);
    let documented = arms.iter().any(|(status, _)| *status == Status::Default);
    let arms = arms.iter().map(|(_, arm)| arm);
    let rest = (!documented).then(|| quote!(_ => Err(reply.undocumented().into()),));
    quote! {
        impl runtime::client::Outcome for #request {
            type Value = #success;
            type Error = #error;

            fn decode(reply: runtime::client::Reply) -> Result<runtime::client::Response<Self::Value>, Self::Error> {
                match reply.status().as_u16() {
                    #(#arms,)*
                    #rest
                }
            }
        }
    }
}

fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(hundred) => {
            let (first, last) =
                (Literal::u16_unsuffixed(hundred * 100), Literal::u16_unsuffixed(hundred * 100 + 99));
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    }
}

fn error_enum(operation: &Operation, error: &Ident, failures: &[Failure<'_>]) -> TokenStream {
    let docs = doc::text(&format!(
        "What `{}` answers when it fails, and everything that keeps it from answering.",
        operation.id
    ));
    let variants = failures.iter().map(|failure| {
        let Docs { description, .. } = &failure.response.docs;
        let status = match failure.response.status {
            Status::Code(code) => code.to_string(),
            Status::Range(hundred) => format!("{hundred}XX"),
            Status::Default => "any other status".to_owned(),
        };
        let mut about = doc::paragraphs(&Docs { description: description.clone(), ..Docs::default() }, "");
        about.insert(0, format!("Status {status}"));
        let about = doc::text(&about.join(": "));
        let (variant, body) = (&failure.variant, &failure.body);
        quote!(#about #variant(Box<runtime::client::Response<#body>>))
    });
    quote! {
        #docs
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #error {
            #(#variants,)*
            /// No documented answer: the request was not sent, broke on the way, or brought something else.
            Other(runtime::client::Error),
        }
    }
}
