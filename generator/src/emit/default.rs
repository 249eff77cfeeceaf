//! Defaults: the value that a constructor gives a required property, where the document names one.

use super::text::quoted;
use super::ty::{self, Text, Types};
use crate::ir::{Field, IntegerWidth, ModelKind, Ty, TypeUse};

/// The default of a required field as an expression: what the document says, or the only value that it allows.
///
/// `None` where there is no default, or none that is a literal of its type.
pub(super) fn of_field(types: Types<'_>, field: &Field) -> Option<String> {
    if let Some(default) = &field.default {
        let value: serde_json::Value = serde_json::from_str(default).ok()?;
        return literal(types, &field.ty, &value);
    }
    only_value(types, &field.ty)
}

/// The only value of an enumeration that lists one and no other is allowed.
fn only_value(types: Types<'_>, ty: &TypeUse) -> Option<String> {
    match ty::kind(types.cx, ty)? {
        (id, ModelKind::Enumeration(enumeration))
            if enumeration.values.len() == 1 && !enumeration.is_open =>
        {
            Some(format!("{}::{}", types.model(id), types.cx.names.members(id).first()?))
        }
        (id, ModelKind::Integers(integers)) if integers.values.len() == 1 => {
            Some(format!("{}::{}", types.model(id), types.cx.names.members(id).first()?))
        }
        _ => None,
    }
}

fn literal(types: Types<'_>, ty: &TypeUse, value: &serde_json::Value) -> Option<String> {
    use serde_json::Value;
    let cx = types.cx;
    let target = cx.api.resolve(ty);
    Some(match (&target.ty, value) {
        (Ty::String { format, .. }, Value::String(text))
            if ty::text(cx, format.as_deref()) == Text::Plain =>
        {
            if text.is_empty() {
                "String::new()".to_owned()
            } else {
                format!("{}.to_owned()", quoted(text))
            }
        }
        (Ty::Boolean, Value::Bool(value)) => value.to_string(),
        (Ty::Integer { width, .. }, Value::Number(number)) => integer(*width, i128::from(number.as_i64()?))?,
        (Ty::Number { .. }, Value::Number(number)) => {
            let number = number.as_f64().filter(|number| number.is_finite())?;
            format!("{number:?}")
        }
        (Ty::List { .. }, Value::Array(items)) if items.is_empty() => "Vec::new()".to_owned(),
        (Ty::List { items, .. }, Value::Array(values)) => {
            if items.nullability == crate::ir::Nullability::Nullable {
                return None;
            }
            let values: Option<Vec<String>> =
                values.iter().map(|value| literal(types, items, value)).collect();
            format!("vec![{}]", values?.join(", "))
        }
        (Ty::Map { .. }, Value::Object(map)) if map.is_empty() => {
            format!("{}::new()", types.uses.item("std::collections", "BTreeMap"))
        }
        (Ty::Model(id), value) => {
            let index = match (&cx.api.model(*id).kind, value) {
                (ModelKind::Enumeration(enumeration), Value::String(text)) => {
                    enumeration.values.iter().position(|listed| listed.value == *text)?
                }
                (ModelKind::Integers(integers), Value::Number(number)) => {
                    let number = number.as_i64()?;
                    integers.values.iter().position(|listed| listed.value == number)?
                }
                _ => return None,
            };
            format!("{}::{}", types.model(*id), cx.names.members(*id).get(index)?)
        }
        _ => return None,
    })
}

/// The integer, if it fits.
pub(super) fn integer(width: IntegerWidth, value: i128) -> Option<String> {
    let range = match width {
        IntegerWidth::I8 => (i128::from(i8::MIN), i128::from(i8::MAX)),
        IntegerWidth::I16 => (i128::from(i16::MIN), i128::from(i16::MAX)),
        IntegerWidth::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
        IntegerWidth::I64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
        IntegerWidth::U8 => (0, i128::from(u8::MAX)),
        IntegerWidth::U16 => (0, i128::from(u16::MAX)),
        IntegerWidth::U32 => (0, i128::from(u32::MAX)),
        IntegerWidth::U64 => (0, i128::from(u64::MAX)),
    };
    (range.0 <= value && value <= range.1).then(|| value.to_string())
}
