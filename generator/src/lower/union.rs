//! Unions once all declarations are known: which lead back to themselves, and which tell their arms apart by a
//! constant.

use std::collections::BTreeSet;

use super::{Cx, assertion};
use crate::ir::{Api, ModelId, ModelKind, Nullability, Presence, Tag, TagOrigin, Ty, TypeUse, Union};

/// Takes out the arms of unions that lead back to the union itself: a value that fits only because it fits fits
/// nothing. A union of which nothing is left becomes a wrapper over a JSON value.
pub(super) fn break_loops(cx: &mut Cx<'_>) {
    let mut done = BTreeSet::new();
    for start in (0..cx.models.len()).map(ModelId) {
        // The unions on the way, each with the arms that are still to be looked at.
        let mut way: Vec<(ModelId, usize)> = vec![(start, 0)];
        while let Some((id, next)) = way.pop() {
            let ModelKind::Union(union) = &cx.models[id.0].model.kind else { continue };
            let Some(arm) = union.arms.get(next) else {
                done.insert(id);
                continue;
            };
            match leads_to(cx, &arm.ty) {
                Some(target) if target == id || way.iter().any(|(id, _)| *id == target) => {
                    take_out(cx, id, next);
                    way.push((id, next));
                }
                Some(target) if !done.contains(&target) => way.extend([(id, next + 1), (target, 0)]),
                _ => way.push((id, next + 1)),
            }
        }
    }
}

/// The model that a value of the type is one of, without anything around it.
fn leads_to(cx: &Cx<'_>, ty: &TypeUse) -> Option<ModelId> {
    let mut ty = ty;
    // Aliases in a circle are gone by now; a chain is at most as long as there are models.
    for _ in 0..=cx.models.len() {
        let Ty::Model(id) = ty.ty else { return None };
        match &cx.models[id.0].model.kind {
            ModelKind::Alias(target) => ty = target,
            _ => return Some(id),
        }
    }
    None
}

fn take_out(cx: &mut Cx<'_>, id: ModelId, arm: usize) {
    let places = cx.models[id.0].places.clone();
    let ModelKind::Union(union) = &mut cx.models[id.0].model.kind else { return };
    union.arms.remove(arm);
    if let Some(tag) = &mut union.tag {
        tag.otherwise = match tag.otherwise {
            Some(other) if other == arm => None,
            Some(other) if other > arm => Some(other - 1),
            other => other,
        };
    }
    if union.arms.is_empty() {
        cx.degrade(&places[0], "a choice that leads only to itself has no Rust type");
        let assertions = assertion::of_schemas(cx, &places);
        let model = &mut cx.models[id.0].model;
        (model.kind, model.nullability) = (ModelKind::Any(assertions), Nullability::NonNull);
    }
}

/// Finds for unions of records the property that tells them apart, where the document does not name one: all require
/// it, and each lists values of its own.
pub(super) fn find_tags(api: &mut Api) {
    for index in 0..api.models.len() {
        let ModelKind::Union(union) = &api.models[index].kind else { continue };
        if union.tag.is_some() || union.arms.len() < 2 {
            continue;
        }
        let Some((name, tags)) = constant(api, union) else { continue };
        let ModelKind::Union(union) = &mut api.models[index].kind else { continue };
        union.tag = Some(Tag { name, origin: TagOrigin::Constants, otherwise: None });
        for (arm, tags) in union.arms.iter_mut().zip(tags) {
            arm.tags = tags;
        }
    }
}

/// The first property of the first arm that all arms have as a constant, and the values in each.
fn constant(api: &Api, union: &Union) -> Option<(String, Vec<Vec<String>>)> {
    let records: Option<Vec<_>> = union.arms.iter().map(|arm| constants(api, &arm.ty)).collect();
    let records = records?;
    let (first, rest) = records.split_first()?;
    first.iter().find_map(|(name, values)| {
        let mut all = vec![values];
        for record in rest {
            all.push(record.iter().find(|(other, _)| other == name).map(|(_, values)| values)?);
        }
        let count: usize = all.iter().map(|values| values.len()).sum();
        let distinct: BTreeSet<&str> = all.iter().copied().flatten().copied().collect();
        let owned = |values: &Vec<&str>| values.iter().map(|value| (*value).to_owned()).collect();
        (distinct.len() == count).then(|| ((*name).to_owned(), all.into_iter().map(owned).collect()))
    })
}

/// The properties of a record that have to be one of the listed texts.
fn constants<'a>(api: &'a Api, ty: &'a TypeUse) -> Option<Vec<(&'a str, Vec<&'a str>)>> {
    let ModelKind::Record(record) = resolved(api, ty)? else { return None };
    let fields = record
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required && field.ty.nullability == Nullability::NonNull);
    let listed = fields.filter_map(|field| match resolved(api, &field.ty)? {
        ModelKind::Enumeration(enumeration) if !enumeration.is_open => Some((
            field.name.as_str(),
            enumeration.values.iter().map(|listed| listed.value.as_str()).collect(),
        )),
        _ => None,
    });
    Some(listed.collect())
}

fn resolved<'a>(api: &'a Api, ty: &'a TypeUse) -> Option<&'a ModelKind> {
    let mut ty = ty;
    for _ in 0..=api.models.len() {
        let Ty::Model(id) = ty.ty else { return None };
        match &api.models[id.0].kind {
            ModelKind::Alias(target) => ty = target,
            kind => return Some(kind),
        }
    }
    None
}
