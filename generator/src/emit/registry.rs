//! The registry: every component by its name, with the strict check of a JSON text against it.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::shorten;
use super::{Cx, schema, ty};
use crate::ir::{Hint, Model, ModelId, Ty, TypeUse};
use crate::render::File;

/// The file with the registry.
pub(super) fn file(cx: Cx<'_>) -> File {
    let entries = cx.api.models().filter_map(|(id, model)| match &model.hint {
        Hint::Given(name) => Some(entry(cx, id, model, name)),
        Hint::Derived(_) => None,
    });
    let item = quote! {
        /// Every component schema by its name, with a check of JSON text against it.
        ///
        /// A check decodes strictly and reports every error.
        pub static SCHEMAS: &[(&str, fn(&[u8]) -> Result<(), runtime::ValidationErrors>)] = &[#(#entries),*];
    };
    let taken = cx.api.models().map(|(id, _)| cx.names.model(id).to_owned()).collect();
    let (items, mut declarations) = shorten(vec![item], &taken);
    declarations.push(quote!(
        use super::PROFILE;
    ));
    if !cx.api.models.is_empty() {
        declarations.push(quote!(
            use super::models::*;
        ));
    }
    File { docs: vec!["The registry: components by name.".to_owned()], declarations, items }
}

fn entry(cx: Cx<'_>, id: ModelId, model: &Model, name: &str) -> TokenStream {
    let of_model = TypeUse {
        ty: Ty::Model(id),
        nullability: model.nullability,
        secret: false,
        assertions: None,
        place: model.place.clone(),
    };
    let value = ty::nullable(cx, &of_model);
    let schema = schema::schema(cx, &of_model, &model.place.pointer);
    let direction = model.direction.map_or_else(
        || quote!(None),
        |direction| {
            let direction = super::record::direction_of(direction);
            quote!(Some(#direction))
        },
    );
    quote! {
        (#name, |json| {
            static SCHEMA: runtime::Schema = #schema;
            runtime::check_json::<#value>(json, &SCHEMA, &PROFILE, #direction)
        })
    }
}
