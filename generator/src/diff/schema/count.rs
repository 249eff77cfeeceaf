//! Lists and counts of schema objects.

use super::part::Part;
use crate::source::Tree;

pub(super) fn items_of(tree: &Tree) -> Vec<&Tree> {
    tree.as_list().into_iter().flatten().collect()
}

fn counts(parts: &[Part<'_>], keyword: &str) -> Vec<u64> {
    let count = |tree: &Tree| match tree {
        Tree::Integer(value) => u64::try_from(*value).ok(),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is whole and not negative"
        )]
        Tree::Float(value) if *value >= 0.0 && value.fract() == 0.0 => Some(*value as u64),
        _ => None,
    };
    parts.iter().filter_map(|part| part.map.get(keyword).and_then(count)).collect()
}

pub(super) fn most(parts: &[Part<'_>], keyword: &str) -> Option<u64> {
    counts(parts, keyword).into_iter().max()
}

pub(super) fn least(parts: &[Part<'_>], keyword: &str) -> Option<u64> {
    counts(parts, keyword).into_iter().min()
}
