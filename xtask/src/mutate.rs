//! `cargo xtask mutate`: the generator over documents that were good ones, until a change of one makes it do what it
//! never must: panic, hang, or write what is no Rust.

mod finding;
mod minimise;
mod mutation;
mod node;
mod odd;
mod stock;
mod tester;
mod trial;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use self::finding::{Finding, signature};
use self::minimise::{Budget, minimise};
use self::stock::Stock;
use self::tester::Tester;
pub(crate) use self::trial::run as run_trials;
use self::trial::{Fault, Judgement};
use crate::child::Bounds;
use crate::flags::Mutate;
use crate::progress::Progress;
use crate::{Verdict, ui, workspace};

/// What may be tried to make one finding small.
const BUDGET: Budget = Budget { trials: 3000, time: Duration::from_secs(60) };

/// What the workers have in common.
struct Run<'a> {
    stock: &'a Stock,
    flags: &'a Mutate,
    program: &'a Path,
    deadline: Instant,
    next: AtomicU64,
    is_over: AtomicBool,
}

/// What a worker reports of a mutant.
struct Tried {
    number: u64,
    judgement: Judgement,
}

/// How many mutants came out how.
#[derive(Debug, Default)]
struct Tally {
    generated: usize,
    refused: usize,
    faults: usize,
}

/// Looks for faults, or tries a finding again.
///
/// # Errors
/// When there is no document, when processes cannot be started, or when a finding cannot be read or written.
pub(crate) fn run(root: &Path, flags: &Mutate) -> Result<Verdict> {
    let program = std::env::current_exe().context("cannot find this program")?;
    if let Some(path) = &flags.replay {
        return replay(&program, flags, path);
    }
    let folder = flags.folder.as_deref().context("a folder of documents is expected")?;
    let stock = Stock::read(folder, flags.filter.as_deref())?;
    let findings = workspace::target(root)?.join("mutate").join("findings");
    let run = Run {
        stock: &stock,
        flags,
        program: &program,
        deadline: Instant::now() + Duration::from_secs(flags.seconds),
        next: AtomicU64::new(0),
        is_over: AtomicBool::new(false),
    };
    ui::progress(format_args!("mutate: {}, seed {}", ui::count(stock.len(), "document"), flags.seed));
    let (tally, distinct) = run.search(&findings)?;
    ui::result(format_args!(
        "mutate: {}: {} generated, {} refused, {} of {}",
        ui::count(tally.generated + tally.refused + tally.faults, "mutant"),
        tally.generated,
        tally.refused,
        ui::count(tally.faults, "fault"),
        ui::count(distinct, "kind"),
    ));
    Ok(if tally.faults == 0 { Verdict::Done } else { Verdict::Problems })
}

impl Run<'_> {
    /// Tries mutants until time or number is up, writes what it finds, and counts.
    fn search(&self, findings: &Path) -> Result<(Tally, usize)> {
        let mut tally = Tally::default();
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        let result = std::thread::scope(|scope| {
            let (sender, tried) = channel();
            for _ in 0..self.flags.jobs.unwrap_or_else(processors) {
                let sender = sender.clone();
                scope.spawn(move || self.work(&sender));
            }
            drop(sender);
            let mut progress = Progress::new("mutate");
            let result = loop {
                match tried.recv_timeout(Duration::from_millis(100)) {
                    Ok(Ok(Tried { number, judgement })) => match judgement {
                        Judgement::Generated => tally.generated += 1,
                        Judgement::Refused => tally.refused += 1,
                        Judgement::Fault(fault) => {
                            tally.faults += 1;
                            let known = kinds.entry(signature(&fault)).or_default();
                            *known += 1;
                            if *known == 1 {
                                progress.clear();
                                if let Err(error) = self.report(number, fault, findings) {
                                    break Err(error);
                                }
                            }
                        }
                    },
                    Ok(Err(error)) => break Err(error),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break Ok(()),
                }
                let left = self.deadline.saturating_duration_since(Instant::now()).as_secs();
                let (seconds, total) = (self.flags.seconds, tally.generated + tally.refused + tally.faults);
                progress.show(
                    usize::try_from(seconds - left.min(seconds)).unwrap_or(0),
                    usize::try_from(seconds).unwrap_or(0),
                    format_args!("{}, {}", ui::count(total, "mutant"), ui::count(tally.faults, "fault")),
                );
            };
            progress.clear();
            self.is_over.store(true, Ordering::Relaxed);
            result
        });
        result.map(|()| (tally, kinds.len()))
    }

    /// Tries one mutant after the other.
    fn work(&self, sender: &Sender<Result<Tried>>) {
        let mut tester = self.tester();
        while Instant::now() < self.deadline && !self.is_over.load(Ordering::Relaxed) {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            if self.flags.count.is_some_and(|count| number >= count) {
                return;
            }
            let tried = self
                .stock
                .mutant(self.flags.seed, number)
                .and_then(|mutant| tester.judge(&mutant.document.to_string()))
                .map(|judgement| Tried { number, judgement });
            if sender.send(tried).is_err() {
                return;
            }
        }
    }

    fn tester(&self) -> Tester {
        tester(self.program, self.flags)
    }

    /// Makes a finding small, writes it and says so.
    fn report(&self, number: u64, fault: Fault, findings: &Path) -> Result<()> {
        let mutant = self.stock.mutant(self.flags.seed, number)?;
        ui::progress(format_args!(
            "mutate: {}: {} in mutant {number}, making it small",
            fault.kind, mutant.source
        ));
        let wanted = signature(&fault);
        let mut tester = self.tester();
        let mut small = fault;
        let document = minimise(mutant.document, BUDGET, &mut |candidate| {
            let judgement = tester.judge(&candidate.to_string())?;
            let Judgement::Fault(fault) = judgement else { return Ok(false) };
            let is_same = signature(&fault) == wanted;
            if is_same {
                small = fault;
            }
            Ok(is_same)
        })?;
        // The message is that of the small document, which is the one that somebody will look at.
        let fault = small;
        let finding = Finding { fault, source: mutant.source, seed: self.flags.seed, number, document };
        let path = finding.write(findings)?;
        ui::result(format_args!("{}: {}\n  {}", finding.fault.kind, finding.fault.message, path.display()));
        Ok(())
    }
}

fn tester(program: &Path, flags: &Mutate) -> Tester {
    let bounds = Bounds { time: Duration::from_secs(flags.timeout), memory: flags.memory << 20 };
    Tester::new(PathBuf::from(program), vec!["mutate-trials".to_owned()], bounds)
}

fn replay(program: &Path, flags: &Mutate, path: &Path) -> Result<Verdict> {
    let finding = Finding::read(path)?;
    let mut tester = tester(program, flags);
    Ok(match tester.judge(&finding.document.to_string())? {
        Judgement::Fault(fault) => {
            ui::result(format_args!("{}: {}", fault.kind, fault.message));
            ui::problems(tester.words());
            Verdict::Problems
        }
        Judgement::Refused | Judgement::Generated => {
            ui::result(format_args!("mended: {}: {}", finding.fault.kind, finding.fault.message));
            Verdict::Done
        }
    })
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}
