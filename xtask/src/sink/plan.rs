//! Deciding what has to change: reads the disk, writes nothing.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::Output;

/// What happens to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Action {
    /// It is missing.
    Create,
    /// Its text differs.
    Update,
    /// It is in a generated folder and was not generated.
    Remove,
}

/// A file that is not as generated.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Change<'a> {
    pub(crate) path: PathBuf,
    pub(crate) action: Action,
    /// The generated text; empty for a file that is removed.
    pub(crate) text: &'a str,
}

/// What is at a path now.
enum Found {
    Nothing,
    Same,
    /// Another text, or no regular file.
    Other,
    Folder,
}

/// The changes that bring the disk to `output`, by path.
///
/// # Errors
/// When a path cannot be read, when a folder is where a file has to be, or when a generated folder is a symbolic
/// link: what is behind it is not ours to remove.
pub(crate) fn plan(output: &Output) -> Result<Vec<Change<'_>>> {
    let mut changes = Vec::new();
    for (path, text) in &output.files {
        let owned = output.owned.iter().find(|folder| path.starts_with(folder));
        let found = match owned {
            Some(folder) if is_behind_link(folder, path) => Found::Nothing,
            _ => found(path, text)?,
        };
        let action = match found {
            Found::Same => continue,
            Found::Nothing => Action::Create,
            Found::Other => Action::Update,
            // Everything in the folder is an orphan then, and the folder goes with them.
            Found::Folder if owned.is_some() => Action::Create,
            Found::Folder => bail!("cannot write `{}`: a folder is in its place", path.display()),
        };
        changes.push(Change { path: path.clone(), action, text });
    }
    for folder in &output.owned {
        let mut present = Vec::new();
        files_below(folder, &mut present)?;
        let orphans = present.into_iter().filter(|path| !output.files.contains_key(path));
        changes.extend(orphans.map(|path| Change { path, action: Action::Remove, text: "" }));
    }
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    // Owned folders may lie in one another.
    changes.dedup_by(|a, b| a.path == b.path);
    Ok(changes)
}

/// Whether a symbolic link stands between an owned folder and a file below it. The link is an orphan and goes, and
/// with it what is behind.
fn is_behind_link(folder: &Path, path: &Path) -> bool {
    path.ancestors()
        .skip(1)
        .take_while(|&ancestor| ancestor != folder)
        .any(|ancestor| fs::symlink_metadata(ancestor).is_ok_and(|metadata| metadata.is_symlink()))
}

fn found(path: &Path, text: &str) -> Result<Found> {
    let cannot = || format!("cannot read `{}`", path.display());
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Found::Nothing);
        }
        Err(error) => return Err(error).with_context(cannot),
    };
    if metadata.is_dir() {
        return Ok(Found::Folder);
    }
    // A file of another length is not read: it may be of any size.
    if !metadata.is_file() || metadata.len() != text.len() as u64 {
        return Ok(Found::Other);
    }
    let same = fs::read(path).with_context(cannot)? == text.as_bytes();
    Ok(if same { Found::Same } else { Found::Other })
}

/// Adds everything below a folder that is not itself a folder. Symbolic links are not followed.
fn files_below(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let cannot = || format!("cannot read `{}`", folder.display());
    match fs::symlink_metadata(folder) {
        Ok(metadata) if metadata.is_symlink() => {
            bail!(
                "`{}` is a symbolic link: generated folders are replaced, so it has to be a folder",
                folder.display()
            )
        }
        Ok(metadata) if !metadata.is_dir() => bail!("`{}` is not a folder", folder.display()),
        Ok(_) => {}
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(()),
        Err(error) => return Err(error).with_context(cannot),
    }
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let entry = entry.with_context(cannot)?;
        if entry.file_type().with_context(cannot)?.is_dir() {
            files_below(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}
