//! Finding pages by the shape of an operation: names that nearly every API uses, of the right types.

use super::{Pages, Rest, Steps, Way};
use crate::ir::{
    Api, Body, Field, ModelId, ModelKind, Nullability, Operation, Parameter, ParameterLocation, Status, Ty,
    TypeUse,
};

const CURSORS: &[&str] = &[
    "after",
    "continuation",
    "continuationtoken",
    "cursor",
    "marker",
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "pageafter",
    "pagecursor",
    "pagetoken",
    "startcursor",
];
const NEXT_CURSORS: &[&str] = &[
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextpagecursor",
    "nextmarker",
    "nextcontinuationtoken",
    "continuationtoken",
    "endcursor",
    "after",
    "next",
];
const OFFSETS: &[&str] = &["offset", "pageoffset", "skip", "start", "startat", "startindex"];
const NUMBERS: &[&str] = &["page", "pageindex", "pageno", "pagenum", "pagenumber"];
const LIMITS: &[&str] = &[
    "count",
    "itemsperpage",
    "limit",
    "max",
    "maxresults",
    "pagelimit",
    "pagesize",
    "perpage",
    "rows",
    "size",
    "take",
    "top",
];
const LISTS: &[&str] = &["items", "data", "results", "values", "entries", "records", "value", "rows", "list"];
const TOTALS: &[&str] =
    &["total", "totalcount", "totalresults", "totalitems", "totalrecords", "totalelements"];
const MORE: &[&str] = &["hasmore", "hasnext", "hasnextpage", "more", "ismore", "moreresults"];
/// Where responses keep what they say of the page.
const CONTAINERS: &[&str] = &[
    "cursor",
    "cursors",
    "meta",
    "metadata",
    "page",
    "pageinfo",
    "pagination",
    "paging",
    "responsemetadata",
];

/// How an operation lists a collection, if that can be told for sure.
pub(super) fn by_shape(api: &Api, operation: &Operation) -> Option<Pages> {
    if operation.method != "GET" || operation.body.is_some() {
        return None;
    }
    let (response, headers) = response(operation)?;
    let (items, item) = list(api, response)?;
    let way = cursor(api, operation, response)
        .or_else(|| {
            let group = &api.header_groups[headers?.0];
            group.headers.iter().any(|header| header.name == "link").then_some(Way::Link)
        })
        .or_else(|| offset(api, operation, response))
        .or_else(|| number(api, operation, response))?;
    Some(Pages { way, items, item: item.clone() })
}

/// The body of the only success, and the headers beside it.
pub(crate) fn response(operation: &Operation) -> Option<(&TypeUse, Option<crate::ir::HeaderGroupId>)> {
    let successes = operation.successes();
    let [(_, response)] = successes.as_slice() else { return None };
    let [content] = response.contents.as_slice() else { return None };
    match &content.body {
        Body::Json(ty) if response.status != Status::Default && ty.nullability == Nullability::NonNull => {
            Some((ty, response.headers))
        }
        _ => None,
    }
}

/// The list of items: the body itself, its only list, or the one that is called as lists are.
fn list<'a>(api: &'a Api, body: &'a TypeUse) -> Option<(Steps, &'a TypeUse)> {
    if let Some(item) = item(api, body) {
        return Some((Steps::new(), item));
    }
    let (id, fields) = record(api, body)?;
    let lists = usable(fields)
        .filter_map(|(index, field)| Some((vec![(id, index)], item(api, &field.ty)?, plain(&field.name))));
    let lists: Vec<_> = lists.collect();
    let found = match lists.as_slice() {
        [only] => only,
        several => LISTS.iter().find_map(|name| several.iter().find(|(_, _, found)| found == name))?,
    };
    Some((found.0.clone(), found.1))
}

