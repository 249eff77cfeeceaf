//! The table of rules, for people.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use specwright::diagnostic::did_you_mean;
use specwright::diff::{Rule, Rules};

/// Every rule on a line of its own: id, direction, level, title, parted by tabs.
pub(super) fn list(rules: &Rules) -> String {
    let mut text = String::new();
    for rule in rules.iter() {
        let _ = writeln!(text, "{}\t{}\t{}\t{}", rule.id, rule.direction.as_str(), rule.level, rule.title);
    }
    text
}

/// One rule, with all that there is to say about it.
///
/// # Errors
/// When there is no rule of that id.
pub(super) fn explain(rules: &Rules, id: &str) -> Result<String> {
    let rule = known(rules, id)?;
    let mut text = String::new();
    let _ = writeln!(text, "{}\n  {}\n", rule.id, rule.title);
    let _ = writeln!(text, "direction  {}\nlevel      {}\n", rule.direction.as_str(), rule.level);
    let _ = writeln!(text, "{}\n{}\n", rule.explanation, rule.advice);
    let (before, after) = rule.example;
    for (word, example) in [("before", before), ("after", after)] {
        let _ = writeln!(text, "{word}:");
        for line in example.lines() {
            let _ = writeln!(text, "  {line}");
        }
    }
    Ok(text)
}

/// The rule of an id that somebody typed.
///
/// # Errors
/// When there is none.
pub(super) fn known<'r>(rules: &'r Rules, id: &str) -> Result<&'r Rule> {
    if let Some(rule) = rules.get(id) {
        return Ok(rule);
    }
    let ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
    match did_you_mean(id, ids.iter().copied()) {
        Some(hint) => bail!("there is no rule `{id}`; {hint}"),
        None => bail!("there is no rule `{id}`; `cargo xtask diff --rules` lists all of them"),
    }
}
