//! What became of a document, and how it is written down.

use serde_json::{Value, json};

use super::compile::Checked;
use super::one::Outcome;
use crate::child::Silence;
use crate::probe::Kind;

/// What became of a document.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) name: String,
    /// Nothing when its process ended before it said.
    pub(super) kind: Option<Kind>,
    /// Why nothing was generated; nothing when something was, or when the file is no document.
    pub(super) failure: Option<Failure>,
    pub(super) outcome: Outcome,
    pub(super) sameness: Sameness,
    /// Nothing when it is not in the sample.
    pub(super) checked: Option<Checked>,
}

/// Why a document failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    /// What reports count by: the code of a diagnostic, or how the process ended.
    pub(super) cause: String,
    pub(super) message: String,
}

impl Failure {
    pub(super) fn text(&self) -> String {
        format!("{}: {}", self.cause, self.message)
    }
}

impl From<Silence> for Failure {
    fn from(silence: Silence) -> Self {
        Self { cause: silence.cause.as_str().to_owned(), message: silence.message }
    }
}

/// Whether a second process made the same files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sameness {
    /// There was none.
    Unknown,
    Same,
    /// The first file that differs, or why there is none.
    Differs(String),
}

impl Row {
    /// Whether it is an OpenAPI 3 document, or may have been one.
    pub(super) const fn is_document(&self) -> bool {
        matches!(self.kind, None | Some(Kind::OpenApi3(_)))
    }

    /// Whether a crate was generated.
    pub(super) const fn is_generated(&self) -> bool {
        self.is_document() && self.failure.is_none()
    }

    /// How many operations the document has.
    pub(super) const fn operations(&self) -> usize {
        match self.kind {
            Some(Kind::OpenApi3(operations)) => operations,
            _ => 0,
        }
    }

    /// Whether nothing about it is to be mended.
    pub(super) fn is_well(&self) -> bool {
        self.failure.is_none()
            && !matches!(self.sameness, Sameness::Differs(_))
            && self.checked.as_ref().is_none_or(|checked| checked.error.is_none())
    }

    /// What is to be mended, and what the compiler warns of.
    pub(super) fn complaints(&self) -> Vec<String> {
        let mut complaints = Vec::new();
        let mut complain = |what: &str, why: &str| complaints.push(format!("{what} {}: {why}", self.name));
        if let Some(failure) = &self.failure {
            complain("failed", &failure.text());
        }
        if let Sameness::Differs(file) = &self.sameness {
            complain("differs", file);
        }
        if let Some(checked) = &self.checked {
            if let Some(error) = &checked.error {
                complain("does not compile", error);
            }
            if let Some(warning) = &checked.warning {
                complain("compiles with warnings", &format!("{} in all; {warning}", checked.warnings));
            }
        }
        complaints
    }

    /// The row for programs.
    pub(super) fn json(&self) -> Value {
        let Outcome { operations, models, models_degraded, warnings, codes, seconds, lines, memory, .. } =
            &self.outcome;
        let mut row = json!({
            "path": self.name, "ok": self.is_generated(), "error": null, "cause": null,
            "operations": self.operations(), "operations_generated": operations, "models": models,
            "models_degraded": models_degraded, "warnings": warnings, "codes": codes, "seconds": seconds,
            "lines": lines, "memory": memory, "same": null, "compiled": null,
        });
        if let Some(failure) = &self.failure {
            row["error"] = failure.text().into();
            row["cause"] = failure.cause.as_str().into();
        }
        match &self.sameness {
            Sameness::Unknown => {}
            Sameness::Same => row["same"] = true.into(),
            Sameness::Differs(file) => {
                row["same"] = false.into();
                row["differs"] = file.as_str().into();
            }
        }
        if let Some(checked) = &self.checked {
            row["compiled"] = checked.error.is_none().into();
            row["compiler"] = checked.json();
        }
        row
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::{Failure, Row, Sameness};
    use crate::corpus::compile::Checked;
    use crate::corpus::one::Outcome;
    use crate::probe::Kind;

    /// A document with ten operations, of which nine are generated.
    pub(in crate::corpus) fn generated(name: &str) -> Row {
        let outcome = Outcome {
            operations: 9,
            models: 5,
            models_degraded: 1,
            warnings: 2,
            codes: [("degraded".to_owned(), 2)].into(),
            seconds: 0.5,
            lines: 100,
            memory: Some(1 << 20),
            ..Outcome::default()
        };
        Row {
            name: name.to_owned(),
            kind: Some(Kind::OpenApi3(10)),
            failure: None,
            outcome,
            sameness: Sameness::Unknown,
            checked: None,
        }
    }

    /// One that failed.
    pub(in crate::corpus) fn failed(name: &str, cause: &str) -> Row {
        let failure = Failure { cause: cause.to_owned(), message: "no".to_owned() };
        Row { failure: Some(failure), outcome: Outcome::default(), ..generated(name) }
    }

    /// What the compiler said.
    pub(in crate::corpus) fn checked(error: Option<&str>, warning: Option<&str>) -> Checked {
        Checked {
            error: error.map(str::to_owned),
            warnings: warning.iter().count(),
            warning: warning.map(str::to_owned),
            seconds: 1.5,
        }
    }

    #[test]
    fn a_row_has_the_members_that_are_documented() {
        assert_eq!(
            generated("a.json").json(),
            json!({
                "path": "a.json", "ok": true, "error": null, "cause": null, "operations": 10,
                "operations_generated": 9, "models": 5, "models_degraded": 1, "warnings": 2,
                "codes": {"degraded": 2}, "seconds": 0.5, "lines": 100, "memory": 1 << 20, "same": null,
                "compiled": null,
            })
        );
        let json = failed("b.json", "panic").json();
        assert_eq!(
            (&json["ok"], &json["error"], &json["cause"]),
            (&json!(false), &json!("panic: no"), &json!("panic"))
        );
        assert_eq!((&json["operations"], &json["operations_generated"]), (&json!(10), &json!(0)));
        let mut row = generated("c.json");
        row.checked = Some(checked(Some("E0308"), None));
        row.sameness = Sameness::Differs("a.rs".to_owned());
        let json = row.json();
        assert_eq!(
            (&json["compiled"], &json["same"], &json["differs"]),
            (&json!(false), &json!(false), &json!("a.rs"))
        );
        assert_eq!(
            json["compiler"],
            json!({"error": "E0308", "warnings": 0, "warning": null, "seconds": 1.5})
        );
    }

    #[test]
    fn what_is_to_be_mended_is_said() {
        let mut row = generated("a.json");
        assert!(row.is_well() && row.complaints().is_empty());
        row.checked = Some(checked(None, Some("unused")));
        assert!(row.is_well(), "a warning is told, and is no failure");
        assert_eq!(row.complaints(), ["compiles with warnings a.json: 1 in all; unused"]);
        row.checked = Some(checked(Some("E0308"), None));
        row.sameness = Sameness::Differs("a.rs".to_owned());
        assert!(!row.is_well());
        assert_eq!(row.complaints(), ["differs a.json: a.rs", "does not compile a.json: E0308"]);
        assert_eq!(failed("b.json", "panic").complaints(), ["failed b.json: panic: no"]);
    }
}
