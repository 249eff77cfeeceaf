//! `cargo xtask diff-mutate`: the comparison over documents of which one thing was changed, so that it is known what
//! has to be found: exactly the rule of the change, and of the change back.

mod judge;
mod operation;
mod rewrite;
mod schema;
mod spot;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Result, bail};
use serde_json::Value;
use specwright::source::Limits;

use crate::documents::{self, Candidate};
use crate::flags::DiffMutate;
use crate::probe::{Kind, kind};
use crate::progress::Progress;
use crate::random::Random;
use crate::{Verdict, crew, machine, read, sink, ui, workspace};

use judge::Judgement;

/// How many changes are tried in a row in one document, which is read once for them.
const IN_A_ROW: u64 = 8;

/// A changed schema, and what the comparison has to say.
#[derive(Clone, Debug)]
struct Mutation {
    before: Value,
    after: Value,
    verdicts: Verdicts,
}

/// What has to be said, there and back.
#[derive(Clone, Debug)]
struct Verdicts {
    /// The ids of the rules that have to speak; none where nothing is to be told.
    ids: [Option<String>; 2],
    /// Where others may use what was changed: the operation of which it is known, and what the ids of the same change
    /// at another place have in common.
    others: Option<(String, [String; 2])>,
}

impl Verdicts {
    const fn new(ids: [Option<String>; 2]) -> Self {
        Self { ids, others: None }
    }
}

/// Two documents, and what the comparison has to say.
#[derive(Clone, Debug)]
struct Pair {
    before: Value,
    after: Value,
    verdicts: Verdicts,
    /// Where the change is.
    place: String,
    /// Whether the members of all objects come the other way round after.
    is_reversed: bool,
}

/// What was found.
#[derive(Debug, Default)]
struct Found {
    /// The rules that spoke as they had to.
    rules: BTreeSet<String>,
    tried: u64,
    /// Pairs that could not be compared, since one of them has errors.
    unusable: u64,
    /// What is wrong, by what was expected, with how often that is.
    wrong: BTreeMap<String, (u64, String)>,
}

/// Changes documents of a folder, and compares them with what they were.
///
/// # Errors
/// When there is no document, or a finding cannot be written.
pub(crate) fn run(root: &Path, flags: &DiffMutate) -> Result<Verdict> {
    let stock = stock(flags)?;
    ui::progress(format_args!("diff-mutate: {}, seed {}", ui::count(stock.len(), "document"), flags.seed));
    let folder = workspace::target(root)?.join("diff-mutate");
    let (next, done) = (AtomicU64::new(0), AtomicU64::new(0));
    let hire = || {
        let (stock, next, done) = (&stock, &next, &done);
        move || {
            // Changes that do not fit a document do not count, so there is no knowing how many documents it takes.
            let number = next.fetch_add(1, Ordering::Relaxed);
            let is_over = done.load(Ordering::Relaxed) >= flags.count || number > flags.count * 50;
            let judged = (!is_over).then(|| batch(stock, flags.seed, number))?;
            let usable = judged.iter().filter(|(_, judgement)| !matches!(judgement, Judgement::Unusable));
            done.fetch_add(usable.count() as u64, Ordering::Relaxed);
            Some(judged)
        }
    };
    let mut found = Found::default();
    let mut progress = Progress::new("diff-mutate");
    let result = crew::run(flags.jobs.unwrap_or_else(machine::processors), hire, |judged| {
        judged.into_iter().try_for_each(|(pair, judgement)| found.take(pair, judgement, &folder))?;
        let at = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        progress.show(at(found.tried), at(flags.count), "");
        Ok(())
    });
    progress.clear();
    result?;
    Ok(found.conclude(flags))
}

/// The documents, smaller ones only: larger ones take long, and go wrong like small ones.
fn stock(flags: &DiffMutate) -> Result<Vec<Candidate>> {
    let mut stock = Vec::new();
    for folder in &flags.folders {
        for candidate in documents::below(folder, flags.filter.as_deref())? {
            if candidate.size <= flags.most_bytes {
                let bytes = read::named(&candidate.path, Limits::DEFAULT.bytes)?;
                if matches!(kind(&candidate.name, &bytes), Kind::OpenApi3(operations) if operations > 0) {
                    stock.push(candidate);
                }
            }
        }
    }
    if stock.is_empty() {
        bail!("there is no OpenAPI 3 document of at most {} bytes", flags.most_bytes);
    }
    Ok(stock)
}

