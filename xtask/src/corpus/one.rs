//! One document, in a process of its own: what the file is on one line, what the generator made of it on the next.
//!
//! The first line is printed before the generator is called, so that it is known whatever becomes of the second.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use serde::{Deserialize, Serialize};
use specwright::source::Limits;

use crate::flags::CorpusOne;
use crate::loader::Below;
use crate::probe::{self, Kind};
use crate::random::fingerprint;
use crate::sink::{self, Output};
use crate::subject::{self, Made};
use crate::{Verdict, machine, read, ui};

/// What the generator made of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Outcome {
    /// Why nothing was generated: the code of the first error, and its text.
    pub(super) refusal: Option<(String, String)>,
    pub(super) operations: usize,
    pub(super) models: usize,
    pub(super) models_degraded: usize,
    pub(super) warnings: usize,
    /// How often each kind of problem was found.
    pub(super) codes: BTreeMap<String, usize>,
    /// Reading and generating.
    pub(super) seconds: f64,
    /// Of Rust.
    pub(super) lines: usize,
    /// The most that the process ever had, in bytes.
    pub(super) memory: Option<u64>,
    /// The fingerprint of each file, when that was asked for.
    pub(super) files: BTreeMap<String, u64>,
}

/// Prints both lines, and writes the crate where that was asked for.
///
/// # Errors
/// When the document cannot be read, or the crate cannot be written.
pub(crate) fn run(flags: &CorpusOne) -> Result<Verdict> {
    let started = Instant::now();
    let bytes = read::named(&flags.document, Limits::DEFAULT.bytes)?;
    let reading = started.elapsed();
    let name = flags.document.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let kind = probe::kind(&name, &bytes);
    ui::result(serde_json::to_string(&kind)?);
    if !matches!(kind, Kind::OpenApi3(_)) {
        return Ok(Verdict::Done);
    }
    let started = Instant::now();
    let mut loader = Below::folder_of(&flags.document, Limits::DEFAULT.bytes)?;
    let made = subject::generate(&name, &bytes, &mut loader, &flags.runtime);
    let seconds = (reading + started.elapsed()).as_secs_f64();
    let memory = machine::peak_memory();
    if let Some(out) = &flags.out {
        write(out, &made)?;
    }
    let files = made.files().filter(|_| flags.hashes);
    let made = Outcome {
        refusal: made.refusal(),
        operations: made.operations(),
        models: made.models(),
        models_degraded: made.models_degraded(),
        warnings: made.warnings(),
        codes: made.codes(),
        seconds,
        lines: made.lines(),
        memory,
        files: files.map(|(path, text)| (path, fingerprint(text.as_bytes()))).collect(),
    };
    ui::result(serde_json::to_string(&made)?);
    Ok(Verdict::Done)
}

fn write(out: &Path, made: &Made) -> Result<()> {
    let mut output = Output::default();
    output.package(out)?;
    for package in &made.packages {
        let folder = out.join(&package.path);
        for (path, text) in &package.files {
            output.add(&folder, path, text.clone())?;
        }
        for path in &package.owned {
            output.own(&folder, path)?;
        }
    }
    let changes = sink::plan(&output)?;
    sink::refuse_foreign(&output, &changes)?;
    sink::apply(&changes)
}
