//! `cargo xtask codegen`: from a document to crates on disk.

mod generate;
mod request;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use specwright::ledger::{Ledger, Status};

use crate::flags::{Codegen, MessageFormat};
use crate::sink::{self, Action, Change, Mode, Output};
use crate::{Verdict, messages, ui, workspace};

pub(crate) use request::Request;

/// Generates, and brings the disk to what was generated, or says what is different.
///
/// # Errors
/// When a file that was named cannot be read, or a generated one cannot be written.
pub(crate) fn run(root: &Path, flags: &Codegen) -> Result<Verdict> {
    let mut verdict = Verdict::Done;
    for request in Request::all(root, flags)? {
        if run_one(root, &request)? == Verdict::Problems {
            verdict = Verdict::Problems;
        }
    }
    Ok(verdict)
}

fn run_one(root: &Path, request: &Request) -> Result<Verdict> {
    let started = Instant::now();
    ui::progress(format_args!("codegen: reading {}", request.title()));
    let generated = generate::generate(request)?;
    // To bring the disk up to date takes a while, and so does to find the lines of many problems.
    let (text, changes) = rayon::join(
        || messages::text(&generated.diagnostics, &generated.sources, request.format, request.color),
        || generated.output.as_ref().map(|output| bring(output, request.mode)),
    );
    messages::show(&text, request.format);
    if let (Some(path), Some(ledger)) = (&request.ledger, &generated.ledger) {
        sink::write_json(path, &ledger.json(&generated.sources))?;
        ledger.table().lines().for_each(ui::result);
    }
    let (Some(output), Some(changes)) = (&generated.output, changes) else {
        ui::progress(format_args!(
            "codegen: {}, nothing written, {}",
            ui::count(messages::errors(&generated.diagnostics), "error"),
            time(started.elapsed())
        ));
        return Ok(Verdict::Problems);
    };
    let changes = changes?;
    let verdict = report(root, request, &changes);
    let errors = messages::errors(&generated.diagnostics);
    let found = if errors > 0 { format!("{}, ", ui::count(errors, "error")) } else { String::new() };
    ui::progress(format_args!(
        "codegen: {found}{}, {}, {}, {}",
        operations(generated.summary.operations, generated.ledger.as_ref()),
        ui::count(generated.summary.models, "model"),
        what_happened(request.mode, changes.len(), output.len()),
        time(started.elapsed())
    ));
    Ok(if errors > 0 { Verdict::Problems } else { verdict })
}

/// What is different on disk, and is there as generated afterwards where the mode is to write it.
fn bring(output: &Output, mode: Mode) -> Result<Vec<Change<'_>>> {
    let changes = sink::plan(output)?;
    if mode != Mode::Check {
        sink::refuse_foreign(output, &changes)?;
    }
    if mode == Mode::Write {
        sink::apply(&changes)?;
    }
    Ok(changes)
}

fn report(root: &Path, request: &Request, changes: &[Change<'_>]) -> Verdict {
    if request.mode == Mode::Write {
        // Whoever put a file of theirs among the generated ones should learn where it went.
        for change in changes.iter().filter(|change| change.action == Action::Remove) {
            ui::progress(format_args!("codegen: removed {}", workspace::show(root, &change.path)));
        }
        return Verdict::Done;
    }
    let is_stale = request.mode == Mode::Check && !changes.is_empty();
    let lines = match request.format {
        MessageFormat::Json => sink::json(root, changes),
        MessageFormat::Human if is_stale => sink::stale(root, changes, &request.command()),
        MessageFormat::Human => sink::listing(root, changes),
    };
    lines.iter().for_each(ui::result);
    if is_stale { Verdict::Problems } else { Verdict::Done }
}

/// The operations, and how many of them say less than the document, or are not there.
fn operations(count: usize, ledger: Option<&Ledger>) -> String {
    let of = |status| ledger.map_or(0, |ledger| ledger.count(status));
    let parts = [(of(Status::Degraded), "degraded"), (of(Status::Refused), "left out")];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let operations = ui::count(count, "operation");
    if parts.is_empty() { operations } else { format!("{operations} ({})", parts.join(", ")) }
}

/// The part of the closing line that differs between the modes.
fn what_happened(mode: Mode, changed: usize, files: usize) -> String {
    let of = ui::count(files, "file");
    match mode {
        Mode::Write => format!("{changed} of {of} written"),
        Mode::DryRun => format!("{changed} of {of} would change"),
        Mode::Check if changed == 0 => format!("{of} fresh"),
        Mode::Check => format!("{changed} of {of} not fresh"),
    }
}

fn time(elapsed: Duration) -> String {
    if elapsed < Duration::from_secs(10) {
        format!("{} ms", elapsed.as_millis())
    } else {
        format!("{:.1} s", elapsed.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Mode, time, what_happened};

    #[test]
    fn the_closing_line_says_what_happened() {
        assert_eq!(what_happened(Mode::Write, 0, 12), "0 of 12 files written");
        assert_eq!(what_happened(Mode::DryRun, 1, 1), "1 of 1 file would change");
        assert_eq!(what_happened(Mode::Check, 0, 2), "2 files fresh");
        assert_eq!(what_happened(Mode::Check, 2, 2), "2 of 2 files not fresh");
    }

    #[test]
    fn times_have_a_fitting_unit() {
        assert_eq!(time(Duration::from_micros(8400)), "8 ms");
        assert_eq!(time(Duration::from_millis(12_340)), "12.3 s");
    }
}
