//! Which models hold only exact values, so that equality is reflexive.

use crate::ir::{Api, ModelKind, Ty, TypeUse};

pub(super) fn exact(api: &Api) -> Vec<bool> {
    let mut exact = vec![true; api.models.len()];
    // Inexactness spreads from fields to the records that hold them until nothing changes.
    loop {
        let next: Vec<bool> = api
            .models
            .iter()
            .map(|model| match &model.kind {
                ModelKind::Record(record) => record.fields.iter().all(|field| is_exact(&field.ty, &exact)),
                ModelKind::Alias(target) => is_exact(target, &exact),
                ModelKind::Enumeration(_) => true,
                ModelKind::Any(_) => false,
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
        Ty::Number { .. } | Ty::Any => false,
        Ty::List { items: below, .. } | Ty::Map { values: below, .. } => is_exact(below, models),
        Ty::String { .. } | Ty::Integer { .. } | Ty::Boolean => true,
    }
}
