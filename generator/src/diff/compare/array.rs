//! What holds for arrays.

use super::{Comparison, Step};
use crate::diff::kind::Kind;
use crate::diff::schema::Types;

impl Comparison<'_, '_> {
    pub(super) fn array(&mut self) {
        if !self.base.types.intersection(self.head.types).meets(Types::ARRAY) {
            return;
        }
        let (base, head) = (self.base.array.clone(), self.head.array.clone());
        self.limit(
            "maxItems",
            (base.max_items, head.max_items),
            true,
            [Kind::MaxItemsSet, Kind::MaxItemsUnset, Kind::MaxItemsDecreased, Kind::MaxItemsIncreased],
        );
        let given = |count: u64| (count > 0).then_some(count);
        self.limit(
            "minItems",
            (given(base.min_items), given(head.min_items)),
            false,
            [Kind::MinItemsSet, Kind::MinItemsUnset, Kind::MinItemsIncreased, Kind::MinItemsDecreased],
        );
        match (base.unique, head.unique) {
            (false, true) => {
                self.fact(Kind::UniqueItemsSet, "uniqueItems");
            }
            (true, false) => {
                self.fact(Kind::UniqueItemsUnset, "uniqueItems");
            }
            _ => {}
        }
        self.optional(
            "items",
            (base.items, head.items),
            [Kind::ItemsConstrained, Kind::ItemsFreed],
            Step::Items,
        );
        for position in 0..base.prefix.len().max(head.prefix.len()) {
            match (base.prefix.get(position), head.prefix.get(position)) {
                (Some(base), Some(head)) => self.edge(*base, *head, Step::Position(position)),
                (None, _) => {
                    self.fact(Kind::PrefixItemsAdded, "prefixItems").named(position.to_string());
                }
                (_, None) => {
                    self.fact(Kind::PrefixItemsRemoved, "prefixItems").named(position.to_string());
                }
            }
        }
        let kinds = [Kind::ContainsAdded, Kind::ContainsRemoved];
        self.optional("contains", (base.contains, head.contains), kinds, Step::Items);
        if base.contains.is_some() && head.contains.is_some() {
            let (increased, decreased) = (Kind::MinContainsIncreased, Kind::MinContainsDecreased);
            let limits = (Some(base.min_contains), Some(head.min_contains));
            self.limit("minContains", limits, false, [increased, decreased, increased, decreased]);
            let (increased, decreased) = (Kind::MaxContainsIncreased, Kind::MaxContainsDecreased);
            let limits = (base.max_contains, head.max_contains);
            self.limit("maxContains", limits, true, [decreased, increased, decreased, increased]);
        }
        let kinds = [Kind::UnevaluatedItemsAdded, Kind::UnevaluatedItemsRemoved];
        self.optional("unevaluatedItems", (base.unevaluated, head.unevaluated), kinds, Step::Items);
    }
}
