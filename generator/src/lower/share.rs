//! Sharing: inline schemas that say the same under the same name become one model.
//!
//! Two inline models are one when they are equal in structure, stand under the same name,
//! and the words of one owner's name begin the words of the other's:
//! `Customer.status` and `CustomerUpdate.status` share `CustomerStatus`, while `Order.status` and `Invoice.status`,
//! which may grow apart, stay two.
//! The shorter owner lends its name and its prose.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use crate::ir::{Api, Hint, Model, ModelId, ModelKind, Ty, TypeUse};

/// Merges twins; afterwards the models that lost their place are unused and are removed by sorting.
pub(super) fn share(api: &mut Api) {
    let mut namesakes = namesakes(api);
    loop {
        let mut twins: BTreeMap<ModelId, ModelId> = BTreeMap::new();
        for group in &mut namesakes {
            let mut kept: Vec<ModelId> = Vec::with_capacity(group.len());
            for id in group.iter().copied() {
                match kept.iter().find(|kept| are_twins(api.model(**kept), api.model(id))) {
                    Some(twin) => drop(twins.insert(id, *twin)),
                    None => kept.push(id),
                }
            }
            *group = kept;
        }
        if twins.is_empty() {
            return;
        }
        // Records whose fields became equal may be twins now, hence the loop.
        super::sort::map_ids(api, &mut |id| *twins.get(&id).unwrap_or(&id));
    }
}

/// The inline models that stand under the same name, the shortest owner first,
/// so that every twin meets the model whose name is kept.
fn namesakes(api: &Api) -> Vec<Vec<ModelId>> {
    let mut groups: BTreeMap<String, Vec<ModelId>> = BTreeMap::new();
    for (id, model) in api.models() {
        if let Hint::Derived(path) = &model.hint
            && let Some(name) = path.last()
        {
            groups.entry(name.clone()).or_default().push(id);
        }
    }
    for group in groups.values_mut() {
        group.sort_by_key(|id| {
            let path = api.model(*id).hint.path();
            (path.iter().map(String::len).sum::<usize>(), path, api.model(*id).place.clone())
        });
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

fn are_twins(a: &Model, b: &Model) -> bool {
    let (Hint::Derived(a_path), Hint::Derived(b_path)) = (&a.hint, &b.hint) else { return false };
    let ([a_owner @ .., a_name], [b_owner @ .., b_name]) = (a_path.as_slice(), b_path.as_slice()) else {
        return false;
    };
    a_name == b_name
        && !a_owner.is_empty()
        && words(b_owner).starts_with(&words(a_owner))
        && a.nullability == b.nullability
        && same_kind(&a.kind, &b.kind)
}

fn words(owner: &[String]) -> Vec<String> {
    owner
        .iter()
        .flat_map(|step| step.to_snake_case().split('_').map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn same_kind(a: &ModelKind, b: &ModelKind) -> bool {
    match (a, b) {
        (ModelKind::Enumeration(a), ModelKind::Enumeration(b)) => a == b,
        (ModelKind::Record(a), ModelKind::Record(b)) => {
            a.additional == b.additional
                && a.fields.len() == b.fields.len()
                && a.fields.iter().zip(&b.fields).all(|(a, b)| {
                    a.name == b.name
                        && a.presence == b.presence
                        && a.access == b.access
                        && same_type(&a.ty, &b.ty)
                })
        }
        _ => false,
    }
}

/// Equality of what is said, wherever it is said.
fn same_type(a: &TypeUse, b: &TypeUse) -> bool {
    a.nullability == b.nullability
        && a.secret == b.secret
        && match (&a.ty, &b.ty) {
            (Ty::List { items: a, constraints: x }, Ty::List { items: b, constraints: y }) => {
                x == y && same_type(a, b)
            }
            (Ty::Map { values: a, constraints: x }, Ty::Map { values: b, constraints: y }) => {
                x == y && same_type(a, b)
            }
            (a, b) => a == b,
        }
}
