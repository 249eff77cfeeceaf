//! The files of the types crate: `mod.rs`, those of the models, and, where there are any, headers and assertions.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::shorten;
use super::layout::Parts;
use super::ty::Types;
use super::uses::Uses;
use super::{Cx, Wording, assertion, doc, header, models, registry};
use crate::ir::{HeaderGroupId, Ty, TypeUse};
use crate::render::{File, render};

/// The text of each file by its name.
pub(super) fn files(cx: Cx<'_>, parts: Option<&Parts>) -> Vec<(String, String)> {
    let mut files = vec![("mod.rs".to_owned(), root(cx, parts))];
    if !cx.api.models.is_empty() {
        files.extend(models::files(cx, parts));
    }
    if !cx.api.header_groups.is_empty() {
        files.push(("headers.rs".to_owned(), headers(cx)));
    }
    files.extend(assertions(cx, parts).map(|file| ("assertions.rs".to_owned(), file)));
    if cx.options.registry {
        files.push(("registry.rs".to_owned(), registry::file(cx)));
    }
    files.into_iter().map(|(name, file)| (name, render(&file, &cx.header()))).collect()
}

fn root(cx: Cx<'_>, parts: Option<&Parts>) -> File {
    let visibility = cx.options.visibility.tokens();
    let mut declarations = Vec::new();
    if !cx.api.models.is_empty() {
        declarations.push(if parts.is_some_and(|parts| !parts.features.is_empty()) {
            quote!(
                mod models;
                #[allow(unused_imports, reason = "without a feature, there may be no model")]
                #visibility use models::*;
            )
        } else {
            quote!(
                mod models;
                #visibility use models::*;
            )
        });
    }
    if !cx.api.header_groups.is_empty() {
        declarations.push(quote!(
            mod headers;
            #visibility use headers::*;
        ));
    }
    if assertion::is_used(cx) {
        declarations.push(quote!(
            mod assertions;
        ));
    }
    if cx.options.registry {
        declarations.push(quote!(
            mod registry;
            #visibility use registry::*;
        ));
    }
    File {
        docs: vec![format!("The types of the {}.", title(cx))],
        attributes: cx.options.visibility.attributes(),
        declarations,
        items: if cx.api.models.is_empty() { Vec::new() } else { vec![profile(cx)] },
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

fn assertions(cx: Cx<'_>, parts: Option<&Parts>) -> Option<File> {
    const ALLOW: &str = "#![allow(dead_code, reason = \"what is checked may be switched off\")]";
    let may_be_off = parts.is_some_and(|parts| !parts.features.is_empty());
    let text = assertion::text(cx)?;
    let mut names = vec!["Assertions"];
    names.extend(["Pattern", "Resource", "Types"].into_iter().filter(|name| {
        let (path, definition) = (format!("{name}::"), format!(": {name} ="));
        text.contains(&path) || text.contains(&definition)
    }));
    let names = names.into_iter().map(|name| format_ident!("{name}"));
    let mut declarations = Vec::new();
    if assertion::has_keywords(cx) {
        declarations.push(quote!(
            use specwright_runtime::Assertion::*;
        ));
    }
    declarations.push(if text.contains("runtime::") {
        quote!(use specwright_runtime::{self as runtime, #(#names),*};)
    } else {
        quote!(use specwright_runtime::{#(#names),*};)
    });
    Some(File {
        docs: vec!["Assertions: what is checked on values because no Rust type says it.".to_owned()],
        attributes: Vec::from_iter(may_be_off.then_some(ALLOW)),
        declarations,
        text,
        ..File::default()
    })
}

/// The names of the types of the document.
pub(super) fn taken(cx: Cx<'_>) -> BTreeSet<String> {
    let models = cx.api.models().map(|(id, _)| cx.names.model(id));
    let groups =
        (0..cx.api.header_groups.len()).map(|index| cx.names.header_group(HeaderGroupId(index)).ty.as_str());
    models.chain(groups).map(str::to_owned).collect()
}

/// Whether an identifier occurs among the tokens.
pub(super) fn mentions(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => ident == word,
        proc_macro2::TokenTree::Group(group) => mentions(&group.stream(), word),
        _ => false,
    })
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
    let models = headers.any(|header| has_model(&header.ty));
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

/// Whether the type names a model.
fn has_model(ty: &TypeUse) -> bool {
    match &ty.ty {
        Ty::Model(_) => true,
        Ty::List { items: below, .. } | Ty::Map { values: below, .. } => has_model(below),
        _ => false,
    }
}
