//! Derives and attributes that the user asks for beyond those that every type has.

use std::collections::{BTreeMap, BTreeSet};

use syn::parse::Parser as _;

use super::Cx;
use super::text::put;
use crate::analyze::Facts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Located};
use crate::ir::{Api, Field, Model, ModelId, ModelKind, Ty};
use crate::source::Pointer;

/// What types carry besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// `derive."*"`: of every type; `Eq`, `Hash` and the orders of those that can have them.
    pub derives_of_all: Vec<Located<String>>,
    /// `derive."<JSON Pointer>"`: of the type of that schema.
    pub derives: BTreeMap<Pointer, Located<Vec<Located<String>>>>,
    /// `attributes."*"`: of every type.
    pub attributes_of_all: Vec<Located<String>>,
    /// `attributes."<JSON Pointer>"`: of the type of that schema, or of the field of that property.
    pub attributes: BTreeMap<Pointer, Located<Vec<Located<String>>>>,
}

/// Derives that hold for a type only if they hold for all that it is made of.
const DEEP: [&str; 4] = ["Eq", "Hash", "Ord", "PartialOrd"];

impl Asked {
    /// Reports what is asked of nothing, and what cannot be had.
    pub(crate) fn check(&self, api: &Api, facts: &Facts) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        if *self == Self::default() {
            return diagnostics;
        }
        let mut report = |problem: Diagnostic| diagnostics.push(problem);
        let models: BTreeMap<&Pointer, ModelId> =
            api.models().map(|(id, model)| (&model.place.pointer, id)).collect();
        let fields: BTreeSet<&Pointer> =
            api.models.iter().flat_map(fields).map(|field| &field.ty.place.pointer).collect();
        for (pointer, Located { value, at }) in &self.derives {
            let Some(id) = models.get(pointer) else {
                let message = format!("`{pointer}` has no type of its own to derive anything for");
                report(Diagnostic::new(Code::InvalidConfig, at.clone(), message));
                continue;
            };
            for Located { value, at } in value {
                if let Some(what) = obstacle(facts, *id, value) {
                    let message = format!("the type of `{pointer}` holds {what}, which have no `{value}`");
                    report(Diagnostic::new(Code::InvalidConfig, at.clone(), message));
                }
            }
        }
        for (pointer, Located { at, .. }) in &self.attributes {
            if !models.contains_key(pointer) && !fields.contains(pointer) {
                let message = format!("`{pointer}` is neither a type nor a field");
                report(Diagnostic::new(Code::InvalidConfig, at.clone(), message));
            }
        }
        let attributes = self.attributes.values().flat_map(|row| &row.value);
        for Located { value, at } in self.attributes_of_all.iter().chain(attributes) {
            if let Err(error) = syn::Attribute::parse_outer.parse_str(value) {
                let message = format!("`{value}` is not an attribute: {error}");
                let problem = Diagnostic::new(Code::InvalidConfig, at.clone(), message);
                report(problem.hint("write it as in Rust, such as `#[doc(alias = \"pet\")]`"));
            }
        }
        diagnostics
    }

    /// What each type derives, decided once.
    pub(super) fn derives(&self, api: &Api, facts: &Facts) -> Vec<Vec<String>> {
        let mut all: Vec<Vec<String>> = vec![Vec::new(); api.models.len()];
        for derive in &self.derives_of_all {
            for (id, _) in api.models().filter(|(id, _)| obstacle(facts, *id, &derive.value).is_none()) {
                add(&mut all[id.0], &derive.value);
            }
        }
        if self.derives.is_empty() {
            return all;
        }
        for (id, model) in api.models() {
            for derive in self.derives.get(&model.place.pointer).iter().flat_map(|row| &row.value) {
                spread(&mut all, api, id, &derive.value);
            }
        }
        all
    }

    /// Appends the attributes of the type of a model, a line for each.
    pub(super) fn attributes(&self, out: &mut String, indent: &str, model: &Model) {
        let own = self.attributes.get(&model.place.pointer);
        for attribute in self.attributes_of_all.iter().chain(own.iter().flat_map(|row| &row.value)) {
            put(out, format_args!("{indent}{}\n", attribute.value));
        }
    }

    /// Appends the attributes of a field, a line for each.
    pub(super) fn attributes_of_field(&self, out: &mut String, indent: &str, field: &Field) {
        let own = self.attributes.get(&field.ty.place.pointer);
        // Where an inline schema has a type of its own, the attribute is that of the type.
        if !matches!(field.ty.ty, Ty::Model(_)) {
            for attribute in own.iter().flat_map(|row| &row.value) {
                put(out, format_args!("{indent}{}\n", attribute.value));
            }
        }
    }
}

/// What a type holds that keeps it from deriving this, if anything does.
fn obstacle(facts: &Facts, id: ModelId, derive: &str) -> Option<&'static str> {
    let (is_exact, is_ordered) = (facts.is_exact(id), facts.is_ordered(id));
    match derive {
        "Eq" | "Hash" | "Ord" if !is_exact => Some("floats"),
        "Ord" | "PartialOrd" if !is_ordered => Some("values of any type"),
        _ => None,
    }
}

fn fields(model: &Model) -> &[Field] {
    match &model.kind {
        ModelKind::Record(record) => &record.fields,
        _ => &[],
    }
}

fn add(derives: &mut Vec<String>, derive: &str) {
    if !derives.iter().any(|found| found == derive) {
        derives.push(derive.to_owned());
    }
}

/// Derives for a type, and where it takes that for what the type is made of, too.
fn spread(all: &mut [Vec<String>], api: &Api, id: ModelId, derive: &str) {
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if all[id.0].iter().any(|found| found == derive) {
            continue;
        }
        all[id.0].push(derive.to_owned());
        if DEEP.contains(&derive) {
            api.model(id).kind.each_type(&mut |ty| open.extend(ty.model_within()));
        }
    }
}

/// Appends what the user asks for beyond what the macro of a type derives, a line for each.
pub(super) fn lines(out: &mut String, cx: Cx<'_>, id: ModelId, model: &Model, has: &[&str]) {
    let derives = cx.derives[id.0].iter().map(String::as_str);
    let new: Vec<&str> = derives.filter(|derive| !has.contains(derive)).collect();
    if !new.is_empty() {
        put(out, format_args!("    #[derive({})]\n", new.join(", ")));
    }
    cx.options.asked.attributes(out, "    ", model);
}
