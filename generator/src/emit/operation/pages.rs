//! The pages of a collection: how the request of an operation walks from one to the next.
//!
//! ```text
//! runtime::pages! {
//!     ListCustomers(types::CustomerList) of types::Customer, ListCustomersError;
//!     pages_by_cursor(2) |page| page.pagination.next_cursor.clone();
//!     items |page| page.customers;
//! }
//! ```

use super::super::text::put;
use super::super::ty::{self, Holder, Types};
use crate::analyze::{Pages, Rest, Steps, Way};
use crate::ir::{ModelKind, TypeUse};
use crate::names::OperationNames;

pub(super) fn pages(
    out: &mut String,
    types: Types<'_>,
    names: &OperationNames,
    body: &TypeUse,
    pages: &Pages,
) {
    let (value, item) = (types.nullable(body), types.nullable(&pages.item));
    let runtime = types.uses.runtime_path();
    put(out, format_args!("\n{runtime}::pages! {{\n"));
    put(out, format_args!("    {}({value}) of {item}, {};\n", names.request, names.error));
    match &pages.way {
        Way::Cursor { parameter, next, more } => {
            let next =
                text(types, next) + &more.as_ref().map(|more| unless_last(types, more)).unwrap_or_default();
            put(out, format_args!("    pages_by_cursor({parameter}) |page| {next};\n"));
        }
        Way::Offset { parameter, rest } => {
            let progress = progress(types, &pages.items, rest);
            put(out, format_args!("    pages_by_offset({parameter}) |page| {progress};\n"));
        }
        Way::Number { parameter, first, rest } => {
            let progress = progress(types, &pages.items, rest);
            put(out, format_args!("    pages_by_number({parameter}, {first}) |page| {progress};\n"));
        }
        Way::Link => out.push_str("    pages_by_link();\n"),
    }
    put(out, format_args!("    items |page| {};\n}}\n", items(types, &pages.items)));
}

/// What parts the calls on a progress.
const BREAK: &str = "\n        ";

/// What a page says of the whole.
fn progress(types: Types<'_>, items: &Steps, rest: &Rest) -> String {
    let progress = types.uses.item("runtime::client", "Progress");
    let mut text = match borrowed(types, items) {
        Borrowed::Always(path) => format!("{progress}::of({path}.len())"),
        Borrowed::Perhaps(path) => format!("{progress}::of({path}.map_or(0, Vec::len))"),
    };
    if let Some(total) = &rest.total {
        let number = match borrowed(types, total) {
            Borrowed::Always(path) => format!("u64::try_from({path}).ok()"),
            Borrowed::Perhaps(path) => format!("{path}.and_then(|it| u64::try_from(*it).ok())"),
        };
        put(&mut text, format_args!("{BREAK}.total({number})"));
    }
    if let Some(more) = &rest.more {
        let more = match borrowed(types, more) {
            Borrowed::Always(path) => path,
            Borrowed::Perhaps(path) => format!("{path}.copied()"),
        };
        put(&mut text, format_args!("{BREAK}.has_more({more})"));
    }
    text
}

/// The text at the end of a way, if it is there.
fn text(types: Types<'_>, steps: &Steps) -> String {
    match borrowed(types, steps) {
        Borrowed::Always(path) => format!("Some({path}.clone())"),
        Borrowed::Perhaps(path) => format!("{path}.cloned()"),
    }
}

/// Drops a cursor behind which there is nothing.
fn unless_last(types: Types<'_>, more: &Steps) -> String {
    match borrowed(types, more) {
        Borrowed::Always(path) => format!(".filter(|_| {path})"),
        Borrowed::Perhaps(path) => format!(".filter(|_| {path} != Some(&false))"),
    }
}

/// An expression for what is at the end of a way.
enum Borrowed {
    /// It is always there: the expression names it.
    Always(String),
    /// It may be missing: the expression is an `Option` of a reference.
    Perhaps(String),
}

fn borrowed(types: Types<'_>, steps: &Steps) -> Borrowed {
    let mut found = Borrowed::Always("page".to_owned());
    for (name, holder) in holders(types, steps) {
        found = match (found, holder) {
            (Borrowed::Always(path), Holder::Value) => Borrowed::Always(format!("{path}.{name}")),
            (Borrowed::Always(path), Holder::Option) => Borrowed::Perhaps(format!("{path}.{name}.as_ref()")),
            (Borrowed::Always(path), Holder::Patch) => Borrowed::Perhaps(format!("{path}.{name}.as_value()")),
            (Borrowed::Perhaps(path), Holder::Value) => {
                Borrowed::Perhaps(format!("{path}.map(|it| &it.{name})"))
            }
            (Borrowed::Perhaps(path), Holder::Option) => {
                Borrowed::Perhaps(format!("{path}.and_then(|it| it.{name}.as_ref())"))
            }
            (Borrowed::Perhaps(path), Holder::Patch) => {
                Borrowed::Perhaps(format!("{path}.and_then(|it| it.{name}.as_value())"))
            }
        };
    }
    found
}

/// The list at the end of a way, taken out of the page; an empty one if it is not there.
fn items(types: Types<'_>, steps: &Steps) -> String {
    let (mut path, mut is_option) = ("page".to_owned(), false);
    for (name, holder) in holders(types, steps) {
        let value = if holder == Holder::Patch { format!("{name}.into_value()") } else { name.to_owned() };
        path = match (is_option, holder) {
            (false, _) => format!("{path}.{value}"),
            (true, Holder::Value) => format!("{path}.map(|it| it.{value})"),
            (true, _) => format!("{path}.and_then(|it| it.{value})"),
        };
        is_option |= holder != Holder::Value;
    }
    if is_option { format!("{path}.unwrap_or_default()") } else { path }
}

fn holders<'a>(types: Types<'a>, steps: &Steps) -> Vec<(&'a str, Holder)> {
    let cx = types.cx;
    let step = |(id, index): &(crate::ir::ModelId, usize)| {
        let ModelKind::Record(record) = &cx.api.model(*id).kind else { return None };
        let field = record.fields.get(*index)?;
        Some((cx.names.members(*id)[*index].as_str(), ty::holder(cx, *id, *index, field)))
    };
    steps.iter().filter_map(step).collect()
}
