//! Calling the generator with files from disk.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use specwright::config::{Config, Runtime};
use specwright::diagnostic::Diagnostics;
use specwright::files::Package;
use specwright::ledger::Ledger;
use specwright::source::{FileId, Limits, Sources};
use specwright::{Input, Summary};

use super::Request;
use crate::loader::Below;
use crate::sink::Output;
use crate::{read, workspace};

/// What became of a document.
#[derive(Debug, Default)]
pub(super) struct Generated {
    /// The files that were read.
    pub(super) sources: Sources,
    pub(super) diagnostics: Diagnostics,
    /// The files to write; nothing when the document cannot be read at all.
    pub(super) output: Option<Output>,
    pub(super) summary: Summary,
    pub(super) ledger: Option<Ledger>,
}

/// Reads what the request names, and generates.
///
/// # Errors
/// When a file that the request or its configuration names cannot be read, or a crate would leave `--out`.
pub(super) fn generate(request: &Request) -> Result<Generated> {
    let mut generated = Generated::default();
    let Generated { sources, diagnostics, .. } = &mut generated;
    let Some(mut config) = config(request, sources, diagnostics)? else { return Ok(generated) };
    let folder = request.config.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
    let base = workspace::absolute(request.out.as_deref().unwrap_or(&folder.join(".")))?;

    let document = match (&request.spec, &config.document.path) {
        (Some(spec), _) => spec.clone(),
        (None, Some(path)) => folder.join(path),
        (None, None) => {
            bail!("`{}` names no document: give `document.path` in it, or --spec", request.title())
        }
    };
    let overlays = config.document.overlays.iter().map(|path| folder.join(path));
    let overlays: Vec<_> = overlays.chain(request.overlays.iter().cloned()).collect();
    let file = add(request, sources, diagnostics, &document)?;
    let overlays: Option<Vec<_>> =
        overlays.iter().map(|path| add(request, sources, diagnostics, path)).collect::<Result<_>>()?;
    let (Some(file), Some(overlays)) = (file, overlays) else { return Ok(generated) };

    if let Some(Runtime::Path(path)) = &mut config.runtime {
        // Written relative to the configuration, and read by Cargo relative to the crate.
        *path = way(&base, &folder.join(&*path))?;
    }
    let mut loader = Below::folder_of(&document, Limits::DEFAULT.bytes)?;
    let input = Input {
        overlays,
        in_workspace: is_in_workspace(&base),
        strict: request.strict,
        runtime: Runtime::Path(way(&base, &request.root.join("runtime"))?),
        ..Input::new(sources, file, &mut loader)
    };
    let made = specwright::generate(input, &config);
    diagnostics.extend(made.diagnostics);
    (generated.summary, generated.ledger) = (made.summary, made.ledger);
    if !made.packages.is_empty() {
        generated.output = Some(output(&base, request.out.is_some(), made.packages)?);
    }
    Ok(generated)
}

fn way(from: &Path, to: &Path) -> Result<String> {
    Ok(workspace::relative(&workspace::physical(from)?, &workspace::physical(to)?))
}

/// The configuration; nothing when it has errors.
fn config(request: &Request, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Result<Option<Config>> {
    let Some(path) = &request.config else { return Ok(Some(Config::default())) };
    let Some(file) = add(request, sources, diagnostics, path)? else { return Ok(None) };
    let config = Config::parse(sources, file);
    Ok(config.map_err(|problems| diagnostics.extend(problems)).ok())
}

/// Reads a file; nothing when it is no text, which is reported.
fn add(
    request: &Request,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
    path: &Path,
) -> Result<Option<FileId>> {
    let bytes = read::named(path, Limits::DEFAULT.bytes)?;
    let file = sources.add_bytes(workspace::show(&request.root, path), &bytes);
    Ok(file.map_err(|problem| diagnostics.push(*problem)).ok())
}

/// The files of the packages, on disk.
/// Whether a folder above `base` holds a workspace, which a crate in `base` would be taken for a member of.
fn is_in_workspace(base: &Path) -> bool {
    let manifests = base.ancestors().skip(1).map(|folder| folder.join("Cargo.toml"));
    manifests
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .any(|text| text.parse::<toml::Table>().is_ok_and(|manifest| manifest.contains_key("workspace")))
}

/// The manifest of a crate that is written by hand has to offer what the generated code uses.
fn check_manifest(folder: &Path, package: &Package) -> Result<()> {
    let path = folder.join("Cargo.toml");
    if package.files.contains_key("Cargo.toml") || !path.exists() {
        return Ok(());
    }
    let manifest: toml::Table = std::fs::read_to_string(&path)?
        .parse()
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
    let dependency = |name: &str| dependencies.and_then(|all| all.get(name));
    let features = dependency("specwright-runtime")
        .and_then(|runtime| runtime.get("features"))
        .and_then(toml::Value::as_array);
    let has =
        |feature: &str| features.is_some_and(|all| all.iter().any(|other| other.as_str() == Some(feature)));
    let mut missing: Vec<String> = Vec::new();
    missing.extend(
        package
            .features
            .iter()
            .filter(|feature| !has(feature))
            .map(|name| format!("the feature `{name}` of `specwright-runtime`")),
    );
    missing.extend(
        package
            .dependencies
            .iter()
            .filter(|name| dependency(name).is_none())
            .map(|name| format!("the dependency `{name}`")),
    );
    if missing.is_empty() {
        return Ok(());
    }
    bail!("the generated code needs what `{}` does not have: add {}", path.display(), missing.join(" and "))
}

fn output(base: &Path, is_out_given: bool, packages: Vec<Package>) -> Result<Output> {
    let mut output = Output::default();
    for package in packages {
        let folder: PathBuf = workspace::normal(&base.join(&package.path));
        if is_out_given && !folder.starts_with(base) {
            bail!("the configuration puts a crate into `{}`, which is not below --out", package.path);
        }
        output.package(&folder)?;
        check_manifest(&folder, &package)?;
        for (path, text) in package.files {
            output.add(&folder, &path, text)?;
        }
        for path in package.owned {
            output.own(&folder, &path)?;
        }
    }
    Ok(output)
}
