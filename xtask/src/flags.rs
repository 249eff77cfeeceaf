//! The command line.

mod diff;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use diff::{Diff, DiffFormat, DiffMutate, FailOn, RustWhen, Semver};

/// The commands of this repository.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", arg_required_else_help = true)]
pub(crate) struct Flags {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Generate crates from an OpenAPI document.
    Codegen(Codegen),
    /// Work with OpenAPI documents.
    Spec {
        #[command(subcommand)]
        command: Spec,
    },
    /// Run a test suite in the layout of the JSON Schema test suite through generated validators.
    Conformance(Conformance),
    /// Compare what compiling generated types costs with what serde's derive costs.
    CompileCost(CompileCost),
    /// Run the fuzz targets of fuzz/; needs a nightly toolchain and cargo-fuzz.
    Fuzz(Fuzz),
    /// Run the generator over every OpenAPI document of a folder, each in a process of its own.
    Corpus(Corpus),
    /// One document of `corpus`.
    #[command(hide = true)]
    CorpusOne(CorpusOne),
    /// Change documents of a folder at random, and look for what the generator never must do with one.
    Mutate(Mutate),
    /// The process in which `mutate` tries documents.
    #[command(hide = true)]
    MutateTrials,
    /// Compare two OpenAPI documents: what does the change break?
    Diff(Diff),
    /// Change one thing in documents of a folder, and see that `diff` finds that and nothing else.
    DiffMutate(DiffMutate),
    /// Compare what `diff` says of generated crates with what cargo-semver-checks says, which is installed below the target folder.
    Semver(Semver),
    /// Make values for the schemas of a folder's documents, and read and write them with the generated types.
    Roundtrip(Roundtrip),
    /// Run schemathesis, from PyPI, against the sandbox; needs Python.
    E2e(E2e),
    /// Make many calls at a time through one client, for long, and watch its memory.
    Soak(Soak),
    /// Run every test and example with everything logged, and look for a key in what they write.
    Secrets,
    /// Check what the compiler cannot: crate arrows, module docs, file length, licences, machine paths.
    Tidy,
    /// Run everything that must pass before a change is merged; stop at the first failure.
    Ci,
}

#[derive(Debug, Args)]
pub(crate) struct E2e {
    /// How many examples are made for each test.
    #[arg(long, default_value_t = 1000, value_name = "NUMBER")]
    pub(crate) examples: u32,
    /// What the examples are made from; another one each time otherwise.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) seed: Option<u64>,
    /// Open the page of the API in a headless Chromium, from npm, instead; needs Node.js.
    #[arg(long, conflicts_with_all = ["examples", "seed", "if_possible"])]
    pub(crate) browser: bool,
    /// Say so and succeed where there is no Python, or where schemathesis cannot be installed.
    #[arg(long)]
    pub(crate) if_possible: bool,
}

/// Exits with 1 when a call fails, an update is carried out twice, or, from two minutes on, memory grows.
#[derive(Debug, Args)]
pub(crate) struct Soak {
    /// How many calls run at a time; each needs an open file.
    #[arg(long, value_name = "NUMBER", default_value_t = 10_000)]
    pub(crate) calls: u64,
    /// For how long.
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub(crate) seconds: u64,
    /// Build without optimisation, as `ci` builds everything.
    #[arg(long)]
    pub(crate) debug: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Spec {
    /// Write the OpenAPI document that documentation pages hold in fenced blocks.
    Import(Import),
}

/// Without `--spec` and `--config`, the workspace's own crates are generated, as spec/specwright.toml and
/// tests/wire/*/specwright.toml say.
#[derive(Debug, Args)]
pub(crate) struct Codegen {
    /// Write nothing; exit with 1 when a generated file is stale, missing or orphaned.
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) check: bool,
    /// Write nothing; list what would change.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The OpenAPI document, YAML or JSON.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub(crate) spec: Option<PathBuf>,
    /// The folder in which the crates are generated.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The configuration: crate names, output folders, type mappings.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// An OpenAPI Overlay that is applied before reading, after those of the configuration; may be repeated.
    #[arg(long, value_name = "FILE")]
    pub(crate) overlay: Vec<PathBuf>,
    /// Take every warning for an error; what `[lints]` allows stays allowed.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Write what became of every operation and keyword into this JSON file, and print it as a table.
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
    /// How diagnostics are printed: for people on standard error, or as JSON lines on standard output.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) message_format: MessageFormat,
    /// Whether diagnostics are coloured.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The documentation pages, in the order in which their fragments are merged.
    #[arg(required = true, value_name = "PAGE")]
    pub(crate) pages: Vec<PathBuf>,
    /// The document to write [default: spec/otark-brp.yaml of the workspace].
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Write nothing; exit with 1 when the document differs.
    #[arg(long)]
    pub(crate) check: bool,
    /// Whether diagnostics are coloured.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
}

