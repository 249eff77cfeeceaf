//! The files of the models: one, or for a large API a file for each part of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::layout::{Part, Parts};
use super::ty::Types;
use super::types::taken;
use super::uses::Uses;
use super::{Cx, doc, enumeration, external, record, text, union, untyped};
use crate::ir::{Hint, Model, ModelId, ModelKind};
use crate::render::{Draft, File};

/// The files.
pub(super) fn files<'a>(cx: Cx<'a>, parts: Option<&'a Parts>) -> Vec<Draft<'a>> {
    let taken = Arc::new(taken(cx));
    let Some(parts) = parts else {
        let all: Vec<ModelId> = cx.api.models().map(|(id, _)| id).collect();
        let docs = "Models: one Rust type for each schema of the document.".to_owned();
        return vec![Draft::new("models.rs", move || file(cx, &taken, &all, docs, 1))];
    };
    let mut files = vec![Draft::new("models/mod.rs", || root(&parts.models))];
    for part in &parts.models {
        let taken = Arc::clone(&taken);
        let docs = format!("Models: {}.", part.about);
        let make = move || file(cx, &taken, &part.items, docs, part.path.len() + 1);
        files.push(Draft::new(format!("models/{}.rs", part.path.join("/")), make));
    }
    let is_inner = |part: &&Part<ModelId>| part.path.len() > 1;
    let inner: BTreeSet<&str> =
        parts.models.iter().filter(is_inner).map(|part| part.path[0].as_str()).collect();
    for module in inner {
        let below = || parts.models.iter().filter(is_inner).filter(|part| part.path[0] == module);
        let docs = below().next().map(|part| format!("Models: {}, by their names.", part.about));
        let text = modules(below().map(|part| (part.path[1].as_str(), &[][..])));
        let make = move || File { docs: Vec::from_iter(docs), text, ..File::default() };
        files.push(Draft::new(format!("models/{module}/mod.rs"), make));
    }
    files
}

/// The module of the parts.
fn root(parts: &[Part<ModelId>]) -> File {
    File {
        docs: vec!["Models: one Rust type for each schema of the document.".to_owned()],
        text: modules(parts.iter().map(|part| (part.path[0].as_str(), part.features.as_slice()))),
        ..File::default()
    }
}

/// The declarations of modules and of what is in them, each for the case that one of its features is on.
pub(super) fn modules<'a>(all: impl Iterator<Item = (&'a str, &'a [String])>) -> String {
    let all: BTreeMap<&str, &[String]> = all.collect();
    let mut text = String::new();
    for (name, features) in &all {
        condition(&mut text, features);
        text::put(&mut text, format_args!("mod {name};\n"));
    }
    text.push('\n');
    for (name, features) in &all {
        condition(&mut text, features);
        text::put(&mut text, format_args!("pub use {name}::*;\n"));
    }
    text
}

fn condition(out: &mut String, features: &[String]) {
    let features: Vec<String> = features.iter().map(|feature| format!("feature = \"{feature}\"")).collect();
    match features.as_slice() {
        [] => {}
        [feature] => text::put(out, format_args!("#[cfg({feature})]\n")),
        features => text::put(out, format_args!("#[cfg(any({}))]\n", features.join(", "))),
    }
}

/// A file of models, so many modules below that of the types.
fn file(cx: Cx<'_>, taken: &BTreeSet<String>, models: &[ModelId], docs: String, depth: usize) -> File {
    let uses = Uses::new(taken);
    let types = Types { cx, uses: &uses, models: "" };
    let mut text = String::new();
    let is_twin =
        |model: &Model| matches!(model.kind, ModelKind::Alias(_)) && matches!(model.hint, Hint::Derived(_));
    let all = || models.iter().map(|id| (*id, cx.api.model(*id)));
    for (id, model) in all().filter(|(_, model)| !is_twin(model)) {
        if !text.is_empty() {
            text.push('\n');
        }
        item(&mut text, types, id, model);
    }
    twins(&mut text, types, all().filter(|(_, model)| is_twin(model)));
    let mut from_types = Vec::new();
    if all().any(|(_, model)| has_profile(&model.kind)) {
        from_types.push("PROFILE");
    }
    if text.contains("&assertions::") {
        from_types.push("assertions");
    }
    let mut declarations = uses.declarations();
    declarations.extend(import(depth, &from_types));
    let here: BTreeSet<ModelId> = models.iter().copied().collect();
    let elsewhere: BTreeSet<&str> =
        needed(cx, models).into_iter().filter(|id| !here.contains(id)).map(|id| cx.names.model(id)).collect();
    declarations.extend(import(depth - 1, &elsewhere.into_iter().collect::<Vec<_>>()));
    File { docs: vec![docs], declarations, text, ..File::default() }
}

/// The `use` of names from so many modules above.
fn import(depth: usize, names: &[&str]) -> Option<TokenStream> {
    let names: Vec<_> = names.iter().map(|name| format_ident!("{name}")).collect();
    let above = (0..depth).map(|_| quote!(super::));
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(use #(#above)* #name;)),
        names => Some(quote!(use #(#above)* {#(#names),*};)),
    }
}

/// Whether the code of a model names the profile of all models.
pub(super) const fn has_profile(kind: &ModelKind) -> bool {
    match kind {
        ModelKind::Alias(_) => false,
        ModelKind::External(external, _) => !external.is_model,
        _ => true,
    }
}

/// What the models are made of.
fn needed(cx: Cx<'_>, models: &[ModelId]) -> BTreeSet<ModelId> {
    let mut needed = BTreeSet::new();
    for id in models {
        cx.api.model(*id).kind.each_type(&mut |ty| needed.extend(ty.model_within()));
    }
    needed
}

/// The names of schemas that say what another one says.
fn twins<'a>(out: &mut String, types: Types<'_>, models: impl Iterator<Item = (ModelId, &'a Model)>) {
    for (index, (id, model)) in models.enumerate() {
        let ModelKind::Alias(target) = &model.kind else { continue };
        if index == 0 {
            let gap = if out.is_empty() { "" } else { "\n" };
            text::put(
                out,
                format_args!(
                    "{gap}// Inline schemas that say the same under the same name as another one.\n\n"
                ),
            );
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
        ModelKind::External(external, assertions) => {
            external::emit(out, types, id, model, external, *assertions);
        }
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
