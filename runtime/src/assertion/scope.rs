//! The dynamic scope: which schema resources an evaluation has come through (JSON Schema 2020-12, core, 7.1).

use std::ptr;

use crate::assertion::{Assertions, Resource};

/// A dynamic scope as an index into [`Scopes`]; equal scopes have equal indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Scope(usize);

impl Scope {
    /// Nothing has been entered.
    pub(super) const EMPTY: Self = Self(0);
}

/// All dynamic scopes that an evaluation has seen, each as its parent and the resource entered from there.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    entered: Vec<(Scope, &'static Resource)>,
}

impl Scopes {
    /// The scope and the resource it was made with, from the innermost one outwards.
    fn outwards(&self, scope: Scope) -> impl Iterator<Item = &'static Resource> {
        let mut scope = scope;
        std::iter::from_fn(move || {
            let (parent, resource) = *self.entered.get(scope.0.checked_sub(1)?)?;
            scope = parent;
            Some(resource)
        })
    }

    /// The scope within a resource.
    ///
    /// A resource without dynamic anchors changes nothing, and neither does one that was entered before, since
    /// the outermost one decides.
    pub(super) fn enter(&mut self, scope: Scope, resource: &'static Resource) -> Scope {
        if resource.dynamic_anchors.is_empty()
            || self.outwards(scope).any(|entered| ptr::eq(entered, resource))
        {
            return scope;
        }
        let known =
            |(parent, entered): &(Scope, &'static Resource)| *parent == scope && ptr::eq(*entered, resource);
        let index = self.entered.iter().position(known).unwrap_or_else(|| {
            self.entered.push((scope, resource));
            self.entered.len() - 1
        });
        Scope(index + 1)
    }

    /// The schema of an anchor in the outermost resource that has it.
    pub(super) fn find(&self, scope: Scope, anchor: &str) -> Option<&'static Assertions> {
        let in_resource = |resource: &'static Resource| {
            resource.dynamic_anchors.iter().find(|(name, _)| *name == anchor).map(|(_, schema)| *schema)
        };
        self.outwards(scope).filter_map(in_resource).last()
    }
}
