//! Analysis: facts about models that follow from the whole Api, computed once before anything is emitted.

mod derive;
mod groups;
mod pages;
mod rate_limit;
mod recursion;

use std::collections::BTreeSet;

pub use groups::{GroupId, GroupName, Groups, Owner};
pub use pages::{GivenPages, PageStyle, Pages, Rest, Steps, Way};
pub(crate) use pages::{find as find_pages, response as listed_response};
pub use rate_limit::RateLimit;

use crate::ir::{Api, ModelId, OperationId};

/// Side tables by model and by operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    exact: Vec<bool>,
    ordered: Vec<bool>,
    boxed: BTreeSet<(ModelId, usize)>,
    endless: BTreeSet<(ModelId, usize)>,
    pages: Vec<Option<Pages>>,
    rate_limit: Option<RateLimit>,
}

impl Facts {
    /// Computes every table but that of the pages of operations, which the configuration has a say in.
    #[must_use]
    pub fn of(api: &Api, pages: Vec<Option<Pages>>) -> Self {
        Self {
            exact: derive::models(api, derive::Kind::Exact),
            ordered: derive::models(api, derive::Kind::Ordered),
            boxed: recursion::boxed(api),
            endless: recursion::endless(api),
            pages,
            rate_limit: rate_limit::find(api),
        }
    }

    /// Whether the values of a model hold no binary fraction, so that `Eq` and `Hash` are sound.
    #[must_use]
    pub fn is_exact(&self, id: ModelId) -> bool {
        self.exact[id.0]
    }

    /// Whether every value that a model holds can have an order, so that it can derive `PartialOrd`.
    #[must_use]
    pub fn is_ordered(&self, id: ModelId) -> bool {
        self.ordered[id.0]
    }

    /// Whether the field of a record has to be behind a `Box`, since the record would hold itself without end.
    #[must_use]
    pub fn is_boxed(&self, id: ModelId, field: usize) -> bool {
        self.boxed.contains(&(id, field))
    }

    /// The headers of the rate limit, where they are not the usual ones.
    #[must_use]
    pub const fn rate_limit(&self) -> Option<&RateLimit> {
        self.rate_limit.as_ref()
    }

    /// How the operation lists a collection page by page, if it does.
    #[must_use]
    pub fn pages(&self, id: OperationId) -> Option<&Pages> {
        self.pages.get(id.0)?.as_ref()
    }

    /// Whether no finite value of the record can have the field.
    #[must_use]
    pub fn is_endless(&self, id: ModelId, field: usize) -> bool {
        self.endless.contains(&(id, field))
    }
}
