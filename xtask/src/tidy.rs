//! What the compiler and clippy cannot check: the rules that CONTRIBUTING.md and ARCHITECTURE.md state.
//!
//! Every rule is a function from values to findings and is tested with a sample that keeps it and one that breaks it.
//! The last test of this module runs all of them on the workspace, so `cargo test` is enough to keep the tree tidy.

mod arrows;
mod code;
mod dependencies;
mod examples;
mod files;
mod keys;
mod licence;
mod metadata;
mod modules;
mod paths;
mod readme;
mod rust;
mod text;

use std::fmt;
use std::path::Path;

use anyhow::Result;

use crate::{Verdict, ui};

/// A place that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    /// The file, relative to the workspace, or a package.
    path: String,
    /// The line, from 1; 0 for the whole file.
    line: usize,
    /// What is wrong and what to do.
    message: String,
}

impl Finding {
    fn file(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), line: 0, message: message.into() }
    }

    fn line(path: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.into(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.message),
            line => write!(f, "{}:{line}: {}", self.path, self.message),
        }
    }
}

/// Checks the workspace and prints what breaks a rule.
pub(crate) fn run(root: &Path) -> Result<Verdict> {
    let findings = check(root)?;
    for finding in &findings {
        ui::result(finding);
    }
    if findings.is_empty() {
        ui::progress("tidy: nothing to mend");
        return Ok(Verdict::Done);
    }
    ui::progress(format_args!("tidy: {} to mend", ui::count(findings.len(), "place")));
    Ok(Verdict::Problems)
}

/// Everything that breaks a rule, sorted.
fn check(root: &Path) -> Result<Vec<Finding>> {
    let files = files::tracked(root)?;
    let metadata = metadata::read(root)?;
    let mut findings = Vec::new();
    for file in &files {
        findings.extend(text::check(file));
        findings.extend(paths::check(file, root));
        findings.extend(rust::check(file));
        findings.extend(modules::check(file));
        findings.extend(keys::check(file));
    }
    findings.extend(modules::one_file_names_serde_yaml(&files));
    findings.extend(readme::check(&files));
    findings.extend(examples::check(&files));
    findings.extend(arrows::check(&metadata));
    findings.extend(arrows::runtime_stands_alone(&metadata));
    findings.extend(arrows::generated_crates_forbid_unsafe(&metadata, &files));
    findings.extend(dependencies::check(&metadata, &files)?);
    findings.extend(licence::check(&metadata));
    findings.extend(licence::check_rust_version(&metadata));
    findings.sort();
    findings.dedup();
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Finding, check};

    #[test]
    fn a_finding_is_clickable() {
        assert_eq!(Finding::line("a.rs", 3, "is wrong").to_string(), "a.rs:3: is wrong");
        assert_eq!(Finding::file("a.rs", "is wrong").to_string(), "a.rs: is wrong");
    }

    #[test]
    fn the_workspace_is_tidy() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let findings: Vec<_> = check(root).unwrap().iter().map(Finding::to_string).collect();
        assert!(findings.is_empty(), "\n{}", findings.join("\n"));
    }
}
