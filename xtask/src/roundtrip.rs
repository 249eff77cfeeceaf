//! `cargo xtask roundtrip`: values for the schemas of many documents, read and written by generated types.
//!
//! For each schema values are made that ought to be valid, and each is changed once. Generated types and `jsonschema`
//! have to agree on all of them, and what is valid has to be written as the value that it was.

mod instance;
mod mutant;
mod reference;
mod shop;
mod subject;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use self::shop::Shop;
use self::subject::{Sample, Subject, Wanted, subject};
use crate::conformance::process::{Answer, PATIENCE, answers};
use crate::corpus::sample::sample;
use crate::flags::Roundtrip;
use crate::{Verdict, documents, sink, ui};

/// A value that something is wrong with.
#[derive(Debug)]
struct Finding<'s> {
    document: &'s str,
    schema: &'s str,
    value: &'s Value,
    reason: String,
}

/// Runs over a sample of the documents below a folder, and says what was found.
///
/// # Errors
/// When the folder holds no document, when a file cannot be read or written, or when a crate does not compile.
pub(crate) fn run(root: &Path, flags: &Roundtrip) -> Result<Verdict> {
    let shop = Shop::new(root, flags.keep.as_deref())?;
    let subjects = subjects(&shop, flags)?;
    if subjects.is_empty() {
        bail!("no document below `{}` has schemas to make values for", flags.folder.display());
    }
    let count: usize = subjects.iter().map(|subject| subject.values.len()).sum();
    ui::progress(format_args!(
        "roundtrip: {} of {} in {}; compiling into {}",
        ui::count(count, "value"),
        ui::count(subjects.iter().map(schemas).sum(), "schema"),
        ui::count(subjects.len(), "document"),
        shop.folder.display()
    ));
    let program = shop.build(&subjects)?;
    let (mut findings, mut unjudged, mut well) = (Vec::new(), BTreeMap::new(), 0);
    for subject in &subjects {
        let [schemas, values] = shop.inputs(subject);
        let arguments = [subject.name.clone().into(), schemas.into(), values.into()];
        let answers = answers(&program, &arguments, subject.values.len(), PATIENCE)?;
        for (Sample { schema, value, .. }, answer) in subject.values.iter().zip(answers) {
            match answer {
                Answer::Valid => well += 1,
                Answer::Invalid(reason) => {
                    findings.push(Finding { document: &subject.document, schema, value, reason });
                }
                Answer::None(reason) => *unjudged.entry(reason).or_insert(0_usize) += 1,
            }
        }
    }
    report(&findings, &unjudged, well);
    if let Some(path) = &flags.json {
        let list: Vec<_> = findings.iter().map(Finding::json).collect();
        sink::write_json(path, &json!({ "well": well, "unjudged": unjudged, "findings": list }))?;
    }
    Ok(if findings.is_empty() { Verdict::Done } else { Verdict::Problems })
}

impl Finding<'_> {
    fn json(&self) -> Value {
        json!({ "document": self.document, "schema": self.schema, "value": self.value, "reason": self.reason })
    }
}

fn schemas(subject: &Subject) -> usize {
    subject.values.iter().map(|sample| &sample.schema).collect::<BTreeSet<_>>().len()
}

/// The first documents of the sample, in its order, that have something to make values for.
fn subjects(shop: &Shop, flags: &Roundtrip) -> Result<Vec<Subject>> {
    let candidates = documents::below(&flags.folder, flags.filter.as_deref())?;
    let names: Vec<&str> = candidates.iter().map(|candidate| candidate.name.as_str()).collect();
    let wanted = Wanted { seed: flags.seed, values: flags.values, schemas: flags.schemas };
    let mut subjects = Vec::new();
    // Many files are no documents, or too large: twice as many are drawn until there are enough.
    let (mut size, mut seen) = (flags.count, BTreeSet::new());
    while subjects.len() < flags.count && seen.len() < candidates.len() {
        for index in sample(&names, size, flags.seed) {
            if subjects.len() < flags.count && seen.insert(index) {
                let name = format!("roundtrip-{index}");
                subjects.extend(subject(&candidates[index], &name, wanted, &shop.runtime())?);
            }
        }
        size = size.saturating_mul(2);
    }
    Ok(subjects)
}

fn report(findings: &[Finding<'_>], unjudged: &BTreeMap<String, usize>, well: usize) {
    // The first value that a schema goes wrong with is enough to look into it.
    let mut shown = BTreeSet::new();
    for finding in findings.iter().filter(|finding| shown.insert((finding.document, finding.schema))) {
        let Finding { document, schema, value, reason } = finding;
        ui::result(format_args!("{document}: {schema}\n  {reason}\n  {value}"));
    }
    for (reason, count) in unjudged {
        ui::result(format_args!("{count:>7} not judged: {reason}"));
    }
    ui::result(format_args!(
        "{well} values as they should be, {} wrong in {}, {} not judged",
        findings.len(),
        ui::count(shown.len(), "schema"),
        unjudged.values().sum::<usize>()
    ));
}
