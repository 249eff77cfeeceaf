//! Order: models and operations in an order that does not depend on the order of the document's maps.

use std::collections::BTreeSet;

use crate::ir::{Api, Direction, HeaderGroupId, ModelId, ModelKind, Nullability, Rule, Ty, TypeUse, Union};

/// Sorts everything whose order carries no meaning, and drops inline models that nothing uses any more.
pub(super) fn sort(api: &mut Api) {
    api.operations.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    api.incoming.sort_by(|a, b| (&a.name, &a.ty.place).cmp(&(&b.name, &b.ty.place)));
    sort_models(api);
    sort_header_groups(api);
    spread_nullability(api);
}

fn sort_models(api: &mut Api) {
    let mut used = BTreeSet::new();
    map_ids(api, &mut |id| {
        used.insert(id);
        id
    });
    let given = |id: &ModelId| matches!(api.model(*id).hint, crate::ir::Hint::Given(_));
    let mut order: Vec<ModelId> =
        api.models().map(|(id, _)| id).filter(|id| used.contains(id) || given(id)).collect();
    order.sort_by_cached_key(|id| {
        let model = api.model(*id);
        (model.hint.path(), model.place.clone(), model.direction)
    });
    let mut new_ids = vec![ModelId(usize::MAX); api.models.len()];
    for (new, old) in order.iter().enumerate() {
        new_ids[old.0] = ModelId(new);
    }
    map_ids(api, &mut |id| new_ids[id.0]);
    let mut models: Vec<_> = std::mem::take(&mut api.models).into_iter().map(Some).collect();
    api.models = order.iter().filter_map(|id| models[id.0].take()).collect();
}

fn sort_header_groups(api: &mut Api) {
    let mut order: Vec<usize> = (0..api.header_groups.len()).collect();
    order.sort_by(|a, b| {
        let key = |index: usize| (&api.header_groups[index].hint, &api.header_groups[index].place);
        key(*a).cmp(&key(*b))
    });
    let mut new_ids = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        new_ids[*old] = new;
    }
    for response in api.operations.iter_mut().flat_map(|operation| &mut operation.responses) {
        response.headers = response.headers.map(|id| HeaderGroupId(new_ids[id.0]));
    }
    let mut groups: Vec<_> = std::mem::take(&mut api.header_groups).into_iter().map(Some).collect();
    api.header_groups = order.iter().filter_map(|index| groups[*index].take()).collect();
}

/// A declaration that allows `null` allows it wherever it is used.
fn spread_nullability(api: &mut Api) {
    // Aliases of aliases need a round each; a chain is at most as long as there are models.
    for _ in 0..api.models.len() {
        let nullable: Vec<bool> =
            api.models.iter().map(|model| model.nullability == Nullability::Nullable).collect();
        let mut changed = false;
        let mut spread = |ty: &mut TypeUse| {
            if let Ty::Model(id) = ty.ty
                && nullable[id.0]
                && ty.nullability == Nullability::NonNull
            {
                ty.nullability = Nullability::Nullable;
                changed = true;
            }
        };
        each_type(api, &mut spread);
        for model in &mut api.models {
            match &model.kind {
                ModelKind::Alias(ty) => model.nullability = ty.nullability,
                ModelKind::Union(union) if takes_null(union) => model.nullability = Nullability::Nullable,
                _ => {}
            }
        }
        if !changed {
            return;
        }
    }
}

/// An arm that takes `null` makes the union do so; where a value may fit one arm only, two of them take it away.
fn takes_null(union: &Union) -> bool {
    let count = union.arms.iter().filter(|arm| arm.ty.nullability == Nullability::Nullable).count();
    count == 1 || (count > 1 && union.rule == Rule::Any)
}

/// Replaces every model id of the Api, those of declarations that are not used included.
pub(super) fn map_ids(api: &mut Api, map: &mut dyn FnMut(ModelId) -> ModelId) {
    each_type(api, &mut |ty| {
        if let Ty::Model(id) = &mut ty.ty {
            *id = map(*id);
        }
    });
}

/// Calls `visit` with every type of the Api, nested ones included.
pub(super) fn each_type(api: &mut Api, visit: &mut dyn FnMut(&mut TypeUse)) {
    for model in &mut api.models {
        model.kind.each_type_mut(&mut |ty| ty.each_nested_mut(visit));
    }
    for direction in [Direction::Request, Direction::Response] {
        each_root_mut(api, direction, &mut |ty| ty.each_nested_mut(visit));
    }
}

/// Calls `visit` with the type of everything that operations send, or receive.
pub(super) fn each_root_mut(api: &mut Api, direction: Direction, visit: &mut dyn FnMut(&mut TypeUse)) {
    match direction {
        Direction::Request => {
            for operation in &mut api.operations {
                operation.parameters.iter_mut().for_each(|parameter| visit(&mut parameter.ty));
                let bodies = operation.body.iter_mut().flat_map(|body| &mut body.contents);
                bodies.flat_map(|content| content.body.types_mut()).for_each(&mut *visit);
            }
        }
        Direction::Response => {
            let headers = api.header_groups.iter_mut().flat_map(|group| &mut group.headers);
            headers.for_each(|header| visit(&mut header.ty));
            let responses = api.operations.iter_mut().flat_map(|operation| &mut operation.responses);
            let contents = responses.flat_map(|response| &mut response.contents);
            contents.flat_map(|content| content.body.types_mut()).for_each(&mut *visit);
            // What the server sends by itself is received, too.
            api.incoming.iter_mut().for_each(|incoming| visit(&mut incoming.ty));
        }
    }
}
