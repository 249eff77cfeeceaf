//! Layout: which models and operations stand in which file, and what switches a file off.
//!
//! A large API falls into a file for each tag, in a crate of its own with a feature for each, so that who needs one tag
//! does not compile the rest. Models that a few tags need stand together, and those of everybody are `shared`.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Cx, Layout, Split};
use crate::analyze::{GroupId, GroupName, Groups, Owner};
use crate::ir::{ModelId, OperationId};
use crate::names;

/// How many models and operations one file may hold that nobody asked to be split.
const MANY_MODELS: usize = 300;
const MANY_OPERATIONS: usize = 100;

/// How many models a file of a group holds, where their names let them be parted.
const FULL: usize = 150;

/// A file of models or operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part<T> {
    /// The module, and the module that it is in, if that is not the one of all.
    pub(super) path: Vec<String>,
    /// What is in it, for its first line.
    pub(super) about: String,
    /// What it is made for: one of these features; always, if there are none.
    pub(super) features: Vec<String>,
    /// What stands in it.
    pub(super) items: Vec<T>,
}

/// A feature of a crate that is generated whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Feature {
    pub(super) name: String,
    pub(super) about: String,
}

/// The parts of a large API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) models: Vec<Part<ModelId>>,
    pub(super) operations: Vec<Part<OperationId>>,
    /// In the order of their names; none where the manifest is written by hand.
    pub(super) features: Vec<Feature>,
}

/// Whether a feature switches off some of the code.
pub(super) fn is_switched(parts: Option<&Parts>) -> bool {
    parts.is_some_and(|parts| !parts.features.is_empty())
}

/// The declaration of a module and of what is in it, which may be nothing but for a feature that there is some `what`.
pub(super) fn module(name: &str, what: Option<&str>) -> TokenStream {
    let name = format_ident!("{name}");
    let allow = what.map(|what| {
        let reason = format!("without a feature, there may be no {what}");
        quote!(#[allow(unused_imports, reason = #reason)])
    });
    quote!(mod #name; #allow pub use #name::*;)
}

/// The parts of the API; `None` when everything stands in one file.
pub(super) fn parts(cx: Cx<'_>) -> Option<Parts> {
    let is_large = cx.api.models.len() > MANY_MODELS || cx.api.operations.len() > MANY_OPERATIONS;
    let is_split = match cx.options.split {
        Split::Auto => is_large,
        Split::Always => true,
        Split::Never => false,
    };
    // The list of all components names them all.
    if !is_split || cx.options.registry {
        return None;
    }
    let groups = Groups::of(cx.api);
    let modules = names::modules(&groups.names);
    let is_standalone = matches!(cx.options.layout, Layout::Standalone { .. });
    let feature = |id: &GroupId| modules[id.0].replace('_', "-").trim_matches('-').to_owned();
    let features = |ids: &[GroupId]| {
        if is_standalone { ids.iter().map(feature).collect() } else { Vec::new() }
    };
    let mut parts = Parts { operations: operations(cx, &groups, &modules, &features), ..Parts::default() };
    let mut by_owner: BTreeMap<&Owner, Vec<ModelId>> = BTreeMap::new();
    for (id, _) in cx.api.models() {
        by_owner.entry(groups.owner(id)).or_default().push(id);
    }
    for (owner, models) in by_owner {
        let (module, about, features) = match owner {
            Owner::Everybody => ("shared".to_owned(), "what many operations need".to_owned(), Vec::new()),
            Owner::Groups(ids) => {
                let names: Vec<&str> = ids.iter().map(|id| modules[id.0].as_str()).collect();
                let about: Vec<String> = ids.iter().map(|id| about(&groups.names[id.0])).collect();
                (names.join("_and_"), about.join(" and "), features(ids))
            }
        };
        for (key, models) in files(cx, models) {
            let path = std::iter::once(module.clone()).chain(key).collect();
            let part = Part { path, about: about.clone(), features: features.clone(), items: models };
            parts.models.push(part);
        }
    }
    if is_standalone {
        let rows = groups.names.iter().enumerate();
        let rows = rows.map(|(index, name)| Feature { name: feature(&GroupId(index)), about: about(name) });
        parts.features = rows.collect();
        parts.features.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Some(parts)
}

fn operations(
    cx: Cx<'_>,
    groups: &Groups,
    modules: &[String],
    features: &dyn Fn(&[GroupId]) -> Vec<String>,
) -> Vec<Part<OperationId>> {
    let mut by_group: BTreeMap<GroupId, Vec<OperationId>> = BTreeMap::new();
    for (id, _) in cx.api.operations() {
        by_group.entry(groups.operation(id)).or_default().push(id);
    }
    let part = |(group, items): (GroupId, Vec<OperationId>)| Part {
        path: vec![modules[group.0].clone()],
        about: about(&groups.names[group.0]),
        features: features(&[group]),
        items,
    };
    by_group.into_iter().map(part).collect()
}

fn about(name: &GroupName) -> String {
    match name {
        GroupName::Tag(tag) => format!("`{}`", super::doc::code(tag.trim())),
        GroupName::Untagged => "what has no tag".to_owned(),
        GroupName::Incoming => "what the server sends by itself".to_owned(),
        GroupName::Unused => "what no operation needs".to_owned(),
    }
}

/// The models of a group by the file that they stand in: one, or one for each beginning of their names.
fn files(cx: Cx<'_>, models: Vec<ModelId>) -> Vec<(Option<String>, Vec<ModelId>)> {
    if models.len() <= FULL {
        return vec![(None, models)];
    }
    let mut files = BTreeMap::new();
    let named = models.into_iter().map(|id| (id, names::to_field(cx.names.model(id)))).collect();
    part(named, 0, &mut files);
    if files.len() == 1 {
        return files.into_values().map(|models| (None, models)).collect();
    }
    files.into_iter().map(|(key, models)| (Some(key), models)).collect()
}

/// Parts models by the first letter of their names, then by more and more words, until few of them begin alike.
fn part(models: Vec<(ModelId, String)>, depth: usize, files: &mut BTreeMap<String, Vec<ModelId>>) {
    let mut by_key: BTreeMap<String, Vec<(ModelId, String)>> = BTreeMap::new();
    for (id, name) in models {
        let first: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).take(depth.max(1)).collect();
        let key = if depth == 0 { name.chars().take(1).collect() } else { first.join("_") };
        by_key.entry(names::to_module(&key)).or_default().push((id, name));
    }
    for (key, models) in by_key {
        // Names end, and with them what they can be parted by.
        if models.len() > FULL && depth < 4 {
            part(models, depth + 1, files);
        } else {
            files.entry(key).or_default().extend(models.into_iter().map(|(id, _)| id));
        }
    }
}
