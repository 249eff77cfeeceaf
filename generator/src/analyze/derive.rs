//! Which models hold only exact values, so that equality is reflexive.

use super::Usage;
use crate::ir::{Access, Api, ModelKind, Ty, TypeUse};

pub(super) fn exact(api: &Api, usage: &[Usage]) -> Vec<bool> {
    let mut exact = vec![true; api.models.len()];
    // Inexactness spreads from fields to the records that hold them until nothing changes.
    loop {
        let next: Vec<bool> = api
            .models
            .iter()
            .zip(usage)
            .map(|(model, usage)| match &model.kind {
                ModelKind::Record(record) => {
                    // A read-only property of what is only sent is no field.
                    let is_field = |access| access != Access::ReadOnly || *usage != Usage::Request;
                    let mut fields = record.fields.iter().filter(|field| is_field(field.access));
                    fields.all(|field| is_exact(&field.ty, &exact))
                }
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
