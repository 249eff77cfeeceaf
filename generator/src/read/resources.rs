//! Schema resources: schemas that carry a URI of their own (JSON Schema core, section 8.2), and their anchors.

use std::collections::BTreeMap;

use url::Url;

use super::keywords::SchemaDialect;
use crate::source::{Map, Place, Pointer, Tree};

/// What a reference that is a URI leads to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lookup {
    /// The node.
    Found(Place),
    /// A node that the resource does not have.
    Missing,
    /// A resource that has not been read, by its URI without a fragment.
    Unknown(Url),
    /// The reference is relative, and nothing around it has a URI.
    Relative,
}

/// Every schema resource, by its place and by its URI.
#[derive(Clone, Debug, Default)]
pub(super) struct Resources {
    by_uri: BTreeMap<String, Place>,
    bases: BTreeMap<Place, Url>,
    anchors: BTreeMap<(Place, String), Place>,
    dynamic_anchors: BTreeMap<Place, Vec<(String, Place)>>,
}

impl Resources {
    /// Notes that the node at `place` was retrieved from a URI.
    pub(super) fn add(&mut self, place: Place, uri: &Url) {
        self.by_uri.insert(without_fragment(uri).into(), place.clone());
        self.bases.insert(place, without_fragment(uri));
    }

    /// Notes every schema below the schema at `place` that names itself.
    pub(super) fn scan(&mut self, node: &Tree, place: &Place, dialect: SchemaDialect) {
        let mut stack = vec![(place.clone(), node, self.resource(place))];
        while let Some((place, node, mut resource)) = stack.pop() {
            let Some(map) = node.as_map() else { continue };
            let text = |keyword: &str| map.get(keyword).and_then(Tree::as_str);
            let (id, anchors) = match dialect {
                SchemaDialect::OpenApi30 => return,
                SchemaDialect::Draft4 if map.contains_key("$ref") => (None, [None, None]),
                SchemaDialect::Draft4 => match text("id") {
                    Some(id) if id.starts_with('#') => (None, [id.strip_prefix('#'), None]),
                    id => (id, [None, None]),
                },
                SchemaDialect::Draft202012 => (text("$id"), [text("$anchor"), text("$dynamicAnchor")]),
            };
            if let Some(uri) = id.and_then(|id| self.join(resource.as_ref(), id)) {
                self.add(place.clone(), &uri);
                resource = Some(place.clone());
            }
            let owner = resource.clone().unwrap_or_else(|| root_of(&place));
            for anchor in anchors.into_iter().flatten() {
                self.anchors.insert((owner.clone(), anchor.to_owned()), place.clone());
            }
            if let [_, Some(anchor)] = anchors {
                self.dynamic_anchors.entry(owner).or_default().push((anchor.to_owned(), place.clone()));
            }
            let below = subschemas(map, &place).into_iter();
            stack.extend(below.map(|(place, node)| (place, node, resource.clone())));
        }
    }

    fn join(&self, resource: Option<&Place>, reference: &str) -> Option<Url> {
        match resource.and_then(|resource| self.bases.get(resource)) {
            Some(base) => base.join(reference).ok(),
            None => Url::parse(reference).ok(),
        }
    }

    /// The resource around a place that has a URI: the nearest node above it.
    fn resource(&self, place: &Place) -> Option<Place> {
        if self.bases.is_empty() {
            return None;
        }
        place.upwards().find(|candidate| self.bases.contains_key(candidate))
    }

    /// The resource that a place belongs to: one with a URI, or else the whole file.
    pub(super) fn owner(&self, place: &Place) -> Place {
        self.resource(place).unwrap_or_else(|| root_of(place))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_uri.is_empty() && self.bases.is_empty() && self.anchors.is_empty()
    }

    pub(super) fn has_dynamic_anchors(&self) -> bool {
        !self.dynamic_anchors.is_empty()
    }

    /// The dynamic anchors of a resource.
    pub(super) fn dynamic_anchors(&self, resource: &Place) -> &[(String, Place)] {
        self.dynamic_anchors.get(resource).map_or(&[], Vec::as_slice)
    }

    /// Where a reference at `place` leads, as far as URIs and anchors tell; `exists` knows the nodes.
    pub(super) fn look_up(&self, place: &Place, reference: &str, exists: impl Fn(&Place) -> bool) -> Lookup {
        let (uri, fragment) = reference.find('#').map_or((reference, ""), |at| reference.split_at(at));
        let resource = if uri.is_empty() {
            self.owner(place)
        } else {
            let Some(uri) = self.join(self.resource(place).as_ref(), uri) else { return Lookup::Relative };
            match self.by_uri.get(without_fragment(&uri).as_str()) {
                Some(resource) => resource.clone(),
                None => return Lookup::Unknown(without_fragment(&uri)),
            }
        };
        let found = match Pointer::parse_fragment(fragment) {
            Some(pointer) => Some(Place { file: resource.file, pointer: resource.pointer.join(&pointer) }),
            None => self.anchors.get(&(resource, fragment.trim_start_matches('#').to_owned())).cloned(),
        };
        found.filter(exists).map_or(Lookup::Missing, Lookup::Found)
    }
}

fn root_of(place: &Place) -> Place {
    Place { file: place.file, pointer: Pointer::root() }
}

fn without_fragment(uri: &Url) -> Url {
    let mut uri = uri.clone();
    uri.set_fragment(None);
    uri
}

/// The schemas directly below a schema.
fn subschemas<'a>(map: &'a Map, place: &Place) -> Vec<(Place, &'a Tree)> {
    let mut found = Vec::new();
    for (keyword, node) in map {
        let at = place.key(keyword);
        match (keyword.as_str(), node) {
            (
                "additionalItems"
                | "additionalProperties"
                | "contains"
                | "contentSchema"
                | "else"
                | "if"
                | "items"
                | "not"
                | "propertyNames"
                | "then"
                | "unevaluatedItems"
                | "unevaluatedProperties",
                Tree::Map(_),
            ) => found.push((at, node)),
            ("allOf" | "anyOf" | "oneOf" | "prefixItems" | "items", Tree::List(items)) => {
                found.extend(items.iter().enumerate().map(|(index, item)| (at.index(index), item)));
            }
            (
                "$defs" | "definitions" | "dependencies" | "dependentSchemas" | "patternProperties"
                | "properties",
                Tree::Map(members),
            ) => found.extend(members.iter().map(|(name, member)| (at.key(name), member))),
            _ => {}
        }
    }
    found
}
