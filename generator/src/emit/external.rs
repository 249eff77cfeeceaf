//! Types that exist already: a wrapper that reads and writes them, or another name for a model of another crate.
//!
//! ```text
//! runtime::external! {
//!     pub struct Money(rust_decimal::Decimal) = &assertions::MONEY;
//! }
//! ```

use super::text::{self, put, quoted};
use super::ty::Types;
use super::{asked, assertion, doc};
use crate::ir::{AssertionsId, External, Model, ModelId};

/// The items of a type that exists already.
pub(super) fn emit(
    out: &mut String,
    types: Types<'_>,
    id: ModelId,
    model: &Model,
    external: &External,
    assertions: Option<AssertionsId>,
) {
    let (cx, name) = (types.cx, types.cx.names.model(id));
    let about = doc::lines(&doc::paragraphs(&model.docs, &format!("The schema `{}`.", model.place.pointer)));
    let path = &external.path;
    if external.is_model {
        text::docs(out, "", &about);
        put(out, format_args!("pub type {name} = {path};\n"));
        return;
    }
    put(out, format_args!("{}::external! {{\n", types.uses.runtime_path()));
    text::docs(out, "    ", &about);
    asked::lines(out, cx, id, model, &["Clone", "Debug", "Default", "PartialEq"]);
    let assertions = assertions.map_or_else(
        || {
            let pointer = quoted(model.place.pointer.as_str());
            format!("&{}::Assertions::anything({pointer})", types.uses.runtime_path())
        },
        |id| assertion::path(cx, id),
    );
    put(out, format_args!("    pub struct {name}({path}) = {assertions};\n}}\n"));
}
