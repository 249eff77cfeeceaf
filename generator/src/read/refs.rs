//! References: the files of a document, and where a `$ref` in one of them leads.

mod load;
mod memo;

pub(super) use memo::Memo;

use std::collections::{BTreeMap, BTreeSet};

use super::keywords::SchemaDialect;
use super::resources::{Lookup, Resources};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::{FileId, Map, Place, Pointer, Tree};

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

/// URIs that are read from files: each prefix, and the folder that stands for it.
pub type Uris = [(String, String)];

/// The trees of a document and of every file it refers to.
#[derive(Clone, Debug)]
pub struct Trees {
    root: FileId,
    files: BTreeMap<FileId, Tree>,
    /// The files by their path from the folder of the document.
    paths: BTreeMap<String, FileId>,
    resources: Resources,
    dialect: SchemaDialect,
}

impl Trees {
    /// A document of one file.
    #[must_use]
    pub fn new(root: FileId, tree: Tree) -> Self {
        let dialect = SchemaDialect::of(&tree);
        let roots =
            if dialect == SchemaDialect::OpenApi30 { Vec::new() } else { load::schema_roots(&tree, root) };
        let files = BTreeMap::from([(root, tree)]);
        let mut trees =
            Self { root, files, paths: BTreeMap::new(), resources: Resources::default(), dialect };
        for place in roots {
            trees.scan(&place);
        }
        trees
    }

    /// What the keywords of the document's schemas mean.
    #[must_use]
    pub const fn dialect(&self) -> SchemaDialect {
        self.dialect
    }

    fn scan(&mut self, place: &Place) {
        if let Some(node) = self.files.get(&place.file).and_then(|tree| tree.at(&place.pointer)) {
            self.resources.scan(node, place, self.dialect);
        }
    }

    /// The root of the document.
    #[must_use]
    pub fn root(&self) -> Place {
        Place { file: self.root, pointer: Pointer::root() }
    }

    /// The root of a file.
    #[must_use]
    pub fn file(&self, file: FileId) -> Option<&Tree> {
        self.files.get(&file)
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
        self.follow_while(place, |_| true)
    }

    /// Follows references as long as `is_link` says that the node is nothing but a reference.
    ///
    /// # Errors
    ///
    /// As [`Trees::follow`].
    pub fn follow_while(
        &self,
        place: &Place,
        is_link: impl Fn(&Map) -> bool,
    ) -> Result<Place, Box<Diagnostic>> {
        let (mut at, mut seen) = (place.clone(), BTreeSet::new());
        while self
            .node(&at)
            .and_then(Tree::as_map)
            .is_some_and(|node| node.contains_key("$ref") && is_link(node))
        {
            let Some(target) = self.step(&at)? else { return Ok(at) };
            if !seen.insert(at.clone()) {
                return Err(Box::new(cycle(&seen, at.key("$ref"))));
            }
            at = target;
        }
        Ok(at)
    }

    /// The node that the `$ref` at `place` names; `None` when there is no `$ref`.
    ///
    /// # Errors
    ///
    /// `unresolved-ref` where there is nothing.
    pub fn step(&self, place: &Place) -> Result<Option<Place>, Box<Diagnostic>> {
        let Some(reference) = self.node(place).and_then(|node| node.get("$ref")).and_then(Tree::as_str)
        else {
            return Ok(None);
        };
        match self.target(place, reference) {
            Some(target) => Ok(Some(target)),
            None => Err(Box::new(self.unresolved(&place.key("$ref"), reference))),
        }
    }

    /// The node that a reference at `place` names, if there is one.
    #[must_use]
    pub fn target(&self, place: &Place, reference: &str) -> Option<Place> {
        let exists = |place: &Place| self.node(place).is_some();
        match self.resources.look_up(place, reference, exists) {
            Lookup::Found(target) => Some(target),
            Lookup::Missing | Lookup::Unknown(_) => None,
            Lookup::Relative => {
                let (path, fragment) = split(reference);
                let file = *self.paths.get(&resolve_path(self.folder(place.file), path).ok()?)?;
                let root = Place::root(file);
                match self.resources.look_up(&root, fragment, exists) {
                    Lookup::Found(target) => Some(target),
                    _ => None,
                }
            }
        }
    }

    /// The schema resource that a place belongs to (JSON Schema core, section 4.3.5).
    #[must_use]
    pub fn resource(&self, place: &Place) -> Place {
        self.resources.owner(place)
    }

    /// Whether any schema has a URI or an anchor of its own.
    #[must_use]
    pub fn has_resources(&self) -> bool {
        !self.resources.is_empty()
    }

    /// Whether any schema resource has a dynamic anchor.
    #[must_use]
    pub fn has_dynamic_anchors(&self) -> bool {
        self.resources.has_dynamic_anchors()
    }

    /// The dynamic anchors of a schema resource (JSON Schema core, section 8.2.2).
    #[must_use]
    pub fn dynamic_anchors(&self, resource: &Place) -> &[(String, Place)] {
        self.resources.dynamic_anchors(resource)
    }

    /// Whether the file was read that a reference at `place` names; where not, [`Trees::load`] said why.
    #[must_use]
    pub fn is_read(&self, place: &Place, reference: &str) -> bool {
        let (path, _) = split(reference);
        let known = |path: String| self.paths.contains_key(&path);
        match self.resources.look_up(place, path, |_| true) {
            Lookup::Found(_) | Lookup::Missing => true,
            Lookup::Unknown(_) => false,
            Lookup::Relative => resolve_path(self.folder(place.file), path).is_ok_and(known),
        }
    }

    /// The name of a file without its folder and ending; `None` for the document itself.
    pub(super) fn file_stem(&self, file: FileId) -> Option<String> {
        let (path, _) = self.paths.iter().find(|(_, id)| **id == file && file != self.root)?;
        let name = path.rsplit('/').next().unwrap_or(path);
        Some(name.split_once('.').map_or(name, |(stem, _)| stem).to_owned())
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
mod tests;
