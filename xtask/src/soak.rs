//! `cargo xtask soak`: many calls at a time through one client, for long, while its memory is watched.
//!
//! Server and client are processes of their own (`sandbox/examples/soak.rs`), so that the memory of one is not that of
//! the other. Every call has a connection, and while connections are made hyper holds some more than there are calls:
//! each process needs that many open files, so the soft limit is raised to the hard one, and a hard limit that is too
//! low is an error that says so.

use std::io::{BufRead as _, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::flags::Soak;
use crate::{Verdict, machine, ui};

/// Open files beside those of the calls.
const OTHER_FILES: u64 = 200;

/// Memory is judged from this many seconds on: connecting, and what allocators keep, take their time.
const JUDGED_FROM: u64 = 120;

/// How much of its memory the client may gain while it is watched. With ten thousand calls at a time, 20 bytes that are
/// lost for each call are more.
const GAIN: f64 = 0.03;

/// The place of the client among the two processes; the other one is only reported.
const CLIENT: usize = 0;

const MIB: f64 = 1024.0 * 1024.0;

/// Runs both processes, and reports.
///
/// # Errors
/// When they do not build or start, or there are not enough open files for so many calls.
pub(crate) fn run(root: &Path, flags: &Soak) -> Result<Verdict> {
    let program = build(root, flags.debug)?;
    let files = flags.calls * 8 / 5 + OTHER_FILES;
    if let Some(most) = most_files()?.filter(|most| *most < files) {
        bail!("{} calls need {files} open files, and the hard limit (`ulimit -Hn`) is {most}", flags.calls);
    }
    let mut server = Process::start(&program, &["serve".to_owned()])?;
    let url = server.line()?.context("the server did not say where it listens")?;
    let arguments = ["call".to_owned(), url, flags.calls.to_string(), flags.seconds.to_string()];
    let mut client = Process::start(&program, &arguments)?;
    ui::progress(format_args!("soak: {} calls at a time for {} s", flags.calls, flags.seconds));
    let started = Instant::now();
    let mut samples: Vec<Sample> = Vec::new();
    let mut last = Counts::default();
    let step = (flags.seconds / 20).max(1);
    while let Some(line) = client.line()? {
        last = Counts::read(&line).with_context(|| format!("`{line}` is no line of counts"))?;
        let second = started.elapsed().as_secs_f64();
        let memory = [client.memory(), server.memory()];
        if let [Some(client_memory), Some(server_memory)] = memory {
            samples.push(Sample { second, memory: [client_memory, server_memory] });
        }
        if samples.len() as u64 % step == 1 || step == 1 {
            ui::progress(format_args!(
                "{second:>6.0} s: {last}; client {}, server {}; {} connections",
                mib(memory[0]),
                mib(memory[1]),
                client.files().map_or_else(|| "?".to_owned(), |files| files.to_string()),
            ));
        }
    }
    let client_is_well = client.child.wait()?.success();
    // It stops when its standard input ends.
    drop(server.child.stdin.take());
    let carried_out = server.line()?.and_then(|line| line.parse::<u64>().ok());
    Ok(report(flags, last, carried_out, client_is_well, &samples))
}

fn report(
    flags: &Soak,
    last: Counts,
    carried_out: Option<u64>,
    is_well: bool,
    samples: &[Sample],
) -> Verdict {
    let mut problems = Vec::new();
    ui::result(last);
    if !is_well || last.failed > 0 || last.succeeded == 0 {
        problems.push("there were errors".to_owned());
    }
    match carried_out {
        None => problems.push("the server did not say how many updates it has carried out".to_owned()),
        Some(times) => {
            ui::result(format_args!("the server carried out {times} updates"));
            // A call that is dropped, or fails, may have been carried out; every other one was, once.
            let most = last.succeeded + last.dropped + last.failed;
            if times < last.succeeded || times > most {
                problems.push(format!("{} to {most} updates were expected", last.succeeded));
            }
        }
    }
    for (index, name) in ["client", "server"].into_iter().enumerate() {
        let points: Vec<(f64, f64)> =
            settled(samples).map(|sample| (sample.second, sample.memory(index))).collect();
        let Some(trend) = Trend::of(&points) else {
            ui::result(format_args!("{name}: memory is not told here"));
            continue;
        };
        ui::result(format_args!("{name}: {trend}"));
        if index == CLIENT && flags.seconds >= JUDGED_FROM && trend.gain() > GAIN {
            problems.push(format!("the memory of the {name} grew by {:.1} %", trend.gain() * 100.0));
        }
    }
    for problem in &problems {
        ui::progress(format_args!("soak: {problem}"));
    }
    if problems.is_empty() { Verdict::Done } else { Verdict::Problems }
}

/// The samples behind the first fifth, in which everybody connects.
fn settled(samples: &[Sample]) -> impl Iterator<Item = &Sample> {
    let end = samples.last().map_or(0.0, |sample| sample.second);
    samples.iter().filter(move |sample| sample.second >= end / 5.0)
}

fn mib(bytes: Option<u64>) -> String {
    bytes.map_or_else(|| "?".to_owned(), |bytes| format!("{} MiB", bytes >> 20))
}

/// Builds the example; its path.
fn build(root: &Path, debug: bool) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(&cargo);
    command.args(["build", "--quiet", "--package", "otark-brp-sandbox", "--example", "soak", "--locked"]);
    command.args((!debug).then_some("--release"));
    // Cargo set this for xtask; the package that is built now is another.
    let built = command.current_dir(root).env_remove("CARGO_MANIFEST_DIR").status();
    if !built.context("cannot run `cargo build`")?.success() {
        bail!("sandbox/examples/soak.rs does not build");
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let profile = if debug { "debug" } else { "release" };
    Ok(target.join(profile).join("examples/soak").with_extension(std::env::consts::EXE_EXTENSION))
}

/// A shell in which as many files can be open as may be, and what it then does.
fn shell(then: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -S -n \"$(ulimit -H -n)\" 2>/dev/null; {then}")]);
    command
}

