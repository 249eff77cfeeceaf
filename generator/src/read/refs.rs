//! References: the files of a document, and where a `$ref` in one of them leads.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::source::{FileId, Limits, Map, Place, Pointer, Sources, Tree, parse};

/// Reads the files that a document refers to; the generator itself touches no disk.
pub trait Loader {
    /// The bytes of the file at `path`, which is relative to the folder of the document, parted by `/`,
    /// and never leads out of it.
    ///
    /// # Errors
    ///
    /// Why the file cannot be read, in a sentence without a final dot.
    fn load(&mut self, path: &str) -> Result<Vec<u8>, String>;
}

/// Finds no file: for documents that have to stand alone.
#[derive(Clone, Copy, Debug)]
pub struct NoFiles;

impl Loader for NoFiles {
    fn load(&mut self, _path: &str) -> Result<Vec<u8>, String> {
        Err("files beside the document are not read here".to_owned())
    }
}

/// The trees of a document and of every file it refers to.
#[derive(Clone, Debug)]
pub struct Trees {
    root: FileId,
    files: BTreeMap<FileId, Tree>,
    /// The files by their path from the folder of the document.
    paths: BTreeMap<String, FileId>,
}

impl Trees {
    /// A document of one file.
    #[must_use]
    pub fn new(root: FileId, tree: Tree) -> Self {
        Self { root, files: BTreeMap::from([(root, tree)]), paths: BTreeMap::new() }
    }

