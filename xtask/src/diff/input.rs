//! The two documents: files, or files as they were at some commit.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Context as _, Result, anyhow, bail};
use specwright::Input;
use specwright::config::Config;
use specwright::diagnostic::{Diagnostics, Severity};
use specwright::diff::Loaded;
use specwright::files::Package;
use specwright::read::Loader;
use specwright::source::{Limits, Sources};

use crate::flags::{Color, MessageFormat};
use crate::loader::Below;
use crate::{messages, read, workspace};

/// The document of this workspace.
const SPEC: &str = "spec/otark-brp.yaml";

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    File(PathBuf),
    /// A file of a commit, with the folder of a working tree.
    Git {
        folder: PathBuf,
        revision: String,
        path: String,
    },
}

impl Origin {
    /// The base document: as it was where the branch began, unless another one is named.
    ///
    /// # Errors
    /// When it has to be found out where the branch began, and git cannot tell.
    pub(super) fn base(root: &Path, named: Option<&str>) -> Result<Self> {
        if let Some(named) = named {
            return Ok(Self::parse(root, named));
        }
        let revision = ["origin/HEAD", "origin/main", "main"]
            .iter()
            .find_map(|branch| git(root, &["merge-base", "HEAD", branch]).ok())
            .and_then(|output| String::from_utf8(output).ok())
            .context(
                "cannot find where this branch began: name a base document, or fetch the history (`fetch-depth: 0`)",
            )?;
        let (revision, path) = (revision.trim().to_owned(), SPEC.to_owned());
        Ok(Self::Git { folder: root.to_owned(), revision, path })
    }

    /// The head document: that of this workspace, unless another one is named.
    pub(super) fn head(root: &Path, named: Option<&str>) -> Self {
        named.map_or_else(|| Self::File(root.join(SPEC)), |named| Self::parse(root, named))
    }

    fn parse(root: &Path, named: &str) -> Self {
        let git = named.strip_prefix("git:").and_then(|rest| rest.split_once(':'));
        match git {
            Some((revision, path)) => {
                Self::Git { folder: root.to_owned(), revision: revision.to_owned(), path: path.to_owned() }
            }
            None => Self::File(PathBuf::from(named)),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        match self {
            Self::File(path) => read::named(path, Limits::DEFAULT.bytes),
            Self::Git { folder, revision, path } => {
                git(folder, &["show", "--end-of-options", &format!("{revision}:{path}")])
                    .with_context(|| format!("cannot read `{path}` of `{revision}`"))
            }
        }
    }

    /// Reads the files that the document refers to.
    fn loader(&self) -> Result<Box<dyn Loader>> {
        Ok(match self {
            Self::File(path) => Box::new(Below::folder_of(path, Limits::DEFAULT.bytes)?),
            Self::Git { folder, revision, path } => {
                let at = path.rfind('/').map_or("", |at| &path[..=at]);
                Box::new(Commit { folder: folder.clone(), prefix: format!("{revision}:{at}") })
            }
        })
    }

    /// The document as this machine shows it: relative to the workspace where it is inside.
    fn name(&self, root: &Path) -> String {
        match self {
            Self::File(path) => workspace::show(root, path),
            Self::Git { revision, path, .. } => format!("git:{revision}:{path}"),
        }
    }
}

/// A document that was read, or not.
pub(super) struct Document {
    pub(super) name: String,
    pub(super) sources: Sources,
    pub(super) loaded: Option<Loaded>,
    diagnostics: Diagnostics,
    origin: Origin,
    bytes: Vec<u8>,
}

impl Document {
    /// How large it is.
    pub(super) const fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The crates that are generated from it; overlays are files of this machine.
    ///
    /// # Errors
    /// When an overlay cannot be read.
    pub(super) fn generate(&self, config: &Config, overlays: &[PathBuf]) -> Result<Vec<Package>> {
        if let Some(read) = &self.loaded
            && overlays.is_empty()
            && config.document.uris.is_empty()
        {
            return Ok(read.generate(&self.name, config).packages);
        }
        let limits = Limits::DEFAULT;
        let mut sources = Sources::new();
        let Ok(file) = sources.add_bytes(self.name.clone(), &self.bytes) else { return Ok(Vec::new()) };
        let mut applied = Vec::new();
        for path in overlays {
            applied.extend(sources.add_bytes(path.display().to_string(), &read::named(path, limits.bytes)?));
        }
        let mut loader = self.origin.loader()?;
        let input = Input { overlays: applied, ..Input::new(&mut sources, file, &mut *loader) };
        Ok(specwright::generate(input, config).packages)
    }

    /// How many errors the document has.
    pub(super) fn errors(&self) -> usize {
        messages::errors(&self.diagnostics)
    }

    /// Prints the errors; what else could be better does not matter here.
    pub(super) fn print_errors(&self, color: Color) {
        let mut errors = Diagnostics::new();
        for problem in self.diagnostics.iter().filter(|problem| problem.severity == Severity::Error) {
            errors.push(problem.clone());
        }
        if !errors.is_empty() {
            messages::print(&errors, &self.sources, MessageFormat::Human, color);
        }
    }
}

/// Reads both documents at a time.
///
/// # Errors
/// When a file cannot be read, or git does not know it.
pub(super) fn both(root: &Path, base: &Origin, head: &Origin) -> Result<(Document, Document)> {
    thread::scope(|scope| {
        let other = scope.spawn(|| document(root, base));
        let head = document(root, head);
        let base = other.join().map_err(|_| anyhow!("reading the base document failed"))?;
        Ok((base?, head?))
    })
}

fn document(root: &Path, origin: &Origin) -> Result<Document> {
    let bytes = origin.bytes()?;
    let mut document = Document {
        name: origin.name(root),
        sources: Sources::new(),
        loaded: None,
        diagnostics: Diagnostics::new(),
        origin: origin.clone(),
        bytes,
    };
    let mut loader = origin.loader()?;
    match document.sources.add_bytes(document.name.clone(), &document.bytes) {
        Ok(file) => {
            let (read, diagnostics) = Loaded::read(Input::new(&mut document.sources, file, &mut *loader));
            (document.loaded, document.diagnostics) = (read, diagnostics);
        }
        Err(problem) => document.diagnostics.push(*problem),
    }
    Ok(document)
}

/// The files of a commit below the folder of the document.
struct Commit {
    folder: PathBuf,
    prefix: String,
}

impl Loader for Commit {
    fn load(&mut self, path: &str) -> Result<Vec<u8>, String> {
        git(&self.folder, &["show", "--end-of-options", &format!("{}{path}", self.prefix)])
            .map_err(|_| "the commit has no such file".to_owned())
    }
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    let output =
        Command::new("git").current_dir(folder).args(arguments).output().context("cannot run `git`")?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        bail!("git: {}", message.lines().next().unwrap_or("failed").trim_start_matches("fatal: "));
    }
    Ok(output.stdout)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Origin;

    #[test]
    fn a_document_is_a_file_or_one_of_a_commit() {
        let root = Path::new("root");
        assert_eq!(Origin::parse(root, "a/b.yaml"), Origin::File("a/b.yaml".into()));
        let git = Origin::parse(root, "git:HEAD~1:spec/a.yaml");
        assert_eq!(git.name(root), "git:HEAD~1:spec/a.yaml");
        assert!(
            matches!(git, Origin::Git { revision, path, .. } if revision == "HEAD~1" && path == "spec/a.yaml")
        );
    }
}
