//! A pull reader over JSON text that writes into values in place and collects every field error.
//!
//! A *field* error (another type, a broken rule, an unknown key) is recorded, the value is skipped, and reading
//! goes on; the value that is being filled is discarded in the end. Only text that is not JSON stops it.

mod drift;
mod list;
mod number;
mod object;
mod scalar;
mod skip;
mod string;
#[cfg(feature = "server")]
mod textual;
#[cfg(feature = "json")]
mod union;

use crate::assertion::{Asserting, Direction};
use crate::error::{Errors, SyntaxError, ValidationErrors};
use crate::node::Node;
use crate::path::{Path, Place};
use crate::schema::Schema;
use crate::violation::{Expected, Kind, Violation};
use crate::wording::Profile;

#[cfg(feature = "client")]
pub(crate) use drift::read_watching;
pub(crate) use list::Opened;
pub(crate) use number::{Number, scan_number};
pub(crate) use scalar::Choice;
pub(crate) use string::plain_run;
#[cfg(feature = "server")]
pub(crate) use textual::read_textual;

/// The text is not JSON: reading stopped. The reader knows why.
///
/// ```
/// use specwright_runtime::{Reader, Stop};
///
/// /// Whatever there is, nobody wants it; only what is not JSON at all ends reading.
/// fn ignore(reader: &mut Reader<'_>) -> Result<(), Stop> {
///     reader.skip()
/// }
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Stop;

/// How a value is read.
///
/// ```
/// use specwright_runtime::{Manner, Reader};
///
/// fn asks_for_more(reader: &Reader<'_>) -> bool {
///     reader.manner() == Manner::Strict
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Every rule of the schema holds, and every error is collected.
    Strict,
    /// Unknown keys are skipped, unknown enumeration values are kept, limits are not enforced, and of a key
    /// that comes twice the last one counts.
    Lenient,
}

/// Nesting ends where that of `serde_json` does.
const MAX_DEPTH: u8 = 127;

/// A pull reader over JSON text.
///
/// ```
/// use specwright_runtime::{Blank, Checker, Manner, Model, Node, Path, Profile, Reader, Schema, Stop, Writer};
///
/// /// A number that older servers send as anything; strictly it has to be one.
/// #[derive(Debug, PartialEq)]
/// struct Count(Option<i64>);
///
/// impl Node for Count {
///     fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
///         if reader.null(schema)? {
///             self.0 = None;
///             return Ok(());
///         }
///         match reader.manner() {
///             Manner::Strict => self.0.insert(0).read(reader, at, schema),
///             Manner::Lenient => reader.skip(),
///         }
///     }
/// #     fn write(&self, writer: &mut Writer) {
/// #         self.0.write(writer);
/// #     }
/// #     fn check(&self, checker: &mut Checker, at: &Path<'_>, schema: &'static Schema) {
/// #         self.0.check(checker, at, schema);
/// #     }
/// }
/// # impl Blank for Count {
/// #     fn blank() -> Self {
/// #         Self(None)
/// #     }
/// # }
/// # impl Model for Count {
/// #     const PROFILE: &'static Profile = Profile::DEFAULT;
/// # }
///
/// assert_eq!(Count::decode(b"7").unwrap(), Count(Some(7)));
/// assert_eq!(Count::decode_lenient(br#"{"is":"odd"}"#).unwrap(), Count(None));
/// assert!(Count::decode(br#""7""#).is_err());
/// ```
#[derive(Debug)]
#[cfg_attr(feature = "server", expect(clippy::struct_excessive_bools, reason = "each is a state of its own"))]
pub struct Reader<'a> {
    text: &'a str,
    position: usize,
    depth: u8,
    manner: Manner,
    /// A key came twice and its last value counts, so values may be filled that are not blank.
    refilling: bool,
    /// Rules ask for the text of numbers that have none of their own.
    pub(crate) comparing: bool,
    /// Rules have seen a number that is another one in the value: the nearest float.
    rounded: bool,
    /// Strings stand for numbers and booleans, too: the text comes from where values have no types.
    #[cfg(feature = "server")]
    is_textual: bool,
    fault: &'static str,
    /// How many bytes have been read in trials; see `union`.
    #[cfg(feature = "json")]
    trials: usize,
    /// Which way the value goes, where that is known.
    pub(crate) direction: Option<Direction>,
    pub(crate) errors: Errors,
    /// The value with assertions that is being read, if there is one.
    pub(crate) asserting: Option<Box<Asserting<'a>>>,
    /// What came and the document does not know, where somebody wants to hear of it.
    pub(crate) drift: Option<Box<Errors>>,
}

