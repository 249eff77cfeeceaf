//! The fate of each keyword of schemas, before anything is known of a document.

/// What becomes of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It decides about types, checks or docs.
    Code,
    /// It is for readers of the document only, and why.
    Annotation(&'static str),
}

/// The fate of a keyword.
pub(super) fn of(keyword: &str) -> Fate {
    match keyword {
        "$comment" => Fate::Annotation("a comment is for readers of the document"),
        "$vocabulary" => Fate::Annotation("what a metaschema says of itself changes no value"),
        "contentEncoding" | "contentMediaType" | "contentSchema" => {
            Fate::Annotation("JSON Schema 2020-12 makes no assertion of it: the text is kept as it is")
        }
        "examples" => Fate::Annotation("of examples only `example` is shown"),
        "externalDocs" => Fate::Annotation("links to other pages are not shown"),
        "xml" => Fate::Annotation("bodies of XML are bytes"),
        _ => Fate::Code,
    }
}
