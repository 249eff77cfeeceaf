//! The text files of the workspace, and which of them are written by hand.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::code::code_of;

/// A text file.
#[derive(Debug)]
pub(super) struct File {
    /// Relative to the workspace, with `/`.
    pub(super) path: String,
    pub(super) text: String,
    /// The text without comments and literals; empty unless it is a Rust file.
    pub(super) code: String,
}

impl File {
    pub(super) fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let (path, text) = (path.into(), text.into());
        let code = if has_extension(&path, "rs") { code_of(&text) } else { String::new() };
        Self { path, text, code }
    }

    /// Whether it is Rust that a person wrote: neither generated nor a fixture.
    pub(super) fn is_hand_written_rust(&self) -> bool {
        has_extension(&self.path, "rs")
            && !is_generated(&self.path)
            && !self.path.contains("/fixtures/")
            && !self.path.starts_with("tests/expected/")
    }
}

/// Whether the file is in a folder that codegen owns.
pub(super) fn is_generated(path: &str) -> bool {
    path.contains("/src/generated/") || (is_wire(path) && path.contains("/src/"))
}

/// Whether the path is in, or is, a crate of the tests on the wire, which codegen writes whole.
pub(super) fn is_wire(path: &str) -> bool {
    path.starts_with("tests/wire/")
}

/// Whether the path ends with a dot and the extension.
pub(super) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

/// All text files that git tracks or would track.
///
/// # Errors
/// When git cannot be run here, or a file cannot be read.
pub(super) fn tracked(root: &Path) -> Result<Vec<File>> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .context("cannot run `git`")?;
    if !output.status.success() {
        bail!("`git ls-files` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let names = String::from_utf8(output.stdout).context("a file name is not UTF-8")?;
    let mut files = Vec::new();
    for name in names.split_terminator('\0') {
        let path = root.join(name);
        // A file that was removed but is still in the index, or a link.
        if !path.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) {
            continue;
        }
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read `{name}`"))?;
        if let Ok(text) = String::from_utf8(bytes) {
            files.push(File::new(name, text));
        }
    }
    // A file in conflict is listed once per side.
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::File;

    #[test]
    fn generated_files_and_fixtures_are_not_hand_written() {
        let hand_written = |path: &str| File::new(path, "").is_hand_written_rust();
        assert!(hand_written("generated-types/src/lib.rs"));
        assert!(hand_written("xtask/src/main.rs"));
        assert!(!hand_written("generated-types/src/generated/models.rs"));
        assert!(!hand_written("tests/wire/bodies/src/types/models.rs"));
        assert!(hand_written("tests/suite/wire/bodies.rs"));
        assert!(!hand_written("tests/expected/nullable.rs"));
        assert!(!hand_written("tests/fixtures/emit/x.rs"));
        assert!(!hand_written("README.md"));
    }
}
