//! The characters as a pattern sees them: those that it does not tell apart are one letter.

use std::collections::BTreeMap;

use super::set::Set;
use super::tree::SetId;

/// A class of characters that are in the same sets.
pub(super) type Letter = usize;

/// Which letter a character is, and which letters a set has.
#[derive(Debug)]
pub(super) struct Alphabet {
    ascii: [u32; 128],
    /// The first code point of each interval, from 0, and its letter.
    intervals: Vec<(u32, u32)>,
    /// For each letter, the sets that it is in, one bit for each set.
    members: Vec<u64>,
    words: usize,
}

impl Alphabet {
    pub(super) fn new(sets: &[Set]) -> Self {
        let ends = sets.iter().flat_map(Set::ranges).flat_map(|&(first, last)| [first, last + 1]);
        let mut starts: Vec<u32> = ends.chain([0]).collect();
        starts.sort_unstable();
        starts.dedup();
        let words = sets.len().div_ceil(64).max(1);
        let mut signatures = vec![0_u64; starts.len() * words];
        for (set, ranges) in sets.iter().enumerate() {
            for &(first, last) in ranges.ranges() {
                let from = starts.partition_point(|start| *start < first);
                let to = starts.partition_point(|start| *start <= last);
                for interval in from..to {
                    signatures[interval * words + set / 64] |= 1 << (set % 64);
                }
            }
        }
        let mut letters = BTreeMap::new();
        let mut members = Vec::new();
        let mut intervals = Vec::with_capacity(starts.len());
        for (start, signature) in starts.into_iter().zip(signatures.chunks_exact(words)) {
            let next = u32::try_from(letters.len()).unwrap_or(u32::MAX);
            let letter = *letters.entry(signature).or_insert_with(|| {
                members.extend_from_slice(signature);
                next
            });
            intervals.push((start, letter));
        }
        let mut alphabet = Self { ascii: [0; 128], intervals, members, words };
        for code in 0..128 {
            alphabet.ascii[code as usize] = alphabet.interval(code);
        }
        alphabet
    }

    fn interval(&self, code: u32) -> u32 {
        let behind = self.intervals.partition_point(|(start, _)| *start <= code);
        self.intervals.get(behind.wrapping_sub(1)).map_or(0, |(_, letter)| *letter)
    }

    /// The number of letters.
    pub(super) fn len(&self) -> usize {
        self.members.len() / self.words
    }

    #[inline]
    pub(super) fn letter(&self, c: char) -> Letter {
        let code = u32::from(c);
        let letter = match self.ascii.get(code as usize) {
            Some(letter) => *letter,
            None => self.interval(code),
        };
        letter as Letter
    }

    #[inline]
    pub(super) fn has(&self, set: SetId, letter: Letter) -> bool {
        self.members.get(letter * self.words + set / 64).is_some_and(|word| word & (1 << (set % 64)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Alphabet, Set};

    #[test]
    fn letters_are_in_the_sets_of_their_characters() {
        let mut sets = vec![Set::words(), Set::spaces(), Set::digits(), Set::default(), Set::line_ends()];
        assert_eq!(Alphabet::new(&sets).len(), 5);
        // More sets than one word has bits.
        sets.extend((0x41..0x41 + 80).map(|code| Set::of(&[(code, code + 2), (0x10000 + code, 0x10_ffff)])));
        let alphabet = Alphabet::new(&sets);
        for c in ('\0'..='\u{3000}').chain('\u{10000}'..='\u{10100}').chain(['\u{feff}', char::MAX]) {
            for (id, set) in sets.iter().enumerate() {
                assert_eq!(alphabet.has(id, alphabet.letter(c)), set.contains(c), "{c:?} {id}");
            }
        }
    }
}
