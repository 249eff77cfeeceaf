//! Types, formats and `null`.

use super::Comparison;
use crate::diff::kind::Kind;
use crate::diff::schema::{Schema, Types};

/// Formats whose values are values of another one, too.
const CONTAINED: &[(&str, &str)] = &[
    ("int8", "int16"),
    ("int8", "int32"),
    ("int8", "int64"),
    ("int16", "int32"),
    ("int16", "int64"),
    ("int32", "int64"),
    ("uint8", "uint16"),
    ("uint8", "uint32"),
    ("uint8", "uint64"),
    ("uint16", "uint32"),
    ("uint16", "uint64"),
    ("uint32", "uint64"),
    ("float", "double"),
];

impl Comparison<'_, '_> {
    /// Compares the types; says whether there is a type of which more can be compared.
    pub(super) fn types(&mut self) -> bool {
        let (base, head) = (values(&self.base), values(&self.head));
        if self.base.is_any() != self.head.is_any() {
            let kind = if self.base.is_any() { Kind::TypeSpecialized } else { Kind::TypeGeneralized };
            self.type_fact(kind);
            return false;
        }
        if base == head {
            self.format();
        } else {
            self.type_fact(kind(base, head));
        }
        let of = |schema: &Schema<'_>| schema.types.meets(Types::NULL);
        match (of(&self.base), of(&self.head)) {
            (false, true) => {
                self.fact(Kind::BecameNullable, "nullable");
            }
            (true, false) => {
                self.fact(Kind::BecameNotNullable, "nullable");
            }
            _ => {}
        }
        base.meets(head) || (base == head)
    }

    fn type_fact(&mut self, kind: Kind) {
        let (from, to) = (describe(&self.base), describe(&self.head));
        let is_list = matches!(kind, Kind::TypesWidened | Kind::TypesNarrowed);
        let as_text = if is_list { None } else { as_text(&self.base, &self.head) };
        let keyword = if from.split(' ').next() == to.split(' ').next() { "format" } else { "type" };
        let fact = self.fact(kind, keyword);
        fact.values(Some(from), Some(to));
        fact.as_text = as_text;
    }

    fn format(&mut self) {
        let kind = match (self.base.format, self.head.format) {
            (base, head) if base == head => return,
            (None, _) => Kind::TypeSpecialized,
            (_, None) => Kind::TypeGeneralized,
            (Some(base), Some(head)) if CONTAINED.contains(&(base, head)) => Kind::TypeGeneralized,
            (Some(base), Some(head)) if CONTAINED.contains(&(head, base)) => Kind::TypeSpecialized,
            _ => Kind::TypeChanged,
        };
        self.type_fact(kind);
    }
}

/// The types without `null`.
fn values(schema: &Schema<'_>) -> Types {
    if schema.never { Types::NONE } else { schema.types.without(Types::NULL) }
}

fn kind(base: Types, head: Types) -> Kind {
    let lists = |types: Types| types.names().len() > 1 && types.names().len() < 6;
    match (base.is_subset(head), head.is_subset(base), lists(base) || lists(head)) {
        (true, _, false) => Kind::TypeGeneralized,
        (_, true, false) => Kind::TypeSpecialized,
        (true, _, true) => Kind::TypesWidened,
        (_, true, true) => Kind::TypesNarrowed,
        _ => Kind::TypeChanged,
    }
}

/// What a change of type is where all values are text: any scalar reads as a string.
fn as_text(base: &Schema<'_>, head: &Schema<'_>) -> Option<Kind> {
    let scalars = Types::NUMBER.union(Types::BOOLEAN).union(Types::STRING);
    let any_text = |schema: &Schema<'_>| {
        values(schema) == Types::STRING
            && schema.format.is_none()
            && schema.values.is_none()
            && schema.text.is_free()
    };
    let scalar = |schema: &Schema<'_>| values(schema).is_subset(scalars) && values(schema) != Types::NONE;
    if any_text(head) && scalar(base) && !any_text(base) {
        Some(Kind::TypeGeneralized)
    } else if any_text(base) && scalar(head) && !any_text(head) {
        Some(Kind::TypeSpecialized)
    } else {
        None
    }
}

/// The types and the format, in words.
fn describe(schema: &Schema<'_>) -> String {
    if schema.never {
        return "nothing".to_owned();
    }
    if schema.is_any() {
        return "any".to_owned();
    }
    match schema.format {
        Some(format) => format!("{} ({format})", schema.types),
        None => schema.types.to_string(),
    }
}
