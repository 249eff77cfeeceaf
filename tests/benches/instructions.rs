//! How many instructions decoding and encoding take, counted by valgrind: `cargo bench -p suite --bench instructions`.
//!
//! The program runs itself below `valgrind --tool=callgrind`, each job so often and then half as often; the difference
//! is free of what starting costs. Counts are steady where times are not, though an instruction is not a time.

#[path = "work/mod.rs"]
mod work;

use std::io::Write as _;
use std::process::{Command, Stdio};

use work::{Case, ENCODE, LENIENT, SERDE, STRICT};

/// How often a small job is run; a long one less often.
const RUNS: usize = 400;

/// The contenders whose instructions are counted.
const COUNTED: [&str; 4] = [SERDE, STRICT, LENIENT, ENCODE];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [only, work, name, job, runs] = arguments.as_slice()
        && only == "--only"
    {
        run(work, name, job, runs.parse().unwrap());
        return;
    }
    if !arguments.iter().any(|argument| argument == "--bench") {
        return;
    }
    let mut out = std::io::stdout().lock();
    for work in ["decode", "encode"] {
        for case in cases(work) {
            writeln!(out, "\n{work} {} ({} bytes)", case.name, case.json.len()).unwrap();
            let runs = (RUNS * 1000 / (1000 + case.json.len())).max(4);
            let mut first = None;
            for job in case.jobs.iter().filter(|job| COUNTED.contains(&job.name)) {
                let [all, half] = [runs, runs / 2].map(|runs| instructions(work, case.name, job.name, runs));
                let (Some(all), Some(half)) = (all, half) else {
                    writeln!(out, "  valgrind is not installed, or failed").unwrap();
                    return;
                };
                #[expect(clippy::cast_precision_loss, reason = "the counts are far below 2^53")]
                let each = (all - half) as f64 / (runs - runs / 2) as f64;
                let ratio = each / *first.get_or_insert(each);
                writeln!(out, "  {:<28} {ratio:>6.2}  {each:>12.0}", job.name).unwrap();
            }
        }
    }
}

fn cases(work: &str) -> Vec<Case> {
    if work == "decode" { work::decoding() } else { work::encoding() }
}

/// What the program does below valgrind.
fn run(work: &str, name: &str, job: &str, runs: usize) {
    let cases = cases(work);
    let mut jobs = cases.iter().filter(|case| case.name == name).flat_map(|case| &case.jobs);
    let job = jobs.find(|found| found.name == job).unwrap();
    (0..runs).for_each(|_| (job.run)());
}

/// The instructions of a whole run.
fn instructions(work: &str, name: &str, job: &str, runs: usize) -> Option<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().unwrap())
        .args(["--only", work, name, job, &runs.to_string()])
        .stdout(Stdio::null())
        .output()
        .ok()?;
    let report = String::from_utf8_lossy(&output.stderr);
    // The last line that says `Collected : N`.
    let line = report.lines().rev().find_map(|line| line.split_once("Collected : "))?;
    line.1.trim().parse().ok()
}
