//! Why a text is not JSON, and where.

use std::error::Error;
use std::fmt;

/// Why a text is not JSON (RFC 8259), and where.
///
/// An unpaired surrogate escape, a byte order mark, bytes that are not UTF-8 and nesting of more than 127
/// levels are errors too.
///
/// ```
/// use specwright_runtime::Model;
///
/// let refused = Vec::<i64>::decode(b"[1,\n 2,]").unwrap_err();
/// let error = refused.not_json().unwrap();
/// assert_eq!((error.line(), error.column(), error.offset()), (2, 4, 7));
/// assert_eq!(error.to_string(), format!("not JSON: {} at line 2 column 4", error.what()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    what: &'static str,
    offset: usize,
    line: usize,
    column: usize,
}

impl SyntaxError {
    #[cold]
    pub(crate) fn new(json: &[u8], what: &'static str, offset: usize) -> Self {
        let before = json.get(..offset).unwrap_or(json);
        let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        let line = before.split(|&byte| byte == b'\n').count();
        // A code point has exactly one byte that does not continue another.
        let column = 1 + before[start..].iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
        Self { what, offset, line, column }
    }

    /// What is wrong, lower case and without a final dot.
    #[must_use]
    pub fn what(&self) -> &'static str {
        self.what
    }

    /// The byte where reading stopped, from 0.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The line of that byte, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column of that byte in code points, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not JSON: {} at line {} column {}", self.what, self.line, self.column)
    }
}

impl Error for SyntaxError {}
