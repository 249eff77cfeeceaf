//! Writing: a tree as YAML that a person likes to read.
//!
//! Block style throughout; long prose is folded, text of several lines is literal,
//! and whatever YAML might read as something else is quoted as JSON quotes it.

use std::fmt::Write as _;

use super::{Map, Tree};

/// How wide folded prose is, its indentation left out.
const WIDTH: usize = 80;

/// The tree as the text of a YAML document.
///
/// ```
/// use specwright::source::{Limits, Sources, parse, to_yaml};
///
/// let mut sources = Sources::new();
/// let file = sources.add("a.json", r#"{"openapi": "3.0.0", "tags": [{"name": "Customers"}]}"#);
/// let (tree, _) = parse(&sources, file, &Limits::DEFAULT);
/// assert_eq!(tree.map(|tree| to_yaml(&tree)).as_deref(), Some("openapi: 3.0.0\ntags:\n  - name: Customers\n"));
/// ```
#[must_use]
pub fn to_yaml(tree: &Tree) -> String {
    let mut text = String::new();
    match tree {
        Tree::Map(map) if !map.is_empty() => members(&mut text, map, 0, Lead::Indent),
        Tree::List(list) if !list.is_empty() => items(&mut text, list, 0),
        scalar => {
            inline(&mut text, scalar, 0);
            text.push('\n');
        }
    }
    text
}

/// What stands before the first member of an object.
#[derive(Clone, Copy, PartialEq)]
enum Lead {
    /// Its indentation.
    Indent,
    /// The dash of the list item that it is.
    Dash,
}

fn members(text: &mut String, map: &Map, depth: usize, lead: Lead) {
    for (index, (key, value)) in map.iter().enumerate() {
        if index > 0 || lead == Lead::Indent {
            indent(text, depth);
        }
        string(text, key, None);
        text.push(':');
        match value {
            Tree::Map(below) if !below.is_empty() => {
                text.push('\n');
                members(text, below, depth + 1, Lead::Indent);
            }
            Tree::List(below) if !below.is_empty() => {
                text.push('\n');
                items(text, below, depth + 1);
            }
            scalar => {
                text.push(' ');
                inline(text, scalar, depth + 1);
                text.push('\n');
            }
        }
    }
}

fn items(text: &mut String, list: &[Tree], depth: usize) {
    for item in list {
        indent(text, depth);
        text.push_str("- ");
        match item {
            Tree::Map(below) if !below.is_empty() => members(text, below, depth + 1, Lead::Dash),
            Tree::List(below) if !below.is_empty() => {
                text.truncate(text.len() - 1);
                text.push('\n');
                items(text, below, depth + 1);
            }
            scalar => {
                inline(text, scalar, depth + 1);
                text.push('\n');
            }
        }
    }
}

fn indent(text: &mut String, depth: usize) {
    text.extend(std::iter::repeat_n("  ", depth));
}

fn inline(text: &mut String, scalar: &Tree, depth: usize) {
    let _ = match scalar {
        Tree::Null => write!(text, "null"),
        Tree::Bool(value) => write!(text, "{value}"),
        Tree::Integer(value) => write!(text, "{value}"),
        Tree::Float(value) if value.is_nan() => write!(text, ".nan"),
        Tree::Float(value) if value.is_infinite() => {
            write!(text, "{}", if *value > 0.0 { ".inf" } else { "-.inf" })
        }
        Tree::Float(value) => write!(text, "{value:?}"),
        Tree::String(value) => {
            string(text, value, Some(depth));
            Ok(())
        }
        Tree::List(_) => write!(text, "[]"),
        Tree::Map(_) => write!(text, "{{}}"),
    };
}

/// A text; a block scalar is possible only for a value, which says how deep it stands.
fn string(text: &mut String, value: &str, depth: Option<usize>) {
    let is_long = |line: &str| line.chars().count() > WIDTH;
    if let Some(depth) = depth {
        let (body, chomping) = value.strip_suffix('\n').map_or((value, "-"), |body| (body, ""));
        let is_wide = body.split('\n').any(is_long);
        if (value.contains('\n') || is_wide) && !body.is_empty() && is_block(body) {
            if is_wide && body.split('\n').all(is_foldable) {
                let _ = write!(text, ">{chomping}");
                fold(text, body, depth);
                return;
            }
            if value.contains('\n') {
                let _ = write!(text, "|{chomping}");
                literal(text, body, depth);
                return;
            }
        }
    }
    if is_plain(value) {
        text.push_str(value);
    } else if value.chars().all(is_printable) && !value.contains('\'') {
        let _ = write!(text, "'{value}'");
    } else {
        quote(text, value);
    }
}

