//! Parsing: the text of a file becomes a [`Tree`]. The only file that names `serde_yaml`.
//!
//! JSON goes through `serde_json`, which is many times faster, everything else through `serde_yaml`.
//! Both drive the same builder, which holds the limits and collects what the tree cannot show.

mod build;

use serde::de::{Deserialize, DeserializeSeed, IgnoredAny};

use self::build::{Builder, Merge, Noted, Refusal};
use super::span::{self, Part, Query};
use super::{FileId, Sources, Span, Tree};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};

/// How much text is read before it is refused; protects against hostile or mistaken input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The size of a file in bytes.
    pub bytes: usize,
    /// How many arrays and objects may lie inside each other; more than 127 are never read.
    pub depth: usize,
    /// How many times larger than its text a tree may become where a YAML alias stands for much text.
    /// A small document may always grow to a mebibyte.
    pub growth: usize,
}

impl Limits {
    /// 64 MiB, 127 levels, four times the text.
    pub const DEFAULT: Self = Self { bytes: 64 << 20, depth: 127, growth: 4 };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// From this many opening brackets on, YAML is looked through once for deep nesting before it is parsed:
/// the time that the YAML parser takes grows with the square of the depth.
const MANY_BRACKETS: usize = 10_000;

/// Parses a file.
///
/// The tree is `None` when the text cannot be parsed at all.
/// Problems that leave a tree, such as a key that occurs twice (the first one wins), are reported beside it.
///
/// ```
/// use specwright::source::{Limits, Sources, parse};
///
/// let mut sources = Sources::new();
/// let file = sources.add("api.yaml", "responses:\n  200: {description: Good}\n");
/// let (tree, diagnostics) = parse(&sources, file, &Limits::DEFAULT);
/// assert!(diagnostics.is_empty());
/// let good = tree.as_ref().and_then(|tree| tree.get("responses")?.get("200")?.get("description")?.as_str());
/// assert_eq!(good, Some("Good"));
/// ```
#[must_use]
pub fn parse(sources: &Sources, file: FileId, limits: &Limits) -> (Option<Tree>, Diagnostics) {
    let text = &sources.get(file).text;
    let mut diagnostics = Diagnostics::new();
    if let Some(problem) = refuse(text, file, limits) {
        diagnostics.push(problem);
        return (None, diagnostics);
    }
    let mut builder = Builder::new(text.len(), limits);
    let tree = if text.trim_start().starts_with(['{', '[']) {
        let is_json = sources.get(file).name.to_ascii_lowercase().ends_with(".json");
        json(text, file, &mut builder).or_else(|problem| {
            if is_json || problem.code != Code::Syntax {
                return Err(problem);
            }
            // Flow style of YAML looks like JSON. When it is neither, the parser that got further is right.
            builder = Builder::new(text.len(), limits);
            yaml(text, file, &mut builder).map_err(|other| further(problem, other))
        })
    } else {
        yaml(text, file, &mut builder)
    };
    match tree {
        Ok(mut tree) => {
            notes(&builder.into_notes(), text, file, &mut tree, &mut diagnostics);
            (Some(tree), diagnostics)
        }
        Err(problem) => {
            diagnostics.push(*problem);
            (None, diagnostics)
        }
    }
}

/// What can be said before parsing.
fn refuse(text: &str, file: FileId, limits: &Limits) -> Option<Diagnostic> {
    let start = Location::Text(Span { file, start: 0, end: 0 });
    if text.len() > limits.bytes {
        let message =
            format!("the file has {} bytes, more than the {} that are read", text.len(), limits.bytes);
        return Some(Diagnostic::new(Code::LimitExceeded, start, message));
    }
    let is_blank = |line: &str| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#')
    };
    if text.lines().all(is_blank) {
        let what = if text.trim().is_empty() { "the file is empty" } else { "the file holds only comments" };
        return Some(
            Diagnostic::new(Code::Syntax, start, what)
                .hint("an OpenAPI document starts with `openapi: 3.0.0`"),
        );
    }
    None
}

fn json(text: &str, file: FileId, builder: &mut Builder) -> Result<Tree, Box<Diagnostic>> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = builder.seed(Merge::Plain).deserialize(&mut deserializer);
    result.and_then(|tree| deserializer.end().map(|()| tree)).map_err(|error| {
        let line = text.split_inclusive('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
        let before =
            text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let column = floor(line, error.column().saturating_sub(1));
        let full = error.to_string();
        let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(message, _)| message);
        if message.starts_with("recursion limit") {
            builder.refuse(Refusal::Depth);
        }
        problem(text, file, before + column, message, builder)
    })
}

