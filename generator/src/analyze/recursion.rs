//! Recursion: which fields of a record lead back to the record without a list or map between.

use std::collections::BTreeSet;

use crate::ir::{Api, Field, ModelId, ModelKind, Nullability, Presence, Ty, TypeUse};

/// The fields to put behind a `Box`: those whose type shares a cycle with the record.
pub(super) fn boxed(api: &Api) -> BTreeSet<(ModelId, usize)> {
    on_cycles(api, |_| true)
}

/// The fields of which every value would hold another of its kind, without end: no finite value has them.
pub(super) fn endless(api: &Api) -> BTreeSet<(ModelId, usize)> {
    on_cycles(api, |field| {
        field.presence == Presence::Required && field.ty.nullability == Nullability::NonNull
    })
}

/// The fields among those that `counts` picks whose type leads back to the record over such fields.
fn on_cycles(api: &Api, counts: fn(&Field) -> bool) -> BTreeSet<(ModelId, usize)> {
    let component = components(api, counts);
    let mut found = BTreeSet::new();
    for (id, model) in api.models() {
        let ModelKind::Record(record) = &model.kind else { continue };
        for (index, field) in record.fields.iter().enumerate().filter(|(_, field)| counts(field)) {
            // A field that leads back is in the same component; a component of one model is a cycle only by itself.
            if let Some(target) = inline_target(&field.ty)
                && component[target.0] == component[id.0]
            {
                found.insert((id, index));
            }
        }
    }
    found
}

/// The model whose values lie inside of a value of the type, not behind a list or map.
const fn inline_target(ty: &TypeUse) -> Option<ModelId> {
    match ty.ty {
        Ty::Model(id) => Some(id),
        _ => None,
    }
}

fn edges(api: &Api, id: ModelId, counts: fn(&Field) -> bool) -> Vec<usize> {
    match &api.model(id).kind {
        ModelKind::Record(record) => {
            let fields = record.fields.iter().filter(|field| counts(field));
            fields.filter_map(|field| inline_target(&field.ty)).map(|id| id.0).collect()
        }
        ModelKind::Alias(target) => inline_target(target).map(|id| id.0).into_iter().collect(),
        // The variants of a union are boxed where they could hold it.
        _ => Vec::new(),
    }
}

/// The strongly connected component of each model, over the fields that count.
///
/// Tarjan's algorithm, without recursion since the chain of models may be long.
fn components(api: &Api, counts: fn(&Field) -> bool) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let count = api.models.len();
    let graph: Vec<Vec<usize>> = (0..count).map(|index| edges(api, ModelId(index), counts)).collect();
    let (mut order, mut low, mut component) = (vec![NONE; count], vec![0; count], vec![NONE; count]);
    let (mut open, mut next) = (Vec::new(), 0);
    for root in 0..count {
        if order[root] != NONE {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                (order[node], low[node]) = (next, next);
                next += 1;
                open.push(node);
            }
            if let Some(&target) = graph[node].get(edge) {
                work.push((node, edge + 1));
                if order[target] == NONE {
                    work.push((target, 0));
                } else if component[target] == NONE {
                    low[node] = low[node].min(order[target]);
                }
                continue;
            }
            if low[node] == order[node] {
                while let Some(member) = open.pop() {
                    component[member] = node;
                    if member == node {
                        break;
                    }
                }
            }
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[node]);
            }
        }
    }
    component
}
