//! The keywords of OpenAPI 3.0, 3.1 and 3.2: which object has which, in which version, and what its value is.
//!
//! The tables follow the "Fixed Fields" of the specifications and the vocabularies of JSON Schema 2020-12.

mod objects;
mod schema;

use crate::source::Tree;

/// A minor version of OpenAPI, which decides what a keyword means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// OpenAPI 3.0, with a JSON Schema of its own.
    V30,
    /// OpenAPI 3.1, with JSON Schema 2020-12.
    V31,
    /// OpenAPI 3.2, with JSON Schema 2020-12.
    V32,
}

impl Dialect {
    /// Every dialect that is read.
    pub const ALL: [Self; 3] = [Self::V30, Self::V31, Self::V32];

    /// Reads the value of `openapi`; the patch version does not matter.
    ///
    /// ```
    /// use specwright::read::Dialect;
    ///
    /// assert_eq!(Dialect::parse("3.1.0"), Some(Dialect::V31));
    /// assert_eq!(Dialect::parse("2.0"), None);
    /// ```
    #[must_use]
    pub fn parse(version: &str) -> Option<Self> {
        let mut parts = version.trim().split('.');
        let dialect = match (parts.next()?, parts.next()?) {
            ("3", "0") => Self::V30,
            ("3", "1") => Self::V31,
            ("3", "2") => Self::V32,
            _ => return None,
        };
        let patch = parts.next().unwrap_or("0");
        let digits = patch.split(['-', '+']).next().unwrap_or_default();
        (parts.next().is_none() && digits.parse::<u64>().is_ok()).then_some(dialect)
    }

    /// `3.0`, `3.1` or `3.2`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V32 => "3.2",
        }
    }
}

/// A version of JSON Schema, which decides what the keywords of schemas mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaDialect {
    /// The dialect of OpenAPI 3.0.
    OpenApi30,
    /// JSON Schema draft 4, which an OpenAPI 3.1 document chooses by `jsonSchemaDialect`.
    Draft4,
    /// JSON Schema 2020-12.
    Draft202012,
}

impl SchemaDialect {
    /// The dialect of a document's schemas.
    #[must_use]
    pub fn of(document: &Tree) -> Self {
        let text = |keyword: &str| document.get(keyword).and_then(Tree::as_str);
        match text("openapi").and_then(Dialect::parse) {
            None | Some(Dialect::V30) => Self::OpenApi30,
            Some(_) if text("jsonSchemaDialect").is_some_and(|uri| uri.contains("/draft-04/")) => {
                Self::Draft4
            }
            Some(_) => Self::Draft202012,
        }
    }
}

/// An object of OpenAPI that has keywords, by its name in the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    SecurityRequirement,
}

/// What the value of a keyword is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// Anything; it is not looked into.
    Any,
    /// A string.
    Text,
    /// One of these strings.
    Word(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// An integer from zero on.
    Count,
    /// Any number.
    Number,
    /// An object of OpenAPI.
    Object(Kind),
    /// An object of OpenAPI, or a `$ref` to one.
    Ref(Kind),
    /// An array.
    List(&'static Self),
    /// An object whose keys the author chose.
    Map(&'static Self),
    /// One of two.
    Either(&'static Self, &'static Self),
}

/// What follows when a keyword is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing.
    Optional,
    /// The specification asks for it, but documents leave it out, and there is a sensible reading.
    Expected,
    /// The object cannot be read.
    Required,
}

/// A row of a table: a keyword as some dialects have it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keyword {
    /// The key
    pub(super) name: &'static str,
    /// The first dialect that has it.
    pub(super) since: Dialect,
    /// The last dialect that has it.
    pub(super) until: Dialect,
    /// The value
    pub(super) shape: Shape,
    /// What follows when it is missing.
    pub(super) need: Need,
}

impl Keyword {
    const fn new(name: &'static str, shape: Shape) -> Self {
        Self { name, since: Dialect::V30, until: Dialect::V32, shape, need: Need::Optional }
    }

    const fn since(mut self, dialect: Dialect) -> Self {
        self.since = dialect;
        self
    }

    const fn until(mut self, dialect: Dialect) -> Self {
        self.until = dialect;
        self
    }

