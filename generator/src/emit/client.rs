//! The files of the client crate: `mod.rs` with the client, `operations.rs` with what it can do.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::shorten;
use super::ty::Types;
use super::types::title;
use super::uses::Uses;
use super::{Cx, doc, operation};
use crate::ir::{Credential, HeaderGroupId, KeyLocation, SecurityScheme};
use crate::render::{File, render};

/// The text of each file by its name; `types` is the path of the types crate, with its last colons.
pub(super) fn files(cx: Cx<'_>, types: &str) -> Vec<(&'static str, String)> {
    let files = if cx.api.operations.is_empty() {
        let docs = vec![format!("The {} has no operations, so there is no client.", title(cx))];
        vec![("mod.rs", File { docs, declarations: Vec::new(), items: Vec::new(), text: String::new() })]
    } else {
        vec![("mod.rs", root(cx, types)), ("operations.rs", operations(cx, types))]
    };
    files.into_iter().map(|(name, file)| (name, render(&file, &cx.header()))).collect()
}

fn root(cx: Cx<'_>, types: &str) -> File {
    let mut items = vec![client(cx), api(cx)];
    items.extend((0..cx.api.header_groups.len()).map(|index| accessor(cx, HeaderGroupId(index))));
    let (items, mut declarations) = shorten(items, &taken(cx));
    declarations.push(quote!(
        mod operations;
        pub use operations::*;
    ));
    if !cx.api.header_groups.is_empty() {
        declarations.push(use_types(types));
    }
    File { docs: vec![format!("A client for the {}.", title(cx))], declarations, items, text: String::new() }
}

/// The file with every operation.
fn operations(cx: Cx<'_>, types: &str) -> File {
    let taken = taken(cx);
    let uses = Uses::new(&taken);
    let types_of = Types { cx, uses: &uses, models: "types::" };
    let mut text = String::from("impl Client {\n");
    for (id, operation) in cx.api.operations() {
        if id.0 > 0 {
            text.push('\n');
        }
        operation::methods(&mut text, types_of, id, operation);
    }
    text.push_str("}\n");
    for (id, operation) in cx.api.operations() {
        text.push('\n');
        operation::table(&mut text, types_of, id, operation);
    }
    let mut declarations = uses.declarations();
    declarations.push(quote!(
        use super::Client;
    ));
    if text.contains("types::") {
        declarations.push(use_types(types));
    }
    File {
        docs: vec!["Operations: what the client can do.".to_owned()],
        declarations,
        items: Vec::new(),
        text,
    }
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
    if path.to_string() == "crate :: types" {
        quote!(
            use crate::types;
        )
    } else {
        quote!(use #path as types;)
    }
}

fn client(cx: Cx<'_>) -> TokenStream {
    let mut about = vec![format!("A client for the {}.", title(cx))];
    about.extend(doc::paragraphs(
        &crate::ir::Docs { description: cx.api.description.clone(), ..Default::default() },
        "",
    ));
    about.push("It is cheap to clone, and its clones share their connections.".to_owned());
    let docs = doc::attributes(&about);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            core: runtime::client::Core,
        }

        impl Client {
            /// Begins to set up a client.
            pub fn builder() -> runtime::client::Builder<Self> {
                runtime::client::Builder::new()
            }
        }
    }
}

fn api(cx: Cx<'_>) -> TokenStream {
    let (title, version) = (&cx.api.title, &cx.api.version);
    let servers = cx.api.servers.iter().map(|server| &server.url);
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

            fn from_core(core: runtime::client::Core) -> Self {
                Self { core }
            }
        }
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
    quote! {
        #about
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
