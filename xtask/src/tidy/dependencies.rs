//! No dependency is declared that nothing uses.

use anyhow::{Context as _, Result};

use super::Finding;
use super::code::has_word;
use super::files::File;
use super::metadata::Metadata;

/// # Errors
/// When the manifest of the workspace is no TOML.
pub(super) fn check(metadata: &Metadata, files: &[File]) -> Result<Vec<Finding>> {
    let mut findings = unnamed(metadata, files);
    if let Some(manifest) = files.iter().find(|file| file.path == "Cargo.toml") {
        findings.extend(not_inherited(&manifest.text, metadata)?);
    }
    Ok(findings)
}

/// Dependencies of a member that none of its Rust files names.
fn unnamed(metadata: &Metadata, files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in metadata.members() {
        let Some(folder) = &package.folder else { continue };
        let inside = format!("{folder}/");
        for dependency in &package.dependencies {
            let is_named = files
                .iter()
                .any(|file| file.path.starts_with(&inside) && has_word(&file.code, &dependency.ident));
            if !is_named {
                let kind = dependency.kind.as_deref().map(|kind| format!("{kind}-")).unwrap_or_default();
                let message =
                    format!("no Rust file names the {kind}dependency `{}`: remove it", dependency.name);
                findings.push(Finding::file(format!("{folder}/Cargo.toml"), message));
            }
        }
    }
    findings
}

/// Rows of `[workspace.dependencies]` that no member has.
fn not_inherited(manifest: &str, metadata: &Metadata) -> Result<Vec<Finding>> {
    let manifest: toml::Table = manifest.parse().context("Cargo.toml")?;
    let rows = manifest.get("workspace").and_then(|workspace| workspace.get("dependencies"));
    let rows = rows.and_then(toml::Value::as_table);
    let is_used = |name: &str| {
        let mut dependencies = metadata.members().flat_map(|package| &package.dependencies);
        dependencies.any(|dependency| dependency.name == name || dependency.ident == name.replace('-', "_"))
    };
    let unused = rows.into_iter().flat_map(toml::Table::keys).filter(|name| !is_used(name));
    let message = |name| format!("no member uses the workspace dependency `{name}`: remove it");
    Ok(unused.map(|name| Finding::file("Cargo.toml", message(name))).collect())
}

#[cfg(test)]
mod tests {
    use super::super::files::File;
    use super::super::metadata::{Dependency, Metadata, Package};
    use super::check;

    fn found(rust: &str) -> Vec<String> {
        let dependency = |name: &str, kind: Option<&str>| Dependency {
            name: name.to_owned(),
            ident: name.replace('-', "_"),
            kind: kind.map(str::to_owned),
            is_optional: false,
        };
        let package = Package {
            name: "a".to_owned(),
            folder: Some("a".to_owned()),
            dependencies: vec![dependency("serde-json", None), dependency("insta", Some("dev"))],
            ..Package::default()
        };
        let manifest =
            "[workspace.dependencies]\nserde-json = \"1\"\ninsta = \"1\"\nheck = { version = \"1\" }\n";
        let files = [
            File::new("Cargo.toml", manifest),
            File::new("a/src/lib.rs", rust),
            File::new("ab/src/lib.rs", "use insta;"),
        ];
        let findings = check(&Metadata { packages: vec![package] }, &files).unwrap();
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn used_dependencies_pass() {
        let rust = "use serde_json::Value;\nfn f() { insta::assert_snapshot!(1) }\n";
        assert_eq!(found(rust), ["Cargo.toml: no member uses the workspace dependency `heck`: remove it"]);
    }

    #[test]
    fn an_unused_dependency_is_found() {
        let found = found("// insta\nuse serde_json::Value;\n");
        assert!(
            found.contains(
                &"a/Cargo.toml: no Rust file names the dev-dependency `insta`: remove it".to_owned()
            ),
            "{found:?}"
        );
    }
}
