//! What all documents come to, for people and for programs.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::row::{Row, Sameness};
use crate::probe::Kind;
use crate::ui;

/// Numbers over all documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Totals {
    files: usize,
    other: usize,
    unreadable: usize,
    generated: usize,
    failed: usize,
    operations: usize,
    operations_generated: usize,
    models: usize,
    models_degraded: usize,
    warnings: usize,
    lines: usize,
    /// Of all processes, one after the other.
    seconds: f64,
    differing: usize,
    sampled: usize,
    compiled: usize,
    compiled_without_warning: usize,
    /// How many documents failed for what.
    causes: BTreeMap<String, usize>,
    slowest: Option<(f64, String)>,
    largest: Option<(u64, String)>,
}

impl Totals {
    pub(super) fn of(rows: &[Row]) -> Self {
        let mut totals = Self { files: rows.len(), ..Self::default() };
        for row in rows {
            match &row.kind {
                Some(Kind::Other(_)) => totals.other += 1,
                Some(Kind::Unreadable(_)) => totals.unreadable += 1,
                None | Some(Kind::OpenApi3(_)) => totals.add(row),
            }
        }
        totals
    }

    fn add(&mut self, row: &Row) {
        match &row.failure {
            Some(failure) => {
                self.failed += 1;
                *self.causes.entry(failure.cause.clone()).or_default() += 1;
            }
            None => self.generated += 1,
        }
        self.operations += row.operations();
        let made = &row.outcome;
        self.operations_generated += made.operations;
        self.models += made.models;
        self.models_degraded += made.models_degraded;
        self.warnings += made.warnings;
        self.lines += made.lines;
        self.seconds += made.seconds;
        self.differing += usize::from(matches!(row.sameness, Sameness::Differs(_)));
        if let Some(checked) = &row.checked {
            self.sampled += 1;
            self.compiled += usize::from(checked.error.is_none());
            self.compiled_without_warning += usize::from(checked.error.is_none() && checked.warnings == 0);
        }
        if self.slowest.as_ref().is_none_or(|(seconds, _)| made.seconds > *seconds) {
            self.slowest = Some((made.seconds, row.name.clone()));
        }
        if let Some(memory) = made.memory
            && self.largest.as_ref().is_none_or(|(most, _)| memory > *most)
        {
            self.largest = Some((memory, row.name.clone()));
        }
    }

    /// The totals for people, line by line; `elapsed` is how long it took to generate.
    pub(super) fn lines(&self, elapsed: Duration) -> Vec<String> {
        let mut causes: Vec<_> = self.causes.iter().collect();
        causes.sort_by_key(|(cause, count)| (std::cmp::Reverse(**count), (*cause).clone()));
        let mut lines: Vec<_> =
            causes.into_iter().map(|(cause, count)| format!("{count:>8}  failed: {cause}")).collect();
        lines.push(format!(
            "documents   {} of {} generated, {} failed; apart: {} not OpenAPI 3, {} neither JSON nor YAML",
            self.generated,
            self.generated + self.failed,
            self.failed,
            self.other,
            self.unreadable
        ));
        lines.push(format!(
            "operations  {} of {} generated ({})",
            self.operations_generated,
            self.operations,
            percent(self.operations_generated, self.operations)
        ));
        lines.push(format!("models      {}, {} degraded", self.models, self.models_degraded));
        lines.push(format!("warnings    {}", self.warnings));
        lines.push(format!("Rust        {}", ui::count(self.lines, "line")));
        if let Some((seconds, name)) = &self.slowest {
            lines.push(format!(
                "time        {:.1} s, {:.1} s of all processes; at most {seconds:.2} s: {name}",
                elapsed.as_secs_f64(),
                self.seconds
            ));
        }
        if let Some((memory, name)) = &self.largest {
            lines.push(format!("memory      at most {} MiB: {name}", memory >> 20));
        }
        if self.sampled > 0 {
            lines.push(format!(
                "compiled    {} of {}, {} without a warning",
                self.compiled, self.sampled, self.compiled_without_warning
            ));
        }
        lines
    }

