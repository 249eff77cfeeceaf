//! Aliases that lead back to themselves: Rust has no such names, so they become checked JSON values.

use std::collections::BTreeSet;

use super::{Cx, assertion};
use crate::ir::{ModelId, ModelKind, Nullability, Ty, TypeUse};

/// Turns every alias on a cycle of aliases into a wrapper over a JSON value.
pub(super) fn break_cycles(cx: &mut Cx<'_>) {
    for id in (0..cx.models.len()).map(ModelId) {
        if !leads_to_itself(cx, id) {
            continue;
        }
        let places = cx.models[id.0].places.clone();
        cx.degrade(&places[0], "a type that is another name for itself has no Rust type");
        let assertions = assertion::of_schemas(cx, &places);
        let model = &mut cx.models[id.0].model;
        (model.kind, model.nullability) = (ModelKind::Any(assertions), Nullability::NonNull);
    }
}

fn leads_to_itself(cx: &Cx<'_>, id: ModelId) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), targets(cx, id));
    while let Some(next) = open.pop() {
        if next == id {
            return true;
        }
        if seen.insert(next) {
            open.extend(targets(cx, next));
        }
    }
    false
}

/// The models that an alias names, however deep in lists and maps; other declarations end the way.
fn targets(cx: &Cx<'_>, id: ModelId) -> Vec<ModelId> {
    let ModelKind::Alias(target) = &cx.models[id.0].model.kind else { return Vec::new() };
    let mut ty: &TypeUse = target;
    loop {
        match &ty.ty {
            Ty::Model(id) => return vec![*id],
            Ty::List { items: below, .. } | Ty::Map { values: below, .. } => ty = below,
            _ => return Vec::new(),
        }
    }
}
