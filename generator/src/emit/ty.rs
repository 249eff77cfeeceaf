//! Types: the Rust type of a value at the place where it is used. The only file that knows.

use super::uses::Uses;
use super::{Cx, DateType};
use crate::ir::{Field, IntegerWidth, ModelId, ModelKind, Nullability, Presence, Ty, TypeUse};

/// What a field can hold besides a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    /// Always a value.
    Value,
    /// A value or nothing: the key is absent, or it is `null`, whichever the schema allows.
    Option,
    /// A value, `null`, or no key at all.
    Patch,
}

/// What the field of a record can hold besides a value.
pub(super) fn holder(cx: Cx<'_>, id: ModelId, index: usize, field: &Field) -> Holder {
    if cx.facts.is_endless(id, index) {
        // No finite value has the field, so the type must be able to do without.
        return Holder::Option;
    }
    match (field.presence, field.ty.nullability) {
        (Presence::Required, Nullability::NonNull) => Holder::Value,
        (Presence::Required, Nullability::Nullable) | (Presence::Optional, Nullability::NonNull) => {
            Holder::Option
        }
        (Presence::Optional, Nullability::Nullable) => Holder::Patch,
    }
}

/// Writes types into one file.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) cx: Cx<'a>,
    pub(super) uses: &'a Uses<'a>,
    /// What stands before the name of a model: the path of the module of the types, with its colons.
    pub(super) models: &'static str,
}

impl Types<'_> {
    /// The type of a field without its holder.
    pub(super) fn field(&self, id: ModelId, index: usize, field: &Field) -> String {
        let value = self.value(&field.ty);
        if self.cx.facts.is_boxed(id, index) { format!("Box<{value}>") } else { value }
    }

    /// The type in its holder.
    pub(super) fn held(&self, holder: Holder, value: &str) -> String {
        match holder {
            Holder::Value => value.to_owned(),
            Holder::Option => format!("Option<{value}>"),
            Holder::Patch => format!("{}<{value}>", self.uses.runtime("Patch")),
        }
    }

    /// The type of values that may be `null`.
    pub(super) fn nullable(&self, ty: &TypeUse) -> String {
        let value = self.value(ty);
        match ty.nullability {
            Nullability::NonNull => value,
            Nullability::Nullable => format!("Option<{value}>"),
        }
    }

    /// The type of values, `null` aside.
    pub(super) fn value(&self, ty: &TypeUse) -> String {
        match &ty.ty {
            Ty::Model(id) => self.model(*id),
            Ty::String { format, .. } => match text(self.cx, format.as_deref()) {
                Text::Plain => "String".to_owned(),
                Text::DateTime => "jiff::Timestamp".to_owned(),
                Text::Date => "jiff::civil::Date".to_owned(),
                Text::Uuid => "uuid::Uuid".to_owned(),
                Text::Base64 => self.uses.runtime("Base64"),
            },
            Ty::Integer { width, .. } => integer(*width).to_owned(),
            Ty::Number { .. } => "f64".to_owned(),
            Ty::Boolean => "bool".to_owned(),
            Ty::List { items, .. } => format!("Vec<{}>", self.nullable(items)),
            Ty::Map { values, .. } => {
                format!(
                    "{}<String, {}>",
                    self.uses.item("std::collections", "BTreeMap"),
                    self.nullable(values)
                )
            }
            Ty::Any => "serde_json::Value".to_owned(),
        }
    }

    /// The name of a model.
    pub(super) fn model(&self, id: ModelId) -> String {
        format!("{}{}", self.models, self.cx.names.model(id))
    }

    /// The argument for a value; texts are taken from anything that becomes one.
    pub(super) fn argument(&self, ty: &TypeUse, value: &str, name: &str) -> Argument {
        if is_plain_text(self.cx, ty) {
            return Argument { ty: "impl Into<String>".to_owned(), value: format!("{name}.into()") };
        }
        Argument { ty: value.to_owned(), value: name.to_owned() }
    }
}

/// How a function takes a value, and how it makes the value of what it took.
pub(super) struct Argument {
    /// The type of the argument.
    pub(super) ty: String,
    /// The value, made of the argument.
    pub(super) value: String,
}

/// The Rust integer of a width.
pub(super) const fn integer(width: IntegerWidth) -> &'static str {
    match width {
        IntegerWidth::I8 => "i8",
        IntegerWidth::I16 => "i16",
        IntegerWidth::I32 => "i32",
        IntegerWidth::I64 => "i64",
        IntegerWidth::U8 => "u8",
        IntegerWidth::U16 => "u16",
        IntegerWidth::U32 => "u32",
        IntegerWidth::U64 => "u64",
    }
}

/// What holds a text of some format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// A `String`.
    Plain,
    /// A point in time.
    DateTime,
    /// A day.
    Date,
    /// A UUID.
    Uuid,
    /// Bytes.
    Base64,
}

/// What holds a text of the format.
pub(super) fn text(cx: Cx<'_>, format: Option<&str>) -> Text {
    match format.filter(|format| !cx.options.annotated_formats.contains(*format)) {
        Some("date-time") if cx.options.date_time == DateType::Jiff => Text::DateTime,
        Some("date") if cx.options.date == DateType::Jiff => Text::Date,
        Some("uuid") if cx.options.uuid => Text::Uuid,
        Some("byte") if cx.options.byte => Text::Base64,
        _ => Text::Plain,
    }
}

/// Whether the type is `String`, by that name or another.
pub(super) fn is_plain_text(cx: Cx<'_>, ty: &TypeUse) -> bool {
    match &cx.api.resolve(ty).ty {
        Ty::String { format, .. } => text(cx, format.as_deref()) == Text::Plain,
        _ => false,
    }
}

/// What the model behind a type is, through aliases.
pub(super) fn kind<'a>(cx: Cx<'a>, ty: &'a TypeUse) -> Option<(ModelId, &'a ModelKind)> {
    match cx.api.resolve(ty).ty {
        Ty::Model(id) => Some((id, &cx.api.model(id).kind)),
        _ => None,
    }
}