fn yaml(text: &str, file: FileId, builder: &mut Builder) -> Result<Tree, Box<Diagnostic>> {
    if text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).take(MANY_BRACKETS).count() == MANY_BRACKETS
        && let Some(at) = span::deeper_than(text, builder.depth())
    {
        builder.refuse(Refusal::Depth);
        return Err(problem(text, file, at, "", builder));
    }
    let failed = |error: &serde_yaml::Error, builder: &mut Builder| {
        let message = error.to_string();
        // A byte that no YAML may hold is reported by its offset, everything else by line and column.
        let (message, at) = match message.split_once(" at position ") {
            Some((message, at)) => (message.to_owned(), at.parse().unwrap_or(0)),
            None => (
                without_positions(&message),
                error.location().map_or(text.len(), |at| offset(text, at.line(), at.column())),
            ),
        };
        match message.as_str() {
            "recursion limit exceeded" => builder.refuse(Refusal::Depth),
            "repetition limit exceeded" => builder.refuse(Refusal::Growth),
            _ => {}
        }
        problem(text, file, at, &message, builder)
    };
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(first) = documents.next() else { return Ok(Tree::Null) };
    let tree = builder.seed(Merge::Apply).deserialize(first).map_err(|error| failed(&error, builder))?;
    let Some(second) = documents.next() else { return Ok(tree) };
    // What cannot be parsed after the first document is a mistake in it rather than a second one.
    IgnoredAny::deserialize(second).map_err(|error| failed(&error, builder))?;
    let start = span::second_document(text).unwrap_or(text.len());
    let location =
        Location::Text(Span { file, start, end: text[start..].find('\n').map_or(text.len(), |n| start + n) });
    Err(Box::new(
        Diagnostic::new(Code::Syntax, location, "the file holds several YAML documents")
            .label("the second one starts here")
            .hint("put each document into a file of its own"),
    ))
}

/// The problem at `at`: what the builder refused or else what the parser says.
fn problem(text: &str, file: FileId, at: usize, message: &str, builder: &Builder) -> Box<Diagnostic> {
    let start = floor(text, at);
    let end =
        text[start..].chars().next().map_or(start, |c| if c == '\n' { start } else { start + c.len_utf8() });
    let location = Location::Text(Span { file, start, end });
    Box::new(match builder.refusal() {
        Some(Refusal::Depth) => Diagnostic::new(
            Code::LimitExceeded,
            location,
            format!("arrays and objects are nested more than {} levels deep", builder.depth()),
        ),
        Some(Refusal::Growth) => {
            Diagnostic::new(Code::LimitExceeded, location, "the aliases of the file stand for too much text")
                .label(format!("more than {} bytes and nodes when written out", builder.budget()))
        }
        None => {
            let mut problem = Diagnostic::new(Code::Syntax, location, message);
            problem.hint = advice(message, &text[start..end]).map(str::to_owned);
            problem
        }
    })
}

/// What to do about the mistakes that are made most.
fn advice(message: &str, marked: &str) -> Option<&'static str> {
    match (message, marked) {
        (_, "\t") => Some("indent with spaces; YAML takes no tabs there"),
        ("mapping values are not allowed in this context", _) => {
            Some("check the indentation, and put a text that holds `: ` in quotes")
        }
        ("trailing comma", _) => Some("remove the comma before it"),
        _ => None,
    }
}

/// Turns what the builder noted into diagnostics and exact numbers.
fn notes(notes: &[build::Note], text: &str, file: FileId, tree: &mut Tree, diagnostics: &mut Diagnostics) {
    let queries: Vec<Query> = notes
        .iter()
        .flat_map(|note| {
            let part = if note.what == Noted::Rounded { Part::Value } else { Part::Key };
            let nth = if let Noted::Duplicate { nth } = note.what { nth } else { 0 };
            [nth, 0].map(|nth| Query { pointer: note.pointer.clone(), part, nth })
        })
        .collect();
    let spans = span::find(text, &queries);
    for (note, pair) in notes.iter().zip(spans.chunks_exact(2)) {
        let at = |range: &std::ops::Range<usize>| {
            Location::Text(Span { file, start: range.start, end: range.end })
        };
        match note.what {
            Noted::Duplicate { .. } => diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateKey,
                    at(&pair[0]),
                    format!(
                        "the key `{}` occurs twice in one object",
                        note.pointer.last().unwrap_or_default()
                    ),
                )
                .label("the second time")
                .related(at(&pair[1]), "the first time")
                .hint("remove one of them"),
            ),
            Noted::Merge => diagnostics.push(Diagnostic::new(
                Code::Syntax,
                at(&pair[0]),
                "the value of a merge key `<<` is neither an object nor a list of objects",
            )),
            Noted::Rounded => {
                if let Ok(exact) = text[pair[0].clone()].parse()
                    && let Some(node) = tree.at_mut(&note.pointer)
                {
                    *node = Tree::Integer(exact);
                }
            }
        }
    }
}

/// Of two problems with one text the one that is further down.
fn further(one: Box<Diagnostic>, other: Box<Diagnostic>) -> Box<Diagnostic> {
    let start = |problem: &Diagnostic| match &problem.location {
        Location::Text(span) => span.start,
        _ => 0,
    };
    if other.code != Code::Syntax || start(&other) > start(&one) { other } else { one }
}

/// The byte at a line and a column of characters, both counted from one.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(line.saturating_sub(1)).map(str::len).sum();
    let line = lines.next().unwrap_or_default().trim_end_matches(['\r', '\n']);
    before + line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at)
}

/// The message of the YAML parser without the positions in it, which the diagnostic shows better.
fn without_positions(message: &str) -> String {
    let mut rest = message;
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once(" at line ") {
        out.push_str(before);
        let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
        let after = after.strip_prefix(" column ").unwrap_or(after);
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    out.push_str(rest);
    out
}

/// The last byte up to `at` where a character starts, as `str::floor_char_boundary` of newer compilers gives it.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests;
