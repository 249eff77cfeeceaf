//! What is said about a value beside which values there are: `default`, deprecation, XML.

use super::Comparison;
use super::value::text;
use crate::diff::kind::Kind;
use crate::diff::policy::{Deprecation, stability};
use crate::diff::schema::Notes;

impl<'a> Comparison<'_, 'a> {
    pub(super) fn notes(&mut self) {
        let (base, head) = (self.base.clone(), self.head.clone());
        self.notes_between(&base.notes, &head.notes);
    }

    pub(super) fn notes_between(&mut self, base: &Notes<'a>, head: &Notes<'a>) {
        if base.default != head.default {
            let kind = match (base.default, head.default) {
                (None, _) => Kind::DefaultAdded,
                (_, None) => Kind::DefaultRemoved,
                _ => Kind::DefaultChanged,
            };
            self.fact(kind, "default").values(base.default.map(text), head.default.map(text));
        }
        if base.xml != head.xml {
            self.fact(Kind::XmlChanged, "xml").values(base.xml.map(text), head.xml.map(text));
        }
        match (base.deprecated, head.deprecated) {
            (false, true) => {
                let kind = match self.walk.policy.deprecation(head.sunset) {
                    Deprecation::Plain => Kind::Deprecated,
                    Deprecation::WithSunset => Kind::DeprecatedWithSunset,
                    Deprecation::Missing => Kind::SunsetMissing,
                    Deprecation::Invalid => Kind::SunsetInvalid,
                    Deprecation::TooSoon => Kind::SunsetTooSmall,
                };
                self.fact(kind, "deprecated").values(None, head.sunset.map(text));
            }
            (true, false) => {
                let kind = match self.walk.policy.deprecation(base.sunset) {
                    Deprecation::WithSunset | Deprecation::TooSoon => Kind::ReactivatedWithSunset,
                    _ => Kind::Reactivated,
                };
                self.fact(kind, "deprecated").values(base.sunset.map(text), None);
            }
            _ => {}
        }
        if let (Some(from), Some(to)) = (base.stability, head.stability)
            && let (Some(before), Some(after)) = (stability(from), stability(to))
            && before != after
        {
            let kind = if after < before { Kind::StabilityDecreased } else { Kind::StabilityIncreased };
            self.fact(kind, "x-stability-level").values(Some(from.to_owned()), Some(to.to_owned()));
        }
    }
}
