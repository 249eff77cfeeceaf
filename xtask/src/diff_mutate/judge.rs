//! Whether a comparison says what it has to.

use std::collections::BTreeMap;

use serde_json::Value;
use specwright::Input;
use specwright::diff::{Finding, Level, Loaded, Policy, Rules, compare};
use specwright::read::NoFiles;
use specwright::source::Sources;

use super::{Pair, Verdicts, rewrite};

/// How a pair came out.
#[derive(Clone, Debug)]
pub(super) enum Judgement {
    Right,
    /// What was said instead.
    Wrong(String),
    /// A document has errors.
    Unusable,
}

/// Compares a pair, there and back.
pub(super) fn judge(pair: &Pair) -> Judgement {
    let (Some(before), Some(after)) = (loaded(&pair.before, false), loaded(&pair.after, pair.is_reversed))
    else {
        return Judgement::Unusable;
    };
    for (way, word) in ["", "back: "].into_iter().enumerate() {
        let (base, head) = if way == 0 { (&before, &after) } else { (&after, &before) };
        if let Err(said) = check(base, head, &pair.verdicts, way) {
            return Judgement::Wrong(format!("{word}{said}"));
        }
    }
    Judgement::Right
}

fn loaded(document: &Value, is_reversed: bool) -> Option<Loaded> {
    let mut text = String::new();
    if is_reversed {
        rewrite::reversed(document, &mut text);
    } else {
        text = document.to_string();
    }
    let mut sources = Sources::new();
    let file = sources.add("api.json", text);
    let (loaded, diagnostics) = Loaded::read(Input::new(&mut sources, file, &mut NoFiles));
    loaded.filter(|_| !diagnostics.has_errors())
}

fn check(base: &Loaded, head: &Loaded, verdicts: &Verdicts, way: usize) -> Result<(), String> {
    let expected = verdicts.ids[way].as_deref();
    // Rules that are off would say nothing.
    let level = |id: &str| Rules::table().get(id).map_or(Level::Info, |rule| rule.level).max(Level::Info);
    let levels = expected.map(|id| BTreeMap::from([(id.to_owned(), level(id))])).unwrap_or_default();
    let said = [false, true].map(|thorough| {
        let policy = Policy { levels: levels.clone(), thorough, ..Policy::default() };
        compare(base, head, &policy).findings
    });
    let texts = |findings: &[Finding]| -> Vec<String> {
        let text = |finding: &Finding| {
            let operation = finding.operation.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("{} in {operation}: {}", finding.rule, finding.text())
        };
        findings.iter().map(text).collect()
    };
    let [quick, thorough] = &said;
    if texts(quick) != texts(thorough) {
        return Err(format!("{:?}, and thoroughly {:?}", texts(quick), texts(thorough)));
    }
    let is_right = match (expected, &verdicts.others) {
        (None, _) => quick.is_empty(),
        (Some(id), None) => quick.len() == 1 && quick[0].rule == id,
        (Some(id), Some((operation, common))) => {
            let is_here = |finding: &Finding| {
                finding.rule == id
                    && finding.operation.as_ref().is_some_and(|found| found.to_string() == *operation)
            };
            quick.iter().any(is_here)
                && quick.iter().all(|finding| finding.rule.contains(common[way].as_str()))
        }
    };
    if is_right { Ok(()) } else { Err(format!("{:?}", texts(quick))) }
}
