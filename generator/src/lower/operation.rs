//! Operations: what they send, and what may come back.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cx, content, docs, parameter, response, security, select, servers};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::ir::{Body, Hint, Incoming, Operation, Presence, RequestBody};
use crate::read::Dialect;
use crate::read::skeleton::Take;
use crate::source::{Map, Place, Tree};

/// What keeps an operation from being generated; it has been reported.
pub(super) struct LeftOut;

/// The methods that a path item has keywords for, in the order of the specification.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// An operation object, and how it is called.
pub(super) struct Found {
    /// The method, in upper case.
    pub(super) method: String,
    pub(super) place: Place,
}

/// The operations of a path item.
pub(super) fn found(cx: &Cx<'_>, item: &Place) -> Vec<Found> {
    let since_32 = cx.document.dialect() >= Dialect::V32;
    let known = METHODS.into_iter().filter(|method| *method != "query" || since_32);
    let mut all: Vec<Found> = known
        .map(|method| Found { method: method.to_ascii_uppercase(), place: item.key(method) })
        .filter(|found| cx.map(&found.place).is_some())
        .collect();
    if since_32 {
        let others = item.key("additionalOperations");
        for method in cx.keys(&others) {
            let place = others.key(&method);
            if cx.map(&place).is_some() {
                all.push(Found { method, place });
            }
        }
    }
    all
}

/// Every operation of the document; those that cannot be generated are left out with a diagnostic.
pub(super) fn lower(cx: &mut Cx<'_>, root: &Place) -> Vec<Operation> {
    let paths = root.key("paths");
    let mut all: Vec<Operation> = Vec::new();
    let mut ids = BTreeMap::new();
    for path in cx.keys(&paths).into_iter().filter(|path| path.starts_with('/')) {
        let Some(item) = cx.follow(&paths.key(&path)) else { continue };
        for found in found(cx, &item) {
            let id = id(cx, &path, &found, &mut ids);
            if !select(cx, &path, &id, &found.place) {
                continue;
            }
            let left_out = crate::ir::LeftOut {
                id: id.clone(),
                method: found.method.clone(),
                path: path.clone(),
                place: found.place.clone(),
            };
            match operation(cx, root, &path, &item, found, id) {
                Some(operation) => all.push(operation),
                None => cx.coverage.left_out.push(left_out),
            }
        }
    }
    all
}

/// Whether the operation is generated.
fn select(cx: &mut Cx<'_>, path: &str, id: &str, place: &Place) -> bool {
    if cx.settings.selection.is_all() {
        return true;
    }
    let tags = cx.map(place).and_then(|node| node.get("tags")).and_then(Tree::as_list).unwrap_or_default();
    let tags: Vec<String> = tags.iter().filter_map(Tree::as_str).map(str::to_owned).collect();
    let is_selected = cx.settings.selection.selects(&tags, path, id);
    if !is_selected {
        cx.coverage.unselected.insert(place.clone());
    }
    let (path, id) = (path.to_owned(), id.to_owned());
    cx.candidates.push(select::Candidate { tags, path, id });
    is_selected
}

/// What to call the operation: as the document says, unless it calls another one so, too.
fn id(cx: &mut Cx<'_>, path: &str, found: &Found, ids: &mut BTreeMap<String, Place>) -> String {
    let made = format!("{} {path}", found.method.to_ascii_lowercase());
    let at = found.place.key("operationId");
    let Some(id) = cx.text(&at).filter(|id| !id.trim().is_empty()) else {
        let message = format!("this operation has no `operationId`; it is called `{made}`");
        cx.report(Diagnostic::new(Code::MissingOperationId, Location::Key(found.place.clone()), message));
        return made;
    };
    let Some(first) = ids.get(&id).cloned() else {
        ids.insert(id.clone(), at);
        return id;
    };
    let message = format!("the `operationId` `{id}` is used twice; this operation is called `{made}`");
    let problem = Diagnostic::new(Code::DuplicateOperationId, Location::Value(at), message)
        .related(Location::Value(first), "first used here");
    cx.report(problem.hint("give every operation an `operationId` of its own: methods are named after it"));
    made
}

