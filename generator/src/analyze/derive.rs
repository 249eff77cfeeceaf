//! What the values of each model can derive beyond what every type does, as far as that depends on what they hold.

use crate::ir::{Additional, Api, ModelKind, Ty, TypeUse};

/// A property of types that all have to have of which a value is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// No binary fraction, so that equality is reflexive.
    Exact,
    /// No value of which only JSON is known, which has no order.
    Ordered,
}

/// Which models have the property.
pub(super) fn models(api: &Api, kind: Kind) -> Vec<bool> {
    let mut found = vec![true; api.models.len()];
    // What is without it makes the records without it that hold it, until nothing changes.
    loop {
        let next: Vec<bool> = api
            .models
            .iter()
            .map(|model| match &model.kind {
                ModelKind::Record(record) => {
                    let keeps = match &record.additional {
                        Additional::Kept(values) => holds(values, kind, &found),
                        Additional::Open | Additional::Closed => true,
                    };
                    keeps && record.fields.iter().all(|field| holds(&field.ty, kind, &found))
                }
                ModelKind::Alias(target) => holds(target, kind, &found),
                // A union keeps what fits none of its schemas as JSON.
                ModelKind::Union(union) => {
                    kind == Kind::Exact && union.arms.iter().all(|arm| holds(&arm.ty, kind, &found))
                }
                ModelKind::Any(_) => kind == Kind::Exact,
                // Nothing is known of it.
                ModelKind::External(..) => false,
                ModelKind::Enumeration(_) | ModelKind::Integers(_) => true,
            })
            .collect();
        if next == found {
            return found;
        }
        found = next;
    }
}

fn holds(ty: &TypeUse, kind: Kind, models: &[bool]) -> bool {
    match &ty.ty {
        Ty::Model(id) => models[id.0],
        Ty::Number { .. } => kind != Kind::Exact,
        Ty::Any => kind != Kind::Ordered,
        Ty::List { items: below, .. } | Ty::Map { values: below, .. } => holds(below, kind, models),
        Ty::String { .. } | Ty::Integer { .. } | Ty::Boolean => true,
    }
}
