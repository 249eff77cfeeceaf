//! The files of the types crate: `mod.rs`, those of the models, and, where there are any, headers and assertions.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::shorten;
use super::layout::Parts;
use super::ty::Types;
use super::uses::Uses;
use super::{Cx, Wording, assertion, doc, header, layout, models, registry};
use crate::ir::{AssertionsId, HeaderGroupId};
use crate::render::{Draft, File};

/// The files.
pub(super) fn files<'a>(cx: Cx<'a>, parts: Option<&'a Parts>) -> Vec<Draft<'a>> {
    let assertions = assertion::used(cx);
    let has_assertions = !assertions.is_empty();
    let mut files = vec![Draft::new("mod.rs", move || root(cx, parts, has_assertions))];
    if !cx.api.models.is_empty() {
        files.extend(models::files(cx, parts));
    }
    if !cx.api.header_groups.is_empty() {
        files.push(Draft::new("headers.rs", move || headers(cx)));
    }
    if has_assertions {
        files.push(Draft::new("assertions.rs", move || assertion_file(cx, &assertions, parts)));
    }
    if cx.options.registry {
        files.push(Draft::new("registry.rs", move || registry::file(cx)));
    }
    files
}

fn root(cx: Cx<'_>, parts: Option<&Parts>, has_assertions: bool) -> File {
    let mut declarations = Vec::new();
    if !cx.api.models.is_empty() {
        declarations.push(layout::module("models", layout::is_switched(parts).then_some("model")));
    }
    if !cx.api.header_groups.is_empty() {
        declarations.push(layout::module("headers", None));
    }
    if has_assertions {
        declarations.push(quote!(
            mod assertions;
        ));
    }
    if cx.options.registry {
        declarations.push(layout::module("registry", None));
    }
    File {
        docs: vec![format!("The types of the {}.", title(cx))],
        declarations,
        items: if needs_profile(cx) { vec![profile(cx)] } else { Vec::new() },
        ..File::default()
    }
}

/// What the API calls itself.
pub(super) fn title(cx: Cx<'_>) -> String {
    let one_line = |text: &str| doc::visible(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let (title, version) = (one_line(&cx.api.title), one_line(&cx.api.version));
    match (title.as_str(), version.as_str()) {
        ("", _) => "API".to_owned(),
        (title, "") => title.to_owned(),
        (title, version) => format!("{title}, version {version}"),
    }
}

/// Whether anything says how its errors read: a name for a type that exists already does not.
fn needs_profile(cx: Cx<'_>) -> bool {
    let models = &cx.api.models;
    models.iter().any(|model| models::has_profile(&model.kind)) || (cx.options.registry && !models.is_empty())
}

/// How errors of the types read.
pub(super) fn profile(cx: Cx<'_>) -> TokenStream {
    let wording = match cx.options.wording {
        Wording::Zod => quote!(ZOD),
        Wording::JsonSchema => quote!(JSON_SCHEMA),
    };
    let max_errors = proc_macro2::Literal::usize_unsuffixed(cx.options.max_errors);
    quote! {
        /// How errors of these types read, and how many are collected.
        static PROFILE: specwright_runtime::Profile =
            specwright_runtime::Profile { wording: specwright_runtime::Wording::#wording, max_errors: #max_errors };
    }
}

fn assertion_file(cx: Cx<'_>, used: &BTreeSet<AssertionsId>, parts: Option<&Parts>) -> File {
    const ALLOW: &str = "#![allow(dead_code, reason = \"what is checked may be switched off\")]";
    let text = assertion::text(cx, used);
    let mut names = vec!["Assertions"];
    names.extend(["Pattern", "Resource", "Types"].into_iter().filter(|name| {
        let (path, definition) = (format!("{name}::"), format!(": {name} ="));
        text.contains(&path) || text.contains(&definition)
    }));
    let names = names.into_iter().map(|name| format_ident!("{name}"));
    let mut declarations = Vec::new();
    if assertion::has_keywords(cx, used) {
        declarations.push(quote!(
            use specwright_runtime::Assertion::*;
        ));
    }
    declarations.push(if text.contains("runtime::") {
        quote!(use specwright_runtime::{self as runtime, #(#names),*};)
    } else {
        quote!(use specwright_runtime::{#(#names),*};)
    });
    File {
        docs: vec!["Assertions: what is checked on values because no Rust type says it.".to_owned()],
        attributes: Vec::from_iter(layout::is_switched(parts).then_some(ALLOW)),
        declarations,
        text,
        ..File::default()
    }
}

/// The names of the types of the document.
pub(super) fn taken(cx: Cx<'_>) -> BTreeSet<String> {
    let models = cx.api.models().map(|(id, _)| cx.names.model(id));
    let groups =
        (0..cx.api.header_groups.len()).map(|index| cx.names.header_group(HeaderGroupId(index)).ty.as_str());
    models.chain(groups).map(str::to_owned).collect()
}

fn headers(cx: Cx<'_>) -> File {
    let taken = taken(cx);
    let uses = Uses::new(&taken);
    let types = Types { cx, uses: &uses, models: "" };
    let groups = cx.api.header_groups.iter().enumerate();
    let emitted = groups.map(|(index, group)| header::emit(types, HeaderGroupId(index), group));
    let (items, tables): (Vec<TokenStream>, Vec<String>) = emitted.unzip();
    let text = tables.join("\n");
    let mut headers = cx.api.header_groups.iter().flat_map(|group| &group.headers);
    let models = headers.any(|header| header.ty.model_within().is_some());
    let (items, mut declarations) = shorten(items, &taken);
    declarations.extend(uses.declarations());
    if models {
        declarations.push(quote!(
            use super::models::*;
        ));
    }
    let docs = vec!["Headers: what responses say beside their bodies.".to_owned()];
    File { docs, declarations, items, text, ..File::default() }
}
