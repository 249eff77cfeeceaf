//! Components that no Rust type can say: a wrapper over a JSON value with its assertions.
//!
//! ```text
//! runtime::any! {
//!     pub struct Choice = &assertions::CHOICE;
//! }
//! ```

use super::text::{self, put, quoted};
use super::ty::Types;
use super::{asked, assertion, doc};
use crate::ir::{AssertionsId, Direction, Model, ModelId};

/// The items of a wrapper.
pub(super) fn emit(
    out: &mut String,
    types: Types<'_>,
    id: ModelId,
    model: &Model,
    assertions: Option<AssertionsId>,
) {
    const HAS: [&str; 5] = ["Clone", "Debug", "Eq", "Hash", "PartialEq"];
    let (cx, runtime) = (types.cx, types.uses.runtime_path());
    let mut about = doc::paragraphs(&model.docs, &format!("The schema `{}`.", model.place.pointer));
    if assertions.is_some() {
        about.push(
            "No Rust type says what the schema says, so this is a JSON value that is checked.".to_owned(),
        );
    }
    put(out, format_args!("{runtime}::any! {{\n"));
    text::docs(out, "    ", &doc::lines(&about));
    asked::lines(out, cx, id, model, &HAS);
    let pointer = quoted(model.place.pointer.as_str());
    let assertions = assertions.map_or_else(
        || format!("&{}::Assertions::anything({pointer})", types.uses.runtime_path()),
        |id| assertion::path(cx, id),
    );
    let direction = match model.direction {
        Some(Direction::Request) => ", runtime::Direction::Request",
        Some(Direction::Response) => ", runtime::Direction::Response",
        None => "",
    };
    put(out, format_args!("    pub struct {} = {assertions}{direction};\n}}\n", cx.names.model(id)));
}
