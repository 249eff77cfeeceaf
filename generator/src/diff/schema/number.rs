//! Numbers and limits, compared exactly where they are whole.

use std::cmp::Ordering;
use std::fmt;

use crate::source::Tree;

/// A number of a document.
#[derive(Clone, Copy, Debug)]
pub(in crate::diff) struct Number {
    exact: Option<i128>,
    approximate: f64,
}

impl Number {
    /// The number at a node, if it is one.
    pub(in crate::diff) fn of(tree: &Tree) -> Option<Self> {
        match tree {
            #[expect(clippy::cast_precision_loss, reason = "only compared with numbers that are not whole")]
            Tree::Integer(value) => Some(Self { exact: Some(*value), approximate: *value as f64 }),
            Tree::Float(value) => Some(Self { exact: whole(*value), approximate: *value }),
            _ => None,
        }
    }
}

/// The integer that a binary fraction is, as long as it is one without doubt.
fn whole(value: f64) -> Option<i128> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and small enough")]
    (value.fract() == 0.0 && value.abs() <= EXACT).then_some(value as i128)
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.exact, other.exact) {
            (Some(one), Some(other)) => one.cmp(&other),
            _ => self.approximate.total_cmp(&other.approximate),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.exact {
            Some(value) => value.fmt(f),
            None => self.approximate.fmt(f),
        }
    }
}

/// A limit, and whether it is itself outside of what is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::diff) struct Bound {
    pub(in crate::diff) value: Number,
    pub(in crate::diff) exclusive: bool,
}

impl Bound {
    /// How two upper limits compare: less allows less.
    pub(in crate::diff) fn cmp_upper(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value).then(other.exclusive.cmp(&self.exclusive))
    }

    /// How two lower limits compare: greater allows less.
    pub(in crate::diff) fn cmp_lower(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value).then(self.exclusive.cmp(&other.exclusive))
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.value, if self.exclusive { " (exclusive)" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::{Bound, Number};
    use crate::source::Tree;

    fn number(tree: &Tree) -> Number {
        Number::of(tree).unwrap()
    }

    #[test]
    fn whole_numbers_are_equal_however_they_are_written() {
        assert_eq!(number(&Tree::Integer(10)), number(&Tree::Float(10.0)));
        assert!(
            number(&Tree::Integer(i128::from(i64::MAX))) > number(&Tree::Integer(i128::from(i64::MAX) - 1))
        );
        assert!(number(&Tree::Float(0.1)) < number(&Tree::Integer(1)));
        assert_eq!(number(&Tree::Float(2.5)).to_string(), "2.5");
    }

    #[test]
    fn an_exclusive_limit_allows_less() {
        let bound = |exclusive| Bound { value: number(&Tree::Integer(1)), exclusive };
        assert!(bound(true).cmp_upper(&bound(false)).is_lt());
        assert!(bound(true).cmp_lower(&bound(false)).is_gt());
    }
}
