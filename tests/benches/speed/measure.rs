//! Measuring: a race for time, or instructions counted by Valgrind.

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

/// A round gives each contender about this much time.
const TURN: Duration = Duration::from_micros(300);

/// Instructions are those of the second number of runs less those of the first.
const RUNS: [u32; 2] = [20, 120];

/// Who takes part, and what it does.
pub(crate) struct Contender<'a> {
    run: Box<dyn Fn() + 'a>,
}

impl<'a> Contender<'a> {
    pub(crate) fn new<R>(run: impl Fn() -> R + 'a) -> Self {
        Self { run: Box::new(move || drop(black_box(run()))) }
    }

    fn run(&self, times: u32) {
        for _ in 0..times {
            (self.run)();
        }
    }

    /// The nanoseconds of one run, by the mean of some.
    fn time(&self, runs: u32) -> f64 {
        let start = Instant::now();
        self.run(runs);
        start.elapsed().as_secs_f64() * 1e9 / f64::from(runs)
    }

    /// How often it runs in one turn.
    fn runs_in_turn(&self) -> u32 {
        let start = Instant::now();
        let mut runs = 0;
        while start.elapsed() < TURN * 16 {
            self.run(1);
            runs += 1;
        }
        (runs / 16).max(1)
    }
}

/// How one of them fared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Result {
    /// Nanoseconds or instructions.
    pub(crate) cost: f64,
    /// The part of the first one's cost.
    pub(crate) ratio: f64,
}

/// What is measured, and how.
#[derive(Clone, Debug)]
pub(crate) enum Mode {
    /// Time, in so many rounds.
    Race { rounds: usize },
    /// Instructions, by programs like this one that run in the next mode.
    Count,
    /// Nothing: one contender of one row runs so many times.
    Run { row: String, contender: usize, times: u32 },
}

impl Mode {
    /// Measures the contenders of a row of a table.
    pub(crate) fn measure(&self, row: &str, contenders: &[Contender<'_>]) -> Vec<Result> {
        match self {
            Self::Race { rounds } => race(contenders, *rounds),
            Self::Count => (0..contenders.len())
                .map(|contender| RUNS.map(|times| instructions(row, contender, times)))
                .map(|[few, many]| (many - few) / f64::from(RUNS[1] - RUNS[0]))
                .scan(None, |first, cost| Some(Result { cost, ratio: cost / *first.get_or_insert(cost) }))
                .collect(),
            Self::Run { row: wanted, contender, times } => {
                if row == wanted {
                    contenders[*contender].run(*times);
                }
                vec![Result { cost: 0.0, ratio: 1.0 }; contenders.len()]
            }
        }
    }
}

/// All contenders run in every round, so that what else the machine does slows all of them alike, and what counts is
/// the median of the ratios within the rounds.
fn race(contenders: &[Contender<'_>], rounds: usize) -> Vec<Result> {
    let runs: Vec<_> = contenders.iter().map(Contender::runs_in_turn).collect();
    let mut times = vec![Vec::with_capacity(rounds); contenders.len()];
    for round in 0..rounds {
        // Nobody always follows the same one.
        for turn in 0..contenders.len() {
            let index = (turn + round) % contenders.len();
            times[index].push(contenders[index].time(runs[index]));
        }
    }
    let first = times[0].clone();
    let ratio = |times: &[f64]| times.iter().zip(&first).map(|(time, first)| time / first).collect();
    times.into_iter().map(|times| Result { ratio: median(ratio(&times)), cost: median(times) }).collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The instructions of a whole program that runs one contender so many times.
fn instructions(row: &str, contender: usize, times: u32) -> f64 {
    let program = std::env::current_exe().expect("a running program has a path");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["--run", row, &contender.to_string(), &times.to_string()])
        .output()
        .expect("valgrind is installed");
    let report = String::from_utf8_lossy(&output.stderr);
    let collected = report.lines().find_map(|line| line.split_once("Collected : "));
    collected.and_then(|(_, count)| count.trim().parse().ok()).expect("callgrind reports what it collected")
}
