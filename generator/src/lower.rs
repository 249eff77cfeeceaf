//! Lowering: the document becomes the Api.
//!
//! Everything is resolved, merged and sorted here, once; later stages only iterate.

mod alias;
mod assertion;
mod content;
mod direction;
mod docs;
mod flat;
mod header;
mod operation;
mod parameter;
mod pattern;
mod response;
mod schema;
mod security;
mod select;
mod share;
mod sort;
mod union;
mod wave;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use foldhash::fast::FixedState;
use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Located, Location};
use crate::ir::{
    Api, Assertions, AssertionsId, Coverage, External, HeaderGroup, Hint, Incoming, Model, ModelId,
    ModelKind, Nullability, Server,
};
use crate::read::{Document, skeleton};
use crate::source::{Map, Place, Pointer, Tree};
use schema::Aspect;
pub use select::{Filter, Selection};

/// How a schema is read that says less, or other things, than its author meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// As authors mean it: `properties` make an object and `items` an array, `nullable: true` lets `null` through
    /// whatever stands beside it, and a `discriminator` picks the one branch that counts.
    #[default]
    Intended,
    /// To the letter of OpenAPI and JSON Schema: keywords are about values of their own type only, every keyword
    /// has to let `null` through, and a `discriminator` is no more than a hint.
    Literal,
}

/// What the user decides about lowering.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// How schemas are read.
    pub reading: Reading,
    /// Which operations are generated.
    pub selection: Selection,
    /// Rust types that exist already, by the schema whose type they are.
    pub replace: BTreeMap<Pointer, Located<External>>,
}

/// Lowers what is selected of the document; what cannot be lowered is left out or degraded, each with a diagnostic.
#[must_use]
pub fn lower<'a>(document: &'a Document<'a>, settings: &'a Settings) -> (Api, Diagnostics) {
    let mut cx = Cx::new(document, settings);
    cx.children = Arc::new(schema::children(&mut cx));
    let root = document.root();
    let info = root.key("info");
    let mut api = Api {
        title: cx.text(&info.key("title")).unwrap_or_default(),
        version: cx.text(&info.key("version")).unwrap_or_default(),
        description: cx.text(&info.key("description")),
        servers: servers(&cx, &root.key("servers")),
        security_schemes: security::lower(&mut cx, &root.key("components").key("securitySchemes")),
        ..Api::default()
    };
    let components = root.key("components").key("schemas");
    let schemas = cx.keys(&components);
    for name in schemas.iter().filter(|name| settings.selection.keeps(name)) {
        cx.model_of(components.key(name));
    }
    cx.schemes = root_schemes(&cx, &root);
    api.operations = operation::lower(&mut cx, &root);
    operation::webhooks(&mut cx, &root);
    let problems = settings.selection.check(&cx.candidates, &schemas);
    cx.diagnostics.extend(problems);
    cx.finish_models();
    alias::break_cycles(&mut cx);
    union::break_loops(&mut cx);
    assertion::finish(&mut cx);
    api.assertions = std::mem::take(&mut cx.assertions);
    api.dynamic_anchors = std::mem::take(&mut cx.dynamic_anchors);
    api.models = cx.models.into_iter().map(|model| model.model).collect();
    api.header_groups = cx.header_groups;
    api.incoming = cx.incoming;
    api.coverage = cx.coverage;
    share::share(&mut api);
    direction::split(&mut api);
    union::find_tags(&mut api);
    sort::sort(&mut api);
    let mut diagnostics = cx.diagnostics;
    diagnostics.extend(check_replaced(&api, settings));
    diagnostics.extend(pattern::drop_invalid(&mut api));
    (api, diagnostics)
}

/// Reports types that were to replace what no type was made of.
fn check_replaced(api: &Api, settings: &Settings) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (pointer, Located { value, at }) in &settings.replace {
        if !api.models.iter().any(|model| model.place.pointer == *pointer) {
            let message = format!("`{}` is to replace `{pointer}`, but no schema there is used", value.path);
            diagnostics.push(Diagnostic::new(Code::InvalidConfig, at.clone(), message));
        }
    }
    diagnostics
}

/// The names of the security schemes that the document declares, whether the client knows them or not.
fn root_schemes(cx: &Cx<'_>, root: &Place) -> BTreeSet<String> {
    cx.keys(&root.key("components").key("securitySchemes")).into_iter().collect()
}

fn servers(cx: &Cx<'_>, list: &Place) -> Vec<Server> {
    let count = cx.node(list).and_then(Tree::as_list).map_or(0, <[Tree]>::len);
    (0..count)
        .filter_map(|index| {
            let server = list.index(index);
            let description = cx.text(&server.key("description"));
            Some(Server { url: server_url(cx, &server)?, description })
        })
        .collect()
}

/// The URL of a server with the default of each of its variables.
fn server_url(cx: &Cx<'_>, server: &Place) -> Option<String> {
    let mut url = cx.text(&server.key("url"))?;
    let variables = server.key("variables");
    for name in cx.keys(&variables) {
        if let Some(default) = cx.text(&variables.key(&name).key("default")) {
            url = url.replace(&format!("{{{name}}}"), &default);
        }
    }
    Some(url)
}

/// The components that take in each component by `allOf`.
type Children = BTreeMap<Place, Vec<Place>>;

