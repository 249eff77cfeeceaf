//! Equality of JSON values (JSON Schema 2020-12, core, section 4.2.2) for `enum` and `const`.

use crate::assertion::tree::{NodeId, Tree, unquoted};
use crate::decimal::Decimal;
use crate::unique;
use crate::violation::Kind;

/// Is the value equal to one of these JSON texts?
pub(super) fn equals_any(tree: &Tree<'_>, node: NodeId, texts: &[&'static str]) -> bool {
    match tree.kind(node) {
        Kind::Null | Kind::Boolean => texts.iter().any(|text| text.trim_ascii() == tree.text(node)),
        Kind::String => {
            let string = tree.string(node);
            texts.iter().any(|text| is_string(text.trim_ascii(), &string))
        }
        Kind::Number => {
            let number = Decimal::of(tree.text(node));
            let is_equal = |text: &str| {
                text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && Decimal::of(text) == number
            };
            texts.iter().any(|text| is_equal(text.trim_ascii()))
        }
        Kind::Array => equals_container(tree.text(node), b'[', texts),
        Kind::Object => equals_container(tree.text(node), b'{', texts),
    }
}

fn is_string(text: &str, string: &str) -> bool {
    text.starts_with('"') && unquoted(text) == string
}

fn equals_container(value: &str, bracket: u8, texts: &[&str]) -> bool {
    let mut candidates = texts
        .iter()
        .map(|text| text.trim_ascii())
        .filter(|text| text.as_bytes().first() == Some(&bracket))
        .peekable();
    if candidates.peek().is_none() {
        return false;
    }
    let value = unique::canonical(value);
    candidates.any(|text| unique::canonical(text) == value)
}