    const fn expected(mut self) -> Self {
        self.need = Need::Expected;
        self
    }

    const fn required(mut self) -> Self {
        self.need = Need::Required;
        self
    }

    /// Whether the dialect has the keyword in this row's meaning.
    pub(super) fn is_in(&self, dialect: Dialect) -> bool {
        self.since <= dialect && dialect <= self.until
    }
}

/// Members of an object whose keys are not keywords.
#[derive(Clone, Copy, Debug)]
pub(super) enum Others {
    /// There are none.
    None,
    /// Paths, which start with a slash.
    Paths(Shape),
    /// Status codes such as `404` and ranges such as `5XX`.
    Statuses(Shape),
    /// Any key.
    Any(Shape),
}

/// What there is to know of an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    /// What it is called in messages, with its article.
    pub(super) name: &'static str,
    /// Its keywords, one row per meaning.
    pub(super) keywords: &'static [Keyword],
    /// Its members that are no keywords.
    pub(super) others: Others,
}

impl Table {
    /// The keyword as the dialect has it.
    pub(super) fn keyword(&self, name: &str, dialect: Dialect) -> Option<&'static Keyword> {
        self.keywords.iter().find(|keyword| keyword.name == name && keyword.is_in(dialect))
    }

    /// The keyword as other dialects have it.
    pub(super) fn elsewhere(&self, name: &str) -> Option<&'static Keyword> {
        self.keywords.iter().find(|keyword| keyword.name == name)
    }

    /// What the member is whose key is no keyword.
    pub(super) fn other(&self, key: &str) -> Option<Shape> {
        match self.others {
            Others::None => None,
            Others::Paths(shape) => key.starts_with('/').then_some(shape),
            Others::Statuses(shape) => is_status(key).then_some(shape),
            Others::Any(shape) => Some(shape),
        }
    }
}

fn is_status(key: &str) -> bool {
    matches!(key.as_bytes(), [b'1'..=b'5', rest @ ..]
        if rest.len() == 2 && (rest.eq_ignore_ascii_case(b"xx") || rest.iter().all(u8::is_ascii_digit)))
}

/// The table of an object in a document whose schemas follow a dialect of their own.
pub(super) const fn table_in(kind: Kind, dialect: SchemaDialect) -> &'static Table {
    match (kind, dialect) {
        (Kind::Schema, SchemaDialect::Draft4) => &schema::DRAFT_4,
        (kind, _) => table(kind),
    }
}

/// The table of an object.
pub(super) const fn table(kind: Kind) -> &'static Table {
    match kind {
        Kind::Schema => &schema::SCHEMA,
        Kind::Discriminator => &schema::DISCRIMINATOR,
        Kind::Xml => &schema::XML,
        kind => objects::table(kind),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn versions_are_read() {
        let cases = [
            ("3.0.0", Some(Dialect::V30)),
            ("3.0", Some(Dialect::V30)),
            ("3.1.1", Some(Dialect::V31)),
            ("3.1.0-rc1", Some(Dialect::V31)),
            ("3.2.0", Some(Dialect::V32)),
            ("3.3.0", None),
            ("3", None),
            ("3.0.x", None),
            ("3.0.0.0", None),
            ("2.0", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Dialect::parse(text), expected, "{text}");
        }
    }

    #[test]
    fn no_dialect_has_a_keyword_twice() {
        let mut seen = BTreeSet::new();
        for kind in objects::KINDS.iter().copied().chain([Kind::Schema, Kind::Discriminator, Kind::Xml]) {
            for keyword in table(kind).keywords {
                for dialect in Dialect::ALL.into_iter().filter(|dialect| keyword.is_in(*dialect)) {
                    assert!(
                        seen.insert((kind, keyword.name, dialect)),
                        "{kind:?} {} {dialect:?}",
                        keyword.name
                    );
                }
            }
        }
    }

    #[test]
    fn statuses_are_codes_and_ranges() {
        for (key, expected) in
            [("200", true), ("5XX", true), ("4xx", true), ("600", false), ("20", false), ("20X", false)]
        {
            assert_eq!(is_status(key), expected, "{key}");
        }
    }
}
