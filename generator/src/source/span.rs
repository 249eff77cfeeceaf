//! Spans: where in the text a node stands, looked up only when a diagnostic is printed.
//!
//! One pass over the events of a file answers for any number of its nodes.
//! `saphyr-parser` reads JSON as well as YAML.

mod json;
mod scan;

use std::collections::BTreeMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser};

use super::{FileId, Place, Pointer, Sources, Span};
use crate::diagnostic::Location;

/// Which part of a member of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// The key, or the value where there is no key.
    Key,
    /// The value, or the key where the value is left out.
    Value,
}

/// A node to be found in the text of a file.
#[derive(Clone, Debug)]
pub(super) struct Query {
    /// The node
    pub(super) pointer: Pointer,
    /// The part of it
    pub(super) part: Part,
    /// Which one of several equal keys, counted from zero.
    pub(super) nth: usize,
}

/// Turns locations into ranges of text, `None` for [`Location::Nowhere`].
///
/// A node that is not in the text, because it is missing or because the text is broken before it,
/// is answered with the nearest node around it.
/// Each file is read once, however many locations it has.
#[must_use]
pub fn locate(sources: &Sources, locations: &[&Location]) -> Vec<Option<Span>> {
    let mut files: BTreeMap<FileId, Vec<(usize, Query)>> = BTreeMap::new();
    let mut spans = vec![None; locations.len()];
    for (index, location) in locations.iter().enumerate() {
        let (place, part) = match location {
            Location::Key(place) => (place, Part::Key),
            Location::Value(place) => (place, Part::Value),
            Location::Text(span) => {
                spans[index] = Some(*span);
                continue;
            }
            Location::Nowhere => continue,
        };
        let Place { file, pointer } = sources.origin(place);
        files.entry(file).or_default().push((index, Query { pointer, part, nth: 0 }));
    }
    for (file, asked) in files {
        let (indexes, queries): (Vec<_>, Vec<_>) = asked.into_iter().unzip();
        for (index, range) in indexes.into_iter().zip(find(&sources.get(file).text, &queries)) {
            spans[index] = Some(Span { file, start: range.start, end: range.end });
        }
    }
    spans
}

/// The ranges of nodes of one file, in the order of the queries.
pub(super) fn find(text: &str, queries: &[Query]) -> Vec<Range<usize>> {
    if queries.is_empty() {
        return Vec::new();
    }
    let mut wanted = scan::Wanted::new();
    for query in queries {
        wanted.want(&query.pointer);
    }
    if text.trim_start().starts_with('{') && json::scan(text, &mut wanted) {
        return queries.iter().map(|query| wanted.answer(query)).collect();
    }
    wanted.scan(text);
    let characters = queries.iter().map(|query| wanted.answer(query)).collect();
    to_bytes(text, characters)
}

/// Where the second YAML document of a text starts.
pub(super) fn second_document(text: &str) -> Option<usize> {
    let mut starts = Parser::new_from_str(text).map_while(Result::ok).filter_map(|(event, span)| {
        matches!(event, Event::DocumentStart(_)).then_some(span.start.index()..span.end.index())
    });
    let second = starts.nth(1)?;
    to_bytes(text, vec![second]).pop().map(|range| range.start)
}

/// The first byte of an array or object that has `depth` others around it; reads no further than that.
pub(super) fn deeper_than(text: &str, depth: usize) -> Option<usize> {
    let at = |index: usize| {
        to_bytes(text, Vec::from([Range { start: index, end: index }])).pop().map(|range| range.start)
    };
    let mut level = 0_usize;
    for result in Parser::new_from_str(text) {
        match result {
            Ok((Event::MappingStart(..) | Event::SequenceStart(..), span)) => {
                level += 1;
                if level > depth {
                    return at(span.start.index());
                }
            }
            Ok((Event::MappingEnd | Event::SequenceEnd, _)) => level = level.saturating_sub(1),
            Ok(_) => {}
            // The parser of events has a limit of its own, which it may reach before it gives the first event.
            // Whatever else it refuses, another parser says better what is wrong.
            Err(error) => return (brackets(text) > 2 * depth).then(|| at(error.marker().index())).flatten(),
        }
    }
    None
}

/// How many brackets are open at once, roughly: those in quoted text and comments count too.
fn brackets(text: &str) -> usize {
    let mut open = 0_usize;
    let mut most = 0;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

/// Turns ranges of characters, which the parser counts, into ranges of bytes without blanks at their end.
fn to_bytes(text: &str, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let trim = |range: Range<usize>| {
        let range = range.start.min(text.len())..range.end.min(text.len());
        let len = text.get(range.clone()).map_or(0, |part| part.trim_end().len());
        range.start..range.start + len
    };
    if text.is_ascii() {
        return ranges.into_iter().map(trim).collect();
    }
    let mut counts: Vec<usize> = ranges.iter().flat_map(|range| [range.start, range.end]).collect();
    counts.sort_unstable();
    counts.dedup();
    let mut bytes = BTreeMap::new();
    let mut wanted = counts.into_iter().peekable();
    for (count, (byte, _)) in text.char_indices().enumerate() {
        match wanted.peek() {
            Some(&next) if next == count => {
                bytes.insert(count, byte);
                wanted.next();
            }
            Some(_) => {}
            None => break,
        }
    }
    let byte = |count: usize| bytes.get(&count).copied().unwrap_or(text.len());
    ranges.into_iter().map(|range| trim(byte(range.start)..byte(range.end))).collect()
}

#[cfg(test)]
mod tests;
