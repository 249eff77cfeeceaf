//! Response headers: a struct per group, read from the headers of a response.
//!
//! ```text
//! pub struct RateLimit { pub limit: Option<i64>, .. }
//! impl Headers for RateLimit { .. }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::doc;
use super::ty::Types;
use crate::ir::{Header, HeaderGroup, HeaderGroupId, Presence};

/// The items of a header group.
pub(super) fn emit(types: Types<'_>, id: HeaderGroupId, group: &HeaderGroup) -> Vec<TokenStream> {
    let names = types.cx.names.header_group(id);
    let name = format_ident!("{}", names.ty);
    let fields: Vec<(Ident, &Header)> =
        names.fields.iter().map(|name| format_ident!("{name}")).zip(&group.headers).collect();
    vec![definition(types, &name, group, &fields), impl_headers(&name, &fields)]
}

fn definition(
    types: Types<'_>,
    name: &Ident,
    group: &HeaderGroup,
    fields: &[(Ident, &Header)],
) -> TokenStream {
    let wires: Vec<String> = group.headers.iter().map(|header| format!("`{}`", header.name)).collect();
    let docs = doc::text(&format!("The response headers {}.", wires.join(", ")));
    let exact = group.headers.iter().all(|header| !matches!(header.ty.ty, crate::ir::Ty::Number { .. }));
    let exact = exact.then(|| quote!(, Eq, Hash));
    let fields = fields.iter().map(|(ident, header)| {
        let docs = doc::attributes(&doc::paragraphs(&header.docs, &format!("The header `{}`.", header.name)));
        let value: TokenStream = types.value(&header.ty).parse().unwrap_or_default();
        let ty = match header.presence {
            Presence::Required => value,
            Presence::Optional => quote!(Option<#value>),
        };
        quote!(#docs pub #ident: #ty)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq #exact)]
        #[non_exhaustive]
        pub struct #name { #(#fields,)* }
    }
}

fn impl_headers(name: &Ident, fields: &[(Ident, &Header)]) -> TokenStream {
    let wires = fields.iter().map(|(_, header)| &header.name);
    let values = fields.iter().map(|(ident, header)| {
        let wire = &header.name;
        let call = match header.presence {
            Presence::Required => quote!(required),
            Presence::Optional => quote!(optional),
        };
        quote!(#ident: runtime::header::#call(get, #wire)?)
    });
    quote! {
        impl runtime::header::Headers for #name {
            const NAMES: &'static [&'static str] = &[#(#wires),*];

            fn from_headers(get: runtime::header::Get<'_, '_>) -> Result<Self, runtime::ValidationErrors> {
                Ok(Self { #(#values),* })
            }
        }
    }
}
