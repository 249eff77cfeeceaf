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
            let error = regress::Regex::with_flags(pattern, "u").err().map(|error| error.to_string());
            // Regress lets it pass, ECMA-262 and the runtime do not.
            error.or_else(|| repeats_boundary(pattern).then(|| "Invalid quantifier".to_owned()))
        });
        if let Some(problem) = problem {
            let message = format!("this pattern is not a regular expression of ECMA-262: {problem}");
            let diagnostic = Diagnostic::new(Code::InvalidPattern, Location::Value(at.clone()), message);
            self.diagnostics.push(diagnostic.label("it is not checked"));
        }
        problem.is_none()
    }
}

/// Does a quantifier follow `\b` or `\B`?
fn repeats_boundary(pattern: &str) -> bool {
    let mut characters = pattern.chars().peekable();
    let mut is_in_class = false;
    while let Some(c) = characters.next() {
        match c {
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '\\' => {
                let is_boundary = matches!(characters.next(), Some('b' | 'B')) && !is_in_class;
                if is_boundary && characters.next_if(|c| matches!(c, '*' | '+' | '?' | '{')).is_some() {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::repeats_boundary;

    #[test]
    fn boundaries_are_not_repeated() {
        for pattern in [r"\b*", r"a\B{2}", r"[\]]\b?", r"\\\b+"] {
            assert!(repeats_boundary(pattern), "{pattern}");
        }
        for pattern in ["", r"\b", r"\ba*", r"[\b]*", r"[\b*]", r"\\b*", r"(\b)*"] {
            assert!(!repeats_boundary(pattern), "{pattern}");
        }
    }
}
