//! Overlays: OpenAPI Overlay 1.0 documents, applied to a tree before it is read.

use serde_json_path::JsonPath;

use super::{FileId, Limits, Origins, Place, Pointer, Sources, Tree, parse};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};

/// Applies the overlays to the tree of `document`, in their order.
///
/// Nodes that an overlay adds or changes are shown where the overlay says so.
/// An action that selects nothing is an error: an overlay that no longer fits its document must not go unnoticed.
///
/// Overlay 1.0, section 4.4.3: `update` is merged into the objects that `target` selects (members are merged,
/// lists are joined, everything else is replaced) and is added to the lists; `remove` takes nodes away.
#[must_use]
pub fn apply(
    sources: &mut Sources,
    document: FileId,
    tree: &mut Tree,
    overlays: &[FileId],
    limits: &Limits,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut origins = Origins::new();
    for overlay in overlays {
        let (parsed, problems) = parse(sources, *overlay, limits);
        diagnostics.extend(problems);
        if let Some(parsed) = parsed {
            check_root(&parsed, *overlay, &mut diagnostics);
            let list = Place::root(*overlay).key("actions");
            let actions = parsed.get("actions").and_then(Tree::as_list).unwrap_or_default();
            for (index, action) in actions.iter().enumerate() {
                let place = list.index(index);
                match Action::read(action, &place, &mut diagnostics) {
                    Some(action) => action.apply(document, tree, &mut origins, &mut diagnostics),
                    None => debug_assert!(diagnostics.has_errors()),
                }
            }
        }
    }
    sources.set_origins(origins);
    diagnostics
}

fn invalid(location: Location, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::InvalidOverlay, location, message)
}

fn check_root(root: &Tree, file: FileId, diagnostics: &mut Diagnostics) {
    let place = Place::root(file);
    check_keys(root, &place, &["overlay", "info", "extends", "actions"], diagnostics);
    match root
        .get("overlay")
        .map(|version| version.as_str().map_or_else(|| version.to_json().to_string(), str::to_owned))
    {
        Some(version) if version.starts_with("1.0") => {}
        Some(version) => {
            let problem = invalid(
                Location::Value(place.key("overlay")),
                format!("version `{version}` of Overlay is not supported"),
            );
            diagnostics.push(problem.hint("write `overlay: 1.0.0`"));
        }
        None => {
            diagnostics.push(invalid(Location::Key(place.clone()), "an overlay begins with `overlay: 1.0.0`"))
        }
    }
    for keyword in ["title", "version"] {
        if root.get("info").and_then(|info| info.get(keyword)).is_none() {
            diagnostics.push(invalid(Location::Key(place.key("info")), format!("`info` needs `{keyword}`")));
        }
    }
    if root.get("actions").and_then(Tree::as_list).is_none_or(<[Tree]>::is_empty) {
        diagnostics.push(invalid(
            Location::Key(place.key("actions")),
            "an overlay needs `actions`, a list with at least one",
        ));
    }
}

/// Reports keys that the object cannot have; extensions may stand everywhere.
fn check_keys(node: &Tree, place: &Place, known: &[&str], diagnostics: &mut Diagnostics) {
    for key in node.as_map().into_iter().flat_map(|map| map.keys()) {
        if known.contains(&key.as_str()) || key.starts_with("x-") {
            continue;
        }
        let close = |name: &&&str| strsim::damerau_levenshtein(name, key) <= 2;
        let nearest = known.iter().filter(close).min_by_key(|name| strsim::damerau_levenshtein(name, key));
        let hint = match nearest {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("known here: `{}`", known.join("`, `")),
        };
        diagnostics.push(
            invalid(Location::Key(place.key(key)), format!("an overlay has no keyword `{key}` here"))
                .hint(hint),
        );
    }
}

/// One change.
struct Action<'a> {
    place: &'a Place,
    target: JsonPath,
    change: Change<'a>,
}

enum Change<'a> {
    Update(&'a Tree),
    Remove,
}

