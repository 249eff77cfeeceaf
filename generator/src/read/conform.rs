//! Conformance: whether the document follows its own specification, keyword by keyword.
//!
//! Only what is structure is looked at; examples, defaults, values of `enum` and extensions are the author's.

mod message;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use foldhash::fast::FixedState;
use indexmap::{IndexMap, IndexSet};

use super::keywords::{Dialect, Kind, Need, SchemaDialect, Shape, Table, table_in};
use super::refs::{Memo, Trees};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity};
use crate::source::{Map, Place, Tree};

/// What was found.
#[derive(Clone, Debug)]
pub struct Conformance {
    /// The problems, none of which keeps the rest of the document from being read.
    pub diagnostics: Diagnostics,
    /// The references that lead to nothing, or to something else than what belongs there.
    pub broken: BTreeSet<Place>,
    /// The objects of OpenAPI that have an error in themselves, such as one schema or one operation.
    ///
    /// What is wrong in them is ignored, as far as they can be read without it.
    pub faulty: BTreeSet<Place>,
    /// How often each keyword of schemas occurs.
    pub keywords: BTreeMap<&'static str, usize>,
}

/// Looks at everything that the document and the files it refers to say.
///
/// References are followed, so that each one that leads nowhere is reported here, at its own place.
///
/// The dialect is that of the document; see [`dialect`].
#[must_use]
pub fn conform(trees: &Trees, dialect: Dialect) -> Conformance {
    let root = trees.root();
    let version = trees.node(&root.key("openapi")).and_then(Tree::as_str).unwrap_or_default();
    let mut walk = Walk {
        trees,
        dialect,
        version,
        result: Conformance {
            diagnostics: Diagnostics::new(),
            broken: BTreeSet::new(),
            faulty: BTreeSet::new(),
            keywords: BTreeMap::new(),
        },
        starts: BTreeMap::new(),
        queue: VecDeque::from([(root, Kind::Document)]),
        queued: IndexSet::default(),
        followed: Memo::default(),
        references: Vec::new(),
    };
    walk.run();
    walk.result
}

/// The version of OpenAPI that the document follows.
///
/// # Errors
///
/// The one problem that leaves no document to be read: `unsupported-version`, or a root that is no object.
pub fn dialect(trees: &Trees) -> Result<Dialect, Box<Diagnostic>> {
    const READ: &str = "OpenAPI 3.0, 3.1 and 3.2 are read";
    let root = &trees.root();
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
    dialect: Dialect,
    /// The version as the document writes it.
    version: &'a str,
    result: Conformance,
    /// Where looking started, and what was expected there.
    starts: BTreeMap<Place, Kind>,
    queue: VecDeque<(Place, Kind)>,
    /// What has ever been in the queue.
    queued: IndexSet<(Place, Kind), FixedState>,
    followed: Memo,
    /// Each reference, what it leads to and what that should be.
    references: Vec<(Place, Place, Kind)>,
}

