//! Texts without types: in a path, a query, a header or a form, `7` may be a number or a text, and only the schema tells.
//!
//! Such values come as JSON whose scalars are all strings, and a string stands for the number or the boolean that it
//! spells wherever one of them is expected.

use crate::assertion::Direction;
#[cfg(feature = "json")]
use crate::assertion::Types;
use crate::error::{Errors, ValidationErrors};
use crate::node::Node;
use crate::path::Path;
use crate::reader::{Manner, Reader, Stop, scan_number, syntax};
use crate::schema::Schema;
use crate::violation::{Expected, Kind, Violation};
use crate::wording::Profile;
use crate::writer::Writer;

/// Reads strictly a value whose scalars are strings, found under this name.
pub(crate) fn read_textual(
    node: &mut dyn Node,
    json: &str,
    name: &str,
    schema: &'static Schema,
    profile: &'static Profile,
    direction: Option<Direction>,
) -> Result<(), ValidationErrors> {
    let at = if name.is_empty() { Path::Root } else { Path::Root.key(name) };
    let mut read = |json: &str, is_textual: bool| {
        let mut reader = Reader::new(json, Manner::Strict, profile);
        (reader.direction, reader.is_textual, reader.refilling) = (direction, is_textual, !is_textual);
        let outcome = match schema.assertions() {
            None => node.read(&mut reader, &at, schema),
            Some(assertions) => reader.asserted(node, assertions, &at, schema),
        };
        match outcome.and_then(|()| reader.end()) {
            Ok(()) => reader.errors.finish().map(|()| reader.rounded.then(|| written(node))),
            Err(Stop) => Err(syntax(json.as_bytes(), reader.fault, reader.position)),
        }
    };
    match read(json, true)? {
        None => Ok(()),
        // What was rounded has to be valid as it is held, too; it is not rounded again.
        Some(held) => read(&held, false).map(drop),
    }
}

/// The value as JSON.
fn written(node: &dyn Node) -> String {
    let mut writer = Writer::for_body();
    node.write(&mut writer);
    // Our writer writes UTF-8.
    String::from_utf8(writer.into_bytes()).unwrap_or_default()
}

fn is_boolean(text: &str) -> bool {
    matches!(text, "true" | "false")
}

fn is_number(text: &str) -> bool {
    scan_number(text, 0).is_ok_and(|number| number.end() == text.len())
}

impl Reader<'_> {
    /// Do strings stand for numbers and booleans, too?
    #[inline]
    pub(super) fn is_textual(&self) -> bool {
        self.is_textual
    }

    /// Does a single value come where a list is expected? Without types, a list of one looks like this.
    #[inline]
    pub(crate) fn is_one_of_a_list(&mut self) -> bool {
        self.is_textual && self.peek() == b'"'
    }

    /// The types of what the string that comes next may spell.
    #[cfg(feature = "json")]
    pub(super) fn spelled_types(&mut self) -> Types {
        if !self.is_textual || self.peek() != b'"' {
            return Types::NONE;
        }
        match self.scout().string_token().ok().as_deref() {
            Some(text) if is_boolean(text) => Types::of(Kind::Boolean),
            Some(text) if is_number(text) => Types::of(Kind::Number),
            _ => Types::NONE,
        }
    }

    /// Reads the number or the boolean that the string spells which comes next.
    #[cold]
    pub(super) fn spelled<T: Default>(
        &mut self,
        expected: Expected,
        at: &Path<'_>,
        schema: &Schema,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let text = self.string_token()?;
        let fits =
            if expected == Expected::Kind(Kind::Boolean) { is_boolean(&text) } else { is_number(&text) };
        if !fits {
            self.errors.push(at, schema, Violation::InvalidType { expected, received: Kind::String });
            return Ok(T::default());
        }
        let errors = std::mem::replace(&mut self.errors, Errors::new(Profile::DEFAULT));
        let mut inner = Reader::with_errors(&text, self.manner, errors);
        inner.direction = self.direction;
        let value = read(&mut inner);
        self.errors = inner.errors;
        value
    }
}
