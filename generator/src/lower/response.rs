//! Responses: what an operation may receive.

use openapiv3::StatusCode;

use super::operation::{LeftOut, json_content, left_out};
use super::{Cx, docs, header};
use crate::ir::{Hint, Response, Status, Ty};
use crate::read::skeleton;
use crate::source::{Map, Place};

/// The responses of an operation, sorted by status.
pub(super) fn lower(
    cx: &mut Cx<'_>,
    read: &openapiv3::Responses,
    place: &Place,
    hint: &Hint,
) -> Result<Vec<Response>, LeftOut> {
    let mut all = Vec::new();
    for status in read.responses.keys() {
        let (key, status) = match status {
            StatusCode::Code(code) => (code.to_string(), Status::Code(*code)),
            StatusCode::Range(hundred) => (format!("{hundred}XX"), Status::Range(*hundred)),
        };
        let slot = [key.clone(), key.to_lowercase()]
            .iter()
            .map(|key| place.key(key))
            .find(|slot| cx.node(slot).is_some());
        all.push(response(cx, &slot.unwrap_or_else(|| place.key(&key)), status, hint)?);
    }
    if read.default.is_some() {
        all.push(response(cx, &place.key("default"), Status::Default, hint)?);
    }
    all.sort_by_key(|response| response.status);
    let mut successes = all.iter().filter(|response| response.status.is_success());
    if let Some(first) = successes.next()
        && let Some(other) = successes.find(|other| !same_body(first, other))
    {
        let place = other.place.clone();
        return Err(left_out(cx, &place, "several successes with different bodies are not supported yet"));
    }
    Ok(all)
}

fn same_body(a: &Response, b: &Response) -> bool {
    match (&a.content, &b.content) {
        (None, None) => true,
        (Some(a), Some(b)) => matches!((&a.ty.ty, &b.ty.ty), (Ty::Model(a), Ty::Model(b)) if a == b),
        _ => false,
    }
}

fn response(cx: &mut Cx<'_>, place: &Place, status: Status, hint: &Hint) -> Result<Response, LeftOut> {
    let place = cx.follow(place).ok_or(LeftOut)?;
    let node = cx.node(&place).ok_or(LeftOut)?;
    let read = skeleton::read::<openapiv3::Response>(node, &place).map_err(|problem| {
        cx.report(problem.hint("the operation is left out until the response can be read"));
        LeftOut
    })?;
    let step = match status {
        status if status.is_success() => "response".to_owned(),
        Status::Code(code) => format!("{code} response"),
        Status::Range(hundred) => format!("{hundred}XX response"),
        Status::Default => "default response".to_owned(),
    };
    let contents = place.key("content");
    let content = if cx.map(&contents).is_none_or(Map::is_empty) {
        None
    } else if let Some(content) = json_content(cx, &contents, &hint.child(&step)) {
        Some(content)
    } else {
        return Err(left_out(cx, &contents, "responses that are not JSON are not supported yet"));
    };
    let names: Vec<String> = read.headers.keys().cloned().collect();
    let headers = header::group(cx, &place.key("headers"), &names, hint);
    Ok(Response { status, docs: docs::of(node.as_map()), content, headers, place })
}
