//! What Cargo knows of the workspace and of every crate that it depends on.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

/// Every package of the lock file.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) packages: Vec<Package>,
}

impl Metadata {
    /// The packages of this workspace.
    pub(super) fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.folder.is_some())
    }
}

#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) licence: Option<String>,
    pub(super) rust_version: Option<String>,
    /// The folder in the workspace, such as `generated-types`; nothing for a package from elsewhere.
    pub(super) folder: Option<String>,
    pub(super) dependencies: Vec<Dependency>,
}

#[derive(Debug)]
pub(super) struct Dependency {
    /// The name of the package.
    pub(super) name: String,
    /// The name in Rust code.
    pub(super) ident: String,
    /// `dev`, `build`, or nothing for a normal one.
    pub(super) kind: Option<String>,
    /// Whether only a feature brings it.
    pub(super) is_optional: bool,
}

/// Asks Cargo; the lock file has to be up to date.
///
/// # Errors
/// When Cargo fails, or answers something else than it documents.
pub(super) fn read(root: &Path) -> Result<Metadata> {
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
    parse(&value).context("`cargo metadata` gave something unexpected")
}

fn parse(value: &Value) -> Option<Metadata> {
    let root = Path::new(value["workspace_root"].as_str()?);
    let members: Vec<_> = value["workspace_members"].as_array()?.iter().filter_map(Value::as_str).collect();
    let package = |value: &Value| {
        let folder = if members.contains(&value["id"].as_str()?) {
            let folder = Path::new(value["manifest_path"].as_str()?).parent()?;
            Some(folder.strip_prefix(root).ok()?.display().to_string().replace('\\', "/"))
        } else {
            None
        };
        Some(Package {
            name: text(&value["name"])?,
            version: text(&value["version"])?,
            licence: text(&value["license"]),
            rust_version: text(&value["rust_version"]),
            folder,
            dependencies: value["dependencies"].as_array()?.iter().map(dependency).collect::<Option<_>>()?,
        })
    };
    Some(Metadata { packages: value["packages"].as_array()?.iter().map(package).collect::<Option<_>>()? })
}

fn dependency(value: &Value) -> Option<Dependency> {
    let name = text(&value["name"])?;
    let ident = text(&value["rename"]).unwrap_or_else(|| name.clone()).replace('-', "_");
    let is_optional = value["optional"].as_bool().unwrap_or(false);
    Some(Dependency { name, ident, kind: text(&value["kind"]), is_optional })
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::parse;

    #[test]
    fn members_and_others_are_told_apart() {
        let metadata = parse(&json!({
            "workspace_root": "/w",
            "workspace_members": ["path+file:///w/generated-types#otark-brp-types@0.1.0"],
            "packages": [
                {
                    "id": "path+file:///w/generated-types#otark-brp-types@0.1.0",
                    "name": "otark-brp-types", "version": "0.1.0",
                    "license": "MIT OR Apache-2.0", "rust_version": "1.88",
                    "manifest_path": "/w/generated-types/Cargo.toml",
                    "dependencies": [
                        {"name": "serde-json", "rename": null, "kind": null},
                        {"name": "jiff", "rename": "time", "kind": "dev"},
                    ],
                },
                {
                    "id": "registry#jiff@1.0.0", "name": "jiff", "version": "1.0.0",
                    "license": null, "rust_version": null,
                    "manifest_path": "/registry/jiff/Cargo.toml", "dependencies": [],
                },
            ],
        }))
        .unwrap();
        assert_eq!(metadata.packages.len(), 2);
        let member = metadata.members().next().unwrap();
        assert_eq!(member.folder.as_deref(), Some("generated-types"));
        let idents: Vec<_> = member.dependencies.iter().map(|found| found.ident.as_str()).collect();
        assert_eq!(idents, ["serde_json", "time"]);
        assert_eq!(member.dependencies[1].kind.as_deref(), Some("dev"));
        assert!(parse(&json!({})).is_none());
    }
}
