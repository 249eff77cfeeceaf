//! Sets of code points, as sorted ranges.

/// The largest code point.
const LAST: u32 = 0x10_ffff;

/// A set of code points.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Set {
    /// First and last of each range, in order and with gaps between them.
    ranges: Vec<(u32, u32)>,
}

impl Set {
    /// `\d`.
    pub(super) fn digits() -> Self {
        Self::of(&[(0x30, 0x39)])
    }

    /// `\w`.
    pub(super) fn words() -> Self {
        Self::of(&[(0x30, 0x39), (0x41, 0x5a), (0x5f, 0x5f), (0x61, 0x7a)])
    }

    /// `\s`: white space and line terminators (ECMA-262, sections 12.2 and 12.3).
    pub(super) fn spaces() -> Self {
        Self::of(&[
            (0x09, 0x0d),
            (0x20, 0x20),
            (0xa0, 0xa0),
            (0x1680, 0x1680),
            (0x2000, 0x200a),
            (0x2028, 0x2029),
            (0x202f, 0x202f),
            (0x205f, 0x205f),
            (0x3000, 0x3000),
            (0xfeff, 0xfeff),
        ])
    }

    /// Line terminators (ECMA-262, section 12.3).
    pub(super) fn line_ends() -> Self {
        Self::of(&[(0x0a, 0x0a), (0x0d, 0x0d), (0x2028, 0x2029)])
    }

    pub(super) fn of(ranges: &[(u32, u32)]) -> Self {
        Self::default().with(ranges)
    }

    pub(super) fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    /// The union with further ranges.
    pub(super) fn with(mut self, ranges: &[(u32, u32)]) -> Self {
        self.ranges.extend_from_slice(ranges);
        self.ranges.sort_unstable();
        self.ranges.dedup_by(|(first, last), (_, end)| {
            let joins = *first <= end.saturating_add(1);
            if joins {
                *end = (*end).max(*last);
            }
            joins
        });
        self
    }

    /// All other code points.
    pub(super) fn negated(&self) -> Self {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for &(first, last) in &self.ranges {
            if first > next {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= LAST {
            ranges.push((next, LAST));
        }
        Self { ranges }
    }

    pub(super) fn contains(&self, c: char) -> bool {
        let code = u32::from(c);
        let index = self.ranges.partition_point(|(_, last)| *last < code);
        self.ranges.get(index).is_some_and(|(first, _)| *first <= code)
    }
}

#[cfg(test)]
mod tests {
    use super::{LAST, Set};

    #[test]
    fn ranges_are_joined_and_negated() {
        let set = Set::of(&[(5, 7), (1, 2), (8, 9), (6, 6), (20, 30), (21, 22)]);
        assert_eq!(set.ranges(), [(1, 2), (5, 9), (20, 30)]);
        assert_eq!(set.negated().ranges(), [(0, 0), (3, 4), (10, 19), (31, LAST)]);
        assert_eq!(set.negated().negated(), set);
        assert_eq!(Set::default().negated().ranges(), [(0, LAST)]);
        assert_eq!(Set::of(&[(0, LAST)]).negated(), Set::default());
        let found: Vec<_> = ('\0'..='\u{1f}').filter(|c| set.contains(*c)).map(u32::from).collect();
        assert_eq!(found, [1, 2, 5, 6, 7, 8, 9, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30]);
    }
}
