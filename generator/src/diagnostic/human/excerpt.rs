//! Excerpts: the lines of a file around the marks, cut where they are too long to be read.

use annotate_snippets::{Annotation, AnnotationKind, Snippet};

use crate::source::{Sources, Span};

/// The width that is rendered for.
pub(super) const WIDTH: usize = 140;

/// Lines that are longer are cut around the mark.
const LONG: usize = 400;

/// How much is shown before and after a mark in a long line.
const AROUND: usize = 50;

/// Marks that are further apart, in lines, get an excerpt each.
const APART: usize = 2000;

/// A range that is marked.
pub(super) struct Mark<'a> {
    pub(super) span: Span,
    pub(super) label: &'a str,
    pub(super) kind: AnnotationKind,
}

/// A part of a file with marks in it.
pub(super) struct Excerpt<'a> {
    pub(super) path: &'a str,
    /// Line and column of the first mark, where the snippet cannot know them because its line is cut.
    pub(super) position: Option<(usize, usize)>,
    pub(super) snippet: Snippet<'a, Annotation<'a>>,
}

/// The excerpts that show the marks: the first one holds the first mark.
pub(super) fn excerpts<'a>(marks: &[Mark<'a>], sources: &'a Sources) -> Vec<Excerpt<'a>> {
    let mut groups: Vec<Vec<Window<'a, '_>>> = Vec::new();
    for mark in marks {
        let window = Window::of(mark, sources);
        let fits = |group: &&mut Vec<Window<'_, '_>>| {
            let first = &group[0];
            !first.is_long()
                && !window.is_long()
                && first.mark.span.file == window.mark.span.file
                && first.number.abs_diff(window.number) <= APART
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(window),
            None => groups.push(vec![window]),
        }
    }
    groups.into_iter().map(|group| if group[0].is_long() { group[0].cut() } else { whole(&group) }).collect()
}

/// The line of a mark.
struct Window<'a, 'm> {
    mark: &'m Mark<'a>,
    path: &'a str,
    text: &'a str,
    /// Where the line starts and ends in the text.
    start: usize,
    end: usize,
    /// The number of the line, counted from one.
    number: usize,
}

impl<'a, 'm> Window<'a, 'm> {
    fn of(mark: &'m Mark<'a>, sources: &'a Sources) -> Self {
        let source = sources.get(mark.span.file);
        let text = source.text.as_str();
        let at = mark.span.start.min(text.len());
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
        let number = 1 + text[..start].bytes().filter(|&byte| byte == b'\n').count();
        Self { mark, path: &source.name, text, start, end, number }
    }

    const fn is_long(&self) -> bool {
        self.end - self.start > LONG
    }

    /// The marked range, kept within the line: a mark over many lines says no more than one over the first.
    fn range(&self) -> std::ops::Range<usize> {
        let start = self.mark.span.start.min(self.end);
        start..self.mark.span.end.clamp(start, self.end)
    }

    fn cut(&self) -> Excerpt<'a> {
        let range = self.range();
        let shown_end = range.end.min(range.start + 2 * AROUND);
        let floor =
            |at: usize| (self.start..=at).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(at);
        let from = floor(range.start.saturating_sub(AROUND).max(self.start));
        let to = floor((shown_end + AROUND).min(self.end));
        let shown_end = floor(shown_end);
        let lead = if from > self.start { "..." } else { "" };
        let trail = if to < self.end { "..." } else { "" };
        let source = format!("{lead}{}{trail}", &self.text[from..to]);
        let offset = |at: usize| at - from + lead.len();
        let annotation = annotate(self.mark, offset(range.start)..offset(shown_end));
        let column = 1 + self.text[self.start..range.start].chars().count();
        Excerpt {
            path: self.path,
            position: Some((self.number, column)),
            snippet: Snippet::source(source).line_start(self.number).annotation(annotation),
        }
    }
}

/// The lines from the first to the last mark of a group.
fn whole<'a>(group: &[Window<'a, '_>]) -> Excerpt<'a> {
    let first = &group[0];
    let start = group.iter().map(|window| window.start).min().unwrap_or(first.start);
    let end = group.iter().map(|window| window.end).max().unwrap_or(first.end);
    let number = group.iter().map(|window| window.number).min().unwrap_or(first.number);
    let annotations = group.iter().map(|window| {
        let range = window.range();
        annotate(window.mark, range.start - start..range.end - start)
    });
    let snippet =
        Snippet::source(&first.text[start..end]).path(first.path).line_start(number).annotations(annotations);
    Excerpt { path: first.path, position: None, snippet }
}

fn annotate<'a>(mark: &Mark<'a>, range: std::ops::Range<usize>) -> Annotation<'a> {
    let annotation = mark.kind.span(range);
    if mark.label.is_empty() { annotation } else { annotation.label(mark.label) }
}
