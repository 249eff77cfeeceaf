//! Lints: how bad each kind of problem is for this user.

use std::collections::BTreeMap;

use super::{Code, Diagnostics, Severity};

/// How bad problems are, by their codes; a code that is not listed is as bad as it is by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lints(BTreeMap<Code, Lint>);

/// How bad problems of one kind are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// What becomes of them.
    pub level: Level,
    /// Why.
    pub reason: Option<String>,
}

/// What becomes of problems of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// They are not printed.
    Allow,
    /// They are warnings.
    Warn,
    /// They are errors.
    Deny,
}

impl Level {
    /// `allow`, `warn` or `deny`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}

impl Lints {
    /// Says how bad problems of this kind are.
    pub fn set(&mut self, code: Code, lint: Lint) {
        self.0.insert(code, lint);
    }

    /// What was said of problems of this kind.
    #[must_use]
    pub fn get(&self, code: Code) -> Option<&Lint> {
        self.0.get(&code)
    }

    /// Everything that was said, sorted by code.
    pub fn iter(&self) -> impl Iterator<Item = (Code, &Lint)> {
        self.0.iter().map(|(code, lint)| (*code, lint))
    }

    /// The problems as they are to be told; with `strict`, what is a warning after that is an error.
    ///
    /// ```
    /// use specwright::diagnostic::{Code, Diagnostic, Diagnostics, Level, Lint, Lints, Location};
    ///
    /// let problem = |code| Diagnostic::new(code, Location::Nowhere, "for the example");
    /// let mut diagnostics = Diagnostics::new();
    /// diagnostics.push(problem(Code::UnresolvedRef));
    /// diagnostics.push(problem(Code::IgnoredKeyword));
    /// let mut lints = Lints::default();
    /// lints.set(Code::UnresolvedRef, Lint { level: Level::Warn, reason: None });
    /// lints.set(Code::IgnoredKeyword, Lint { level: Level::Allow, reason: None });
    /// let told = lints.apply(diagnostics.clone(), false);
    /// assert_eq!((told.len(), told.has_errors()), (1, false));
    /// assert!(lints.apply(diagnostics, true).has_errors());
    /// ```
    #[must_use]
    pub fn apply(&self, diagnostics: Diagnostics, strict: bool) -> Diagnostics {
        let mut told = Diagnostics::new();
        for mut diagnostic in diagnostics {
            match self.get(diagnostic.code).map(|lint| lint.level) {
                Some(Level::Allow) => continue,
                Some(Level::Warn) => diagnostic.severity = Severity::Warning,
                Some(Level::Deny) => diagnostic.severity = Severity::Error,
                None => {}
            }
            if strict {
                diagnostic.severity = Severity::Error;
            }
            told.push(diagnostic);
        }
        told
    }
}
