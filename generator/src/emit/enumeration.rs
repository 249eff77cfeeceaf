//! Enumerations: an open enum of the texts or integers that the document lists.
//!
//! ```text
//! runtime::enumeration! {
//!     pub enum Tso("/components/schemas/BalanceGroup/properties/tso") {
//!         DeAmprion = "DE_AMPRION",
//!     }
//! }
//! ```

use super::text::{self, put, quoted};
use super::ty::Types;
use super::{asked, doc};
use crate::ir::{Enumeration, Integers, Listed, Model, ModelId};

/// The items of an enumeration of texts.
pub(super) fn emit(
    out: &mut String,
    types: Types<'_>,
    id: ModelId,
    model: &Model,
    enumeration: &Enumeration,
) {
    const HAS: [&str; 5] = ["Clone", "Debug", "Eq", "Hash", "PartialEq"];
    let values: Vec<_> =
        enumeration.values.iter().map(|value| (quoted(&value.value), about(value))).collect();
    let calls = if enumeration.is_open { " [.open()]" } else { "" };
    write(out, types, id, model, ("enumeration", &HAS), calls, &values);
}

/// The items of an enumeration of integers.
pub(super) fn integers(out: &mut String, types: Types<'_>, id: ModelId, model: &Model, integers: &Integers) {
    const HAS: [&str; 6] = ["Clone", "Copy", "Debug", "Eq", "Hash", "PartialEq"];
    let values: Vec<_> =
        integers.values.iter().map(|value| (value.value.to_string(), about(value))).collect();
    write(out, types, id, model, ("integer_enumeration", &HAS), "", &values);
}

fn about<T>(value: &Listed<T>) -> Vec<String> {
    value.description.iter().flat_map(|text| doc::prose(text)).collect()
}

fn write(
    out: &mut String,
    types: Types<'_>,
    id: ModelId,
    model: &Model,
    (name, has): (&str, &[&str]),
    calls: &str,
    values: &[(String, Vec<String>)],
) {
    let (cx, runtime) = (types.cx, types.uses.runtime_path());
    put(out, format_args!("{runtime}::{name}! {{\n"));
    let docs = doc::paragraphs(&model.docs, &format!("The schema `{}`.", model.place.pointer));
    text::docs(out, "    ", &doc::lines(&docs));
    asked::lines(out, cx, id, model, has);
    let pointer = quoted(model.place.pointer.as_str());
    put(out, format_args!("    pub enum {}({pointer}){calls} {{\n", cx.names.model(id)));
    for ((value, about), variant) in values.iter().zip(cx.names.members(id)) {
        if !about.is_empty() {
            // The value itself comes first.
            out.push_str("        ///\n");
            text::docs(out, "        ", about);
        }
        put(out, format_args!("        {variant} = {value},\n"));
    }
    out.push_str("    }\n}\n");
}