fn cursor(api: &Api, operation: &Operation, body: &TypeUse) -> Option<Way> {
    let parameter = query(operation, CURSORS, |parameter| is_text(api, &parameter.ty))?;
    let next = NEXT_CURSORS
        .iter()
        .find_map(|name| within(api, body, &|field| plain(&field.name) == *name && is_text(api, &field.ty)))
        .or_else(|| {
            let name = plain(&operation.parameters[parameter].name);
            within(api, body, &|field| plain(&field.name) == name && is_text(api, &field.ty))
        })?;
    Some(Way::Cursor { parameter, next, more: rest(api, body).more })
}

fn offset(api: &Api, operation: &Operation, body: &TypeUse) -> Option<Way> {
    let parameter = query(operation, OFFSETS, |parameter| is_integer(api, &parameter.ty))?;
    query(operation, LIMITS, |_| true)?;
    Some(Way::Offset { parameter, rest: rest(api, body) })
}

fn number(api: &Api, operation: &Operation, body: &TypeUse) -> Option<Way> {
    let parameter = query(operation, NUMBERS, |parameter| is_integer(api, &parameter.ty))?;
    query(operation, LIMITS, |_| true)?;
    // An index counts from 0, a number from 1.
    let first = u64::from(plain(&operation.parameters[parameter].name) != "pageindex");
    Some(Way::Number { parameter, first, rest: rest(api, body) })
}

fn rest(api: &Api, body: &TypeUse) -> Rest {
    let find = |names: &[&str], fits: &dyn Fn(&TypeUse) -> bool| {
        within(api, body, &|field| names.contains(&plain(&field.name).as_str()) && fits(&field.ty))
    };
    Rest {
        total: find(TOTALS, &|ty| is_integer(api, ty)),
        more: find(MORE, &|ty| matches!(api.resolve(ty).ty, Ty::Boolean)),
    }
}

/// The optional parameter of the query that has one of the names.
fn query(operation: &Operation, names: &[&str], fits: impl Fn(&Parameter) -> bool) -> Option<usize> {
    operation.parameters.iter().position(|parameter| {
        parameter.location == ParameterLocation::Query
            && names.contains(&plain(&parameter.name).as_str())
            && fits(parameter)
    })
}

/// The way to a field of the body, or of what it says of the page.
fn within(api: &Api, body: &TypeUse, fits: &dyn Fn(&Field) -> bool) -> Option<Steps> {
    let (id, fields) = record(api, body)?;
    if let Some((index, _)) = usable(fields).find(|(_, field)| fits(field)) {
        return Some(vec![(id, index)]);
    }
    usable(fields).filter(|(_, field)| CONTAINERS.contains(&plain(&field.name).as_str())).find_map(
        |(index, field)| {
            let (inner, fields) = record(api, &field.ty)?;
            let (last, _) = usable(fields).find(|(_, field)| fits(field))?;
            Some(vec![(id, index), (inner, last)])
        },
    )
}

/// Fields that generated code can name without a warning.
pub(super) fn usable(fields: &[Field]) -> impl Iterator<Item = (usize, &Field)> {
    fields.iter().enumerate().filter(|(_, field)| !field.docs.deprecated)
}

/// The letters of a name, without their case and what parts them.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub(super) fn record<'a>(api: &'a Api, ty: &'a TypeUse) -> Option<(ModelId, &'a [Field])> {
    match api.resolve(ty).ty {
        Ty::Model(id) => match &api.model(id).kind {
            ModelKind::Record(record) => Some((id, &record.fields)),
            _ => None,
        },
        _ => None,
    }
}

/// The type of the items of a list.
pub(super) fn item<'a>(api: &'a Api, ty: &'a TypeUse) -> Option<&'a TypeUse> {
    match &api.resolve(ty).ty {
        Ty::List { items, .. } => Some(items),
        _ => None,
    }
}

pub(super) fn is_text(api: &Api, ty: &TypeUse) -> bool {
    // A cursor is opaque: a text with a format has a type of its own.
    matches!(&api.resolve(ty).ty, Ty::String { format: None, .. })
}

pub(super) fn is_integer(api: &Api, ty: &TypeUse) -> bool {
    matches!(api.resolve(ty).ty, Ty::Integer { .. })
}
