//! Where a node was written, when that is not where it stands in the tree.

use std::collections::BTreeMap;

use super::Place;

/// The nodes of a tree that stand elsewhere in the text, or in another text: an overlay put or moved them.
///
/// An entry holds for the node and for all below it, until an entry further down says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(BTreeMap<Place, Place>);

impl Origins {
    /// Every node is where it was written.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Where the node at `place` was written.
    #[must_use]
    pub fn of(&self, place: &Place) -> Place {
        for key in place.upwards() {
            if let Some(origin) = self.0.get(&key)
                && let Some(rest) = place.pointer.strip_prefix(&key.pointer)
            {
                return Place { file: origin.file, pointer: origin.pointer.join(&rest) };
            }
        }
        place.clone()
    }

    /// The node at `place` and all below it now come from `origin`.
    pub fn set(&mut self, place: Place, origin: Place) {
        self.forget(&place);
        self.0.insert(place, origin);
    }

    /// The item `index` of the list at `list` goes, and those behind it, of `len` in all, move up.
    pub fn remove_item(&mut self, list: &Place, index: usize, len: usize) {
        let behind: Vec<Place> = (index + 1..len).map(|from| self.of(&list.index(from))).collect();
        let below: Vec<BTreeMap<Place, Place>> =
            (index..len).map(|from| self.forget(&list.index(from))).skip(1).collect();
        for (offset, (origin, entries)) in behind.into_iter().zip(below).enumerate() {
            let (from, to) = (list.index(index + offset + 1), list.index(index + offset));
            self.0.insert(to.clone(), origin);
            for (place, origin) in entries {
                if let Some(rest) = place.pointer.strip_prefix(&from.pointer)
                    && place != from
                {
                    self.0.insert(Place { file: to.file, pointer: to.pointer.join(&rest) }, origin);
                }
            }
        }
    }

    /// Removes the entries of the node at `place` and of all below it.
    pub fn forget(&mut self, place: &Place) -> BTreeMap<Place, Place> {
        let is_below =
            |other: &Place| other.file == place.file && other.pointer.strip_prefix(&place.pointer).is_some();
        let (gone, kept) = std::mem::take(&mut self.0).into_iter().partition(|(other, _)| is_below(other));
        self.0 = kept;
        gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Pointer};

    fn place(file: usize, pointer: &str) -> Place {
        Place { file: FileId(file), pointer: Pointer::parse(pointer).unwrap() }
    }

    #[test]
    fn an_entry_holds_for_all_below_it() {
        let mut origins = Origins::new();
        origins.set(place(0, "/a"), place(1, "/actions/0/update/a"));
        origins.set(place(0, "/a/b"), place(1, "/actions/1/update"));
        let cases = [
            ("/a", 1, "/actions/0/update/a"),
            ("/a/c/d", 1, "/actions/0/update/a/c/d"),
            ("/a/b/x", 1, "/actions/1/update/x"),
            ("/ab", 0, "/ab"),
            ("", 0, ""),
        ];
        for (asked, file, answer) in cases {
            assert_eq!(origins.of(&place(0, asked)), place(file, answer), "{asked}");
        }
    }

    #[test]
    fn items_behind_a_removed_one_keep_where_they_were_written() {
        let mut origins = Origins::new();
        origins.set(place(0, "/l/2/x"), place(1, "/u"));
        origins.remove_item(&place(0, "/l"), 0, 4);
        origins.remove_item(&place(0, "/l"), 0, 3);
        let cases =
            [("/l/0", 0, "/l/2"), ("/l/0/x/y", 1, "/u/y"), ("/l/0/z", 0, "/l/2/z"), ("/l/1/x", 0, "/l/3/x")];
        for (asked, file, answer) in cases {
            assert_eq!(origins.of(&place(0, asked)), place(file, answer), "{asked}");
        }
    }
}
