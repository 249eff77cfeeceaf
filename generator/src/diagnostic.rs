//! Problems in the user's documents: what is wrong, where, and what to do about it.
//!
//! A diagnostic names its place by file and JSON Pointer; line and column are looked up only when it is printed.

mod code;
mod human;
mod json;
mod lint;
mod located;
mod order;
mod suggest;

use std::collections::BTreeSet;

pub use code::Code;
pub use human::{Color, human};
use indexmap::IndexSet;
pub use json::json;
pub(crate) use json::places;
pub use lint::{Level, Lint, Lints};
pub use located::Located;
pub use suggest::{did_you_mean, nearest};

use crate::source::{Place, Span};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is generated for the node, or for the whole document.
    Error,
    /// There is one sensible reading, and it was taken.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Where a problem is: a node that is known by its address, or a range of text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// The key of the node, or the node itself where it has no key.
    Key(Place),
    /// The value of the node.
    Value(Place),
    /// A range of text: what the parser of the text reports.
    Text(Span),
    /// No place in any file, such as a file that cannot be read.
    Nowhere,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// What kind of problem, stable across versions.
    pub code: Code,
    /// How bad it is; starts as the default of the code.
    pub severity: Severity,
    /// One line without a final dot, values in back-ticks.
    pub message: String,
    /// The place that is marked.
    pub location: Location,
    /// What the mark says; empty when the message says it all.
    pub label: String,
    /// Other places that matter, each with what it says.
    pub related: Vec<(Location, String)>,
    /// What to do next.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A problem with the default severity of its code.
    #[must_use]
    pub fn new(code: Code, location: Location, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            location,
            label: String::new(),
            related: Vec::new(),
            hint: None,
        }
    }

    /// Says what the marked text is.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Marks another place.
    #[must_use]
    pub fn related(mut self, location: Location, label: impl Into<String>) -> Self {
        self.related.push((location, label.into()));
        self
    }

    /// Says what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// All problems found so far.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(IndexSet<Diagnostic>);

impl Diagnostics {
    /// No problem.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a problem, once: a node that is reached along two ways is reported along the first.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.insert(diagnostic);
    }

    /// Adds the problems of another stage.
    pub fn extend(&mut self, other: Self) {
        for diagnostic in other.0 {
            self.push(diagnostic);
        }
    }

    /// Drops the problems at these places and below them.
    pub(crate) fn drop_within(&mut self, places: &BTreeSet<Place>) {
        if places.is_empty() {
            return;
        }
        self.0.retain(|problem| {
            let (Location::Key(place) | Location::Value(place)) = &problem.location else { return true };
            !place.upwards().any(|place| places.contains(&place))
        });
    }

    /// Whether any of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The problems in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The codes that occur, for summaries and tests.
    #[must_use]
    pub fn codes(&self) -> BTreeSet<Code> {
        self.0.iter().map(|diagnostic| diagnostic.code).collect()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = indexmap::set::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
