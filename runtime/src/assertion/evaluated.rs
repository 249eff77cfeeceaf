//! Which members or elements of a value some keyword has evaluated: the annotations that `unevaluatedProperties`
//! and `unevaluatedItems` depend on.

/// A set of positions of members or elements.
#[derive(Debug, Default)]
pub(super) struct Evaluated {
    words: Vec<u64>,
    /// A keyword has failed in a way that leaves open what it would have evaluated.
    pub(super) is_partial: bool,
}

impl Evaluated {
    pub(super) fn insert(&mut self, position: usize) {
        let word = position / 64;
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        if let Some(word) = self.words.get_mut(word) {
            *word |= 1 << (position % 64);
        }
    }

    pub(super) fn contains(&self, position: usize) -> bool {
        self.words.get(position / 64).is_some_and(|word| word & (1 << (position % 64)) != 0)
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.is_partial |= other.is_partial;
        if other.words.len() > self.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (mine, theirs) in self.words.iter_mut().zip(&other.words) {
            *mine |= theirs;
        }
    }
}
