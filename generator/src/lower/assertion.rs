//! Assertions: the keywords of a schema object, for the interpreter that checks them on values.

mod keyword;

pub(super) use keyword::is_assertion;

use super::Cx;
use crate::ir::{Assertion, Assertions, AssertionsId};
use crate::source::{Place, Tree};

/// The assertions of the schema at `place`; they are lowered later, so that cycles end.
pub(super) fn of_schema(cx: &mut Cx<'_>, place: &Place) -> AssertionsId {
    if let Some(id) = cx.assertions_by_place.get(place) {
        return *id;
    }
    let id = declare(cx, place, Vec::new());
    cx.assertions_by_place.insert(place.clone(), id);
    cx.assertions_queue.push_back(id);
    id
}

/// Assertions that stand at no single place of their own.
pub(super) fn declare(cx: &mut Cx<'_>, place: &Place, keywords: Vec<Assertion>) -> AssertionsId {
    let id = AssertionsId(cx.assertions.len());
    let resource = cx.document.resource(place);
    cx.assertions.push(Assertions { place: place.clone(), resource, keywords });
    id
}

/// What has to hold for a value that has to fit every schema at `places`; `None` when anything fits.
pub(super) fn of_schemas(cx: &mut Cx<'_>, places: &[Place]) -> Option<AssertionsId> {
    let asserting: Vec<Place> = places.iter().filter(|place| asserts(cx, place)).cloned().collect();
    match asserting.as_slice() {
        [] => None,
        [only] => Some(of_schema(cx, only)),
        [first, ..] => {
            let first = first.clone();
            let members = asserting.iter().map(|place| of_schema(cx, place)).collect();
            Some(declare(cx, &first, vec![Assertion::AllOf(members)]))
        }
    }
}

/// What the keywords of a schema object assert that `keep` picks; `None` when that is nothing.
pub(super) fn of_keywords(cx: &mut Cx<'_>, parts: &[(Place, Vec<String>)]) -> Option<AssertionsId> {
    let mut keywords = Vec::new();
    for (place, kept) in parts {
        if let Some(Tree::Map(node)) = cx.node(place) {
            keywords
                .extend(keyword::lower(cx, place, node, &|keyword| kept.iter().any(|kept| kept == keyword)));
        }
    }
    let (place, _) = parts.first()?;
    (!keywords.is_empty()).then(|| declare(cx, place, keywords))
}

/// Whether the schema refuses any value at all.
fn asserts(cx: &Cx<'_>, place: &Place) -> bool {
    match cx.node(place) {
        // By itself a direction refuses a member of an object, and no value.
        Some(Tree::Map(node)) => node
            .keys()
            .any(|keyword| is_assertion(keyword) && !matches!(keyword.as_str(), "readOnly" | "writeOnly")),
        Some(Tree::Bool(false)) => true,
        _ => false,
    }
}

/// Lowers what is still queued.
pub(super) fn finish(cx: &mut Cx<'_>) {
    while let Some(id) = cx.assertions_queue.pop_front() {
        let place = cx.assertions[id.0].place.clone();
        let keywords = match cx.node(&place) {
            Some(Tree::Map(node)) => keyword::lower(cx, &place, node, &|_| true),
            Some(Tree::Bool(false)) => vec![Assertion::Never],
            _ => Vec::new(),
        };
        cx.assertions[id.0].keywords = keywords;
    }
    // The anchors that a dynamic reference may jump to, in every resource.
    let mut resources: Vec<Place> =
        cx.assertions.iter().map(|assertions| assertions.resource.clone()).collect();
    resources.sort();
    resources.dedup();
    for resource in resources {
        let anchors = cx.document.dynamic_anchors(&resource).to_vec();
        let anchors: Vec<_> =
            anchors.into_iter().map(|(name, place)| (name, of_schema(cx, &place))).collect();
        if cx.dynamic_anchors.get(&resource) != Some(&anchors) {
            cx.dynamic_anchors.insert(resource, anchors);
        }
    }
    if !cx.assertions_queue.is_empty() {
        finish(cx);
    }
}
