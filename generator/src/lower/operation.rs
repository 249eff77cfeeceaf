//! Operations: what they send.

use std::collections::BTreeSet;

use openapiv3::{ParameterSchemaOrContent, ReferenceOr};

use super::{Cx, docs, response, schema, security};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::ir::{
    Content, Hint, Method, ModelKind, Operation, Parameter, ParameterLocation, Presence, RequestBody, Ty,
    TypeUse,
};
use crate::read::skeleton;
use crate::source::{Map, Place, Tree};

/// What keeps an operation from being generated; it has been reported.
pub(super) struct LeftOut;

/// Every operation of the document; those that cannot be generated are left out with a diagnostic.
pub(super) fn lower(cx: &mut Cx<'_>, root: &Place) -> Vec<Operation> {
    let paths = root.key("paths");
    let mut all = Vec::new();
    for path in cx.keys(&paths).into_iter().filter(|path| path.starts_with('/')) {
        let Some(item) = cx.follow(&paths.key(&path)) else { continue };
        for method in Method::ALL {
            let place = item.key(&method.as_str().to_ascii_lowercase());
            if cx.map(&place).is_some() {
                all.extend(operation(cx, root, &path, method, &item, place));
            }
        }
    }
    all
}

fn operation(
    cx: &mut Cx<'_>,
    root: &Place,
    path: &str,
    method: Method,
    item: &Place,
    place: Place,
) -> Option<Operation> {
    let node = cx.node(&place)?;
    let read = match skeleton::read::<openapiv3::Operation>(node, &place) {
        Ok(read) => read,
        Err(problem) => {
            cx.report(problem.hint("the operation is left out until it can be read"));
            return None;
        }
    };
    let id = read.operation_id.unwrap_or_else(|| {
        let id = format!("{} {path}", method.as_str().to_ascii_lowercase());
        let message = format!("this operation has no `operationId`; it is called `{id}`");
        cx.report(Diagnostic::new(Code::MissingOperationId, Location::Key(place.clone()), message));
        id
    });
    let hint = Hint::Derived(vec![id.clone()]);
    let parameters = parameters(cx, path, &[item.key("parameters"), place.key("parameters")], &hint).ok()?;
    let body = match read.request_body {
        None => None,
        Some(_) => Some(request_body(cx, &place.key("requestBody"), &hint).ok()?),
    };
    let responses = response::lower(cx, &read.responses, &place.key("responses"), &hint).ok()?;
    let (_, security) = security::requirements(cx, &place, root);
    let docs = docs::of(node.as_map());
    Some(Operation {
        id,
        method,
        path: path.to_owned(),
        docs,
        tags: read.tags,
        parameters,
        body,
        responses,
        security,
        place,
    })
}

/// Reports that the operation that holds `place` is left out, and why.
pub(super) fn left_out(cx: &mut Cx<'_>, place: &Place, what: &str) -> LeftOut {
    let message = format!("{what}; the operation is left out");
    cx.report(Diagnostic::new(Code::Unsupported, Location::Key(place.clone()), message));
    LeftOut
}

/// The parameters of the path item, then those of the operation, which replace their namesakes.
fn parameters(
    cx: &mut Cx<'_>,
    path: &str,
    lists: &[Place; 2],
    hint: &Hint,
) -> Result<Vec<Parameter>, LeftOut> {
    let mut all: Vec<Parameter> = Vec::new();
    for list in lists {
        let count = cx.node(list).and_then(Tree::as_list).map_or(0, <[Tree]>::len);
        for index in 0..count {
            let Some(parameter) = parameter(cx, &list.index(index), hint)? else { continue };
            let namesake =
                |other: &Parameter| other.name == parameter.name && other.location == parameter.location;
            match all.iter().position(namesake) {
                Some(at) => all[at] = parameter,
                None => all.push(parameter),
            }
        }
    }
    // Path parameters are arguments in the order of the template; the order of the list means nothing.
    let names: Vec<&str> = template_names(path).collect();
    let position = |parameter: &Parameter| names.iter().position(|name| *name == parameter.name);
    all.sort_by_key(|parameter| (parameter.location, position(parameter)));
    Ok(all)
}

/// The names between braces in a path template.
pub(crate) fn template_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// Header parameters that are ignored, since media types and security say them (OpenAPI, parameter object).
const DESCRIBED_ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];

