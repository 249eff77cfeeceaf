//! The coverage ledger: what became of every operation and of every keyword of a schema, and why.

mod fate;
mod json;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostics, Level, Lints, Location};
use crate::ir::Api;
use crate::source::Place;
use fate::Fate;

/// What was made of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Every operation, sorted by path, then by method.
    pub operations: Vec<Operation>,
    /// Every keyword that occurs in a schema, sorted by name.
    pub keywords: Vec<Keyword>,
    /// How many types there are.
    pub models: usize,
    /// How many schemas became JSON values, which are checked.
    pub models_degraded: usize,
    /// What the configuration says of problems, sorted by code.
    pub lints: Vec<(Code, Level, Option<String>)>,
}

/// What was made of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// What the document says.
    Generated,
    /// Less than the document says: it works, but the Rust types or the client say less.
    Degraded,
    /// Nothing.
    Refused,
}

impl Status {
    /// `generated`, `degraded` or `refused`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::Degraded => "degraded",
            Self::Refused => "refused",
        }
    }
}

/// What was made of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `operationId`, or method and path where the document gives none.
    pub id: String,
    /// The HTTP method, in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// What was made of it.
    pub status: Status,
    /// Why that is not what the document says.
    pub reasons: Vec<Reason>,
}

/// What was made of a keyword, over the whole document.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// The keyword.
    pub name: &'static str,
    /// How often it occurs.
    pub occurrences: usize,
    /// How often the types say less than it.
    pub degraded: usize,
    /// How often it is ignored.
    pub refused: usize,
    /// Why, for each place.
    pub reasons: Vec<Reason>,
}

impl Keyword {
    /// How often the generated code says all that it says.
    #[must_use]
    pub fn generated(&self) -> usize {
        self.occurrences.saturating_sub(self.degraded).saturating_sub(self.refused)
    }
}

/// Why something was not made as the document says.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The kind of problem; `annotation` for keywords that are for readers only.
    pub code: &'static str,
    /// What the problem is.
    pub message: String,
    /// Where; nowhere for what holds for the keyword everywhere.
    pub location: Location,
}

/// What a problem does to what it is about.
const fn effect(code: Code) -> Option<Status> {
    match code {
        Code::Degraded => Some(Status::Degraded),
        Code::WrongType
        | Code::MissingKeyword
        | Code::IgnoredKeyword
        | Code::UnresolvedRef
        | Code::ForbiddenRef
        | Code::RefCycle
        | Code::InvalidPattern
        | Code::Unsupported
        | Code::Contradiction
        | Code::UnknownSecurityScheme
        | Code::UnusedPathParameter => Some(Status::Refused),
        _ => None,
    }
}

impl Ledger {
    /// The ledger of a document, with everything that was found wrong with it, allowed or not.
    #[must_use]
    pub fn new(api: &Api, diagnostics: &Diagnostics, lints: &Lints) -> Self {
        let problems: Vec<Problem> = diagnostics.iter().filter_map(problem).collect();
        let lints = lints.iter().map(|(code, lint)| (code, lint.level, lint.reason.clone())).collect();
        let (operations, keywords) = (operations(api, &problems), keywords(api, &problems));
        Self {
            operations,
            keywords,
            models: api.models.len(),
            models_degraded: api.coverage.untyped.len(),
            lints,
        }
    }

    /// How many operations became what.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.operations.iter().filter(|operation| operation.status == status).count()
    }
}

/// A problem with a place, and what it does.
struct Problem {
    place: Place,
    status: Status,
    reason: Reason,
}

fn problem(diagnostic: &crate::diagnostic::Diagnostic) -> Option<Problem> {
    let status = effect(diagnostic.code)?;
    let (Location::Key(place) | Location::Value(place)) = &diagnostic.location else { return None };
    let reason = Reason {
        code: diagnostic.code.as_str(),
        message: diagnostic.message.clone(),
        location: diagnostic.location.clone(),
    };
    Some(Problem { place: place.clone(), status, reason })
}

fn operations(api: &Api, problems: &[Problem]) -> Vec<Operation> {
    let mut all: BTreeMap<&Place, Operation> = BTreeMap::new();
    for operation in &api.operations {
        let (id, method, path) = (operation.id.clone(), operation.method.clone(), operation.path.clone());
        let status = Status::Generated;
        all.insert(&operation.place, Operation { id, method, path, status, reasons: Vec::new() });
    }
    for left_out in &api.coverage.left_out {
        let (id, method, path) = (left_out.id.clone(), left_out.method.clone(), left_out.path.clone());
        let status = Status::Refused;
        all.insert(&left_out.place, Operation { id, method, path, status, reasons: Vec::new() });
    }
    for problem in problems {
        let around = problem.place.upwards().find(|place| all.contains_key(place));
        if let Some(operation) = around.and_then(|place| all.get_mut(&place)) {
            // A part that is ignored makes less of the operation; only the operation itself can be left out.
            operation.status = operation.status.max(Status::Degraded);
            operation.reasons.push(problem.reason.clone());
        }
    }
    let mut all: Vec<Operation> = all.into_values().collect();
    all.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    all
}

fn keywords(api: &Api, problems: &[Problem]) -> Vec<Keyword> {
    let mut touched: BTreeMap<&str, BTreeMap<Place, (Status, Reason)>> = BTreeMap::new();
    let untyped: BTreeMap<&Place, &Vec<String>> =
        api.coverage.untyped.iter().map(|(place, keywords)| (place, keywords)).collect();
    for problem in problems {
        let reason = || (problem.status, problem.reason.clone());
        if let Some(keywords) = untyped.get(&problem.place).filter(|_| problem.status == Status::Degraded) {
            for (name, _) in fated(api, |fate| *fate == Fate::Code) {
                if keywords.iter().any(|keyword| keyword == name) {
                    touched.entry(name).or_default().insert(problem.place.key(name), reason());
                }
            }
        } else if let Some(last) = problem.place.pointer.last()
            && let Some((name, _)) = api.coverage.keywords.get_key_value(last.as_str())
        {
            touched.entry(name).or_default().insert(problem.place.clone(), reason());
        }
    }
    let keyword = |(name, occurrences): (&&'static str, &usize)| {
        let places = touched.remove(name).unwrap_or_default();
        let count = |status| places.values().filter(|(found, _)| *found == status).count().min(*occurrences);
        let (degraded, refused) = (count(Status::Degraded), count(Status::Refused));
        let reasons: Vec<Reason> = places.into_values().map(|(_, reason)| reason).collect();
        match fate::of(name) {
            Fate::Code => Keyword { name, occurrences: *occurrences, degraded, refused, reasons },
            Fate::Annotation(why) => {
                let reason =
                    Reason { code: "annotation", message: why.to_owned(), location: Location::Nowhere };
                Keyword {
                    name,
                    occurrences: *occurrences,
                    degraded: 0,
                    refused: *occurrences,
                    reasons: vec![reason],
                }
            }
        }
    };
    api.coverage.keywords.iter().map(keyword).collect()
}

/// The keywords that occur and whose fate is that.
fn fated(api: &Api, is: impl Fn(&Fate) -> bool) -> BTreeSet<(&'static str, usize)> {
    let all = api.coverage.keywords.iter().map(|(name, count)| (*name, *count));
    all.filter(|(name, _)| is(&fate::of(name))).collect()
}