/// How many files a process can have open; nothing where there is no limit.
fn most_files() -> Result<Option<u64>> {
    if cfg!(windows) {
        return Ok(None);
    }
    let output = shell("ulimit -S -n").output().context("cannot run `sh`")?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().parse().ok())
}

/// One of the two processes; dropping it ends it.
struct Process {
    child: Child,
    out: Lines<BufReader<ChildStdout>>,
}

impl Process {
    fn start(program: &Path, arguments: &[String]) -> Result<Self> {
        let mut command = if cfg!(windows) {
            Command::new(program)
        } else {
            let mut command = shell("exec \"$0\" \"$@\"");
            command.arg(program);
            command
        };
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        // With an arena for each thread, glibc keeps more of what was given back, and for longer than this runs.
        command.env("MALLOC_ARENA_MAX", "1");
        let mut child = command.spawn().with_context(|| format!("cannot run `{}`", program.display()))?;
        let out = child.stdout.take().context("the process has no output")?;
        Ok(Self { child, out: BufReader::new(out).lines() })
    }

    fn line(&mut self) -> Result<Option<String>> {
        Ok(self.out.next().transpose()?)
    }

    fn memory(&self) -> Option<u64> {
        machine::memory_of(self.child.id())
    }

    /// How many files, connections among them, it has open.
    fn files(&self) -> Option<usize> {
        Some(std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).ok()?.count())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the client has counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    succeeded: u64,
    repeated: u64,
    dropped: u64,
    failed: u64,
    running: u64,
}

impl Counts {
    fn read(line: &str) -> Option<Self> {
        let numbers: Option<Vec<u64>> = line.split(' ').map(|word| word.parse().ok()).collect();
        let [succeeded, repeated, dropped, failed, running] = numbers?.try_into().ok()?;
        Some(Self { succeeded, repeated, dropped, failed, running })
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { succeeded, repeated, dropped, failed, running } = self;
        write!(
            f,
            "{succeeded} calls succeeded ({repeated} repetitions), {dropped} dropped, {failed} failed, {running} running"
        )
    }
}

struct Sample {
    second: f64,
    memory: [u64; 2],
}

impl Sample {
    #[expect(clippy::cast_precision_loss, reason = "there is not that much memory")]
    fn memory(&self, index: usize) -> f64 {
        self.memory[index] as f64
    }
}

/// A straight line through points in time, by least squares.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Trend {
    start: f64,
    /// Bytes in a second.
    slope: f64,
    seconds: f64,
    first: f64,
    last: f64,
}

impl Trend {
    fn of(points: &[(f64, f64)]) -> Option<Self> {
        let ([(begin, first), ..], [.., (end, last)]) = (points, points) else { return None };
        #[expect(clippy::cast_precision_loss, reason = "there is one of them in a second")]
        let count = points.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
        let (second, memory) = (mean(|point| point.0), mean(|point| point.1));
        let spread: f64 = points.iter().map(|point| (point.0 - second).powi(2)).sum();
        let together: f64 = points.iter().map(|point| (point.0 - second) * (point.1 - memory)).sum();
        let slope = if spread > 0.0 { together / spread } else { 0.0 };
        let start = memory - slope * (second - begin);
        Some(Self { start, slope, seconds: end - begin, first: *first, last: *last })
    }

    /// The part that was gained from the begin of the line to its end.
    fn gain(&self) -> f64 {
        self.slope * self.seconds / self.start
    }
}

impl std::fmt::Display for Trend {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:.1} MiB after the first fifth of the time, {:.1} MiB at the end; {:+.3} MiB in a minute, {:+.2} % in all",
            self.first / MIB,
            self.last / MIB,
            self.slope * 60.0 / MIB,
            self.gain() * 100.0
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Trend};

    #[test]
    fn a_line_of_counts_is_read() {
        let counts = Counts { succeeded: 1, repeated: 2, dropped: 3, failed: 4, running: 5 };
        assert_eq!(Counts::read("1 2 3 4 5"), Some(counts));
        assert_eq!(Counts::read("1 2 3 4"), None);
        assert_eq!(Counts::read("1 2 3 4 x"), None);
    }

    #[test]
    fn what_grows_has_a_slope() {
        let line = |slope: f64| (0..10).map(move |x| (f64::from(x) + 5.0, 100.0 + slope * f64::from(x)));
        let growing = Trend::of(&line(2.0).collect::<Vec<_>>()).unwrap();
        assert!((growing.slope - 2.0).abs() < 1e-9 && (growing.gain() - 0.18).abs() < 1e-9, "{growing:?}");
        let flat = Trend::of(&line(0.0).collect::<Vec<_>>()).unwrap();
        assert!(flat.gain().abs() < 1e-9, "{flat:?}");
        // What goes up and down is flat.
        let swinging: Vec<_> = (0..100).map(|x| (f64::from(x), f64::from(100 + x % 2))).collect();
        assert!(Trend::of(&swinging).unwrap().gain() < 0.001);
        assert_eq!(Trend::of(&[]), None);
        assert!(Trend::of(&[(1.0, 5.0)]).unwrap().gain().abs() < 1e-9);
    }
}