    /// Reads every file that the document refers to, directly or through others.
    ///
    /// `name` is the document's file name, by which others may refer back to it.
    pub fn load(
        &mut self,
        sources: &mut Sources,
        name: &str,
        loader: &mut dyn Loader,
        limits: &Limits,
    ) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        self.paths.insert(name.to_owned(), self.root);
        let mut queue = vec![(self.root, String::new())];
        let mut failed = BTreeSet::new();
        while let Some((file, folder)) = queue.pop() {
            let references =
                self.files.get(&file).map(|tree| file_references(tree, file)).unwrap_or_default();
            for (place, reference) in references {
                let problem = match resolve_path(&folder, &reference) {
                    Err(why) => Diagnostic::new(Code::ForbiddenRef, Location::Value(place), format!("`{reference}` {why}"))
                        .hint("put the file into the folder of the document, and refer to it by its path from there"),
                    Ok(path) if self.paths.contains_key(&path) || failed.contains(&path) => continue,
                    Ok(path) => match read(sources, &path, loader, limits) {
                        Ok((id, tree, problems)) => {
                            diagnostics.extend(problems);
                            self.files.insert(id, tree);
                            self.paths.insert(path.clone(), id);
                            queue.push((id, folder_of(&path).to_owned()));
                            continue;
                        }
                        Err(Unread::Problems(problems)) => {
                            failed.insert(path);
                            diagnostics.extend(problems);
                            continue;
                        }
                        Err(Unread::Why(why)) => {
                            failed.insert(path.clone());
                            Diagnostic::new(Code::UnresolvedRef, Location::Value(place), format!("cannot read `{path}`: {why}"))
                        }
                    },
                };
                diagnostics.push(problem);
            }
        }
        diagnostics
    }

    /// The root of the document.
    #[must_use]
    pub fn root(&self) -> Place {
        Place { file: self.root, pointer: Pointer::root() }
    }

    /// The node at `place`.
    #[must_use]
    pub fn node(&self, place: &Place) -> Option<&Tree> {
        self.files.get(&place.file)?.at(&place.pointer)
    }

    /// Follows the `$ref` at `place`, and those it leads to, to a node that is no reference.
    ///
    /// A place without a `$ref` is its own target.
    ///
    /// # Errors
    ///
    /// `unresolved-ref` where there is nothing, `ref-cycle` where references lead only to each other.
    pub fn follow(&self, place: &Place) -> Result<Place, Box<Diagnostic>> {
        let (mut at, mut seen) = (place.clone(), BTreeSet::new());
        while let Some(reference) = self.node(&at).and_then(|node| node.get("$ref")).and_then(Tree::as_str) {
            let here = at.key("$ref");
            let Some(target) = self.target(at.file, reference) else {
                return Err(Box::new(self.unresolved(&here, reference)));
            };
            if !seen.insert(at.clone()) {
                return Err(Box::new(cycle(&seen, here)));
            }
            at = target;
        }
        Ok(at)
    }

    /// The node that a reference in `file` names, if there is one.
    fn target(&self, file: FileId, reference: &str) -> Option<Place> {
        let (path, fragment) = split(reference);
        let file = if path.is_empty() {
            file
        } else {
            *self.paths.get(&resolve_path(self.folder(file), path).ok()?)?
        };
        let place = Place { file, pointer: Pointer::parse_fragment(fragment)? };
        self.node(&place).is_some().then_some(place)
    }

    /// Whether the file was read that a reference in `file` names; where not, [`Trees::load`] said why.
    #[must_use]
    pub fn is_read(&self, file: FileId, reference: &str) -> bool {
        let (path, _) = split(reference);
        let known = |path: String| self.paths.contains_key(&path);
        path.is_empty() || resolve_path(self.folder(file), path).is_ok_and(known)
    }

    fn folder(&self, file: FileId) -> &str {
        self.paths.iter().find(|(_, id)| **id == file).map_or("", |(path, _)| folder_of(path))
    }

    fn unresolved(&self, here: &Place, reference: &str) -> Diagnostic {
        let (path, fragment) = split(reference);
        let problem = Diagnostic::new(
            Code::UnresolvedRef,
            Location::Value(here.clone()),
            format!("`{reference}` points to nothing"),
        );
        if !path.is_empty() {
            return problem.hint("the file was not read, or has no node there");
        }
        let Some(pointer) = Pointer::parse_fragment(fragment) else {
            return problem.hint("only JSON Pointers such as `#/components/schemas/Pet` are followed");
        };
        match self.nearest(here.file, &pointer) {
            Some(nearest) => problem.hint(format!("did you mean `#{nearest}`?")),
            None => problem.hint("declare it, or correct the reference"),
        }
    }

    /// The node whose address differs from `pointer` in one token, and least.
    fn nearest(&self, file: FileId, pointer: &Pointer) -> Option<Pointer> {
        let (parent, last) = (pointer.parent()?, pointer.last()?);
        let siblings = self.node(&Place { file, pointer: parent.clone() })?.as_map()?;
        let close = |name: &&String| strsim::damerau_levenshtein(name, &last) <= last.chars().count() / 3 + 1;
        let best = siblings
            .keys()
            .filter(close)
            .min_by_key(|name| (strsim::damerau_levenshtein(name, &last), *name))?;
        Some(parent.key(best))
    }
}

