//! The user's text: files, places in them, and the value tree they are parsed to.

mod pointer;
mod tree;

pub use pointer::Pointer;
pub use tree::{Map, Tree};

/// A file among the [`Sources`], by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) usize);

/// The address of a node: a file and a pointer into it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file
    pub file: FileId,
    /// The node
    pub pointer: Pointer,
}

impl Place {
    /// The address of the member `key` of the object here.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        Self { file: self.file, pointer: self.pointer.key(key) }
    }

    /// The address of the item `index` of the array here.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self { file: self.file, pointer: self.pointer.index(index) }
    }
}

/// A range of text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The file
    pub file: FileId,
    /// The first byte
    pub start: usize,
    /// The byte after the last
    pub end: usize,
}

/// A file's name, as the user would write it, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name that diagnostics show.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// All files that were read, in the order of reading.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// No file.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a file.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.0.push(Source { name: name.into(), text: text.into() });
        FileId(self.0.len() - 1)
    }

    /// The file of a number that [`Sources::add`] gave.
    #[must_use]
    pub fn get(&self, file: FileId) -> &Source {
        &self.0[file.0]
    }
}
