//! Arrows between the crates of the workspace: who may depend on whom.

use super::Finding;
use super::files::{File, is_generated, is_wire};
use super::metadata::{Metadata, Package};

/// Every crate of the workspace, and the crates of the workspace that it may depend on.
///
/// The generator never depends on the runtime (it writes paths into it), nothing generated depends on the generator,
/// and nothing depends on xtask. The suite is the one place that sees everything else.
const ARROWS: [(&str, &[&str]); 6] = [
    ("specwright", &[]),
    ("specwright-runtime", &[]),
    ("otark-brp-types", &["specwright-runtime"]),
    ("otark-brp-client", &["otark-brp-types", "specwright-runtime"]),
    ("suite", &["otark-brp-client", "otark-brp-types", "specwright", "specwright-runtime"]),
    ("xtask", &["specwright"]),
];

const RUNTIME: &str = "specwright-runtime";

/// The arrows from a package, or nothing when nobody has thought of it.
fn arrows(package: &Package) -> Option<&'static [&'static str]> {
    if package.folder.as_deref().is_some_and(is_wire) {
        return Some(&[RUNTIME]);
    }
    ARROWS.iter().find(|(name, _)| *name == package.name).map(|(_, arrows)| *arrows)
}

/// The suite calls every crate of the tests on the wire, and nothing else does.
fn is_test_of_wire(package: &Package, dependency: &Package) -> bool {
    package.name == "suite" && dependency.folder.as_deref().is_some_and(is_wire)
}

pub(super) fn check(metadata: &Metadata) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in metadata.members() {
        let manifest = format!("{}/Cargo.toml", package.folder.as_deref().unwrap_or_default());
        let Some(allowed) = arrows(package) else {
            let message =
                format!("`{}` is not in the list of arrows of xtask/src/tidy/arrows.rs", package.name);
            findings.push(Finding::file(manifest, message));
            continue;
        };
        for dependency in &package.dependencies {
            let ours = metadata.members().find(|member| member.name == dependency.name);
            let is_allowed = allowed.contains(&dependency.name.as_str());
            if ours.is_some_and(|ours| !is_allowed && !is_test_of_wire(package, ours)) {
                let message = format!("`{}` must not depend on `{}`", package.name, dependency.name);
                findings.push(Finding::file(manifest.clone(), message));
            }
        }
    }
    findings
}

/// Whoever uses generated types pays only for the features that they need: without one, the runtime stands alone.
pub(super) fn runtime_stands_alone(metadata: &Metadata) -> Vec<Finding> {
    let runtime = metadata.members().filter(|package| package.name == RUNTIME);
    let always = runtime.flat_map(|package| &package.dependencies);
    let always = always.filter(|dependency| dependency.kind.is_none() && !dependency.is_optional);
    always
        .map(|dependency| {
            Finding::file("runtime/Cargo.toml", format!("`{}` is not optional", dependency.name))
        })
        .collect()
}

/// A crate with generated code forbids unsafe code itself, in its `lib.rs` or in a lint table of its own: such a crate
/// is used in other workspaces too, where the lints of this one are not known.
pub(super) fn generated_crates_forbid_unsafe(metadata: &Metadata, files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for folder in metadata.members().filter_map(|package| package.folder.as_deref()) {
        let mut inside = files.iter().filter(|file| file.path.starts_with(&format!("{folder}/")));
        if !inside.any(|file| is_generated(&file.path)) {
            continue;
        }
        let root = format!("{folder}/src/lib.rs");
        let manifest = format!("{folder}/Cargo.toml");
        let forbids = files.iter().any(|file| {
            (file.path == root && file.code.contains("#![forbid(unsafe_code)]"))
                || (file.path == manifest && lints_forbid_unsafe(&file.text))
        });
        if !forbids {
            findings.push(Finding::file(root, "a generated crate without `#![forbid(unsafe_code)]`"));
        }
    }
    findings
}

fn lints_forbid_unsafe(manifest: &str) -> bool {
    let Ok(manifest) = manifest.parse::<toml::Table>() else { return false };
    let lint = manifest.get("lints").and_then(|lints| lints.get("rust")?.get("unsafe_code"));
    lint.is_some_and(|lint| lint.get("level").unwrap_or(lint).as_str() == Some("forbid"))
}

