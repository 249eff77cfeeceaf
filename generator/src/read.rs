//! Reading: trees become a document, in which references are followed and nodes are read one by one.

pub mod conform;
pub mod keywords;
pub mod refs;
mod resources;
pub mod skeleton;
mod trail;

pub use conform::{Conformance, conform, dialect};
pub use keywords::{Dialect, SchemaDialect};
pub use refs::{Loader, NoFiles, Trees, Uris};

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{Place, Tree};
use refs::Memo;
use trail::Trail;

/// A document before it is asked for anything.
#[derive(Clone, Copy)]
pub(crate) struct Seed<'a> {
    trees: &'a Trees,
    dialect: Dialect,
    broken: &'a Arc<BTreeSet<Place>>,
    faulty: &'a Arc<BTreeSet<Place>>,
}

impl<'a> Seed<'a> {
    pub(crate) fn document(self) -> Document<'a> {
        Document {
            trees: self.trees,
            dialect: self.dialect,
            broken: self.broken.clone(),
            faulty: self.faulty.clone(),
            trail: RefCell::default(),
            followed: Memo::default(),
        }
    }
}

/// A document that can be asked for its nodes.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    trees: &'a Trees,
    dialect: Dialect,
    broken: Arc<BTreeSet<Place>>,
    faulty: Arc<BTreeSet<Place>>,
    trail: RefCell<Trail<'a>>,
    followed: Memo,
}

impl<'a> Document<'a> {
    /// A document of these files, in this version of OpenAPI.
    ///
    /// The references at `broken` are read as if they were not there; what is wrong in the objects at `faulty` has
    /// been reported.
    #[must_use]
    pub fn new(trees: &'a Trees, dialect: Dialect, broken: BTreeSet<Place>, faulty: BTreeSet<Place>) -> Self {
        let (broken, faulty) = (Arc::new(broken), Arc::new(faulty));
        Self { trees, dialect, broken, faulty, trail: RefCell::default(), followed: Memo::default() }
    }

    /// What the same document can be made of elsewhere: it remembers what was looked up, so no two threads share one.
    pub(crate) const fn seed(&self) -> Seed<'_> {
        Seed { trees: self.trees, dialect: self.dialect, broken: &self.broken, faulty: &self.faulty }
    }

    /// Whether something in the object at `place` is wrong that has been reported.
    #[must_use]
    pub fn is_faulty(&self, place: &Place) -> bool {
        self.faulty.contains(place)
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
        if !self.broken.is_empty() && self.broken.contains(place) {
            return None;
        }
        self.trail.borrow_mut().node(place, |file| self.trees.file(file))
    }

    /// What the keywords of schemas mean.
    #[must_use]
    pub const fn schema_dialect(&self) -> SchemaDialect {
        self.trees.dialect()
    }

    /// Follows the `$ref` at `place` to a node that is no reference; see [`Trees::follow`].
    ///
    /// # Errors
    ///
    /// `unresolved-ref` or `ref-cycle`.
    pub fn follow(&self, place: &Place) -> Result<Place, Box<Diagnostic>> {
        // Most nodes are no references.
        match self.node(place) {
            Some(node) if node.get("$ref").is_none() => Ok(place.clone()),
            Some(node) => self.followed.follow(self.trees, place, node),
            None => self.trees.follow(place),
        }
    }

    /// The target of the `$ref` at `place`; see [`Trees::step`].
    ///
    /// # Errors
    ///
    /// `unresolved-ref`.
    pub fn step(&self, place: &Place) -> Result<Option<Place>, Box<Diagnostic>> {
        self.trees.step(place)
    }

    /// Follows the `$ref` at `place` to the schema that says more than where to look.
    ///
    /// Since JSON Schema 2020-12 other keywords count beside `$ref`; in OpenAPI 3.0 none does by the letter, and
    /// `nullable` as authors mean it.
    ///
    /// # Errors
    ///
    /// `unresolved-ref` or `ref-cycle`.
    pub fn follow_schema(&self, place: &Place) -> Result<Place, Box<Diagnostic>> {
        let Some(first) = self.trees.step(place)? else { return Ok(place.clone()) };
        let dialect = self.schema_dialect();
        self.trees.follow_while(&first, |node| match dialect {
            SchemaDialect::Draft202012 => node.len() == 1,
            SchemaDialect::OpenApi30 => node.get("nullable") != Some(&Tree::Bool(true)),
            SchemaDialect::Draft4 => true,
        })
    }

    /// The name of the file of `place`, without its ending; `None` for the document itself.
    #[must_use]
    pub fn file_stem(&self, place: &Place) -> Option<String> {
        self.trees.file_stem(place.file)
    }

    /// The node that the reference text at `place` names, if there is one.
    #[must_use]
    pub fn target(&self, place: &Place, reference: &str) -> Option<Place> {
        self.trees.target(place, reference)
    }

    /// The schema resource that a place belongs to; see [`Trees::resource`].
    #[must_use]
    pub fn resource(&self, place: &Place) -> Place {
        self.trees.resource(place)
    }

    /// Whether any schema has a URI or an anchor of its own, so that references depend on where they stand.
    #[must_use]
    pub fn has_resources(&self) -> bool {
        self.trees.has_resources()
    }

    /// Whether any schema resource has a dynamic anchor.
    #[must_use]
    pub fn has_dynamic_anchors(&self) -> bool {
        self.trees.has_dynamic_anchors()
    }

    /// The dynamic anchors of a schema resource; see [`Trees::dynamic_anchors`].
    #[must_use]
    pub fn dynamic_anchors(&self, resource: &Place) -> &[(String, Place)] {
        self.trees.dynamic_anchors(resource)
    }
}
