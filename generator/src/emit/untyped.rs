//! Components that no Rust type can say: a wrapper over a JSON value with its assertions.
//!
//! ```text
//! pub struct Choice(pub serde_json::Value);
//! impl Untyped for Choice { .. }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::{Cx, assertion, doc, ty};
use crate::ir::{AssertionsId, Model, ModelId};

/// The items of a wrapper.
pub(super) fn emit(
    cx: Cx<'_>,
    id: ModelId,
    model: &Model,
    assertions: Option<AssertionsId>,
) -> Vec<TokenStream> {
    let name = ty::model(cx, id);
    let mut about = doc::paragraphs(&model.docs, &format!("The schema `{}`.", model.place.pointer));
    about.push("No Rust type says what the schema says, so this is a JSON value that is checked.".to_owned());
    let docs = doc::attributes(&about);
    let pointer = model.place.pointer.as_str();
    let nothing = || quote!(&runtime::Assertions { pointer: #pointer, resource: runtime::Resource::ROOT, keywords: &[] });
    let direction = super::record::direction(model);
    let assertions = assertions.map_or_else(nothing, |id| assertion::path(cx, id));
    vec![
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name(pub serde_json::Value);
        },
        quote! {
            impl runtime::Untyped for #name {
                const ASSERTIONS: &'static runtime::Assertions = #assertions;
                const PROFILE: &'static runtime::Profile = &PROFILE;
                #direction
            }
        },
        quote!(runtime::any!(#name);),
    ]
}
