//! The documents that are changed.

use std::path::Path;

use anyhow::{Result, bail};
use serde_json::Value;
use specwright::source::Limits;

use super::mutation::mutate;
use crate::documents::{self, Candidate};
use crate::probe::{Kind, kind};
use crate::random::Random;
use crate::read;

/// Larger ones take long, and go wrong like small ones.
const MOST_BYTES: u64 = 200_000;

/// The OpenAPI documents of a folder.
#[derive(Debug)]
pub(super) struct Stock(Vec<Candidate>);

/// A changed document.
#[derive(Clone, Debug)]
pub(super) struct Mutant {
    /// The name of the one that was changed.
    pub(super) source: String,
    pub(super) document: Value,
}

impl Stock {
    /// # Errors
    /// When a file cannot be read, or none is an OpenAPI 3 document of at most 200 kB.
    pub(super) fn read(folder: &Path, filter: Option<&str>) -> Result<Self> {
        let mut stock = Vec::new();
        for candidate in documents::below(folder, filter)? {
            let bytes = if candidate.size > MOST_BYTES {
                continue;
            } else {
                read::named(&candidate.path, Limits::DEFAULT.bytes)?
            };
            if matches!(kind(&candidate.name, &bytes), Kind::OpenApi3(_)) {
                stock.push(candidate);
            }
        }
        if stock.is_empty() {
            bail!("no OpenAPI 3 document of at most {MOST_BYTES} bytes is below `{}`", folder.display());
        }
        Ok(Self(stock))
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// The mutant of this number: the same for the same seed, number and documents.
    ///
    /// # Errors
    /// When the document cannot be read any more.
    pub(super) fn mutant(&self, seed: u64, number: u64) -> Result<Mutant> {
        let mut random = Random::new(Random::new(seed).next() ^ Random::new(number).next());
        // The smaller one of two: it is done sooner, and has less around its oddities.
        let (a, b) = (random.below(self.0.len()), random.below(self.0.len()));
        let index = if self.0[b].size < self.0[a].size { b } else { a };
        let candidate = &self.0[index];
        let mut document = documents::value(candidate)?;
        mutate(&mut document, &mut random);
        Ok(Mutant { source: candidate.name.clone(), document })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Stock;

    #[test]
    fn mutants_follow_from_seed_and_number() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("a.yaml", "openapi: 3.0.0\npaths: {}\n".to_owned()),
            ("b.json", r#"{"openapi": "3.1.0", "paths": {"/a": {}}}"#.to_owned()),
            ("c.yaml", "swagger: '2.0'\n".to_owned()),
            ("d.yaml", format!("openapi: 3.0.0\nx-long: {}\n", "a".repeat(300_000))),
        ] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let stock = Stock::read(folder.path(), None).unwrap();
        assert_eq!(stock.len(), 2);
        let mutant = |seed, number| {
            let mutant = stock.mutant(seed, number).unwrap();
            (mutant.source, mutant.document.to_string())
        };
        assert_eq!(mutant(1, 2), mutant(1, 2));
        let all: BTreeSet<_> = (0..200).map(|number| mutant(1, number)).collect();
        assert!(all.len() > 100, "{}", all.len());
        let sources: BTreeSet<_> = all.iter().map(|(source, _)| source.as_str()).collect();
        assert_eq!(sources, ["a.yaml", "b.json"].into());
        assert!(Stock::read(folder.path(), Some("c.yaml")).is_err());
    }
}
