//! The order in which diagnostics are shown, and where they are.

use std::collections::BTreeMap;

use super::{Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span, locate};

/// A diagnostic whose places are known as ranges of text.
pub(super) struct Located<'a> {
    pub(super) diagnostic: &'a Diagnostic,
    pub(super) main: Option<Span>,
    /// As many as the diagnostic has related places.
    pub(super) related: Vec<Option<Span>>,
}

/// The diagnostics by file, line, column and code; those without a place come first.
pub(super) fn in_order<'a>(diagnostics: &'a Diagnostics, sources: &Sources) -> Vec<Located<'a>> {
    let locations: Vec<_> = diagnostics
        .iter()
        .flat_map(|diagnostic| {
            std::iter::once(&diagnostic.location)
                .chain(diagnostic.related.iter().map(|(location, _)| location))
        })
        .collect();
    let mut spans = locate(sources, &locations).into_iter();
    let mut located: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| Located {
            diagnostic,
            main: spans.next().flatten(),
            related: spans.by_ref().take(diagnostic.related.len()).collect(),
        })
        .collect();
    let name = |file: FileId| sources.get(file).name.as_str();
    located.sort_by_key(|located| {
        let span = located.main.map(|span| (name(span.file), span.file, span.start));
        (span, located.diagnostic.code.as_str(), located.diagnostic.message.as_str())
    });
    located
}

/// Lines and columns of files, counted from one, columns in characters.
#[derive(Default)]
pub(super) struct Positions(BTreeMap<FileId, Vec<usize>>);

impl Positions {
    /// The line and column of a byte.
    pub(super) fn of(&mut self, sources: &Sources, file: FileId, at: usize) -> (usize, usize) {
        let text = &sources.get(file).text;
        let starts = self.0.entry(file).or_insert_with(|| {
            std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1)).collect()
        });
        let at = at.min(text.len());
        let line = starts.partition_point(|&start| start <= at);
        let start = starts[line - 1];
        (line, 1 + text.get(start..at).map_or(at - start, |before| before.chars().count()))
    }
}
