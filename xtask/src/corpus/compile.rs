//! Type-checking a sample of the generated crates, the way somebody who depends on one would.
//!
//! Cargo is run once per crate, so that a crate has just the features that it asks for and none hides another one's
//! errors, and with one target folder, so that what they depend on is compiled once.

mod messages;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::documents::Candidate;
use crate::random::fingerprint;
use crate::sink::{self, Output};
use crate::workspace;

/// What the compiler said of a crate.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Checked {
    /// The first error; nothing when it compiles.
    pub(super) error: Option<String>,
    pub(super) warnings: usize,
    /// The first of the warnings.
    pub(super) warning: Option<String>,
    pub(super) seconds: f64,
}

impl Checked {
    pub(super) fn json(&self) -> Value {
        json!({
            "error": self.error, "warnings": self.warnings, "warning": self.warning, "seconds": self.seconds,
        })
    }
}

/// The folder in which crates are checked.
#[derive(Debug)]
pub(super) struct Workshop {
    folder: PathBuf,
    runtime: PathBuf,
    /// The versions of this workspace, so that nothing has to be looked up.
    lock: String,
}

impl Workshop {
    /// # Errors
    /// When the lock file of the workspace cannot be read.
    pub(super) fn new(root: &Path) -> Result<Self> {
        let lock = std::fs::read_to_string(root.join("Cargo.lock")).context("cannot read `Cargo.lock`")?;
        let folder = workspace::target(root)?.join("corpus");
        Ok(Self { folder, runtime: workspace::physical(&root.join("runtime"))?, lock })
    }

    /// Where the crate of a document is written.
    pub(super) fn crate_of(&self, document: &Candidate) -> PathBuf {
        self.folder.join("crates").join(folder_name(&document.name))
    }

    /// The way from there to the runtime.
    pub(super) fn runtime_of(&self, document: &Candidate) -> String {
        workspace::relative(&self.crate_of(document), &self.runtime)
    }

    /// Checks the crate of a document, which has been written.
    ///
    /// # Errors
    /// When the lock file cannot be written, or Cargo cannot be run.
    pub(super) fn check(&self, document: &Candidate) -> Result<Checked> {
        let folder = self.crate_of(document);
        let mut output = Output::default();
        output.add(&folder, "Cargo.lock", self.lock.clone())?;
        sink::apply(&sink::plan(&output)?)?;
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let started = Instant::now();
        let output = Command::new(cargo)
            .args(["check", "--quiet", "--message-format", "json", "--target-dir"])
            .arg(self.folder.join("target"))
            .current_dir(&folder)
            .stdin(Stdio::null())
            // What somebody sees who changes nothing.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("CARGO_MANIFEST_DIR")
            .output()
            .context("cannot run `cargo check`")?;
        if output.status.code().is_none() {
            bail!("`cargo check` was ended from outside: {}", output.status);
        }
        let printed = messages::Printed {
            messages: &String::from_utf8_lossy(&output.stdout),
            errors: &String::from_utf8_lossy(&output.stderr),
            is_success: output.status.success(),
        };
        Ok(Checked { seconds: started.elapsed().as_secs_f64(), ..messages::read(&printed, &folder) })
    }
}

/// A name for a folder that nobody else has, and that still says which document it is.
fn folder_name(document: &str) -> String {
    const MOST: usize = 60;
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = document.chars().take(MOST).map(plain).collect();
    format!("{name}-{:08x}", fingerprint(document.as_bytes()) >> 32)
}

#[cfg(test)]
mod tests {
    use super::folder_name;

    #[test]
    fn folders_have_names_of_their_own() {
        assert_eq!(folder_name("github.com/api.json"), "github-com-api-json-1b783d2f");
        assert_ne!(folder_name("a/b.json"), folder_name("a-b.json"));
        assert!(folder_name(&"é/".repeat(500)).len() < 100);
    }
}
