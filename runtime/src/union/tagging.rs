//! Checking and writing the value of a union, which may name the arm that it is.

use super::{Rule, Union};
use crate::check::Checker;
use crate::node::Node;
use crate::path::Path;
use crate::schema::Schema;
use crate::violation::Violation;
use crate::writer::Writer;

impl Checker {
    /// Checks the value of a union by the schema of its arm.
    #[doc(hidden)]
    pub fn union(&mut self, union: &dyn Union, at: &Path<'_>, schema: &Schema) {
        let shape = union.shape();
        let Some((index, node)) = union.chosen() else {
            let place = shape.tag_place();
            let violation = match (shape.tag, shape.rule) {
                (Some(_), _) => Violation::InvalidDiscriminator { expected: shape.tags() },
                (None, Rule::One) => Violation::OneOf { matches: None },
                (None, Rule::Any) => Violation::AnyOf,
            };
            self.errors.push_at(at, place, schema, violation);
            return;
        };
        let Some(arm) = shape.arms.get(index) else { return };
        // Whether another arm fits too shows on the text.
        self.has_assertions |= arm.schema.assertions().is_some();
        self.has_assertions |= shape.rule == Rule::One && shape.overlaps();
        node.check(self, at, &arm.schema);
        if let Some(tag) = shape.tag
            && let Tagging::Other = tagging(node, tag.name, arm.tags)
        {
            let expected = shape.tags();
            let violation = Violation::InvalidDiscriminator { expected };
            self.errors.push_at(&at.key(tag.name), shape.tag_place(), schema, violation);
        }
    }
}

impl Writer {
    /// Writes the value of a union; where its record does not say which arm it is, that is added.
    #[doc(hidden)]
    pub fn union(&mut self, union: &dyn Union) {
        let Some((index, node)) = union.chosen() else { return };
        let shape = union.shape();
        let Some(tag) = shape.tag else { return node.write(self) };
        let tags = shape.arms.get(index).map_or(&[][..], |arm| arm.tags);
        match (tagging(node, tag.name, tags), tags.first()) {
            (Tagging::None, Some(value)) => self.tagged(tag.name, value, node),
            _ => node.write(self),
        }
    }
}

/// What a record says of the arm that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tagging {
    /// It names it.
    Right,
    /// It names another one.
    Other,
    /// It has no such property, or leaves it out.
    None,
    /// It is no record, so nobody knows here.
    Unknown,
}

fn tagging(node: &dyn Node, name: &str, tags: &[&'static str]) -> Tagging {
    let Some(record) = node.as_record() else { return Tagging::Unknown };
    let fields = record.shape().fields;
    let Some(index) = fields.iter().position(|field| field.name() == name) else { return Tagging::None };
    let field = record.field(index);
    if field.is_absent() {
        return Tagging::None;
    }
    let mut writer = Writer::new();
    field.write(&mut writer);
    let text = writer.into_string();
    let is_named = |tag: &&str| {
        let mut writer = Writer::new();
        writer.string(tag);
        writer.into_string() == text
    };
    if tags.is_empty() || tags.iter().any(is_named) { Tagging::Right } else { Tagging::Other }
}
