//! Arrays: from bracket to bracket.

use crate::assertion::Begun;
use crate::path::Path;
use crate::reader::{Reader, Stop};
use crate::rules::Rules;
use crate::schema::Schema;
use crate::violation::{Expected, Kind};

/// A list or a map whose bracket has been read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opened {
    /// Does an element or a key come next?
    pub(crate) more: bool,
    /// Where the bracket is.
    pub(crate) start: usize,
    /// The elements have assertions.
    pub(crate) begun: Option<Begun>,
}

impl Reader<'_> {
    /// Enters the array that comes next; true with an element next, false past an empty array.
    pub(crate) fn open_array(&mut self) -> Result<bool, Stop> {
        self.enter()?;
        if self.peek() == b']' {
            self.leave();
            return Ok(false);
        }
        Ok(true)
    }

    /// True with a further element next, false past the end of the array.
    #[inline]
    pub(crate) fn next_item(&mut self) -> Result<bool, Stop> {
        match self.peek() {
            b',' => {
                self.position += 1;
                if self.peek() == b']' { self.stop("trailing comma") } else { Ok(true) }
            }
            b']' => {
                self.leave();
                Ok(false)
            }
            _ => self.stop("expected `,` or `]`"),
        }
    }

    /// Enters an array, if one comes next: otherwise that is recorded, and the value skipped.
    ///
    /// `None` past anything but an array.
    #[inline]
    pub(crate) fn list(&mut self, at: &Path<'_>, schema: &Schema) -> Result<Option<Opened>, Stop> {
        if self.peek() != b'[' {
            self.mismatch(Expected::Kind(Kind::Array), at, schema, None)?;
            return Ok(None);
        }
        let (start, begun) = (self.position(), self.begin_children(at, schema));
        if let Rules::List(rules, _) = schema.rules() {
            self.comparing |= rules.compares();
        }
        self.open_array().map(|more| Some(Opened { more, start, begun }))
    }

    /// Notes that a list or a map comes next, if it has elements with assertions.
    #[inline]
    pub(super) fn begin_children(&mut self, at: &Path<'_>, schema: &Schema) -> Option<Begun> {
        (schema.asserted_children().is_some() && self.is_strict()).then(|| self.begin_assertions(at))
    }
}
