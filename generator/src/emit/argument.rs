//! Arguments: how a method of the client takes the value of a parameter, and what of it is checked.

use super::Cx;
use super::schema;
use super::ty::{self, Types};
use crate::ir::{ModelKind, Nullability, Ty, TypeUse};

/// How a parameter is taken, and the call that passes it on.
pub(super) struct Argument {
    pub(super) ty: String,
    pub(super) call: &'static str,
}

/// The argument for a value of the type.
pub(super) fn of(types: Types<'_>, ty: &TypeUse) -> Argument {
    let cx = types.cx;
    let argument = |ty: String, call| Argument { ty, call };
    if ty.nullability == Nullability::NonNull {
        if ty::is_plain_text(cx, ty) {
            return argument("impl AsRef<str>".to_owned(), "text");
        }
        if let Ty::List { items, .. } = &cx.api.resolve(ty).ty
            && items.nullability == Nullability::NonNull
            && ty::is_plain_text(cx, items)
        {
            return argument("impl IntoIterator<Item = impl Into<String>>".to_owned(), "texts");
        }
    }
    let by_value = match &cx.api.resolve(ty).ty {
        Ty::String { .. } | Ty::Integer { .. } | Ty::Number { .. } | Ty::Boolean => true,
        Ty::Model(id) => matches!(cx.api.model(*id).kind, ModelKind::Enumeration(_) | ModelKind::Integers(_)),
        Ty::List { .. } | Ty::Map { .. } | Ty::Any => false,
    };
    let value = types.nullable(ty);
    if by_value { argument(value, "set") } else { argument(format!("&{value}"), "set_ref") }
}

/// What the document asserts of the value of a parameter, as far as rules say it.
pub(super) fn rules(cx: Cx<'_>, ty: &TypeUse) -> Option<String> {
    let bare = without_assertions(ty);
    let text = schema::schema(cx, &bare, &bare.place.pointer);
    // An alias has assertions of its own, which only its crate knows.
    let is_plain = matches!(text.as_str(), "PLAIN" | "NULLABLE") || text.contains("assertions::");
    (!is_plain).then_some(text)
}

fn without_assertions(ty: &TypeUse) -> TypeUse {
    let mut bare = TypeUse { assertions: None, ..ty.clone() };
    match &mut bare.ty {
        Ty::List { items: below, .. } | Ty::Map { values: below, .. } => **below = without_assertions(below),
        _ => {}
    }
    bare
}
