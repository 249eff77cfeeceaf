//! `cargo xtask semver`: whether `cargo-semver-checks` says the same of generated crates as `cargo xtask diff`.
//!
//! For each pair of documents both crates are generated, and the tool compares what the compiler says of them.

mod pairs;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use specwright::Input;
use specwright::config::{Config, Runtime};
use specwright::diagnostic::{Color, human};
use specwright::files::Package;
use specwright::read::NoFiles;
use specwright::source::Sources;
use specwright::surface::{Bump, compare};

use crate::flags::Semver;
use crate::sink::{self, Output};
use crate::{Verdict, ui, workspace};

use pairs::{BASE, PAIRS, Pair};

const TOOL: &str = "cargo-semver-checks";

/// The version with which the table was made.
const VERSION: &str = "0.51.0";

/// Generates the crates of every pair, asks the tool, and prints what it says beside what is said here.
///
/// # Errors
/// When the tool cannot be installed or run, or a crate cannot be written.
pub(crate) fn run(root: &Path, flags: &Semver) -> Result<Verdict> {
    let folder = workspace::target(root)?.join("semver");
    let tool = match &flags.tool {
        Some(tool) => tool.clone(),
        None => install(&folder)?,
    };
    let runtime = workspace::physical(&root.join("runtime"))?;
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).context("Cargo.lock")?;
    let write = |name: &str, package: &Package| -> Result<PathBuf> {
        let folder = folder.join(name);
        let mut output = Output::default();
        for (path, text) in &package.files {
            output.add(&folder, path, text.clone())?;
        }
        // The versions are those of this workspace.
        output.add(&folder, "Cargo.lock", lock.clone())?;
        output.own(&folder, "src")?;
        sink::apply(&sink::plan(&output)?)?;
        Ok(folder)
    };
    let runtime = Runtime::Path(workspace::relative(&folder.join("crate"), &runtime));
    let base = generated(BASE, &runtime)?;
    let base_folder = write("base", &base)?;
    let mut wrong = 0;
    for pair in
        PAIRS.iter().filter(|pair| flags.only.as_ref().is_none_or(|only| pair.what.contains(only.as_str())))
    {
        let head = generated(&head(pair)?, &runtime)?;
        let head_folder = write("head", &head)?;
        let ours = bump(&base, &head);
        let theirs = ask(&tool, &base_folder, &head_folder, &folder)?;
        let is_right = ours == pair.ours && theirs == pair.theirs;
        wrong += usize::from(!is_right);
        let theirs = theirs.as_str();
        let note = match (is_right, pair.why) {
            (false, _) => {
                format!("expected {} and {}", pair.ours.as_str(), pair.theirs.as_str())
            }
            (true, why) => why.to_owned(),
        };
        ui::result(format_args!("{:<34} {:<6} {theirs:<8} {note}", pair.what, ours.as_str()));
    }
    ui::result(format_args!("semver: {}, {wrong} other than expected", ui::count(PAIRS.len(), "pair")));
    Ok(if wrong == 0 { Verdict::Done } else { Verdict::Problems })
}

fn install(folder: &Path) -> Result<PathBuf> {
    let tool = folder.join("tool/bin").join(format!("{TOOL}{}", std::env::consts::EXE_SUFFIX));
    if !tool.exists() {
        ui::progress(format_args!("semver: installing {TOOL} {VERSION} into {}", folder.display()));
        let mut command = Command::new(cargo());
        command.args(["install", TOOL, "--version", VERSION, "--locked", "--root"]).arg(folder.join("tool"));
        let status = command.status().context("cannot run `cargo install`")?;
        if !status.success() {
            bail!("`{TOOL}` cannot be installed: is there a network?");
        }
    }
    Ok(tool)
}

fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The head document of a pair.
fn head(pair: &Pair) -> Result<String> {
    let (from, to) = pair.edit;
    if BASE.matches(from).count() != 1 {
        bail!("`{}`: the text to replace is there {} times", pair.what, BASE.matches(from).count());
    }
    Ok(BASE.replace(from, to))
}

fn generated(text: &str, runtime: &Runtime) -> Result<Package> {
    let mut sources = Sources::new();
    let document = sources.add("pets.yaml", text);
    let mut loader = NoFiles;
    let input = Input { runtime: runtime.clone(), ..Input::new(&mut sources, document, &mut loader) };
    let mut generated = specwright::generate(input, &Config::default());
    if generated.diagnostics.has_errors() {
        bail!("{}", human(&generated.diagnostics, &sources, Color::Never));
    }
    generated.packages.pop().context("no crate was generated")
}

/// What is said here: the worst of what happened, or that something did.
fn bump(base: &Package, head: &Package) -> Bump {
    let worst = compare(&base.surface, &head.surface).into_iter().map(|event| event.rule.bump).max();
    worst.unwrap_or(Bump::None).max(if base.files == head.files { Bump::None } else { Bump::Patch })
}

/// What the tool says: the bump that it asks for.
fn ask(tool: &Path, base: &Path, head: &Path, folder: &Path) -> Result<Bump> {
    let mut command = Command::new(tool);
    command
        .args(["semver-checks", "--release-type", "patch", "--color", "never", "--manifest-path"])
        .arg(head.join("Cargo.toml"))
        .arg("--baseline-root")
        .arg(base)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        // Cargo set these for xtask; the package that is built now is another.
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("RUSTFLAGS")
        .current_dir(folder);
    let output = command.output().with_context(|| format!("cannot run `{}`", tool.display()))?;
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    verdict(&said).with_context(|| format!("`{TOOL}` says something else:\n{said}"))
}

/// The verdict in what the tool prints.
fn verdict(said: &str) -> Option<Bump> {
    let summary = said.lines().find(|line| line.trim_start().starts_with("Summary"))?;
    match summary {
        line if line.contains("requires new major version") => Some(Bump::Major),
        line if line.contains("requires new minor version") => Some(Bump::Minor),
        line if line.contains("no semver update required") => Some(Bump::None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{BASE, Bump, PAIRS, bump, generated, head, verdict};
    use specwright::config::Runtime;

    #[test]
    fn every_pair_is_judged_as_the_table_says() {
        let runtime = Runtime::default();
        let base = generated(BASE, &runtime).unwrap();
        for pair in PAIRS {
            let head = generated(&head(pair).unwrap(), &runtime).unwrap();
            assert_eq!(bump(&base, &head), pair.ours, "{}", pair.what);
            assert_eq!(pair.why.is_empty(), pair.ours == pair.theirs, "{}", pair.what);
            assert!(pair.theirs <= pair.ours, "{}", pair.what);
        }
    }

    #[test]
    fn the_verdict_is_read_from_the_last_lines() {
        let said = |line: &str| verdict(&format!("  Checked [0.1s] 200 checks\n     Summary {line}\n"));
        assert_eq!(said("no semver update required"), Some(Bump::None));
        assert_eq!(
            said("semver requires new major version: 1 major and 0 minor checks failed"),
            Some(Bump::Major)
        );
        assert_eq!(said("semver requires new minor version: 0 major"), Some(Bump::Minor));
        assert_eq!(verdict("error: no"), None);
    }
}
