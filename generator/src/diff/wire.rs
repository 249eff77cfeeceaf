//! What a document says about the wire: operations and what they send, receive and require, with references followed
//! and what is said at a path pushed down to its operations.

mod media;
mod read;
mod security;

use std::collections::{BTreeMap, BTreeSet};

use super::side::{SchemaId, Side};
use super::trail::Node;
use crate::source::Tree;

pub(super) use media::{Media, MediaType};
pub(super) use read::{header_name, read};
pub(super) use security::{Alternative, Scheme, canonical};

/// A whole document.
#[derive(Clone, Debug)]
pub(super) struct Wire<'a> {
    pub(super) root: Node<'a>,
    pub(super) info: Option<Node<'a>>,
    pub(super) operations: Vec<Operation<'a>>,
    pub(super) webhooks: Vec<Operation<'a>>,
    pub(super) servers: Vec<Node<'a>>,
    pub(super) security: Option<Node<'a>>,
    pub(super) schemes: BTreeMap<&'a str, Scheme<'a>>,
    pub(super) schemas: Vec<(&'a str, Node<'a>)>,
}

/// One method on one path.
#[derive(Clone, Debug)]
pub(super) struct Operation<'a> {
    /// In upper case.
    pub(super) method: String,
    /// As the document writes it; the name of a webhook, or of a callback with its expression.
    pub(super) path: &'a str,
    /// The names in the path, in order.
    pub(super) names: Vec<&'a str>,
    pub(super) id: Option<&'a str>,
    pub(super) node: Node<'a>,
    pub(super) tags: BTreeSet<&'a str>,
    pub(super) life: Life<'a>,
    pub(super) parameters: Vec<Parameter<'a>>,
    pub(super) body: Option<Body<'a>>,
    pub(super) responses: Vec<Response<'a>>,
    /// What may be presented, one of these; an empty one asks for nothing.
    pub(super) security: Vec<Alternative<'a>>,
    pub(super) security_at: Option<Node<'a>>,
    /// Servers of its own.
    pub(super) servers: Vec<Node<'a>>,
    pub(super) callbacks: Vec<Operation<'a>>,
}

/// Whether something is on its way out, or not there yet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Life<'a> {
    pub(super) deprecated: bool,
    pub(super) sunset: Option<&'a Tree>,
    pub(super) stability: Option<&'a Tree>,
}

impl<'a> Life<'a> {
    pub(super) fn of(tree: &'a Tree) -> Self {
        Self {
            deprecated: tree.get("deprecated").and_then(Tree::as_bool) == Some(true),
            sunset: tree.get("x-sunset"),
            stability: tree.get("x-stability-level"),
        }
    }
}

/// A parameter.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of the document")]
pub(super) struct Parameter<'a> {
    pub(super) node: Node<'a>,
    /// `path`, `query`, `querystring`, `header` or `cookie`.
    pub(super) location: &'a str,
    pub(super) name: &'a str,
    /// What it is on the wire: its position in the path, or its name.
    pub(super) key: String,
    pub(super) required: bool,
    pub(super) life: Life<'a>,
    pub(super) style: &'a str,
    pub(super) explode: bool,
    pub(super) allow_reserved: bool,
    pub(super) allow_empty: bool,
    pub(super) schema: Option<SchemaId>,
    pub(super) media: Option<&'a str>,
}

/// A request body.
#[derive(Clone, Debug)]
pub(super) struct Body<'a> {
    pub(super) node: Node<'a>,
    pub(super) required: bool,
    pub(super) content: Vec<Media<'a>>,
}

/// A response.
#[derive(Clone, Debug)]
pub(super) struct Response<'a> {
    /// `200`, `2XX` or `default`.
    pub(super) status: String,
    pub(super) node: Node<'a>,
    pub(super) content: Vec<Media<'a>>,
    pub(super) headers: Vec<Header<'a>>,
    pub(super) links: Vec<(&'a str, Node<'a>)>,
}

impl Response<'_> {
    pub(super) fn is_success(&self) -> bool {
        self.status.starts_with('2')
    }
}

/// A response header.
#[derive(Clone, Debug)]
pub(super) struct Header<'a> {
    pub(super) node: Node<'a>,
    pub(super) name: &'a str,
    pub(super) required: bool,
    pub(super) schema: Option<SchemaId>,
}

/// The schema at a node, of which a document may have none.
pub(super) fn schema_at<'a>(side: &mut Side<'a>, node: Node<'a>, key: &str) -> Option<SchemaId> {
    let schema = side.get(node, key)?;
    Some(side.schema_of(&[schema]))
}
