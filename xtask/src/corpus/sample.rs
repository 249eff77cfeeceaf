//! A sample that follows from the seed, and changes as little as possible when the whole does.

use crate::random::{Random, fingerprint};

/// The indexes of `count` of the names, in their order.
///
/// Every name draws a number from the seed and the lowest are taken: one name more in the whole is at most one other
/// name in the sample.
pub(crate) fn sample(names: &[&str], count: usize, seed: u64) -> Vec<usize> {
    let mut drawn: Vec<_> = names.iter().enumerate().map(|(index, name)| (draw(name, seed), index)).collect();
    drawn.sort_unstable();
    let mut taken: Vec<_> = drawn.into_iter().take(count).map(|(_, index)| index).collect();
    taken.sort_unstable();
    taken
}

fn draw(name: &str, seed: u64) -> u64 {
    let seed = Random::new(seed).next();
    Random::new(fingerprint(name.as_bytes()) ^ seed).next()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::sample;

    fn names(count: usize) -> Vec<String> {
        (0..count).map(|number| format!("{number}.json")).collect()
    }

    fn of(names: &[String], count: usize, seed: u64) -> BTreeSet<&str> {
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        sample(&names, count, seed).into_iter().map(|index| names[index]).collect()
    }

    #[test]
    fn the_seed_decides() {
        let names = names(100);
        assert_eq!(of(&names, 10, 1).len(), 10);
        assert_eq!(of(&names, 10, 1), of(&names, 10, 1));
        assert_ne!(of(&names, 10, 1), of(&names, 10, 2));
        assert!(of(&names, 10, 1).is_subset(&of(&names, 20, 1)));
        // Written down, so that a sample that somebody reported stays the same.
        let small = ["a.json", "b.json", "c.json", "d.json", "e.json"];
        assert_eq!((sample(&small, 2, 1), sample(&small, 2, 2)), (vec![0, 2], vec![2, 3]));
    }

    #[test]
    fn more_than_there_are_is_all() {
        assert_eq!(sample(&["a", "b"], 5, 1), [0, 1]);
        assert!(sample(&[], 5, 1).is_empty());
    }

    #[test]
    fn a_name_more_changes_one_at_most() {
        let (all, fewer) = (names(100), names(99));
        assert!(of(&fewer, 20, 3).difference(&of(&all, 20, 3)).count() <= 1);
    }

    #[test]
    fn every_name_is_as_likely() {
        let names = names(20);
        let mut taken = vec![0; names.len()];
        for seed in 0..2000 {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            for index in sample(&names, 5, seed) {
                taken[index] += 1;
            }
        }
        assert!(taken.iter().all(|count| (400..600).contains(count)), "{taken:?}");
    }
}
