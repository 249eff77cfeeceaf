//! `cargo xtask corpus`: the generator over every OpenAPI document of a folder tree, each in a process of its own.

mod compile;
mod examine;
mod one;
mod row;
pub(crate) mod sample;
mod totals;

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use self::compile::{Checked, Workshop};
pub(crate) use self::one::run as run_one;
use self::row::Row;
use self::totals::{Totals, report};
use crate::child::Bounds;
use crate::documents::{self, Candidate};
use crate::flags::Corpus;
use crate::progress::Progress;
use crate::{Verdict, crew, machine, sink, ui};

/// Generates, compiles a sample when that is asked for, and reports.
///
/// # Errors
/// When the folder holds no document, when processes cannot be started, or when a file cannot be written.
pub(crate) fn run(root: &Path, flags: &Corpus) -> Result<Verdict> {
    let candidates = documents::below(&flags.folder, flags.filter.as_deref())?;
    let started = Instant::now();
    let mut rows = generate(flags, &candidates)?;
    let elapsed = started.elapsed();
    if let Some(count) = flags.compile {
        compile(root, flags, &candidates, &mut rows, count)?;
    }
    rows.iter().flat_map(Row::complaints).for_each(ui::result);
    Totals::of(&rows).lines(elapsed).iter().for_each(ui::result);
    if let Some(path) = &flags.json {
        sink::write_json(path, &report(&rows, elapsed))?;
    }
    let is_well = rows.iter().all(|row| !row.is_document() || row.is_well());
    Ok(if is_well { Verdict::Done } else { Verdict::Problems })
}

/// One row for every candidate, in their order.
fn generate(flags: &Corpus, candidates: &[Candidate]) -> Result<Vec<Row>> {
    let program = std::env::current_exe().context("cannot find this program")?;
    let command = |candidate: &Candidate| {
        let mut command = Command::new(&program);
        command.arg("corpus-one").arg(&candidate.path);
        if flags.determinism {
            command.arg("--hashes");
        }
        command
    };
    // The largest first: one that is begun last would be waited for alone.
    let mut order: Vec<_> = candidates.iter().collect();
    order.sort_by_key(|candidate| std::cmp::Reverse(candidate.size));
    let next = AtomicUsize::new(0);
    let work = || {
        let candidate = order.get(next.fetch_add(1, Ordering::Relaxed))?;
        Some(examine::examine(candidate, bounds(flags), flags.determinism, &command))
    };
    let (mut rows, mut failed) = (Vec::new(), 0);
    let mut progress = Progress::new("corpus");
    let result = crew::run(
        flags.jobs.unwrap_or_else(machine::processors),
        || work,
        |row| {
            let row: Row = row?;
            failed += usize::from(row.is_document() && row.failure.is_some());
            rows.push(row);
            progress.show(rows.len(), candidates.len(), format_args!("{failed} failed"));
            Ok(())
        },
    );
    progress.clear();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    result.map(|()| rows)
}

/// Writes and checks the crates of a sample of the documents that were generated.
fn compile(
    root: &Path,
    flags: &Corpus,
    candidates: &[Candidate],
    rows: &mut [Row],
    count: usize,
) -> Result<()> {
    let shop = Workshop::new(root)?;
    let program = std::env::current_exe().context("cannot find this program")?;
    // Rows and candidates have the same names in the same order.
    let generated: Vec<_> = (0..rows.len()).filter(|&index| rows[index].is_generated()).collect();
    let names: Vec<_> = generated.iter().map(|&index| rows[index].name.as_str()).collect();
    let sample = sample::sample(&names, count, flags.seed);
    let mut progress = Progress::new("corpus: compiling");
    let mut failed = 0;
    for (done, &index) in sample.iter().map(|&index| &generated[index]).enumerate() {
        progress.show(done, sample.len(), format_args!("{failed} failed, {}", rows[index].name));
        let candidate = &candidates[index];
        let write = |candidate: &Candidate| {
            let mut command = Command::new(&program);
            command.arg("corpus-one").arg(&candidate.path).arg("--out").arg(shop.crate_of(candidate));
            command.args(["--runtime", &shop.runtime_of(candidate)]);
            command
        };
        let written = examine::examine(candidate, bounds(flags), false, &write)?;
        let checked = match written.failure {
            Some(failure) => Checked { error: Some(failure.text()), ..Checked::default() },
            None => shop.check(candidate)?,
        };
        failed += usize::from(checked.error.is_some());
        rows[index].checked = Some(checked);
    }
    progress.clear();
    Ok(())
}

fn bounds(flags: &Corpus) -> Bounds {
    Bounds { time: Duration::from_secs(flags.timeout.into()), memory: u64::from(flags.memory) << 20 }
}
