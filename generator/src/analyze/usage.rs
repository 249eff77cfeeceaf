//! Usage: in which directions the values of a model travel.

use super::Usage;
use crate::ir::{Api, ModelId, ModelKind, Ty, TypeUse};

pub(super) fn of(api: &Api) -> Vec<Usage> {
    let bodies =
        api.operations.iter().filter_map(|operation| operation.body.as_ref()).map(|body| &body.content.ty);
    let parameters =
        api.operations.iter().flat_map(|operation| &operation.parameters).map(|parameter| &parameter.ty);
    let sent = reached(api, bodies.chain(parameters));
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    let contents = responses.filter_map(|response| response.content.as_ref()).map(|content| &content.ty);
    let headers = api.header_groups.iter().flat_map(|group| &group.headers).map(|header| &header.ty);
    let received = reached(api, contents.chain(headers));
    sent.into_iter()
        .zip(received)
        .map(|directions| match directions {
            (true, false) => Usage::Request,
            (false, true) => Usage::Response,
            _ => Usage::Both,
        })
        .collect()
}

/// Which models the values of some types may hold.
fn reached<'a>(api: &'a Api, roots: impl Iterator<Item = &'a TypeUse>) -> Vec<bool> {
    let mut reached = vec![false; api.models.len()];
    let mut stack: Vec<&TypeUse> = roots.collect();
    while let Some(ty) = stack.pop() {
        match &ty.ty {
            Ty::Model(ModelId(index)) if !reached[*index] => {
                reached[*index] = true;
                match &api.models[*index].kind {
                    ModelKind::Record(record) => stack.extend(record.fields.iter().map(|field| &field.ty)),
                    ModelKind::Alias(target) => stack.push(target),
                    ModelKind::Enumeration(_) | ModelKind::Any(_) => {}
                }
            }
            Ty::List { items: below, .. } | Ty::Map { values: below, .. } => stack.push(below),
            _ => {}
        }
    }
    reached
}
