//! Response headers: a struct per group, read from the headers of a response.
//!
//! ```text
//! pub struct RateLimit { pub limit: Option<i64>, .. }
//! runtime::headers! { RateLimit; new(); limit = None => optional("x-ratelimit-limit"), with_limit(i64) = Some(limit); }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::doc;
use super::text::{self, put, quoted};
use super::ty::Types;
use crate::ir::{Header, HeaderGroup, HeaderGroupId, Presence};

/// The struct of a header group, and its table.
pub(super) fn emit(types: Types<'_>, id: HeaderGroupId, group: &HeaderGroup) -> (TokenStream, String) {
    let names = types.cx.names.header_group(id);
    let name = format_ident!("{}", names.ty);
    let fields: Vec<(Ident, &Header)> =
        names.fields.iter().map(|name| format_ident!("{name}")).zip(&group.headers).collect();
    (definition(types, &name, group, &fields), table(types, id, group))
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
    let is_empty = group.headers.iter().all(|header| header.presence == Presence::Optional);
    let default = is_empty.then(|| quote!(Default,));
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
        #[derive(Clone, Debug, #default PartialEq #exact)]
        #[non_exhaustive]
        pub struct #name { #(#fields,)* }
    }
}

/// The table of the group.
fn table(types: Types<'_>, id: HeaderGroupId, group: &HeaderGroup) -> String {
    let names = types.cx.names.header_group(id);
    let mut out = format!("{}::headers! {{\n    {};\n", types.uses.runtime_path(), names.ty);
    let rows = || names.fields.iter().zip(&group.headers);
    let taken = |header: &Header, field: &str| types.argument(&header.ty, &types.value(&header.ty), field);
    let required = rows().filter(|(_, header)| header.presence == Presence::Required);
    let arguments: Vec<String> =
        required.map(|(field, header)| format!("{field}: {}", taken(header, field).ty)).collect();
    text::list(&mut out, "    ", "new(", &arguments, ");");
    for (field, header) in rows() {
        let (argument, wire) = (taken(header, field), quoted(&header.name));
        match header.presence {
            Presence::Required => {
                put(&mut out, format_args!("    {field} = {} => required({wire});\n", argument.value));
            }
            Presence::Optional => {
                let (ty, value) = (argument.ty, argument.value);
                let setter = format!("with_{}", field.trim_end_matches('_'));
                put(
                    &mut out,
                    format_args!("    {field} = None => optional({wire}), {setter}({ty}) = Some({value});\n"),
                );
            }
        }
    }
    out.push_str("}\n");
    out
}
