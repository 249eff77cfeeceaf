//! The files of a folder tree that may be OpenAPI documents.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use specwright::glob;
use specwright::source::{Limits, Sources, parse};

use crate::read;

/// A file that may be a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Candidate {
    /// Below the folder, parted by `/`: what reports call it.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// In bytes.
    pub(crate) size: u64,
}

/// Every JSON and YAML file below a folder whose name matches, in the order of the names.
///
/// Symbolic links to folders are not followed: they may lead back.
///
/// # Errors
/// When a folder cannot be read, and when no file is found: whoever named the folder meant some.
pub(crate) fn below(folder: &Path, filter: Option<&str>) -> Result<Vec<Candidate>> {
    let mut found = Vec::new();
    let mut stack = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = stack.pop() {
        let cannot = || format!("cannot read `{}`", folder.display());
        for entry in fs::read_dir(&folder).with_context(cannot)? {
            let entry = entry.with_context(cannot)?;
            let (path, kind) = (entry.path(), entry.file_type().with_context(cannot)?);
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if kind.is_dir() {
                stack.push((path, format!("{name}/")));
            } else if is_named_like_one(&path) && filter.is_none_or(|filter| glob::matches(filter, &name)) {
                // Behind a link is a file, or whatever reading it will complain of.
                let size = fs::metadata(&path).map_or(0, |metadata| metadata.len());
                found.push(Candidate { name, path, size });
            }
        }
    }
    if found.is_empty() {
        let what = filter.map_or_else(String::new, |filter| format!(" that matches `{filter}`"));
        bail!("there is no JSON or YAML file{what} below `{}`", folder.display());
    }
    found.sort();
    Ok(found)
}

fn is_named_like_one(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    ["json", "yaml", "yml"].contains(&ending.as_str())
}

/// The document as JSON, whatever it is written in.
///
/// # Errors
/// When the file cannot be read, or is neither JSON nor YAML.
pub(crate) fn value(candidate: &Candidate) -> Result<Value> {
    let bytes = read::named(&candidate.path, Limits::DEFAULT.bytes)?;
    if let Ok(value) = serde_json::from_slice(&bytes) {
        return Ok(value);
    }
    let mut sources = Sources::new();
    let file = sources.add(candidate.name.as_str(), String::from_utf8_lossy(&bytes));
    let (tree, _) = parse(&sources, file, &Limits::DEFAULT);
    tree.map(|tree| tree.to_json()).with_context(|| format!("`{}` cannot be read", candidate.path.display()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::below;

    #[test]
    fn documents_are_found_by_their_ending_and_the_filter() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("b/c.json")).unwrap();
        for name in ["z.json", "a.YAML", "b/x.yml", "b/c.json/y.json", "b/readme.md", "b/json"] {
            fs::write(folder.path().join(name), "{}").unwrap();
        }
        let names = |filter| {
            let found = below(folder.path(), filter);
            found.map(|all| all.into_iter().map(|found| found.name).collect::<Vec<_>>())
        };
        assert_eq!(names(None).unwrap(), ["a.YAML", "b/c.json/y.json", "b/x.yml", "z.json"]);
        assert_eq!(names(Some("b/*")).unwrap(), ["b/x.yml"]);
        assert_eq!(names(Some("**/*.json")).unwrap(), ["b/c.json/y.json", "z.json"]);
        let error = names(Some("*.xml")).unwrap_err().to_string();
        assert!(error.starts_with("there is no JSON or YAML file that matches `*.xml` below"), "{error}");
        assert!(below(&folder.path().join("absent"), None).is_err());
    }
}
