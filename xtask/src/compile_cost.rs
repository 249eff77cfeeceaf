//! `cargo xtask compile-cost`: what generated types cost whoever compiles them.
//!
//! A document of many records goes through the ordinary pipeline, and `cargo check` of the crate is compared with that
//! of the same records with serde's `Deserialize` derived. What is counted is the time of the processor, of that one
//! crate alone: its dependencies are built before, and nothing is incremental.

mod cpu;
mod records;

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use specwright::Input;
use specwright::config::{Config, DateType, Runtime};
use specwright::diagnostic::{Color, human};
use specwright::files::Package;
use specwright::read::NoFiles;
use specwright::source::Sources;

use crate::flags::CompileCost;
use crate::sink::{self, Output};
use crate::{Verdict, ui, workspace};

/// A crate that is compiled, and the part of the derived one's time that it may take.
struct Subject {
    name: &'static str,
    folder: &'static str,
    bar: Option<f64>,
}

/// The crates; the others are compared with the first.
const SUBJECTS: [Subject; 3] = [
    Subject { name: "serde's Deserialize derived", folder: "records-derived", bar: None },
    Subject { name: "generated", folder: "records", bar: Some(0.4) },
    Subject { name: "generated, with serde traits", folder: "records-with-serde", bar: Some(0.6) },
];

/// Writes the crates, compiles each some times in turns, and prints medians and ratios.
///
/// # Errors
/// When a crate cannot be written or does not compile, or where the time of processes cannot be told.
pub(crate) fn run(root: &Path, flags: &CompileCost) -> Result<Verdict> {
    let folder = workspace::target(root)?.join("compile-cost");
    ui::progress(format_args!("compile-cost: writing {} records into {}", flags.records, folder.display()));
    let lines = write(root, &folder, flags.records)?;
    let mut times = vec![Vec::new(); SUBJECTS.len()];
    // The first round builds the dependencies too and does not count.
    for round in 0..=flags.rounds {
        for (subject, times) in SUBJECTS.iter().zip(&mut times) {
            let seconds = check(&folder, subject)?;
            if round > 0 {
                ui::progress(format_args!("compile-cost: {}, {seconds:.1} s", subject.name));
                times.push(seconds);
            }
        }
    }
    let medians: Vec<f64> = times.into_iter().map(median).collect();
    let mut verdict = Verdict::Done;
    for ((subject, lines), seconds) in SUBJECTS.iter().zip(lines).zip(&medians) {
        let ratio = seconds / medians[0];
        let met = match subject.bar {
            Some(bar) if ratio > bar => {
                verdict = Verdict::Problems;
                format!(", above the bar of {bar}")
            }
            Some(bar) => format!(", the bar is {bar}"),
            None => String::new(),
        };
        ui::result(format_args!("{:<30} {lines:>8} lines {seconds:>6.1} s  {ratio:.2}{met}", subject.name));
    }
    Ok(verdict)
}

/// Writes the crates, and returns the number of lines of each.
fn write(root: &Path, folder: &Path, records: usize) -> Result<Vec<usize>> {
    let runtime = workspace::relative(&folder.join("crate"), &workspace::physical(&root.join("runtime"))?);
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).context("Cargo.lock")?;
    let mut output = Output::default();
    let mut lines = Vec::new();
    for subject in &SUBJECTS {
        let mut files = match subject.folder {
            "records-derived" => records::derived(subject.folder, records),
            name => {
                let features: &[_] = if name == "records" { &[] } else { &["serde"] };
                generated(name, records, &runtime, features)?.files
            }
        };
        let rust =
            files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "rs"));
        lines.push(rust.map(|(_, text)| text.lines().count()).sum());
        // The versions are those of this workspace, so that nothing has to be fetched.
        files.insert("Cargo.lock".to_owned(), lock.clone());
        for (path, text) in files {
            output.add(&folder.join(subject.folder), &path, text)?;
        }
    }
    sink::apply(&sink::plan(&output)?)?;
    Ok(lines)
}

/// The crate that the pipeline makes of the records, with just these features of the runtime.
fn generated(title: &str, records: usize, runtime: &str, features: &[&str]) -> Result<Package> {
    let mut sources = Sources::new();
    let document = sources.add("records.yaml", records::document(title, records));
    let mut config = Config::default();
    // The derived records keep dates as text; so do these, though they check them.
    config.types.date_time = DateType::String;
    let mut loader = NoFiles;
    let runtime = Runtime::Path(runtime.to_owned());
    let input = Input { runtime, ..Input::new(&mut sources, document, &mut loader) };
    let mut generated = specwright::generate(input, &config);
    if generated.diagnostics.has_errors() {
        bail!("{}", human(&generated.diagnostics, &sources, Color::Never));
    }
    let mut package = generated.packages.pop().context("no crate was generated")?;
    let manifest = package.files.get_mut("Cargo.toml").context("a crate without a manifest was generated")?;
    *manifest = with_features(manifest, features).context("the manifest names no features of the runtime")?;
    Ok(package)
}

/// The manifest with other features of the runtime.
fn with_features(manifest: &str, features: &[&str]) -> Option<String> {
    let start = manifest.find("specwright-runtime = ")?;
    let start = start + manifest[start..].find("features = [")?;
    let end = start + manifest[start..].find(']')? + 1;
    Some(format!("{}features = {features:?}{}", &manifest[..start], &manifest[end..]))
}

/// Checks one crate alone, and returns the seconds of the processor that this took.
fn check(folder: &Path, subject: &Subject) -> Result<f64> {
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments).args(["--quiet", "--offline"]).current_dir(folder.join(subject.folder));
        command.env("CARGO_TARGET_DIR", folder.join("target"));
        command.env("CARGO_BUILD_JOBS", "1").env("CARGO_INCREMENTAL", "0");
        // Cargo set these for xtask; the package that is built now is another.
        command
            .env_remove("CARGO_MANIFEST_DIR")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("RUSTFLAGS");
        let output = command.output().context("cannot run `cargo`")?;
        if !output.status.success() {
            bail!("`{}` does not compile:\n{}", subject.folder, String::from_utf8_lossy(&output.stderr));
        }
        Ok(())
    };
    cargo(&["clean", "--package", subject.folder])?;
    let before = cpu::of_children()?;
    cargo(&["check"])?;
    Ok(cpu::of_children()? - before)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::{generated, median, with_features};

    #[test]
    fn features_of_the_runtime_are_replaced() {
        let manifest = "[dependencies]\njiff = { features = [\"std\"] }\nspecwright-runtime = { path = \"r\", features = [\"serde\", \"jiff\"] }\n";
        let with = |features: &[&str]| with_features(manifest, features).unwrap();
        assert_eq!(with(&[]), manifest.replace("\"serde\", \"jiff\"", ""));
        assert_eq!(with(&["serde"]), manifest.replace(", \"jiff\"", ""));
        assert_eq!(with_features("", &[]), None);
    }

    #[test]
    fn the_records_go_through_the_pipeline() {
        let package = generated("records", 2, "../runtime", &[]).unwrap();
        assert!(package.files["Cargo.toml"].contains("features = []"));
        assert!(package.files["src/types/models.rs"].contains("pub struct Record1 {"));
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert!((median(vec![3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!(median(Vec::new()).is_nan());
    }
}
