//! `cargo xtask conformance`: the generated validators against suites of tests, and against another implementation.
//!
//! A suite has the layout of the JSON Schema test suite. Its schemas become the components of one document, the
//! ordinary pipeline makes a crate of that, and one small program runs all tests through the validators of the crate.

mod agree;
mod batch;
mod build;
mod generate;
mod metaschemas;
pub(crate) mod process;
mod random;
mod report;
mod sift;
mod suite;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use self::batch::{Batch, batches};
use self::build::{Built, Program, Workshop};
use self::generate::Made;
use self::process::{Answer, PATIENCE};
use self::report::{Outcome, Report, Row};
use self::suite::{File, Part, Test};
use crate::flags::{Conformance, Draft};
use crate::{Verdict, sink, ui};

/// The files of a draft.
type Drafts = Vec<(Draft, Vec<File>)>;

/// Runs a suite, or compares with another implementation, and says how it went.
///
/// # Errors
/// When the suite is none, when a file cannot be read or written, or when programs cannot be built.
pub(crate) fn run(root: &Path, flags: &Conformance) -> Result<Verdict> {
    if let Some(count) = flags.agree {
        return agree::run(root, flags, count);
    }
    let suite = flags.suite.as_deref().context("a suite is expected: the folder that holds `tests/`")?;
    let drafts = read(suite, flags)?;
    let batches = prepare(root, suite, flags, &drafts)?;
    let shop = Workshop::new(root, flags.keep.as_deref())?;
    ui::progress(format_args!("conformance: generating and compiling into {}", shop.folder.display()));
    let lines = |batch: &Batch, unit: &batch::Unit| {
        let (file, group) = unit.group;
        let tests = &files(&drafts, batch.draft)[file].groups[group].tests;
        unit.tests.iter().map(|&test| tests[test].data.clone()).collect()
    };
    let built = build::build(&shop, &batches, &lines, &[Program::Runner])?;
    let mut reports = Vec::new();
    for (draft, files) in &drafts {
        let mut rows = Vec::new();
        for (batch, made) in batches.iter().zip(&built.made).filter(|(batch, _)| batch.draft == *draft) {
            rows.extend(run_batch(&built, batch, made, files)?);
        }
        rows.sort_by(|a: &Row, b| (a.part, &a.file).cmp(&(b.part, &b.file)));
        reports.push(Report { draft: *draft, rows });
    }
    reports.iter().flat_map(Report::lines).for_each(ui::result);
    if let Some(path) = &flags.json {
        let value = json!({ "drafts": reports.iter().map(Report::json).collect::<Vec<_>>() });
        sink::write_json(path, &value)?;
    }
    Ok(verdict(&reports, flags.at_least))
}

fn read(suite: &Path, flags: &Conformance) -> Result<Drafts> {
    let wanted = match flags.draft.as_slice() {
        [] => &[Draft::Draft4, Draft::Draft202012],
        drafts => drafts,
    };
    let read = |draft: &Draft| Ok((*draft, suite::read(suite, *draft, flags.filter.as_deref())?));
    let drafts: Drafts = wanted.iter().map(read).collect::<Result<_>>()?;
    let tests = drafts
        .iter()
        .flat_map(|(_, files)| files)
        .flat_map(|file| &file.groups)
        .map(|group| group.tests.len());
    if tests.sum::<usize>() == 0 {
        bail!("no test is left by the filter");
    }
    Ok(drafts)
}

fn files(drafts: &Drafts, draft: Draft) -> &[File] {
    drafts.iter().find(|(found, _)| *found == draft).map_or(&[], |(_, files)| files)
}

/// The batches, with the files that their schemas may refer to.
fn prepare(root: &Path, suite: &Path, flags: &Conformance, drafts: &Drafts) -> Result<Vec<Batch>> {
    let mut all = Vec::new();
    for (draft, files) in drafts {
        all.extend(batches(*draft, files)?);
    }
    if !all.iter().any(Batch::has_schema_files) {
        return Ok(all);
    }
    let mut beside = BTreeMap::new();
    let remotes = suite.join("remotes");
    if remotes.is_dir() {
        beside.extend(
            suite::texts_below(&remotes)?.into_iter().map(|(path, text)| (format!("remotes/{path}"), text)),
        );
    }
    match metaschemas::read(root, flags.metaschemas.as_deref()) {
        Ok(found) => {
            let folder = metaschemas::FOLDER;
            beside.extend(found.into_iter().map(|(path, text)| (format!("{folder}{path}"), text)));
        }
        Err(error) if flags.metaschemas.is_some() => return Err(error),
        // Schemas that refer to a metaschema become errors of the report, by name.
        Err(error) => ui::progress(format_args!("conformance: without metaschemas: {error:#}")),
    }
    for batch in all.iter_mut().filter(|batch| batch.has_schema_files()) {
        batch.beside.clone_from(&beside);
    }
    Ok(all)
}

