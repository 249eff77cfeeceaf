//! The metaschemas of JSON Schema, which suites refer to by their URIs.
//!
//! Their text is not in this repository. It comes from a folder that the command line names, or else from the source
//! of the crate `referencing`, which Cargo has at hand because the tests of this package depend on it; the crate itself
//! is not compiled for the commands.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::suite::texts_below;

/// The folder, beside a document, that stands for the host `json-schema.org`.
pub(super) const FOLDER: &str = "metaschemas/";

/// The crate that carries the metaschemas.
const CRATE: &str = "referencing";

/// The text of each metaschema by the path of its URI, such as `draft/2020-12/schema`.
///
/// # Errors
/// When the folder cannot be read, or Cargo does not know the crate.
pub(super) fn read(root: &Path, folder: Option<&Path>) -> Result<BTreeMap<String, String>> {
    let folder = match folder {
        Some(folder) => folder.to_owned(),
        None => source_of_crate(root)?.join("metaschemas"),
    };
    let found: BTreeMap<_, _> =
        texts_below(&folder)?.into_values().filter_map(|text| Some((path_of(&text)?, text))).collect();
    if found.is_empty() {
        bail!("`{}` holds no metaschema of json-schema.org", folder.display());
    }
    Ok(found)
}

/// The path of the URI that a metaschema gives itself; nothing for another file.
fn path_of(text: &str) -> Option<String> {
    let value: Value = serde_json::from_str(text).ok()?;
    let id = value.get("$id").or_else(|| value.get("id"))?.as_str()?;
    let path = id.split_once("://json-schema.org/")?.1.trim_end_matches('#');
    (!path.is_empty()).then(|| path.to_owned())
}

/// The folder that Cargo unpacked the crate into.
fn source_of_crate(root: &Path) -> Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root)
        .output()
        .context("cannot run `cargo metadata`")?;
    if !output.status.success() {
        bail!("`cargo metadata --locked` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let value: Value = serde_json::from_slice(&output.stdout).context("`cargo metadata` gave no JSON")?;
    let packages = value["packages"].as_array().map_or(&[][..], Vec::as_slice);
    let manifest = packages.iter().find(|package| package["name"] == CRATE);
    let folder =
        manifest.and_then(|package| Some(Path::new(package["manifest_path"].as_str()?).parent()?.to_owned()));
    folder
        .with_context(|| format!("`{CRATE}` is not among the dependencies: name a folder with --metaschemas"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{path_of, read};

    #[test]
    fn the_crate_carries_the_drafts() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let found = read(root, None).unwrap();
        for path in [
            "draft-04/schema",
            "draft/2020-12/schema",
            "draft/2020-12/meta/core",
            "draft/2020-12/meta/format-assertion",
        ] {
            assert!(found.contains_key(path), "{path}");
        }
        // It is the schema of schemas.
        let ours: serde_json::Value = serde_json::from_str(&found["draft-04/schema"]).unwrap();
        assert!(jsonschema::draft4::meta::is_valid(&ours));
    }

    #[test]
    fn a_folder_without_metaschemas_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path(), Some(folder.path())).is_err());
        assert_eq!(path_of(r#"{"id": "http://example.com/"}"#), None);
        assert_eq!(
            path_of(r#"{"id": "http://json-schema.org/draft-04/schema#"}"#).unwrap(),
            "draft-04/schema"
        );
    }
}
