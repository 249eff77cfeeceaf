//! Keywords of any value, of numbers and of strings.

use crate::assertion::equal::equals_any;
use crate::assertion::evaluate::{Evaluation, Here};
use crate::assertion::{Assertion, Types};
use crate::decimal::{Constant, Decimal, Integer};
use crate::format::Format;
use crate::violation::{Bound, Expected, Kind, Measure, Quantity, Violation};

impl Evaluation<'_> {
    pub(super) fn types(&mut self, types: Types, here: &Here<'_>) -> bool {
        let holds = match here.kind {
            Kind::Number if !types.contains(Types::NUMBER) => {
                types.contains(Types::INTEGER) && is_integer(self.tree.text(here.node))
            }
            kind => types.contains(Types::of(kind)),
        };
        holds
            || self.refuse(here, "type", || Violation::InvalidType {
                expected: expected(types),
                received: here.kind,
            })
    }

    pub(super) fn enumeration(&mut self, texts: &'static [&'static str], here: &Here<'_>) -> bool {
        if equals_any(self.tree, here.node, texts) {
            return true;
        }
        // An array or an object would make the message no clearer.
        let is_scalar = !matches!(here.kind, Kind::Array | Kind::Object);
        let received = is_scalar.then(|| self.tree.text(here.node).into());
        self.refuse(here, "enum", || Violation::NotInEnum { expected: texts, received })
    }

    pub(super) fn constant(&mut self, text: &'static str, here: &Here<'_>) -> bool {
        equals_any(self.tree, here.node, &[text])
            || self.refuse(here, "const", || Violation::InvalidLiteral { expected: text })
    }

    pub(super) fn number(&mut self, keyword: &'static Assertion, here: &Here<'_>) -> bool {
        let text = self.tree.text(here.node);
        let (limit, bound) = match *keyword {
            Assertion::Minimum(limit) | Assertion::Maximum(limit) => (limit, Bound::Inclusive),
            Assertion::ExclusiveMinimum(limit) | Assertion::ExclusiveMaximum(limit) => {
                (limit, Bound::Exclusive)
            }
            Assertion::MultipleOf(divisor) => {
                return Decimal::of(text).is_multiple_of(&Decimal::of(divisor))
                    || self.refuse(here, "multipleOf", || {
                        let actual = Some(actual(text));
                        Violation::NotMultipleOf { multiple_of: quantity(divisor), actual }
                    });
            }
            _ => return true,
        };
        let ordering = Decimal::of(text).cmp(&Decimal::of(limit));
        if ordering.is_eq() && bound == Bound::Inclusive {
            return true;
        }
        let measure = Measure::Value;
        if matches!(keyword, Assertion::Minimum(_) | Assertion::ExclusiveMinimum(_)) {
            let keyword = if bound == Bound::Inclusive { "minimum" } else { "exclusiveMinimum" };
            return ordering.is_gt()
                || self.refuse(here, keyword, || {
                    let (limit, actual) = (quantity(limit), Some(actual(text)));
                    Violation::TooSmall { measure, limit, bound, actual }
                });
        }
        let keyword = if bound == Bound::Inclusive { "maximum" } else { "exclusiveMaximum" };
        ordering.is_lt()
            || self.refuse(here, keyword, || {
                let (limit, actual) = (quantity(limit), Some(actual(text)));
                Violation::TooLarge { measure, limit, bound, actual }
            })
    }

    pub(super) fn string(&mut self, keyword: &'static Assertion, here: &Here<'_>) -> bool {
        match *keyword {
            Assertion::MinLength(limit) => {
                let count = self.tree.string(here.node).chars().count();
                count as u64 >= limit || self.too_few(Measure::Characters, "minLength", limit, count, here)
            }
            Assertion::MaxLength(limit) => {
                let count = self.tree.string(here.node).chars().count();
                count as u64 <= limit || self.too_many(Measure::Characters, "maxLength", limit, count, here)
            }
            Assertion::Pattern(pattern) => {
                pattern.is_match(&self.tree.string(here.node))
                    || self
                        .refuse(here, "pattern", || Violation::InvalidPattern { pattern: pattern.source() })
            }
            _ => true,
        }
    }

    pub(super) fn format(&mut self, format: Format, here: &Here<'_>) -> bool {
        let violation = match here.kind {
            Kind::String if !format.matches(&self.tree.string(here.node)) => {
                Violation::InvalidFormat { format }
            }
            Kind::Number => match beyond_format(format, self.tree.text(here.node)) {
                Some(violation) => violation,
                None => return true,
            },
            _ => return true,
        };
        self.refuse(here, "format", || violation)
    }

    /// Records that there are fewer characters, elements or keys than a minimum; false.
    pub(super) fn too_few(
        &mut self,
        measure: Measure,
        keyword: &'static str,
        limit: u64,
        count: usize,
        here: &Here<'_>,
    ) -> bool {
        self.refuse(here, keyword, || {
            let (bound, limit) = (bound_of(measure, limit, here), Quantity::Integer(i128::from(limit)));
            Violation::TooSmall { measure, limit, bound, actual: Some(Quantity::count(count)) }
        })
    }

    /// Records that there are more characters, elements or keys than a maximum; false.
    pub(super) fn too_many(
        &mut self,
        measure: Measure,
        keyword: &'static str,
        limit: u64,
        count: usize,
        here: &Here<'_>,
    ) -> bool {
        self.refuse(here, keyword, || {
            let (bound, limit) = (bound_of(measure, limit, here), Quantity::Integer(i128::from(limit)));
            Violation::TooLarge { measure, limit, bound, actual: Some(Quantity::count(count)) }
        })
    }
}