impl<'a> Action<'a> {
    fn read(node: &'a Tree, place: &'a Place, diagnostics: &mut Diagnostics) -> Option<Self> {
        check_keys(node, place, &["target", "description", "update", "remove"], diagnostics);
        let Some(target) = node.get("target").and_then(Tree::as_str) else {
            diagnostics.push(invalid(Location::Key(place.clone()), "an action needs `target`, a JSONPath"));
            return None;
        };
        let target = match JsonPath::parse(target) {
            Ok(target) => target,
            Err(error) => {
                let message = format!(
                    "`{target}` is no JSONPath: {} at character {}",
                    error.message(),
                    error.position() + 1
                );
                let problem = invalid(Location::Value(place.key("target")), message);
                diagnostics.push(problem.hint("targets follow RFC 9535, such as `$.components.schemas.Pet`"));
                return None;
            }
        };
        // `remove: true` wins over `update`, as the specification says.
        let change = match (node.get("remove").and_then(Tree::as_bool), node.get("update")) {
            (Some(true), _) => Change::Remove,
            (_, Some(update)) => Change::Update(update),
            _ => {
                diagnostics.push(invalid(
                    Location::Key(place.clone()),
                    "an action needs `update`, or `remove: true`",
                ));
                return None;
            }
        };
        Some(Self { place, target, change })
    }

    fn apply(&self, document: FileId, tree: &mut Tree, origins: &mut Origins, diagnostics: &mut Diagnostics) {
        let json = tree.to_json();
        let selected: Vec<Pointer> = self
            .target
            .query_located(&json)
            .locations()
            .filter_map(|location| Pointer::parse(&location.to_json_pointer()))
            .collect();
        if selected.is_empty() {
            let problem = invalid(
                Location::Value(self.place.key("target")),
                "this target selects nothing in the document",
            );
            diagnostics.push(
                problem.hint("correct the path, or remove the action when the document no longer needs it"),
            );
        }
        match self.change {
            Change::Remove => self.remove(document, tree, selected, origins, diagnostics),
            Change::Update(update) => {
                for pointer in selected {
                    let place = Place { file: document, pointer };
                    let origin = self.place.key("update");
                    match tree.at_mut(&place.pointer) {
                        Some(node @ (Tree::Map(_) | Tree::List(_))) => {
                            merge(node, update, &place, &origin, origins)
                        }
                        _ => {
                            let message = format!(
                                "`{}` is neither an object nor a list, so it cannot be updated",
                                place.pointer
                            );
                            let problem = invalid(Location::Value(self.place.key("target")), message);
                            diagnostics.push(problem.hint("select the object that holds it"));
                        }
                    }
                }
            }
        }
    }

    fn remove(
        &self,
        document: FileId,
        tree: &mut Tree,
        mut selected: Vec<Pointer>,
        origins: &mut Origins,
        diagnostics: &mut Diagnostics,
    ) {
        // From the end, so that the addresses of what is still to go stay right.
        selected.sort_by_key(|pointer| {
            pointer.tokens().map(|token| (token.parse::<usize>().ok(), token)).collect::<Vec<_>>()
        });
        for pointer in selected.iter().rev() {
            let (Some(parent), Some(last)) = (pointer.parent(), pointer.last()) else {
                diagnostics.push(invalid(
                    Location::Value(self.place.key("target")),
                    "the whole document cannot be removed",
                ));
                continue;
            };
            let holder = Place { file: document, pointer: parent.clone() };
            match tree.at_mut(&parent) {
                Some(Tree::Map(map)) => {
                    map.shift_remove(&last);
                    origins.forget(&holder.key(&last));
                }
                Some(Tree::List(list)) => {
                    if let Some(index) = last.parse::<usize>().ok().filter(|index| *index < list.len()) {
                        origins.remove_item(&holder, index, list.len());
                        list.remove(index);
                    }
                }
                _ => {}
            }
        }
    }
}

