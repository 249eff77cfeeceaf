//! Groups: the parts that a large API falls into, which are those that its tags name.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, ModelId, Operation, TypeUse};

/// A group by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub(crate) usize);

/// Which operations and models belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// What the groups are called: the tags of operations, sorted, then those that have no tag to be called after.
    pub names: Vec<GroupName>,
    operations: Vec<GroupId>,
    models: Vec<Owner>,
}

/// What a group is called after.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupName {
    /// A tag.
    Tag(String),
    /// What has no tag.
    Untagged,
    /// What only webhooks and callbacks need.
    Incoming,
    /// What nothing needs.
    Unused,
}

/// Who needs a model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// One group, or a few.
    Groups(Vec<GroupId>),
    /// So many groups that it belongs to none.
    Everybody,
}

/// By how many groups a model may be needed to belong to them.
const MOST: usize = 3;

impl Groups {
    /// Groups the operations by their first tags, and the models by the groups of operations that need them.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        let name = |operation: &Operation| {
            operation.tags.first().map_or(GroupName::Untagged, |tag| GroupName::Tag(tag.clone()))
        };
        let mut roots: BTreeMap<GroupName, Vec<ModelId>> = BTreeMap::new();
        for operation in &api.operations {
            let roots = roots.entry(name(operation)).or_default();
            roots.extend(operation.types().filter_map(TypeUse::model_within));
        }
        if !api.incoming.is_empty() {
            let roots = roots.entry(GroupName::Incoming).or_default();
            roots.extend(api.incoming.iter().filter_map(|incoming| incoming.ty.model_within()));
        }
        let mut needed: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); api.models.len()];
        for (group, roots) in roots.values().enumerate() {
            mark(api, roots, |id| needed[id.0].len() <= MOST && needed[id.0].insert(group));
        }
        // Headers are in one file, whoever needs them.
        let headers = api.header_groups.iter().flat_map(|group| &group.headers);
        let shared: Vec<ModelId> = headers.filter_map(|header| header.ty.model_within()).collect();
        let mut of_everybody = vec![false; api.models.len()];
        mark(api, &shared, |id| !std::mem::replace(&mut of_everybody[id.0], true));
        let mut names: Vec<GroupName> = roots.into_keys().collect();
        let operations = api
            .operations
            .iter()
            .map(|operation| GroupId(names.binary_search(&name(operation)).unwrap_or_default()));
        let operations = operations.collect();
        let unused = names.len();
        let models: Vec<Owner> = needed
            .into_iter()
            .zip(of_everybody)
            .map(|(groups, of_everybody)| match groups.len() {
                _ if of_everybody => Owner::Everybody,
                0 => Owner::Groups(vec![GroupId(unused)]),
                1..=MOST => Owner::Groups(groups.into_iter().map(GroupId).collect()),
                _ => Owner::Everybody,
            })
            .collect();
        if models.contains(&Owner::Groups(vec![GroupId(unused)])) {
            names.push(GroupName::Unused);
        }
        Self { names, operations, models }
    }

    /// The group of an operation.
    #[must_use]
    pub fn operation(&self, id: crate::ir::OperationId) -> GroupId {
        self.operations[id.0]
    }

    /// Who needs a model. Whoever needs it also needs all that it is made of.
    #[must_use]
    pub fn owner(&self, id: ModelId) -> &Owner {
        &self.models[id.0]
    }
}

/// Calls `visit` for each model that can be reached, as long as it says that the model is new.
fn mark(api: &Api, roots: &[ModelId], mut visit: impl FnMut(ModelId) -> bool) {
    let mut open = roots.to_vec();
    while let Some(id) = open.pop() {
        if visit(id) {
            api.model(id).kind.each_type(&mut |ty| open.extend(ty.model_within()));
        }
    }
}
