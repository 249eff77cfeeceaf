//! From the tree of a document to its operations.

use std::collections::BTreeSet;

use super::media::content;
use super::security::{alternatives, schemes};
use super::{Body, Header, Life, Operation, Parameter, Response, Wire, schema_at};
use crate::diff::side::Side;
use crate::diff::trail::Node;
use crate::source::Tree;

const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Reads everything that the document says about the wire.
pub(in crate::diff) fn read<'a>(side: &mut Side<'a>) -> Option<Wire<'a>> {
    let root = side.root()?;
    let security = side.get(root, "security");
    let mut operations = Vec::new();
    if let Some(paths) = side.get(root, "paths") {
        for (path, item) in side.trail.members(paths) {
            if path.starts_with('/') {
                path_item(side, path, item, (security, false), &mut operations);
            }
        }
    }
    let mut webhooks = Vec::new();
    if let Some(items) = side.get(root, "webhooks") {
        for (name, item) in side.trail.members(items) {
            path_item(side, name, item, (security, false), &mut webhooks);
        }
    }
    let schemas = side.get(root, "components").and_then(|node| side.get(node, "schemas"));
    Some(Wire {
        root,
        info: side.get(root, "info"),
        operations,
        webhooks,
        servers: items(side, root, "servers"),
        security,
        schemes: schemes(side, root),
        schemas: schemas.map(|node| side.trail.members(node)).unwrap_or_default(),
    })
}

fn items<'a>(side: &mut Side<'a>, node: Node<'a>, key: &str) -> Vec<Node<'a>> {
    side.get(node, key).map(|list| side.trail.items(list)).unwrap_or_default()
}

fn path_item<'a>(
    side: &mut Side<'a>,
    path: &'a str,
    item: Node<'a>,
    (security, in_callback): (Option<Node<'a>>, bool),
    operations: &mut Vec<Operation<'a>>,
) {
    // Beside a reference an item may have operations of its own.
    let mut nodes = vec![item];
    if let Some(target) = side.follow(item).filter(|target| target.identity() != item.identity()) {
        nodes.push(target);
    }
    let shared: Vec<Node<'a>> = nodes.iter().flat_map(|node| items(side, *node, "parameters")).collect();
    let servers: Vec<Node<'a>> = nodes.iter().flat_map(|node| items(side, *node, "servers")).collect();
    let mut seen = BTreeSet::new();
    for node in nodes {
        let mut found: Vec<(String, Node<'a>)> = METHODS
            .iter()
            .filter_map(|method| Some((method.to_ascii_uppercase(), side.get(node, method)?)))
            .collect();
        if let Some(additional) = side.get(node, "additionalOperations") {
            found.extend(
                side.trail.members(additional).into_iter().map(|(name, node)| (name.to_owned(), node)),
            );
        }
        for (method, node) in found {
            if node.tree.as_map().is_some() && seen.insert(method.clone()) {
                let context = Context { shared: &shared, servers: &servers, security, in_callback };
                operations.push(operation(side, method, path, node, &context));
            }
        }
    }
}

/// What is said around an operation and holds for it.
struct Context<'c, 'a> {
    shared: &'c [Node<'a>],
    servers: &'c [Node<'a>],
    security: Option<Node<'a>>,
    in_callback: bool,
}

fn operation<'a>(
    side: &mut Side<'a>,
    method: String,
    path: &'a str,
    node: Node<'a>,
    context: &Context<'_, 'a>,
) -> Operation<'a> {
    let names = template_names(path);
    let own = items(side, node, "parameters");
    let mut parameters: Vec<Parameter<'a>> = Vec::new();
    for node in own.into_iter().chain(context.shared.iter().copied()) {
        let Some(parameter) = parameter(side, node, &names) else { continue };
        let is_known =
            |known: &Parameter<'a>| (known.location, &known.key) == (parameter.location, &parameter.key);
        if !parameters.iter().any(is_known) {
            parameters.push(parameter);
        }
    }
    let own_servers = items(side, node, "servers");
    let security_at = side.get(node, "security").or(context.security);
    Operation {
        method,
        path,
        names,
        id: node.tree.get("operationId").and_then(Tree::as_str),
        node,
        tags: node
            .tree
            .get("tags")
            .and_then(Tree::as_list)
            .into_iter()
            .flatten()
            .filter_map(Tree::as_str)
            .collect(),
        life: Life::of(node.tree),
        parameters,
        body: body(side, node),
        responses: responses(side, node),
        security: alternatives(security_at),
        security_at,
        servers: if own_servers.is_empty() { context.servers.to_vec() } else { own_servers },
        // A callback may lead back to its operation by a reference.
        callbacks: if context.in_callback { Vec::new() } else { callbacks(side, node, context.security) },
    }
}

