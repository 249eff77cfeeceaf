//! What the crates that are depended on ask for: a licence from a list, and no newer Rust than ours.

use super::Finding;
use super::files::is_wire;
use super::metadata::{Metadata, Package};

/// Licences that put no condition on programs that use the crate, beyond keeping a notice.
const ALLOWED: [&str; 10] = [
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Zlib",
];

pub(super) fn check(metadata: &Metadata) -> Vec<Finding> {
    let mut findings = Vec::new();
    // What codegen writes whole says what any user's crate says, and that is no licence.
    let is_wire = |package: &&Package| package.folder.as_deref().is_some_and(is_wire);
    for package in metadata.packages.iter().filter(|package| !is_wire(package)) {
        match &package.licence {
            None => findings.push(Finding::file(title(package), "states no licence")),
            Some(licence) if !is_allowed(licence) => {
                let message =
                    format!("the licence `{licence}` is not in the list of xtask/src/tidy/licence.rs");
                findings.push(Finding::file(title(package), message));
            }
            Some(_) => {}
        }
    }
    findings
}

/// Every crate has to build with the oldest Rust that the workspace promises.
pub(super) fn check_rust_version(metadata: &Metadata) -> Vec<Finding> {
    let ours = metadata.members().filter_map(|package| package.rust_version.as_deref()).map(version).min();
    let Some(ours) = ours else {
        return vec![Finding::file("Cargo.toml", "`rust-version` is not stated")];
    };
    let needs_newer =
        |package: &&Package| package.rust_version.as_deref().is_some_and(|theirs| version(theirs) > ours);
    let message = |package: &Package| {
        let theirs = package.rust_version.as_deref().unwrap_or_default();
        format!("needs Rust {theirs}, which is newer than the `rust-version` of the workspace")
    };
    metadata
        .packages
        .iter()
        .filter(needs_newer)
        .map(|package| Finding::file(title(package), message(package)))
        .collect()
}

fn title(package: &Package) -> String {
    format!("{} {}", package.name, package.version)
}

/// `1.88` and `1.88.0` as numbers that compare.
fn version(text: &str) -> [u32; 3] {
    let mut parts = text.split('.').map(|part| part.parse().unwrap_or(0));
    std::array::from_fn(|_| parts.next().unwrap_or(0))
}

/// Whether an SPDX expression can be met with the list. The old `MIT/Apache-2.0` is a choice too.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<_> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any_of(&mut rest) == Some(true) && rest.is_empty()
}

/// `a OR b`; nothing where the text is no expression. `AND` binds closer, `WITH` closest.
fn any_of(rest: &mut &[&str]) -> Option<bool> {
    let mut allowed = all_of(rest)?;
    while let ["OR", tail @ ..] = *rest {
        *rest = tail;
        allowed |= all_of(rest)?;
    }
    Some(allowed)
}

fn all_of(rest: &mut &[&str]) -> Option<bool> {
    let mut allowed = one(rest)?;
    while let ["AND", tail @ ..] = *rest {
        *rest = tail;
        allowed &= one(rest)?;
    }
    Some(allowed)
}

fn one(rest: &mut &[&str]) -> Option<bool> {
    let (allowed, tail) = match *rest {
        ["(", tail @ ..] => {
            *rest = tail;
            let allowed = any_of(rest)?;
            (allowed, rest.strip_prefix(&[")"])?)
        }
        [licence, "WITH", exception, tail @ ..] => {
            (ALLOWED.contains(&format!("{licence} WITH {exception}").as_str()), tail)
        }
        [licence, tail @ ..] => (ALLOWED.contains(licence), tail),
        [] => return None,
    };
    *rest = tail;
    Some(allowed)
}

#[cfg(test)]
mod tests {
    use super::super::metadata::{Metadata, Package};
    use super::{check, check_rust_version, is_allowed};

    #[test]
    fn expressions_are_weighed() {
        for expression in [
            "MIT",
            "MIT-0",
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
            "Unlicense OR MIT",
        ] {
            assert!(is_allowed(expression), "{expression}");
        }
        for expression in [
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(GPL-3.0 OR AGPL-3.0) AND MIT",
            "Apache-2.0 WITH Surprise-exception",
            "MIT OR",
            "(MIT",
            "MIT MIT",
            "",
        ] {
            assert!(!is_allowed(expression), "{expression}");
        }
    }

    fn package(name: &str, licence: Option<&str>, rust_version: Option<&str>, is_member: bool) -> Package {
        Package {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: licence.map(str::to_owned),
            rust_version: rust_version.map(str::to_owned),
            folder: is_member.then(|| name.to_owned()),
            ..Package::default()
        }
    }

    #[test]
    fn unlisted_and_missing_licences_are_found() {
        let packages = vec![
            package("good", Some("MIT"), None, false),
            package("bad", Some("GPL-3.0"), None, false),
            package("none", None, None, false),
        ];
        let found: Vec<_> = check(&Metadata { packages }).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "bad 1.0.0: the licence `GPL-3.0` is not in the list of xtask/src/tidy/licence.rs",
                "none 1.0.0: states no licence"
            ]
        );
    }

    #[test]
    fn a_crate_for_newer_rust_is_found() {
        let packages = vec![
            package("ours", Some("MIT"), Some("1.88"), true),
            package("older", Some("MIT"), Some("1.9"), false),
            package("same", Some("MIT"), Some("1.88.0"), false),
            package("newer", Some("MIT"), Some("1.90.1"), false),
        ];
        let found: Vec<_> =
            check_rust_version(&Metadata { packages }).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            ["newer 1.0.0: needs Rust 1.90.1, which is newer than the `rust-version` of the workspace"]
        );
        assert_eq!(check_rust_version(&Metadata::default()).len(), 1);
    }
}
