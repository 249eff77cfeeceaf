//! The flags of `diff`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Color;

/// Exits with 1 when the change is as bad as `--fail-on` says, with 2 when a document cannot be read or has errors.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The document as it was: a file, or `git:REVISION:PATH` [default: the document of this workspace where the branch began].
    #[arg(value_name = "BASE")]
    pub(crate) base: Option<String>,
    /// The document as it is: a file, or `git:REVISION:PATH` [default: the document of this workspace].
    #[arg(value_name = "HEAD")]
    pub(crate) head: Option<String>,
    /// From which level on a change fails the comparison.
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    pub(crate) fail_on: FailOn,
    /// How changes are printed.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: DiffFormat,
    /// Changes that were accepted: a TOML file of `[[accept]]` tables with `rule`, `pointer`, `reason` and `until`.
    #[arg(long, value_name = "FILE")]
    pub(crate) ignore: Option<PathBuf>,
    /// Whether to tell what it means for the crates that are generated from the documents.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) rust: RustWhen,
    /// The configuration by which crates are generated [default: that of this workspace for its own document].
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The level of a rule: `breaking`, `warning`, `info` or `off`; may be repeated.
    #[arg(long, value_name = "RULE=LEVEL")]
    pub(crate) level: Vec<String>,
    /// For how many days something has to stay deprecated before it goes.
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    pub(crate) notice: u32,
    /// The day it is, for dates of sunset and accepted changes [default: today].
    #[arg(long, value_name = "DAY")]
    pub(crate) today: Option<String>,
    /// Compare what is equal, too; for tests, since the result is the same.
    #[arg(long, hide = true)]
    pub(crate) thorough: bool,
    /// List every rule.
    #[arg(long, conflicts_with_all = ["base", "explain"])]
    pub(crate) rules: bool,
    /// Explain a rule.
    #[arg(long, value_name = "RULE", conflicts_with = "base")]
    pub(crate) explain: Option<String>,
    /// Whether diagnostics are coloured.
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
}

/// Exits with 1 when something else was found than what was changed. The first pair of documents of each kind is written
/// below the target folder.
#[derive(Debug, Args)]
pub(crate) struct DiffMutate {
    /// The folders; OpenAPI 3 documents below them are changed.
    #[arg(value_name = "DIR", required = true)]
    pub(crate) folders: Vec<PathBuf>,
    /// How many changes are made, each of which is also taken back.
    #[arg(long, value_name = "NUMBER", default_value_t = 2000)]
    pub(crate) count: u64,
    /// How many different rules have to be seen at least.
    #[arg(long, value_name = "NUMBER", default_value_t = 60)]
    pub(crate) rules: usize,
    /// Which changes they are.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Change only documents whose path below the folder matches.
    #[arg(long, value_name = "GLOB")]
    pub(crate) filter: Option<String>,
    /// Change only documents that are not larger.
    #[arg(long, value_name = "BYTES", default_value_t = 200_000)]
    pub(crate) most_bytes: u64,
    /// How many documents are changed at a time [default: as many as there are processors].
    #[arg(long, value_name = "NUMBER")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

/// Exits with 1 when one of the two says something else than the table of pairs.
#[derive(Debug, Args)]
pub(crate) struct Semver {
    /// The program to ask, where it is installed.
    #[arg(long, value_name = "FILE")]
    pub(crate) tool: Option<PathBuf>,
    /// Try only the pairs whose name contains this.
    #[arg(long, value_name = "TEXT")]
    pub(crate) only: Option<String>,
}

/// From which level on a change fails the comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    #[default]
    Breaking,
    Warning,
    None,
}

/// How changes are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people at a terminal.
    #[default]
    Text,
    /// An array of objects.
    Json,
    /// Release notes.
    Markdown,
    /// Release notes, as one page.
    Html,
    /// Annotations of GitHub Actions.
    Github,
    /// SARIF 2.1.0, as code scanning reads it.
    Sarif,
    /// A report of tests, a case for each change.
    Junit,
}

/// When to tell what a change means for generated crates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum RustWhen {
    /// For documents of at most a mebibyte, and whenever there is a configuration.
    #[default]
    Auto,
    Always,
    Never,
}