fn merge(node: &mut Tree, update: &Tree, place: &Place, origin: &Place, origins: &mut Origins) {
    match (node, update) {
        (Tree::Map(members), Tree::Map(updates)) => {
            for (key, update) in updates {
                let (place, origin) = (place.key(key), origin.key(key));
                match members.get_mut(key) {
                    Some(present @ (Tree::Map(_) | Tree::List(_))) if present.kind() == update.kind() => {
                        merge(present, update, &place, &origin, origins);
                    }
                    _ => {
                        members.insert(key.clone(), update.clone());
                        origins.set(place, origin);
                    }
                }
            }
        }
        (Tree::List(items), Tree::List(updates)) => {
            for (index, update) in updates.iter().enumerate() {
                origins.set(place.index(items.len()), origin.index(index));
                items.push(update.clone());
            }
        }
        (Tree::List(items), update) => {
            origins.set(place.index(items.len()), origin.clone());
            items.push(update.clone());
        }
        (node, update) => {
            *node = update.clone();
            origins.set(place.clone(), origin.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::to_yaml;

    /// The document after one action, or the codes and messages of what is wrong with it.
    fn apply_to(document: &str, action: &str) -> Result<String, Vec<String>> {
        let mut sources = Sources::new();
        let file = sources.add("api.yaml", document);
        let overlay = format!("overlay: 1.0.0\ninfo: {{title: T, version: '1'}}\nactions: [{action}]\n");
        let overlay = sources.add("overlay.yaml", overlay);
        let (tree, _) = parse(&sources, file, &Limits::DEFAULT);
        let mut tree = tree.unwrap();
        let problems = apply(&mut sources, file, &mut tree, &[overlay], &Limits::DEFAULT);
        if problems.is_empty() {
            Ok(to_yaml(&tree))
        } else {
            Err(problems.iter().map(|p| p.message.clone()).collect())
        }
    }

    #[test]
    fn actions_change_what_they_select() {
        let document = "a: {b: {c: 1}, l: [1, 2, 3], s: x}\nd: {b: {c: 2}}\n";
        let cases = [
            (
                "{target: '$.a.b', update: {d: 2}}",
                "a:\n  b:\n    c: 1\n    d: 2\n  l:\n    - 1\n    - 2\n    - 3\n  s: x\nd:\n  b:\n    c: 2\n",
            ),
            (
                "{target: '$..b', update: {c: 9}}",
                "a:\n  b:\n    c: 9\n  l:\n    - 1\n    - 2\n    - 3\n  s: x\nd:\n  b:\n    c: 9\n",
            ),
            (
                "{target: '$.a.l', update: 4}",
                "a:\n  b:\n    c: 1\n  l:\n    - 1\n    - 2\n    - 3\n    - 4\n  s: x\nd:\n  b:\n    c: 2\n",
            ),
            (
                "{target: '$.a', update: {l: [4], s: {t: 1}}}",
                "a:\n  b:\n    c: 1\n  l:\n    - 1\n    - 2\n    - 3\n    - 4\n  s:\n    t: 1\nd:\n  b:\n    c: 2\n",
            ),
            (
                "{target: '$.a.l[?@ != 2]', remove: true}",
                "a:\n  b:\n    c: 1\n  l:\n    - 2\n  s: x\nd:\n  b:\n    c: 2\n",
            ),
            ("{target: '$..b', remove: true}", "a:\n  l:\n    - 1\n    - 2\n    - 3\n  s: x\nd: {}\n"),
        ];
        for (action, expected) in cases {
            assert_eq!(apply_to(document, action).as_deref(), Ok(expected), "{action}");
        }
    }

    #[test]
    fn an_overlay_that_does_not_do_what_it_says_is_an_error() {
        let cases = [
            ("{target: '$.x', update: {}}", "this target selects nothing in the document"),
            (
                "{target: '$.a.s', update: {}}",
                "`/a/s` is neither an object nor a list, so it cannot be updated",
            ),
            ("{target: '$', remove: true}", "the whole document cannot be removed"),
            ("{target: '$.a'}", "an action needs `update`, or `remove: true`"),
            ("{update: {}}", "an action needs `target`, a JSONPath"),
            ("{target: '$.a', updat: {}, remove: true}", "an overlay has no keyword `updat` here"),
        ];
        for (action, message) in cases {
            assert_eq!(apply_to("a: {s: x}\n", action), Err(vec![message.to_owned()]), "{action}");
        }
        let broken = apply_to("a: 1\n", "{target: 'a.b', remove: true}").unwrap_err();
        assert!(broken[0].starts_with("`a.b` is no JSONPath: "), "{broken:?}");
    }

    #[test]
    fn what_an_overlay_adds_is_shown_in_the_overlay() {
        let mut sources = Sources::new();
        let file = sources.add("api.yaml", "a: {b: 1}\n");
        let overlay = sources.add("overlay.yaml", "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions:\n  - target: $.a\n    update:\n      new: {deep: 1}\n");
        let (tree, _) = parse(&sources, file, &Limits::DEFAULT);
        let mut tree = tree.unwrap();
        assert!(apply(&mut sources, file, &mut tree, &[overlay], &Limits::DEFAULT).is_empty());
        let origin = sources.origin(&Place::root(file).key("a").key("new").key("deep"));
        assert_eq!((origin.file, origin.pointer.as_str()), (overlay, "/actions/0/update/new/deep"));
        assert_eq!(sources.origin(&Place::root(file).key("a").key("b")).file, file);
    }
}
