//! What is emitted for each construct: one small document, the text of its crate as a snapshot.

use std::path::Path;

use suite::fixture;

#[test]
fn each_construct_is_emitted_as_it_was_approved() {
    for case in fixture::cases("emit") {
        let generated = fixture::generate(&case);
        assert!(!generated.diagnostics.has_errors(), "{}:\n{}", case.name, generated.problems());
        let [package] = generated.packages.as_slice() else { panic!("{}: one standalone crate", case.name) };
        // Files that are the same for every document are shown once, by the case that is about operations.
        let shown = |path: &&String| match case.name.as_str() {
            "operation" => true,
            "split" => !path.ends_with("api.json"),
            "pages" => path.ends_with("operations.rs"),
            "streams" => path.contains("/client/"),
            "server" => path.starts_with("src/server/"),
            _ => path.ends_with("models.rs"),
        };
        let text: String = package
            .files
            .iter()
            .filter(|(path, _)| shown(path))
            .map(|(path, text)| format!("==> {path}\n{text}\n"))
            .chain([generated.problems()])
            .collect();
        insta::with_settings!({ snapshot_suffix => case.name.clone(), prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("emit", text);
        });
    }
}

/// Every crate of the fixtures compiles, and nothing in it makes rustc, clippy or rustdoc warn.
#[test]
fn what_is_emitted_compiles_without_a_warning() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let members: Vec<String> =
        fixture::cases("emit").iter().map(|case| fixture::write(case, &folder)).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(fixture::root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    for arguments in [&["clippy", "--workspace"][..], &["doc", "--workspace", "--no-deps"]] {
        let output = std::process::Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--all-features", "--offline", "--quiet"])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}:\n{}", String::from_utf8_lossy(&output.stderr));
    }
}