/// Minimum and maximum that are the same read as one.
fn bound_of(measure: Measure, limit: u64, here: &Here<'_>) -> Bound {
    let [mut minimum, mut maximum] = [None; 2];
    for keyword in here.schema.keywords {
        match (measure, keyword) {
            (Measure::Characters, Assertion::MinLength(limit))
            | (Measure::Elements, Assertion::MinItems(limit))
            | (Measure::Keys, Assertion::MinProperties(limit)) => minimum = Some(*limit),
            (Measure::Characters, Assertion::MaxLength(limit))
            | (Measure::Elements, Assertion::MaxItems(limit))
            | (Measure::Keys, Assertion::MaxProperties(limit)) => maximum = Some(*limit),
            _ => {}
        }
    }
    if minimum == Some(limit) && maximum == Some(limit) { Bound::Exact } else { Bound::Inclusive }
}

/// A type beside `null` reads as that type alone.
fn expected(types: Types) -> Expected {
    let named = types.without(Types::NULL);
    let kinds = [Kind::Boolean, Kind::Number, Kind::String, Kind::Array, Kind::Object];
    if named == Types::INTEGER {
        return Expected::Integer;
    }
    if types == Types::NULL {
        return Expected::Kind(Kind::Null);
    }
    match kinds.into_iter().find(|kind| named == Types::of(*kind)) {
        Some(kind) => Expected::Kind(kind),
        None => Expected::Types(types),
    }
}

/// Does the number have no fractional part (JSON Schema 2020-12, validation, section 6.1.1)?
fn is_integer(text: &str) -> bool {
    let is_plain = !text.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E'));
    is_plain || Decimal::of(text).to_integer() != Integer::Fractional
}

fn actual(text: &str) -> Quantity {
    Quantity::Decimal(text.to_owned().into())
}

/// A limit in the notation that is shortest to read.
fn quantity(text: &'static str) -> Quantity {
    Quantity::Decimal(Constant::of(text).to_text().into())
}

/// What is wrong with a number of a format that limits numbers.
fn beyond_format(format: Format, text: &str) -> Option<Violation> {
    let (minimum, maximum) = match format {
        Format::Int32 => ("-2147483648", "2147483647"),
        Format::Int64 => ("-9223372036854775808", "9223372036854775807"),
        Format::Float => ("-3.4028235e38", "3.4028235e38"),
        Format::Double => ("-1.7976931348623157e308", "1.7976931348623157e308"),
        _ => return None,
    };
    if matches!(format, Format::Int32 | Format::Int64) && !is_integer(text) {
        return Some(Violation::InvalidType { expected: Expected::Integer, received: Kind::Number });
    }
    let number = Decimal::of(text);
    let (measure, bound) = (Measure::Value, Bound::Representable);
    let limit = |limit: &'static str| Quantity::Decimal(limit.into());
    if number < Decimal::of(minimum) {
        let limit = limit(minimum);
        return Some(Violation::TooSmall { measure, limit, bound, actual: Some(actual(text)) });
    }
    if number > Decimal::of(maximum) {
        let limit = limit(maximum);
        return Some(Violation::TooLarge { measure, limit, bound, actual: Some(actual(text)) });
    }
    None
}
