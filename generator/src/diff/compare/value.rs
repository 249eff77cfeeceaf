//! Listed values: `enum`, `const` and `x-extensible-enum`.

use super::Comparison;
use crate::diff::kind::Kind;
use crate::source::Tree;

impl Comparison<'_, '_> {
    pub(super) fn values(&mut self) {
        let (base, head) = (self.base.values.clone(), self.head.values.clone());
        let constant = |is_const: bool, values: &[&Tree]| is_const && values.len() == 1;
        match (&base, &head) {
            (None, None) => {}
            (None, Some(head)) if constant(self.head.is_const, head) => {
                self.fact(Kind::ConstAdded, "const").values(None, Some(list(head)));
            }
            (None, Some(head)) => {
                self.fact(Kind::BecameEnum, "enum").values(None, Some(list(head)));
            }
            (Some(base), None) if constant(self.base.is_const, base) => {
                self.fact(Kind::ConstRemoved, "const").values(Some(list(base)), None);
            }
            (Some(base), None) => {
                self.fact(Kind::BecameNotEnum, "enum").values(Some(list(base)), None);
            }
            (Some(base), Some(head)) => {
                let both = constant(self.base.is_const, base) && constant(self.head.is_const, head);
                if both && base != head {
                    self.fact(Kind::ConstChanged, "const").values(Some(list(base)), Some(list(head)));
                } else {
                    self.listed("enum", base, head, [Kind::EnumValueAdded, Kind::EnumValueRemoved]);
                }
            }
        }
        let (base, head) = (self.base.extensible.clone(), self.head.extensible.clone());
        if let (Some(base), Some(head)) = (base, head) {
            let kinds = [Kind::ExtensibleEnumValueAdded, Kind::ExtensibleEnumValueRemoved];
            self.listed("x-extensible-enum", &base, &head, kinds);
        }
    }

    /// Notes each value that only one of two lists has.
    fn listed(&mut self, keyword: &str, base: &[&Tree], head: &[&Tree], kinds: [Kind; 2]) {
        let [added, removed] = kinds;
        for value in head.iter().filter(|value| !base.contains(value)) {
            self.fact(added, keyword).named(text(value)).values(None, Some(text(value)));
        }
        for value in base.iter().filter(|value| !head.contains(value)) {
            self.fact(removed, keyword).named(text(value)).values(Some(text(value)), None);
        }
    }
}

/// A value as JSON text.
pub(super) fn text(value: &Tree) -> String {
    value.to_json().to_string()
}

fn list(values: &[&Tree]) -> String {
    values.iter().map(|value| text(value)).collect::<Vec<_>>().join(", ")
}
