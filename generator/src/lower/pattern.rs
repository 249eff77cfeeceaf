//! Patterns: a regular expression that is not ECMA-262 cannot be checked, and is left out with a diagnostic.

use std::collections::BTreeMap;

use super::sort::each_type;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::ir::{Api, Assertion, Ty};
use crate::source::Place;

/// Drops the patterns that do not compile.
pub(super) fn drop_invalid(api: &mut Api) -> Diagnostics {
    let mut checked = Checked::default();
    each_type(api, &mut |ty| {
        let at = ty.place.key("pattern");
        if let Ty::String { constraints, .. } = &mut ty.ty {
            constraints.pattern.take_if(|pattern| !checked.is_valid(pattern, &at));
        }
    });
    for assertions in &mut api.assertions {
        let place = assertions.place.clone();
        assertions.keywords.retain_mut(|keyword| match keyword {
            Assertion::Pattern(pattern) => checked.is_valid(pattern, &place.key("pattern")),
            Assertion::PatternProperties(members) => {
                let at = place.key("patternProperties");
                members.retain(|(pattern, _)| checked.is_valid(pattern, &at.key(pattern)));
                true
            }
            Assertion::AdditionalProperties { patterns, .. } => {
                let at = place.key("patternProperties");
                patterns.retain(|pattern| checked.is_valid(pattern, &at.key(pattern)));
                true
            }
            _ => true,
        });
    }
    checked.diagnostics
}

/// What is known of the patterns so far.
#[derive(Default)]
struct Checked {
    problems: BTreeMap<String, Option<String>>,
    diagnostics: Diagnostics,
}

impl Checked {
    /// Whether the pattern compiles; reports it at its place if it does not.
    fn is_valid(&mut self, pattern: &str, at: &Place) -> bool {
        let problem = self.problems.entry(pattern.to_owned()).or_insert_with(|| {
            // JSON Schema asks for Unicode, as the flag `u` of ECMA-262.
            regress::Regex::with_flags(pattern, "u").err().map(|error| error.to_string())
        });
        if let Some(problem) = problem {
            let message = format!("this pattern is not a regular expression of ECMA-262: {problem}");
            let diagnostic = Diagnostic::new(Code::InvalidPattern, Location::Value(at.clone()), message);
            self.diagnostics.push(diagnostic.label("it is not checked"));
        }
        problem.is_none()
    }
}
