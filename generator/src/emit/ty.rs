//! Types: the Rust type of a value at the place where it is used. The only file that knows.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Cx, DateType};
use crate::ir::{Field, IntegerWidth, ModelId, ModelKind, Nullability, Presence, Ty, TypeUse};

/// What a field can hold besides a value.
#[derive(Clone, Copy, PartialEq, Eq)]
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

/// The type of a field without its holder.
pub(super) fn field_value(cx: Cx<'_>, id: ModelId, index: usize, field: &Field) -> TokenStream {
    let value = value(cx, &field.ty);
    if cx.facts.is_boxed(id, index) { quote!(Box<#value>) } else { value }
}

/// The type in its holder.
pub(super) fn held(holder: Holder, value: &TokenStream) -> TokenStream {
    match holder {
        Holder::Value => value.clone(),
        Holder::Option => quote!(Option<#value>),
        Holder::Patch => quote!(runtime::Patch<#value>),
    }
}

/// The type of values that may be `null`.
pub(super) fn nullable(cx: Cx<'_>, ty: &TypeUse) -> TokenStream {
    let value = value(cx, ty);
    match ty.nullability {
        Nullability::NonNull => value,
        Nullability::Nullable => quote!(Option<#value>),
    }
}

/// The type of values, `null` aside.
pub(super) fn value(cx: Cx<'_>, ty: &TypeUse) -> TokenStream {
    match &ty.ty {
        Ty::Model(id) => {
            let model = model(cx, *id);
            quote!(#model)
        }
        Ty::String { format, .. } => match text(cx, format.as_deref()) {
            Text::Plain => quote!(String),
            Text::DateTime => quote!(jiff::Timestamp),
            Text::Date => quote!(jiff::civil::Date),
        },
        Ty::Integer { width, .. } => {
            let width = integer(*width);
            quote!(#width)
        }
        Ty::Number { .. } => quote!(f64),
        Ty::Boolean => quote!(bool),
        Ty::List { items, .. } => {
            let items = nullable(cx, items);
            quote!(Vec<#items>)
        }
        Ty::Map { values, .. } => {
            let values = nullable(cx, values);
            quote!(std::collections::BTreeMap<String, #values>)
        }
        Ty::Any => quote!(serde_json::Value),
    }
}

/// The name of a model.
pub(super) fn model(cx: Cx<'_>, id: ModelId) -> Ident {
    format_ident!("{}", cx.names.model(id))
}

/// The Rust integer of a width.
pub(super) fn integer(width: IntegerWidth) -> Ident {
    let name = match width {
        IntegerWidth::I8 => "i8",
        IntegerWidth::I16 => "i16",
        IntegerWidth::I32 => "i32",
        IntegerWidth::I64 => "i64",
        IntegerWidth::U8 => "u8",
        IntegerWidth::U16 => "u16",
        IntegerWidth::U32 => "u32",
        IntegerWidth::U64 => "u64",
    };
    format_ident!("{name}")
}

/// What holds a text of some format.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    /// A `String`.
    Plain,
    /// A point in time.
    DateTime,
    /// A day.
    Date,
}

/// What holds a text of the format.
pub(super) fn text(cx: Cx<'_>, format: Option<&str>) -> Text {
    match format.filter(|format| !cx.options.annotated_formats.contains(*format)) {
        Some("date-time") if cx.options.date_time == DateType::Jiff => Text::DateTime,
        Some("date") if cx.options.date == DateType::Jiff => Text::Date,
        _ => Text::Plain,
    }
}

/// How a function takes a value, and how it makes the value of what it took.
pub(super) struct Argument {
    /// The type of the argument.
    pub(super) ty: TokenStream,
    /// The value, made of the argument.
    pub(super) value: TokenStream,
}

/// The argument for a value of the type `value`; texts are taken from anything that becomes one.
pub(super) fn argument(cx: Cx<'_>, ty: &TypeUse, value: &TokenStream, name: &Ident) -> Argument {
    if is_plain_text(cx, ty) {
        return Argument { ty: quote!(impl Into<String>), value: quote!(#name.into()) };
    }
    Argument { ty: value.clone(), value: quote!(#name) }
}

/// Whether the type is `String`, by that name or another.
pub(super) fn is_plain_text(cx: Cx<'_>, ty: &TypeUse) -> bool {
    match &ty.ty {
        Ty::String { format, .. } => text(cx, format.as_deref()) == Text::Plain,
        Ty::Model(id) => match &cx.api.model(*id).kind {
            ModelKind::Alias(target) => {
                target.nullability == Nullability::NonNull && is_plain_text(cx, target)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether the type is an enumeration, by its name or another.
pub(super) fn is_enumeration(cx: Cx<'_>, ty: &TypeUse) -> bool {
    match &ty.ty {
        Ty::Model(id) => match &cx.api.model(*id).kind {
            ModelKind::Enumeration(_) => true,
            ModelKind::Alias(target) => is_enumeration(cx, target),
            ModelKind::Record(_) | ModelKind::Any(_) => false,
        },
        _ => false,
    }
}
