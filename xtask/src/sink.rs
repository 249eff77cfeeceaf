//! Bringing folders to the state that was generated.
//!
//! [`plan()`] compares and decides, [`apply()`] writes: checking and a dry run are the plan without the second step.
//! A file whose text is as generated is not touched, so its modification time stays and Cargo rebuilds nothing.

mod apply;
mod diff;
mod guard;
mod plan;
mod report;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

pub(crate) use apply::apply;
pub(crate) use guard::refuse_foreign;
pub(crate) use plan::{Action, Change, plan};
pub(crate) use report::{json, listing, stale};
use serde_json::Value;

use crate::workspace;

/// What is done with the difference between the generated files and those on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write it.
    Write,
    /// Report it as a problem.
    Check,
    /// List it.
    DryRun,
}

/// The files that are to be on disk.
#[derive(Debug, Default)]
pub(crate) struct Output {
    files: BTreeMap<PathBuf, String>,
    owned: BTreeSet<PathBuf>,
    packages: BTreeSet<PathBuf>,
}

impl Output {
    /// A file of `folder` and its text.
    ///
    /// # Errors
    /// When the relative path leads out of the folder, or the file was added before.
    pub(crate) fn add(&mut self, folder: &Path, relative: &str, text: String) -> Result<()> {
        let path = below(folder, relative)?;
        if self.files.contains_key(&path) {
            bail!("`{}` would be written twice", path.display());
        }
        self.files.insert(path, text);
        Ok(())
    }

    /// A folder that holds generated files: see [`refuse_foreign`].
    ///
    /// # Errors
    /// When the path is empty.
    pub(crate) fn package(&mut self, folder: &Path) -> Result<()> {
        self.packages.insert(workspace::absolute(folder)?);
        Ok(())
    }

    /// A folder below `folder` in which every file is generated: whatever else is there is removed.
    ///
    /// # Errors
    /// When the relative path leads out of the folder.
    pub(crate) fn own(&mut self, folder: &Path, relative: &str) -> Result<()> {
        self.owned.insert(below(folder, relative)?);
        Ok(())
    }

    /// How many files there are to be.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }
}

/// Writes one JSON file that a person named.
///
/// # Errors
/// When the path names no file, or the file cannot be written.
pub(crate) fn write_json(path: &Path, value: &Value) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().with_context(|| format!("`{}` names no file", path.display()))?;
    let mut output = Output::default();
    output.add(folder, &name.to_string_lossy(), serde_json::to_string_pretty(value)? + "\n")?;
    apply(&plan(&output)?)
}

/// `folder/relative`, which must be below `folder`.
fn below(folder: &Path, relative: &str) -> Result<PathBuf> {
    let folder = workspace::absolute(folder)?;
    let path = workspace::normal(&folder.join(relative));
    let is_relative = Path::new(relative).is_relative() && !relative.is_empty();
    if !is_relative || path == folder || !path.starts_with(&folder) {
        bail!("`{relative}` is not a path below `{}`", folder.display());
    }
    Ok(path)
}

#[cfg(test)]
mod tests;