/// The lines as they are.
fn literal(text: &mut String, body: &str, depth: usize) {
    for line in body.split('\n') {
        text.push('\n');
        if !line.is_empty() {
            indent(text, depth);
            text.push_str(line);
        }
    }
}

/// The lines broken at spaces; a break that is meant is an empty line.
fn fold(text: &mut String, body: &str, depth: usize) {
    for (index, line) in body.split('\n').enumerate() {
        let mut width = WIDTH;
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            let length = word.chars().count();
            if width + 1 + length > WIDTH {
                text.push('\n');
                indent(text, depth);
                width = 0;
            } else {
                text.push(' ');
                width += 1;
            }
            text.push_str(word);
            width += length;
        }
        if index + 1 < body.split('\n').count() {
            text.push('\n');
        }
    }
}

/// Whether YAML reads the bare text back as this text, whatever version of YAML reads it.
fn is_plain(value: &str) -> bool {
    const OTHER: [&str; 11] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"];
    let is_version = value.split('.').count() == 3
        && value.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let is_text = value.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '$' | '_' | '('))
        && value.chars().all(is_printable)
        && !value.ends_with([' ', ':'])
        && ![": ", " #", "\t"].iter().any(|other| value.contains(other))
        && !OTHER.iter().any(|other| other.eq_ignore_ascii_case(value));
    is_version || is_text
}

/// Whether a block scalar with the indicator `-` holds the text.
fn is_block(value: &str) -> bool {
    !value.starts_with([' ', '\n', '\t'])
        && !value.ends_with('\n')
        && value.lines().all(|line| !line.ends_with([' ', '\t']))
        && value.chars().all(|c| c == '\n' || is_printable(c))
}

/// Whether YAML lets the character stand in a text as it is, and takes it for nothing but itself.
fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A double-quoted text: every character can be written in one.
fn quote(text: &mut String, value: &str) {
    text.push('"');
    for c in value.chars() {
        let _ = match c {
            '"' | '\\' => write!(text, "\\{c}"),
            '\n' => write!(text, "\\n"),
            c if is_printable(c) => write!(text, "{c}"),
            c => write!(text, "\\U{:08x}", u32::from(c)),
        };
    }
    text.push('"');
}

/// Whether folding at spaces gives the line back.
fn is_foldable(line: &str) -> bool {
    !line.contains("  ") && !line.contains('\t') && !line.starts_with(' ')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::source::{Limits, Sources, parse};

    fn tree() -> impl Strategy<Value = Tree> {
        let text = prop_oneof![
            "[ -~]{0,12}",
            "([a-z#:'\"-]{1,9} ){8,30}[a-z]{1,9}",
            "[a-z :\n#-]{0,30}",
            "([a-z:#]{1,9}\n{1,2}){1,4}",
            "(([a-z:#*-]{1,9} ){1,20}[a-z]\n{1,3}){1,3}",
            "[a-z/(][a-z:,#'\"{}\\[\\]&*!|>%@` -]{0,20}",
            "[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{1,2}",
            ".{0,8}",
            Just("null".to_owned()),
            Just("1e3".to_owned()),
            Just("3.0.0".to_owned()),
        ];
        let leaf = prop_oneof![
            Just(Tree::Null),
            any::<bool>().prop_map(Tree::Bool),
            any::<i64>().prop_map(|value| Tree::Integer(value.into())),
            (-1e9..1e9_f64).prop_map(Tree::Float),
            text.clone().prop_map(Tree::String),
        ];
        leaf.prop_recursive(4, 24, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Tree::List),
                prop::collection::vec((text.clone(), inner), 0..4)
                    .prop_map(|members| Tree::from(members.into_iter().collect::<Map>())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(tree in tree().prop_map(|tree| Tree::from(Map::from_iter([("root".to_owned(), tree)])))) {
            let text = to_yaml(&tree);
            let mut sources = Sources::new();
            let file = sources.add("a.yaml", text.clone());
            let (read, problems) = parse(&sources, file, &Limits::DEFAULT);
            prop_assert!(problems.is_empty(), "{problems:?}\n{text}");
            prop_assert_eq!(read, Some(tree), "{}", text);
        }
    }
}