/// What lowering has made so far.
struct Cx<'a> {
    document: &'a Document<'a>,
    settings: &'a Settings,
    reading: Reading,
    /// What operations there are to select from, where not all are.
    candidates: Vec<select::Candidate>,
    diagnostics: Diagnostics,
    models: Vec<Pending>,
    by_places: IndexMap<(Vec<Place>, Aspect), ModelId, FixedState>,
    /// The components that take in each component by `allOf`.
    children: Arc<Children>,
    queue: VecDeque<ModelId>,
    header_groups: Vec<HeaderGroup>,
    coverage: Coverage,
    /// What the server sends by itself.
    incoming: Vec<Incoming>,
    /// The names of the security schemes.
    schemes: BTreeSet<String>,
    assertions: Vec<Assertions>,
    assertions_by_place: IndexMap<Place, AssertionsId, FixedState>,
    assertions_queue: VecDeque<AssertionsId>,
    dynamic_anchors: BTreeMap<Place, Vec<(String, AssertionsId)>>,
}

/// A model that is known by the schemas that speak of it, and perhaps not lowered yet.
struct Pending {
    model: Model,
    places: Vec<Place>,
    aspect: Aspect,
}

impl<'a> Cx<'a> {
    fn new(document: &'a Document<'a>, settings: &'a Settings) -> Self {
        Self {
            document,
            settings,
            reading: settings.reading,
            candidates: Vec::new(),
            diagnostics: Diagnostics::new(),
            models: Vec::new(),
            by_places: IndexMap::default(),
            children: Arc::default(),
            queue: VecDeque::new(),
            header_groups: Vec::new(),
            coverage: Coverage::default(),
            incoming: Vec::new(),
            schemes: BTreeSet::new(),
            assertions: Vec::new(),
            assertions_by_place: IndexMap::default(),
            assertions_queue: VecDeque::new(),
            dynamic_anchors: BTreeMap::new(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reads the node at `place`; see [`skeleton::read`]. What it lacks is reported once, and what becomes of it.
    fn read<T: serde::de::DeserializeOwned>(
        &mut self,
        place: &Place,
        rows: &[skeleton::Row],
        with: &[(&str, serde_json::Value)],
        hint: &str,
    ) -> Option<T> {
        let problem = match skeleton::read(self.node(place)?, place, rows, with) {
            Ok(read) => return Some(read),
            Err(problem) => problem,
        };
        if !self.document.is_faulty(place) {
            self.report(problem.hint(hint));
        }
        None
    }

    /// Reports that the schema at `place` becomes a JSON value, and why.
    fn degrade(&mut self, place: &Place, why: &str) {
        let keywords = self.map(place).map(|map| map.keys().cloned().collect()).unwrap_or_default();
        self.coverage.untyped.push((place.clone(), keywords));
        let message = format!("{why}; it becomes a JSON value, which is checked");
        self.report(Diagnostic::new(Code::Degraded, Location::Key(place.clone()), message));
    }

    /// Reports a reference that points to nothing.
    fn unresolved(&mut self, place: Place, reference: &str) {
        let message = format!("`{reference}` points to nothing");
        self.report(Diagnostic::new(Code::UnresolvedRef, Location::Value(place), message));
    }

    fn node(&self, place: &Place) -> Option<&'a Tree> {
        self.document.node(place)
    }

    fn map(&self, place: &Place) -> Option<&'a Map> {
        self.node(place)?.as_map()
    }

    fn text(&self, place: &Place) -> Option<String> {
        self.node(place)?.as_str().map(str::to_owned)
    }

    /// The keys of the object at `place`, sorted: the order of components carries no meaning.
    fn keys(&self, place: &Place) -> Vec<String> {
        let keys: BTreeSet<_> = self.map(place).into_iter().flat_map(Map::keys).cloned().collect();
        keys.into_iter().collect()
    }

    /// Follows the `$ref` at `place`, if there is one, to the node that is not a reference.
    fn follow(&mut self, place: &Place) -> Option<Place> {
        match self.document.follow(place) {
            Ok(target) => Some(target),
            Err(problem) => {
                self.report(*problem);
                None
            }
        }
    }

    /// The target of the `$ref` at `place`, whatever it is: on the way every resource counts for dynamic references.
    fn single_step(&mut self, place: &Place) -> Option<Place> {
        match self.document.step(place) {
            Ok(target) => target,
            Err(problem) => {
                self.report(*problem);
                None
            }
        }
    }

    /// Follows the `$ref` at `place`, if there is one, to the schema that says more than where to look.
    fn step(&mut self, place: &Place) -> Option<Place> {
        self.map(place)?.get("$ref")?;
        match self.document.follow_schema(place) {
            Ok(target) => Some(target),
            Err(problem) => {
                self.report(*problem);
                None
            }
        }
    }

    /// The declaration of the schema at `place`, which is lowered later.
    fn model_of(&mut self, place: Place) -> ModelId {
        let hint = schema::hint_of(self, &place);
        self.declare(&[place], Aspect::Whole, &hint)
    }

    /// Declares an aspect of what has to fit every schema at `places`.
    ///
    /// It is lowered later, so that chains of references cost no stack.
    fn declare(&mut self, places: &[Place], aspect: Aspect, hint: &Hint) -> ModelId {
        let key = (places.to_vec(), aspect);
        if let Some(id) = self.by_places.get(&key) {
            return *id;
        }
        let place = places[0].clone();
        let model = Model {
            hint: hint.clone(),
            docs: docs::of(self.map(&place)),
            nullability: Nullability::NonNull,
            direction: None,
            kind: ModelKind::Alias(schema::any(&place)),
            place,
        };
        self.add(key, model)
    }

    /// Adds a model that nobody has declared before, to be lowered later.
    fn add(&mut self, key: (Vec<Place>, Aspect), model: Model) -> ModelId {
        let id = ModelId(self.models.len());
        self.models.push(Pending { model, places: key.0.clone(), aspect: key.1 });
        self.by_places.insert(key, id);
        self.queue.push_back(id);
        id
    }
}
