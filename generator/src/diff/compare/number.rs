//! Limits of numbers.

use super::Comparison;
use crate::diff::kind::Kind;
use crate::diff::schema::{Bound, Types};

impl Comparison<'_, '_> {
    pub(super) fn numbers(&mut self) {
        if !self.base.types.intersection(self.head.types).meets(Types::NUMBER) {
            return;
        }
        let (base, head) = (self.base.numbers.clone(), self.head.numbers.clone());
        self.bound(
            (base.maximum, head.maximum),
            |base, head| head.cmp_upper(base).is_lt(),
            ["maximum", "exclusiveMaximum"],
            [
                [Kind::MaxSet, Kind::MaxUnset, Kind::MaxDecreased, Kind::MaxIncreased],
                [
                    Kind::ExclusiveMaxSet,
                    Kind::ExclusiveMaxUnset,
                    Kind::ExclusiveMaxDecreased,
                    Kind::ExclusiveMaxIncreased,
                ],
            ],
        );
        self.bound(
            (base.minimum, head.minimum),
            |base, head| head.cmp_lower(base).is_gt(),
            ["minimum", "exclusiveMinimum"],
            [
                [Kind::MinSet, Kind::MinUnset, Kind::MinIncreased, Kind::MinDecreased],
                [
                    Kind::ExclusiveMinSet,
                    Kind::ExclusiveMinUnset,
                    Kind::ExclusiveMinIncreased,
                    Kind::ExclusiveMinDecreased,
                ],
            ],
        );
        if base.multiple_of != head.multiple_of {
            let text = |numbers: &[crate::diff::schema::Number]| {
                let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                (!texts.is_empty()).then(|| texts.join(", "))
            };
            let kind = match (base.multiple_of.is_empty(), head.multiple_of.is_empty()) {
                (true, _) => Kind::MultipleOfSet,
                (_, true) => Kind::MultipleOfUnset,
                _ => Kind::MultipleOfChanged,
            };
            self.fact(kind, "multipleOf").values(text(&base.multiple_of), text(&head.multiple_of));
        }
    }

    /// Compares a limit that may be exclusive; the kinds are set, unset, tightened and loosened, of each form.
    fn bound(
        &mut self,
        (base, head): (Option<Bound>, Option<Bound>),
        is_tighter: fn(&Bound, &Bound) -> bool,
        keywords: [&str; 2],
        kinds: [[Kind; 4]; 2],
    ) {
        if base == head {
            return;
        }
        let exclusive = [base, head].into_iter().flatten().any(|bound| bound.exclusive);
        let [set, unset, tightened, loosened] = kinds[usize::from(exclusive)];
        let kind = match (&base, &head) {
            (None, _) => set,
            (_, None) => unset,
            (Some(base), Some(head)) if is_tighter(base, head) => tightened,
            _ => loosened,
        };
        let text = |bound: Option<Bound>| bound.map(|bound| bound.to_string());
        let has =
            |keyword: &str| self.base.part_with(keyword).is_some() || self.head.part_with(keyword).is_some();
        let keyword = if exclusive && has(keywords[1]) { keywords[1] } else { keywords[0] };
        self.fact(kind, keyword).values(text(base), text(head));
    }
}
