//! Generated files: text by path, in the order of the paths.

use std::collections::BTreeMap;

use crate::surface::Surface;

/// The files of one crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// The crate's folder, relative to the configuration file or the output folder; `/` parts it.
    pub path: String,
    /// Folders below `path` in which every file is generated, so that any other file there is an orphan.
    pub owned: Vec<String>,
    /// Features of the runtime that the generated code uses, for crates whose manifest is written by hand.
    pub features: Vec<&'static str>,
    /// Crates beside the runtime that the generated code uses, likewise.
    pub dependencies: Vec<&'static str>,
    /// The text of each file by its path below `path`.
    pub files: BTreeMap<String, String>,
    /// What users of the crate can name; the same is in the file `api.json`.
    pub surface: Surface,
}
