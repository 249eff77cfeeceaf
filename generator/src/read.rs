//! Reading: a tree becomes a document, in which references are followed and nodes are read one by one.

pub mod skeleton;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::{FileId, Place, Pointer, Tree};

/// temporary
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// 3.0
    V30,
    /// 3.1
    V31,
}

/// A document that can be asked for its nodes.
pub struct Document<'a> {
    file: FileId,
    tree: &'a Tree,
    dialect: Dialect,
}

impl<'a> Document<'a> {
    /// new
    #[must_use]
    pub const fn new(file: FileId, tree: &'a Tree, dialect: Dialect) -> Self {
        Self { file, tree, dialect }
    }

    /// The address of the root.
    #[must_use]
    pub const fn root(&self) -> Place {
        Place { file: self.file, pointer: Pointer::root() }
    }

    /// dialect
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The node at `place`.
    #[must_use]
    pub fn node(&self, place: &Place) -> Option<&'a Tree> {
        self.tree.at(&place.pointer)
    }

    /// follow
    ///
    /// # Errors
    ///
    /// unresolved
    pub fn follow(&self, place: &Place) -> Result<Place, Box<Diagnostic>> {
        let mut place = place.clone();
        for _ in 0..64 {
            let Some(reference) = self.node(&place).and_then(|node| node.get("$ref")).and_then(Tree::as_str) else {
                return Ok(place);
            };
            let pointer = Pointer::parse_fragment(reference).filter(|p| self.tree.at(p).is_some());
            match pointer {
                Some(pointer) => place.pointer = pointer,
                None => {
                    return Err(Box::new(Diagnostic::new(Code::UnresolvedRef, Location::Value(place.key("$ref")), "x")));
                }
            }
        }
        Err(Box::new(Diagnostic::new(Code::RefCycle, Location::Value(place.key("$ref")), "x")))
    }
}
