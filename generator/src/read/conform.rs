//! Conformance: whether the document follows its own specification, keyword by keyword.
//!
//! Only what is structure is looked at; examples, defaults, values of `enum` and extensions are the author's.

mod message;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::keywords::{Dialect, Keyword, Kind, Need, Shape, Table, table};
use super::refs::Trees;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity};
use crate::source::{Map, Place, Tree};

/// What was found.
#[derive(Clone, Debug)]
pub struct Conformance {
    /// The version of OpenAPI that the document follows.
    pub dialect: Dialect,
    /// The problems, none of which keeps the rest of the document from being read.
    pub diagnostics: Diagnostics,
    /// The objects of OpenAPI that have an error in themselves, such as one schema or one operation.
    ///
    /// Nothing can be made of them, while what lies around and below them may be sound.
    pub broken: BTreeSet<Place>,
}

/// Looks at everything that the document and the files it refers to say.
///
/// References are followed, so that each one that leads nowhere is reported here, at its own place.
///
/// # Errors
///
/// The one problem that leaves no document to be read: `unsupported-version`, or a root that is no object.
pub fn conform(trees: &Trees) -> Result<Conformance, Box<Diagnostic>> {
    let root = trees.root();
    let dialect = dialect(trees, &root)?;
    let version = trees.node(&root.key("openapi")).and_then(Tree::as_str).unwrap_or_default();
    let mut walk = Walk {
        trees,
        version,
        result: Conformance { dialect, diagnostics: Diagnostics::new(), broken: BTreeSet::new() },
        seen: BTreeMap::new(),
        queue: VecDeque::from([(root, Kind::Document)]),
        references: Vec::new(),
    };
    while let Some((place, kind)) = walk.queue.pop_front() {
        if !walk.seen.contains_key(&place)
            && let Some(node) = trees.node(&place)
        {
            walk.value(node, &place, Shape::Ref(kind), &place);
        }
    }
    walk.compare_references();
    Ok(walk.result)
}

/// The version that the document follows.
fn dialect(trees: &Trees, root: &Place) -> Result<Dialect, Box<Diagnostic>> {
    const READ: &str = "OpenAPI 3.0, 3.1 and 3.2 are read";
    let unsupported =
        |location, message: String| Diagnostic::new(Code::UnsupportedVersion, location, message);
    let Some(map) = trees.node(root).and_then(Tree::as_map) else {
        let kind = trees.node(root).map_or("null", Tree::kind);
        return Err(Box::new(unsupported(
            Location::Value(root.clone()),
            format!("an OpenAPI document is an object, and this is {}", message::article(kind)),
        )));
    };
    let at = |key: &str| Location::Value(root.key(key));
    Err(Box::new(match (map.get("openapi"), map.get("swagger")) {
        (Some(Tree::String(version)), _) => match Dialect::parse(version) {
            Some(dialect) => return Ok(dialect),
            None => unsupported(at("openapi"), format!("OpenAPI `{version}` is not read")).hint(READ),
        },
        (Some(Tree::Float(number)), _) => {
            let message = format!("`openapi` must be a string, and `{number:?}` without quotes is a number");
            unsupported(at("openapi"), message).hint(format!("write `openapi: {number:?}.0`"))
        }
        (Some(other), _) => unsupported(
            at("openapi"),
            format!("`openapi` must be a string such as `3.0.0`, and is {}", message::article(other.kind())),
        ),
        (None, Some(_)) => unsupported(at("swagger"), format!("this is a Swagger 2.0 document; {READ}"))
            .hint("convert it to OpenAPI 3.0, for example with https://converter.swagger.io"),
        (None, None) => unsupported(
            Location::Key(root.clone()),
            "this is no OpenAPI document: `openapi` is missing".to_owned(),
        )
        .hint("an OpenAPI document starts with `openapi: 3.0.0`"),
    }))
}

struct Walk<'a> {
    trees: &'a Trees,
    /// The version as the document writes it.
    version: &'a str,
    result: Conformance,
    /// The objects that were looked at, and as what.
    seen: BTreeMap<Place, Kind>,
    queue: VecDeque<(Place, Kind)>,
    /// What each reference leads to, and what it should be.
    references: Vec<(Place, Place, Kind)>,
}

