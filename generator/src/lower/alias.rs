//! Aliases that lead back to themselves: Rust has no such names, so a map becomes a record of which no property is
//! known, and everything else a checked JSON value.

use std::collections::BTreeSet;

use super::{Cx, assertion};
use crate::ir::{Additional, MapConstraints, ModelId, ModelKind, Nullability, Record, Ty};

/// Ends every cycle of aliases at a map, or else at a wrapper over a JSON value.
pub(super) fn break_cycles(cx: &mut Cx<'_>) {
    for id in (0..cx.models.len()).map(ModelId) {
        if !leads_to_itself(cx, id) {
            continue;
        }
        if let Some(record) = record_of(&cx.models[id.0].model.kind) {
            cx.models[id.0].model.kind = ModelKind::Record(record);
            continue;
        }
        if through_map(cx, id) {
            // It ends at the map, which comes in its turn.
            continue;
        }
        let places = cx.models[id.0].places.clone();
        cx.degrade(&places[0], "a type that is another name for itself has no Rust type");
        let assertions = assertion::of_schemas(cx, &places);
        let model = &mut cx.models[id.0].model;
        (model.kind, model.nullability) = (ModelKind::Any(assertions), Nullability::NonNull);
    }
}

/// The record that says what an alias of a map says.
fn record_of(kind: &ModelKind) -> Option<Record> {
    let ModelKind::Alias(target) = kind else { return None };
    let Ty::Map { values, constraints } = &target.ty else { return None };
    (target.assertions.is_none() && *constraints == MapConstraints::default()).then(|| Record {
        fields: Vec::new(),
        refused: Vec::new(),
        additional: Additional::Kept(values.clone()),
        assertions: None,
    })
}

/// Whether one of the aliases on the way back is such a map.
fn through_map(cx: &Cx<'_>, id: ModelId) -> bool {
    let is_map = |next: &ModelId| {
        *next != id && record_of(&cx.models[next.0].model.kind).is_some() && leads_to_itself(cx, *next)
    };
    way(cx, id).iter().any(is_map)
}

fn leads_to_itself(cx: &Cx<'_>, id: ModelId) -> bool {
    way(cx, id).contains(&id)
}

/// Where an alias leads, alias by alias, until that ends or has been there.
fn way(cx: &Cx<'_>, id: ModelId) -> Vec<ModelId> {
    let (mut way, mut seen, mut at) = (Vec::new(), BTreeSet::new(), target(cx, id));
    while let Some(next) = at.filter(|next| seen.insert(*next)) {
        way.push(next);
        at = target(cx, next);
    }
    way
}

/// The model that an alias names, however deep in lists and maps; other declarations end the way.
fn target(cx: &Cx<'_>, id: ModelId) -> Option<ModelId> {
    match &cx.models[id.0].model.kind {
        ModelKind::Alias(target) => target.model_within(),
        _ => None,
    }
}
