//! `cargo xtask diff`: what a change of a document breaks.

mod accept;
mod input;
mod render;
mod rust;
mod table;
mod view;

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail};
use specwright::diff::{Date, Level, Policy, Rules, compare};

use crate::flags::{Diff, FailOn};
use crate::{Verdict, ui};

use accept::Accepts;
use input::{Document, Origin};
use view::View;

/// Compares two documents, and says what is different.
///
/// # Errors
/// When a document or the file of accepted changes cannot be read, or has errors; what could be compared even so has
/// been printed then, and says that it is not all.
pub(crate) fn run(root: &Path, flags: &Diff) -> Result<Verdict> {
    let rules = Rules::table();
    if flags.rules {
        table::list(rules).lines().for_each(ui::result);
        return Ok(Verdict::Done);
    }
    if let Some(id) = &flags.explain {
        table::explain(rules, id)?.lines().for_each(ui::result);
        return Ok(Verdict::Done);
    }
    let policy = policy(flags, rules)?;
    let accepts = flags.ignore.as_deref().map(Accepts::read).transpose()?.unwrap_or_default();
    let base = Origin::base(root, flags.base.as_deref())?;
    let head = Origin::head(root, flags.head.as_deref());
    let (base, head) = input::both(root, &base, &head)?;
    for document in [&base, &head] {
        document.print_errors(flags.color);
    }
    let (Some(base_read), Some(head_read)) = (&base.loaded, &head.loaded) else {
        let broken: Vec<&str> = [&base, &head]
            .iter()
            .filter(|side| side.loaded.is_none())
            .map(|side| side.name.as_str())
            .collect();
        bail!("cannot compare: `{}` is no document that can be read", broken.join("` and `"));
    };
    let report = compare(base_read, head_read, &policy);
    if report.shared == 0 && report.operations > 0 {
        ui::progress(format_args!(
            "diff: `{}` and `{}` have no operation in common; are they two versions of one document?",
            base.name, head.name
        ));
    }
    let today = policy.today;
    let crates = rust::consequences(root, flags, &base, &head)?;
    let view = View::new(&base, &head, report, crates, &accepts, today);
    render::render(&view, flags.format).lines().for_each(ui::result);
    for line in accepts.complaints(&view, today) {
        ui::progress(format_args!("diff: {line}"));
    }
    if let Some(line) = incomplete(&base, &head) {
        bail!("{line}");
    }
    let fails = match flags.fail_on {
        FailOn::None => false,
        FailOn::Breaking => view.count(Level::Breaking) > 0,
        FailOn::Warning => view.count(Level::Breaking) + view.count(Level::Warning) > 0,
    };
    Ok(if fails { Verdict::Problems } else { Verdict::Done })
}

/// Says that errors kept parts of a document from being compared.
fn incomplete(base: &Document, head: &Document) -> Option<String> {
    let broken: Vec<String> = [base, head]
        .into_iter()
        .filter(|document| document.errors() > 0)
        .map(|document| format!("`{}` has {}", document.name, ui::count(document.errors(), "error")))
        .collect();
    let what = broken.join(", and ");
    (!broken.is_empty()).then(|| format!("the comparison is not complete: {what}"))
}

fn policy(flags: &Diff, rules: &Rules) -> Result<Policy> {
    let mut policy = Policy { notice: flags.notice.into(), thorough: flags.thorough, ..Policy::default() };
    policy.today = Some(match &flags.today {
        Some(day) => Date::parse(day).with_context(|| format!("`{day}` is no day such as `2026-11-30`"))?,
        None => today(),
    });
    for pair in &flags.level {
        let (rule, level) =
            pair.split_once('=').with_context(|| format!("`{pair}` is not of the form `rule=level`"))?;
        table::known(rules, rule)?;
        let level = Level::parse(level).with_context(|| {
            format!("`{level}` is no level; there are `breaking`, `warning`, `info` and `off`")
        })?;
        policy.levels.insert(rule.to_owned(), level);
    }
    Ok(policy)
}

fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
    Date::from_unix_days(i64::try_from(seconds / 86_400).unwrap_or(0))
}
