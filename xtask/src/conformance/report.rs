//! Counting results, and showing them.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use serde_json::{Value, json};

use super::suite::Part;
use crate::flags::Draft;
use crate::ui;

/// What came of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// The verdict is that of the suite.
    Passed,
    /// The verdict is another.
    Failed,
    /// There is no verdict: the schema was refused, or the validator panicked, ended or did not end.
    Errored,
    /// The test was not run.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "counted in the reports, and never the case: no test is left out")
    )]
    Skipped,
}

impl Outcome {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Errored => "errored",
            Self::Skipped => "skipped",
        }
    }
}

/// A test and what came of it.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) part: Part,
    pub(super) file: String,
    pub(super) group: String,
    pub(super) test: String,
    pub(super) outcome: Outcome,
    /// Empty when it passed.
    pub(super) reason: String,
}

/// How many tests came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) passed: u32,
    pub(super) failed: u32,
    pub(super) errored: u32,
    pub(super) skipped: u32,
}

impl Totals {
    pub(super) const fn total(self) -> u32 {
        self.passed + self.failed + self.errored + self.skipped
    }

    /// The part that passed: 1 when there is no test.
    pub(super) fn score(self) -> f64 {
        let missed = f64::from(self.failed + self.errored + self.skipped);
        1.0 - missed / f64::from(self.total().max(1))
    }

    fn json(self) -> Value {
        json!({
            "total": self.total(), "passed": self.passed, "failed": self.failed, "errored": self.errored,
            "skipped": self.skipped, "score": self.score(),
        })
    }

    fn columns(self) -> String {
        let Self { passed, failed, errored, skipped } = self;
        format!("{passed:>7} {failed:>7} {errored:>7} {skipped:>7}")
    }
}

impl AddAssign<Outcome> for Totals {
    fn add_assign(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Passed => self.passed += 1,
            Outcome::Failed => self.failed += 1,
            Outcome::Errored => self.errored += 1,
            Outcome::Skipped => self.skipped += 1,
        }
    }
}

/// The results of a draft.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) draft: Draft,
    pub(super) rows: Vec<Row>,
}

impl Report {
    /// The numbers of a part of the suite.
    pub(super) fn totals(&self, part: Part) -> Totals {
        let mut totals = Totals::default();
        self.rows.iter().filter(|row| row.part == part).for_each(|row| totals += row.outcome);
        totals
    }

    fn files(&self) -> BTreeMap<(Part, &str), Totals> {
        let mut files: BTreeMap<_, Totals> = BTreeMap::new();
        for row in &self.rows {
            *files.entry((row.part, row.file.as_str())).or_default() += row.outcome;
        }
        files
    }

    fn not_passed(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.outcome != Outcome::Passed)
    }

    /// The report for people, line by line.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for row in self.not_passed() {
            let Row { file, group, test, reason, .. } = row;
            lines.push(format!(
                "{} {}/{file}: {group}: {test}: {reason}",
                row.outcome.as_str(),
                self.draft.as_str()
            ));
        }
        lines.push(format!("{:<44}  passed  failed errored skipped", self.draft.as_str()));
        lines.extend(
            self.files().into_iter().map(|((_, file), totals)| format!("  {file:<42} {}", totals.columns())),
        );
        for part in Part::ALL {
            let totals = self.totals(part);
            if totals.total() > 0 {
                lines.push(format!(
                    "{:<44} {}  score {:.4} of {}",
                    part.as_str(),
                    totals.columns(),
                    totals.score(),
                    ui::count(totals.total() as usize, "test"),
                ));
            }
        }
        lines
    }

    /// The report for programs.
    pub(super) fn json(&self) -> Value {
        let mut report = json!({ "draft": self.draft.as_str() });
        for part in Part::ALL {
            report[part.as_str()] = self.totals(part).json();
        }
        let files = self.files().into_iter().map(|((part, file), totals)| {
            let mut numbers = totals.json();
            numbers["file"] = file.into();
            numbers["part"] = part.as_str().into();
            numbers
        });
        report["files"] = files.collect();
        let tests = self.not_passed().map(|row| {
            json!({
                "file": row.file, "group": row.group, "test": row.test, "outcome": row.outcome.as_str(),
                "reason": row.reason,
            })
        });
        report["not_passed"] = tests.collect();
        report
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Part, Report, Row, Totals};
    use crate::flags::Draft;

    fn row(part: Part, file: &str, outcome: Outcome) -> Row {
        let (group, test) = ("a group".to_owned(), "a test".to_owned());
        Row { part, file: file.to_owned(), group, test, outcome, reason: "why".to_owned() }
    }

    fn report() -> Report {
        let rows = vec![
            row(Part::Required, "type.json", Outcome::Passed),
            row(Part::Required, "type.json", Outcome::Failed),
            row(Part::Required, "not.json", Outcome::Errored),
            row(Part::Required, "not.json", Outcome::Skipped),
            row(Part::Format, "optional/format/date.json", Outcome::Passed),
        ];
        Report { draft: Draft::Draft4, rows }
    }

    #[test]
    fn whatever_did_not_pass_lowers_the_score() {
        let totals = report().totals(Part::Required);
        assert_eq!(totals, Totals { passed: 1, failed: 1, errored: 1, skipped: 1 });
        assert!((totals.score() - 0.25).abs() < 1e-9);
        assert!((report().totals(Part::Format).score() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn parts_and_files_are_counted_apart() {
        let lines = report().lines();
        assert_eq!(lines[0], "failed draft4/type.json: a group: a test: why");
        assert_eq!(lines[4], "  not.json                                         0       0       1       1");
        assert_eq!(lines.last().unwrap().split_whitespace().last(), Some("test"));
        let json = report().json();
        assert_eq!(json["required"]["total"], 4);
        assert_eq!(json["optional/format"]["passed"], 1);
        assert_eq!(json["files"].as_array().unwrap().len(), 3);
        assert_eq!(json["not_passed"].as_array().unwrap().len(), 3);
    }
}
