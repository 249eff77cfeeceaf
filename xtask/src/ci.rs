//! Everything that must pass before a change is merged, in one command that is the same on a laptop and in CI.
//!
//! All steps use one target folder. Clippy, the tests and the documentation build the workspace with all features,
//! so Cargo unifies features once and compiles each dependency once; the last steps look at the crates alone, the
//! way somebody else's workspace sees them.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::Parser as _;

use crate::{Verdict, codegen, conformance, diff_mutate, e2e, flags, roundtrip, secrets, soak, tidy, ui};

/// The oldest Rust that is supported; a test compares it with Cargo.toml.
const MSRV: &str = "1.88";

/// A browser has no threads and no sockets: this keeps the client free of what would need them.
const WASM: &str =
    "cargo check -p specwright-runtime --features reqwest,json,jiff --target wasm32-unknown-unknown --locked";

/// One step: what a person would type, and what it is good for.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    name: &'static str,
    /// Environment variables and arguments, as they are typed.
    command: &'static str,
}

/// The steps, cheapest first, so that a failure shows early.
fn steps(tools: Tools) -> Vec<Step> {
    let step = |name, command| Step { name, command };
    let tests = match tools.nextest {
        Tool::Present => "cargo nextest run --workspace --all-features --locked",
        Tool::Absent => "cargo test --workspace --all-targets --all-features --locked",
    };
    let mut steps = vec![
        step("format", "cargo fmt --all --check"),
        step("clippy", "cargo clippy --workspace --all-targets --all-features --locked -- -D warnings"),
        step("tidy", "cargo xtask tidy"),
        step("generated files", "cargo xtask codegen --check"),
        step("tests", tests),
        step("conformance", "cargo xtask conformance tests/conformance --draft openapi3.0"),
        step("agreement", "cargo xtask conformance --agree 100 --seed 1"),
        step("round trips", "cargo xtask roundtrip tests/wire --values 6"),
        step("changes of documents", "cargo xtask diff-mutate spec tests/wire --count 400"),
        step("schemathesis", "cargo xtask e2e --examples 50 --seed 1 --if-possible"),
        step("soak", "cargo xtask soak --calls 1000 --seconds 5 --debug"),
        step("tests in documentation", "cargo test --workspace --doc --all-features --locked"),
        step("secrets", "cargo xtask secrets"),
        step(
            "documentation",
            "RUSTDOCFLAGS=-Dwarnings cargo doc --workspace --no-deps --all-features --locked",
        ),
        step("types alone", "cargo check -p otark-brp-types --no-default-features --locked"),
        step("client alone", "cargo check -p otark-brp-client --no-default-features --locked"),
        step("server alone", "cargo check -p otark-brp-server --locked"),
    ];
    if tools.wasm == Tool::Present {
        steps.push(step("client for the web", WASM));
    }
    if tools.msrv == Tool::Present {
        steps.push(step("oldest Rust", "rustup run 1.88 cargo check --workspace --all-features --locked"));
    }
    steps
}

/// What may or may not be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tools {
    nextest: Tool,
    msrv: Tool,
    wasm: Tool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tool {
    Present,
    Absent,
}

/// Runs the steps up to the first that fails.
///
/// # Errors
/// When a command cannot be started.
pub(crate) fn run(root: &Path) -> Result<Verdict> {
    let started = Instant::now();
    let tools = tools();
    if tools.msrv == Tool::Absent {
        ui::progress(format_args!(
            "ci: Rust {MSRV} is not installed, so clippy's `incompatible_msrv` is all that watches over it here"
        ));
    }
    let steps = steps(tools);
    for (index, step) in steps.iter().enumerate() {
        ui::progress(format_args!("\nci {}/{}: {}\n$ {}", index + 1, steps.len(), step.name, step.command));
        let step_started = Instant::now();
        if run_step(root, step)? == Verdict::Problems {
            ui::progress(format_args!("\nci: {} failed; to repeat it, run\n  {}", step.name, step.command));
            return Ok(Verdict::Problems);
        }
        ui::progress(format_args!(
            "ci: {} passed in {:.1} s",
            step.name,
            step_started.elapsed().as_secs_f64()
        ));
    }
    ui::progress(format_args!(
        "\nci: all {} steps passed in {:.1} s",
        steps.len(),
        started.elapsed().as_secs_f64()
    ));
    Ok(Verdict::Done)
}

fn run_step(root: &Path, step: &Step) -> Result<Verdict> {
    match step.command.strip_prefix("cargo xtask ") {
        Some(arguments) => run_ourselves(root, arguments),
        None => run_program(root, step.command),
    }
}

