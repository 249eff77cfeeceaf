//! The process in which mutants are tried: a document per line in, a verdict per line out.

use std::io::{BufRead as _, stdin};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use specwright::read::NoFiles;

use crate::subject::{self, Made, has_extension};
use crate::{Verdict, ui};

/// What the generator did with a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Judgement {
    /// It said why it makes nothing of it.
    Refused,
    /// What it made is Rust.
    Generated,
    /// It did what it never must.
    Fault(Fault),
}

/// What the generator never must do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fault {
    /// Such as `panic`, `time-out`, `not-rust`.
    pub(super) kind: String,
    pub(super) message: String,
}

/// Judges documents until there are no more.
///
/// # Errors
/// When standard input cannot be read.
pub(crate) fn run() -> Result<Verdict> {
    for line in stdin().lock().lines() {
        let line = line.context("cannot read standard input")?;
        ui::result(serde_json::to_string(&judge(&line))?);
    }
    Ok(Verdict::Done)
}

/// Generates from a document, and looks at whatever came. A panic is left to end the process.
fn judge(document: &str) -> Judgement {
    let made = subject::generate("document.json", document.as_bytes(), &mut NoFiles, "../runtime");
    match fault(&made) {
        Some((kind, message)) => Judgement::Fault(Fault { kind: kind.to_owned(), message }),
        None if made.packages.is_empty() => Judgement::Refused,
        None => Judgement::Generated,
    }
}

fn fault(made: &Made) -> Option<(&'static str, String)> {
    // Every problem can be shown, with its place in the text.
    let (human, json) = made.printed();
    if human.is_empty() != json.is_empty() {
        return Some(("not-printed", "problems are printed in one format and not in the other".to_owned()));
    }
    if made.packages.is_empty() && json.is_empty() {
        return Some(("silent", "nothing was generated, and nothing says why".to_owned()));
    }
    made.files().find_map(|(path, text)| {
        if has_extension(&path, "rs") {
            let error = syn::parse_file(text).err()?;
            Some(("not-rust", format!("{path}: {error}")))
        } else if has_extension(&path, "toml") {
            let error = text.parse::<toml::Table>().err()?;
            Some(("not-toml", format!("{path}: {}", error.message())))
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Judgement, judge};

    #[test]
    fn documents_are_judged() {
        let good = r#"{"openapi": "3.0.0", "info": {"title": "A", "version": "1"}, "paths": {}}"#;
        assert_eq!(judge(good), Judgement::Generated);
        assert_eq!(judge("{}"), Judgement::Refused);
        assert_eq!(judge(""), Judgement::Refused);
    }
}
