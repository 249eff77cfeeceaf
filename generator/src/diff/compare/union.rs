//! Choices between schemas, and schemas that are combined in other ways.

use super::branch::{Pairing, pair_branches};
use super::{Comparison, Step, Walk};
use crate::diff::kind::Kind;
use crate::diff::schema::{Branch, Condition, Types, Union};
use crate::diff::side::{SchemaId, Side};
use crate::diff::trail::At;

/// How far down schemas are looked at to find those that stand for each other.
pub(super) const DEPTH: u8 = 3;

impl<'a> Comparison<'_, 'a> {
    /// Compares a schema with a choice in which it is a branch; says whether that is what happened.
    pub(super) fn choice_around(&mut self) -> bool {
        if self.base.is_any() || self.head.is_any() {
            return false;
        }
        let (base, head) = (self.base.clone(), self.head.clone());
        let (is_wrapped, union) = match (base.unions.as_slice(), head.unions.as_slice()) {
            ([], [union]) if head.is_choice() => (true, union.clone()),
            ([union], []) if base.is_choice() => (false, union.clone()),
            _ => return false,
        };
        let alone = if is_wrapped { self.ids.0 } else { self.ids.1 };
        let Some(found) = self.branch_like(alone, &union, is_wrapped) else {
            // Where only the type was said, and still is, the choice asks for more.
            let (one, other) = if is_wrapped { (&base, &head) } else { (&head, &base) };
            if one.is_only_type() && one.types == other.types {
                return false;
            }
            self.notes();
            self.replaced(&union, is_wrapped);
            return true;
        };
        let other = if is_wrapped { &mut self.walk.head } else { &mut self.walk.base };
        let branch_notes = other.schema(union.branches[found].schema).notes.clone();
        if is_wrapped {
            let after = head.notes.clone().or(&branch_notes, &base.notes);
            self.notes_between(&base.notes, &after);
        } else {
            let before = base.notes.clone().or(&branch_notes, &head.notes);
            self.notes_between(&before, &head.notes);
        }
        let other = if is_wrapped { &mut self.walk.head } else { &mut self.walk.base };
        let exclusive = union.one && is_exclusive(other, &union, found);
        let kind = match (is_wrapped, union.one, exclusive) {
            (true, false, _) => Kind::ExtendedToAnyOf,
            (false, false, _) => Kind::ReducedFromAnyOf,
            (true, true, true) => Kind::ExtendedToOneOf,
            (false, true, true) => Kind::ReducedFromOneOf,
            (true, true, false) => Kind::WrappedInOneOf,
            (false, true, false) => Kind::UnwrappedFromOneOf,
        };
        let branch = &union.branches[found];
        let label = label(branch, found);
        let others = union.branches.len() - 1;
        let text = format!("{} of {} schemas", union.keyword(), others + 1);
        let (from, to) = if is_wrapped { (None, Some(text)) } else { (Some(text), None) };
        self.fact(kind, union.keyword()).named(label.clone()).values(from, to);
        let schema = branch.schema;
        if is_wrapped {
            self.edge(alone, schema, Step::Branch(label));
        } else {
            self.edge(schema, alone, Step::Branch(label));
        }
        if let Some(edge) = self.found.edges.last_mut() {
            edge.noted = true;
        }
        true
    }

    /// The branch that a schema became, or that it was before.
    fn branch_like(&mut self, alone: SchemaId, union: &Union<'_>, is_wrapped: bool) -> Option<usize> {
        let Walk { base, head, .. } = &mut *self.walk;
        let (one, other) = if is_wrapped { (base, head) } else { (head, base) };
        let print = one.print(alone, DEPTH);
        if let Some(found) =
            union.branches.iter().position(|branch| other.print(branch.schema, DEPTH) == print)
        {
            return Some(found);
        }
        let at = one.schema(alone).at;
        let place = one.place(at);
        let name = place.pointer.strip_prefix(&super::branch::schemas())?.last()?;
        union.branches.iter().position(|branch| branch.name == Some(name.as_str()))
    }

    /// Notes that a schema gave way to a choice, or a choice to a schema, that has nothing to do with it.
    fn replaced(&mut self, union: &Union<'_>, is_wrapped: bool) {
        let choice = format!("{} of {} schemas", union.keyword(), union.branches.len());
        let keyword = if is_wrapped { "type" } else { union.keyword() };
        let types = if is_wrapped { self.base.types } else { self.head.types };
        let (from, to) = if is_wrapped { (types.to_string(), choice) } else { (choice, types.to_string()) };
        self.fact(Kind::TypeChanged, keyword).values(Some(from), Some(to));
    }

    pub(super) fn unions(&mut self) {
        let (base, head) = (self.base.clone(), self.head.clone());
        let mut renamed = Vec::new();
        for index in 0..base.unions.len().max(head.unions.len()) {
            match (base.unions.get(index), head.unions.get(index)) {
                (Some(base), Some(head)) => self.union(base, head, &mut renamed),
                (None, Some(union)) => {
                    let text = format!("{} of {} schemas", union.keyword(), union.branches.len());
                    self.fact(Kind::ChoiceAdded, union.keyword()).values(None, Some(text));
                }
                (Some(union), None) => {
                    let text = format!("{} of {} schemas", union.keyword(), union.branches.len());
                    self.fact(Kind::ChoiceRemoved, union.keyword()).values(Some(text), None);
                }
                (None, None) => {}
            }
        }
        self.discriminator(&renamed);
    }

    fn union(&mut self, base: &Union<'a>, head: &Union<'a>, renamed: &mut Vec<(String, String)>) {
        let Walk { base: base_side, head: head_side, .. } = &mut *self.walk;
        let discriminators = (self.base.discriminator.as_ref(), self.head.discriminator.as_ref());
        let Pairing { pairs, removed, added } =
            pair_branches(base_side, head_side, (base, head), discriminators);
        if base.one != head.one {
            let kind = if base.one { Kind::OneOfBecameAnyOf } else { Kind::AnyOfBecameOneOf };
            let (from, to) = (base.keyword().to_owned(), head.keyword().to_owned());
            self.fact(kind, base.keyword()).values(Some(from), Some(to));
        }
        let base_list = super::keyword::at(&mut self.walk.base, &self.base, base.keyword());
        let head_list = super::keyword::at(&mut self.walk.head, &self.head, head.keyword());
        for index in removed {
            let branch = &base.branches[index];
            let kind = if base.one { Kind::OneOfRemoved } else { Kind::AnyOfRemoved };
            let label = label(branch, index);
            self.fact_at(kind, branch.node.at, head_list).named(label.clone()).values(Some(label), None);
        }
        for index in added {
            let branch = &head.branches[index];
            let kind = if head.one { Kind::OneOfAdded } else { Kind::AnyOfAdded };
            let label = label(branch, index);
            self.fact_at(kind, base_list, branch.node.at).named(label.clone()).values(None, Some(label));
        }
        for (one, other) in pairs {
            let (base, head) = (&base.branches[one], &head.branches[other]);
            if let (Some(base), Some(head)) = (base.name, head.name) {
                renamed.push((base.to_owned(), head.to_owned()));
            }
            self.edge(base.schema, head.schema, Step::Branch(label(head, other)));
        }
    }

    fn discriminator(&mut self, renamed: &[(String, String)]) {
        let (base, head) = (self.base.discriminator.clone(), self.head.discriminator.clone());
        let (base, head) = match (base, head) {
            (None, None) => return,
            (None, Some(head)) => {
                self.fact(Kind::DiscriminatorAdded, "discriminator")
                    .values(None, Some(head.property.to_owned()));
                return;
            }
            (Some(base), None) => {
                self.fact(Kind::DiscriminatorRemoved, "discriminator")
                    .values(Some(base.property.to_owned()), None);
                return;
            }
            (Some(base), Some(head)) => (base, head),
        };
        if base.property != head.property {
            let (from, to) = (base.property.to_owned(), head.property.to_owned());
            self.fact(Kind::DiscriminatorRenamed, "discriminator").values(Some(from), Some(to));
        }
        for (value, from) in &base.mapping {
            let Some(to) = head.mapping.get(value) else {
                self.fact(Kind::MappingDeleted, "discriminator")
                    .named(*value)
                    .values(Some((*from).to_owned()), None);
                continue;
            };
            self.child(from, to);
            let is_renamed = || renamed.iter().any(|(base, head)| base == from && head == to);
            if from != to && !is_renamed() && !self.says_the_same(from, to) {
                let (from, to) = ((*from).to_owned(), (*to).to_owned());
                self.fact(Kind::MappingChanged, "discriminator").named(*value).values(Some(from), Some(to));
            }
        }
        for (value, to) in head.mapping.iter().filter(|(value, _)| !base.mapping.contains_key(*value)) {
            self.fact(Kind::MappingAdded, "discriminator").named(*value).values(None, Some((*to).to_owned()));
        }
    }

    /// Compares what a value picks where it is not a branch of a choice, but inherits from the schema.
    fn child(&mut self, base: &str, head: &str) {
        if !self.base.unions.is_empty() || !self.head.unions.is_empty() {
            return;
        }
        let of = |side: &mut Side<'_>, at: At, name: &str| {
            let node = side.named(at, &format!("#/components/schemas/{name}"))?;
            Some(side.schema_of(&[node]))
        };
        let one = of(&mut self.walk.base, self.base.at, base);
        let other = of(&mut self.walk.head, self.head.at, head);
        if let (Some(one), Some(other)) = (one, other) {
            self.edge(one, other, Step::Branch(head.to_owned()));
        }
    }

    /// Whether two components of different names look alike.
    fn says_the_same(&mut self, base: &str, head: &str) -> bool {
        let of = |side: &mut Side<'_>, at: At, name: &str| {
            let node = side.named(at, &format!("#/components/schemas/{name}"))?;
            let id = side.schema_of(&[node]);
            Some(side.print(id, DEPTH))
        };
        let base = of(&mut self.walk.base, self.base.at, base);
        base.is_some() && base == of(&mut self.walk.head, self.head.at, head)
    }

    /// Compares `not` and `if`.
    pub(super) fn combined(&mut self) {
        let (base, head) = (self.base.not.clone(), self.head.not.clone());
        for index in 0..base.len().max(head.len()) {
            match (base.get(index), head.get(index)) {
                (Some(base), Some(head)) => {
                    if self.walk.base.print(*base, DEPTH) != self.walk.head.print(*head, DEPTH) {
                        self.fact(Kind::NotChanged, "not");
                    }
                }
                (None, _) => {
                    self.fact(Kind::NotAdded, "not");
                }
                (_, None) => {
                    self.fact(Kind::NotRemoved, "not");
                }
            }
        }
        let (base, head) = (self.base.conditions.clone(), self.head.conditions.clone());
        for index in 0..base.len().max(head.len()) {
            match (base.get(index), head.get(index)) {
                (Some(base), Some(head)) => self.condition(base, head),
                (None, _) => {
                    self.fact(Kind::IfAdded, "if");
                }
                (_, None) => {
                    self.fact(Kind::IfRemoved, "if");
                }
            }
        }
    }

    fn condition(&mut self, base: &Condition, head: &Condition) {
        if self.walk.base.print(base.test, DEPTH) != self.walk.head.print(head.test, DEPTH) {
            self.fact(Kind::IfChanged, "if");
        }
        self.optional("then", (base.then, head.then), [Kind::ThenAdded, Kind::ThenRemoved], Step::Same);
        let kinds = [Kind::ElseAdded, Kind::ElseRemoved];
        self.optional("else", (base.otherwise, head.otherwise), kinds, Step::Same);
    }
}

