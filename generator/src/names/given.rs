//! Names that the configuration gives, by the places of what they name.

use std::collections::{BTreeMap, BTreeSet};

use super::scope::{Authority, Wish};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Located};
use crate::ir::{Api, Model, ModelKind};
use crate::source::{Place, Pointer};

/// The names that the configuration gives.
#[derive(Clone, Copy)]
pub(super) struct Given<'a>(pub(super) &'a BTreeMap<Pointer, Located<String>>);

impl Given<'_> {
    /// The name of the type or variant at `pointer`.
    pub(super) fn of_type(&self, pointer: &Pointer) -> Option<&str> {
        let name = self.0.get(pointer)?.value.as_str();
        name.starts_with(|first: char| first.is_ascii_uppercase()).then_some(name)
    }

    /// The name of the field, method or argument at `place`.
    fn of_value(&self, place: &Place) -> Option<&str> {
        let name = self.0.get(&place.pointer)?.value.as_str();
        name.starts_with(|first: char| first.is_ascii_lowercase()).then_some(name)
    }

    /// What the variant at `pointer` is called: as the configuration says, or else as `wish`.
    pub(super) fn variant(self, pointer: &Pointer, wish: Wish) -> Wish {
        self.of_type(pointer).map_or(wish, configured)
    }

    /// What the field, method or argument at `place` is called: as the configuration says, or else as `wish`.
    pub(super) fn value(self, place: &Place, wish: Wish) -> Wish {
        self.of_value(place).map_or(wish, configured)
    }

    /// What the operation at `place` is called, before it is brought into the form of a method or type.
    pub(super) fn operation<'b>(&'b self, place: &Place, id: &'b str) -> &'b str {
        self.of_value(place).unwrap_or(id)
    }
}

fn configured(name: &str) -> Wish {
    Wish { authority: Authority::Configuration, name: name.to_owned(), wire: name.to_owned() }
}

/// The place of a value of an `enum`.
pub(super) fn listed(model: &Model, index: usize) -> Pointer {
    model.place.pointer.key("enum").index(index)
}

/// Reports names that nothing has, and names that two types were given.
pub(crate) fn check(api: &Api, given: &BTreeMap<Pointer, Located<String>>) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    if given.is_empty() {
        return diagnostics;
    }
    let (types, values) = (types(api), values(api));
    let mut first: BTreeMap<&str, &Located<String>> = BTreeMap::new();
    let models: BTreeSet<&Pointer> = api.models.iter().map(|model| &model.place.pointer).collect();
    for (pointer, name) in given {
        let is_type = name.value.starts_with(|first: char| first.is_ascii_uppercase());
        let (there, what) = if is_type {
            (&types, "no schema there has a type of its own")
        } else {
            (&values, "no property, operation or parameter is there")
        };
        if !there.contains(pointer) {
            let message = format!("`{pointer}` is to be called `{}`, but {what}", name.value);
            let hint = if is_type {
                "name a component, an inline object or enumeration, a value of an `enum` or a branch of a choice; twins go by the place of their shortest owner"
            } else {
                "a name that begins with a small letter is that of a field, method or argument"
            };
            diagnostics.push(Diagnostic::new(Code::InvalidConfig, name.at.clone(), message).hint(hint));
        } else if is_type && models.contains(pointer) {
            if let Some(first) = first.get(name.value.as_str()) {
                let message = format!("`{}` is given to two schemas", name.value);
                let problem = Diagnostic::new(Code::InvalidConfig, name.at.clone(), message);
                diagnostics.push(problem.related(first.at.clone(), "first given here"));
            } else {
                first.insert(&name.value, name);
            }
        }
    }
    diagnostics
}

/// Where types and variants are.
fn types(api: &Api) -> BTreeSet<Pointer> {
    let mut all: BTreeSet<Pointer> = api.models.iter().map(|model| model.place.pointer.clone()).collect();
    for model in &api.models {
        match &model.kind {
            ModelKind::Enumeration(enumeration) => {
                all.extend(enumeration.values.iter().map(|value| listed(model, value.index)));
            }
            ModelKind::Integers(integers) => {
                all.extend(integers.values.iter().map(|value| listed(model, value.index)));
            }
            ModelKind::Union(union) => all.extend(union.arms.iter().map(|arm| arm.ty.place.pointer.clone())),
            _ => {}
        }
    }
    all
}

/// Where fields, methods and arguments are.
fn values(api: &Api) -> BTreeSet<Pointer> {
    let mut all = BTreeSet::new();
    for model in &api.models {
        if let ModelKind::Record(record) = &model.kind {
            all.extend(record.fields.iter().map(|field| field.ty.place.pointer.clone()));
        }
    }
    for operation in &api.operations {
        all.insert(operation.place.pointer.clone());
        all.extend(operation.parameters.iter().map(|parameter| parameter.place.pointer.clone()));
    }
    all
}
