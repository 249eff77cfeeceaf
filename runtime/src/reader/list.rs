//! Arrays: from bracket to bracket.

use crate::path::Path;
use crate::reader::{Reader, Stop};
use crate::schema::Schema;
use crate::violation::{Expected, Kind};

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
    /// `Some(true)` with an element next, `Some(false)` past an empty array, `None` past anything else.
    #[inline]
    pub(crate) fn list(&mut self, at: &Path<'_>, schema: &Schema) -> Result<Option<bool>, Stop> {
        if self.peek() != b'[' {
            self.mismatch(Expected::Kind(Kind::Array), at, schema, None)?;
            return Ok(None);
        }
        self.open_array().map(Some)
    }
}