/// Exits with 1 when a draft does not reach its bar: 0.99 of the required tests of draft2020-12, all of the others.
#[derive(Debug, Args)]
pub(crate) struct Conformance {
    /// The suite: a folder that holds `tests/<draft>/**/*.json` and `remotes/`.
    #[arg(value_name = "SUITE", required_unless_present = "agree")]
    pub(crate) suite: Option<PathBuf>,
    /// The draft to run; may be repeated [default: draft4 and draft2020-12].
    #[arg(long, value_enum, value_name = "DRAFT")]
    pub(crate) draft: Vec<Draft>,
    /// Write the numbers, and every test that did not pass, into a JSON file.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Run only the files whose path below the draft matches, such as `optional/format/*` or `**/ref*`.
    #[arg(long, value_name = "GLOB")]
    pub(crate) filter: Option<String>,
    /// Write documents and crates into this folder, to look at them, and not into the target folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) keep: Option<PathBuf>,
    /// Metaschemas, as JSON files that name themselves by `$id` or `id` [default: those of the crate `referencing`].
    #[arg(long, value_name = "DIR")]
    pub(crate) metaschemas: Option<PathBuf>,
    /// The bar for every draft, from 0 to 1.
    #[arg(long, value_name = "SCORE", value_parser = score)]
    pub(crate) at_least: Option<f64>,
    /// Run no suite: compare the verdicts on this many random schemas with those of the `jsonschema` crate.
    #[arg(long, value_name = "SCHEMAS", conflicts_with_all = ["suite", "draft", "json", "filter", "at_least"])]
    pub(crate) agree: Option<usize>,
    /// Which random schemas and values they are.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, conflicts_with = "suite")]
    pub(crate) seed: u64,
}

/// A dialect of JSON Schema, by the folder of its tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Draft {
    #[value(name = "draft4")]
    Draft4,
    #[value(name = "draft2020-12")]
    Draft202012,
    #[value(name = "openapi3.0")]
    OpenApi30,
}

impl Draft {
    /// The name of the folder.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Draft4 => "draft4",
            Self::Draft202012 => "draft2020-12",
            Self::OpenApi30 => "openapi3.0",
        }
    }
}

fn score(text: &str) -> Result<f64, String> {
    let score = text.parse().ok().filter(|score| (0.0..=1.0).contains(score));
    score.ok_or_else(|| "a number from 0 to 1 is expected".to_owned())
}

