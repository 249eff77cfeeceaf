//! Changes that were accepted: a file of rules and places, each with a reason and a day on which it ends.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use specwright::diff::{Date, Finding};

use super::view::View;
use crate::read;

/// The largest file that is read.
const LIMIT: usize = 1 << 20;

/// Everything that was accepted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Accepts {
    #[serde(default)]
    accept: Vec<Accept>,
}

/// One accepted change.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Accept {
    rule: String,
    /// Where, in either document: the node, or one around it.
    pointer: String,
    /// `GET /v1/customers`, where only one operation is meant.
    operation: Option<String>,
    reason: String,
    until: String,
}

impl Accepts {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, an entry lacks something, or a day is none.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let text = String::from_utf8(read::named(path, LIMIT)?)
            .with_context(|| format!("`{}` is not UTF-8", path.display()))?;
        let accepts: Self =
            toml::from_str(&text).with_context(|| format!("cannot read `{}`", path.display()))?;
        for accept in &accepts.accept {
            Date::parse(&accept.until).with_context(|| {
                format!("`{}`: `{}` is no day such as `2026-11-30`", accept.rule, accept.until)
            })?;
            if accept.reason.trim().is_empty() {
                anyhow::bail!("`{}` at `{}` is accepted without a reason", accept.rule, accept.pointer);
            }
        }
        Ok(accepts)
    }

    /// Why a change is accepted, if it is.
    pub(super) fn reason(&self, finding: &Finding, today: Option<Date>) -> Option<&str> {
        let accept = self.accept.iter().find(|accept| !accept.is_over(today) && accept.matches(finding))?;
        Some(&accept.reason)
    }

    /// What is wrong with the file: entries that are over, or that nothing fits.
    pub(super) fn complaints(&self, view: &View<'_>, today: Option<Date>) -> Vec<String> {
        let mut lines = Vec::new();
        for accept in &self.accept {
            let found = view.findings().any(|finding| accept.matches(finding));
            if !found {
                lines.push(format!(
                    "stale: `{}` at `{}` is accepted, and does not occur",
                    accept.rule, accept.pointer
                ));
            } else if accept.is_over(today) {
                lines.push(format!(
                    "expired: `{}` at `{}` was accepted until {}",
                    accept.rule, accept.pointer, accept.until
                ));
            }
        }
        lines
    }
}

impl Accept {
    fn is_over(&self, today: Option<Date>) -> bool {
        match (Date::parse(&self.until), today) {
            (Some(until), Some(today)) => until < today,
            _ => false,
        }
    }

    fn matches(&self, finding: &Finding) -> bool {
        let operation = finding.operation.as_ref().map(ToString::to_string);
        let places = [&finding.base, &finding.head].into_iter().flatten();
        let is_at = |pointer: &str| {
            pointer
                .strip_prefix(self.pointer.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.rule == finding.rule
            && self.operation.as_ref().is_none_or(|wanted| Some(wanted) == operation.as_ref())
            && places.into_iter().any(|place| is_at(place.pointer.as_str()))
    }
}