#[cfg(test)]
mod tests {
    use super::super::files::File;
    use super::super::metadata::{Dependency, Metadata, Package};
    use super::{check, generated_crates_forbid_unsafe, runtime_stands_alone};

    fn member(name: &str, dependencies: &[&str]) -> Package {
        let dependency = |name: &&str| Dependency {
            name: (*name).to_owned(),
            ident: name.replace('-', "_"),
            kind: None,
            is_optional: false,
        };
        Package {
            name: name.to_owned(),
            folder: Some(format!("folder-of-{name}")),
            dependencies: dependencies.iter().map(dependency).collect(),
            ..Package::default()
        }
    }

    fn found(packages: Vec<Package>) -> Vec<String> {
        check(&Metadata { packages }).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn arrows_of_the_design_pass() {
        let packages = vec![
            member("specwright", &["syn"]),
            member("specwright-runtime", &["serde"]),
            member("otark-brp-types", &["specwright-runtime"]),
            member("xtask", &["specwright"]),
        ];
        assert!(found(packages).is_empty());
    }

    #[test]
    fn other_arrows_are_refused() {
        let packages = vec![member("specwright", &["specwright-runtime"]), member("specwright-runtime", &[])];
        assert_eq!(
            found(packages),
            ["folder-of-specwright/Cargo.toml: `specwright` must not depend on `specwright-runtime`"]
        );
        let packages = vec![member("suite", &["xtask"]), member("xtask", &[])];
        assert_eq!(found(packages).len(), 1);
    }

    #[test]
    fn crates_of_the_tests_on_the_wire_need_no_row() {
        let wire = |dependencies: &[&str]| Package {
            folder: Some("tests/wire/a".to_owned()),
            ..member("wire-a", dependencies)
        };
        let with = |name: &str, wire| {
            found(vec![
                wire,
                member("specwright-runtime", &[]),
                member("specwright", &[]),
                member(name, &["wire-a"]),
            ])
        };
        assert!(with("suite", wire(&["specwright-runtime"])).is_empty());
        assert_eq!(with("suite", wire(&["specwright"])).len(), 1);
        assert_eq!(with("xtask", wire(&[])).len(), 1);
    }

    #[test]
    fn a_new_crate_needs_a_row() {
        assert_eq!(found(vec![member("surprise", &[])]).len(), 1);
    }

    #[test]
    fn every_dependency_of_the_runtime_is_optional() {
        let found = |dependencies: &[&str]| {
            let mut runtime = member("specwright-runtime", dependencies);
            runtime.dependencies.iter_mut().skip(1).for_each(|dependency| dependency.is_optional = true);
            runtime_stands_alone(&Metadata { packages: vec![runtime] }).len()
        };
        assert_eq!(found(&[]), 0);
        assert_eq!(found(&["serde", "jiff"]), 1);
    }

    #[test]
    fn a_generated_crate_forbids_unsafe_code() {
        let metadata = Metadata { packages: vec![member("types", &[])] };
        let generated = || File::new("folder-of-types/src/generated/a.rs", "");
        let lib = |text: &str| File::new("folder-of-types/src/lib.rs", text);
        let found = |files: &[File]| generated_crates_forbid_unsafe(&metadata, files).len();
        assert_eq!(found(&[generated(), lib("//! A.\n#![forbid(unsafe_code)]\n")]), 0);
        assert_eq!(found(&[generated(), lib("//! #![forbid(unsafe_code)]\n")]), 1);
        assert_eq!(found(&[generated()]), 1);
        let manifest = |text: &str| File::new("folder-of-types/Cargo.toml", text);
        assert_eq!(found(&[generated(), manifest("[lints.rust]\nunsafe_code = \"forbid\"\n")]), 0);
        assert_eq!(found(&[generated(), manifest("[lints.rust.unsafe_code]\nlevel = \"forbid\"\n")]), 0);
        assert_eq!(found(&[generated(), manifest("[lints]\nworkspace = true\n")]), 1);
        assert_eq!(found(&[lib("//! A.\n")]), 0, "a crate without generated code inherits the lints");
    }
}
