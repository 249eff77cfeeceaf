//! Addresses of nodes while they are visited: a step from the node above, written out as a pointer only when asked.

use crate::source::{FileId, Place, Tree};

/// The address of a node, as a number of its [`Trail`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At(usize);

/// A node with its address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'a> {
    pub(super) at: At,
    pub(super) tree: &'a Tree,
}

impl Node<'_> {
    /// What tells the node from all others of its document.
    pub(super) fn identity(&self) -> usize {
        std::ptr::from_ref(self.tree).addr()
    }
}

#[derive(Clone, Debug)]
enum Step<'a> {
    Start(Place),
    Key(At, &'a str),
    Index(At, usize),
}

/// Every address that was given.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail<'a> {
    steps: Vec<Step<'a>>,
}

impl<'a> Trail<'a> {
    fn push(&mut self, step: Step<'a>) -> At {
        self.steps.push(step);
        At(self.steps.len() - 1)
    }

    /// A node that is reached from nowhere.
    pub(super) fn start(&mut self, place: Place, tree: &'a Tree) -> Node<'a> {
        Node { at: self.push(Step::Start(place)), tree }
    }

    /// The member `key` of an object.
    pub(super) fn key(&mut self, node: Node<'a>, key: &str) -> Option<Node<'a>> {
        let (_, key, tree) = node.tree.as_map()?.get_full(key)?;
        Some(Node { at: self.push(Step::Key(node.at, key)), tree })
    }

    /// The members of an object, in document order.
    pub(super) fn members(&mut self, node: Node<'a>) -> Vec<(&'a str, Node<'a>)> {
        let Some(map) = node.tree.as_map() else { return Vec::new() };
        map.iter()
            .map(|(key, tree)| (key.as_str(), Node { at: self.push(Step::Key(node.at, key)), tree }))
            .collect()
    }

    /// The items of an array.
    pub(super) fn items(&mut self, node: Node<'a>) -> Vec<Node<'a>> {
        let Some(list) = node.tree.as_list() else { return Vec::new() };
        list.iter()
            .enumerate()
            .map(|(index, tree)| Node { at: self.push(Step::Index(node.at, index)), tree })
            .collect()
    }

    /// The file of an address.
    pub(super) fn file(&self, at: At) -> FileId {
        match &self.steps[at.0] {
            Step::Start(place) => place.file,
            Step::Key(above, _) | Step::Index(above, _) => self.file(*above),
        }
    }

    /// The address, written out.
    pub(super) fn place(&self, at: At) -> Place {
        match &self.steps[at.0] {
            Step::Start(place) => place.clone(),
            Step::Key(above, key) => self.place(*above).key(key),
            Step::Index(above, index) => self.place(*above).index(*index),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Trail;
    use crate::source::{Limits, Place, Sources, parse};

    #[test]
    fn an_address_is_written_out_step_by_step() {
        let mut sources = Sources::new();
        let file = sources.add("a.yaml", "a/b: [{ c: 1 }]");
        let tree = parse(&sources, file, &Limits::DEFAULT).0.unwrap();
        let mut trail = Trail::default();
        let root = trail.start(Place::root(file), &tree);
        let list = trail.key(root, "a/b").unwrap();
        let item = trail.items(list)[0];
        let value = trail.key(item, "c").unwrap();
        assert_eq!(trail.place(value.at).pointer.as_str(), "/a~1b/0/c");
        assert_eq!(trail.members(item)[0].0, "c");
        assert!(trail.key(root, "b").is_none());
    }
}
