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

#[test]
fn names_that_the_configuration_gives_hold_for_client_and_server() {
    let mut case = fixture::cases("emit").into_iter().find(|case| case.name == "configured").unwrap();
    case.config = case.config.map(|config| config + "\n[server]\nmodule = true\n");
    let generated = fixture::generate(&case);
    let text = |folder: &str| {
        let files = &generated.packages[0].files;
        files
            .iter()
            .filter(|(path, _)| path.starts_with(folder))
            .map(|(_, text)| text.as_str())
            .collect::<String>()
    };
    assert!(text("src/client/").contains("pub fn fetch_order(&self, id: impl AsRef<str>)"));
    let server = text("src/server/");
    assert!(server.contains("fn fetch_order(") && server.contains("input FetchOrderInput {"), "{server}");
    assert!(server.contains("        id: String = required(0);"), "{server}");
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