impl Walk<'_> {
    const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Looks at everything, references to other parts and files included.
    fn run(&mut self) {
        while let Some((place, kind)) = self.queue.pop_front() {
            if let Some(node) = self.trees.node(&place)
                && self.expected_at(&place).is_none()
            {
                self.starts.insert(place.clone(), kind);
                let at = At::Start(&place);
                self.value(node, &at, Shape::Ref(kind), &at);
            }
        }
        // What a reference leads to may be something else, because another part of the document says so.
        let mut expected: IndexMap<Place, Option<Kind>, FixedState> = IndexMap::default();
        for (at, target, kind) in std::mem::take(&mut self.references) {
            let found = match expected.get(&target) {
                Some(found) => *found,
                None => *expected.entry(target.clone()).or_insert(self.expected_at(&target)),
            };
            if let Some(found) = found
                && found != kind
            {
                self.result
                    .broken
                    .extend(at.pointer.parent().map(|pointer| Place { file: at.file, pointer }));
                self.result.diagnostics.push(message::another_kind(at, target, kind, found));
            }
        }
    }

    /// What the node is, when it lies in what was looked at.
    fn expected_at(&self, place: &Place) -> Option<Kind> {
        for start in place.upwards() {
            if let Some(kind) = self.starts.get(&start)
                && let Some(rest) = place.pointer.strip_prefix(&start.pointer)
                && let Some(Shape::Object(kind) | Shape::Ref(kind)) =
                    rest.tokens().try_fold(Shape::Ref(*kind), |shape, token| self.member(shape, &token))
            {
                return Some(kind);
            }
        }
        None
    }

    /// What a member or an item of such a value is.
    fn member(&self, shape: Shape, token: &str) -> Option<Shape> {
        match shape {
            Shape::Object(kind) | Shape::Ref(kind) => self.shape(table_in(kind, self.trees.dialect()), token),
            Shape::List(item) | Shape::Map(item) => Some(*item),
            Shape::Either(one, other) => self.member(*one, token).or_else(|| self.member(*other, token)),
            _ => None,
        }
    }

    /// Looks at a value; `owner` is the object of OpenAPI that is faulty when the value is wrong.
    fn value(&mut self, node: &Tree, at: &At<'_>, shape: Shape, owner: &At<'_>) {
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
                Some(Tree::String(reference)) => {
                    if kind == Kind::Schema && !self.has_siblings(kind) {
                        *self.result.keywords.entry("$ref").or_default() += 1;
                    }
                    self.reference(node, reference, at, kind);
                }
                Some(other) => self.wrong(other, &At::Key(at, "$ref"), Shape::Text, at),
                None => self.object(map, at, kind),
            },
            (Shape::Ref(Kind::Schema), Tree::Bool(_)) if self.dialect() >= Dialect::V31 => {}
            (Shape::List(item), Tree::List(items)) => {
                for (index, node) in items.iter().enumerate() {
                    self.value(node, &At::Index(at, index), *item, owner);
                }
            }
            (Shape::Map(member), Tree::Map(map)) => {
                for (key, node) in map.iter() {
                    self.value(node, &At::Key(at, key), *member, owner);
                }
            }
            (Shape::Either(one, other), node) => {
                let shape = if fits(*one, node) { *one } else { *other };
                if fits(shape, node) {
                    self.value(node, at, shape, owner);
                } else {
                    self.wrong(node, at, Shape::Either(one, other), owner);
                }
            }
            (Shape::Object(_) | Shape::Ref(_), _) => self.wrong(node, at, shape, at),
            _ => self.wrong(node, at, shape, owner),
        }
    }

    fn object(&mut self, map: &Map, at: &At<'_>, kind: Kind) {
        let table = table_in(kind, self.trees.dialect());
        for (key, node) in map {
            if kind == Kind::Schema
                && let Some(keyword) = table.keyword(key, self.dialect())
            {
                *self.result.keywords.entry(keyword.name).or_default() += 1;
            }
            match self.shape(table, key) {
                Some(shape) => self.value(node, &At::Key(at, key), shape, at),
                None if key.starts_with("x-") => {}
                None => {
                    let unknown = message::unknown(table, key, &at.place(), self.dialect(), self.version);
                    self.result.diagnostics.push(unknown);
                }
            }
        }
        for keyword in table.keywords {
            if keyword.need != Need::Optional
                && keyword.is_in(self.dialect())
                && !map.contains_key(keyword.name)
            {
                let place = at.place();
                self.result.diagnostics.push(message::missing(table, keyword, &place));
                if keyword.need == Need::Required {
                    self.result.faulty.insert(place);
                }
            }
        }
    }

    fn shape(&self, table: &Table, key: &str) -> Option<Shape> {
        table.keyword(key, self.dialect()).map(|keyword| keyword.shape).or_else(|| table.other(key))
    }

    /// Whether other keywords count beside `$ref`.
    fn has_siblings(&self, kind: Kind) -> bool {
        match kind {
            Kind::PathItem => true,
            Kind::Schema => self.trees.dialect() == SchemaDialect::Draft202012,
            _ => false,
        }
    }

    /// Follows a reference, and looks at what may stand beside it.
    fn reference(&mut self, node: &Tree, reference: &str, at: &At<'_>, kind: Kind) {
        let Some(map) = node.as_map() else { return };
        if self.has_siblings(kind) {
            self.object(map, at, kind);
        } else {
            self.siblings(map, at, kind);
        }
        let place = at.place();
        match self.followed.follow(self.trees, &place, node) {
            Ok(target) => {
                self.references.push((place.key("$ref"), target.clone(), kind));
                if self.queued.insert((target.clone(), kind)) {
                    self.queue.push_back((target, kind));
                }
            }
            Err(problem) => {
                // Why a file was not read is said where the files are read.
                if problem.code != Code::UnresolvedRef || self.trees.is_read(&place, reference) {
                    self.result.diagnostics.push(*problem);
                }
                self.result.broken.insert(place);
            }
        }
    }

    /// Beside a reference nothing has an effect, except that 3.1 lets it have its own summary and description, and that
    /// authors who write `nullable` there mean it.
    fn siblings(&mut self, map: &Map, at: &At<'_>, kind: Kind) {
        let takes_texts = self.dialect() >= Dialect::V31;
        for key in map.keys() {
            let has_effect = key == "$ref"
                || key.starts_with("x-")
                || (takes_texts && matches!(key.as_str(), "summary" | "description"))
                || (kind == Kind::Schema && key == "nullable");
            if !has_effect {
                self.result.diagnostics.push(message::ignored(key, &at.place().key(key), self.version));
            }
        }
    }

    fn wrong(&mut self, node: &Tree, at: &At<'_>, shape: Shape, owner: &At<'_>) {
        let problem = message::wrong_type(node, &at.place(), shape, self.dialect());
        if problem.severity == Severity::Error {
            self.result.faulty.insert(owner.place());
        }
        self.result.diagnostics.push(problem);
    }
}

/// The address of a node on the way down, written out only where it is needed.
enum At<'a> {
    Start(&'a Place),
    Key(&'a Self, &'a str),
    Index(&'a Self, usize),
}

impl At<'_> {
    fn place(&self) -> Place {
        match self {
            Self::Start(place) => (*place).clone(),
            Self::Key(above, key) => above.place().key(key),
            Self::Index(above, index) => above.place().index(*index),
        }
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
