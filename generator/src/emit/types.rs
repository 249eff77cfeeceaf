//! The files of the types crate: `mod.rs`, `models.rs` and, where responses document headers, `headers.rs`.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::shorten;
use super::ty::Types;
use super::uses::Uses;
use super::{Cx, Wording, assertion, doc, enumeration, header, record, registry, text, union, untyped};
use crate::ir::{HeaderGroupId, Hint, Model, ModelId, ModelKind};
use crate::render::{File, render};

/// The text of each file by its name.
pub(super) fn files(cx: Cx<'_>) -> Vec<(&'static str, String)> {
    let mut files = vec![("mod.rs", root(cx)), ("models.rs", models(cx))];
    if !cx.api.header_groups.is_empty() {
        files.push(("headers.rs", headers(cx)));
    }
    files.extend(assertions(cx).map(|file| ("assertions.rs", file)));
    if cx.options.registry {
        files.push(("registry.rs", registry::file(cx)));
    }
    files.into_iter().map(|(name, file)| (name, render(&file, &cx.header()))).collect()
}

fn root(cx: Cx<'_>) -> File {
    let mut declarations = vec![quote!(
        mod models;
        pub use models::*;
    )];
    if !cx.api.header_groups.is_empty() {
        declarations.push(quote!(
            mod headers;
            pub use headers::*;
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
            pub use registry::*;
        ));
    }
    File {
        docs: vec![format!("The types of the {}.", title(cx))],
        declarations,
        items: vec![profile(cx)],
        text: String::new(),
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

fn models(cx: Cx<'_>) -> File {
    let taken = taken(cx);
    let uses = Uses::new(&taken);
    let types = Types { cx, uses: &uses, models: "" };
    let mut text = String::new();
    let is_twin =
        |model: &Model| matches!(model.kind, ModelKind::Alias(_)) && matches!(model.hint, Hint::Derived(_));
    for (id, model) in cx.api.models().filter(|(_, model)| !is_twin(model)) {
        if !text.is_empty() {
            text.push('\n');
        }
        item(&mut text, types, id, model);
    }
    twins(&mut text, types, cx.api.models().filter(|(_, model)| is_twin(model)));
    if cx.api.models.iter().any(|model| !matches!(model.kind, ModelKind::Alias(_))) {
        uses.note("super", "PROFILE");
    }
    if text.contains("&assertions::") {
        uses.note("super", "assertions");
    }
    File {
        docs: vec!["Models: one Rust type for each schema of the document.".to_owned()],
        declarations: uses.declarations(),
        items: Vec::new(),
        text,
    }
}

fn assertions(cx: Cx<'_>) -> Option<File> {
    let text = assertion::text(cx)?;
    let mut names = vec!["Assertions"];
    names.extend(["Pattern", "Resource", "Types"].into_iter().filter(|name| {
        let (path, definition) = (format!("{name}::"), format!(": {name} ="));
        text.contains(&path) || text.contains(&definition)
    }));
    let names = names.into_iter().map(|name| format_ident!("{name}"));
    let mut declarations = vec![quote!(
        use specwright_runtime::Assertion::*;
    )];
    declarations.push(if text.contains("runtime::") {
        quote!(use specwright_runtime::{self as runtime, #(#names),*};)
    } else {
        quote!(use specwright_runtime::{#(#names),*};)
    });
    Some(File {
        docs: vec!["Assertions: what is checked on values because no Rust type says it.".to_owned()],
        declarations,
        items: Vec::new(),
        text,
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

/// The names of schemas that say what another one says.
fn twins<'a>(out: &mut String, types: Types<'_>, models: impl Iterator<Item = (ModelId, &'a Model)>) {
    for (index, (id, model)) in models.enumerate() {
        let ModelKind::Alias(target) = &model.kind else { continue };
        if index == 0 {
            out.push_str("\n// Inline schemas that say the same under the same name as one above.\n\n");
        }
        text::put(out, format_args!("pub type {} = {};\n", types.cx.names.model(id), types.value(target)));
    }
}

/// The items of a model.
fn item(out: &mut String, types: Types<'_>, id: ModelId, model: &Model) {
    match &model.kind {
        ModelKind::Record(record) => record::emit(out, types, id, model, record),
        ModelKind::Enumeration(enumeration) => enumeration::emit(out, types, id, model, enumeration),
        ModelKind::Integers(integers) => enumeration::integers(out, types, id, model, integers),
        ModelKind::Union(union) => union::emit(out, types, id, model, union),
        ModelKind::Any(assertions) => untyped::emit(out, types, id, model, *assertions),
        ModelKind::Alias(target) => {
            let about = doc::paragraphs(&model.docs, &format!("The schema `{}`.", model.place.pointer));
            text::docs(out, "", &doc::lines(&about));
            text::put(
                out,
                format_args!("pub type {} = {};\n", types.cx.names.model(id), types.value(target)),
            );
        }
    }
}

fn headers(cx: Cx<'_>) -> File {
    let taken = taken(cx);
    let uses = Uses::new(&taken);
    let types = Types { cx, uses: &uses, models: "" };
    let groups = cx.api.header_groups.iter().enumerate();
    let emitted = groups.map(|(index, group)| header::emit(types, HeaderGroupId(index), group));
    let (items, tables): (Vec<TokenStream>, Vec<String>) = emitted.unzip();
    let text = tables.join("\n");
    let names = |name: &str| items.iter().any(|item| mentions(item, name)) || has_word(&text, name);
    let models = cx.api.models().any(|(id, _)| names(cx.names.model(id)));
    let (items, mut declarations) = shorten(items, &taken);
    declarations.extend(uses.declarations());
    if models {
        declarations.push(quote!(
            use super::models::*;
        ));
    }
    let docs = vec!["Headers: what responses say beside their bodies.".to_owned()];
    File { docs, declarations, items, text }
}

/// Whether a word occurs in a text.
fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|other| other == word)
}
