//! What a change means for the crates that are generated from the documents.

use std::path::{Path, PathBuf};
use std::{fs, thread};

use anyhow::{Context as _, Result, anyhow, bail};
use specwright::config::Config;
use specwright::diagnostic::{self, Color};
use specwright::files::Package;
use specwright::source::{Limits, Sources};
use specwright::surface::{Bump, Event, compare, next_version};

use super::input::Document;
use crate::flags::{Diff, RustWhen};
use crate::{read, ui};

/// Up to this size of the larger document, crates are compared without being asked for.
const SMALL: usize = 1 << 20;

/// What happens to one crate.
pub(super) struct Crate {
    pub(super) name: String,
    /// The version that it has.
    pub(super) version: String,
    pub(super) bump: Bump,
    pub(super) events: Vec<Event>,
}

impl Crate {
    /// The version that it has to have next.
    pub(super) fn next(&self) -> String {
        next_version(&self.version, self.bump).unwrap_or_else(|| self.version.clone())
    }
}

/// Generates the crates of both documents, and compares what they offer; nothing where nobody asks for it.
///
/// # Errors
/// When the configuration or an overlay cannot be read.
pub(super) fn consequences(
    root: &Path,
    flags: &Diff,
    base: &Document,
    head: &Document,
) -> Result<Vec<Crate>> {
    let is_own = flags.base.is_none() || flags.head.is_none();
    let path = flags.config.clone().or_else(|| is_own.then(|| root.join("spec/specwright.toml")));
    let is_wanted = match flags.rust {
        RustWhen::Always => true,
        RustWhen::Never => false,
        RustWhen::Auto => path.is_some() || base.len().max(head.len()) <= SMALL,
    };
    if !is_wanted {
        if flags.rust == RustWhen::Auto {
            ui::progress("diff: generated crates of large documents are compared only with `--rust always`");
        }
        return Ok(Vec::new());
    }
    let Configured { config, overlays, folder } = match path {
        Some(path) => configured(&path)?,
        None => Configured { config: Config::default(), overlays: Vec::new(), folder: PathBuf::new() },
    };
    let (before, after) = thread::scope(|scope| {
        let other = scope.spawn(|| base.generate(&config, &overlays));
        let after = head.generate(&config, &overlays);
        let before = other.join().map_err(|_| anyhow!("generating from the base document failed"))?;
        Ok::<_, anyhow::Error>((before?, after?))
    })?;
    let pairs = before.iter().zip(&after);
    Ok(pairs.map(|(before, after)| change(root, &folder, before, after)).collect())
}

/// How crates are generated.
struct Configured {
    config: Config,
    overlays: Vec<PathBuf>,
    /// What paths of the configuration are relative to.
    folder: PathBuf,
}

fn configured(path: &Path) -> Result<Configured> {
    let bytes = read::named(path, Limits::DEFAULT.bytes)?;
    let mut sources = Sources::new();
    let file = sources.add_bytes(path.display().to_string(), &bytes);
    let file = file.map_err(|problem| anyhow!("`{}`: {}", path.display(), problem.message))?;
    let config = match Config::parse(&sources, file) {
        Ok(config) => config,
        Err(problems) => bail!("{}", diagnostic::human(&problems, &sources, Color::Never)),
    };
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let overlays = config.document.overlays.iter().map(|path| folder.join(path)).collect();
    Ok(Configured { config, overlays, folder })
}

fn change(root: &Path, folder: &Path, before: &Package, after: &Package) -> Crate {
    let events = compare(&before.surface, &after.surface);
    let worst = events.iter().map(|event| event.rule.bump).max().unwrap_or(Bump::None);
    let is_changed = before.files != after.files;
    // Texts and checks may change where nothing that has a name does.
    let bump = if is_changed { worst.max(Bump::Patch) } else { worst };
    let version = version(root, &folder.join(&after.path), after).unwrap_or_else(|_| "0.1.0".to_owned());
    Crate { name: after.surface.name.clone(), version, bump, events }
}

/// The version of a crate: that of its manifest, or of the workspace.
fn version(root: &Path, folder: &Path, package: &Package) -> Result<String> {
    let manifest = match package.files.get("Cargo.toml") {
        Some(text) => text.clone(),
        None => fs::read_to_string(folder.join("Cargo.toml"))?,
    };
    let of = |text: &str, keys: &[&str]| {
        let table: toml::Table = text.parse().ok()?;
        let mut value = &toml::Value::Table(table);
        for key in keys {
            value = value.get(key)?;
        }
        value.as_str().map(str::to_owned)
    };
    let shared =
        || of(&fs::read_to_string(root.join("Cargo.toml")).ok()?, &["workspace", "package", "version"]);
    of(&manifest, &["package", "version"]).or_else(shared).context("there is no version")
}
