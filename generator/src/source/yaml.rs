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
/// assert_eq!(tree.map(|tree| to_yaml(&tree)).as_deref(), Some("openapi: '3.0.0'\ntags:\n  - name: Customers\n"));
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
    if is_plain(value) && (depth.is_none() || value.chars().count() <= WIDTH) {
        text.push_str(value);
        return;
    }
    if let Some(depth) = depth {
        let (body, head) = value.strip_suffix('\n').map_or((value, "|-"), |body| (body, "|"));
        if value.contains('\n') && !body.is_empty() && is_block(body) {
            text.push_str(head);
            for line in body.split('\n') {
                text.push('\n');
                if !line.is_empty() {
                    indent(text, depth);
                    text.push_str(line);
                }
            }
            return;
        }
        if value.chars().count() > WIDTH && is_block(value) && is_foldable(value) {
            text.push_str(">-\n");
            fold(text, value, depth);
            return;
        }
    }
    if value.chars().all(is_printable) && !value.contains('\'') {
        let _ = write!(text, "'{value}'");
    } else {
        quote(text, value);
    }
}

fn fold(text: &mut String, value: &str, depth: usize) {
    let mut width = 0;
    for word in value.split(' ') {
        let length = word.chars().count();
        if width == 0 {
            indent(text, depth);
        } else if width + 1 + length > WIDTH {
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
}

/// Whether YAML reads the bare text back as this text, whatever version of YAML reads it.
fn is_plain(value: &str) -> bool {
    const OTHER: [&str; 11] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"];
    let safe = |c: char| {
        c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ' ' | '(' | ')' | '$' | '+' | ';')
    };
    value.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '$' | '_'))
        && value.chars().all(safe)
        && !value.ends_with(' ')
        && !OTHER.iter().any(|other| other.eq_ignore_ascii_case(value))
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

/// Whether folding at spaces gives the text back.
fn is_foldable(value: &str) -> bool {
    !value.contains("  ") && !value.contains('\n') && !value.contains(" #") && !value.contains('\t')
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
                    .prop_map(|members| Tree::Map(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(tree in tree().prop_map(|tree| Tree::Map(Map::from_iter([("root".to_owned(), tree)])))) {
            let text = to_yaml(&tree);
            let mut sources = Sources::new();
            let file = sources.add("a.yaml", text.clone());
            let (read, problems) = parse(&sources, file, &Limits::DEFAULT);
            prop_assert!(problems.is_empty(), "{problems:?}\n{text}");
            prop_assert_eq!(read, Some(tree), "{}", text);
        }
    }
}
