//! The user's text: files, places in them, and the value tree they are parsed to.

mod origin;
pub mod overlay;
mod parse;
mod pointer;
mod span;
mod tree;
mod yaml;

pub use origin::Origins;
pub use parse::{Limits, parse};
pub use pointer::Pointer;
pub use span::locate;
pub use tree::{Map, Tree};
pub use yaml::to_yaml;

use crate::diagnostic::{Code, Diagnostic, Location};

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
    /// The address of the whole file.
    #[must_use]
    pub const fn root(file: FileId) -> Self {
        Self { file, pointer: Pointer::root() }
    }

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

    /// The node and those that hold it, from the inside out.
    pub fn upwards(&self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self.clone()), |place| {
            place.pointer.parent().map(|pointer| Self { file: place.file, pointer })
        })
    }
}

/// A range of text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// The whole text, without a byte order mark.
    pub text: String,
}

/// All files that were read, in the order of reading.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    origins: Origins,
}

impl Sources {
    /// No file.
    #[must_use]
    pub const fn new() -> Self {
        Self { files: Vec::new(), origins: Origins::new() }
    }

    /// Adds a file. A byte order mark is not part of the text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let mut text = text.into();
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        self.files.push(Source { name: name.into(), text });
        FileId(self.files.len() - 1)
    }

    /// Adds a file as it was read from disk.
    ///
    /// ```
    /// use specwright::source::Sources;
    ///
    /// let mut sources = Sources::new();
    /// assert!(sources.add_bytes("api.yaml", b"openapi: 3.0.0").is_ok());
    /// assert!(sources.add_bytes("bad.yaml", b"title: caf\xe9").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// `invalid-utf8` at the first byte that is not UTF-8.
    /// The file is among the sources even so, with U+FFFD for what cannot be read, so that the place can be shown.
    pub fn add_bytes(&mut self, name: impl Into<String>, bytes: &[u8]) -> Result<FileId, Box<Diagnostic>> {
        let error = match std::str::from_utf8(bytes) {
            Ok(text) => return Ok(self.add(name, text)),
            Err(error) => error,
        };
        let file = self.add(name, String::from_utf8_lossy(bytes));
        let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let start = error.valid_up_to() - mark;
        let span = Span { file, start, end: start + char::REPLACEMENT_CHARACTER.len_utf8() };
        let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
        let hint = match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "the file looks like UTF-16; save it as UTF-8",
            _ => "save the file as UTF-8",
        };
        Err(Box::new(
            Diagnostic::new(
                Code::InvalidUtf8,
                Location::Text(span),
                format!("the file is not UTF-8: byte `0x{byte:02x}` at offset {}", error.valid_up_to()),
            )
            .hint(hint),
        ))
    }

    /// The file of a number that [`Sources::add`] gave.
    #[must_use]
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0]
    }

    /// Keeps where the nodes come from that an overlay changed, so that they are shown where they were written.
    pub fn set_origins(&mut self, origins: Origins) {
        self.origins = origins;
    }

    /// Where the node was written: its own address unless an overlay put it there.
    #[must_use]
    pub fn origin(&self, place: &Place) -> Place {
        self.origins.of(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_not_text() {
        let mut sources = Sources::new();
        let file = sources.add_bytes("a", b"\xef\xbb\xbfopenapi: 3.0.0").unwrap();
        assert_eq!(sources.get(file).text, "openapi: 3.0.0");
    }

    #[test]
    fn a_byte_that_is_not_utf8_is_marked_where_it_is() {
        let cases: [(&[u8], usize); 3] =
            [(b"title: caf\xe9 au lait", 10), (b"\xef\xbb\xbfa: \xff", 3), (b"\xff\xfea\0", 0)];
        for (bytes, start) in cases {
            let mut sources = Sources::new();
            let problem = sources.add_bytes("a", bytes).unwrap_err();
            let Location::Text(span) = problem.location else { panic!("{problem:?}") };
            assert_eq!((problem.code, span.start, span.end), (Code::InvalidUtf8, start, start + 3));
        }
    }
}