/// The names between braces.
fn template_names(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

fn parameter<'a>(side: &mut Side<'a>, node: Node<'a>, names: &[&str]) -> Option<Parameter<'a>> {
    let node = side.follow(node)?;
    let text = |key: &str| node.tree.get(key).and_then(Tree::as_str);
    let flag = |key: &str| node.tree.get(key).and_then(Tree::as_bool);
    let (location, name) = (text("in")?, text("name")?);
    // These are described elsewhere, and definitions of them are to be ignored (OpenAPI, Parameter Object).
    let is_ignored = |header: &str| ["accept", "content-type", "authorization"].contains(&header);
    if location == "header" && is_ignored(&header_name(name)) {
        return None;
    }
    let key = match location {
        "path" => names
            .iter()
            .position(|known| *known == name)
            .map_or_else(|| name.to_owned(), |at| format!("{{{at}}}")),
        "header" => header_name(name),
        _ => name.to_owned(),
    };
    let style =
        text("style").unwrap_or(if matches!(location, "query" | "cookie") { "form" } else { "simple" });
    let media = side.get(node, "content").and_then(|content| side.trail.members(content).into_iter().next());
    let schema = match media {
        Some((_, media)) => schema_at(side, media, "schema"),
        None => schema_at(side, node, "schema"),
    };
    Some(Parameter {
        node,
        location,
        name,
        key,
        required: flag("required") == Some(true) || location == "path",
        life: Life::of(node.tree),
        style,
        explode: flag("explode").unwrap_or(style == "form"),
        allow_reserved: flag("allowReserved") == Some(true),
        allow_empty: flag("allowEmptyValue") == Some(true),
        schema,
        media: media.map(|(name, _)| name),
    })
}

fn body<'a>(side: &mut Side<'a>, operation: Node<'a>) -> Option<Body<'a>> {
    let node = side.follow_key(operation, "requestBody")?;
    let required = node.tree.get("required").and_then(Tree::as_bool) == Some(true);
    Some(Body { node, required, content: content(side, node) })
}

fn responses<'a>(side: &mut Side<'a>, operation: Node<'a>) -> Vec<Response<'a>> {
    let Some(responses) = side.get(operation, "responses") else { return Vec::new() };
    let members = side.trail.members(responses);
    members
        .into_iter()
        .filter(|(status, _)| !status.starts_with("x-"))
        .map(|(status, node)| {
            let node = side.follow(node).unwrap_or(node);
            let status = if status == "default" { status.to_owned() } else { status.to_ascii_uppercase() };
            let links = side.get(node, "links").map(|links| side.trail.members(links)).unwrap_or_default();
            Response { status, node, content: content(side, node), headers: headers(side, node), links }
        })
        .collect()
}

fn headers<'a>(side: &mut Side<'a>, response: Node<'a>) -> Vec<Header<'a>> {
    let Some(headers) = side.get(response, "headers") else { return Vec::new() };
    let members = side.trail.members(headers);
    members
        .into_iter()
        // The media type says it.
        .filter(|(name, _)| header_name(name) != "content-type")
        .filter_map(|(name, node)| {
            let node = side.follow(node)?;
            let required = node.tree.get("required").and_then(Tree::as_bool) == Some(true);
            Some(Header { node, name, required, schema: schema_at(side, node, "schema") })
        })
        .collect()
}

fn callbacks<'a>(side: &mut Side<'a>, operation: Node<'a>, security: Option<Node<'a>>) -> Vec<Operation<'a>> {
    let mut found = Vec::new();
    let Some(callbacks) = side.get(operation, "callbacks") else { return found };
    for (name, callback) in side.trail.members(callbacks) {
        if name.starts_with("x-") {
            continue;
        }
        let Some(callback) = side.follow(callback) else { continue };
        for (expression, item) in side.trail.members(callback) {
            if !expression.starts_with("x-") {
                let from = found.len();
                path_item(side, expression, item, (security, true), &mut found);
                for operation in &mut found[from..] {
                    // What is in braces is an expression here, and no parameter.
                    operation.names.clear();
                    operation.id = Some(name);
                }
            }
        }
    }
    found
}

/// A header as it compares: without regard to case.
pub(in crate::diff) fn header_name(name: &str) -> String {
    name.to_ascii_lowercase()
}
