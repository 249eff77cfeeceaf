//! Turns an OpenAPI document into Rust: model types with validation, and a client.
//!
//! [`generate`] is the whole pipeline, each stage a value in and a value out:
//!
//! | stage | from | to |
//! |---|---|---|
//! | [`source`] | text | a value tree, with overlays applied |
//! | [`read`] | trees | a document, in which references are followed |
//! | [`lower`] | document | the Api ([`ir`]), free of Rust |
//! | [`check`] | Api | problems, each with its place |
//! | [`analyze`] | Api | facts about its models |
//! | [`names`] | Api | every Rust identifier |
//! | [`emit`] | all of these | text of files |
//!
//! The crate reads and writes no file: the caller gives the text and takes the files.
//!
//! ```
//! use specwright::{Input, config::Config, generate, read::NoFiles, source::Sources};
//!
//! let mut sources = Sources::new();
//! let document = sources.add("pets.yaml", "
//! openapi: 3.0.0
//! info: { title: Pets, version: '1' }
//! paths: {}
//! components:
//!   schemas:
//!     Pet: { type: object, properties: { name: { type: string } }, required: [name] }
//! ");
//! let mut loader = NoFiles;
//! let input = Input::new(&mut sources, document, &mut loader);
//! let generated = generate(input, &Config::default());
//! assert!(!generated.diagnostics.has_errors());
//! assert!(generated.packages[0].files["src/types/models.rs"].contains("pub struct Pet {"));
//! ```

pub mod analyze;
mod check;
pub mod config;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod files;
pub mod glob;
pub mod import;
pub mod ir;
pub mod ledger;
pub mod lower;
pub mod names;
pub mod read;
mod render;
pub mod source;
pub mod surface;

pub use check::check;
use std::collections::BTreeSet;

use config::{Config, Runtime};
use diagnostic::{Code, Diagnostics};
use emit::{Layout, Options};
use files::Package;
use heck::ToKebabCase;
use ir::Api;
use ledger::Ledger;
use read::{Document, Loader, Trees};
use source::{FileId, Limits, Origins, Sources, overlay, parse};

/// What is read.
pub struct Input<'a> {
    /// The files; those that the document refers to are added.
    pub sources: &'a mut Sources,
    /// The OpenAPI document.
    pub document: FileId,
    /// Overlays, in the order in which they are applied.
    pub overlays: Vec<FileId>,
    /// Reads the files that the document refers to.
    pub loader: &'a mut dyn Loader,
    /// How much is read.
    pub limits: Limits,
    /// Where a standalone crate finds the runtime, unless the configuration says.
    pub runtime: Runtime,
    /// Whether a standalone crate lies in a workspace; one that does not is a workspace of its own.
    pub in_workspace: bool,
    /// Whether every warning is an error.
    pub strict: bool,
}

impl<'a> Input<'a> {
    /// A document without overlays, within the usual limits.
    pub fn new(sources: &'a mut Sources, document: FileId, loader: &'a mut dyn Loader) -> Self {
        Self {
            sources,
            document,
            overlays: Vec::new(),
            loader,
            limits: Limits::DEFAULT,
            runtime: Runtime::default(),
            in_workspace: false,
            strict: false,
        }
    }
}

/// What was made.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// The crates; none when the document cannot be read at all.
    pub packages: Vec<Package>,
    /// Every problem of the document, the overlays and the configuration, as bad as the configuration says.
    pub diagnostics: Diagnostics,
    /// How much was made.
    pub summary: Summary,
    /// What was made of each operation and each keyword; none when the document cannot be read at all.
    pub ledger: Option<Ledger>,
}

/// How much was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Operations of the client.
    pub operations: usize,
    /// Types.
    pub models: usize,
}

/// Reads a document and makes the crates that the configuration asks for.
///
/// An error confines itself to its operation or its schema, which is left out or becomes a JSON value; the rest is
/// generated. With an error in the configuration nothing is.
#[must_use]
pub fn generate(input: Input<'_>, config: &Config) -> Generated {
    let (runtime, in_workspace) = (input.runtime.clone(), input.in_workspace);
    let name = file_name(&input.sources.get(input.document).name);
    let strict = input.strict;
    let (api, diagnostics) = api(input, config);
    make(api, diagnostics, config, &Circumstances { name, runtime, in_workspace, strict })
}

/// What decides about the packages beside the document and the configuration.
struct Circumstances {
    name: String,
    runtime: Runtime,
    in_workspace: bool,
    strict: bool,
}

/// The packages of a document that was read, without overlays.
pub(crate) fn generate_read<'a>(document: &'a Document<'a>, name: &str, config: &'a Config) -> Generated {
    let lowered = lower::lower(document, &config.lowering);
    let (api, diagnostics) = checked(lowered, Diagnostics::new());
    let (name, runtime) = (file_name(name), Runtime::default());
    make(Some(api), diagnostics, config, &Circumstances { name, runtime, in_workspace: false, strict: false })
}

