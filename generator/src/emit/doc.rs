//! Doc comments: the prose of the document, made safe for rustdoc.

mod markdown;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Docs;

/// The text without characters that change the direction of what follows, which rustc refuses in comments.
pub(super) fn visible(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        return text.to_owned();
    }
    text.chars().filter(|c| !turns(*c) && (!c.is_control() || matches!(c, '\n' | '\t'))).collect()
}

/// The paragraphs that document a node; `fallback` is said when the document says nothing.
pub(super) fn paragraphs(docs: &Docs, fallback: &str) -> Vec<String> {
    let mut all = Vec::new();
    let summary = docs.summary.as_deref().map(|text| markdown::clean(&visible(text)));
    let description = docs.description.as_deref().map(|text| markdown::clean(&visible(text)));
    let repeats =
        |summary: &String| description.as_ref().is_some_and(|text| text.starts_with(summary.as_str()));
    all.extend(summary.clone().filter(|summary| !repeats(summary)));
    all.extend(description);
    if all.is_empty() && !fallback.is_empty() {
        all.push(fallback.to_owned());
    }
    if docs.deprecated {
        all.push("Deprecated.".to_owned());
    }
    all.extend(docs.example.as_deref().map(visible).as_deref().and_then(example));
    all
}

/// An example as a code span; a long one would bury what it explains.
fn example(example: &str) -> Option<String> {
    let fits = example.chars().count() <= 120 && !example.chars().any(|c| c == '`' || c.is_control());
    (fits && !example.trim().is_empty()).then(|| format!("Example: `{}`", example.trim()))
}

/// `#[doc]` attributes for the paragraphs.
pub(super) fn attributes(paragraphs: &[String]) -> TokenStream {
    let text = visible(&paragraphs.join("\n\n"));
    let lines =
        text.lines().flat_map(wrap).map(|line| if line.is_empty() { line } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// `#[doc]` attributes for one text of our own.
pub(super) fn text(text: &str) -> TokenStream {
    attributes(&[text.to_owned()])
}

/// The lines of a comment.
pub(super) fn lines(paragraphs: &[String]) -> Vec<String> {
    // A text of the document may hold any character; none of them may leave the comment.
    visible(&paragraphs.join("\n\n")).lines().flat_map(wrap).collect()
}

/// The lines of a text of the document that explains something.
pub(super) fn prose(text: &str) -> Vec<String> {
    lines(&[markdown::clean(&visible(text))])
}

/// A name of the document, to stand in a code span on one line.
pub(super) fn code(name: &str) -> String {
    visible(name).replace('`', "'").replace(['\n', '\t'], " ")
}

/// Breaks a line of prose where a person would; a line of a table, a list or code is left whole.
fn wrap(line: &str) -> Vec<String> {
    const WIDTH: usize = 100;
    let prose = line.chars().count() > WIDTH
        && line.starts_with(|c: char| c.is_alphanumeric())
        && !line.contains('|');
    if !prose {
        return vec![line.to_owned()];
    }
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let last = lines.len() - 1;
        let current = &mut lines[last];
        // A line that began with a sign of a list or a heading would become one.
        let safe =
            word.starts_with(|c: char| c.is_alphabetic() || matches!(c, '`' | '[' | '<' | '(' | '"' | '\''));
        if !current.is_empty() && safe && current.chars().count() + word.chars().count() + 1 > WIDTH {
            lines.push(word.to_owned());
        } else {
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_prose_is_broken_between_words() {
        let text = "word ".repeat(50);
        assert!(wrap(text.trim()).iter().all(|line| line.chars().count() <= 100));
        assert_eq!(wrap(text.trim()).join(" "), text.trim());
        assert_eq!(wrap(&format!("| {} |", "x".repeat(200))).len(), 1);
    }

    #[test]
    fn a_summary_that_the_description_repeats_is_said_once() {
        let docs = |summary: &str, description: &str| Docs {
            summary: Some(summary.to_owned()),
            description: Some(description.to_owned()),
            ..Docs::default()
        };
        assert_eq!(paragraphs(&docs("A pet", "A pet of a shop"), ""), ["A pet of a shop"]);
        assert_eq!(paragraphs(&docs("A pet", "Of a shop"), ""), ["A pet", "Of a shop"]);
        assert_eq!(paragraphs(&Docs::default(), "Nothing"), ["Nothing"]);
    }
}