/// The rules were checked on numbers that the value does not hold to the last digit, so they may not hold for it.
pub(crate) type IsRounded = bool;

/// Reads a whole text into a blank value.
pub(crate) fn read_all(
    node: &mut dyn Node,
    json: &[u8],
    manner: Manner,
    profile: &'static Profile,
    direction: Option<Direction>,
) -> Result<IsRounded, ValidationErrors> {
    static PLAIN: Schema = Schema::PLAIN;
    read_as(node, json, manner, &PLAIN, profile, direction)
}

/// Reads a whole text into a blank value that is used with this schema.
pub(crate) fn read_as(
    node: &mut dyn Node,
    json: &[u8],
    manner: Manner,
    schema: &'static Schema,
    profile: &'static Profile,
    direction: Option<Direction>,
) -> Result<IsRounded, ValidationErrors> {
    let mut reader = Reader::new(utf8(json)?, manner, profile);
    reader.direction = direction;
    let outcome = match schema.assertions() {
        None => node.read(&mut reader, &Path::Root, schema),
        Some(assertions) => reader.asserted(node, assertions, &Path::Root, schema),
    };
    match outcome.and_then(|()| reader.end()) {
        Ok(()) => reader.errors.finish().map(|()| reader.rounded),
        Err(Stop) => Err(syntax(json, reader.fault, reader.position)),
    }
}

/// Reads a whole text strictly as a value that is used with this schema, which has to hold for numbers as they are
/// written and as they are held.
#[cfg(feature = "server")]
pub(crate) fn read_strictly<T: crate::Model>(
    json: &[u8],
    schema: &'static Schema,
    profile: &'static Profile,
) -> Result<T, ValidationErrors> {
    let mut value = T::blank();
    if read_as(&mut value, json, Manner::Strict, schema, profile, T::DIRECTION)? {
        // It is not rounded again.
        return read_strictly(&value.encode(), schema, profile);
    }
    Ok(value)
}

/// Reads a whole text in another way than into a value.
pub(crate) fn read_text<'a, T>(
    json: &'a [u8],
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, Stop>,
) -> Result<T, ValidationErrors> {
    let mut reader = Reader::new(utf8(json)?, Manner::Lenient, Profile::DEFAULT);
    let value = read(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|Stop| syntax(json, reader.fault, reader.position))
}

fn utf8(json: &[u8]) -> Result<&str, ValidationErrors> {
    std::str::from_utf8(json).map_err(|error| syntax(json, "not UTF-8", error.valid_up_to()))
}

