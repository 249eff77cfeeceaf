//! The way through a collection: where the next page is, and whether it was there already.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, Hash, RandomState};

use super::repeated;
use crate::client::error::Error;
use crate::client::transport::BoxFuture;

type Page<P, E> = BoxFuture<'static, Result<P, E>>;

/// A way through a collection, whatever it is that says where a page is.
pub(super) trait Walk<P, E>: Send {
    /// The page that is next; `None` after the last.
    fn fetch(&mut self) -> Option<Result<Page<P, E>, E>>;
    /// Takes from a page where the next one is.
    fn arrived(&mut self, page: &P);
}

pub(super) struct Walker<K, F, N> {
    at: Option<K>,
    fetch: F,
    next: N,
    /// Hashes of where the pages were. A cursor may be long, and a collection too.
    seen: HashSet<u64>,
    hasher: RandomState,
}

impl<K, F, N> Walker<K, F, N> {
    pub(super) fn new(first: K, fetch: F, next: N) -> Self {
        Self { at: Some(first), fetch, next, seen: HashSet::new(), hasher: RandomState::new() }
    }
}

impl<P, E, K, F, N> Walk<P, E> for Walker<K, F, N>
where
    E: From<Error>,
    K: Hash + Send,
    F: FnMut(&K) -> Page<P, E> + Send,
    N: FnMut(&K, &P) -> Option<K> + Send,
{
    fn fetch(&mut self) -> Option<Result<Page<P, E>, E>> {
        let at = self.at.as_ref()?;
        if !self.seen.insert(self.hasher.hash_one(at)) {
            return Some(Err(repeated().into()));
        }
        Some(Ok((self.fetch)(at)))
    }

    fn arrived(&mut self, page: &P) {
        self.at = self.at.take().and_then(|at| (self.next)(&at, page));
    }
}

/// How far a page leads through a collection: what it holds, and what it says of the rest.
///
/// Without a word of the rest, the collection ends with the first empty page.
///
/// ```
/// use specwright_runtime::client::Progress;
///
/// // A page of 20 of 107 items.
/// let progress = Progress::of(20).total(107);
/// // A page that says by itself whether there is another.
/// let last = Progress::of(20).has_more(false);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "it is what the function of a page returns"]
pub struct Progress {
    items: u64,
    total: Option<u64>,
    limit: Option<u64>,
    has_more: Option<bool>,
}

impl Progress {
    /// A page of so many items.
    pub fn of(items: usize) -> Self {
        Self { items: items as u64, total: None, limit: None, has_more: None }
    }

    /// How many items the whole collection has.
    pub fn total(mut self, total: impl Into<Option<u64>>) -> Self {
        self.total = total.into();
        self
    }

    /// How many items a full page has: one with fewer is the last.
    ///
    /// ```
    /// use specwright_runtime::client::Progress;
    ///
    /// // There may be more behind a full page of 20, and nothing behind one that is not full.
    /// let (full, last) = (Progress::of(20).limit(20), Progress::of(7).limit(20));
    /// ```
    pub fn limit(mut self, limit: impl Into<Option<u64>>) -> Self {
        self.limit = limit.into();
        self
    }

    /// Whether there is another page.
    pub fn has_more(mut self, has_more: impl Into<Option<bool>>) -> Self {
        self.has_more = has_more.into();
        self
    }

    /// The number of the item after this page, if there is one.
    pub(super) fn next_offset(self, offset: u64) -> Option<u64> {
        let next = offset.checked_add(self.items)?;
        let is_last = self.items == 0
            || self.has_more == Some(false)
            || self.total.is_some_and(|total| next >= total)
            || (self.has_more.is_none() && self.limit.is_some_and(|limit| self.items < limit));
        (!is_last).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::Progress;

    #[test]
    fn a_page_says_whether_it_is_the_last() {
        let cases = [
            (Progress::of(10), Some(110)),
            (Progress::of(0), None),
            (Progress::of(10).total(111), Some(110)),
            (Progress::of(10).total(110), None),
            (Progress::of(10).limit(10), Some(110)),
            (Progress::of(9).limit(10), None),
            // Some servers filter after they have cut the page.
            (Progress::of(9).limit(10).has_more(true), Some(109)),
            (Progress::of(10).has_more(false), None),
            (Progress::of(0).has_more(true), None),
            (Progress::of(10).total(None).has_more(None), Some(110)),
        ];
        for (progress, next) in cases {
            assert_eq!(progress.next_offset(100), next, "{progress:?}");
        }
        assert_eq!(Progress::of(10).next_offset(u64::MAX), None);
    }
}
