//! The surface: what users of the generated crates can name, read from what was generated.
//!
//! It is read from the text of the files and not from the Api, so that it is what was written, whatever the emitters
//! come to write. Generated text is regular: items, and the macros of the runtime, each of which stands for items that
//! are known here.

mod bump;
mod compare;
mod item;
mod json;
mod lex;
mod macros;
mod read;
mod rules;

use std::collections::BTreeMap;

use rayon::prelude::*;

pub use bump::{Bump, next_version};
pub use compare::{Event, compare};
pub use item::{Item, ItemKind};
pub use rules::{ROWS, Row};

use crate::files::Package;

/// Everything that users of one crate can name.
///
/// ```
/// use specwright::{Input, config::Config, generate, read::NoFiles, source::Sources, surface::Surface};
///
/// let mut sources = Sources::new();
/// let document = sources.add("pets.yaml", "
/// openapi: 3.0.0
/// info: { title: Pets, version: '1' }
/// paths: {}
/// components:
///   schemas:
///     Pet: { type: object, properties: { name: { type: string } }, required: [name] }
/// ");
/// let mut loader = NoFiles;
/// let generated = generate(Input::new(&mut sources, document, &mut loader), &Config::default());
/// let surface = Surface::of("pets", &generated.packages[0]);
/// assert_eq!(surface.items["types::Pet::name"].signature, "String");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// The name of the crate.
    pub name: String,
    /// The items, by their paths in the crate.
    pub items: BTreeMap<String, Item>,
}

impl Surface {
    /// Where the surface of a package is written: beside what it is read from.
    #[must_use]
    pub fn path(package: &Package) -> String {
        match package.owned.first() {
            Some(owned) if owned != "src" => format!("{owned}/api.json"),
            _ => "api.json".to_owned(),
        }
    }

    /// The surface of a package.
    #[must_use]
    pub fn of(name: &str, package: &Package) -> Self {
        // No file says anything of the items of another one, so they are read side by side.
        let files: Vec<_> = package.files.iter().filter(|(path, _)| is_rust(path)).collect();
        let surfaces = files.into_par_iter().map(|(path, text)| {
            let mut surface = Self::default();
            read::file(&mut surface, module(path), text);
            surface.items
        });
        let items: Vec<_> = surfaces.collect();
        Self { name: name.to_owned(), items: items.into_iter().flatten().collect() }
    }
}

/// The modules of a crate of its own.
const MODULES: [&str; 3] = ["types", "client", "server"];

fn is_rust(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|extension| extension == "rs")
}

/// The module that the items of a file are known by: in a crate of its own, `types`, `client` or `server`.
///
/// The files within are parts, whose items the module exports.
fn module(path: &str) -> &'static str {
    match path.split('/').rev().find(|part| MODULES.contains(part)) {
        Some("types") => "types::",
        Some("server") => "server::",
        Some(_) => "client::",
        None => "",
    }
}

#[cfg(test)]
mod tests;
