//! Carrying out the changes: the only file of the workspace that writes to disk.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use rayon::prelude::*;

use super::{Action, Change};

/// Carries out the changes.
///
/// Files are removed first, so that a file may take the place of a folder and the reverse. Each file is written to a
/// temporary file beside it that takes its place when it is complete: nobody ever reads half a file.
///
/// # Errors
/// When a file cannot be written or removed. What was changed up to then stays; running again completes it.
pub(crate) fn apply(changes: &[Change<'_>]) -> Result<()> {
    for change in changes.iter().filter(|change| change.action == Action::Remove) {
        fs::remove_file(&change.path)
            .with_context(|| format!("cannot remove `{}`", change.path.display()))?;
        remove_empty_folders(change.path.parent());
    }
    changes.par_iter().filter(|change| change.action != Action::Remove).try_for_each(|change| {
        write(&change.path, change.text).with_context(|| format!("cannot write `{}`", change.path.display()))
    })
}

/// Removes a folder and those above it as long as they are empty; git would not keep them either.
fn remove_empty_folders(folder: Option<&Path>) {
    let mut next = folder;
    while let Some(folder) = next {
        // A folder that is not empty is the end, and it is no failure: `remove_dir` removes nothing else.
        if fs::remove_dir(folder).is_err() {
            return;
        }
        next = folder.parent();
    }
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let temporary = temporary_beside(path);
    let written = write_new(&temporary, text)
        .and_then(|()| keep_permissions(path, &temporary))
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The failure that matters is the first one.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// A name in the same folder, so that renaming stays on one disk, and hidden, so that Cargo overlooks it.
fn temporary_beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let create = || OpenOptions::new().write(true).create_new(true).open(path);
    let mut file: File = match create() {
        // A run that was killed and had the same number left it.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            create()?
        }
        other => other?,
    };
    file.write_all(text.as_bytes())
}

fn keep_permissions(from: &Path, to: &Path) -> std::io::Result<()> {
    match fs::symlink_metadata(from) {
        Ok(metadata) if metadata.is_file() => fs::set_permissions(to, metadata.permissions()),
        _ => Ok(()),
    }
}
