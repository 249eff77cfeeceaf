//! Responses: what an operation may receive.

use openapiv3::StatusCode;

use super::{Cx, content, docs, header};
use crate::ir::{Hint, Response, Status};
use crate::read::skeleton::{self, Take};
use crate::source::Place;

/// The responses of an operation, sorted by status.
pub(super) fn lower(
    cx: &mut Cx<'_>,
    read: &openapiv3::Responses,
    place: &Place,
    hint: &Hint,
) -> Vec<Response> {
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
        all.extend(response(cx, &slot.unwrap_or_else(|| place.key(&key)), status, hint));
    }
    if read.default.is_some() {
        all.extend(response(cx, &place.key("default"), Status::Default, hint));
    }
    all.sort_by_key(|response| response.status);
    all
}

/// The response; one that cannot be read is like one that is not documented.
fn response(cx: &mut Cx<'_>, place: &Place, status: Status, hint: &Hint) -> Option<Response> {
    let place = cx.follow(place)?;
    let node = cx.node(&place)?;
    let rows = [("content", Take::Content), ("headers", Take::Entries)];
    let with = [("description", serde_json::json!(""))];
    let read: openapiv3::Response = match skeleton::read(node, &place, &rows, &with) {
        Ok(read) => read,
        Err(problem) => {
            cx.report(problem.hint("the response is left out until it can be read"));
            return None;
        }
    };
    let step = match status {
        status if status.is_success() => "response".to_owned(),
        Status::Code(code) => format!("{code} response"),
        Status::Range(hundred) => format!("{hundred}XX response"),
        Status::Default => "default response".to_owned(),
    };
    let contents = content::received(cx, &place.key("content"), &hint.child(&step));
    let names: Vec<String> = read.headers.keys().cloned().collect();
    let headers = header::group(cx, &place.key("headers"), &names, hint);
    Some(Response { status, docs: docs::of(node.as_map()), contents, headers, place })
}
