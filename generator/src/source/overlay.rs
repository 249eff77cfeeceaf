//! Overlays: changes to a document that are written beside it (OpenAPI Overlay Specification 1.0.0).

mod merge;
mod read;

use serde_json_path::NormalizedPath;

use self::read::{Action, Change};
use super::{FileId, Origins, Place, Pointer, Tree, parse};
use super::{Limits, Sources};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};

/// Applies an overlay to the tree of a document.
///
/// `origins` afterwards says which nodes come from the overlay, so that problems in them are shown there;
/// hand it to [`Sources::set_origins`] when the last overlay was applied.
///
/// ```
/// use specwright::source::{Limits, Origins, Sources, overlay, parse};
///
/// let mut sources = Sources::new();
/// let document = sources.add("api.yaml", "info: {title: A}");
/// let overlay = sources.add(
///     "overlay.yaml",
///     "overlay: 1.0.0\ninfo: {title: B, version: '1'}\nactions:\n  - {target: $.info, update: {version: '2'}}\n",
/// );
/// let mut tree = parse(&sources, document, &Limits::DEFAULT).0.ok_or("no tree")?;
/// let problems = overlay::apply(&sources, overlay, document, &mut tree, &mut Origins::new());
/// assert!(problems.is_empty());
/// assert_eq!(tree.get("info").and_then(|info| info.get("version")?.as_str()), Some("2"));
/// # Ok::<(), &str>(())
/// ```
///
/// The problems that are reported are `invalid-overlay` for what does not follow the specification
/// and for a target that selects nothing, and those of [`parse`].
/// An action with a problem changes nothing; the others are carried out.
pub fn apply(
    sources: &Sources,
    overlay: FileId,
    document: FileId,
    tree: &mut Tree,
    origins: &mut Origins,
) -> Diagnostics {
    let (parsed, mut diagnostics) = parse(sources, overlay, &Limits::DEFAULT);
    let Some(parsed) = parsed else { return diagnostics };
    for action in read::actions(&parsed, overlay, &mut diagnostics) {
        if let Err(problem) = carry_out(&action, document, tree, origins) {
            diagnostics.push(*problem);
        }
    }
    diagnostics
}

fn carry_out(
    action: &Action<'_>,
    document: FileId,
    tree: &mut Tree,
    origins: &mut Origins,
) -> Result<(), Box<Diagnostic>> {
    let value = tree.to_json();
    let targets: Vec<Pointer> = action.target.query_located(&value).locations().map(pointer).collect();
    if targets.is_empty() {
        let problem = problem(&action.at.key("target"), "the target selects nothing in the document");
        return Err(Box::new(
            problem.hint("the document may have changed; correct the path, or remove the action"),
        ));
    }
    match action.change {
        Change::Nothing => Ok(()),
        Change::Remove => remove(targets, action, document, tree, origins),
        Change::Update(update) => {
            // All or nothing: whether an update fits is found out before anything is changed.
            let from = action.at.key("update");
            for target in &targets {
                let at = Place { file: document, pointer: target.clone() };
                merge::check(tree.at(target), update, &at, &from)?;
            }
            for target in targets {
                let at = Place { file: document, pointer: target };
                if let Some(node) = tree.at_mut(&at.pointer) {
                    merge::update(node, update, &at, &from, origins);
                }
            }
            Ok(())
        }
    }
}

/// Removes the nodes, the last of a list first so that the addresses of the others hold.
fn remove(
    mut targets: Vec<Pointer>,
    action: &Action<'_>,
    document: FileId,
    tree: &mut Tree,
    origins: &mut Origins,
) -> Result<(), Box<Diagnostic>> {
    targets.sort_by_key(|target| std::cmp::Reverse(order(tree, target)));
    targets.dedup();
    for target in targets {
        let (Some(parent), Some(token)) = (target.parent(), target.last()) else {
            return Err(Box::new(problem(&action.at.key("target"), "the whole document cannot be removed")));
        };
        match tree.at_mut(&parent) {
            Some(Tree::Map(map)) => {
                map.shift_remove(&token);
                origins.forget(&Place { file: document, pointer: target });
            }
            Some(Tree::List(items)) => {
                if let Some(index) = token.parse().ok().filter(|index| *index < items.len()) {
                    origins.remove_item(&Place { file: document, pointer: parent }, index, items.len());
                    items.remove(index);
                }
            }
            // What lay below a node that another target removed is gone already.
            _ => {}
        }
    }
    Ok(())
}

/// The steps of a pointer such that items of a list are in their order.
fn order(tree: &Tree, pointer: &Pointer) -> Vec<(usize, String)> {
    let mut node = Some(tree);
    pointer
        .tokens()
        .map(|token| {
            let index = match node {
                Some(Tree::List(_)) => token.parse().unwrap_or(0),
                _ => 0,
            };
            node = node.and_then(|node| node.at(&Pointer::root().key(&token)));
            (index, if index > 0 { String::new() } else { token.into_owned() })
        })
        .collect()
}

fn pointer(path: &NormalizedPath<'_>) -> Pointer {
    path.iter().fold(Pointer::root(), |at, element| match (element.as_name(), element.as_index()) {
        (Some(name), _) => at.key(name),
        (None, Some(index)) => at.index(index),
        (None, None) => at,
    })
}

fn problem(at: &Place, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::InvalidOverlay, Location::Value(at.clone()), message)
}

#[cfg(test)]
mod tests;