fn make(api: Option<Api>, mut diagnostics: Diagnostics, config: &Config, of: &Circumstances) -> Generated {
    let told = |diagnostics| config.lints.apply(diagnostics, of.strict);
    let Some(api) = api else { return Generated { diagnostics: told(diagnostics), ..Generated::default() } };
    diagnostics.extend(names::check_given(&api, &config.names));
    let summary = Summary { operations: api.operations.len(), models: api.models.len() };
    // Of a document that has nothing else but errors, nothing can be made.
    if summary == Summary::default() && diagnostics.has_errors() {
        return Generated { diagnostics: told(diagnostics), ..Generated::default() };
    }
    let (pages, problems) = analyze::find_pages(&api, &config.pages);
    diagnostics.extend(problems);
    let facts = analyze::Facts::of(&api, pages);
    diagnostics.extend(config.asked.check(&api, &facts));
    let ledger = Some(Ledger::new(&api, &diagnostics, &config.lints));
    // What the user asks for in vain is not made in part.
    if diagnostics.iter().any(|problem| problem.code == Code::InvalidConfig) {
        return Generated { diagnostics: told(diagnostics), ledger, ..Generated::default() };
    }
    let serves = config.server.target.is_some() || config.server.module;
    let names = names::Names::assign(&api, &facts, &config.names, serves);
    let packages = emit::emit(
        &api,
        &names,
        &facts,
        &options(&api, config, of.name.clone(), &of.runtime, of.in_workspace),
    );
    give_back((api, names, facts));
    Generated { packages, diagnostics: told(diagnostics), summary, ledger }
}

/// Drops what is large beside everything else: to give it back takes a while, which nothing has to wait for.
fn give_back(large: impl Send + 'static) {
    rayon::spawn(move || drop(large));
}

/// Reads a document and lowers it; there is no Api when the document cannot be read at all.
#[must_use]
pub fn api(input: Input<'_>, config: &Config) -> (Option<Api>, Diagnostics) {
    let Input { sources, document, overlays, loader, limits, .. } = input;
    let (tree, mut diagnostics) = parse(sources, document, &limits);
    let Some(mut tree) = tree else { return (None, diagnostics) };
    let mut origins = Origins::new();
    for overlay in overlays {
        diagnostics.extend(overlay::apply(sources, overlay, document, &mut tree, &mut origins));
    }
    sources.set_origins(origins);
    let mut trees = Trees::new(document, tree);
    let name = file_name(&sources.get(document).name);
    diagnostics.extend(trees.load(sources, &name, loader, &config.document.uris, &limits));
    let dialect = match read::dialect(&trees) {
        Ok(dialect) => dialect,
        Err(problem) => {
            diagnostics.push(*problem);
            return (None, diagnostics);
        }
    };
    let lower =
        |broken, faulty| lower::lower(&Document::new(&trees, dialect, broken, faulty), &config.lowering);
    // Most documents have no fault, so each is lowered as one without while it is looked at; one that has faults is
    // lowered once more, which takes no longer than to have waited.
    let none = BTreeSet::new;
    let (conformance, mut lowered) = rayon::join(|| read::conform(&trees, dialect), || lower(none(), none()));
    let read::Conformance { diagnostics: problems, broken, faulty, keywords } = conformance;
    if !(broken.is_empty() && faulty.is_empty()) {
        lowered = lower(broken, faulty);
    }
    diagnostics.extend(problems);
    let (mut api, diagnostics) = checked(lowered, diagnostics);
    api.coverage.keywords = keywords;
    give_back(trees);
    (Some(api), diagnostics)
}

/// What a document was lowered to, and its problems behind those that were found before.
fn checked((api, problems): (Api, Diagnostics), mut diagnostics: Diagnostics) -> (Api, Diagnostics) {
    diagnostics.extend(problems);
    // What is wrong with operations that nobody wants is nobody's business.
    diagnostics.drop_within(&api.coverage.unselected);
    diagnostics.extend(check(&api));
    (api, diagnostics)
}

/// The part of a path behind its last separator.
fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

/// The name of a crate for an API of this title: letters, digits and hyphens, a letter first.
fn package_name(title: &str) -> String {
    let words = title.to_kebab_case();
    let name: String = words.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let name = name.trim_matches('-');
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.to_owned()
    } else {
        format!("api-{name}").trim_end_matches('-').to_owned()
    }
}

fn options(api: &Api, config: &Config, document: String, runtime: &Runtime, in_workspace: bool) -> Options {
    let (command, layout) = if let (Some(types), Some(client)) = (&config.types.target, &config.client.target)
    {
        let server = config.server.target.clone();
        let layout = Layout::Workspace { types: types.clone(), client: client.clone(), server };
        ("edit the document and run `cargo xtask codegen`", layout)
    } else {
        let runtime = match config.runtime.as_ref().unwrap_or(runtime) {
            Runtime::Path(path) => format!("{{ path = {path:?} }}"),
            Runtime::Version(version) => format!("{{ version = {version:?} }}"),
        };
        let (name, server) = (package_name(&api.title), config.server.module);
        let layout = Layout::Standalone { name, runtime, in_workspace, server };
        ("edit the document and generate the crate again", layout)
    };
    Options {
        document,
        command: command.to_owned(),
        layout,
        unknown_fields: config.validation.unknown_fields,
        wording: config.validation.wording,
        max_errors: config.validation.max_errors,
        registry: config.validation.registry,
        annotated_formats: config.validation.annotated_formats.clone(),
        date_time: config.types.date_time,
        date: config.types.date,
        uuid: config.types.uuid,
        byte: config.types.byte,
        asked: config.asked.clone(),
        split: config.output.split,
        visibility: config.output.visibility,
        examples: config.client.examples.clone(),
        dependencies: config.dependencies.clone(),
    }
}
