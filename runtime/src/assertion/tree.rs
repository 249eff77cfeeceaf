//! A JSON text as a flat list of spans, in the order of the text: built in one pass, nothing is copied.

use std::borrow::Cow;

use crate::reader::{Manner, Reader, Stop, plain_run};
use crate::violation::Kind;
use crate::wording::Profile;

/// A JSON value, or the key of a member, as an index into its [`Tree`].
pub(super) type NodeId = usize;

/// Where a value stands in the text.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
    /// The first node that is not within this one.
    next: NodeId,
}

/// A JSON value as spans of its text.
///
/// Elements follow their array; key and value of each member follow their object.
#[derive(Debug)]
pub(crate) struct Tree<'t> {
    text: &'t str,
    spans: Vec<Span>,
}

impl<'t> Tree<'t> {
    /// The root of every tree.
    pub(super) const ROOT: NodeId = 0;

    /// The value that the reader has next; the reader is then past it.
    pub(super) fn read(reader: &mut Reader<'t>) -> Result<Self, Stop> {
        let mut tree = Self { text: reader.text(), spans: Vec::new() };
        tree.value(reader)?;
        Ok(tree)
    }

    fn open(&mut self, start: usize) -> NodeId {
        self.spans.push(Span { start, end: start, next: 0 });
        self.spans.len() - 1
    }

    fn close(&mut self, node: NodeId, end: usize) {
        let next = self.spans.len();
        if let Some(span) = self.spans.get_mut(node) {
            (span.end, span.next) = (end, next);
        }
    }

    fn value(&mut self, reader: &mut Reader<'t>) -> Result<(), Stop> {
        let first = reader.peek();
        let node = self.open(reader.position());
        match first {
            b'[' => {
                let mut more = reader.open_array()?;
                while more {
                    self.value(reader)?;
                    more = reader.next_item()?;
                }
            }
            b'{' => {
                let mut more = reader.open_object()?;
                while more {
                    let key = self.open(reader.position());
                    reader.skip()?;
                    self.close(key, reader.position());
                    reader.colon()?;
                    self.value(reader)?;
                    more = reader.next_key()?;
                }
            }
            _ => reader.skip()?,
        }
        self.close(node, reader.position());
        Ok(())
    }

    fn span(&self, node: NodeId) -> Span {
        // Nodes come from this tree.
        self.spans.get(node).copied().unwrap_or(Span { start: 0, end: 0, next: 0 })
    }

    /// The first node that is not within this one.
    pub(super) fn next(&self, node: NodeId) -> NodeId {
        self.span(node).next
    }

    /// Where the value ends in the text.
    pub(super) fn end(&self, node: NodeId) -> usize {
        self.span(node).end
    }

    /// The value that starts at this byte of the text, or behind white space from there.
    pub(super) fn at(&self, start: usize) -> NodeId {
        self.spans.partition_point(|span| span.start < start)
    }

    /// The text of a value.
    pub(super) fn text(&self, node: NodeId) -> &'t str {
        let span = self.span(node);
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// The type of a value; that of a key is a string.
    pub(super) fn kind(&self, node: NodeId) -> Kind {
        match self.text.as_bytes().get(self.span(node).start) {
            Some(b'"') => Kind::String,
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'n') => Kind::Null,
            _ => Kind::Number,
        }
    }

    /// A string or a key without its quotes and escapes.
    pub(super) fn string(&self, node: NodeId) -> Cow<'t, str> {
        unquoted(self.text(node))
    }

    /// The elements of an array.
    pub(super) fn items(&self, array: NodeId) -> impl Iterator<Item = NodeId> {
        let end = self.next(array);
        let first = Some(array + 1).filter(|node| *node < end);
        std::iter::successors(first, move |node| Some(self.next(*node)).filter(|node| *node < end))
    }

    /// The members of an object, key and value.
    pub(super) fn members(&self, object: NodeId) -> impl Iterator<Item = (NodeId, NodeId)> {
        let end = self.next(object);
        let first = Some(object + 1).filter(|node| *node < end);
        // The value stands behind its key, which has no nodes within.
        std::iter::successors(first, move |key| Some(self.next(key + 1)).filter(|node| *node < end))
            .map(|key| (key, key + 1))
    }

    /// The value of a member, the last one where the key comes more than once.
    pub(super) fn member(&self, object: NodeId, name: &str) -> Option<NodeId> {
        self.members(object).filter(|(key, _)| self.string(*key) == name).map(|(_, value)| value).last()
    }

    /// Is there a member of this name?
    pub(super) fn has_member(&self, object: NodeId, name: &str) -> bool {
        self.members(object).any(|(key, _)| self.string(key) == name)
    }
}

/// The string that a JSON text is, without its quotes and escapes.
pub(crate) fn unquoted(text: &str) -> Cow<'_, str> {
    let end = plain_run(text.as_bytes(), 1);
    if end + 1 == text.len()
        && let Some(plain) = text.get(1..end)
    {
        return Cow::Borrowed(plain);
    }
    // The text has been read before.
    Reader::new(text, Manner::Lenient, Profile::DEFAULT).string_token().unwrap_or_default()
}
