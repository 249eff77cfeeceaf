//! Keywords of arrays.

use crate::assertion::evaluate::{Context, Evaluation, Here};
use crate::assertion::evaluated::Evaluated;
use crate::assertion::report::Report;
use crate::assertion::tree::NodeId;
use crate::assertion::{Assertion, Assertions};
use crate::path::Place;
use crate::unique;
use crate::violation::{Bound, Measure, Quantity, Violation};

impl Evaluation<'_> {
    pub(super) fn array(
        &mut self,
        keyword: &'static Assertion,
        here: &Here<'_>,
        seen: Option<&mut Evaluated>,
    ) -> bool {
        match *keyword {
            Assertion::MinItems(limit) => {
                let count = self.tree.items(here.node).count();
                count as u64 >= limit || self.too_few(Measure::Elements, "minItems", limit, count, here)
            }
            Assertion::MaxItems(limit) => {
                let count = self.tree.items(here.node).count();
                count as u64 <= limit || self.too_many(Measure::Elements, "maxItems", limit, count, here)
            }
            Assertion::UniqueItems => match unique::equal_elements(self.tree.text(here.node)) {
                Some(positions) => self.refuse(here, "uniqueItems", || Violation::NotUnique { positions }),
                None => true,
            },
            Assertion::PrefixItems(schemas) => self.prefix_items(schemas, here, seen),
            Assertion::Items { from, schema } => self.items(from, schema, here, seen),
            Assertion::Contains { schema, min, max } => self.contains(schema, [min, max], here, seen),
            Assertion::UnevaluatedItems(schema) => self.unevaluated_items(schema, here, seen),
            _ => true,
        }
    }

    fn prefix_items(
        &mut self,
        schemas: &'static [&'static Assertions],
        here: &Here<'_>,
        mut seen: Option<&mut Evaluated>,
    ) -> bool {
        let mut all_hold = true;
        for (index, (node, schema)) in self.tree.items(here.node).zip(schemas).enumerate() {
            mark(&mut seen, index);
            all_hold &= self.evaluate(schema, node, &here.at.index(index), here.context, None);
            if self.is_decided(all_hold, here) {
                return false;
            }
        }
        all_hold
    }

    fn items(
        &mut self,
        from: usize,
        schema: &'static Assertions,
        here: &Here<'_>,
        mut seen: Option<&mut Evaluated>,
    ) -> bool {
        if schema.is_never() {
            return self.no_items_from(from, schema, here);
        }
        let mut all_hold = true;
        for (index, node) in self.tree.items(here.node).enumerate().skip(from) {
            mark(&mut seen, index);
            all_hold &= self.evaluate(schema, node, &here.at.index(index), here.context, None);
            if self.is_decided(all_hold, here) {
                return false;
            }
        }
        all_hold
    }

    /// `items: false` is a limit to the number of elements.
    fn no_items_from(&mut self, from: usize, schema: &'static Assertions, here: &Here<'_>) -> bool {
        let count = self.tree.items(here.node).count();
        if count <= from {
            return true;
        }
        self.refuse_at(here, here.node, here.at, Place::Exact(schema.pointer), || Violation::TooLarge {
            measure: Measure::Elements,
            limit: Quantity::count(from),
            bound: Bound::Inclusive,
            actual: Some(Quantity::count(count)),
        })
    }

    fn contains(
        &mut self,
        schema: &'static Assertions,
        [min, max]: [u64; 2],
        here: &Here<'_>,
        mut seen: Option<&mut Evaluated>,
    ) -> bool {
        let context = Context { report: Report::Verdict, ..here.context };
        let mut count = 0;
        for (index, node) in self.tree.items(here.node).enumerate() {
            if self.evaluate(schema, node, &here.at.index(index), context, None) {
                mark(&mut seen, index);
                count += 1;
            }
            let is_enough = max == u64::MAX && count >= min && seen.is_none();
            if is_enough || (count > max && here.context.report == Report::Verdict) {
                break;
            }
        }
        if count >= min && count <= max {
            return true;
        }
        let keyword = match (count < min, min) {
            (true, 1) => "contains",
            (true, _) => "minContains",
            (false, _) => "maxContains",
        };
        self.refuse(here, keyword, || Violation::Contains {
            minimum: min,
            maximum: Some(max).filter(|max| *max < u64::MAX),
            count,
        })
    }

    fn unevaluated_items(
        &mut self,
        schema: &'static Assertions,
        here: &Here<'_>,
        mut seen: Option<&mut Evaluated>,
    ) -> bool {
        let is_partial = seen.as_ref().is_some_and(|seen| seen.is_partial);
        let mut all_hold = true;
        for (index, node) in self.tree.items(here.node).enumerate() {
            if seen.as_ref().is_some_and(|seen| seen.contains(index)) {
                continue;
            }
            // The array is refused already, and this element may be one that the failed branch knows.
            if is_partial {
                return false;
            }
            mark(&mut seen, index);
            all_hold &= self.unevaluated_item(schema, node, index, here);
            if self.is_decided(all_hold, here) {
                return false;
            }
        }
        all_hold
    }

    fn unevaluated_item(
        &mut self,
        schema: &'static Assertions,
        node: NodeId,
        index: usize,
        here: &Here<'_>,
    ) -> bool {
        let at = here.at.index(index);
        if schema.is_never() {
            let place = Place::Keyword(here.schema.pointer, "unevaluatedItems");
            return self.refuse_at(here, node, &at, place, || Violation::NotAllowed);
        }
        self.evaluate(schema, node, &at, here.context, None)
    }

    /// Is the verdict all that is asked for, and known?
    pub(super) fn is_decided(&self, all_hold: bool, here: &Here<'_>) -> bool {
        !all_hold && (here.context.report == Report::Verdict || self.is_cut)
    }
}

/// Notes that a member or an element is evaluated, if anyone asks.
pub(super) fn mark(seen: &mut Option<&mut Evaluated>, position: usize) {
    if let Some(seen) = seen {
        seen.insert(position);
    }
}