fn run_batch(built: &Built, batch: &Batch, made: &Made, files: &[File]) -> Result<Vec<Row>> {
    let count = batch.units.iter().map(|unit| unit.tests.len()).sum();
    let [runner] = built.programs.as_slice() else { bail!("there is no program to run") };
    let arguments = [batch.name.clone().into(), built.tests(batch).into()];
    let mut answers = process::answers(runner, &arguments, count, PATIENCE)?.into_iter();
    let mut rows = Vec::with_capacity(count);
    for (index, unit) in batch.units.iter().enumerate() {
        let file = &files[unit.group.0];
        let group = &file.groups[unit.group.1];
        for &test in &unit.tests {
            let test = &group.tests[test];
            let answer = answers.next().unwrap_or_else(|| Answer::None("there is no answer".to_owned()));
            let (outcome, mut reason) = match made.refused.get(&index) {
                Some(reason) => (Outcome::Errored, reason.clone()),
                None => judge(test, answer),
            };
            if let Some(warnings) = made.warnings.get(&index).filter(|_| outcome != Outcome::Passed) {
                reason = format!("{reason}; the generator warned: {}", warnings.join("; "));
            }
            rows.push(Row {
                part: file.part,
                file: file.path.clone(),
                group: group.description.clone(),
                test: test.description.clone(),
                outcome,
                reason,
            });
        }
    }
    Ok(rows)
}

fn judge(test: &Test, answer: Answer) -> (Outcome, String) {
    match answer {
        Answer::Valid if test.valid => (Outcome::Passed, String::new()),
        Answer::Valid => (Outcome::Failed, "accepted, and is not valid".to_owned()),
        Answer::Invalid(_) if !test.valid => (Outcome::Passed, String::new()),
        Answer::Invalid(reason) => (Outcome::Failed, format!("refused, and is valid: {reason}")),
        Answer::None(reason) => (Outcome::Errored, reason),
    }
}

/// Whether every draft reaches its bar, with what it requires alone.
fn verdict(reports: &[Report], at_least: Option<f64>) -> Verdict {
    let mut verdict = Verdict::Done;
    for report in reports {
        let bar = at_least.unwrap_or(match report.draft {
            Draft::Draft202012 => 0.99,
            Draft::Draft4 | Draft::OpenApi30 => 1.0,
        });
        let score = report.totals(Part::Required).score();
        if score < bar {
            ui::progress(format_args!(
                "conformance: {} has a score of {score:.4}, and {bar} is expected",
                report.draft.as_str()
            ));
            verdict = Verdict::Problems;
        }
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::process::Answer;
    use super::report::{Outcome, Report, Row};
    use super::suite::{Part, Test};
    use super::{judge, verdict};
    use crate::Verdict;
    use crate::flags::Draft;

    #[test]
    fn a_verdict_is_compared_with_the_suite() {
        let test = |valid| Test { description: String::new(), data: "1".to_owned(), valid, direction: None };
        let invalid = || Answer::Invalid("no".to_owned());
        assert_eq!(judge(&test(true), Answer::Valid).0, Outcome::Passed);
        assert_eq!(judge(&test(false), invalid()).0, Outcome::Passed);
        assert_eq!(judge(&test(false), Answer::Valid).0, Outcome::Failed);
        assert_eq!(judge(&test(true), invalid()).1, "refused, and is valid: no");
        assert_eq!(
            judge(&test(false), Answer::None("dead".to_owned())),
            (Outcome::Errored, "dead".to_owned())
        );
    }

    #[test]
    fn the_bar_depends_on_the_draft_and_on_the_flag() {
        let row = |outcome| Row {
            part: Part::Required,
            file: String::new(),
            group: String::new(),
            test: String::new(),
            outcome,
            reason: String::new(),
        };
        let mut rows = vec![row(Outcome::Passed); 199];
        rows.push(row(Outcome::Failed));
        let report = |draft| [Report { draft, rows: rows.clone() }];
        assert_eq!(verdict(&report(Draft::Draft202012), None), Verdict::Done);
        assert_eq!(verdict(&report(Draft::Draft202012), Some(1.0)), Verdict::Problems);
        assert_eq!(verdict(&report(Draft::Draft4), None), Verdict::Problems);
        assert_eq!(verdict(&report(Draft::Draft4), Some(0.9)), Verdict::Done);
    }
}
