//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

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
    /// Check what the compiler cannot: crate arrows, module docs, file length, licences, machine paths.
    Tidy,
    /// Run everything that must pass before a change is merged; stop at the first failure.
    Ci,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Spec {
    /// Write the OpenAPI document that documentation pages hold in fenced blocks.
    Import(Import),
}

/// Without `--spec` and `--config`, the workspace's own crates are generated, as spec/specwright.toml says.
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
            "xtask no-such-command",
        ] {
            assert!(Flags::try_parse_from(line.split(' ')).is_err(), "{line}");
        }
    }
}
