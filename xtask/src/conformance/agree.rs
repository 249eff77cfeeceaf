//! `--agree`: random schemas and values, judged by generated validators and by the `jsonschema` crate.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
use specwright::diagnostic::Code;

use super::batch::{Batch, Formats, Unit};
use super::build::{Program, Workshop, build};
use super::process::{Answer, PATIENCE, answers};
use crate::flags::{Conformance, Draft};
use crate::random::Random;
use crate::{Verdict, ui};

/// How many values each schema is tried with.
const VALUES: usize = 12;

/// Compares both on `count` schemas.
///
/// # Errors
/// As for a suite.
pub(super) fn run(root: &Path, flags: &Conformance, count: usize) -> Result<Verdict> {
    let mut random = Random::new(flags.seed);
    let mut batch = Batch::new(Draft::Draft202012, Formats::Annotate);
    "agree".clone_into(&mut batch.name);
    let mut values = Vec::new();
    for index in 0..count {
        batch.push(random.schema(), None, (0, index), (0..VALUES).collect());
        values.push((0..VALUES).map(|_| random.value()).collect::<Vec<_>>());
    }
    let batches = [batch];
    let shop = Workshop::new(root, flags.keep.as_deref())?;
    ui::progress(format_args!("conformance: generating and compiling into {}", shop.folder.display()));
    let lines = |_: &Batch, unit: &Unit| values[unit.group.1].clone();
    let built = build(&shop, &batches, &lines, &[Program::Runner, Program::Reference])?;
    let ([batch], [made]) = (&batches, built.made.as_slice()) else { bail!("one batch is expected") };
    let [runner, reference] = built.programs.as_slice() else { bail!("two programs are expected") };
    let tests = count * VALUES;
    let ours = answers(runner, &[batch.name.clone().into(), built.tests(batch).into()], tests, PATIENCE)?;
    let theirs =
        answers(reference, &[built.schemas(batch).into(), built.tests(batch).into()], tests, PATIENCE)?;

    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    for (unit, (ours, theirs)) in ours.chunks(VALUES).zip(theirs.chunks(VALUES)).enumerate() {
        let refusal = made.refused.get(&unit).map(|reason| refused(reason));
        let mut shown_before = false;
        for (value, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
            let ours = refusal.as_ref().unwrap_or(ours);
            let verdict = compare(ours, theirs);
            *tally.entry(verdict).or_default() += 1;
            // The first value that a schema is judged differently for is enough to look into it.
            if verdict.starts_with("both") || std::mem::replace(&mut shown_before, true) {
                continue;
            }
            ui::result(format_args!(
                "{verdict}\n  schema     {}\n  value      {}\n  ours       {}\n  jsonschema {}",
                batch.units[unit].schema,
                values[unit][value],
                shown(ours),
                shown(theirs)
            ));
        }
    }
    for (verdict, count) in &tally {
        ui::result(format_args!("{verdict:<16} {count:>7}"));
    }
    let is_well = tally.keys().all(|verdict| verdict.starts_with("both"));
    Ok(if is_well { Verdict::Done } else { Verdict::Problems })
}

/// What the generator's refusal of a schema says of its values: no value can meet a contradiction.
fn refused(reason: &str) -> Answer {
    if reason.starts_with(Code::Contradiction.as_str()) {
        Answer::Invalid(reason.to_owned())
    } else {
        Answer::None(reason.to_owned())
    }
}

fn compare(ours: &Answer, theirs: &Answer) -> &'static str {
    match (ours, theirs) {
        (Answer::Valid, Answer::Valid) => "both accept",
        (Answer::Invalid(_), Answer::Invalid(_)) => "both refuse",
        (Answer::None(_), _) | (_, Answer::None(_)) => "no answer",
        _ => "disagreement",
    }
}

fn shown(answer: &Answer) -> String {
    match answer {
        Answer::Valid => "accepts".to_owned(),
        Answer::Invalid(reason) => format!("refuses ({reason})"),
        Answer::None(reason) => format!("has no answer ({reason})"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, compare, refused};

    #[test]
    fn a_missing_answer_is_no_agreement() {
        let none = || Answer::None("dead".to_owned());
        let invalid = || Answer::Invalid("no".to_owned());
        assert_eq!(compare(&Answer::Valid, &Answer::Valid), "both accept");
        assert_eq!(compare(&invalid(), &invalid()), "both refuse");
        assert_eq!(compare(&invalid(), &Answer::Valid), "disagreement");
        assert_eq!(compare(&none(), &none()), "no answer");
        assert_eq!(compare(&refused("contradiction: a"), &invalid()), "both refuse");
        assert_eq!(compare(&refused("contradiction: a"), &Answer::Valid), "disagreement");
        assert_eq!(compare(&refused("unsupported: a"), &invalid()), "no answer");
    }
}