impl Walk<'_> {
    const fn dialect(&self) -> Dialect {
        self.result.dialect
    }

    /// Looks at a value; `owner` is the object of OpenAPI that is broken when the value is wrong.
    fn value(&mut self, node: &Tree, at: &Place, shape: Shape, owner: &Place) {
        match (shape, node) {
            (Shape::Any, _)
            | (Shape::Text, Tree::String(_))
            | (Shape::Boolean, Tree::Bool(_))
            | (Shape::Number, Tree::Integer(_) | Tree::Float(_))
            | (Shape::Count, Tree::Integer(0..)) => {}
            (Shape::Count, Tree::Float(number)) if *number >= 0.0 && number.fract() == 0.0 => {}
            (Shape::Word(words), Tree::String(text)) if words.contains(&text.as_str()) => {}
            (Shape::Object(kind), Tree::Map(map)) => self.object(map, at, kind),
            (Shape::Ref(kind), Tree::Map(map)) => match map.get("$ref") {
                Some(Tree::String(_)) => self.reference(map, at, kind),
                Some(other) => self.wrong(other, &at.key("$ref"), Shape::Text, at),
                None => self.object(map, at, kind),
            },
            (Shape::Ref(Kind::Schema), Tree::Bool(_)) if self.dialect() >= Dialect::V31 => {}
            (Shape::List(item), Tree::List(items)) => {
                for (index, node) in items.iter().enumerate() {
                    self.value(node, &at.index(index), *item, owner);
                }
            }
            (Shape::Map(member), Tree::Map(map)) => {
                for (key, node) in map {
                    self.value(node, &at.key(key), *member, owner);
                }
            }
            (Shape::Either(one, other), node) => {
                let shape = if fits(*one, node) { *one } else { *other };
                if fits(shape, node) || matches!(node, Tree::Map(_)) {
                    self.value(node, at, shape, owner);
                } else {
                    self.wrong(node, at, Shape::Either(one, other), owner);
                }
            }
            (Shape::Object(_) | Shape::Ref(_), _) => self.wrong(node, at, shape, at),
            _ => self.wrong(node, at, shape, owner),
        }
    }

    fn object(&mut self, map: &Map, at: &Place, kind: Kind) {
        self.seen.insert(at.clone(), kind);
        let table = table(kind);
        for (key, node) in map {
            match self.shape(table, key) {
                Some(shape) => self.value(node, &at.key(key), shape, at),
                None if key.starts_with("x-") => {}
                None => self.unknown(table, key, at),
            }
        }
        let missing = |keyword: &&Keyword| keyword.is_in(self.dialect()) && !map.contains_key(keyword.name);
        for keyword in table.keywords.iter().filter(missing).collect::<Vec<_>>() {
            self.missing(table, keyword, at);
        }
    }

    fn shape(&self, table: &Table, key: &str) -> Option<Shape> {
        table.keyword(key, self.dialect()).map(|keyword| keyword.shape).or_else(|| table.other(key))
    }

    /// Follows a reference, and looks at what may stand beside it.
    fn reference(&mut self, map: &Map, at: &Place, kind: Kind) {
        let has_siblings = match kind {
            Kind::PathItem => true,
            Kind::Schema => self.dialect() >= Dialect::V31,
            _ => false,
        };
        if has_siblings {
            self.object(map, at, kind);
        } else {
            self.siblings(map, at);
        }
        match self.trees.follow(at) {
            Ok(target) => {
                self.references.push((at.key("$ref"), target.clone(), kind));
                self.queue.push_back((target, kind));
            }
            Err(problem) => {
                self.result.broken.insert(at.clone());
                // Why a file was not read is said where the files are read.
                let path = map.get("$ref").and_then(Tree::as_str).unwrap_or_default();
                if problem.code != Code::UnresolvedRef || self.trees.is_read(at.file, path) {
                    self.result.diagnostics.push(*problem);
                }
            }
        }
    }

    /// Beside a reference nothing has an effect, except that 3.1 lets it have its own summary and description.
    fn siblings(&mut self, map: &Map, at: &Place) {
        let takes_texts = self.dialect() >= Dialect::V31;
        for key in map.keys() {
            let has_effect = key == "$ref"
                || key.starts_with("x-")
                || (takes_texts && matches!(key.as_str(), "summary" | "description"));
            if !has_effect {
                self.result.diagnostics.push(message::ignored(key, &at.key(key), self.version));
            }
        }
    }

    /// What a reference leads to may be looked at as something else, because another part of the document is that.
    fn compare_references(&mut self) {
        for (at, target, kind) in std::mem::take(&mut self.references) {
            if let Some(&found) = self.seen.get(&target)
                && found != kind
            {
                self.result
                    .broken
                    .extend(at.pointer.parent().map(|pointer| Place { file: at.file, pointer }));
                self.result.diagnostics.push(message::another_kind(at, target, kind, found));
            }
        }
    }

    fn wrong(&mut self, node: &Tree, at: &Place, shape: Shape, owner: &Place) {
        let problem = message::wrong_type(node, at, shape, self.dialect());
        if problem.severity == Severity::Error {
            self.result.broken.insert(owner.clone());
        }
        self.result.diagnostics.push(problem);
    }

    fn unknown(&mut self, table: &Table, key: &str, at: &Place) {
        self.result.diagnostics.push(message::unknown(table, key, at, self.dialect(), self.version));
    }

    fn missing(&mut self, table: &Table, keyword: &Keyword, at: &Place) {
        match keyword.need {
            Need::Optional => return,
            Need::Expected => {}
            Need::Required => {
                self.result.broken.insert(at.clone());
            }
        }
        self.result.diagnostics.push(message::missing(table, keyword, at));
    }
}

/// Whether the value is of the type that the shape asks for, whatever is inside.
fn fits(shape: Shape, node: &Tree) -> bool {
    match shape {
        Shape::Any => true,
        Shape::Text => matches!(node, Tree::String(_)),
        Shape::Word(words) => matches!(node, Tree::String(text) if words.contains(&text.as_str())),
        Shape::Boolean => matches!(node, Tree::Bool(_)),
        Shape::Count | Shape::Number => matches!(node, Tree::Integer(_) | Tree::Float(_)),
        Shape::Object(_) | Shape::Ref(_) | Shape::Map(_) => matches!(node, Tree::Map(_)),
        Shape::List(_) => matches!(node, Tree::List(_)),
        Shape::Either(one, other) => fits(*one, node) || fits(*other, node),
    }
}

#[cfg(test)]
mod tests;
