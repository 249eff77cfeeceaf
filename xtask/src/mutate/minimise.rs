//! Making a document small that shows a fault, without losing the fault.

use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::Value;

use super::node::{self, Step};

/// How much may be tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    pub(super) trials: usize,
    pub(super) time: Duration,
}

struct Reduction<'a> {
    document: Value,
    shows: &'a mut dyn FnMut(&Value) -> Result<bool>,
    trials: usize,
    deadline: Instant,
}

/// A smaller document that still shows the fault: parts are taken out as long as it does.
///
/// # Errors
/// Those of `shows`.
pub(super) fn minimise(
    document: Value,
    budget: Budget,
    shows: &mut dyn FnMut(&Value) -> Result<bool>,
) -> Result<Value> {
    let deadline = Instant::now() + budget.time;
    let mut reduction = Reduction { document, shows, trials: budget.trials, deadline };
    while reduction.visit(&mut Vec::new())? {}
    Ok(reduction.document)
}

impl Reduction<'_> {
    fn is_over(&self) -> bool {
        self.trials == 0 || Instant::now() >= self.deadline
    }

    /// Takes the candidate when it shows the fault.
    fn attempt(&mut self, candidate: Value) -> Result<bool> {
        if self.is_over() || candidate == self.document {
            return Ok(false);
        }
        self.trials -= 1;
        let shows = (self.shows)(&candidate)?;
        if shows {
            self.document = candidate;
        }
        Ok(shows)
    }

    /// Reduces the node at the end of the way, and says whether anything was gained.
    fn visit(&mut self, way: &mut Vec<Step>) -> Result<bool> {
        let mut gained = self.thin_out(way)?;
        gained |= self.simplify(way)?;
        let steps = node::at(&self.document, way).map(node::steps).unwrap_or_default();
        for step in steps {
            if self.is_over() {
                break;
            }
            way.push(step);
            gained |= self.visit(way)?;
            way.pop();
        }
        Ok(gained)
    }

    /// Takes children out: half of them at once, then quarters, down to one by one.
    fn thin_out(&mut self, way: &[Step]) -> Result<bool> {
        let mut gained = false;
        let mut size = node::at(&self.document, way).map(node::steps).unwrap_or_default().len();
        while size > 0 {
            let mut start = 0;
            // The steps are asked for again each time: items move up when others go.
            while let Some(steps) = node::at(&self.document, way).map(node::steps)
                && start < steps.len()
                && !self.is_over()
            {
                let end = (start + size).min(steps.len());
                let mut candidate = self.document.clone();
                node::remove(&mut candidate, way, &steps[start..end]);
                if self.attempt(candidate)? {
                    gained = true;
                } else {
                    start = end;
                }
            }
            size /= 2;
        }
        Ok(gained)
    }

    /// Puts something simpler in the place of the node: one of its children, or a shorter text.
    fn simplify(&mut self, way: &[Step]) -> Result<bool> {
        let Some(found) = node::at(&self.document, way) else { return Ok(false) };
        let simpler: Vec<Value> = match found {
            Value::Object(members) if !way.is_empty() => {
                members.values().filter(|value| value.is_object()).take(4).cloned().collect()
            }
            Value::Array(items) if !way.is_empty() => items.iter().take(1).cloned().collect(),
            Value::String(text) => shorter(text).into_iter().map(Value::String).collect(),
            _ => Vec::new(),
        };
        for value in simpler {
            let mut candidate = self.document.clone();
            if let Some(place) = node::at_mut(&mut candidate, way) {
                *place = value;
            }
            if self.attempt(candidate)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Texts to try instead of a longer one.
fn shorter(text: &str) -> Vec<String> {
    let length = text.chars().count();
    let mut shorter: Vec<String> = Vec::new();
    if length > 1 {
        shorter.push("a".to_owned());
    }
    if length > 8 {
        shorter.push(text.chars().take(length / 2).collect());
        shorter.push(text.chars().skip(length / 2).collect());
    }
    shorter
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::{Budget, minimise};

    const MUCH: Budget = Budget { trials: 10_000, time: Duration::from_secs(60) };

    fn minimal(document: Value, budget: Budget, shows: impl Fn(&Value) -> bool) -> (Value, usize) {
        let mut trials = 0;
        let found = minimise(document, budget, &mut |candidate| {
            trials += 1;
            Ok(shows(candidate))
        });
        (found.unwrap(), trials)
    }

    #[test]
    fn what_does_not_matter_goes() {
        let schemas: serde_json::Map<_, _> = (0..200)
            .map(|number| (format!("S{number}"), json!({ "type": "object", "x": [1, 2, 3] })))
            .collect();
        let document = json!({ "openapi": "3.0.0", "info": { "title": "long title" }, "schemas": schemas });
        let shows = |candidate: &Value| candidate.pointer("/schemas/S77/x/1") == Some(&json!(2));
        let (found, trials) = minimal(document, MUCH, shows);
        // The first item stays: without it, the second one is the first.
        assert_eq!(found, json!({ "schemas": { "S77": { "x": [1, 2] } } }));
        assert!(trials < 200, "{trials}");
    }

    #[test]
    fn two_parts_that_are_needed_stay() {
        let document = json!({ "a": [1, 2, 3, 4, 5], "b": { "c": { "d": "e" } } });
        let shows = |candidate: &Value| {
            let items = candidate["a"].as_array().map(Vec::as_slice).unwrap_or_default();
            items.contains(&json!(2)) && items.contains(&json!(5))
        };
        assert_eq!(minimal(document, MUCH, shows).0, json!({ "a": [2, 5] }));
    }

    #[test]
    fn levels_and_texts_are_shortened() {
        let document = json!({ "a": { "b": { "c": { "odd": "0123456789\"0123456789" } } } });
        let (found, _) = minimal(document, MUCH, |candidate| candidate.to_string().contains("\\\""));
        let text = found.to_string();
        assert!(text.len() < 25, "{text}");
    }

    #[test]
    fn the_budget_is_kept() {
        let document = json!({ "a": (0..1000).collect::<Vec<_>>() });
        let budget = Budget { trials: 7, ..MUCH };
        assert_eq!(minimal(document.clone(), budget, |_| false).1, 7);
        let budget = Budget { time: Duration::ZERO, ..MUCH };
        assert_eq!(minimal(document.clone(), budget, |_| true), (document, 0));
    }
}
