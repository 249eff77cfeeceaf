//! Enumerations: an open enum of the texts that the document lists.
//!
//! ```text
//! pub enum Tso { DeAmprion, .., Unknown(Box<str>) }
//! impl Enumeration for Tso { .. }
//! ```

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Cx, doc, ty};
use crate::ir::{Enumeration, Model, ModelId};

/// The items of an enumeration.
pub(super) fn emit(cx: Cx<'_>, id: ModelId, model: &Model, enumeration: &Enumeration) -> Vec<TokenStream> {
    let name = ty::model(cx, id);
    let variants: Vec<Ident> = cx.names.members(id).iter().map(|name| format_ident!("{name}")).collect();
    vec![
        definition(model, enumeration, &name, &variants),
        constants(enumeration, &name, &variants),
        impl_enumeration(model, enumeration, &name, &variants),
        quote!(runtime::enumeration!(#name);),
    ]
}

fn definition(model: &Model, enumeration: &Enumeration, name: &Ident, variants: &[Ident]) -> TokenStream {
    let docs =
        doc::attributes(&doc::paragraphs(&model.docs, &format!("The schema `{}`.", model.place.pointer)));

    let about = enumeration.values.iter().map(|value| doc::text(&format!("`{}`", shown(value))));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#about #variants,)*
            /// A value that the document does not list: decoding keeps it, validation refuses it.
            Unknown(Box<str>),
        }
    }
}

/// The value within a code span on one line.
fn shown(value: &str) -> String {
    value
        .replace('`', "'")
        .chars()
        .flat_map(|c| if c.is_control() { c.escape_default().collect::<Vec<_>>() } else { vec![c] })
        .collect()
}

fn constants(enumeration: &Enumeration, name: &Ident, variants: &[Ident]) -> TokenStream {
    let values = &enumeration.values;
    quote! {
        impl #name {
            /// Every value that the document lists, in its order.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// The value on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Unknown(value) => value,
                }
            }
        }
    }
}

fn impl_enumeration(
    model: &Model,
    enumeration: &Enumeration,
    name: &Ident,
    variants: &[Ident],
) -> TokenStream {
    let (text, pointer) = (name.to_string(), model.place.pointer.as_str());
    let values = &enumeration.values;
    let (argument, known) = match variants {
        [first @ .., last] if !first.is_empty() => {
            let indices = (0..first.len()).map(Literal::usize_unsuffixed);
            (quote!(index), quote!(match index { #(#indices => Self::#first,)* _ => Self::#last }))
        }
        only => (quote!(_index), quote!(#(Self::#only)*)),
    };
    quote! {
        impl runtime::Enumeration for #name {
            const PROFILE: &'static runtime::Profile = &PROFILE;
            const SHAPE: &'static runtime::EnumShape = &runtime::EnumShape {
                name: #text,
                pointer: #pointer,
                values: &[#(#values),*],
            };

            fn known(#argument: usize) -> Self {
                #known
            }

            fn unknown(value: Box<str>) -> Self {
                Self::Unknown(value)
            }

            fn as_str(&self) -> &str {
                Self::as_str(self)
            }
        }
    }
}