fn operation(
    cx: &mut Cx<'_>,
    root: &Place,
    path: &str,
    item: &Place,
    found: Found,
    id: String,
) -> Option<Operation> {
    let Found { method, place } = found;
    let node = cx.node(&place)?;
    let rows = [("tags", Take::Texts), ("responses", Take::Members)];
    let with = [("responses", serde_json::json!({}))];
    let read: openapiv3::Operation =
        cx.read(&place, &rows, &with, "the operation is left out until it can be read")?;
    let hint = Hint::Derived(vec![id.clone()]);
    let parameters =
        parameter::all(cx, path, &[item.key("parameters"), place.key("parameters")], &place, &hint).ok()?;
    let body = match cx.node(&place.key("requestBody")) {
        None => None,
        Some(_) => request_body(cx, &place.key("requestBody"), &hint).ok()?,
    };
    let responses = response::lower(cx, &read.responses, &place.key("responses"), &hint);
    let security = security::requirements(cx, &place, root);
    let mut docs = docs::of(node.as_map());
    docs.deprecated |=
        cx.map(item).and_then(|item| item.get("deprecated")).and_then(Tree::as_bool) == Some(true);
    let own = [place.key("servers"), item.key("servers")];
    let servers = own.iter().map(|list| servers(cx, list)).find(|servers| !servers.is_empty());
    callbacks(cx, &place.key("callbacks"), &hint);
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
        servers: servers.unwrap_or_default(),
        is_idempotent: node.as_map()?.get("x-idempotent").and_then(Tree::as_bool) == Some(true),
        place,
    })
}

/// Reports that the operation that holds `place` is left out, and why.
pub(super) fn left_out(cx: &mut Cx<'_>, place: &Place, what: &str) -> LeftOut {
    let message = format!("{what}; the operation is left out");
    cx.report(Diagnostic::new(Code::Unsupported, Location::Key(place.clone()), message));
    LeftOut
}

/// What the operation sends; `None` for a body that has no content.
fn request_body(cx: &mut Cx<'_>, place: &Place, hint: &Hint) -> Result<Option<RequestBody>, LeftOut> {
    let place = cx.follow(place).ok_or(LeftOut)?;
    let node = cx.node(&place).ok_or(LeftOut)?;
    let rows = [("required", Take::Flag), ("content", Take::Content)];
    let problem = "the operation is left out until its body can be read";
    let with = [("content", serde_json::json!({}))];
    let read: openapiv3::RequestBody = cx.read(&place, &rows, &with, problem).ok_or(LeftOut)?;
    let contents = content::sent(cx, &place.key("content"), &hint.child("request"));
    if contents.is_empty() {
        return Ok(None);
    }
    Ok(Some(RequestBody {
        presence: if read.required { Presence::Required } else { Presence::Optional },
        contents,
        docs: docs::of(node.as_map()),
    }))
}

/// The bodies of the webhooks of the document.
pub(super) fn webhooks(cx: &mut Cx<'_>, root: &Place) {
    let hooks = root.key("webhooks");
    for name in cx.keys(&hooks) {
        let hint = Hint::Derived(vec![name.clone()]);
        let Some(item) = cx.follow(&hooks.key(&name)) else { continue };
        for found in found(cx, &item) {
            let id = cx.text(&found.place.key("operationId")).unwrap_or_else(|| name.clone());
            if select(cx, "", &id, &found.place) {
                incoming(cx, &found.place, &name, &hint);
            }
        }
    }
}

/// The bodies of the callbacks of an operation.
fn callbacks(cx: &mut Cx<'_>, callbacks: &Place, operation: &Hint) {
    for name in cx.keys(callbacks) {
        let Some(callback) = cx.follow(&callbacks.key(&name)) else { continue };
        for expression in cx.keys(&callback).into_iter().filter(|key| !key.starts_with("x-")) {
            let called = format!("{} {name}", operation.path().join(" "));
            let Some(item) = cx.follow(&callback.key(&expression)) else { continue };
            for found in found(cx, &item) {
                incoming(cx, &found.place, &called, &operation.child(&name));
            }
        }
    }
}

/// The bodies of an operation that the server calls.
fn incoming(cx: &mut Cx<'_>, operation: &Place, name: &str, hint: &Hint) {
    let body = operation.key("requestBody");
    if cx.node(&body).is_none() {
        return;
    }
    let Some(body) = cx.follow(&body) else { return };
    for content in content::received(cx, &body.key("content"), hint) {
        if let Body::Json(ty) = content.body {
            cx.incoming.push(Incoming { name: name.to_owned(), ty });
        }
    }
}

/// The keys of a map that are no extensions.
pub(super) fn members(cx: &Cx<'_>, place: &Place) -> BTreeSet<String> {
    cx.map(place).into_iter().flat_map(Map::keys).filter(|key| !key.starts_with("x-")).cloned().collect()
}
