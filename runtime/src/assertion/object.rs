//! Keywords of objects.

use crate::assertion::array::mark;
use crate::assertion::evaluate::{Evaluation, Here};
use crate::assertion::evaluated::Evaluated;
use crate::assertion::tree::NodeId;
use crate::assertion::{Assertion, Assertions, Direction};
use crate::path::Place;
use crate::rules::Pattern;
use crate::violation::{Measure, Violation};

impl Evaluation<'_> {
    pub(super) fn object(
        &mut self,
        keyword: &'static Assertion,
        here: &Here<'_>,
        mut seen: Option<&mut Evaluated>,
    ) -> bool {
        match *keyword {
            Assertion::MinProperties(limit) => {
                let count = self.tree.members(here.node).count();
                count as u64 >= limit || self.too_few(Measure::Keys, "minProperties", limit, count, here)
            }
            Assertion::MaxProperties(limit) => {
                let count = self.tree.members(here.node).count();
                count as u64 <= limit || self.too_many(Measure::Keys, "maxProperties", limit, count, here)
            }
            Assertion::Required(names) => self.required(names, here),
            Assertion::Properties(properties) => self.properties(properties, here, seen),
            Assertion::PatternProperties(patterns) => self.pattern_properties(patterns, here, seen),
            Assertion::AdditionalProperties { properties, patterns, schema } => {
                self.additional_properties((properties, patterns), schema, here, seen)
            }
            Assertion::PropertyNames(schema) => self.property_names(schema, here),
            Assertion::DependentRequired(dependents) => {
                let mut all_hold = true;
                for (name, names) in dependents {
                    if self.tree.has_member(here.node, name) {
                        all_hold &= self.all_there(names, "dependentRequired", here);
                    }
                }
                all_hold
            }
            Assertion::DependentSchemas(dependents) => {
                let mut all_hold = true;
                for (name, schema) in dependents {
                    if self.tree.has_member(here.node, name) {
                        let seen = seen.as_deref_mut();
                        all_hold &= self.evaluate(schema, here.node, here.at, here.context, seen);
                    }
                }
                all_hold
            }
            Assertion::UnevaluatedProperties(schema) => self.unevaluated_properties(schema, here, seen),
            _ => true,
        }
    }

    /// A property that only the server may set need not be in a request (OpenAPI 3.0.4, `readOnly`).
    fn required(&mut self, names: &'static [&'static str], here: &Here<'_>) -> bool {
        let mut all_hold = true;
        for name in names {
            if !self.tree.has_member(here.node, name) && !is_left_out(name, self.direction, here) {
                all_hold &= self.missing(name, "required", here);
            }
        }
        all_hold
    }

    fn all_there(&mut self, names: &'static [&'static str], keyword: &'static str, here: &Here<'_>) -> bool {
        let mut all_hold = true;
        for name in names {
            if !self.tree.has_member(here.node, name) {
                all_hold &= self.missing(name, keyword, here);
            }
        }
        all_hold
    }

    fn missing(&mut self, name: &str, keyword: &'static str, here: &Here<'_>) -> bool {
        let place = Place::Keyword(here.schema.pointer, keyword);
        self.refuse_at(here, here.node, &here.at.key(name), place, || Violation::Required)
    }

    fn properties(
        &mut self,
        properties: &'static [(&'static str, &'static Assertions)],
        here: &Here<'_>,
        mut seen: Option<&mut Evaluated>,
    ) -> bool {
        let mut all_hold = true;
        for (position, (key, value)) in self.tree.members(here.node).enumerate() {
            let key = self.tree.string(key);
            let Some((_, schema)) = properties.iter().find(|(name, _)| *name == key) else { continue };
            mark(&mut seen, position);
            all_hold &= self.member(schema, value, &key, Place::Exact(schema.pointer), here);
            if self.is_decided(all_hold, here) {
                return false;
            }
        }
        all_hold
    }

    fn pattern_properties(
        &mut self,
        patterns: &'static [(&'static Pattern, &'static Assertions)],
        here: &Here<'_>,
        mut seen: Option<&mut Evaluated>,
    ) -> bool {
        let mut all_hold = true;
        for (position, (key, value)) in self.tree.members(here.node).enumerate() {
            let key = self.tree.string(key);
            for (_, schema) in patterns.iter().filter(|(pattern, _)| pattern.is_match(&key)) {
                mark(&mut seen, position);
                all_hold &= self.member(schema, value, &key, Place::Exact(schema.pointer), here);
                if self.is_decided(all_hold, here) {
                    return false;
                }
            }
        }
        all_hold
    }

    fn additional_properties(
        &mut self,
        (properties, patterns): (&'static [&'static str], &'static [&'static Pattern]),
        schema: &'static Assertions,
        here: &Here<'_>,
        mut seen: Option<&mut Evaluated>,
    ) -> bool {
        let place = Place::Keyword(here.schema.pointer, "additionalProperties");
        let mut all_hold = true;
        for (position, (key, value)) in self.tree.members(here.node).enumerate() {
            let key = self.tree.string(key);
            if properties.contains(&&*key) || patterns.iter().any(|pattern| pattern.is_match(&key)) {
                continue;
            }
            mark(&mut seen, position);
            all_hold &= self.member(schema, value, &key, place, here);
            if self.is_decided(all_hold, here) {
                return false;
            }
        }
        all_hold
    }

    fn unevaluated_properties(
        &mut self,
        schema: &'static Assertions,
        here: &Here<'_>,
        mut seen: Option<&mut Evaluated>,
    ) -> bool {
        let place = Place::Keyword(here.schema.pointer, "unevaluatedProperties");
        let is_partial = seen.as_ref().is_some_and(|seen| seen.is_partial);
        let mut all_hold = true;
        for (position, (key, value)) in self.tree.members(here.node).enumerate() {
            if seen.as_ref().is_some_and(|seen| seen.contains(position)) {
                continue;
            }
            // The object is refused already, and this member may be one that the failed branch knows.
            if is_partial {
                return false;
            }
            mark(&mut seen, position);
            all_hold &= self.member(schema, value, &self.tree.string(key), place, here);
            if self.is_decided(all_hold, here) {
                return false;
            }
        }
        all_hold
    }

    /// The names are told where their values are, as Zod does.
    fn property_names(&mut self, schema: &'static Assertions, here: &Here<'_>) -> bool {
        let mut all_hold = true;
        for (key, value) in self.tree.members(here.node) {
            let name = self.tree.string(key);
            all_hold &= if schema.is_never() {
                self.member(schema, value, &name, Place::Exact(schema.pointer), here)
            } else {
                self.evaluate(schema, key, &here.at.key(&name), here.context, None)
            };
            if self.is_decided(all_hold, here) {
                return false;
            }
        }
        all_hold
    }

    /// Evaluates a schema on the value of a member; one that no value fits refuses the key.
    fn member(
        &mut self,
        schema: &'static Assertions,
        value: NodeId,
        key: &str,
        place: Place,
        here: &Here<'_>,
    ) -> bool {
        let at = here.at.key(key);
        if schema.is_never() {
            return self.refuse_at(here, value, &at, place, || Violation::UnknownField { key: key.into() });
        }
        self.evaluate(schema, value, &at, here.context, None)
    }
}

/// Is it a property that the direction leaves out, or that one of them leaves out where it is not known?
fn is_left_out(name: &str, direction: Option<Direction>, here: &Here<'_>) -> bool {
    let is_one_sided = |keyword: &Assertion| match direction {
        Some(Direction::Request) => matches!(keyword, Assertion::ReadOnly),
        Some(Direction::Response) => matches!(keyword, Assertion::WriteOnly),
        None => matches!(keyword, Assertion::ReadOnly | Assertion::WriteOnly),
    };
    let properties = here.schema.keywords.iter().filter_map(|keyword| match keyword {
        Assertion::Properties(properties) => Some(*properties),
        _ => None,
    });
    let mut schema = properties.flatten().find(|(property, _)| *property == name).map(|(_, schema)| *schema);
    // What a reference leads to says it for the property, too; references may lead to each other.
    for _ in 0..8 {
        let Some(found) = schema else { return false };
        if found.keywords.iter().any(is_one_sided) {
            return true;
        }
        schema = found.keywords.iter().find_map(|keyword| match keyword {
            Assertion::Ref(target) => Some(*target),
            _ => None,
        });
    }
    false
}
