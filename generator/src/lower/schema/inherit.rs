//! Inheritance: a component with a `discriminator` that others take in by `allOf` stands for any of them.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{mapped, tags_of};
use super::{Aspect, any};
use crate::ir::{Arm, Hint, Rule, Tag, TagOrigin, Ty, TypeUse, Union};
use crate::lower::{Cx, Reading};
use crate::source::{Place, Tree};

/// The components that take in each component by `allOf`.
pub(in crate::lower) fn children(cx: &mut Cx<'_>) -> BTreeMap<Place, Vec<Place>> {
    let schemas = cx.document.root().key("components").key("schemas");
    let mut children: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
    for name in cx.keys(&schemas) {
        let place = schemas.key(&name);
        let members = cx.map(&place).and_then(|node| node.get("allOf")).and_then(Tree::as_list);
        let count = members.map_or(0, <[Tree]>::len);
        let list = place.key("allOf");
        for index in 0..count {
            let reference = cx.node(&list.index(index)).and_then(|member| member.get("$ref"));
            if let Some(reference) = reference.and_then(Tree::as_str)
                && let Some(parent) = cx.document.target(&list.index(index), reference)
            {
                children.entry(parent).or_default().push(place.clone());
            }
        }
    }
    children
}

/// The union of a component and of all that inherit from it; `None` when nothing does.
pub(super) fn union(cx: &mut Cx<'_>, place: &Place, hint: &Hint) -> Option<Union> {
    if !stands_for_others(cx, place) {
        return None;
    }
    let node = cx.map(place)?.get("discriminator")?;
    let name = node.get("propertyName")?.as_str()?.to_owned();
    let names = mapped(cx, &place.key("discriminator"), node.get("mapping").and_then(Tree::as_map));
    let mut arms = Vec::new();
    for heir in heirs(cx, place) {
        let id = if stands_for_others(cx, &heir) {
            let hint = super::hint_of(cx, &heir).child("base");
            cx.declare(std::slice::from_ref(&heir), Aspect::Base, &hint)
        } else {
            cx.model_of(heir.clone())
        };
        arms.push(arm(id, &heir, &names));
    }
    let base = cx.declare(std::slice::from_ref(place), Aspect::Base, &hint.child("base"));
    arms.push(arm(base, place, &names));
    Some(Union {
        rule: Rule::One,
        arms,
        tag: Some(Tag { name, origin: TagOrigin::Discriminator, otherwise: None }),
    })
}

fn arm(id: crate::ir::ModelId, place: &Place, names: &[(String, Place)]) -> Arm {
    let ty = TypeUse { ty: Ty::Model(id), ..any(place) };
    Arm { name: place.pointer.last().unwrap_or_default(), ty, tags: tags_of(place, names) }
}

/// Whether the component has a discriminator of its own, and heirs.
fn stands_for_others(cx: &Cx<'_>, place: &Place) -> bool {
    let Some(node) = cx.map(place) else { return false };
    cx.reading == Reading::Intended
        && node.get("discriminator").is_some_and(|node| node.get("propertyName").is_some())
        && !node.contains_key("oneOf")
        && !node.contains_key("anyOf")
        && cx.children.contains_key(place)
}

/// All that inherit from a component, directly or through others.
fn heirs(cx: &Cx<'_>, place: &Place) -> BTreeSet<Place> {
    let (mut heirs, mut open) = (BTreeSet::new(), vec![place]);
    while let Some(parent) = open.pop() {
        for child in cx.children.get(parent).into_iter().flatten() {
            if child != place && heirs.insert(child.clone()) {
                open.push(child);
            }
        }
    }
    heirs
}
