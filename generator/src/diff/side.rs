//! One of the two documents: follows its references, and reads each schema once.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::schema::{self, Schema};
use super::trail::{At, Node, Trail};
use crate::read::{Dialect, Document, SchemaDialect};
use crate::source::{FileId, Place, Tree};

/// A schema by its number: a node, or several nodes that hold for one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SchemaId(usize);

/// One of the two documents.
#[derive(Debug)]
pub(super) struct Side<'a> {
    document: &'a Document<'a>,
    pub(super) trail: Trail<'a>,
    /// What references lead to, by the file that they are in and their text.
    targets: BTreeMap<(FileId, &'a str), Option<Node<'a>>>,
    ids: BTreeMap<Vec<usize>, SchemaId>,
    nodes: Vec<Vec<Node<'a>>>,
    schemas: Vec<Option<Rc<Schema<'a>>>>,
    prints: BTreeMap<(SchemaId, u8), u64>,
}

impl<'a> Side<'a> {
    pub(super) fn new(document: &'a Document<'a>) -> Self {
        Self {
            document,
            trail: Trail::default(),
            targets: BTreeMap::new(),
            ids: BTreeMap::new(),
            nodes: Vec::new(),
            schemas: Vec::new(),
            prints: BTreeMap::new(),
        }
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.document.dialect()
    }

    pub(super) fn schema_dialect(&self) -> SchemaDialect {
        self.document.schema_dialect()
    }

    pub(super) fn document(&self) -> &'a Document<'a> {
        self.document
    }

    /// The root of the document.
    pub(super) fn root(&mut self) -> Option<Node<'a>> {
        let place = self.document.root();
        self.document.node(&place).map(|tree| self.trail.start(place, tree))
    }

    /// The address of a node.
    pub(super) fn place(&self, at: At) -> Place {
        self.trail.place(at)
    }

    /// The member `key` of an object.
    pub(super) fn get(&mut self, node: Node<'a>, key: &str) -> Option<Node<'a>> {
        self.trail.key(node, key)
    }

    /// Follows the references at a node to one that is none; nothing where they lead nowhere.
    pub(super) fn follow(&mut self, node: Node<'a>) -> Option<Node<'a>> {
        let (mut at, mut left) = (node, 64);
        while at.tree.get("$ref").is_some_and(|reference| reference.as_str().is_some()) {
            at = self.step(at)?;
            left -= 1;
            if left == 0 {
                return None;
            }
        }
        Some(at)
    }

    /// The member `key`, behind its references.
    pub(super) fn follow_key(&mut self, node: Node<'a>, key: &str) -> Option<Node<'a>> {
        let member = self.get(node, key)?;
        self.follow(member)
    }

    /// What the reference at a node leads to.
    pub(super) fn step(&mut self, node: Node<'a>) -> Option<Node<'a>> {
        let keyword = ["$ref", "$dynamicRef"].into_iter().find(|keyword| node.tree.get(keyword).is_some())?;
        let reference = node.tree.get(keyword)?.as_str()?;
        // Only where no schema has a URI of its own does the text alone say where it leads.
        if self.document.has_resources() {
            let place = self.place(node.at);
            return self.target(&place, reference);
        }
        let file = self.trail.file(node.at);
        if let Some(found) = self.targets.get(&(file, reference)) {
            return *found;
        }
        let place = self.place(node.at);
        let found = self.target(&place, reference);
        self.targets.insert((file, reference), found);
        found
    }

    fn target(&mut self, place: &Place, reference: &str) -> Option<Node<'a>> {
        let target = self.document.target(place, reference)?;
        let tree = self.document.node(&target)?;
        Some(self.trail.start(target, tree))
    }

    /// The node that a text such as a value of `discriminator.mapping` names.
    pub(super) fn named(&mut self, from: At, reference: &str) -> Option<Node<'a>> {
        let place = self.place(from);
        self.target(&place, reference)
    }

    /// The number of the schema that all of these nodes together are.
    pub(super) fn schema_of(&mut self, nodes: &[Node<'a>]) -> SchemaId {
        let mut seen = BTreeSet::new();
        let mut distinct = Vec::with_capacity(nodes.len());
        for node in nodes {
            // What is nothing but a reference is the schema that it leads to.
            let node = self.behind(*node);
            if seen.insert(node.identity()) {
                distinct.push(node);
            }
        }
        let key = distinct.iter().map(Node::identity).collect();
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = SchemaId(self.nodes.len());
        self.ids.insert(key, id);
        self.nodes.push(distinct);
        self.schemas.push(None);
        id
    }

    fn behind(&mut self, node: Node<'a>) -> Node<'a> {
        let (mut at, mut left) = (node, 64);
        while left > 0 && schema::is_pure_reference(at.tree, self.dialect()) {
            let Some(target) = self.step(at) else { return at };
            at = target;
            left -= 1;
        }
        at
    }

    /// The schema of a number.
    pub(super) fn schema(&mut self, id: SchemaId) -> Rc<Schema<'a>> {
        if let Some(schema) = &self.schemas[id.0] {
            return Rc::clone(schema);
        }
        let nodes = self.nodes[id.0].clone();
        let schema = Rc::new(schema::read(self, &nodes));
        self.schemas[id.0] = Some(Rc::clone(&schema));
        schema
    }

    /// The nodes of a schema.
    pub(super) fn nodes(&self, id: SchemaId) -> &[Node<'a>] {
        &self.nodes[id.0]
    }

    /// A number that is the same for schemas that say the same, down to a depth.
    pub(super) fn print(&mut self, id: SchemaId, depth: u8) -> u64 {
        if let Some(print) = self.prints.get(&(id, depth)) {
            return *print;
        }
        let print = schema::print(self, id, depth);
        self.prints.insert((id, depth), print);
        print
    }
}

/// The name of the component that a node refers to, where it is a reference to one.
pub(super) fn reference_name(tree: &Tree) -> Option<&str> {
    let reference = tree.get("$ref")?.as_str()?;
    reference.rsplit('/').next()
}
