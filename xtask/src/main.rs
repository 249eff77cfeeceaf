//! The commands of this repository, and the only program here that writes the tree.
//!
//! Every command ends in one of three exit codes: 0 when it is done, 1 when it found problems (stale files,
//! diagnostics, a failing check), 2 when it could not do its work (wrong usage, a file that cannot be read or
//! written).

mod child;
mod ci;
mod codegen;
mod compile_cost;
mod conformance;
mod corpus;
mod crew;
mod diff;
mod diff_mutate;
mod documents;
mod e2e;
mod flags;
mod fuzz;
mod import;
mod loader;
mod machine;
mod messages;
mod mutate;
mod probe;
mod progress;
mod random;
mod read;
mod roundtrip;
mod secrets;
mod semver;
mod sink;
mod soak;
mod subject;
mod tidy;
mod ui;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser as _;

use crate::flags::{Command, Flags, Spec};

/// The generator makes very many small values; this allocator gives and takes them in two thirds of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a command that could do its work found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// All is well: exit code 0.
    Done,
    /// There is something to mend, and it has been printed: exit code 1.
    Problems,
}

fn main() -> ExitCode {
    if let Some(program) = std::env::var_os(secrets::RUSTDOC) {
        return secrets::rustdoc(&program).unwrap_or_else(|error| {
            ui::error(&error);
            ExitCode::from(2)
        });
    }
    match run(Flags::parse()) {
        Ok(Verdict::Done) => ExitCode::SUCCESS,
        Ok(Verdict::Problems) => ExitCode::from(1),
        Err(error) => {
            ui::error(&error);
            ExitCode::from(2)
        }
    }
}

fn run(flags: Flags) -> Result<Verdict> {
    let root = workspace::root();
    match flags.command {
        Command::Codegen(flags) => codegen::run(&root, &flags),
        Command::Spec { command: Spec::Import(flags) } => import::run(&root, &flags),
        Command::Conformance(flags) => conformance::run(&root, &flags),
        Command::CompileCost(flags) => compile_cost::run(&root, &flags),
        Command::Fuzz(flags) => fuzz::run(&root, &flags),
        Command::Corpus(flags) => corpus::run(&root, &flags),
        Command::CorpusOne(flags) => corpus::run_one(&flags),
        Command::Mutate(flags) => mutate::run(&root, &flags),
        Command::MutateTrials => mutate::run_trials(),
        Command::Diff(flags) => diff::run(&root, &flags),
        Command::DiffMutate(flags) => diff_mutate::run(&root, &flags),
        Command::Semver(flags) => semver::run(&root, &flags),
        Command::Roundtrip(flags) => roundtrip::run(&root, &flags),
        Command::E2e(flags) => e2e::run(&root, &flags),
        Command::Soak(flags) => soak::run(&root, &flags),
        Command::Secrets => secrets::run(&root),
        Command::Tidy => tidy::run(&root),
        Command::Ci => ci::run(&root),
    }
}
