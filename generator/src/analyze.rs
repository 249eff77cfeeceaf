//! Analysis: facts about models that follow from the whole Api, computed once before anything is emitted.

mod derive;
mod groups;
mod recursion;

use std::collections::BTreeSet;

pub use groups::{GroupId, GroupName, Groups, Owner};

use crate::ir::{Api, ModelId};

/// Side tables by model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    exact: Vec<bool>,
    boxed: BTreeSet<(ModelId, usize)>,
    endless: BTreeSet<(ModelId, usize)>,
}

impl Facts {
    /// Computes every table.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        Self { exact: derive::exact(api), boxed: recursion::boxed(api), endless: recursion::endless(api) }
    }

    /// Whether the values of a model hold no binary fraction, so that `Eq` and `Hash` are sound.
    #[must_use]
    pub fn is_exact(&self, id: ModelId) -> bool {
        self.exact[id.0]
    }

    /// Whether the field of a record has to be behind a `Box`, since the record would hold itself without end.
    #[must_use]
    pub fn is_boxed(&self, id: ModelId, field: usize) -> bool {
        self.boxed.contains(&(id, field))
    }

    /// Whether no finite value of the record can have the field.
    #[must_use]
    pub fn is_endless(&self, id: ModelId, field: usize) -> bool {
        self.endless.contains(&(id, field))
    }
}
