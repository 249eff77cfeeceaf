//! The files of the client crate: `mod.rs` with the client, and those of what it can do.

use std::collections::BTreeSet;
use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::shorten;
use super::layout::Parts;
use super::ty::Types;
use super::types::title;
use super::uses::Uses;
use super::{Cx, doc, layout, models, operation};
use crate::analyze::RateLimit;
use crate::ir::{Credential, HeaderGroupId, KeyLocation, OperationId, SecurityScheme};
use crate::render::{Draft, File};

/// The files; `types` is the path of the types crate, with its last colons.
pub(super) fn files<'a>(cx: Cx<'a>, types: &'a str, parts: Option<&'a Parts>) -> Vec<Draft<'a>> {
    if cx.api.operations.is_empty() {
        let docs = vec![format!("The {} has no operations, so there is no client.", title(cx))];
        return vec![Draft::new("mod.rs", move || File { docs, ..File::default() })];
    }
    let mut files = vec![Draft::new("mod.rs", move || root(cx, types, parts))];
    files.extend(operation_files(cx, types, parts));
    files
}

fn root(cx: Cx<'_>, types: &str, parts: Option<&Parts>) -> File {
    let mut items = vec![client(cx), api(cx)];
    items.extend((0..cx.api.header_groups.len()).map(|index| accessor(cx, HeaderGroupId(index))));
    let (items, mut declarations) = shorten(items, &taken(cx));
    declarations.push(layout::module("operations", layout::is_switched(parts).then_some("operation")));
    if !cx.api.header_groups.is_empty() {
        declarations.push(use_types(types));
    }
    let docs = vec![format!("A client for the {}.", title(cx))];
    File { docs, declarations, items, ..File::default() }
}

/// The files of the operations: one, or for a large API a file for each part of it.
fn operation_files<'a>(cx: Cx<'a>, types: &'a str, parts: Option<&'a Parts>) -> Vec<Draft<'a>> {
    let taken = Arc::new(taken(cx));
    let Some(parts) = parts else {
        let all: Vec<OperationId> = cx.api.operations().map(|(id, _)| id).collect();
        let docs = "Operations: what the client can do.".to_owned();
        return vec![Draft::new("operations.rs", move || operations(cx, &taken, types, &all, docs, 1))];
    };
    let modules = parts.operations.iter().map(|part| (part.path[0].as_str(), part.features.as_slice()));
    let text = models::modules(modules);
    let docs = vec!["Operations: what the client can do.".to_owned()];
    let root = move || File { docs, text, ..File::default() };
    let mut files = vec![Draft::new("operations/mod.rs", root)];
    for part in &parts.operations {
        let taken = Arc::clone(&taken);
        let docs = format!("Operations: {}.", part.about);
        let make = move || operations(cx, &taken, types, &part.items, docs, 2);
        files.push(Draft::new(format!("operations/{}.rs", part.path[0]), make));
    }
    files
}