/// What a branch is called: its component, or its number.
pub(super) fn label(branch: &Branch<'_>, index: usize) -> String {
    let title = || branch.node.tree.get("title").and_then(crate::source::Tree::as_str);
    branch.name.or_else(title).map_or_else(|| format!("#{}", index + 1), str::to_owned)
}

/// Whether no value that fits the branch can fit another one.
fn is_exclusive(side: &mut Side<'_>, union: &Union<'_>, branch: usize) -> bool {
    let one = union.branches[branch].schema;
    let others = union.branches.iter().enumerate().filter(|(index, _)| *index != branch);
    others.map(|(_, other)| other.schema).all(|other| is_disjoint(side, one, other))
}

fn is_disjoint(side: &mut Side<'_>, one: SchemaId, other: SchemaId) -> bool {
    let (one, other) = (side.schema(one), side.schema(other));
    let types = one.types.intersection(other.types);
    if types == Types::NONE {
        return true;
    }
    if let (Some(one), Some(other)) = (&one.values, &other.values) {
        return !types.meets(Types::NULL) && !one.iter().any(|value| other.contains(value));
    }
    if types != Types::OBJECT {
        return false;
    }
    // A property that both require, and of which they list different values.
    one.object.required.intersection(&other.object.required).any(|name| {
        let values = |id: Option<&SchemaId>, side: &mut Side<'_>| {
            let schema = side.schema(*id?);
            let values = schema.values.clone()?;
            let texts: Vec<String> = values.into_iter().map(super::value::text).collect();
            (!schema.types.meets(Types::NULL)).then_some(texts)
        };
        let one = values(one.object.properties.get(name), side);
        let other = values(other.object.properties.get(name), side);
        matches!((one, other), (Some(one), Some(other)) if !one.iter().any(|value| other.contains(value)))
    })
}
