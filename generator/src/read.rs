//! Reading: trees become a document, in which references are followed and nodes are read one by one.

pub mod conform;
pub mod keywords;
pub mod refs;
pub mod skeleton;

pub use conform::{Conformance, conform};
pub use keywords::Dialect;
pub use refs::{Loader, NoFiles, Trees};

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::source::{Place, Tree};

/// A document that can be asked for its nodes.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    trees: &'a Trees,
    dialect: Dialect,
    broken: BTreeSet<Place>,
}

impl<'a> Document<'a> {
    /// A document of these files, in this version of OpenAPI.
    ///
    /// The nodes at `broken` are known to be malformed, and are read as if they were not there.
    #[must_use]
    pub const fn new(trees: &'a Trees, dialect: Dialect, broken: BTreeSet<Place>) -> Self {
        Self { trees, dialect, broken }
    }

    /// The address of the root.
    #[must_use]
    pub fn root(&self) -> Place {
        self.trees.root()
    }

    /// The version of OpenAPI.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The node at `place`.
    #[must_use]
    pub fn node(&self, place: &Place) -> Option<&'a Tree> {
        if self.broken.contains(place) { None } else { self.trees.node(place) }
    }

    /// Follows the `$ref` at `place` to a node that is no reference; see [`Trees::follow`].
    ///
    /// # Errors
    ///
    /// `unresolved-ref` or `ref-cycle`.
    pub fn follow(&self, place: &Place) -> Result<Place, Box<Diagnostic>> {
        self.trees.follow(place)
    }
}
