//! The configuration file, `specwright.toml`: what a document cannot say about the crates made of it.

mod read;

use std::collections::{BTreeMap, BTreeSet};

pub use crate::analyze::{GivenPages, PageStyle};
use crate::diagnostic::{Diagnostics, Lints, Located};
pub use crate::emit::{Asked, DateType, Split, UnknownFields, Visibility, Wording};
pub use crate::ir::External;
pub use crate::lower::{Filter, Reading, Selection, Settings};
use crate::source::{FileId, Pointer, Sources};

/// What the user decides about the crates. Every key has a default; an unknown one is an error.
///
/// All paths are relative to the folder of the configuration file and are written with `/`.
///
/// ```
/// use specwright::config::{Config, Wording};
/// use specwright::source::Sources;
///
/// let mut sources = Sources::new();
/// let file = sources.add("specwright.toml", "[document]\npath = \"api.yaml\"\n");
/// let config = Config::parse(&sources, file).map_err(|problems| problems.len());
/// assert_eq!(config.as_ref().map(|config| config.document.path.as_deref()), Ok(Some("api.yaml")));
/// assert_eq!(config.map(|config| config.validation.wording), Ok(Wording::Zod));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// `[document]`: what is read.
    pub document: Document,
    /// `[types]`: the crate of the model types.
    pub types: Types,
    /// `[client]`: the crate of the client.
    pub client: Client,
    /// `[server]`: the crate of the server, if there is to be one.
    pub server: Server,
    /// `[validation]`: what is checked, and how it is said.
    pub validation: Validation,
    /// `[include]`, `[exclude]` and `[replace]`, and `types.reading`: what of the document is generated, and how it
    /// is read.
    pub lowering: Settings,
    /// `[names]`: Rust names by JSON Pointers, for those that would read badly otherwise.
    ///
    /// A name that begins with a capital letter is that of a type or variant: of a schema, a value of an `enum`, or a
    /// branch of a `oneOf` or `anyOf`. Any other is that of a field, method or argument: of a property, operation or
    /// parameter.
    ///
    /// `"/components/schemas/BalanceGroup/properties/tso" = "Tso"`
    pub names: BTreeMap<Pointer, Located<String>>,
    /// `[pages]`: how operations list collections page by page, where their shape does not tell or misleads.
    ///
    /// `"/paths/~1orders/get" = { style = "cursor", parameter = "from", next = "links.next", items = "orders" }`
    pub pages: BTreeMap<Pointer, Located<GivenPages>>,
    /// `[derive]` and `[attributes]`: what types carry besides.
    pub asked: Asked,
    /// `[output]`: how the generated code is laid out.
    pub output: Output,
    /// `[dependencies]`: lines of the manifest of a crate that is generated whole, as Cargo reads them.
    pub dependencies: BTreeMap<String, String>,
    /// `[lints]`: how bad problems are, by their codes.
    ///
    /// `unresolved-ref = { level = "warn", reason = "reported to the author" }`
    pub lints: Lints,
    /// `[runtime]`: where generated code finds the crate `specwright-runtime`.
    pub runtime: Option<Runtime>,
}

/// `[document]`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// `path`: the OpenAPI document, YAML or JSON. The command line names it where this does not.
    pub path: Option<String>,
    /// `overlays`: OpenAPI Overlay documents, applied in this order before anything is read.
    pub overlays: Vec<String>,
    /// `uris`: URIs that are read from files, each prefix with a folder below that of the document.
    ///
    /// `"https://example.com/schemas/" = "schemas"`
    pub uris: Vec<(String, String)>,
}

/// `[types]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Types {
    /// `crate` and `path`: a crate that exists; files are written below its `src/generated` only.
    /// Without them everything goes into one crate that is generated whole.
    pub target: Option<Target>,
    /// `formats.date-time`: `"jiff::Timestamp"` (default) or `"String"`.
    pub date_time: DateType,
    /// `formats.date`: `"jiff::civil::Date"` (default) or `"String"`.
    pub date: DateType,
    /// `formats.uuid`: `"uuid::Uuid"` (default) or `"String"`.
    pub uuid: bool,
    /// `formats.byte`: `"Base64"` (default), bytes that are written in base64, or `"String"`.
    pub byte: bool,
}

impl Default for Types {
    fn default() -> Self {
        Self { target: None, date_time: DateType::Jiff, date: DateType::Jiff, uuid: true, byte: true }
    }
}

/// `[client]`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// `crate` and `path`, as for the types.
    pub target: Option<Target>,
    /// `examples`: the path under which users find the client in a crate that exists, such as `"my_client"`; examples
    /// in docs name it, and without it there are none.
    pub examples: Option<String>,
}

/// `[server]`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Server {
    /// `crate` and `path`, as for the types, which have to have a crate of their own then.
    pub target: Option<Target>,
    /// `module`: whether a crate that is generated whole gets a module `server`; not by default.
    pub module: bool,
}

/// A crate that exists, and that generated code is written into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// `crate`: the name of the package.
    pub name: String,
    /// `path`: its folder.
    pub path: String,
}

/// `[output]`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// `split`: whether the code is parted into a file for each tag, `"auto"` (default), `"always"` or `"never"`.
    pub split: Split,
    /// `visibility`: who may use what is generated, `"public"` (default) or `"crate"`, which is for one crate that
    /// holds everything.
    pub visibility: Visibility,
}

/// `[validation]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validation {
    /// `unknown_fields`: what strict decoding does with a key that a schema does not list;
    /// `"schema"` (default) refuses it where the schema says `additionalProperties: false`, `"refuse"` everywhere.
    pub unknown_fields: UnknownFields,
    /// `wording`: how field errors read, `"zod"` (default) or `"json-schema"`.
    pub wording: Wording,
    /// `max_errors`: how many field errors are collected at most; 100 by default.
    pub max_errors: usize,
    /// `registry`: whether a list of all components is generated, each with its check; off by default.
    pub registry: bool,
    /// `formats`: formats that are only notes to a reader, although there is a check for them.
    ///
    /// `date-time = "annotate"`; the default of every format is `"assert"`.
    pub annotated_formats: BTreeSet<String>,
}

impl Default for Validation {
    fn default() -> Self {
        Self {
            unknown_fields: UnknownFields::Schema,
            wording: Wording::Zod,
            max_errors: 100,
            registry: false,
            annotated_formats: BTreeSet::new(),
        }
    }
}

/// `[runtime]`: one of the two keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// `path`: its folder.
    Path(String),
    /// `version`: its version in the registry, as Cargo writes requirements.
    Version(String),
}

impl Default for Runtime {
    fn default() -> Self {
        Self::Version(
            concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR")).to_owned(),
        )
    }
}

impl Config {
    /// Reads a configuration file.
    ///
    /// # Errors
    ///
    /// `invalid-config` for each mistake, marked in the text of the file.
    pub fn parse(sources: &Sources, file: FileId) -> Result<Self, Diagnostics> {
        read::config(&sources.get(file).text, file)
    }
}

#[cfg(test)]
mod tests;
