//! Pages as the configuration describes them: names of parameters and properties, resolved to what they stand for.

use std::collections::BTreeMap;

use super::find::{is_integer, is_text, item, record, response, usable};
use super::{Pages, Rest, Steps, Way};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Located, did_you_mean};
use crate::ir::{Api, Operation, Ty, TypeUse};
use crate::source::Pointer;

/// `[pages]`: how an operation lists a collection. Properties are names from the body down, parted by dots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenPages {
    /// `style`: `None` for `"none"`, an operation that only looks as if it did.
    pub style: Option<PageStyle>,
    /// `parameter`: the parameter that says which page.
    pub parameter: Option<Located<String>>,
    /// `items`: the property that is the list; empty where the body is the list.
    pub items: Option<Located<String>>,
    /// `next`: the property that is the value of the parameter for the next page.
    pub next: Option<Located<String>>,
    /// `total`: the property that is the number of all items.
    pub total: Option<Located<String>>,
    /// `more`: the property that says whether there is another page.
    pub more: Option<Located<String>>,
    /// `first`: the number of the first page; 1 by default.
    pub first: Option<u64>,
}

/// `style`: what says where the next page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageStyle {
    /// `"cursor"`
    Cursor,
    /// `"offset"`
    Offset,
    /// `"number"`
    Number,
    /// `"link"`
    Link,
}

type Resolved<T> = Result<T, Box<Diagnostic>>;

pub(super) fn resolve(
    api: &Api,
    operation: &Operation,
    given: &Located<GivenPages>,
) -> Resolved<Option<Pages>> {
    let Located { value: given, at } = given;
    let Some(style) = given.style else { return Ok(None) };
    let problem = |message: String| Box::new(Diagnostic::new(Code::InvalidConfig, at.clone(), message));
    let Some((body, _)) = response(operation) else {
        return Err(problem(format!(
            "`{}` has no single success that is JSON, so it has no pages",
            operation.id
        )));
    };
    let needed = |name: &str| problem(format!("pages of this style need `{name}`"));
    let parameter = || {
        let name = given.parameter.as_ref().ok_or_else(|| needed("parameter"))?;
        let found = operation.parameters.iter().position(|parameter| parameter.name == name.value);
        found.ok_or_else(|| {
            let message = format!("`{}` has no parameter `{}`", operation.id, name.value);
            let mut problem = Diagnostic::new(Code::InvalidConfig, name.at.clone(), message);
            let names = operation.parameters.iter().map(|parameter| parameter.name.as_str());
            problem.hint = did_you_mean(&name.value, names);
            Box::new(problem)
        })
    };
    let rest = || -> Resolved<Rest> {
        let find = |path: &Option<Located<String>>, what, fits: &dyn Fn(&TypeUse) -> bool| {
            path.as_ref().map(|path| steps(api, body, path, what, fits)).transpose()
        };
        Ok(Rest {
            total: find(&given.total, "an integer", &|ty| is_integer(api, ty))?,
            more: find(&given.more, "a boolean", &|ty| matches!(api.resolve(ty).ty, Ty::Boolean))?,
        })
    };
    let way = match style {
        PageStyle::Cursor => {
            let next = given.next.as_ref().ok_or_else(|| needed("next"))?;
            let next = steps(api, body, next, "a string", &|ty| is_text(api, ty))?;
            Way::Cursor { parameter: parameter()?, next, more: rest()?.more }
        }
        PageStyle::Offset => Way::Offset { parameter: parameter()?, rest: rest()? },
        PageStyle::Number => {
            Way::Number { parameter: parameter()?, first: given.first.unwrap_or(1), rest: rest()? }
        }
        PageStyle::Link => Way::Link,
    };
    let path = given.items.as_ref().ok_or_else(|| needed("items"))?;
    let items = steps(api, body, path, "an array", &|ty| item(api, ty).is_some())?;
    let list = items.last().and_then(|(id, index)| match &api.model(*id).kind {
        crate::ir::ModelKind::Record(record) => record.fields.get(*index).map(|field| &field.ty),
        _ => None,
    });
    let item = item(api, list.unwrap_or(body)).cloned();
    Ok(item.map(|item| Pages { way, items, item }))
}

/// The way along the names.
fn steps(
    api: &Api,
    body: &TypeUse,
    path: &Located<String>,
    what: &str,
    fits: &dyn Fn(&TypeUse) -> bool,
) -> Resolved<Steps> {
    let problem = |message: String| Box::new(Diagnostic::new(Code::InvalidConfig, path.at.clone(), message));
    let (mut ty, mut steps) = (body, Steps::new());
    for name in path.value.split('.').filter(|name| !name.is_empty()) {
        let (id, fields) =
            record(api, ty).ok_or_else(|| problem(format!("`{name}` is looked for in what is no object")))?;
        let Some((index, field)) = usable(fields).find(|(_, field)| field.name == name) else {
            let mut problem = problem(format!("there is no property `{name}`, or it is deprecated"));
            problem.hint = did_you_mean(name, fields.iter().map(|field| field.name.as_str()));
            return Err(problem);
        };
        steps.push((id, index));
        ty = &field.ty;
    }
    if fits(ty) { Ok(steps) } else { Err(problem(format!("`{}` is not {what}", path.value))) }
}

/// Reports descriptions of what is no operation.
pub(super) fn report_unknown(
    api: &Api,
    given: &BTreeMap<Pointer, Located<GivenPages>>,
    diagnostics: &mut Diagnostics,
) {
    for (pointer, row) in given {
        if !api.operations.iter().any(|operation| operation.place.pointer == *pointer) {
            let message = format!("`{pointer}` is no operation");
            diagnostics.push(Diagnostic::new(Code::InvalidConfig, row.at.clone(), message));
        }
    }
}
