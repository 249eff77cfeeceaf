//! A document whose types are called: what is generated from it, and the values that its types are given.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use serde_json::{Map, Value, json};
use specwright::Input;
use specwright::config::{Config, Runtime};
use specwright::diagnostic::{Color, human};
use specwright::files::Package;
use specwright::read::NoFiles;
use specwright::source::{Limits, Sources, parse};

use super::instance::Maker;
use super::mutant::mutant;
use super::reference;
use crate::documents::Candidate;
use crate::random::{Random, fingerprint};
use crate::read;

/// A value.
#[derive(Debug)]
pub(super) struct Sample {
    /// The component that it is for.
    pub(super) schema: String,
    pub(super) value: Value,
    /// Whether it was changed, so that it may be anything.
    pub(super) is_changed: bool,
}

/// A document with its crate and its values.
#[derive(Debug)]
pub(super) struct Subject {
    /// The name of the crate.
    pub(super) name: String,
    /// The document, below the folder.
    pub(super) document: String,
    pub(super) package: Package,
    /// The schemas, for the other validator.
    pub(super) reference: Value,
    pub(super) values: Vec<Sample>,
}

impl Subject {
    /// The values, one on a line.
    pub(super) fn lines(&self) -> String {
        let mut lines = String::new();
        for Sample { schema, value, is_changed } in &self.values {
            let _ = writeln!(lines, "{}", json!([schema, value, is_changed]));
        }
        lines
    }
}

/// What a document is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) seed: u64,
    /// How many values each schema gets that ought to be valid, and as many changed ones.
    pub(super) values: usize,
    /// How many schemas a document has at most.
    pub(super) schemas: usize,
}

/// Makes the crate of a document and its values; nothing for one that has no schemas, or more than are wanted.
///
/// # Errors
/// When the document cannot be read, or configuring the generator fails.
pub(super) fn subject(
    candidate: &Candidate,
    name: &str,
    wanted: Wanted,
    runtime: &str,
) -> Result<Option<Subject>> {
    let bytes = read::named(&candidate.path, Limits::DEFAULT.bytes)?;
    let Some(document) = components(&candidate.name, &bytes, name, wanted.schemas) else { return Ok(None) };
    let mut sources = Sources::new();
    let config = sources.add("specwright.toml", "[validation]\nregistry = true\n");
    let config = match Config::parse(&sources, config) {
        Ok(config) => config,
        Err(problems) => bail!("{}", human(&problems, &sources, Color::Never)),
    };
    let file = sources.add("openapi.json", document.to_string());
    let mut loader = NoFiles;
    let input = Input {
        runtime: Runtime::Path(runtime.to_owned()),
        in_workspace: true,
        ..Input::new(&mut sources, file, &mut loader)
    };
    let Some(package) = specwright::generate(input, &config).packages.pop() else { return Ok(None) };
    let schemas = reference::schemas(&document);
    let values = values(&document, &schemas, candidate, wanted);
    let reference = json!({ "components": { "schemas": schemas } });
    let (name, document) = (name.to_owned(), candidate.name.clone());
    Ok(Some(Subject { name, document, package, reference, values }))
}

/// The components of a document, which then travel both ways and are all that it has.
fn components(file: &str, bytes: &[u8], title: &str, most: usize) -> Option<Value> {
    let mut sources = Sources::new();
    let file = sources.add_bytes(file, bytes).ok()?;
    let tree = parse(&sources, file, &Limits::DEFAULT).0?;
    let version = tree.get("openapi")?.as_str()?.to_owned();
    let mut components = tree.get("components")?.to_json();
    let count = components["schemas"].as_object().map_or(0, Map::len);
    if count == 0 || count > most {
        return None;
    }
    strip(&mut components);
    let info = json!({ "title": title, "version": "1" });
    Some(json!({ "openapi": version, "info": info, "paths": {}, "components": components }))
}

/// Removes what makes two types of a schema, of which each takes other values.
fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, value| {
                !(value.is_boolean() && ["readOnly", "writeOnly"].contains(&name.as_str()))
            });
            members.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

fn values(
    document: &Value,
    schemas: &Map<String, Value>,
    candidate: &Candidate,
    wanted: Wanted,
) -> Vec<Sample> {
    let seed = fingerprint(candidate.name.as_bytes()) ^ wanted.seed;
    let mut maker = Maker::new(schemas, Random::new(seed));
    let mut values = Vec::new();
    for name in document["components"]["schemas"].as_object().into_iter().flat_map(Map::keys) {
        let Some(schema) = schemas.get(name) else { continue };
        for _ in 0..wanted.values {
            let Some(value) = maker.value(schema) else { continue };
            let changed = mutant(&value, maker.random());
            let sample = |value, is_changed| Sample { schema: name.clone(), value, is_changed };
            values.extend([sample(value, false), sample(changed, true)]);
        }
    }
    values
}
