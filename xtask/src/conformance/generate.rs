//! Calling the generator for a batch, and finding the schemas that it refuses.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::{Result, bail};
use specwright::config::{Config, Runtime};
use specwright::diagnostic::{Color, Diagnostic, Location, Severity, human};
use specwright::files::Package;
use specwright::read::Loader;
use specwright::source::{Place, Sources};
use specwright::{Generated, Input};

use super::batch::Batch;
use super::sift::{Attempt, sift};

/// What the generator made of a batch.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) package: Package,
    /// The schemas that the generator took, by their index.
    pub(super) units: Vec<usize>,
    /// The schemas that it refused, and why.
    pub(super) refused: BTreeMap<usize, String>,
    /// What it warned of, by schema.
    pub(super) warnings: BTreeMap<usize, Vec<String>>,
}

/// Generates the crate of a batch without the schemas that cannot be generated, nor those that are excluded already.
///
/// # Errors
/// When the configuration is refused: that is a mistake of this program.
pub(super) fn generate(batch: &Batch, runtime: &str, excluded: &BTreeMap<usize, String>) -> Result<Made> {
    let config = configuration(batch)?;
    let wanted: Vec<_> = (0..batch.units.len()).filter(|unit| !excluded.contains_key(unit)).collect();
    let mut refused = sift(&wanted, |units| Ok(attempt(batch, runtime, &config, units).1))?;
    refused.extend(excluded.iter().map(|(unit, reason)| (*unit, reason.clone())));
    let units: Vec<_> = wanted.into_iter().filter(|unit| !refused.contains_key(unit)).collect();
    if units.is_empty() {
        return Ok(Made { refused, ..Made::default() });
    }
    let (made, _) = attempt(batch, runtime, &config, &units);
    let Some((mut generated, sources)) = made else { bail!("`{}`: the generator panicked", batch.name) };
    let mut warnings: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for diagnostic in generated.diagnostics.iter() {
        if let Some(unit) = blamed(batch, diagnostic, &sources) {
            warnings.entry(unit).or_default().push(text(diagnostic));
        }
    }
    let Some(package) = generated.packages.pop() else { bail!("`{}`: no crate was generated", batch.name) };
    Ok(Made { package, units, refused, warnings })
}

fn configuration(batch: &Batch) -> Result<Config> {
    let mut sources = Sources::new();
    let file = sources.add("specwright.toml", batch.configuration());
    Config::parse(&sources, file).or_else(|problems| bail!("{}", human(&problems, &sources, Color::Never)))
}

/// What the generator gave, and what that says of the schemas.
fn attempt(
    batch: &Batch,
    runtime: &str,
    config: &Config,
    units: &[usize],
) -> (Option<(Generated, Sources)>, Attempt) {
    let mut sources = Sources::new();
    let document = sources.add("openapi.json", batch.document(units));
    let made = catch_unwind(AssertUnwindSafe(|| {
        let mut loader = InMemory { batch };
        let input = Input {
            runtime: Runtime::Path(runtime.to_owned()),
            ..Input::new(&mut sources, document, &mut loader)
        };
        specwright::generate(input, config)
    }));
    let Ok(generated) = made else {
        return (None, Attempt::Failed("the generator panicked".to_owned()));
    };
    if !generated.diagnostics.has_errors() {
        return (Some((generated, sources)), Attempt::Passed);
    }
    let errors = || generated.diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
    let mut found = BTreeMap::new();
    for error in errors() {
        if let Some(unit) = blamed(batch, error, &sources).filter(|unit| units.contains(unit)) {
            found.entry(unit).or_insert_with(|| text(error));
        }
    }
    let verdict = if found.is_empty() {
        Attempt::Failed(errors().next().map(text).unwrap_or_default())
    } else {
        Attempt::Blamed(found)
    };
    (Some((generated, sources)), verdict)
}

/// The code first: it is what the reports count by.
fn text(diagnostic: &Diagnostic) -> String {
    format!("{}: {}", diagnostic.code.as_str(), diagnostic.message)
}

/// The schema that a problem is in; nothing where it is in a file that several may refer to.
fn blamed(batch: &Batch, diagnostic: &Diagnostic, sources: &Sources) -> Option<usize> {
    let place = match &diagnostic.location {
        Location::Key(place) | Location::Value(place) => place.clone(),
        Location::Text(span) => Place::root(span.file),
        Location::Nowhere => return None,
    };
    let file = &sources.get(place.file).name;
    let name = match file.rsplit_once("schemas/") {
        Some((_, name)) => name.strip_suffix(".json")?.to_owned(),
        None if file == "openapi.json" => component(&place)?,
        None => return None,
    };
    batch.units.iter().position(|unit| unit.name == name)
}

/// The component of the document that a place is in, or that the operation around it is for.
fn component(place: &Place) -> Option<String> {
    let tokens: Vec<_> = place.pointer.tokens().collect();
    match tokens.iter().map(AsRef::as_ref).collect::<Vec<_>>().as_slice() {
        ["components", "schemas", name, ..] => Some((*name).to_owned()),
        ["paths", path, ..] => Some(path.trim_start_matches('/').to_owned()),
        _ => None,
    }
}

/// The files beside the document, which need not be on disk.
struct InMemory<'a> {
    batch: &'a Batch,
}

impl Loader for InMemory<'_> {
    fn load(&mut self, path: &str) -> Result<Vec<u8>, String> {
        let of_unit = self.batch.units.iter().find(|unit| Batch::schema_path(unit) == path);
        let text = of_unit.map(|unit| &unit.schema).or_else(|| self.batch.beside.get(path));
        text.map(|text| text.clone().into_bytes()).ok_or_else(|| "entity not found".to_owned())
    }
}
