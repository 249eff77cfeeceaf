//! The ledger for tools.

use serde::Serialize;
use serde_json::{Value, json};

use super::{Keyword, Ledger, Operation, Reason, Status};
use crate::diagnostic::places;
use crate::source::Sources;

impl Ledger {
    /// The ledger as JSON: `operations`, `keywords`, `models`, `lints` and `totals`.
    ///
    /// An operation has `id`, `method`, `path`, `status` and `reasons`; a keyword has `keyword`, `occurrences`,
    /// `generated`, `degraded`, `refused` and `reasons`; a reason has `code`, `message` and the place as diagnostics
    /// have it.
    #[must_use]
    pub fn json(&self, sources: &Sources) -> Value {
        let of_operations = self.operations.iter().flat_map(|operation| &operation.reasons);
        let of_keywords = self.keywords.iter().flat_map(|keyword| &keyword.reasons);
        let locations: Vec<_> = of_operations.chain(of_keywords).map(|reason| &reason.location).collect();
        // All at once, since each look goes over the text.
        let mut places = places(&locations, sources).into_iter();
        let mut reasons = |all: &[Reason]| all.iter().zip(places.by_ref()).map(of_reason).collect::<Vec<_>>();
        let operations: Vec<Value> = self
            .operations
            .iter()
            .map(|operation| {
                let Operation { id, method, path, status, .. } = operation;
                let (status, reasons) = (status.as_str(), reasons(&operation.reasons));
                json!({"id": id, "method": method, "path": path, "status": status, "reasons": reasons})
            })
            .collect();
        let keywords: Vec<Value> = self
            .keywords
            .iter()
            .map(|keyword| {
                json!({
                    "keyword": keyword.name,
                    "occurrences": keyword.occurrences,
                    "generated": keyword.generated(),
                    "degraded": keyword.degraded,
                    "refused": keyword.refused,
                    "reasons": reasons(&keyword.reasons),
                })
            })
            .collect();
        let lints = self.lints.iter().map(
            |(code, level, reason)| json!({"code": code.as_str(), "level": level.as_str(), "reason": reason}),
        );
        let count = |status| self.count(status);
        let sum = |of: fn(&Keyword) -> usize| self.keywords.iter().map(of).sum::<usize>();
        json!({
            "operations": operations,
            "keywords": keywords,
            "models": {"generated": self.models, "degraded": self.models_degraded},
            "lints": lints.collect::<Vec<_>>(),
            "totals": {
                "operations": {
                    "generated": count(Status::Generated),
                    "degraded": count(Status::Degraded),
                    "refused": count(Status::Refused),
                },
                "keywords": {
                    "generated": sum(Keyword::generated),
                    "degraded": sum(|keyword| keyword.degraded),
                    "refused": sum(|keyword| keyword.refused),
                },
            },
        })
    }
}

fn of_reason<P: Serialize>((reason, at): (&Reason, P)) -> Value {
    #[derive(Serialize)]
    struct Line<'a, P> {
        code: &'a str,
        message: &'a str,
        #[serde(flatten)]
        at: P,
    }
    // Text and numbers are all there is, so that writing them cannot fail.
    serde_json::to_value(Line { code: reason.code, message: &reason.message, at }).unwrap_or_default()
}
