//! Reading an overlay, strictly.

use serde_json_path::JsonPath;

use super::super::{FileId, Map, Place, Tree};
use super::problem;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity, did_you_mean};

/// One change.
pub(super) struct Action<'t> {
    /// Where it is written.
    pub(super) at: Place,
    /// What it changes.
    pub(super) target: JsonPath,
    pub(super) change: Change<'t>,
}

/// What is done to the nodes that the target selects.
#[derive(Clone, Copy)]
pub(super) enum Change<'t> {
    Update(&'t Tree),
    Remove,
    /// It was said wrongly, and that was reported.
    Nothing,
}

/// The actions of an overlay, those that can be understood.
pub(super) fn actions<'t>(tree: &'t Tree, file: FileId, diagnostics: &mut Diagnostics) -> Vec<Action<'t>> {
    let root = Place::root(file);
    let Some(map) = object(tree, &root, diagnostics) else { return Vec::new() };
    known(map, &root, "an overlay", &["overlay", "info", "extends", "actions"], diagnostics);
    version(map, &root, diagnostics);
    info(map, &root, diagnostics);
    text(map, &root, "extends", diagnostics);
    let at = root.key("actions");
    let Some(list) = map.get("actions") else {
        diagnostics.push(missing(&root, "actions", "an overlay"));
        return Vec::new();
    };
    let Some(items) = list.as_list() else {
        diagnostics.push(
            problem(&at, "`actions` must be an array").label(format!("this is of type {}", list.kind())),
        );
        return Vec::new();
    };
    if items.is_empty() {
        diagnostics.push(problem(&at, "an overlay has at least one action"));
    }
    items.iter().enumerate().filter_map(|(index, item)| action(item, at.index(index), diagnostics)).collect()
}

fn version(map: &Map, root: &Place, diagnostics: &mut Diagnostics) {
    match map.get("overlay") {
        None => diagnostics
            .push(missing(root, "overlay", "an overlay").hint("an overlay starts with `overlay: 1.0.0`")),
        Some(Tree::String(version)) if version == "1.0" || version.starts_with("1.0.") => {}
        Some(_) => diagnostics.push(
            problem(&root.key("overlay"), "this version of the Overlay Specification is not read")
                .hint("write `overlay: 1.0.0`"),
        ),
    }
}

fn info(map: &Map, root: &Place, diagnostics: &mut Diagnostics) {
    let at = root.key("info");
    let Some(info) = map.get("info") else {
        diagnostics
            .push(missing(root, "info", "an overlay").hint("say `title` and `version` of the overlay in it"));
        return;
    };
    let Some(info) = object(info, &at, diagnostics) else { return };
    known(info, &at, "the info object", &["title", "version"], diagnostics);
    for key in ["title", "version"] {
        if !info.contains_key(key) {
            diagnostics.push(missing(&at, key, "the info object"));
        }
        text(info, &at, key, diagnostics);
    }
}

fn action<'t>(item: &'t Tree, at: Place, diagnostics: &mut Diagnostics) -> Option<Action<'t>> {
    let map = object(item, &at, diagnostics)?;
    known(map, &at, "an action", &["target", "description", "update", "remove"], diagnostics);
    text(map, &at, "description", diagnostics);
    let change = change(map, &at, diagnostics);
    if !map.contains_key("target") {
        diagnostics.push(missing(&at, "target", "an action"));
    }
    let path = text(map, &at, "target", diagnostics)?;
    match JsonPath::parse(path) {
        Ok(target) => Some(Action { at, target, change }),
        Err(error) => {
            let message =
                format!("`{path}` is not a JSONPath: {}, at character {}", error.message(), error.position());
            diagnostics.push(
                problem(&at.key("target"), message)
                    .hint("JSONPath is told in RFC 9535, such as `$.paths['/pets'].get`"),
            );
            None
        }
    }
}

fn change<'t>(map: &'t Map, at: &Place, diagnostics: &mut Diagnostics) -> Change<'t> {
    let remove = match map.get("remove") {
        None => false,
        Some(Tree::Bool(remove)) => *remove,
        Some(other) => {
            let wrong = problem(&at.key("remove"), "`remove` must be a boolean");
            diagnostics.push(wrong.label(format!("this is of type {}", other.kind())));
            return Change::Nothing;
        }
    };
    match (remove, map.get("update")) {
        (true, update) => {
            if update.is_some() {
                let mut ignored = Diagnostic::new(
                    Code::InvalidOverlay,
                    Location::Key(at.key("update")),
                    "`update` has no effect beside `remove: true`",
                );
                ignored.severity = Severity::Warning;
                diagnostics.push(ignored);
            }
            Change::Remove
        }
        (false, Some(update)) => Change::Update(update),
        (false, None) => {
            let idle =
                problem(at, "the action changes nothing").hint("give it an `update`, or `remove: true`");
            diagnostics.push(idle);
            Change::Nothing
        }
    }
}

fn object<'t>(node: &'t Tree, at: &Place, diagnostics: &mut Diagnostics) -> Option<&'t Map> {
    if node.as_map().is_none() {
        diagnostics.push(
            problem(at, "an object is expected here").label(format!("this is of type {}", node.kind())),
        );
    }
    node.as_map()
}

fn text<'t>(map: &'t Map, at: &Place, key: &str, diagnostics: &mut Diagnostics) -> Option<&'t str> {
    let node = map.get(key)?;
    if node.as_str().is_none() {
        let wrong = problem(&at.key(key), format!("`{key}` must be a string"));
        diagnostics.push(wrong.label(format!("this is of type {}", node.kind())));
    }
    node.as_str()
}

fn known(map: &Map, at: &Place, what: &str, keys: &[&str], diagnostics: &mut Diagnostics) {
    for key in map.keys().filter(|key| !keys.contains(&key.as_str()) && !key.starts_with("x-")) {
        let message = format!("`{key}` is not a keyword of {what}");
        let mut unknown = Diagnostic::new(Code::InvalidOverlay, Location::Key(at.key(key)), message);
        unknown.hint = did_you_mean(key, keys.iter().copied());
        diagnostics.push(unknown);
    }
}

fn missing(at: &Place, key: &str, what: &str) -> Diagnostic {
    Diagnostic::new(Code::InvalidOverlay, Location::Key(at.clone()), format!("`{key}` is missing in {what}"))
}
