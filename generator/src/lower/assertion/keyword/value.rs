//! Values of keywords: numbers, counts, and JSON values as text.

use crate::source::Tree;

/// A number as decimal text.
pub(super) fn number(value: &Tree) -> Option<String> {
    matches!(value, Tree::Integer(_) | Tree::Float(_)).then(|| json(value))
}

pub(super) fn count(value: &Tree) -> Option<u64> {
    match value {
        Tree::Integer(count) => u64::try_from(*count).ok(),
        // JSON Schema takes `2.0` for a whole number, too.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "in range and without a fraction"
        )]
        Tree::Float(count) if count.fract() == 0.0 && (0.0..1e15).contains(count) => Some(*count as u64),
        _ => None,
    }
}

/// The value as JSON text, with integers as they are.
pub(super) fn json(value: &Tree) -> String {
    match value {
        Tree::Integer(value) => value.to_string(),
        Tree::List(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        Tree::Map(map) => {
            let sorted: std::collections::BTreeMap<_, _> = map.iter().collect();
            let members: Vec<String> = sorted
                .iter()
                .map(|(key, value)| format!("{}:{}", serde_json::Value::from(key.as_str()), json(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        other => other.to_json().to_string(),
    }
}
