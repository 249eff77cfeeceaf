//! Flattening: every schema object that speaks of one value, gathered through `$ref` and `allOf`.
//!
//! `allOf` is merged here and nowhere else.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use indexmap::IndexMap;

use super::{Cx, Reading};
use crate::read::Dialect;
use crate::source::{Map, Place, Tree};

/// The schema objects that hold together for one value.
pub(super) enum Flat<'a> {
    /// Nothing but one declaration, with prose around it.
    Reference {
        /// The declaration.
        target: Place,
        /// Whether what stands around it adds `null`.
        nullable: bool,
    },
    /// Schema objects, outermost first.
    Parts(Vec<Part<'a>>),
    /// No value fits: the schema `false`.
    Never,
    /// A reference leads nowhere, which has been reported.
    Broken,
}

/// One schema object.
pub(super) struct Part<'a> {
    pub(super) place: Place,
    pub(super) node: &'a Map,
    /// `oneOf` or `anyOf`, where one of its branches is a part, too: that choice has been made.
    chosen: Option<&'static str>,
}

impl<'a> Part<'a> {
    /// The value of a keyword, unless it is a choice that has been made.
    pub(super) fn get(&self, keyword: &str) -> Option<&'a Tree> {
        self.node.get(keyword).filter(|_| self.chosen != Some(keyword))
    }

    /// The keywords, but for a choice that has been made.
    pub(super) fn keywords(&self) -> impl Iterator<Item = &'a String> {
        self.node.keys().filter(|keyword| self.chosen != Some(keyword.as_str()))
    }
}

/// The keywords that are choices between schemas.
pub(super) const CHOICES: [&str; 2] = ["oneOf", "anyOf"];

/// Keywords that say nothing about which values fit.
const ANNOTATIONS: &[&str] = &[
    "allOf",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "example",
    "examples",
    "externalDocs",
    "nullable",
    "readOnly",
    "summary",
    "title",
    "type",
    "writeOnly",
    "xml",
    "$comment",
    "$id",
    "$schema",
    "$anchor",
];

/// What counts of a schema object of OpenAPI 3.0 with a reference and `nullable: true`.
static NULLABLE: LazyLock<Map> =
    LazyLock::new(|| Map::from_iter([("nullable".to_owned(), Tree::Bool(true))]));

/// Gathers what holds for a value that has to fit every schema at `places`.
pub(super) fn flatten<'a>(cx: &mut Cx<'a>, places: &[Place]) -> Flat<'a> {
    let (mut parts, mut targets) = (Vec::new(), Vec::new());
    if let Some(end) = gather(cx, places, &mut parts, &mut targets) {
        return end;
    }
    mark_chosen(&mut parts, places);
    if let [target] = targets.as_slice()
        && parts.iter().all(only_annotates)
        // To the letter, what stands around a declaration takes values away and adds none.
        && let nullable = parts.iter().any(is_nullable)
        && !(nullable && cx.reading == Reading::Literal)
    {
        return Flat::Reference { target: target.clone(), nullable };
    }
    // Declarations that are merged with something else lend their schema objects instead of their name.
    let mut seen = BTreeSet::new();
    while let Some(target) = targets.pop() {
        if seen.insert(target.clone())
            && let Some(end) = gather(cx, &[target], &mut parts, &mut targets)
        {
            return end;
        }
    }
    mark_chosen(&mut parts, places);
    Flat::Parts(parts)
}

/// Notes the choices of which a branch is among the places.
fn mark_chosen(parts: &mut [Part<'_>], places: &[Place]) {
    if places.len() < 2 {
        return;
    }
    for part in parts {
        let is_branch = |keyword: &&str| {
            let list = part.place.key(keyword);
            places.iter().any(|place| {
                place.file == list.file && place.pointer.parent().as_ref() == Some(&list.pointer)
            })
        };
        part.chosen = CHOICES.into_iter().find(is_branch);
    }
}

/// Splits the schemas at `places` into schema objects and the targets of references; members of `allOf` count as places.
fn gather<'a>(
    cx: &mut Cx<'a>,
    places: &[Place],
    parts: &mut Vec<Part<'a>>,
    targets: &mut Vec<Place>,
) -> Option<Flat<'a>> {
    let mut stack: Vec<Place> = places.iter().rev().cloned().collect();
    while let Some(place) = stack.pop() {
        let node = match cx.node(&place) {
            Some(Tree::Map(node)) => node,
            Some(Tree::Bool(false)) => return Some(Flat::Never),
            _ => continue,
        };
        if node.contains_key("$ref") {
            match cx.step(&place) {
                Some(target) if targets.contains(&target) => {}
                Some(target) => targets.push(target),
                None => return Some(Flat::Broken),
            }
            if cx.document.dialect() == Dialect::V30 {
                // To the letter, nothing beside a reference counts. Of what many write there, `nullable` is the one
                // thing without which values that are sent are refused.
                if cx.reading == Reading::Intended && node.get("nullable") == Some(&Tree::Bool(true)) {
                    parts.push(Part { place, node: &NULLABLE, chosen: None });
                }
                continue;
            }
        }
        if let Some(members) = node.get("allOf").and_then(Tree::as_list) {
            let list = place.key("allOf");
            stack.extend((0..members.len()).rev().map(|index| list.index(index)));
        }
        parts.push(Part { place, node, chosen: None });
    }
    None
}

fn only_annotates(part: &Part<'_>) -> bool {
    let object = |node: &Tree| node.as_str() == Some("object");
    part.node.iter().all(|(key, value)| match key.as_str() {
        key if part.chosen == Some(key) => true,
        "type" => object(value) || value.as_list().is_some_and(|types| types.iter().any(object)),
        key => key == "$ref" || key.starts_with("x-") || ANNOTATIONS.contains(&key),
    })
}

/// `nullable: true` of 3.0, or `null` among the types of 3.1.
pub(super) fn is_nullable(part: &Part<'_>) -> bool {
    part.node.get("nullable").and_then(Tree::as_bool) == Some(true)
        || part.node.get("type").is_some_and(|types| match types {
            Tree::String(name) => name == "null",
            Tree::List(names) => names.iter().any(|name| name.as_str() == Some("null")),
            _ => false,
        })
}

/// Every property that the parts name, each with the schemas that speak of it.
pub(super) fn properties(parts: &[Part<'_>]) -> IndexMap<String, Vec<Place>> {
    let mut all: IndexMap<String, Vec<Place>> = IndexMap::new();
    for part in parts {
        let place = part.place.key("properties");
        for name in part.node.get("properties").and_then(Tree::as_map).into_iter().flat_map(Map::keys) {
            all.entry(name.clone()).or_default().push(place.key(name));
        }
    }
    all
}

/// The names in the `required` lists of the parts.
pub(super) fn required(parts: &[Part<'_>]) -> BTreeSet<String> {
    let lists = parts.iter().filter_map(|part| part.node.get("required")?.as_list());
    lists.flatten().filter_map(Tree::as_str).map(str::to_owned).collect()
}