    /// The totals for programs.
    pub(super) fn json(&self, elapsed: Duration) -> Value {
        json!({
            "files": self.files, "not_openapi3": self.other, "unreadable": self.unreadable,
            "generated": self.generated, "failed": self.failed, "causes": self.causes,
            "operations": self.operations, "operations_generated": self.operations_generated,
            "models": self.models, "models_degraded": self.models_degraded, "warnings": self.warnings,
            "lines": self.lines, "seconds": elapsed.as_secs_f64(), "seconds_of_processes": self.seconds,
            "memory": self.largest.as_ref().map(|(memory, _)| memory), "differing": self.differing,
            "sampled": self.sampled, "compiled": self.compiled,
            "compiled_without_warning": self.compiled_without_warning,
        })
    }
}

/// The whole report for programs.
pub(super) fn report(rows: &[Row], elapsed: Duration) -> Value {
    let documents: Vec<_> = rows.iter().filter(|row| row.is_document()).map(Row::json).collect();
    let apart = rows.iter().filter_map(|row| match &row.kind {
        Some(Kind::Other(what)) => Some(json!({ "path": row.name, "what": what })),
        Some(Kind::Unreadable(why)) => Some(json!({ "path": row.name, "unreadable": why })),
        None | Some(Kind::OpenApi3(_)) => None,
    });
    json!({
        "totals": Totals::of(rows).json(elapsed), "documents": documents,
        "apart": apart.collect::<Vec<_>>(),
    })
}

fn percent(part: usize, whole: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "two digits behind the point are shown")]
    let percent = if whole == 0 { 100.0 } else { part as f64 * 100.0 / whole as f64 };
    format!("{percent:.2} %")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::super::row::tests::{checked, failed, generated};
    use super::super::row::{Row, Sameness};
    use super::{Totals, percent, report};
    use crate::probe::Kind;

    fn rows() -> Vec<Row> {
        let of = |kind| Row { kind, ..generated("x") };
        let mut last = generated("z.json");
        last.checked = Some(checked(None, Some("unused")));
        last.sameness = Sameness::Differs("a.rs".to_owned());
        last.outcome.seconds = 2.0;
        last.outcome.memory = Some(7 << 20);
        vec![
            generated("a.json"),
            failed("b.json", "panic"),
            failed("c.json", "wrong-type"),
            failed("d.json", "wrong-type"),
            Row { kind: None, ..failed("e.json", "time-out") },
            of(Some(Kind::Other("swagger 2.0".to_owned()))),
            of(Some(Kind::Unreadable("no".to_owned()))),
            last,
        ]
    }

    #[test]
    fn people_read_the_causes_first() {
        let lines = Totals::of(&rows()).lines(Duration::from_millis(1500));
        let expected = [
            "       2  failed: wrong-type",
            "       1  failed: panic",
            "       1  failed: time-out",
            "documents   2 of 6 generated, 4 failed; apart: 1 not OpenAPI 3, 1 neither JSON nor YAML",
            "operations  18 of 50 generated (36.00 %)",
            "models      10, 2 degraded",
            "warnings    4",
            "Rust        200 lines",
            "time        1.5 s, 2.5 s of all processes; at most 2.00 s: z.json",
            "memory      at most 7 MiB: z.json",
            "compiled    1 of 1, 0 without a warning",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn programs_read_totals_and_documents() {
        let report = report(&rows(), Duration::from_secs(3));
        assert_eq!(
            report["totals"],
            json!({
                "files": 8, "not_openapi3": 1, "unreadable": 1, "generated": 2, "failed": 4,
                "causes": {"panic": 1, "time-out": 1, "wrong-type": 2}, "operations": 50,
                "operations_generated": 18, "models": 10, "models_degraded": 2, "warnings": 4, "lines": 200,
                "seconds": 3.0, "seconds_of_processes": 2.5, "memory": 7 << 20, "differing": 1, "sampled": 1,
                "compiled": 1, "compiled_without_warning": 0,
            })
        );
        let paths: Vec<_> =
            report["documents"].as_array().unwrap().iter().map(|row| row["path"].clone()).collect();
        assert_eq!(paths, ["a.json", "b.json", "c.json", "d.json", "e.json", "z.json"]);
        assert_eq!(
            report["apart"],
            json!([{"path": "x", "what": "swagger 2.0"}, {"path": "x", "unreadable": "no"}])
        );
    }

    #[test]
    fn nothing_of_nothing_is_all() {
        assert_eq!(percent(0, 0), "100.00 %");
        assert_eq!(percent(1, 3), "33.33 %");
    }
}
