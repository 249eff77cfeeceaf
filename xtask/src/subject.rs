//! The generator as `corpus` and `mutate` see it: the one place to change when what it gives does.

use std::collections::BTreeMap;
use std::path::Path;

use specwright::config::{Config, Runtime};
use specwright::diagnostic::{Color, Diagnostic, Diagnostics, Location, Severity, human, json};
use specwright::files::Package;
use specwright::read::Loader;
use specwright::source::Sources;
use specwright::{Generated, Input};

/// What the generator made of a document.
#[derive(Debug)]
pub(crate) struct Made {
    sources: Sources,
    diagnostics: Diagnostics,
    /// Empty when the document was refused.
    pub(crate) packages: Vec<Package>,
    operations: usize,
    models: usize,
    models_degraded: usize,
}

/// Generates as `codegen` does without a configuration.
pub(crate) fn generate(name: &str, bytes: &[u8], loader: &mut dyn Loader, runtime: &str) -> Made {
    let mut sources = Sources::new();
    let document = match sources.add_bytes(name, bytes) {
        Ok(document) => document,
        Err(problem) => {
            let mut diagnostics = Diagnostics::new();
            diagnostics.push(*problem);
            return Made {
                sources,
                diagnostics,
                packages: Vec::new(),
                operations: 0,
                models: 0,
                models_degraded: 0,
            };
        }
    };
    let runtime = Runtime::Path(runtime.to_owned());
    let input = Input { runtime, ..Input::new(&mut sources, document, loader) };
    let Generated { packages, diagnostics, summary, ledger } =
        specwright::generate(input, &Config::default());
    // What was counted before the document was refused was not generated.
    let (operations, models) =
        if packages.is_empty() { (0, 0) } else { (summary.operations, summary.models) };
    let models_degraded = ledger.map_or(0, |ledger| ledger.models_degraded);
    Made { sources, diagnostics, packages, operations, models, models_degraded }
}

impl Made {
    /// How many operations can be called.
    pub(crate) const fn operations(&self) -> usize {
        self.operations
    }

    /// How many types there are.
    pub(crate) const fn models(&self) -> usize {
        self.models
    }

    /// How many schemas became JSON values that are checked.
    pub(crate) const fn models_degraded(&self) -> usize {
        self.models_degraded
    }

    /// How many warnings there are.
    pub(crate) fn warnings(&self) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning).count()
    }

    /// How often each kind of problem was found.
    pub(crate) fn codes(&self) -> BTreeMap<String, usize> {
        let mut codes = BTreeMap::new();
        for diagnostic in self.diagnostics.iter() {
            *codes.entry(diagnostic.code.as_str().to_owned()).or_default() += 1;
        }
        codes
    }

    /// Why nothing was generated: the code of the first error, and what it says; nothing when something was.
    pub(crate) fn refusal(&self) -> Option<(String, String)> {
        if !self.packages.is_empty() {
            return None;
        }
        let mut errors = self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        Some(match errors.next() {
            Some(error) => (error.code.as_str().to_owned(), text(error)),
            None => ("no-error".to_owned(), "nothing was generated, and nothing says why".to_owned()),
        })
    }

    /// The files, by the folder of their crate and their path in it.
    pub(crate) fn files(&self) -> impl Iterator<Item = (String, &str)> {
        self.packages.iter().flat_map(|package| {
            package.files.iter().map(|(path, text)| (format!("{}/{path}", package.path), text.as_str()))
        })
    }

    /// How many lines of Rust there are.
    pub(crate) fn lines(&self) -> usize {
        self.files().filter(|(path, _)| has_extension(path, "rs")).map(|(_, text)| text.lines().count()).sum()
    }

    /// Everything that is printed of the problems, for people and for tools.
    pub(crate) fn printed(&self) -> (String, String) {
        let human = human(&self.diagnostics, &self.sources, Color::Never);
        (human, json(&self.diagnostics, &self.sources))
    }
}

/// Whether the path of a generated file ends with a dot and the extension.
pub(crate) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

fn text(error: &Diagnostic) -> String {
    match &error.location {
        Location::Key(place) | Location::Value(place) => format!("{} at `{}`", error.message, place.pointer),
        Location::Text(_) | Location::Nowhere => error.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use specwright::read::NoFiles;

    use super::generate;

    #[test]
    fn what_was_made_is_counted() {
        let text = "openapi: 3.0.0\ninfo: { title: A, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    A: { type: object, properties: { a: { type: string } }, x: 1 }\n";
        let made = generate("a.yaml", text.as_bytes(), &mut NoFiles, "../runtime");
        assert_eq!(made.refusal(), None);
        assert_eq!((made.operations(), made.models(), made.models_degraded()), (0, 1, 0));
        assert_eq!(made.warnings(), made.codes().values().sum::<usize>());
        assert!(made.lines() > 20);
        assert!(made.files().any(|(path, _)| path.ends_with("Cargo.toml")));
    }

    #[test]
    fn a_refusal_says_why() {
        let refusal = |text: &[u8]| generate("a.yaml", text, &mut NoFiles, "../runtime").refusal();
        assert_eq!(refusal(b"openapi: 3.0.0\n").unwrap().0, "missing-keyword");
        let (code, message) =
            refusal(b"openapi: 3.0.0\ninfo: { title: 1, version: '1' }\npaths: {}\n").unwrap();
        assert_eq!(code, "wrong-type");
        assert!(message.ends_with(" at `/info/title`"), "{message}");
        assert_eq!(refusal(b"\xff").unwrap().0, "invalid-utf8");
    }
}
