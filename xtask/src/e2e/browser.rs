//! The page of the API in a headless Chromium, which comes from npm, into `target/e2e/browser`.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::Verdict;

/// What is run, and what it needs.
const FILES: [&str; 2] = ["check.mjs", "package.json"];

/// Opens the page of the sandbox at this address, and sends an update from it.
///
/// # Errors
/// When there is no Node.js, or the browser cannot be installed.
pub(super) fn run(root: &Path, url: &str) -> Result<Verdict> {
    let (from, to) = (root.join("sandbox/browser"), root.join("target/e2e/browser"));
    let temporary = to.join("tmp");
    std::fs::create_dir_all(&temporary)?;
    for file in FILES {
        std::fs::copy(from.join(file), to.join(file)).with_context(|| format!("cannot copy `{file}`"))?;
    }
    let install = ["install", "--no-audit", "--no-fund", "--silent"];
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let installed = Command::new(npm).args(install).current_dir(&to).status().context("cannot run `npm`")?;
    if !installed.success() {
        bail!("the browser cannot be installed: is there a network?");
    }
    let status = Command::new("node")
        .args(["check.mjs", url])
        .current_dir(&to)
        // It unpacks itself into the folder for temporary files.
        .env("TMPDIR", &temporary)
        .status()
        .context("cannot run `node`")?;
    Ok(if status.success() { Verdict::Done } else { Verdict::Problems })
}
