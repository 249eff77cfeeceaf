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

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use self::finding::{Finding, signature};
use self::minimise::{Budget, minimise};
use self::stock::{Mutant, Stock};
use self::tester::Tester;
pub(crate) use self::trial::run as run_trials;
use self::trial::{Fault, Judgement};
use crate::child::Bounds;
use crate::flags::Mutate;
use crate::progress::Progress;
use crate::{Verdict, crew, machine, ui, workspace};

/// What may be tried to make one finding small.
const BUDGET: Budget = Budget { trials: 3000, time: Duration::from_secs(60) };

/// What the workers have in common.
struct Run<'a> {
    stock: &'a Stock,
    flags: &'a Mutate,
    program: &'a Path,
    deadline: Instant,
    next: AtomicU64,
}

/// What was found.
struct Search<'a> {
    run: &'a Run<'a>,
    /// The folder of the findings.
    folder: PathBuf,
    tally: Tally,
    /// The faults by what tells them apart.
    kinds: BTreeSet<String>,
    progress: Progress,
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
    ui::progress(format_args!("mutate: {}, seed {}", ui::count(stock.len(), "document"), flags.seed));
    let run = Run {
        stock: &stock,
        flags,
        program: &program,
        deadline: Instant::now() + Duration::from_secs(flags.seconds.into()),
        next: AtomicU64::new(0),
    };
    let mut search = Search {
        run: &run,
        folder: workspace::target(root)?.join("mutate").join("findings"),
        tally: Tally::default(),
        kinds: BTreeSet::new(),
        progress: Progress::new("mutate"),
    };
    let hire = || {
        let mut tester = tester(&program, flags);
        let run = &run;
        move || run.next(&mut tester)
    };
    let result = crew::run(flags.jobs.unwrap_or_else(machine::processors), hire, |tried| {
        let (number, judgement) = tried?;
        search.take(number, judgement)
    });
    search.progress.clear();
    result?;
    let Search { tally, kinds, .. } = search;
    ui::result(format_args!("mutate: {tally} of {}", ui::count(kinds.len(), "kind")));
    Ok(if tally.faults == 0 { Verdict::Done } else { Verdict::Problems })
}

impl Run<'_> {
    /// Tries the next mutant, unless time or number is up.
    fn next(&self, tester: &mut Tester) -> Option<Result<(u64, Judgement)>> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        if Instant::now() >= self.deadline || self.flags.count.is_some_and(|count| number >= count) {
            return None;
        }
        let mutant = self.stock.mutant(self.flags.seed, number);
        let judgement = mutant.and_then(|mutant| tester.judge(&mutant.document.to_string()));
        Some(judgement.map(|judgement| (number, judgement)))
    }
}

impl Search<'_> {
    /// Counts a mutant, and writes it down when its fault is a new one.
    fn take(&mut self, number: u64, judgement: Judgement) -> Result<()> {
        match judgement {
            Judgement::Generated => self.tally.generated += 1,
            Judgement::Refused => self.tally.refused += 1,
            Judgement::Fault(fault) => {
                self.tally.faults += 1;
                if self.kinds.insert(signature(&fault)) {
                    self.report(number, fault)?;
                }
            }
        }
        let left = self.run.deadline.saturating_duration_since(Instant::now()).as_secs();
        let seconds = self.run.flags.seconds as usize;
        let done = seconds.saturating_sub(usize::try_from(left).unwrap_or(seconds));
        self.progress.show(done, seconds, &self.tally);
        Ok(())
    }

    /// Makes a finding small, writes it and says so.
    fn report(&self, number: u64, mut fault: Fault) -> Result<()> {
        let Run { stock, flags, program, .. } = self.run;
        let Mutant { source, document } = stock.mutant(flags.seed, number)?;
        self.progress.clear();
        ui::progress(format_args!("mutate: {}: {source} in mutant {number}, making it small", fault.kind));
        let wanted = signature(&fault);
        let mut tester = tester(program, flags);
        let document = minimise(document, BUDGET, &mut |candidate| {
            let judgement = tester.judge(&candidate.to_string())?;
            let Judgement::Fault(found) = judgement else { return Ok(false) };
            let is_same = signature(&found) == wanted;
            if is_same {
                // The message is that of the document that somebody will look at.
                fault = found;
            }
            Ok(is_same)
        })?;
        let finding = Finding { fault, source, seed: flags.seed, number, document };
        let path = finding.write(&self.folder)?;
        ui::result(format_args!("{}: {}\n  {}", finding.fault.kind, finding.fault.message, path.display()));
        Ok(())
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { generated, refused, faults } = *self;
        let (mutants, faults) =
            (ui::count(generated + refused + faults, "mutant"), ui::count(faults, "fault"));
        write!(f, "{mutants}: {generated} generated, {refused} refused, {faults}")
    }
}

fn tester(program: &Path, flags: &Mutate) -> Tester {
    let bounds =
        Bounds { time: Duration::from_secs(flags.timeout.into()), memory: u64::from(flags.memory) << 20 };
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
