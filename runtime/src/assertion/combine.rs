//! Keywords that apply schemas to the same value: `allOf`, `anyOf`, `oneOf`, `not`, `if`, references, and the
//! `discriminator` of OpenAPI.

use crate::assertion::evaluate::{Context, Evaluation, Here};
use crate::assertion::evaluated::Evaluated;
use crate::assertion::report::Report;
use crate::assertion::{Assertion, Assertions};
use crate::path::Place;
use crate::violation::{Expected, Kind, Violation};

/// The mapping of a `discriminator`.
type Mapping = &'static [(&'static str, &'static Assertions)];

impl Evaluation<'_> {
    pub(super) fn combined(
        &mut self,
        keyword: &'static Assertion,
        here: &Here<'_>,
        mut seen: Option<&mut Evaluated>,
    ) -> bool {
        match *keyword {
            Assertion::AllOf(schemas) => {
                let mut all_hold = true;
                for schema in schemas {
                    all_hold &= self.same_value(schema, here, seen.as_deref_mut());
                    if self.is_decided(all_hold, here) {
                        return false;
                    }
                }
                all_hold
            }
            Assertion::AnyOf(schemas) => self.any_of(schemas, here, seen),
            Assertion::OneOf(schemas) => self.one_of(schemas, here, seen),
            Assertion::Not(schema) => {
                !self.attempt(schema, here, None) || self.refuse(here, "not", || Violation::Not)
            }
            Assertion::If { test, then, otherwise } => {
                let holds = self.attempt(test, here, seen.as_deref_mut());
                let chosen = if holds { then } else { otherwise };
                chosen.is_none_or(|chosen| self.same_value(chosen, here, seen))
            }
            Assertion::Ref(schema) => self.same_value(schema, here, seen),
            Assertion::DynamicRef { initial, anchor } => {
                // The resource of the initial schema is entered by the reference to it.
                let scope = self.scopes.enter(here.context.scope, initial.resource);
                let schema = self.scopes.find(scope, anchor).unwrap_or(initial);
                self.same_value(schema, here, seen)
            }
            Assertion::Discriminator { property, mapping } => {
                if here.kind != Kind::Object || here.schema.keywords.iter().any(has_branches) {
                    return true;
                }
                match self.branch(property, mapping, here) {
                    // A child that is `allOf` its parent has led here.
                    Some(branch) if self.is_active(branch, here.node) => true,
                    Some(branch) => self.same_value(branch, here, seen),
                    None => false,
                }
            }
            _ => true,
        }
    }

    /// Evaluates a further schema on the same value.
    fn same_value(
        &mut self,
        schema: &'static Assertions,
        here: &Here<'_>,
        seen: Option<&mut Evaluated>,
    ) -> bool {
        self.evaluate(schema, here.node, here.at, here.context, seen)
    }

    /// Evaluates a schema that may fail: it records no error, and what it has evaluated counts where it holds.
    fn attempt(
        &mut self,
        schema: &'static Assertions,
        here: &Here<'_>,
        seen: Option<&mut Evaluated>,
    ) -> bool {
        let context = Context { report: Report::Verdict, ..here.context };
        let Some(seen) = seen else {
            return self.evaluate(schema, here.node, here.at, context, None);
        };
        let mut own = Evaluated::default();
        let holds = self.evaluate(schema, here.node, here.at, context, Some(&mut own));
        if holds {
            seen.merge(&own);
        }
        holds
    }

    fn any_of(
        &mut self,
        schemas: &'static [&'static Assertions],
        here: &Here<'_>,
        mut seen: Option<&mut Evaluated>,
    ) -> bool {
        let mut holds = false;
        for schema in schemas {
            holds |= self.attempt(schema, here, seen.as_deref_mut());
            if holds && seen.is_none() {
                return true;
            }
        }
        holds || self.no_branch("anyOf", Violation::AnyOf, here, seen)
    }

    fn one_of(
        &mut self,
        schemas: &'static [&'static Assertions],
        here: &Here<'_>,
        mut seen: Option<&mut Evaluated>,
    ) -> bool {
        let mut first = None;
        for (index, schema) in schemas.iter().enumerate() {
            if !self.attempt(schema, here, seen.as_deref_mut()) {
                continue;
            }
            if let Some(first) = first {
                let matches = Some([first, index]);
                return self.refuse(here, "oneOf", || Violation::OneOf { matches });
            }
            first = Some(index);
        }
        first.is_some() || self.no_branch("oneOf", Violation::OneOf { matches: None }, here, seen)
    }

    /// Records that no branch holds; where a discriminator tells which one was meant, the errors of that one.
    fn no_branch(
        &mut self,
        keyword: &'static str,
        violation: Violation,
        here: &Here<'_>,
        seen: Option<&mut Evaluated>,
    ) -> bool {
        if let Some(seen) = seen {
            seen.is_partial = true;
        }
        if here.context.report == Report::Verdict {
            return false;
        }
        let discriminator = here.schema.keywords.iter().find_map(|keyword| match keyword {
            Assertion::Discriminator { property, mapping } => Some((*property, *mapping)),
            _ => None,
        });
        if let Some((property, mapping)) = discriminator {
            let Some(branch) = self.branch(property, mapping, here) else { return false };
            if !self.same_value(branch, here, None) {
                return false;
            }
        }
        self.refuse(here, keyword, || violation)
    }

    /// The branch that a discriminator chooses; where there is none, that is recorded.
    fn branch(
        &mut self,
        property: &'static str,
        mapping: Mapping,
        here: &Here<'_>,
    ) -> Option<&'static Assertions> {
        if here.kind != Kind::Object {
            let expected = Expected::Kind(Kind::Object);
            self.refuse(here, "discriminator", || Violation::InvalidType { expected, received: here.kind });
            return None;
        }
        let value = self.tree.member(here.node, property);
        let name =
            value.filter(|value| self.tree.kind(*value) == Kind::String).map(|value| self.tree.string(value));
        let chosen = mapping.iter().find(|(value, _)| name.as_deref() == Some(value));
        if chosen.is_none() {
            let place = Place::Keyword(here.schema.pointer, "discriminator");
            let at = here.at.key(property);
            self.refuse_at(here, value.unwrap_or(here.node), &at, place, || {
                Violation::InvalidDiscriminator {
                    expected: mapping.iter().map(|(value, _)| *value).collect(),
                }
            });
        }
        chosen.map(|(_, branch)| *branch)
    }
}

impl Assertions {
    /// Does it choose a branch by itself, which may lead back here by way of `allOf`?
    pub(super) fn chooses_child(&self) -> bool {
        let discriminates = |keyword: &Assertion| matches!(keyword, Assertion::Discriminator { .. });
        self.keywords.iter().any(discriminates) && !self.keywords.iter().any(has_branches)
    }
}

fn has_branches(keyword: &Assertion) -> bool {
    matches!(keyword, Assertion::AnyOf(_) | Assertion::OneOf(_))
}