/// A file of operations, so many modules below that of the client.
fn operations(
    cx: Cx<'_>,
    taken: &BTreeSet<String>,
    types: &str,
    ids: &[OperationId],
    docs: String,
    depth: usize,
) -> File {
    let uses = Uses::new(taken);
    let types_of = Types { cx, uses: &uses, models: "types::" };
    let mut text = String::from("impl Client {\n");
    let all = || ids.iter().map(|id| (*id, &cx.api.operations[id.0]));
    for (index, (id, operation)) in all().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        operation::methods(&mut text, types_of, id, operation);
    }
    text.push_str("}\n");
    for (id, operation) in all() {
        text.push('\n');
        operation::table(&mut text, types_of, id, operation);
    }
    let mut declarations = uses.declarations();
    let above = (0..depth).map(|_| quote!(super::));
    declarations.push(quote!(use #(#above)* Client;));
    if text.contains("types::") {
        declarations.push(use_types(types));
    }
    File { docs: vec![docs], declarations, text, ..File::default() }
}

/// The names of what the client crate declares.
pub(super) fn taken(cx: Cx<'_>) -> BTreeSet<String> {
    let operations = cx.api.operations().map(|(id, _)| cx.names.operation(id));
    let operations = operations.flat_map(|names| {
        [names.request.clone(), names.error.clone(), names.success.clone(), names.form.clone()]
    });
    let groups = (0..cx.api.header_groups.len())
        .map(|index| cx.names.header_group(HeaderGroupId(index)).accessor_trait.clone());
    operations.chain(groups).chain(["Client".to_owned()]).collect()
}

/// The `use` that makes the types known as `types`.
pub(super) fn use_types(types: &str) -> TokenStream {
    let path: TokenStream = types.trim_end_matches(':').parse().unwrap_or_default();
    if path.to_string().ends_with(":: types") { quote!(use #path;) } else { quote!(use #path as types;) }
}

fn client(cx: Cx<'_>) -> TokenStream {
    let mut about = vec![format!("A client for the {}.", title(cx))];
    about.extend(doc::paragraphs(
        &crate::ir::Docs { description: cx.api.description.clone(), ..Default::default() },
        "",
    ));
    about.push(
        "It is cheap to clone, and its clones share their connections. Each operation is a method; what the method \
         returns is awaited, and may be changed before."
            .to_owned(),
    );
    let docs = doc::attributes(&about);
    let (builder, request) =
        (example(&operation::example::builder(cx)), example(&operation::example::request(cx)));
    quote! {
        #docs
        #builder
        #[derive(Clone, Debug)]
        pub struct Client {
            core: runtime::client::Core,
        }

        impl Client {
            /// Begins to set up a client: credentials, limits of time, retries, and all else that a
            /// [builder](specwright_runtime::client::Builder) has.
            #builder
            pub fn builder() -> runtime::client::Builder<Self> {
                runtime::client::Builder::new()
            }

            /// Starts a call of an endpoint that the document does not describe.
            ///
            /// Credentials, limits, retries and errors are those of every other call. The path is a template below the
            /// URL of the server, whose variables [`path`](specwright_runtime::client::Call::path) fills:
            #request
            pub fn request(
                &self,
                method: runtime::client::Method,
                path: &'static str,
            ) -> runtime::client::Call {
                self.core.request(method, path)
            }
        }
    }
}

/// The lines of an example, if there is one; a single one ends the sentence before.
fn example(lines: &[String]) -> TokenStream {
    let gap = (lines.len() > 1).then(|| quote!(#[doc = ""]));
    let lines = lines.iter().map(|line| format!(" {line}"));
    quote!(#gap #(#[doc = #lines])*)
}

fn api(cx: Cx<'_>) -> TokenStream {
    let (title, version) = (&cx.api.title, &cx.api.version);
    let servers = cx.api.servers.iter().map(|server| &server.url);
    let rate_limit = cx.facts.rate_limit().map(rate_limit);
    let path = |name: &'static str| {
        let name = format_ident!("{name}");
        quote!(runtime::client::#name)
    };
    let schemes = cx.api.security_schemes.iter().map(|it| scheme(it, &path));
    quote! {
        impl runtime::client::ApiClient for Client {
            const API: &'static runtime::client::Api = &runtime::client::Api {
                title: #title,
                version: #version,
                user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
                servers: &[#(#servers),*],
                security_schemes: &[#(#schemes),*],
            };
            #rate_limit

            fn from_core(core: runtime::client::Core) -> Self {
                Self { core }
            }
        }
    }
}

/// The names of the headers of the rate limit.
fn rate_limit(names: &RateLimit) -> TokenStream {
    let reset = if names.reset_is_moment { quote!(reset_at) } else { quote!(reset) };
    let limit = names.limit.as_ref().map(|name| quote!(.limit(#name)));
    let remaining = names.remaining.as_ref().map(|name| quote!(.remaining(#name)));
    let usual = names.reset_is_moment.then(|| "x-ratelimit-reset".to_owned());
    let reset = names.reset.clone().or(usual).map(|name| quote!(.#reset(#name)));
    quote! {
        const RATE_LIMIT: runtime::client::RateLimitNames =
            runtime::client::RateLimitNames::new() #limit #remaining #reset;
    }
}

/// A security scheme; `path` gives the paths of the descriptions of schemes.
pub(super) fn scheme(scheme: &SecurityScheme, path: &dyn Fn(&'static str) -> TokenStream) -> TokenStream {
    let (name, kinds) = (&scheme.name, path("SchemeKind"));
    let kind = match &scheme.credential {
        Credential::ApiKey { location, name } => {
            let location = match location {
                KeyLocation::Header => quote!(Header),
                KeyLocation::Query => quote!(Query),
                KeyLocation::Cookie => quote!(Cookie),
            };
            let locations = path("KeyLocation");
            quote!(#kinds::ApiKey { location: #locations::#location, name: #name })
        }
        Credential::Basic => quote!(#kinds::Basic),
        Credential::Bearer => quote!(#kinds::Bearer),
        Credential::OAuth2 => quote!(#kinds::OAuth2),
        Credential::OpenIdConnect => quote!(#kinds::OpenIdConnect),
        Credential::MutualTls => quote!(#kinds::MutualTls),
    };
    let schemes = path("SecurityScheme");
    quote!(#schemes { name: #name, kind: #kind })
}

/// The trait that reads a header group from any response.
fn accessor(cx: Cx<'_>, id: HeaderGroupId) -> TokenStream {
    let names = cx.names.header_group(id);
    let (name, ty, method) = (
        format_ident!("{}", names.accessor_trait),
        format_ident!("{}", names.ty),
        format_ident!("{}", names.accessor),
    );
    let wires: Vec<String> =
        cx.api.header_groups[id.0].headers.iter().map(|header| format!("`{}`", header.name)).collect();
    let about = doc::text(&format!("Reads {} from a response.", wires.join(", ")));
    let reads = doc::text(&format!("The headers {}, as far as the response has them.", wires.join(", ")));
    let example = example(&operation::example::headers(cx, &names.accessor_trait, &names.accessor));
    quote! {
        #about
        #example
        pub trait #name {
            #reads
            ///
            /// # Errors
            ///
            /// A header does not have the form that the document describes.
            fn #method(&self) -> Result<types::#ty, runtime::ValidationErrors>;
        }

        impl<T> #name for runtime::client::Response<T> {
            fn #method(&self) -> Result<types::#ty, runtime::ValidationErrors> {
                self.typed_headers()
            }
        }
    }
}
