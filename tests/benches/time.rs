//! How long decoding and encoding take, ours and others': `cargo bench -p suite --bench time`.
//!
//! What counts are ratios, since machines are noisy: in each round every contender works for about the same short
//! time, in an order that changes from round to round, and the figure is the median over the rounds of what a
//! contender took in relation to the first one in that very round.

#[path = "work/mod.rs"]
mod work;

use std::io::Write as _;
use std::time::{Duration, Instant};

use work::{Case, Job};

/// How long a contender works in one round.
const SLICE: Duration = Duration::from_millis(2);

/// How many rounds are made; `--rounds N` makes others.
const ROUNDS: usize = 101;

/// What was measured of one contender.
struct Row {
    name: &'static str,
    /// The median of its ratios to the first contender.
    ratio: f64,
    /// The median time of one run, in nanoseconds.
    nanoseconds: f64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let cases = || work::decoding().into_iter().map(|case| ("decode", case));
    let cases = cases().chain(work::encoding().into_iter().map(|case| ("encode", case)));
    if !arguments.iter().any(|argument| argument == "--bench") {
        // A test run only sees to it that everything runs.
        cases.for_each(|(_, case)| case.jobs.iter().for_each(|job| (job.run)()));
        return;
    }
    let rounds = arguments.iter().skip_while(|argument| *argument != "--rounds").nth(1);
    let rounds = rounds.map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let filter =
        arguments.iter().find(|argument| !argument.starts_with("--") && argument.parse::<usize>().is_err());
    let mut out = std::io::stdout().lock();
    for (work, case) in cases {
        let title = format!("{work} {}", case.name);
        if filter.is_none_or(|filter| title.contains(filter.as_str())) {
            writeln!(out, "\n{title} ({} bytes)", case.json.len()).unwrap();
            for Row { name, ratio, nanoseconds } in measure(&case, rounds) {
                writeln!(out, "  {name:<28} {ratio:>6.2}  {:>12}", duration(nanoseconds)).unwrap();
            }
        }
    }
}

/// Measures the contenders of a case against its first one.
fn measure(case: &Case, rounds: usize) -> Vec<Row> {
    let counts: Vec<u32> = case.jobs.iter().map(calibrate).collect();
    let mut times = vec![Vec::with_capacity(rounds); case.jobs.len()];
    for round in 0..rounds {
        for place in 0..case.jobs.len() {
            let index = (place + round) % case.jobs.len();
            times[index].push(nanoseconds(&case.jobs[index], counts[index]));
        }
    }
    let ratios =
        |times: &[f64], first: &[f64]| times.iter().zip(first).map(|(time, first)| time / first).collect();
    let rows = case.jobs.iter().zip(&times).map(|(job, row)| Row {
        name: job.name,
        ratio: median(ratios(row, &times[0])),
        nanoseconds: median(row.clone()),
    });
    rows.collect()
}

/// How often a job is done in one slice, after it has warmed up.
fn calibrate(job: &Job) -> u32 {
    let mut count = 1_u32;
    loop {
        let started = Instant::now();
        (0..count).for_each(|_| (job.run)());
        let elapsed = started.elapsed();
        if elapsed >= SLICE {
            return u32::try_from(u128::from(count) * SLICE.as_nanos() / elapsed.as_nanos()).unwrap().max(1);
        }
        count *= 2;
    }
}

/// The mean time of one run, over so many runs.
fn nanoseconds(job: &Job, count: u32) -> f64 {
    let started = Instant::now();
    (0..count).for_each(|_| (job.run)());
    started.elapsed().as_secs_f64() * 1e9 / f64::from(count)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn duration(nanoseconds: f64) -> String {
    if nanoseconds < 10_000.0 {
        format!("{nanoseconds:.0} ns")
    } else {
        format!("{:.1} us", nanoseconds / 1000.0)
    }
}
