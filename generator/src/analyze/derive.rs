//! Which models hold only exact values, so that equality is reflexive.

use crate::ir::{Additional, Api, ModelKind, Ty, TypeUse};

pub(super) fn exact(api: &Api) -> Vec<bool> {
    let mut exact = vec![true; api.models.len()];
    // Inexactness spreads from fields to the records that hold them until nothing changes.
    loop {
        let next: Vec<bool> = api
            .models
            .iter()
            .map(|model| match &model.kind {
                ModelKind::Record(record) => {
                    let keeps = match &record.additional {
                        Additional::Kept(values) => is_exact(values, &exact),
                        Additional::Open | Additional::Closed => true,
                    };
                    keeps && record.fields.iter().all(|field| is_exact(&field.ty, &exact))
                }
                ModelKind::Alias(target) => is_exact(target, &exact),
                ModelKind::Union(union) => union.arms.iter().all(|arm| is_exact(&arm.ty, &exact)),
                // Nothing is known of it.
                ModelKind::External(..) => false,
                ModelKind::Enumeration(_) | ModelKind::Integers(_) | ModelKind::Any(_) => true,
            })
            .collect();
        if next == exact {
            return exact;
        }
        exact = next;
    }
}

fn is_exact(ty: &TypeUse, models: &[bool]) -> bool {
    match &ty.ty {
        Ty::Model(id) => models[id.0],
        Ty::Number { .. } => false,
        Ty::List { items: below, .. } | Ty::Map { values: below, .. } => is_exact(below, models),
        Ty::String { .. } | Ty::Integer { .. } | Ty::Boolean | Ty::Any => true,
    }
}
