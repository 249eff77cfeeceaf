//! What has to be presented to call an operation.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::side::Side;
use crate::diff::trail::Node;
use crate::source::Tree;

/// Schemes that are presented together, each with the scopes that it has to have.
pub(in crate::diff) type Alternative<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// A security scheme.
#[derive(Clone, Copy, Debug)]
pub(in crate::diff) struct Scheme<'a> {
    pub(in crate::diff) node: Node<'a>,
}

impl<'a> Scheme<'a> {
    /// What a keyword says, as it matters on the wire.
    pub(in crate::diff) fn text(&self, keyword: &str) -> Option<&'a str> {
        self.node.tree.get(keyword)?.as_str()
    }

    /// Whether the other one asks for the same credential.
    pub(in crate::diff) fn is_like(&self, other: &Scheme<'_>) -> bool {
        let same = |keyword: &str| self.node.tree.get(keyword) == other.node.tree.get(keyword);
        ["type", "in", "name", "scheme", "flows", "openIdConnectUrl"].into_iter().all(same)
    }
}

/// The schemes of a document.
pub(super) fn schemes<'a>(side: &mut Side<'a>, root: Node<'a>) -> BTreeMap<&'a str, Scheme<'a>> {
    let components = side.get(root, "components").and_then(|node| side.get(node, "securitySchemes"));
    let Some(schemes) = components else { return BTreeMap::new() };
    let members = side.trail.members(schemes);
    members.into_iter().filter_map(|(name, node)| Some((name, Scheme { node: side.follow(node)? }))).collect()
}

/// The alternatives of a `security` keyword; without one, or with none in it, nothing is asked for.
pub(super) fn alternatives<'a>(node: Option<Node<'a>>) -> Vec<Alternative<'a>> {
    let list = node.and_then(|node| node.tree.as_list()).unwrap_or_default();
    let mut alternatives: Vec<Alternative<'a>> = Vec::new();
    for requirement in list {
        let schemes = requirement.as_map().into_iter().flatten().map(|(name, scopes)| {
            let scopes = scopes.as_list().into_iter().flatten().filter_map(Tree::as_str);
            (name.as_str(), scopes.collect())
        });
        let alternative: Alternative<'a> = schemes.collect();
        if !alternatives.contains(&alternative) {
            alternatives.push(alternative);
        }
    }
    if alternatives.is_empty() {
        alternatives.push(Alternative::new());
    }
    alternatives
}

/// The name by which both documents know a scheme: one that was only renamed goes by its new name.
pub(in crate::diff) fn canonical<'a>(
    base: &BTreeMap<&'a str, Scheme<'a>>,
    head: &BTreeMap<&'a str, Scheme<'a>>,
) -> BTreeMap<&'a str, &'a str> {
    let mut renamed = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (name, scheme) in base.iter().filter(|(name, _)| !head.contains_key(*name)) {
        let twin = head.iter().find(|(other, twin)| {
            !base.contains_key(*other) && !taken.contains(*other) && scheme.is_like(twin)
        });
        if let Some((other, _)) = twin {
            taken.insert(*other);
            renamed.insert(*name, *other);
        }
    }
    renamed
}
