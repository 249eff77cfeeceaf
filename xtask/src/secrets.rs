//! `cargo xtask secrets`: every test of the workspace and every example once more, with all that every crate logs, and
//! nowhere in what they write is a key.
//!
//! Logs, what is printed, panics and what the test programs themselves say: all of it is searched for what keys in tests
//! begin with, in every form that a key has on its way ([`key`]). That they do begin so is a rule of `tidy`.
//!
//! What an example writes, rustdoc keeps to itself on stable Rust. So it is started through this program, which asks it
//! not to. No example sends a request, so there is nothing that one could log.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::{Verdict, ui};

#[path = "../../runtime/tests/shared/key.rs"]
mod key;

/// The tests that start their program once more and search what it writes: they would do what is done here.
const SEARCHES: &str = "nothing_that_the_tests_write_shows";

/// The commands, as they are typed.
const COMMANDS: [&str; 2] = [
    "cargo test --workspace --all-targets --all-features --locked --no-fail-fast",
    "cargo test --workspace --doc --all-features --locked --no-fail-fast",
];

/// The variable that makes this program rustdoc, with the rustdoc that it starts.
pub(crate) const RUSTDOC: &str = "SPECWRIGHT_RUSTDOC";

/// How many places are told of one program: a log shows a key in each request, and other programs show others.
const TOLD: usize = 5;

/// What a command wrote, as far as it matters.
#[derive(Debug, Default)]
struct Seen {
    bytes: usize,
    /// How many programs logged everything.
    logging: usize,
    /// How many lines show a key.
    keys: usize,
    /// Where: the program, and the line up to the key.
    shown: Vec<String>,
    /// What Cargo says of it.
    errors: Vec<String>,
    /// The program of which the lines are that come now, and how many places are told of it.
    program: (String, usize),
}

/// Runs all tests, and searches.
///
/// # Errors
/// When Cargo cannot be started.
pub(crate) fn run(root: &Path) -> Result<Verdict> {
    let own = standing(std::env::current_exe().context("cannot tell where this program is")?);
    let mut is_well = true;
    let mut logging = 0;
    for command in COMMANDS {
        let started = Instant::now();
        let (seen, passed) = search(root, &own, command)?;
        logging += seen.logging;
        for place in &seen.shown {
            ui::result(place);
        }
        if !passed {
            ui::result(format_args!("{}\n`{command}` failed: run it to see why", seen.errors.join("\n")));
        }
        is_well &= passed && seen.keys == 0;
        ui::progress(format_args!(
            "secrets: {} in {} KiB that `{command}` writes, in {:.1} s",
            ui::count(seen.keys, "key"),
            seen.bytes / 1024,
            started.elapsed().as_secs_f64()
        ));
    }
    let expected = programs(root)?;
    if logging < expected {
        ui::result(format_args!("{logging} programs logged everything, and {expected} are made for it"));
        is_well = false;
    }
    Ok(if is_well { Verdict::Done } else { Verdict::Problems })
}

/// Where the program is that runs. When Cargo has built it once more, Linux says that its file is deleted; what stands
/// there now is the same program.
fn standing(program: PathBuf) -> PathBuf {
    match program.to_str().and_then(|path| path.strip_suffix(" (deleted)")) {
        Some(path) => path.into(),
        None => program,
    }
}

/// How many test programs have the log of everything.
fn programs(root: &Path) -> Result<usize> {
    let output = Command::new("git")
        .args(["grep", "-l", "--untracked", "shared/log.rs\"\\]"])
        .current_dir(root)
        .output()
        .context("cannot run `git`")?;
    Ok(String::from_utf8_lossy(&output.stdout).lines().count())
}

fn search(root: &Path, own: &Path, command: &str) -> Result<(Seen, bool)> {
    let (reader, writer) = std::io::pipe()?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let rustdoc = std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into());
    let mut child = Command::new(cargo)
        .args(command.split(' ').skip(1))
        .args(["--", "--nocapture", "--skip", SEARCHES])
        .current_dir(root)
        .env(key::VARIABLE, "1")
        .envs(is_of_docs(command).then_some((RUSTDOC, rustdoc)))
        .envs(is_of_docs(command).then_some(("RUSTDOC", own)))
        .env_remove("CARGO_MANIFEST_DIR")
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn()
        .context("cannot run `cargo`")?;
    // The command is gone with its ends of the pipe, or reading would never end.
    let seen = read(reader)?;
    Ok((seen, child.wait()?.success()))
}

fn is_of_docs(command: &str) -> bool {
    command.contains(" --doc ")
}

/// What this program does as rustdoc: the same, but that tests write what they write.
///
/// # Errors
/// When rustdoc cannot be started.
pub(crate) fn rustdoc(program: &OsStr) -> Result<ExitCode> {
    let mut command = Command::new(program);
    command.args(std::env::args_os().skip(1)).env_remove(RUSTDOC);
    if std::env::args_os().any(|argument| argument == "--test") {
        // The flag is not stable, and there is no other way.
        command.args(["-Zunstable-options", "--no-capture"]).env("RUSTC_BOOTSTRAP", "1");
    }
    let status = command.status().context("cannot run `rustdoc`")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read(output: impl Read) -> Result<Seen> {
    let mut seen = Seen::default();
    let mut output = BufReader::new(output);
    let mut line = Vec::new();
    while output.read_until(b'\n', &mut line)? > 0 {
        seen.line(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(seen)
}

impl Seen {
    fn line(&mut self, line: &str) {
        self.bytes += line.len();
        self.logging += usize::from(line.contains(key::EVERYTHING_IS_LOGGED));
        let line = line.trim();
        if line.starts_with("Running ") || line.starts_with("Doc-tests ") {
            self.program = (line.to_owned(), 0);
        }
        let found = key::MARKS.iter().find_map(|mark| key::found(line, mark));
        let Some(at) = found else {
            if line.starts_with("error") && self.errors.len() < TOLD {
                self.errors.push(line.chars().take(200).collect());
            }
            return;
        };
        self.keys += 1;
        self.program.1 += 1;
        if self.program.1 <= TOLD {
            // The key itself is not repeated.
            let before: String = line[..at].chars().rev().take(160).collect();
            let before: String = before.chars().rev().collect();
            self.shown.push(format!("{}: a key is shown behind `{before}`", self.program.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{read, standing};

    #[test]
    fn a_program_that_was_built_once_more_is_where_it_was() {
        assert_eq!(standing("/a/xtask (deleted)".into()), std::path::Path::new("/a/xtask"));
        assert_eq!(standing("/a/xtask".into()), std::path::Path::new("/a/xtask"));
    }

    #[test]
    fn a_key_is_found_in_what_was_written() {
        let text = "     Running tests/a.rs (target/debug/deps/a-1)\neverything is logged\nfine\n\
                    thread 'x' panicked at a.rs:1:\nkey: brp_live_3f9a71c2\nAuthorization: Basic YTpicnBfbGl2ZV8zZjlhNzFjMg==\n";
        let seen = read(text.as_bytes()).unwrap();
        assert_eq!((seen.logging, seen.bytes), (1, text.len()));
        let program = "Running tests/a.rs (target/debug/deps/a-1)";
        assert_eq!(
            seen.shown,
            [
                format!("{program}: a key is shown behind `key: `"),
                format!("{program}: a key is shown behind `Authorization: Basic YTp`"),
            ]
        );
    }
}