/// The parameter at `place`; `None` for a header that other parts of the document describe.
fn parameter(cx: &mut Cx<'_>, place: &Place, hint: &Hint) -> Result<Option<Parameter>, LeftOut> {
    let place = cx.follow(place).ok_or(LeftOut)?;
    let node = cx.node(&place).ok_or(LeftOut)?;
    let read = skeleton::read::<openapiv3::Parameter>(node, &place).map_err(|problem| {
        cx.report(problem.hint("the operation is left out until the parameter can be read"));
        LeftOut
    })?;
    let (location, style) = match &read {
        openapiv3::Parameter::Path { style, .. } => {
            (ParameterLocation::Path, *style == openapiv3::PathStyle::Simple)
        }
        openapiv3::Parameter::Query { style, .. } => {
            (ParameterLocation::Query, *style == openapiv3::QueryStyle::Form)
        }
        openapiv3::Parameter::Header { .. } => (ParameterLocation::Header, true),
        openapiv3::Parameter::Cookie { .. } => {
            return Err(left_out(cx, &place, "cookie parameters are not supported yet"));
        }
    };
    let data = read.parameter_data();
    if location == ParameterLocation::Header
        && DESCRIBED_ELSEWHERE.contains(&data.name.to_ascii_lowercase().as_str())
    {
        return Ok(None);
    }
    let ParameterSchemaOrContent::Schema(slot) = &data.format else {
        return Err(left_out(cx, &place, "parameters with `content` are not supported yet"));
    };
    let ty = match skeleton::schema_place(slot, &place) {
        Some(schema) => schema::type_use(cx, &schema, &hint.child(&data.name)),
        None => schema::any(&place),
    };
    if !style || !is_scalar(cx, &ty) {
        return Err(left_out(cx, &place, "only parameters with plain values are supported yet"));
    }
    Ok(Some(Parameter {
        name: data.name.clone(),
        location,
        presence: if data.required { Presence::Required } else { Presence::Optional },
        docs: docs::of(node.as_map()),
        ty,
        place,
    }))
}

/// Whether a value of the type is one plain text; asks the document, since declarations are lowered later.
pub(super) fn is_scalar(cx: &mut Cx<'_>, ty: &TypeUse) -> bool {
    cx.finish_models();
    let mut ty = ty;
    // A chain of aliases is at most as long as there are models; one that is longer goes in circles.
    for _ in 0..=cx.models.len() {
        match &ty.ty {
            Ty::String { .. } | Ty::Integer { .. } | Ty::Number { .. } | Ty::Boolean => return true,
            Ty::List { .. } | Ty::Map { .. } | Ty::Any => return false,
            Ty::Model(id) => match &cx.models[id.0].model.kind {
                ModelKind::Enumeration(_) | ModelKind::Integers(_) => return true,
                ModelKind::Record(_) | ModelKind::Union(_) | ModelKind::Any(_) => return false,
                ModelKind::Alias(target) => ty = target,
            },
        }
    }
    false
}

fn request_body(cx: &mut Cx<'_>, place: &Place, hint: &Hint) -> Result<RequestBody, LeftOut> {
    let place = cx.follow(place).ok_or(LeftOut)?;
    let node = cx.node(&place).ok_or(LeftOut)?;
    let read = skeleton::read::<openapiv3::RequestBody>(node, &place).map_err(|problem| {
        cx.report(problem.hint("the operation is left out until its body can be read"));
        LeftOut
    })?;
    let Some(content) = json_content(cx, &place.key("content"), &hint.child("request")) else {
        return Err(left_out(cx, &place, "bodies that are not JSON are not supported yet"));
    };
    Ok(RequestBody {
        presence: if read.required { Presence::Required } else { Presence::Optional },
        content,
        docs: docs::of(node.as_map()),
    })
}

/// The JSON content under a `content` keyword; `application/json` is preferred over its relatives.
pub(super) fn json_content(cx: &mut Cx<'_>, contents: &Place, hint: &Hint) -> Option<Content> {
    let names: BTreeSet<String> = cx.map(contents).into_iter().flat_map(Map::keys).cloned().collect();
    let media_type = names
        .iter()
        .filter(|name| is_json(name))
        .min_by_key(|name| (!essence(name).eq("application/json"), *name))?;
    let node = cx.node(&contents.key(media_type))?;
    let place = contents.key(media_type);
    let read = match skeleton::read::<openapiv3::MediaType>(node, &place) {
        Ok(read) => read,
        Err(problem) => {
            cx.report(*problem);
            return None;
        }
    };
    let ty = match read.schema.as_ref().and_then(|slot: &ReferenceOr<_>| skeleton::schema_place(slot, &place))
    {
        Some(schema) => schema::type_use(cx, &schema, hint),
        None => schema::any(&place),
    };
    Some(Content { media_type: media_type.clone(), ty })
}

/// The media type without parameters, in lower case.
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// RFC 6838 section 4.2.8: the suffix `+json` says how a body is written.
fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence == "application/json" || essence.ends_with("+json")
}