#[cold]
fn syntax(json: &[u8], what: &'static str, offset: usize) -> ValidationErrors {
    let is_marked = offset == 0 && json.starts_with(b"\xef\xbb\xbf");
    let what = if is_marked { "byte order mark" } else { what };
    ValidationErrors::syntax(SyntaxError::new(json, what, offset))
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str, manner: Manner, profile: &'static Profile) -> Self {
        Self::with_errors(text, manner, Errors::new(profile))
    }

    /// A reader that adds to these errors.
    pub(crate) fn with_errors(text: &'a str, manner: Manner, errors: Errors) -> Self {
        Self {
            text,
            position: 0,
            depth: 0,
            manner,
            refilling: false,
            comparing: false,
            rounded: false,
            #[cfg(feature = "server")]
            is_textual: false,
            fault: "",
            #[cfg(feature = "json")]
            trials: 0,
            direction: None,
            errors,
            asserting: None,
            drift: None,
        }
    }

    /// A reader of the same text from here on, to look ahead.
    pub(crate) fn scout(&self) -> Self {
        let mut scout = Self::new(self.text, Manner::Lenient, Profile::DEFAULT);
        (scout.position, scout.depth) = (self.position, self.depth);
        scout
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// How values are read.
    #[must_use]
    pub fn manner(&self) -> Manner {
        self.manner
    }

    #[inline]
    pub(crate) fn is_strict(&self) -> bool {
        self.manner == Manner::Strict
    }

    #[inline]
    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// The text from `start` to here.
    pub(crate) fn text_since(&self, start: usize) -> &'a str {
        self.text.get(start..self.position).unwrap_or_default()
    }

    pub(crate) fn position(&self) -> usize {
        self.position
    }

    /// Stops at the current position.
    #[cold]
    #[inline(never)]
    fn stop<T>(&mut self, fault: &'static str) -> Result<T, Stop> {
        let at_end = self.position >= self.text.len();
        self.fault = if at_end { "unexpected end of input" } else { fault };
        Err(Stop)
    }

    /// The next byte that is not white space; NUL, which no token starts with, at the end of the text.
    #[inline]
    pub(crate) fn peek(&mut self) -> u8 {
        match self.bytes().get(self.position) {
            Some(&byte) if byte > b' ' => byte,
            _ => self.peek_far(),
        }
    }

    #[inline(never)]
    fn peek_far(&mut self) -> u8 {
        let bytes = self.bytes();
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(self.position) {
            self.position += 1;
        }
        bytes.get(self.position).copied().unwrap_or(0)
    }

    /// Nothing but white space may follow the value.
    pub(crate) fn end(&mut self) -> Result<(), Stop> {
        self.peek();
        if self.position < self.text.len() { self.stop("trailing characters") } else { Ok(()) }
    }

    /// The type of the value that comes next.
    pub(crate) fn kind(&mut self) -> Result<Kind, Stop> {
        Ok(match self.peek() {
            b'"' => Kind::String,
            b'{' => Kind::Object,
            b'[' => Kind::Array,
            b't' | b'f' => Kind::Boolean,
            b'n' => Kind::Null,
            b'-' | b'0'..=b'9' => Kind::Number,
            _ => return self.stop("expected a value"),
        })
    }

    fn literal(&mut self, word: &'static str) -> Result<(), Stop> {
        let Some(rest) = self.bytes().get(self.position..) else { return self.stop("expected a value") };
        if rest.starts_with(word.as_bytes()) {
            self.position += word.len();
            return Ok(());
        }
        // The end of the text is to blame where the text is a beginning of the word.
        if word.as_bytes().starts_with(rest) {
            self.position = self.text.len();
        }
        self.stop("expected a value")
    }

    /// Consumes the word `null`, which is the only value that is left.
    #[cfg(feature = "json")]
    pub(crate) fn null_token(&mut self) -> Result<(), Stop> {
        self.literal("null")
    }

    /// Consumes a `null` that the schema allows, or that lenient reading takes for an absent value.
    ///
    /// A `null` that is not allowed is left for the reader of the value, which reports it.
    ///
    /// # Errors
    ///
    /// [`Stop`] where the text is not JSON.
    #[inline]
    pub fn null(&mut self, schema: &Schema) -> Result<bool, Stop> {
        if self.peek() != b'n' || !(schema.is_nullable() || self.manner == Manner::Lenient) {
            return Ok(false);
        }
        self.literal("null")?;
        Ok(true)
    }

    /// Records that a value of another type came, and skips it.
    #[cold]
    #[inline(never)]
    pub(crate) fn mismatch(
        &mut self,
        expected: Expected,
        at: &Path<'_>,
        schema: &Schema,
        place: Option<&'static str>,
    ) -> Result<(), Stop> {
        let received = self.kind()?;
        let place = schema.pointer().or(place).map_or(Place::Derived, Place::At);
        self.errors.push_at(at, place, schema, Violation::InvalidType { expected, received });
        self.skip()
    }

    /// Goes one level deeper, past the opening bracket.
    #[inline]
    fn enter(&mut self) -> Result<(), Stop> {
        if self.depth == MAX_DEPTH {
            return self.stop("nesting is deeper than 127 levels");
        }
        self.position += 1;
        self.depth += 1;
        Ok(())
    }

    /// Goes one level up, past the closing bracket.
    #[inline]
    fn leave(&mut self) {
        self.position += 1;
        self.depth -= 1;
    }
}