/// References that lead only to each other, told the same way from whichever of them one starts.
fn cycle(seen: &BTreeSet<Place>, here: Place) -> Diagnostic {
    let first = seen.first().map_or(here, |place| place.key("$ref"));
    let names: Vec<String> = seen.iter().map(|place| format!("`#{}`", place.pointer)).collect();
    let message = format!("these references lead only to each other: {}", names.join(", "));
    Diagnostic::new(Code::RefCycle, Location::Value(first), message)
        .hint("let one of them be a schema of its own")
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
    let mut stack = vec![(Place { file, pointer: Pointer::root() }, tree)];
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

/// The members that may hold references; examples hold values of the user's.
fn structure(map: &Map) -> impl Iterator<Item = (&String, &Tree)> {
    map.iter()
        .filter(|(key, _)| !matches!(key.as_str(), "example" | "examples" | "default" | "enum" | "const"))
}

fn split(reference: &str) -> (&str, &str) {
    reference.find('#').map_or((reference, ""), |at| reference.split_at(at))
}

fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

/// The path from the folder of the document of what a file in `folder` calls `reference`.
fn resolve_path(folder: &str, reference: &str) -> Result<String, &'static str> {
    if reference.contains("://") {
        return Err("is not in a file; nothing is fetched from a network");
    }
    if reference.starts_with(['/', '\\']) || reference.contains(':') {
        return Err("is an absolute path");
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in reference.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop().ok_or("leads out of the folder of the document")?;
            }
            step => steps.push(step),
        }
    }
    Ok(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Files(Vec<(&'static str, &'static str)>);

    impl Loader for Files {
        fn load(&mut self, path: &str) -> Result<Vec<u8>, String> {
            let found = self.0.iter().find(|(name, _)| *name == path);
            found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| "no such file".to_owned())
        }
    }

    /// Loads a document with its files and follows the reference at `/a`.
    fn follow(document: &str, files: Vec<(&'static str, &'static str)>) -> (String, Vec<&'static str>) {
        let mut sources = Sources::new();
        let file = sources.add("api.yaml", document);
        let (tree, _) = parse(&sources, file, &Limits::DEFAULT);
        let mut trees = Trees::new(file, tree.unwrap());
        let problems = trees.load(&mut sources, "api.yaml", &mut Files(files), &Limits::DEFAULT);
        let target = match trees.follow(&trees.root().key("a")) {
            Ok(place) => format!("{}#{}", sources.get(place.file).name, place.pointer),
            Err(problem) => format!("{}: {}", problem.code.as_str(), problem.hint.unwrap_or_default()),
        };
        (target, problems.iter().map(|problem| problem.code.as_str()).collect())
    }

    #[test]
    fn references_are_followed_within_and_across_files() {
        let cases = [
            ("a: {b: 1}", vec![], "api.yaml#/a", vec![]),
            ("a: {$ref: '#/b'}\nb: {$ref: '#/c~1d'}\nc/d: {}", vec![], "api.yaml#/c~1d", vec![]),
            (
                "a: {$ref: 'x/y.yaml#/p'}",
                vec![("x/y.yaml", "p: {$ref: 'z.yaml'}"), ("x/z.yaml", "q: 1")],
                "x/z.yaml#",
                vec![],
            ),
            (
                "a: {$ref: 'x/y.yaml#/p'}\nb: 1",
                vec![("x/y.yaml", "p: {$ref: '../api.yaml#/b'}")],
                "api.yaml#/b",
                vec![],
            ),
        ];
        for (document, files, target, codes) in cases {
            assert_eq!(follow(document, files), (target.to_owned(), codes), "{document}");
        }
    }

    #[test]
    fn references_that_lead_nowhere_are_named() {
        let cases = [
            ("a: {$ref: '#/Custmer'}\nCustomer: {}", "unresolved-ref: did you mean `#/Customer`?", vec![]),
            ("a: {$ref: '#/a'}", "ref-cycle: let one of them be a schema of its own", vec![]),
            (
                "a: {$ref: '#/b'}\nb: {$ref: '#/a'}",
                "ref-cycle: let one of them be a schema of its own",
                vec![],
            ),
            (
                "a: {$ref: '../../etc/passwd'}",
                "unresolved-ref: the file was not read, or has no node there",
                vec!["forbidden-ref"],
            ),
            (
                "a: {$ref: '/etc/passwd'}",
                "unresolved-ref: the file was not read, or has no node there",
                vec!["forbidden-ref"],
            ),
            (
                "a: {$ref: 'https://a.example/b'}",
                "unresolved-ref: the file was not read, or has no node there",
                vec!["forbidden-ref"],
            ),
            (
                "a: {$ref: 'missing.yaml'}",
                "unresolved-ref: the file was not read, or has no node there",
                vec!["unresolved-ref"],
            ),
            (
                "a: {$ref: '#anchor'}",
                "unresolved-ref: only JSON Pointers such as `#/components/schemas/Pet` are followed",
                vec![],
            ),
        ];
        for (document, target, codes) in cases {
            assert_eq!(follow(document, vec![]), (target.to_owned(), codes), "{document}");
        }
    }
}
