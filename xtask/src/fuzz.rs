//! `cargo xtask fuzz`: the fuzz targets of `fuzz/`, each for a while.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::flags::Fuzz;
use crate::{Verdict, ui};

/// The fuzz targets; a test compares them with the manifest.
const TARGETS: [&str; 5] = ["decode", "types", "json", "document", "mutation"];

/// Those of them that run the generator; compiled for a fuzzer, it takes some minutes, which the others are spared.
const GENERATING: [&str; 2] = ["document", "mutation"];

/// No input takes longer, in seconds, or it hangs.
const PATIENCE: usize = 20;

/// The longest input, in bytes: what goes wrong with a longer one goes wrong with a short one.
const LONGEST: usize = 8192;

/// Runs one target or all, and goes on after a finding.
///
/// # Errors
/// When cargo-fuzz cannot be started.
pub(crate) fn run(root: &Path, flags: &Fuzz) -> Result<Verdict> {
    let targets =
        TARGETS.iter().filter(|target| flags.target.as_deref().is_none_or(|wanted| wanted == **target));
    let mut verdict = Verdict::Done;
    for target in targets {
        ui::progress(format_args!("fuzz: {target}, {} s", flags.seconds));
        let mut command = Command::new("cargo");
        command.args(["+nightly", "fuzz", "run"]);
        if !GENERATING.contains(target) {
            command.arg("--no-default-features");
        }
        command.args([target, &*format!("corpus/{target}"), &*format!("seeds/{target}")]);
        command.args(["--", &format!("-max_total_time={}", flags.seconds)]);
        command.args([format!("-timeout={PATIENCE}"), format!("-max_len={LONGEST}")]);
        // Cargo set these for xtask, and rustup the toolchain; the fuzzer has its own.
        for name in ["CARGO", "CARGO_MANIFEST_DIR", "RUSTUP_TOOLCHAIN"] {
            command.env_remove(name);
        }
        let corpus = root.join("fuzz/corpus").join(target);
        std::fs::create_dir_all(&corpus).with_context(|| format!("cannot create `{}`", corpus.display()))?;
        let status = command.current_dir(root.join("fuzz")).status().context("cannot run `cargo`")?;
        if !status.success() {
            ui::progress(format_args!("fuzz: {target} failed; its input is in fuzz/artifacts/{target}"));
            verdict = Verdict::Problems;
        }
    }
    Ok(verdict)
}

/// The targets, for the command line.
pub(crate) fn targets() -> Vec<&'static str> {
    TARGETS.to_vec()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{GENERATING, TARGETS};

    #[test]
    fn the_targets_are_those_of_the_manifest() {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/Cargo.toml");
        let manifest: toml::Table = std::fs::read_to_string(manifest).unwrap().parse().unwrap();
        let names: Vec<_> =
            manifest["bin"].as_array().unwrap().iter().map(|bin| bin["name"].as_str().unwrap()).collect();
        assert_eq!(names, TARGETS);
        let bins = manifest["bin"].as_array().unwrap().iter();
        let generating: Vec<_> = bins
            .filter(|bin| bin.get("required-features").is_some())
            .map(|bin| bin["name"].as_str().unwrap())
            .collect();
        assert_eq!(generating, GENERATING);
    }
}
