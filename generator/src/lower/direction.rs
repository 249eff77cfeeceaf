//! Directions: properties that travel one way only, and what that makes of the models that have them.
//!
//! A `readOnly` property is no field of what is sent, and a `writeOnly` one is no field of what is received.
//! A model that travels both ways and has such properties, itself or further down, becomes two models: the one for
//! responses keeps the name, and the one for requests is named after it (`Pet` and `PetRequest`).
//! A model that no operation uses keeps every property.

use super::sort::each_root_mut;
use crate::ir::{Access, Api, Assertion, Direction, ModelId, ModelKind, Ty, TypeUse};

/// Gives every model with properties that travel one way the fields of its own direction.
pub(super) fn split(api: &mut Api) {
    let bound = bound_models(api);
    if !bound.contains(&true) {
        return;
    }
    let sent = reached(api, Direction::Request);
    let received = reached(api, Direction::Response);
    let mut twins: Vec<Option<ModelId>> = vec![None; api.models.len()];
    for index in (0..bound.len()).filter(|index| bound[*index]) {
        api.models[index].direction = match (sent[index], received[index]) {
            (true, false) => Some(Direction::Request),
            (false, true) => Some(Direction::Response),
            (false, false) => None,
            (true, true) => {
                let mut twin = api.models[index].clone();
                twin.hint = twin.hint.child("request");
                twin.direction = Some(Direction::Request);
                twins[index] = Some(ModelId(api.models.len()));
                api.models.push(twin);
                Some(Direction::Response)
            }
        };
    }
    let mut to_twin = |ty: &mut TypeUse| {
        if let Ty::Model(id) = &mut ty.ty {
            *id = twins.get(id.0).copied().flatten().unwrap_or(*id);
        }
    };
    each_root_mut(api, Direction::Request, &mut |ty| ty.each_nested_mut(&mut to_twin));
    for model in api.models.iter_mut().filter(|model| model.direction == Some(Direction::Request)) {
        model.kind.each_type_mut(&mut |ty| ty.each_nested_mut(&mut to_twin));
    }
    api.models.iter_mut().for_each(|model| leave_out(&mut model.kind, model.direction));
}

/// Takes the properties of the other direction out of a record.
fn leave_out(kind: &mut ModelKind, direction: Option<Direction>) {
    let (ModelKind::Record(record), Some(direction)) = (kind, direction) else { return };
    let other = match direction {
        Direction::Request => Access::ReadOnly,
        Direction::Response => Access::WriteOnly,
    };
    let (refused, fields) =
        std::mem::take(&mut record.fields).into_iter().partition(|field| field.access == other);
    record.fields = fields;
    record.refused = Vec::into_iter(refused).map(|field| field.name).collect();
}

/// The models that hold a property which travels one way, however deep.
fn bound_models(api: &Api) -> Vec<bool> {
    let assertions = bound_assertions(api);
    let mut bound = vec![false; api.models.len()];
    loop {
        let mut changed = false;
        for index in 0..bound.len() {
            if bound[index] {
                continue;
            }
            let is_bound = |id: crate::ir::AssertionsId| assertions[id.0];
            let kind = &api.models[index].kind;
            let mut found = match kind {
                ModelKind::Record(record) => {
                    record.fields.iter().any(|field| field.access != Access::ReadWrite)
                        || record.assertions.is_some_and(is_bound)
                }
                ModelKind::Any(assertions) | ModelKind::External(_, assertions) => {
                    assertions.is_some_and(is_bound)
                }
                _ => false,
            };
            kind.each_type(&mut |ty| {
                ty.each_nested(&mut |ty| {
                    found |=
                        ty.assertions.is_some_and(is_bound) || matches!(ty.ty, Ty::Model(id) if bound[id.0]);
                });
            });
            changed |= found;
            bound[index] = found;
        }
        if !changed {
            return bound;
        }
    }
}

/// The assertions that say of a value, however deep, that it travels one way.
fn bound_assertions(api: &Api) -> Vec<bool> {
    let one_way = |keyword: &Assertion| matches!(keyword, Assertion::ReadOnly | Assertion::WriteOnly);
    let all = &api.assertions;
    let mut bound: Vec<bool> = all.iter().map(|schema| schema.keywords.iter().any(one_way)).collect();
    if !bound.contains(&true) {
        return bound;
    }
    loop {
        let mut changed = false;
        for (index, schema) in all.iter().enumerate() {
            let below = || schema.keywords.iter().flat_map(Assertion::subschemas);
            if !bound[index] && below().any(|id| bound[id.0]) {
                (bound[index], changed) = (true, true);
            }
        }
        if !changed {
            return bound;
        }
    }
}

/// Which models the values that travel this way may hold.
fn reached(api: &mut Api, direction: Direction) -> Vec<bool> {
    let mut open = Vec::new();
    let note = |ty: &TypeUse, open: &mut Vec<ModelId>| {
        ty.each_nested(&mut |ty| {
            if let Ty::Model(id) = ty.ty {
                open.push(id);
            }
        });
    };
    each_root_mut(api, direction, &mut |ty| note(ty, &mut open));
    let mut reached = vec![false; api.models.len()];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.0], true) {
            api.model(id).kind.each_type(&mut |ty| note(ty, &mut open));
        }
    }
    reached
}