/// Some changes of one document, which follow from the seed and a number alone.
fn batch(stock: &[Candidate], seed: u64, number: u64) -> Vec<(Pair, Judgement)> {
    let mut random = Random::new(Random::new(seed).next() ^ Random::new(number).next());
    let candidate = &stock[random.below(stock.len())];
    let Ok(document) = documents::value(candidate) else { return Vec::new() };
    // What an operation says counts for others where these refer to it.
    if document.to_string().contains("\"#/paths/") {
        return Vec::new();
    }
    let mut judged = Vec::new();
    for _ in 0..IN_A_ROW {
        // Not every place takes every change.
        let pair = (0..20).find_map(|_| pair(&document, &mut random));
        let Some(mut pair) = pair else { continue };
        pair.place = format!("{}: {}", candidate.name, pair.place);
        let judgement = judge::judge(&pair);
        judged.push((pair, judgement));
    }
    judged
}

fn pair(document: &Value, random: &mut Random) -> Option<Pair> {
    match random.below(12) {
        0..=3 => return operation::pair(document, random),
        4 => return rewrite::pair(document, random),
        _ => {}
    }
    let is_new = !document.get("openapi")?.as_str()?.starts_with("3.0");
    let mut before = document.clone();
    let spot = spot::find(&mut before, random)?;
    let node = spot::schema(&before, &spot.pointer)?;
    let Mutation { before: base, after: head, mut verdicts } = schema::mutation(node, &spot, is_new, random)?;
    let mut pointer = &spot.pointer;
    // What many use is changed for all of them.
    let is_said = verdicts.ids.iter().any(Option::is_some);
    if random.below(3) == 0 && is_said && !spot.is_within_itself() {
        let common = verdicts.ids.clone().map(|id| id.map_or_else(String::new, |id| spot.common(&id)));
        verdicts.others = Some((spot.operation.clone(), common));
        before.clone_from(document);
        pointer = &spot.origin;
    }
    let mut after = before.clone();
    *before.pointer_mut(pointer)? = base;
    *after.pointer_mut(pointer)? = head;
    let place = format!("{} ({pointer})", spot.operation);
    Some(Pair { before, after, verdicts, place, is_reversed: false })
}

impl Found {
    fn take(&mut self, pair: Pair, judgement: Judgement, folder: &Path) -> Result<()> {
        match judgement {
            Judgement::Unusable => self.unusable += 1,
            Judgement::Right => {
                self.tried += 1;
                self.rules.extend(pair.verdicts.ids.into_iter().flatten());
            }
            Judgement::Wrong(what) => {
                self.tried += 1;
                let expected: Vec<&str> = pair.verdicts.ids.iter().flatten().map(String::as_str).collect();
                let expected =
                    if expected.is_empty() { "nothing".to_owned() } else { expected.join(" and back ") };
                let index = self.wrong.len();
                let known = self.wrong.entry(expected).or_insert_with(|| (0, String::new()));
                known.0 += 1;
                if known.0 == 1 {
                    let paths: Vec<PathBuf> = ["base", "head"]
                        .iter()
                        .map(|side| folder.join(format!("{index}-{side}.json")))
                        .collect();
                    sink::write_json(&paths[0], &pair.before)?;
                    sink::write_json(&paths[1], &pair.after)?;
                    known.1 = format!(
                        "{what}\n  in {}\n  {} {}",
                        pair.place,
                        paths[0].display(),
                        paths[1].display()
                    );
                }
            }
        }
        Ok(())
    }

    fn conclude(&self, flags: &DiffMutate) -> Verdict {
        for (expected, (count, what)) in &self.wrong {
            ui::result(format_args!("{expected}: {}: {what}", ui::count(at(*count), "time")));
        }
        let wrong: u64 = self.wrong.values().map(|(count, _)| count).sum();
        ui::result(format_args!(
            "diff-mutate: {} there and back, {} seen, {wrong} wrong ({} could not be compared)",
            ui::count(at(self.tried), "change"),
            ui::count(self.rules.len(), "rule"),
            self.unusable,
        ));
        let is_little = self.tried < flags.count || self.rules.len() < flags.rules;
        if is_little {
            ui::result(format_args!(
                "diff-mutate: {} and {} were asked for",
                ui::count(at(flags.count), "change"),
                ui::count(flags.rules, "rule"),
            ));
        }
        if wrong > 0 || is_little { Verdict::Problems } else { Verdict::Done }
    }
}

fn at(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