/// A command of this program runs in it: starting Cargo again would build xtask once more, with other features.
fn run_ourselves(root: &Path, arguments: &str) -> Result<Verdict> {
    let flags = flags::Flags::try_parse_from(std::iter::once("xtask").chain(arguments.split(' ')))?;
    let verdict = match flags.command {
        flags::Command::Codegen(flags) => codegen::run(root, &flags),
        flags::Command::Conformance(mut flags) => {
            // Other steps are started in the root, so the path of this one is relative to it too.
            flags.suite = flags.suite.map(|suite| root.join(suite));
            conformance::run(root, &flags)
        }
        flags::Command::Roundtrip(mut flags) => {
            flags.folder = root.join(flags.folder);
            roundtrip::run(root, &flags)
        }
        flags::Command::DiffMutate(mut flags) => {
            flags.folders = flags.folders.iter().map(|folder| root.join(folder)).collect();
            diff_mutate::run(root, &flags)
        }
        flags::Command::E2e(flags) => e2e::run(root, &flags),
        flags::Command::Soak(flags) => soak::run(root, &flags),
        flags::Command::Secrets => secrets::run(root),
        _ => tidy::run(root),
    };
    // A file that cannot be read fails the step and names it, like any other problem.
    Ok(verdict.unwrap_or_else(|error| {
        ui::error(&error);
        Verdict::Problems
    }))
}

fn run_program(root: &Path, line: &str) -> Result<Verdict> {
    let (variables, program, arguments) = split(line);
    let mut command = Command::new(executable(program));
    // Cargo set this for xtask; the packages that are built now are others.
    command.args(arguments).current_dir(root).env_remove("CARGO_MANIFEST_DIR");
    command.envs(variables);
    let status = command.status().with_context(|| format!("cannot run `{program}`"))?;
    Ok(if status.success() { Verdict::Done } else { Verdict::Problems })
}

/// The variables, the program and the arguments of a command line without quotes.
fn split(line: &str) -> (Vec<(&str, &str)>, &str, Vec<&str>) {
    let mut words = line.split(' ').peekable();
    let mut variables = Vec::new();
    while let Some((name, value)) = words.peek().and_then(|word| word.split_once('=')) {
        variables.push((name, value));
        words.next();
    }
    (variables, words.next().unwrap_or_default(), words.collect())
}

/// Cargo tells its children which Cargo it is.
fn executable(program: &str) -> OsString {
    let cargo = (program == "cargo").then(|| std::env::var_os("CARGO")).flatten();
    cargo.unwrap_or_else(|| program.into())
}

fn tools() -> Tools {
    let answers = |program: &str, arguments: &[&str]| {
        let output = Command::new(executable(program)).args(arguments).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let presence = |found| if found { Tool::Present } else { Tool::Absent };
    Tools {
        nextest: presence(answers("cargo", &["nextest", "--version"]).is_some()),
        msrv: presence(
            answers("rustup", &["toolchain", "list"])
                .is_some_and(|list| list.lines().any(|line| line.starts_with(MSRV))),
        ),
        wasm: presence(
            answers("rustup", &["target", "list", "--installed"])
                .is_some_and(|list| list.contains("wasm32-unknown-unknown")),
        ),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::{MSRV, Tool, Tools, split, steps};
    use crate::flags::{Command, Flags};

    const ALL: Tools = Tools { nextest: Tool::Present, msrv: Tool::Present, wasm: Tool::Present };
    const NONE: Tools = Tools { nextest: Tool::Absent, msrv: Tool::Absent, wasm: Tool::Absent };

    #[test]
    fn the_oldest_rust_is_that_of_the_manifest() {
        let manifest = include_str!("../../Cargo.toml");
        assert!(manifest.contains(&format!("rust-version = \"{MSRV}\"")));
        let msrv = steps(ALL).pop().unwrap();
        assert!(msrv.command.starts_with(&format!("rustup run {MSRV} cargo check")));
    }

    #[test]
    fn what_is_not_installed_is_replaced_or_left_out() {
        let commands = |tools| steps(tools).iter().map(|step| step.command).collect::<Vec<_>>();
        assert!(commands(ALL).iter().any(|command| command.starts_with("cargo nextest run")));
        assert!(
            commands(NONE).iter().any(|command| command.starts_with("cargo test --workspace --all-targets"))
        );
        assert!(!commands(NONE).iter().any(|command| command.contains("nextest")
            || command.contains("rustup")
            || command.contains("wasm")));
    }

    #[test]
    fn our_own_steps_are_commands_of_ours() {
        let steps = steps(ALL);
        let ours: Vec<_> =
            steps.iter().filter_map(|step| step.command.strip_prefix("cargo xtask ")).collect();
        assert_eq!(
            ours,
            [
                "tidy",
                "codegen --check",
                "conformance tests/conformance --draft openapi3.0",
                "conformance --agree 100 --seed 1",
                "roundtrip tests/wire --values 6",
                "diff-mutate spec tests/wire --count 400",
                "e2e --examples 50 --seed 1 --if-possible",
                "soak --calls 1000 --seconds 5 --debug",
                "secrets"
            ]
        );
        for arguments in ours {
            let flags = Flags::try_parse_from(["xtask"].into_iter().chain(arguments.split(' '))).unwrap();
            let is_ours = matches!(
                flags.command,
                Command::Codegen(_)
                    | Command::Conformance(_)
                    | Command::DiffMutate(_)
                    | Command::Roundtrip(_)
                    | Command::E2e(_)
                    | Command::Soak(_)
                    | Command::Secrets
                    | Command::Tidy
            );
            assert!(is_ours, "{arguments}");
        }
    }

    #[test]
    fn a_command_line_is_split_into_its_parts() {
        assert_eq!(split("A=b c d=e"), (vec![("A", "b")], "c", vec!["d=e"]));
        assert_eq!(split("cargo fmt"), (vec![], "cargo", vec!["fmt"]));
    }
}
