//! Fixtures: small documents, each about one thing, and what the generator makes of them.

use std::path::{Path, PathBuf};

use specwright::config::{Config, Runtime};
use specwright::diagnostic::{Color, Diagnostics, human, json};
use specwright::files::Package;
use specwright::ledger::Ledger;
use specwright::read::NoFiles;
use specwright::source::{FileId, Sources};
use specwright::{Input, Summary};

/// A document of a test.
#[derive(Clone, Debug)]
pub struct Case {
    /// The name of the file, without its ending.
    pub name: String,
    /// The document.
    pub text: String,
    /// The configuration: the file of the same name that ends with `.toml`, if there is one.
    pub config: Option<String>,
}

/// What the generator made of a document.
#[derive(Debug)]
pub struct Generated {
    /// The crates.
    pub packages: Vec<Package>,
    /// The problems.
    pub diagnostics: Diagnostics,
    /// How much was made.
    pub summary: Summary,
    /// What became of everything.
    pub ledger: Option<Ledger>,
    /// The files that were read.
    pub sources: Sources,
}

impl Generated {
    /// The problems as a person reads them.
    #[must_use]
    pub fn problems(&self) -> String {
        human(&self.diagnostics, &self.sources, Color::Never)
    }

    /// The problems as a tool reads them, one on a line.
    #[must_use]
    pub fn problems_as_json(&self) -> String {
        json(&self.diagnostics, &self.sources)
    }
}

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// The documents of `tests/fixtures/<group>`, sorted by name.
///
/// # Panics
///
/// The folder or a file in it cannot be read.
#[must_use]
pub fn cases(group: &str) -> Vec<Case> {
    let folder = root().join("tests/fixtures").join(group);
    let entries = std::fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut paths: Vec<PathBuf> = entries
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .iter()
        .map(std::fs::DirEntry::path)
        .collect();
    paths.retain(|path| path.extension().is_none_or(|extension| extension != "toml"));
    paths.sort();
    paths
        .iter()
        .map(|path| Case {
            name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            text: std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
            config: std::fs::read_to_string(path.with_extension("toml")).ok(),
        })
        .collect()
}

/// Generates a crate of its own from a case, with its configuration.
///
/// # Panics
///
/// The configuration has mistakes.
#[must_use]
pub fn generate(case: &Case) -> Generated {
    let Some(text) = &case.config else { return generate_with(case, &Config::default()) };
    let mut sources = Sources::new();
    let document = sources.add(format!("{}.yaml", case.name), case.text.clone());
    let file = sources.add(format!("{}.toml", case.name), text.clone());
    let config = Config::parse(&sources, file)
        .unwrap_or_else(|problems| panic!("{}", human(&problems, &sources, Color::Never)));
    generate_from(sources, document, &config)
}

/// Generates what the configuration asks for from a case.
#[must_use]
pub fn generate_with(case: &Case, config: &Config) -> Generated {
    let mut sources = Sources::new();
    let document = sources.add(format!("{}.yaml", case.name), case.text.clone());
    generate_from(sources, document, config)
}

fn generate_from(mut sources: Sources, document: FileId, config: &Config) -> Generated {
    let mut loader = NoFiles;
    let input = Input {
        runtime: Runtime::Path("../runtime".to_owned()),
        ..Input::new(&mut sources, document, &mut loader)
    };
    let specwright::Generated { packages, diagnostics, summary, ledger } =
        specwright::generate(input, config);
    Generated { packages, diagnostics, summary, ledger, sources }
}

/// Writes the crate of a case into a workspace at `folder`, and returns the name of its folder there.
///
/// # Panics
///
/// The files cannot be written.
#[must_use]
pub fn write(case: &Case, folder: &Path) -> String {
    let root = root().join("runtime");
    for package in generate(case).packages {
        for (path, text) in package.files {
            // The crate becomes a member here, and finds the runtime from here.
            let text = text
                .replace("\n[workspace]\n", "\n")
                .replace("path = \"../runtime\"", &format!("path = {:?}", root.display().to_string()));
            let path = folder.join(&case.name).join(path);
            let written = path
                .parent()
                .map_or(Ok(()), std::fs::create_dir_all)
                .and_then(|()| std::fs::write(&path, text));
            written.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
    }
    case.name.clone()
}
