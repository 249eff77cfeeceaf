//! Reading the tables whose keys are JSON Pointers into the document: `[names]`, `[replace]`, `[derive]`,
//! `[attributes]`.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeString, DeValue};

use super::table::{Cx, Table};
use crate::config::{Asked, External, GivenPages, PageStyle};
use crate::diagnostic::Located;
use crate::source::Pointer;

type Key<'t> = &'t Spanned<DeString<'t>>;
type Value<'t> = &'t Spanned<DeValue<'t>>;

/// The rows of a table, each with the pointer that its key is.
fn rows<'t>(table: Option<Table<'t>>, cx: &mut Cx) -> Vec<(Pointer, Key<'t>, Value<'t>)> {
    let mut rows = Vec::new();
    for (key, value) in table.map(|table| table.members).unwrap_or_default() {
        let text = key.get_ref().strip_prefix('#').unwrap_or(key.get_ref());
        if let Some(pointer) = Pointer::parse(text).filter(|pointer| *pointer != Pointer::root()) {
            rows.push((pointer, key, value));
        } else {
            let problem = cx.problem(key.span(), format!("`{}` is not a JSON Pointer", key.get_ref()));
            cx.diagnostics
                .push(problem.hint("write the way to the schema, such as `/components/schemas/Pet`"));
        }
    }
    rows
}

/// `[names]`
pub(super) fn names(table: Option<Table<'_>>, cx: &mut Cx) -> BTreeMap<Pointer, Located<String>> {
    let mut names = BTreeMap::new();
    for (pointer, key, value) in rows(table, cx) {
        let Some(name) = value.get_ref().as_str() else {
            cx.wrong(value, &format!("names.\"{pointer}\""), "a string");
            continue;
        };
        if !is_identifier(name) || name == "Self" {
            let message =
                format!("`{name}` is not a name in Rust, such as `CustomerStatus` or `customer_status`");
            cx.report(value.span(), message);
            continue;
        }
        names.insert(pointer, Located::new(name.to_owned(), cx.location(key.span())));
    }
    names
}

/// `[replace]`: a path, or a table with `type` and `model`.
pub(super) fn replace(table: Option<Table<'_>>, cx: &mut Cx) -> BTreeMap<Pointer, Located<External>> {
    let mut all = BTreeMap::new();
    for (pointer, key, value) in rows(table, cx) {
        let name = format!("replace.\"{pointer}\"");
        let (path, is_model) = match value.get_ref() {
            DeValue::String(path) => (Some((value.span(), &**path)), false),
            DeValue::Table(members) => {
                let mut table = Table::new(name.clone(), value.span(), members);
                let path = table.text(cx, "type");
                let is_model = table.flag(cx, "model").unwrap_or(false);
                table.finish(cx);
                if path.is_none() {
                    cx.report(value.span(), format!("`{name}` needs `type`"));
                }
                (path, is_model)
            }
            _ => {
                cx.wrong(value, &name, "the path of a type, or a table with `type`");
                continue;
            }
        };
        let Some((span, path)) = path else { continue };
        if !is_type(path) {
            cx.report(
                span,
                format!("`{path}` is not the path of a Rust type, such as `rust_decimal::Decimal`"),
            );
            continue;
        }
        let external = External { path: path.to_owned(), is_model };
        all.insert(pointer, Located::new(external, cx.location(key.span())));
    }
    all
}

/// `[pages]`: a table for each operation.
pub(super) fn pages(table: Option<Table<'_>>, cx: &mut Cx) -> BTreeMap<Pointer, Located<GivenPages>> {
    const STYLES: [(&str, Option<PageStyle>); 5] = [
        ("cursor", Some(PageStyle::Cursor)),
        ("offset", Some(PageStyle::Offset)),
        ("number", Some(PageStyle::Number)),
        ("link", Some(PageStyle::Link)),
        ("none", None),
    ];
    let mut all = BTreeMap::new();
    for (pointer, key, value) in rows(table, cx) {
        let path = format!("pages.\"{pointer}\"");
        let Some(members) = value.get_ref().as_table() else {
            cx.wrong(value, &path, "a table");
            continue;
        };
        let mut table = Table::new(path.clone(), value.span(), members);
        if table.get("style").is_none() {
            cx.report(value.span(), format!("`{path}` needs `style`"));
        }
        let style = table.choice(cx, "style", &STYLES).flatten();
        let mut text = |key| table.located_text(cx, key);
        let (parameter, items, next) = (text("parameter"), text("items"), text("next"));
        let (total, more) = (text("total"), text("more"));
        let first = table.number(cx, "first");
        table.finish(cx);
        let given = GivenPages { style, parameter, items, next, total, more, first };
        all.insert(pointer, Located::new(given, cx.location(key.span())));
    }
    all
}

/// `[derive]` and `[attributes]`: lists by pointers, and for every type under `*`.
pub(super) fn asked(root: &mut Table<'_>, cx: &mut Cx) -> Asked {
    let mut asked = Asked::default();
    if let Some(mut table) = root.table(cx, "derive") {
        asked.derives_of_all = everywhere(&mut table, cx);
        asked.derives = lists(table, "derive", cx);
    }
    if let Some(mut table) = root.table(cx, "attributes") {
        asked.attributes_of_all = everywhere(&mut table, cx);
        asked.attributes = lists(table, "attributes", cx);
    }
    let derives = asked.derives_of_all.iter().chain(asked.derives.values().flat_map(|row| &row.value));
    let wrong: Vec<_> = derives.filter(|derive| !is_type(&derive.value)).cloned().collect();
    for Located { value, at } in wrong {
        let message =
            format!("`{value}` is not the path of a derive macro, such as `Hash` or `schemars::JsonSchema`");
        cx.report_at(at, message);
    }
    asked
}

/// The list under `*`, which is taken out.
fn everywhere(table: &mut Table<'_>, cx: &mut Cx) -> Vec<Located<String>> {
    let all = table.located_texts(cx, "*");
    table.members.retain(|(key, _)| key.get_ref() != "*");
    all
}

fn lists(table: Table<'_>, name: &str, cx: &mut Cx) -> BTreeMap<Pointer, Located<Vec<Located<String>>>> {
    let mut all = BTreeMap::new();
    for (pointer, key, value) in rows(Some(table), cx) {
        let texts = cx.texts(value, &format!("{name}.\"{pointer}\""));
        all.insert(pointer, Located::new(texts, cx.location(key.span())));
    }
    all
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Names parted by `::`, perhaps with arguments behind them.
fn is_type(path: &str) -> bool {
    let (path, arguments) = path.split_once('<').map_or((path, None), |(path, rest)| (path, Some(rest)));
    let path = path.strip_prefix("::").unwrap_or(path);
    path.split("::").all(is_identifier)
        && arguments.is_none_or(|rest| {
            rest.strip_suffix('>').is_some_and(|inner| inner.split(',').all(|one| is_type(one.trim())))
        })
}
