//! Constraints: the strictest of what the parts of a schema assert.

use std::cmp::Ordering;

use crate::ir::{ListConstraints, MapConstraints, NumberConstraints, StringConstraints};
use crate::lower::flat::Part;
use crate::source::Tree;

pub(super) fn string(parts: &[Part<'_>]) -> StringConstraints {
    StringConstraints {
        min_length: count(parts, "minLength", Strictest::Greatest),
        max_length: count(parts, "maxLength", Strictest::Least),
        pattern: parts.iter().find_map(|part| part.node.get("pattern")?.as_str()).map(str::to_owned),
    }
}

pub(super) fn list(parts: &[Part<'_>]) -> ListConstraints {
    ListConstraints {
        min_items: count(parts, "minItems", Strictest::Greatest),
        max_items: count(parts, "maxItems", Strictest::Least),
        unique_items: parts.iter().any(|part| is_true(part, "uniqueItems")),
    }
}

pub(super) fn map(parts: &[Part<'_>]) -> MapConstraints {
    MapConstraints {
        min_properties: count(parts, "minProperties", Strictest::Greatest),
        max_properties: count(parts, "maxProperties", Strictest::Least),
    }
}

/// `exclusiveMinimum` is a flag beside `minimum` in 3.0 and a limit of its own since 3.1; both forms are read.
pub(super) fn number(parts: &[Part<'_>]) -> NumberConstraints {
    let inclusive = |limit: &'static str, flag: &'static str| {
        parts.iter().filter(move |part| !is_true(part, flag)).filter_map(move |part| part.node.get(limit))
    };
    let exclusive = |limit: &'static str, flag: &'static str| {
        let flagged =
            parts.iter().filter(move |part| is_true(part, flag)).filter_map(move |part| part.node.get(limit));
        flagged.chain(parts.iter().filter_map(move |part| part.node.get(flag)))
    };
    NumberConstraints {
        minimum: strictest(inclusive("minimum", "exclusiveMinimum"), Strictest::Greatest),
        exclusive_minimum: strictest(exclusive("minimum", "exclusiveMinimum"), Strictest::Greatest),
        maximum: strictest(inclusive("maximum", "exclusiveMaximum"), Strictest::Least),
        exclusive_maximum: strictest(exclusive("maximum", "exclusiveMaximum"), Strictest::Least),
        multiple_of: parts.iter().find_map(|part| decimal(part.node.get("multipleOf")?)),
    }
}

fn is_true(part: &Part<'_>, keyword: &str) -> bool {
    part.node.get(keyword).and_then(Tree::as_bool) == Some(true)
}

/// Which of several limits leaves the fewest values.
#[derive(Clone, Copy)]
enum Strictest {
    Greatest,
    Least,
}

fn count(parts: &[Part<'_>], keyword: &str, strictest: Strictest) -> Option<u64> {
    let counts = parts.iter().filter_map(|part| match part.node.get(keyword)? {
        Tree::Integer(count) => u64::try_from(*count).ok(),
        // JSON Schema takes `2.0` for a whole number, too.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "in range and without a fraction"
        )]
        Tree::Float(count) if count.fract() == 0.0 && (0.0..1e15).contains(count) => Some(*count as u64),
        _ => None,
    });
    match strictest {
        Strictest::Greatest => counts.max(),
        Strictest::Least => counts.min(),
    }
}

fn strictest<'a>(limits: impl Iterator<Item = &'a Tree>, strictest: Strictest) -> Option<String> {
    let limits = limits.filter(|limit| matches!(limit, Tree::Integer(_) | Tree::Float(_)));
    let limit = match strictest {
        Strictest::Greatest => limits.max_by(|a, b| compare(a, b)),
        Strictest::Least => limits.min_by(|a, b| compare(a, b)),
    };
    decimal(limit?)
}

fn compare(a: &Tree, b: &Tree) -> Ordering {
    #[expect(clippy::cast_precision_loss, reason = "only compares an integer with a fraction")]
    let float = |tree: &Tree| match tree {
        Tree::Integer(value) => *value as f64,
        Tree::Float(value) => *value,
        _ => f64::NAN,
    };
    match (a, b) {
        (Tree::Integer(a), Tree::Integer(b)) => a.cmp(b),
        (a, b) => float(a).total_cmp(&float(b)),
    }
}

/// A number as decimal text: the shortest that means the same.
fn decimal(limit: &Tree) -> Option<String> {
    match limit {
        Tree::Integer(value) => Some(value.to_string()),
        Tree::Float(value) if value.is_finite() => Some(value.to_string()),
        _ => None,
    }
}
