//! `cargo xtask e2e`: schemathesis, which makes up requests from the document, against a sandbox that runs.
//!
//! It comes from PyPI, into a virtual environment of its own below `target`; what is written here stays there.

mod browser;

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, bail};
use specwright::source::{Limits, Origins, Sources, overlay, parse};

use crate::{Verdict, flags, read, sink, ui};

/// The version that the sandbox is checked with: another one may look at other things.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// What the sandbox starts with.
const SEED: &str = "sandbox/e2e-seed.yaml";

/// The document, and what the page says of it in prose only.
const DOCUMENT: [&str; 3] = ["spec/otark-brp.yaml", "spec/overlay.yaml", "sandbox/e2e-overlay.yaml"];

/// Runs it.
///
/// # Errors
/// When there is no Python, the sandbox does not build, or neither of them can be run.
pub(crate) fn run(root: &Path, flags: &flags::E2e) -> Result<Verdict> {
    if flags.browser {
        return browser::run(root, &Sandbox::start(root)?.url);
    }
    let Some(python) = python() else {
        if flags.if_possible {
            ui::progress(format_args!("e2e: there is no Python, so schemathesis is not run here"));
            return Ok(Verdict::Done);
        }
        bail!("`e2e` needs Python 3 with `venv`: install it, or give --if-possible to go on without");
    };
    let folder = root.join("target/e2e");
    let Some(schemathesis) = environment(&python, &folder)? else {
        if flags.if_possible {
            ui::progress(format_args!("e2e: schemathesis cannot be installed here, so it is not run"));
            return Ok(Verdict::Done);
        }
        bail!("schemathesis cannot be installed: is there a network?");
    };
    let document = folder.join("openapi.json");
    sink::write_json(&document, &overlaid(root)?)?;
    let sandbox = Sandbox::start(root)?;
    ui::progress(format_args!("e2e: {} examples for each test against {}", flags.examples, sandbox.url));
    let mut command = Command::new(schemathesis);
    command
        .arg("run")
        .arg(&document)
        .args(["--url", &sandbox.url])
        .args(["--header", &format!("X-Api-Key: {}", sandbox.key)])
        .args(["--checks", "all", "--phases", "examples,coverage,fuzzing,stateful"])
        .args(["--max-examples", &flags.examples.to_string()])
        .args(["--generation-database", "none", "--no-color"])
        .current_dir(&folder);
    if let Some(seed) = flags.seed {
        command.args(["--seed", &seed.to_string()]);
    }
    let status = command.status().context("cannot run schemathesis")?;
    Ok(if status.success() { Verdict::Done } else { Verdict::Problems })
}

/// The document with its overlays.
fn overlaid(root: &Path) -> Result<serde_json::Value> {
    let (mut sources, mut files) = (Sources::new(), Vec::new());
    for path in DOCUMENT {
        let bytes = read::named(&root.join(path), Limits::DEFAULT.bytes)?;
        let file = sources.add_bytes(path.to_owned(), &bytes);
        files.push(file.map_err(|problem| anyhow::anyhow!("{}", problem.message))?);
    }
    let (tree, mut diagnostics) = parse(&sources, files[0], &Limits::DEFAULT);
    let mut tree = tree.context("the document cannot be read")?;
    for overlay in &files[1..] {
        let origins = &mut Origins::new();
        diagnostics.extend(overlay::apply(&sources, *overlay, files[0], &mut tree, origins));
    }
    if diagnostics.has_errors() {
        bail!("an overlay of the document does not fit it: run `cargo xtask codegen` to see where");
    }
    Ok(tree.to_json())
}

/// A Python that can make virtual environments.
fn python() -> Option<PathBuf> {
    ["python3", "python"].into_iter().map(PathBuf::from).find(|program| {
        let arguments = ["-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))"];
        let status = Command::new(program).args(arguments).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    })
}

/// Where schemathesis is, once it is installed; nothing where it cannot be.
fn environment(python: &Path, folder: &Path) -> Result<Option<PathBuf>> {
    std::fs::create_dir_all(folder)?;
    let environment = folder.join("venv");
    let scripts = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let done = |command: &mut Command| -> Result<bool> {
        let status = command.status().with_context(|| format!("cannot run `{}`", python.display()))?;
        Ok(status.success())
    };
    if !scripts.exists() && !done(Command::new(python).args(["-m", "venv"]).arg(&environment))? {
        return Ok(None);
    }
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", SCHEMATHESIS];
    if !done(Command::new(scripts.join("python")).args(install))? {
        return Ok(None);
    }
    Ok(Some(scripts.join("schemathesis")))
}

/// A sandbox that runs, without a rate limit that would be in the way; it is killed when this is dropped.
struct Sandbox {
    child: Child,
    url: String,
    key: String,
}

impl Sandbox {
    fn start(root: &Path) -> Result<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let arguments = ["build", "--quiet", "--package", "otark-brp-sandbox", "--locked"];
        // Cargo set this for xtask; the package that is built now is another.
        let built = Command::new(&cargo)
            .args(arguments)
            .current_dir(root)
            .env_remove("CARGO_MANIFEST_DIR")
            .status()
            .context("cannot run `cargo build`")?;
        if !built.success() {
            bail!("the sandbox does not build");
        }
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let program = target.join("debug/otark-brp-sandbox").with_extension(std::env::consts::EXE_EXTENSION);
        let mut child = Command::new(&program)
            .args(["--listen", "127.0.0.1:0", "--rate-limit", "1000000000", "--seed", SEED])
            .current_dir(root)
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot run `{}`", program.display()))?;
        let out = BufReader::new(child.stdout.take().context("the sandbox has no output")?);
        let (mut url, mut key) = (None, None);
        for line in out.lines() {
            let line = line?;
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["Otark", "BRP", "sandbox", "on", address, ..] => {
                    url = Some(address.trim_end_matches(',').to_owned());
                }
                ["API", "key:", text] => key = Some((*text).to_owned()),
                ["curl", ..] => break,
                _ => {}
            }
        }
        match (url, key) {
            (Some(url), Some(key)) => Ok(Self { child, url, key }),
            _ => bail!("the sandbox did not say where it listens"),
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
