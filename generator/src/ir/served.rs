//! What a server has to know of operations, decided from what the document says of their responses.

use super::{Api, Body, Operation, Response, Status, TypeUse};

/// An error schema with its media type.
pub type ErrorSchema<'a> = (&'a str, &'a TypeUse);

impl Response {
    /// The JSON that a failure brings.
    #[must_use]
    pub fn error(&self) -> Option<ErrorSchema<'_>> {
        self.contents.iter().find_map(|content| match &content.body {
            Body::Json(ty) => Some((content.media_type.as_str(), ty)),
            _ => None,
        })
    }

    /// The statuses that it speaks of, from the first to the last, as far as they are errors.
    #[must_use]
    pub const fn error_range(&self) -> Option<(u16, u16)> {
        match self.status {
            Status::Code(code) if code >= 400 => Some((code, code)),
            Status::Range(hundred) if hundred >= 4 => Some((hundred * 100, hundred * 100 + 99)),
            Status::Default => Some((400, 599)),
            Status::Code(_) | Status::Range(_) => None,
        }
    }
}

impl Operation {
    /// Its documented errors that bring JSON, the most specific statuses first.
    pub fn errors(&self) -> impl Iterator<Item = ((u16, u16), ErrorSchema<'_>)> {
        self.responses.iter().filter_map(|response| Some((response.error_range()?, response.error()?)))
    }

    /// The statuses with which a request is refused that cannot be read, and one that breaks a schema.
    ///
    /// Where 422 is documented, it is what schemas are refused with; without 400 beside it, it stands for both.
    #[must_use]
    pub fn refused(&self) -> (u16, u16) {
        let has = |code| self.responses.iter().any(|response| response.status == Status::Code(code));
        match (has(400), has(422)) {
            (_, false) => (400, 400),
            (true, true) => (400, 422),
            (false, true) => (422, 422),
        }
    }

    /// The media types of its successes, each once, in the order of the document.
    #[must_use]
    pub fn produces(&self) -> Vec<&str> {
        let mut all = Vec::new();
        for (_, response) in self.successes() {
            for content in &response.contents {
                if !all.contains(&content.media_type.as_str()) {
                    all.push(&content.media_type);
                }
            }
        }
        all
    }
}

impl Api {
    /// The error schema that most documented errors have; of several that occur alike, the first.
    #[must_use]
    pub fn common_error(&self) -> Option<ErrorSchema<'_>> {
        let mut counted: Vec<(ErrorSchema<'_>, usize)> = Vec::new();
        for (_, (media_type, ty)) in self.operations.iter().flat_map(Operation::errors) {
            let is_same = |other: &ErrorSchema<'_>| other.0 == media_type && is_alike(other.1, ty);
            match counted.iter_mut().find(|(other, _)| is_same(other)) {
                Some((_, count)) => *count += 1,
                None => counted.push(((media_type, ty), 1)),
            }
        }
        // `max_by_key` would take the last of several.
        counted.iter().rev().max_by_key(|(_, count)| *count).map(|(schema, _)| *schema)
    }
}

/// The same type, wherever it is used.
#[must_use]
pub fn is_alike(one: &TypeUse, other: &TypeUse) -> bool {
    one.ty == other.ty && one.nullability == other.nullability
}
