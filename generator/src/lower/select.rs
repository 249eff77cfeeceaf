//! Selection: which operations of the document are generated, by tag, path and `operationId`.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Located, did_you_mean};
use crate::glob;

/// Which operations are generated. Once it says anything, only the models that these need are generated, too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// `[include]`: an operation has to be named here, unless nothing is.
    pub include: Filter,
    /// `[exclude]`: an operation must not be named here.
    pub exclude: Filter,
    /// `include.schemas`: names of components, as globs, that are generated whether an operation needs them or not.
    pub schemas: Vec<Located<String>>,
}

/// Operations by what the document says of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// `tags`
    pub tags: Vec<Located<String>>,
    /// `paths`: globs over path templates.
    pub paths: Vec<Located<String>>,
    /// `operations`: globs over `operationId`s.
    pub operations: Vec<Located<String>>,
}

/// What an operation is selected by.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) tags: Vec<String>,
    pub(super) path: String,
    pub(super) id: String,
}

impl Filter {
    fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.paths.is_empty() && self.operations.is_empty()
    }

    fn names(&self, tags: &[String], path: &str, id: &str) -> bool {
        self.tags.iter().any(|tag| tags.contains(&tag.value))
            || self.paths.iter().any(|glob| glob::matches(&glob.value, path))
            || self.operations.iter().any(|glob| glob::matches(&glob.value, id))
    }
}

impl Selection {
    /// Whether everything is selected.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty() && self.schemas.is_empty()
    }

    pub(super) fn selects(&self, tags: &[String], path: &str, id: &str) -> bool {
        (self.include.is_empty() || self.include.names(tags, path, id)) && !self.exclude.names(tags, path, id)
    }

    /// Whether a component is generated, even if no operation needs it.
    pub(super) fn keeps(&self, schema: &str) -> bool {
        self.is_all() || self.schemas.iter().any(|glob| glob::matches(&glob.value, schema))
    }

    /// Reports what names nothing in the document.
    pub(super) fn check(&self, candidates: &[Candidate], schemas: &[String]) -> Diagnostics {
        if self.is_all() {
            return Diagnostics::new();
        }
        let tags: BTreeSet<&str> = candidates.iter().flat_map(|it| &it.tags).map(String::as_str).collect();
        let paths: BTreeSet<&str> = candidates.iter().map(|it| it.path.as_str()).collect();
        let ids: BTreeSet<&str> = candidates.iter().map(|it| it.id.as_str()).collect();
        let schemas: BTreeSet<&str> = schemas.iter().map(String::as_str).collect();
        let mut diagnostics = Diagnostics::new();
        for filter in [&self.include, &self.exclude] {
            check(&mut diagnostics, &filter.tags, &tags, "no operation has the tag");
            check(&mut diagnostics, &filter.paths, &paths, "no path is like");
            check(&mut diagnostics, &filter.operations, &ids, "no operation is called");
        }
        check(&mut diagnostics, &self.schemas, &schemas, "no component schema is called");
        diagnostics
    }
}

fn check(diagnostics: &mut Diagnostics, wanted: &[Located<String>], there: &BTreeSet<&str>, otherwise: &str) {
    for Located { value, at } in wanted {
        if there.iter().any(|found| *found == value || glob::matches(value, found)) {
            continue;
        }
        let mut problem = Diagnostic::new(Code::InvalidConfig, at.clone(), format!("{otherwise} `{value}`"));
        problem.hint = did_you_mean(value, there.iter().copied());
        diagnostics.push(problem);
    }
}
