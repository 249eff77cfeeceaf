//! Loading: every file that a document refers to, directly or through others.

use std::collections::BTreeSet;

use super::{Loader, Trees, Uris, resolve_path, split};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::read::resources::Lookup;
use crate::source::{FileId, Limits, Map, Place, Sources, Tree, parse};

impl Trees {
    /// Reads every file that the document refers to, directly or through others.
    ///
    /// `name` is the document's file name, by which others may refer back to it.
    pub fn load(
        &mut self,
        sources: &mut Sources,
        name: &str,
        loader: &mut dyn Loader,
        uris: &Uris,
        limits: &Limits,
    ) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        self.paths.insert(name.to_owned(), self.root);
        let mut queue = vec![self.root];
        let mut failed = BTreeSet::new();
        while let Some(file) = queue.pop() {
            let references =
                self.files.get(&file).map(|tree| file_references(tree, file)).unwrap_or_default();
            for (place, reference) in references {
                let wanted = match self.wanted(&place, &reference, uris) {
                    Ok(Some(wanted)) => wanted,
                    Ok(None) => continue,
                    Err(why) => {
                        let message = format!("`{reference}` {why}");
                        let problem = Diagnostic::new(Code::ForbiddenRef, Location::Value(place), message);
                        diagnostics.push(problem.hint("put the file into the folder of the document, and refer to it by its path from there"));
                        continue;
                    }
                };
                let Wanted { path, uri } = wanted;
                let known = self.paths.get(&path).copied();
                if let (Some(known), Some(uri)) = (known, &uri) {
                    self.resources.add(Place::root(known), uri);
                }
                if known.is_some() || failed.contains(&path) {
                    continue;
                }
                match read(sources, &path, loader, limits) {
                    Ok((id, tree, problems)) => {
                        diagnostics.extend(problems);
                        self.files.insert(id, tree);
                        self.paths.insert(path, id);
                        if let Some(uri) = &uri {
                            self.resources.add(Place::root(id), uri);
                        }
                        self.scan(&Place::root(id));
                        queue.push(id);
                    }
                    Err(Unread::Problems(problems)) => {
                        failed.insert(path);
                        diagnostics.extend(problems);
                    }
                    Err(Unread::Why(why)) => {
                        let message = format!("cannot read `{path}`: {why}");
                        failed.insert(path);
                        diagnostics.push(Diagnostic::new(
                            Code::UnresolvedRef,
                            Location::Value(place),
                            message,
                        ));
                    }
                }
            }
        }
        diagnostics
    }

    /// The file that has to be read for a reference, if any has.
    fn wanted(&self, place: &Place, reference: &str, uris: &Uris) -> Result<Option<Wanted>, &'static str> {
        match self.resources.look_up(place, reference, |_| true) {
            Lookup::Found(_) | Lookup::Missing => Ok(None),
            Lookup::Unknown(uri) => {
                let below = |(prefix, folder): &(String, String)| {
                    Some((folder.clone(), uri.as_str().strip_prefix(prefix.as_str())?.to_owned()))
                };
                match uris.iter().find_map(below) {
                    Some((folder, rest)) => {
                        let path = resolve_path(&folder, &rest)?;
                        Ok(Some(Wanted { path, uri: Some(uri) }))
                    }
                    None => Err("is not in a file; nothing is fetched from a network"),
                }
            }
            Lookup::Relative => {
                let path = resolve_path(self.folder(place.file), split(reference).0)?;
                Ok(Some(Wanted { path, uri: None }))
            }
        }
    }
}

/// A file to be read: its path, and the URI that it is known by.
struct Wanted {
    path: String,
    uri: Option<url::Url>,
}

/// Where schemas stand in an OpenAPI document: among the components, and under the keyword `schema`.
pub(super) fn schema_roots(tree: &Tree, file: FileId) -> Vec<Place> {
    let mut found = Vec::new();
    let mut stack = vec![(Place::root(file), tree)];
    while let Some((place, node)) = stack.pop() {
        match node {
            Tree::Map(map) => {
                for (key, below) in structure(map) {
                    let at = place.key(key);
                    if key == "schema" {
                        found.push(at);
                    } else if at.pointer.as_str() == "/components/schemas" {
                        found.extend(below.as_map().into_iter().flat_map(Map::keys).map(|name| at.key(name)));
                    } else {
                        stack.push((at, below));
                    }
                }
            }
            Tree::List(items) => {
                stack.extend(items.iter().enumerate().map(|(index, item)| (place.index(index), item)));
            }
            _ => {}
        }
    }
    found.sort();
    found
}

/// Why a file gave no tree.
enum Unread {
    Why(String),
    Problems(Diagnostics),
}

fn read(
    sources: &mut Sources,
    path: &str,
    loader: &mut dyn Loader,
    limits: &Limits,
) -> Result<(FileId, Tree, Diagnostics), Unread> {
    let bytes = loader.load(path).map_err(Unread::Why)?;
    let id = sources.add_bytes(path, &bytes).map_err(|problem| {
        let mut problems = Diagnostics::new();
        problems.push(*problem);
        Unread::Problems(problems)
    })?;
    match parse(sources, id, limits) {
        (Some(tree), problems) => Ok((id, tree, problems)),
        (None, problems) => Err(Unread::Problems(problems)),
    }
}

/// Every `$ref` below `tree` that names another file, with the part that names it.
fn file_references(tree: &Tree, file: FileId) -> Vec<(Place, String)> {
    let mut found = Vec::new();
    // Most documents are one file, and nobody wants to know the addresses of all their nodes.
    if !names_files(tree) {
        return found;
    }
    let mut stack = vec![(Place::root(file), tree)];
    while let Some((place, node)) = stack.pop() {
        match node {
            Tree::Map(map) => {
                let reference = map.get("$ref").and_then(Tree::as_str).map(|reference| split(reference).0);
                if let Some(path) = reference.filter(|path| !path.is_empty()) {
                    found.push((place.key("$ref"), path.to_owned()));
                }
                stack.extend(structure(map).map(|(key, below)| (place.key(key), below)));
            }
            Tree::List(items) => {
                stack.extend(items.iter().enumerate().map(|(index, item)| (place.index(index), item)));
            }
            _ => {}
        }
    }
    found.sort();
    found
}

/// Whether there is a `$ref` below `tree` that names another file.
fn names_files(tree: &Tree) -> bool {
    match tree {
        Tree::Map(map) => {
            let reference = map.get("$ref").and_then(Tree::as_str);
            reference.is_some_and(|reference| !split(reference).0.is_empty())
                || structure(map).any(|(_, below)| names_files(below))
        }
        Tree::List(items) => items.iter().any(names_files),
        _ => false,
    }
}

/// The members that may hold references; examples hold values of the user's.
fn structure(map: &Map) -> impl Iterator<Item = (&String, &Tree)> {
    map.iter()
        .filter(|(key, _)| !matches!(key.as_str(), "example" | "examples" | "default" | "enum" | "const"))
}
