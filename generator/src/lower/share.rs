//! Sharing: inline schemas that say the same under the same name become one model.
//!
//! Inline models that are equal in structure (names, types, rules; not prose) and stand under the same key are one
//! declaration, which the shortest of their owners names.
//! Where the words of that owner's name begin the words of another owner's, the other uses the declaration as it is:
//! `Customer.status` and `CustomerUpdate.status` are both `CustomerStatus`.
//! Any other twin keeps its name as an alias: `Order.status` and `Invoice.status`, which may grow apart, are
//! `OrderStatus` and `InvoiceStatus`, of which one names the other.
//! So the name of a type depends on its own place and never on what else the document says.

mod encode;

use std::collections::BTreeMap;

use crate::ir::{Api, Hint, ModelId, ModelKind, Ty, TypeUse};
use crate::names;

/// Merges twins; afterwards the models that lost their place are unused and are removed by sorting.
pub(super) fn share(api: &mut Api) {
    let classes = encode::classes(api);
    let mut groups: BTreeMap<usize, Vec<ModelId>> = BTreeMap::new();
    for (index, class) in classes.iter().enumerate() {
        if let Some(class) = class {
            groups.entry(*class).or_default().push(ModelId(index));
        }
    }
    let mut twins: Vec<Option<ModelId>> = vec![None; api.models.len()];
    for mut group in groups.into_values().filter(|group| group.len() > 1) {
        group.sort_by_cached_key(|id| {
            let path = api.model(*id).hint.path();
            (path.iter().map(String::len).sum::<usize>(), path, api.model(*id).place.clone())
        });
        let (first, others) = group.split_at(1);
        let owner = owner_words(&api.model(first[0]).hint);
        for id in others {
            if owner_words(&api.model(*id).hint).starts_with(&owner) {
                twins[id.0] = Some(first[0]);
            } else {
                rename(api, *id, first[0]);
            }
        }
    }
    super::sort::map_ids(api, &mut |id| twins[id.0].unwrap_or(id));
}

/// Makes a model another name for its twin.
fn rename(api: &mut Api, id: ModelId, twin: ModelId) {
    let model = &mut api.models[id.0];
    let ty = TypeUse {
        ty: Ty::Model(twin),
        nullability: model.nullability,
        secret: false,
        assertions: None,
        place: model.place.clone(),
    };
    model.kind = ModelKind::Alias(ty);
}

/// The words of the name of what holds an inline schema.
fn owner_words(hint: &Hint) -> Vec<String> {
    let Hint::Derived(path) = hint else { return Vec::new() };
    let owner = path.split_last().map_or(&[][..], |(_, owner)| owner);
    owner.iter().flat_map(|step| names::words(step)).collect()
}
