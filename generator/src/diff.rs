//! What a change of a document breaks, on the wire.
//!
//! Two documents are read as the generator reads them, brought into a normal form, and compared; every difference has a
//! rule of the [table](Rules), and every rule a level.
//!
//! ```
//! use specwright::diff::{Level, Loaded, Policy, compare};
//! use specwright::{Input, read::NoFiles, source::Sources};
//!
//! let read = |text: &str| {
//!     let mut sources = Sources::new();
//!     let document = sources.add("api.yaml", text);
//!     let mut loader = NoFiles;
//!     Loaded::read(Input::new(&mut sources, document, &mut loader)).0.unwrap()
//! };
//! let base = read("{openapi: 3.1.0, info: {title: A, version: '1'}, paths: {/a: {get: {responses: {}}}}}");
//! let head = read("{openapi: 3.1.0, info: {title: A, version: '2'}, paths: {}}");
//! let report = compare(&base, &head, &Policy::default());
//! assert_eq!(report.findings[0].rule, "api-path-removed-without-deprecation");
//! assert_eq!(report.worst(), Some(Level::Breaking));
//! ```

mod compare;
mod finding;
mod kind;
mod level;
mod operations;
mod policy;
mod replay;
mod rules;
mod same;
mod schema;
mod side;
mod site;
mod trail;
mod version;
mod wire;

use std::collections::BTreeSet;

pub use finding::Finding;
pub use kind::Kind;
pub use level::{Direction, Level};
pub use operations::Name;
pub use policy::{Date, Policy};
pub use rules::{ELSEWHERE, Effect, Elsewhere, FAMILIES, Family, Rule, Rules};
pub use site::{Form, Prefix};

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::read::{self, Dialect, Document, Trees};
use crate::source::{Place, parse};
use crate::{Generated, Input};
use compare::Walk;
use side::Side;

/// A document that was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    trees: Trees,
    dialect: Dialect,
    broken: BTreeSet<Place>,
    faulty: BTreeSet<Place>,
}

impl Loaded {
    /// Reads a document and the files that it refers to; there is none when it cannot be read at all.
    ///
    /// Overlays are not applied: what is compared is what was published.
    #[must_use]
    pub fn read(input: Input<'_>) -> (Option<Self>, Diagnostics) {
        let Input { sources, document, loader, limits, .. } = input;
        let (tree, mut diagnostics) = parse(sources, document, &limits);
        let Some(tree) = tree else { return (None, diagnostics) };
        let mut trees = Trees::new(document, tree);
        let name = crate::file_name(&sources.get(document).name);
        diagnostics.extend(trees.load(sources, &name, loader, &[], &limits));
        match read::dialect(&trees) {
            Ok(dialect) => {
                let found = read::conform(&trees, dialect);
                let read::Conformance { diagnostics: problems, broken, faulty, .. } = found;
                diagnostics.extend(problems);
                (Some(Self { trees, dialect, broken, faulty }), diagnostics)
            }
            Err(problem) => {
                diagnostics.push(*problem);
                (None, diagnostics)
            }
        }
    }

    /// What [`crate::generate`] makes of the document of this name, which is not read again.
    ///
    /// The configuration must not give files URIs of their own: they are found while a document is read.
    #[must_use]
    pub fn generate(&self, name: &str, config: &Config) -> Generated {
        crate::generate_read(&self.document(), name, config)
    }

    fn document(&self) -> Document<'_> {
        Document::new(&self.trees, self.dialect, self.broken.clone(), self.faulty.clone())
    }
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The changes, by operation, the worst first.
    pub findings: Vec<Finding>,
    /// How many operations both documents have.
    pub shared: usize,
    /// How many operations the base document has.
    pub operations: usize,
}

impl Report {
    /// How bad the worst change is.
    #[must_use]
    pub fn worst(&self) -> Option<Level> {
        self.findings.iter().map(|finding| finding.level).max()
    }

    /// How many changes are of a level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level).count()
    }
}

/// Compares two documents.
#[must_use]
pub fn compare(base: &Loaded, head: &Loaded, policy: &Policy) -> Report {
    let (base, head) = (base.document(), head.document());
    let (mut base, mut head) = (Side::new(&base), Side::new(&head));
    let (Some(base_wire), Some(head_wire)) = (wire::read(&mut base), wire::read(&mut head)) else {
        return Report::default();
    };
    let rules = Rules::table();
    let mut walk = Walk::new(base, head, policy);
    let compared = operations::compare(&mut walk, &base_wire, &head_wire);
    walk.run();
    let mut findings = replay::findings(&walk, &compared, rules);
    version::check(&walk, &base_wire, &head_wire, rules, &mut findings);
    let shared = operations::shared(&base_wire, &head_wire);
    Report { findings, shared, operations: base_wire.operations.len() }
}

#[cfg(test)]
mod tests;
