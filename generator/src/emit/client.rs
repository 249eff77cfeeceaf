//! The files of the client crate: `mod.rs` with the client, `operations.rs` with what it can do.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::title;
use super::{Cx, doc, operation};
use crate::ir::{Credential, HeaderGroupId, KeyLocation, SecurityScheme};
use crate::render::{File, render};

/// The text of each file by its name; `types` is the path of the types crate, with its last colons.
pub(super) fn files(cx: Cx<'_>, types: &str) -> Vec<(&'static str, String)> {
    let mut files = vec![("mod.rs", root(cx, types))];
    if !cx.api.operations.is_empty() {
        files.push(("operations.rs", operation::file(cx, types)));
    }
    files.into_iter().map(|(name, file)| (name, render(&file, &cx.header()))).collect()
}

fn root(cx: Cx<'_>, types: &str) -> File {
    let headers = !cx.api.header_groups.is_empty();
    let key = cx.api.security_schemes.iter().any(|scheme| matches!(scheme.credential, Credential::ApiKey { .. }));
    let mut used = vec!["Api", "ApiClient", "Builder", "Core"];
    used.extend(key.then_some("KeyLocation"));
    used.extend(headers.then_some("Response"));
    used.extend((!cx.api.security_schemes.is_empty()).then_some(["SchemeKind", "SecurityScheme"]).into_iter().flatten());
    let used = used.into_iter().map(|name| format_ident!("{name}"));
    let mut declarations = vec![quote!(use specwright_runtime::client::{#(#used),*};)];
    if !cx.api.operations.is_empty() {
        declarations.extend([quote!(mod operations;), quote!(pub use operations::*;)]);
    }
    if headers {
        declarations.extend([quote!(use specwright_runtime::ValidationErrors;), use_types(types)]);
    }
    let mut items = vec![client(cx), api(cx)];
    items.extend((0..cx.api.header_groups.len()).map(|index| accessor(cx, HeaderGroupId(index))));
    File { docs: vec![format!("A client for the {}.", title(cx))], declarations, items }
}

/// The `use` that makes the types known as `types`.
pub(super) fn use_types(types: &str) -> TokenStream {
    let path: TokenStream = types.trim_end_matches(':').parse().unwrap_or_default();
    if path.to_string() == "crate :: types" { quote!(use crate::types;) } else { quote!(use #path as types;) }
}

fn client(cx: Cx<'_>) -> TokenStream {
    let mut about = vec![format!("A client for the {}.", title(cx))];
    about.extend(doc::paragraphs(&crate::ir::Docs { description: cx.api.description.clone(), ..Default::default() }, ""));
    about.push("It is cheap to clone, and its clones share their connections.".to_owned());
    let docs = doc::attributes(&about);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            core: Core,
        }

        impl Client {
            /// Begins to set up a client.
            #[must_use]
            pub fn builder() -> Builder<Self> {
                Builder::new()
            }
        }
    }
}

fn api(cx: Cx<'_>) -> TokenStream {
    let (title, version) = (&cx.api.title, &cx.api.version);
    let servers = cx.api.servers.iter().map(|server| &server.url);
    let schemes = cx.api.security_schemes.iter().map(scheme);
    quote! {
        impl ApiClient for Client {
            const API: &'static Api = &Api {
                title: #title,
                version: #version,
                user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
                servers: &[#(#servers),*],
                security_schemes: &[#(#schemes),*],
            };

            fn from_core(core: Core) -> Self {
                Self { core }
            }
        }
    }
}

fn scheme(scheme: &SecurityScheme) -> TokenStream {
    let name = &scheme.name;
    let kind = match &scheme.credential {
        Credential::ApiKey { location, name } => {
            let location = match location {
                KeyLocation::Header => quote!(Header),
                KeyLocation::Query => quote!(Query),
                KeyLocation::Cookie => quote!(Cookie),
            };
            quote!(SchemeKind::ApiKey { location: KeyLocation::#location, name: #name })
        }
        Credential::Basic => quote!(SchemeKind::Basic),
        Credential::Bearer => quote!(SchemeKind::Bearer),
    };
    quote!(SecurityScheme { name: #name, kind: #kind })
}

/// The trait that reads a header group from any response.
fn accessor(cx: Cx<'_>, id: HeaderGroupId) -> TokenStream {
    let names = cx.names.header_group(id);
    let (name, ty, method) =
        (format_ident!("{}", names.accessor_trait), format_ident!("{}", names.ty), format_ident!("{}", names.accessor));
    let wires: Vec<String> = cx.api.header_groups[id.0].headers.iter().map(|header| format!("`{}`", header.name)).collect();
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
            fn #method(&self) -> Result<types::#ty, ValidationErrors>;
        }

        impl<T> #name for Response<T> {
            fn #method(&self) -> Result<types::#ty, ValidationErrors> {
                self.typed_headers()
            }
        }
    }
}
