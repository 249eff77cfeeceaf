//! Diagnostics for tools: one JSON object per line.

use serde::Serialize;

use super::order::{Positions, in_order};
use super::{Diagnostics, Location};
use crate::source::{Sources, Span, locate};

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    hint: Option<&'a str>,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
}

/// Where: lines and columns count from one, columns in characters, and the end is the first one not marked.
#[derive(Default, Serialize)]
pub(crate) struct At<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    pointer: Option<String>,
}

/// Renders diagnostics as JSON Lines, sorted by place.
///
/// Each object has `code`, `severity`, `message`, `file`, `line`, `column`, `end_line`, `end_column`, `pointer`,
/// `hint` and `related`, a list of objects with `message` and the same six keys of a place; `label` says what is marked.
/// What is not known is `null`.
///
/// ```
/// use specwright::diagnostic::json;
/// use specwright::source::{Limits, Sources, parse};
///
/// let mut sources = Sources::new();
/// let file = sources.add("api.json", "{\"info\": }");
/// let (_, diagnostics) = parse(&sources, file, &Limits::DEFAULT);
/// let line: serde_json::Value = serde_json::from_str(&json(&diagnostics, &sources))?;
/// assert_eq!((&line["code"], &line["line"], &line["column"]), (&"syntax".into(), &1.into(), &10.into()));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn json(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut positions = Positions::default();
    let mut out = String::new();
    for located in in_order(diagnostics, sources) {
        let diagnostic = located.diagnostic;
        let mut at = |location: &Location, span: Option<Span>| at(location, span, sources, &mut positions);
        let line = Line {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity.as_str(),
            message: &diagnostic.message,
            at: at(&diagnostic.location, located.main),
            label: &diagnostic.label,
            hint: diagnostic.hint.as_deref(),
            related: diagnostic
                .related
                .iter()
                .zip(&located.related)
                .map(|((location, message), span)| Related { message, at: at(location, *span) })
                .collect(),
        };
        // Text and numbers are all there is, so that writing them cannot fail.
        out.push_str(&serde_json::to_string(&line).unwrap_or_default());
        out.push('\n');
    }
    out
}

/// Where each of the locations is.
pub(crate) fn places<'a>(locations: &[&Location], sources: &'a Sources) -> Vec<At<'a>> {
    let mut positions = Positions::default();
    let spans = locate(sources, locations);
    locations.iter().zip(spans).map(|(location, span)| at(location, span, sources, &mut positions)).collect()
}

fn at<'a>(
    location: &Location,
    span: Option<Span>,
    sources: &'a Sources,
    positions: &mut Positions,
) -> At<'a> {
    let Some(span) = span else { return At::default() };
    let (line, column) = positions.of(sources, span.file, span.start);
    let (end_line, end_column) = positions.of(sources, span.file, span.end);
    let pointer = match location {
        Location::Key(place) | Location::Value(place) => {
            Some(sources.origin(place).pointer.as_str().to_owned())
        }
        Location::Text(_) | Location::Nowhere => None,
    };
    At {
        file: Some(&sources.get(span.file).name),
        line: Some(line),
        column: Some(column),
        end_line: Some(end_line),
        end_column: Some(end_column),
        pointer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::{Place, Pointer};

    #[test]
    fn every_line_is_an_object_with_the_same_keys() {
        let mut sources = Sources::new();
        let file = sources.add("b.yaml", "é: {x: 1}\nlist:\n  - a\n");
        let place = |pointer: &str| Place { file, pointer: Pointer::parse(pointer).unwrap() };
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(
            Diagnostic::new(Code::UnresolvedRef, Location::Value(place("/list/0")), "last")
                .label("here")
                .hint("do"),
        );
        diagnostics.push(
            Diagnostic::new(Code::UnknownKeyword, Location::Key(place("/é/x")), "first \"quoted\"")
                .related(Location::Value(place("/é/x")), "the value")
                .related(Location::Nowhere, "elsewhere"),
        );
        diagnostics.push(Diagnostic::new(Code::Unreadable, Location::Nowhere, "no place"));
        insta::assert_snapshot!(json(&diagnostics, &sources));
    }
}
