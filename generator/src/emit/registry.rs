//! The registry: every component by its name, with what strict decoding makes of a JSON text.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::shorten;
use super::ty::Types;
use super::uses::Uses;
use super::{Cx, schema};
use crate::ir::{Direction, Hint, Model, ModelId, Ty, TypeUse};
use crate::render::File;

/// The file with the registry.
pub(super) fn file(cx: Cx<'_>) -> File {
    let taken = super::types::taken(cx);
    let uses = Uses::new(&taken);
    let types = Types { cx, uses: &uses, models: "super::models::" };
    let entries = cx.api.models().filter_map(|(id, model)| match &model.hint {
        Hint::Given(name) => Some(entry(types, id, model, name)),
        Hint::Derived(_) => None,
    });
    let item = quote! {
        /// Every component schema by its name, with a check of JSON text against it.
        ///
        /// A check decodes strictly, and gives the value as it is written, or every error.
        pub static SCHEMAS: &[(&str, fn(&[u8]) -> Result<Vec<u8>, runtime::ValidationErrors>)] = &[#(#entries),*];
    };
    let (items, mut declarations) = shorten(vec![item], &taken);
    declarations.extend(uses.declarations());
    if items.iter().any(|item| mentions(item, "assertions")) {
        declarations.push(quote!(
            use super::assertions;
        ));
    }
    declarations.push(quote!(
        use super::PROFILE;
    ));
    File {
        docs: vec!["The registry: components by name.".to_owned()],
        declarations,
        items,
        ..File::default()
    }
}

fn entry(types: Types<'_>, id: ModelId, model: &Model, name: &str) -> TokenStream {
    let of_model = TypeUse {
        ty: Ty::Model(id),
        nullability: model.nullability,
        secret: false,
        assertions: None,
        place: model.place.clone(),
    };
    let value: TokenStream = types.nullable(&of_model).parse().unwrap_or_default();
    let schema: TokenStream =
        schema::schema(types.cx, &of_model, &model.place.pointer).parse().unwrap_or_default();
    let direction = model.direction.map_or_else(
        || quote!(None),
        |direction| match direction {
            Direction::Request => quote!(Some(runtime::Direction::Request)),
            Direction::Response => quote!(Some(runtime::Direction::Response)),
        },
    );
    quote! {
        (#name, |json| {
            #[allow(unused_imports, reason = "not every schema uses every name")]
            use runtime::rows::*;
            static SCHEMA: Schema = #schema;
            runtime::rewrite_json::<#value>(json, &SCHEMA, &PROFILE, #direction)
        })
    }
}

/// Whether an identifier occurs among the tokens.
fn mentions(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => ident == word,
        proc_macro2::TokenTree::Group(group) => mentions(&group.stream(), word),
        _ => false,
    })
}