#[derive(Debug, Args)]
pub(crate) struct CompileCost {
    /// How many records of eight fields are compiled.
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    pub(crate) records: usize,
    /// How often each crate is compiled; the medians count.
    #[arg(long, value_name = "NUMBER", default_value_t = 3)]
    pub(crate) rounds: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Fuzz {
    /// The target to run [default: all of them, one after the other].
    #[arg(value_name = "TARGET", value_parser = crate::fuzz::targets())]
    pub(crate) target: Option<String>,
    /// How long each target runs.
    #[arg(long, value_name = "SECONDS", default_value_t = 180)]
    pub(crate) seconds: u32,
}

/// Exits with 1 when a document is not generated, or a crate of the sample does not compile. Files that are no OpenAPI 3
/// documents are counted apart.
#[derive(Debug, Args)]
pub(crate) struct Corpus {
    /// The folder; every `*.json`, `*.yaml` and `*.yml` below it is looked at.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Write what became of each document, and totals, into a JSON file.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// How many documents are generated at a time [default: as many as there are processors].
    #[arg(long, value_name = "NUMBER")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Type-check the crates of this many of the documents that were generated.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) compile: Option<usize>,
    /// Which documents are in the sample.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "compile")]
    pub(crate) seed: u64,
    /// Look only at files whose path below the folder matches, such as `github.com/*` or `**/*.yaml`.
    #[arg(long, value_name = "GLOB")]
    pub(crate) filter: Option<String>,
    /// How long one document may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(crate) timeout: u32,
    /// How much memory one document may take, in MiB; heeded on Linux.
    #[arg(long, value_name = "MIB", default_value_t = 8192)]
    pub(crate) memory: u32,
    /// Generate everything twice, and compare the files.
    #[arg(long)]
    pub(crate) determinism: bool,
}

/// Exits with 1 when generated types and `jsonschema` disagree on a value, or a value is written as another one.
#[derive(Debug, Args)]
pub(crate) struct Roundtrip {
    /// The folder; every `*.json`, `*.yaml` and `*.yml` below it is looked at.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// How many documents are taken.
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    pub(crate) count: usize,
    /// Which documents and values they are.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many values each schema gets that ought to be valid; each is also changed once.
    #[arg(long, value_name = "NUMBER", default_value_t = 8)]
    pub(crate) values: usize,
    /// Leave out documents that have more schemas: they take long to compile.
    #[arg(long, value_name = "NUMBER", default_value_t = 150)]
    pub(crate) schemas: usize,
    /// Look only at files whose path below the folder matches, such as `github.com/*` or `**/*.yaml`.
    #[arg(long, value_name = "GLOB")]
    pub(crate) filter: Option<String>,
    /// Write everything that was found into a JSON file.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Write crates and values into this folder, to look at them, and not into the target folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) keep: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CorpusOne {
    pub(crate) document: PathBuf,
    /// Write the crate.
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
    /// The way from the crate to the runtime.
    #[arg(long, default_value = "../runtime")]
    pub(crate) runtime: String,
    /// Say what each file holds, by a hash.
    #[arg(long)]
    pub(crate) hashes: bool,
}

/// Exits with 1 when there is a finding: a panic, a hang, or text that is no Rust. Findings are made small and written
/// below the target folder, as files for `--replay`.
#[derive(Debug, Args)]
pub(crate) struct Mutate {
    /// The folder; the OpenAPI 3 documents of at most 200 kB below it are changed.
    #[arg(value_name = "DIR", required_unless_present = "replay")]
    pub(crate) folder: Option<PathBuf>,
    /// How long to look.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(crate) seconds: u32,
    /// How many mutants to try [default: as many as there is time for].
    #[arg(long, value_name = "NUMBER")]
    pub(crate) count: Option<u64>,
    /// Which mutants they are.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Change only documents whose path below the folder matches.
    #[arg(long, value_name = "GLOB")]
    pub(crate) filter: Option<String>,
    /// How many mutants are tried at a time [default: as many as there are processors].
    #[arg(long, value_name = "NUMBER")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// How long one mutant may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub(crate) timeout: u32,
    /// How much memory the mutants may take, in MiB; heeded on Linux.
    #[arg(long, value_name = "MIB", default_value_t = 2048)]
    pub(crate) memory: u32,
    /// Try a finding again; `RUST_BACKTRACE=1` shows the way to a panic.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["folder", "count", "filter"])]
    pub(crate) replay: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    #[default]
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::Flags;

    #[test]
    fn the_command_line_is_well_formed() {
        Flags::command().debug_assert();
    }

    #[test]
    fn contradicting_flags_are_refused() {
        for line in [
            "xtask codegen --check --dry-run",
            "xtask codegen --spec a.yaml",
            "xtask codegen --color blue",
            "xtask spec import",
            "xtask conformance",
            "xtask conformance suite --agree 10",
            "xtask conformance suite --seed 1",
            "xtask conformance suite --at-least 99",
            "xtask conformance suite --draft draft5",
            "xtask corpus",
            "xtask corpus a --seed 1",
            "xtask corpus a --jobs 0",
            "xtask mutate",
            "xtask diff a b --fail-on info",
            "xtask diff a --rules",
            "xtask mutate a --replay b",
            "xtask no-such-command",
        ] {
            assert!(Flags::try_parse_from(line.split(' ')).is_err(), "{line}");
        }
    }
}
