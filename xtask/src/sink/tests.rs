//! The sink over temporary folders.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::{Action, Output, apply, listing, plan, refuse_foreign, stale};

/// Two files in `src/generated`, which is owned, and one beside it, which is not.
fn output(folder: &Path) -> Output {
    let mut output = Output::default();
    output.add(folder, "Cargo.toml", "[package]\n".to_owned()).unwrap();
    output.add(folder, "src/generated/models.rs", "pub struct A;\n".to_owned()).unwrap();
    output.add(folder, "src/generated/mod.rs", "mod models;\n".to_owned()).unwrap();
    output.own(folder, "src/generated").unwrap();
    output
}

fn generated() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = output(folder.path());
    apply(&plan(&output).unwrap()).unwrap();
    folder
}

fn actions(folder: &Path) -> Vec<String> {
    listing(folder, &plan(&output(folder)).unwrap())
}

#[test]
fn an_empty_folder_is_filled_once() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        actions(folder.path()),
        ["create Cargo.toml", "create src/generated/mod.rs", "create src/generated/models.rs"]
    );
    assert!(!folder.path().join("src").exists(), "planning writes nothing");

    apply(&plan(&output(folder.path())).unwrap()).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("src/generated/models.rs")).unwrap(), "pub struct A;\n");
    assert!(actions(folder.path()).is_empty());
    let left = fs::read_dir(folder.path().join("src/generated")).unwrap().count();
    assert_eq!(left, 2, "no temporary file is left");
}

#[test]
fn an_unchanged_file_keeps_its_modification_time() {
    let folder = generated();
    let path = |name: &str| folder.path().join(name);
    let long_ago = SystemTime::now() - Duration::from_secs(1000);
    for name in ["src/generated/mod.rs", "src/generated/models.rs"] {
        fs::File::options().write(true).open(path(name)).unwrap().set_modified(long_ago).unwrap();
    }
    fs::write(path("src/generated/models.rs"), "pub struct B;\n").unwrap();

    assert_eq!(actions(folder.path()), ["update src/generated/models.rs"]);
    apply(&plan(&output(folder.path())).unwrap()).unwrap();
    let modified = |name: &str| path(name).metadata().unwrap().modified().unwrap();
    assert_eq!(modified("src/generated/mod.rs"), long_ago);
    assert!(modified("src/generated/models.rs") > long_ago);
}

#[test]
fn orphans_are_removed_in_owned_folders_only() {
    let folder = generated();
    let path = |name: &str| folder.path().join(name);
    fs::create_dir_all(path("src/generated/old/deep")).unwrap();
    fs::write(path("src/generated/old/deep/gone.rs"), "x").unwrap();
    fs::write(path("src/generated/stray.txt"), "x").unwrap();
    fs::write(path("src/lib.rs"), "mod generated;\n").unwrap();

    assert_eq!(
        actions(folder.path()),
        ["remove src/generated/old/deep/gone.rs", "remove src/generated/stray.txt"]
    );
    apply(&plan(&output(folder.path())).unwrap()).unwrap();
    assert!(!path("src/generated/old").exists(), "an emptied folder is removed");
    assert!(!path("src/generated/stray.txt").exists());
    assert!(path("src/lib.rs").exists());
}

#[test]
fn a_file_and_a_folder_change_places() {
    let folder = generated();
    let path = |name: &str| folder.path().join(name);
    fs::remove_file(path("src/generated/models.rs")).unwrap();
    fs::create_dir(path("src/generated/models.rs")).unwrap();
    fs::write(path("src/generated/models.rs/inner.rs"), "x").unwrap();
    apply(&plan(&output(folder.path())).unwrap()).unwrap();
    assert!(path("src/generated/models.rs").is_file());

    let mut deeper = output(folder.path());
    deeper.files.remove(&path("src/generated/models.rs"));
    deeper.add(folder.path(), "src/generated/models.rs/inner.rs", "x".to_owned()).unwrap();
    apply(&plan(&deeper).unwrap()).unwrap();
    assert!(path("src/generated/models.rs/inner.rs").is_file());
}

#[test]
fn a_folder_in_the_place_of_a_file_that_is_not_in_an_owned_folder_is_kept() {
    let folder = generated();
    fs::remove_file(folder.path().join("Cargo.toml")).unwrap();
    fs::create_dir(folder.path().join("Cargo.toml")).unwrap();
    let error = plan(&output(folder.path())).unwrap_err().to_string();
    assert!(error.ends_with("a folder is in its place"), "{error}");
}

#[test]
fn a_crate_of_somebody_else_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let mut output = output(folder.path());
    output.package(folder.path()).unwrap();
    let guard = |output: &Output| refuse_foreign(output, &plan(output).unwrap());
    guard(&output).expect("an empty folder is free");

    fs::create_dir_all(folder.path().join("src/generated")).unwrap();
    fs::write(folder.path().join("src/main.rs"), "fn main() {}\n").unwrap();
    guard(&output).expect("nothing is lost when files are only added");

    fs::write(folder.path().join("Cargo.toml"), "[package]\nname = \"mine\"\n").unwrap();
    let error = guard(&output).unwrap_err().to_string();
    assert!(error.contains("Cargo.toml` would be overwritten"), "{error}");
    fs::remove_file(folder.path().join("Cargo.toml")).unwrap();
    fs::write(folder.path().join("src/generated/precious.rs"), "x").unwrap();
    let error = guard(&output).unwrap_err().to_string();
    assert!(error.contains("precious.rs` would be overwritten"), "{error}");

    fs::write(folder.path().join("src/generated/mod.rs"), "// Generated by Specwright from `a`.\n").unwrap();
    guard(&output).expect("one generated file shows that the folder is ours");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_behind_a_symbolic_link() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = generated();
    fs::create_dir(folder.path().join("src")).unwrap();
    let target = elsewhere.path().join("src/generated");
    std::os::unix::fs::symlink(&target, folder.path().join("src/generated")).unwrap();
    let error = plan(&output(folder.path())).unwrap_err().to_string();
    assert!(error.contains("is a symbolic link"), "{error}");

    // A link inside of an owned folder is an orphan, or gives way to the file that has its name.
    let folder = generated();
    let link = folder.path().join("src/generated/link");
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let models = folder.path().join("src/generated/models.rs");
    fs::remove_file(&models).unwrap();
    std::os::unix::fs::symlink(target.join("models.rs"), &models).unwrap();
    assert_eq!(actions(folder.path()), ["remove src/generated/link", "update src/generated/models.rs"]);
    apply(&plan(&output(folder.path())).unwrap()).unwrap();
    assert!(!link.exists() && models.symlink_metadata().unwrap().is_file());
    assert!(target.join("models.rs").exists());
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_link_in_an_owned_folder_is_written_anew() {
    let folder = generated();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("a.rs"), "a").unwrap();
    let sub = folder.path().join("src/generated/sub");
    std::os::unix::fs::symlink(elsewhere.path(), &sub).unwrap();
    let mut output = output(folder.path());
    output.add(folder.path(), "src/generated/sub/a.rs", "a".to_owned()).unwrap();

    apply(&plan(&output).unwrap()).unwrap();
    assert!(sub.symlink_metadata().unwrap().is_dir());
    assert!(sub.join("a.rs").is_file() && elsewhere.path().join("a.rs").is_file());
    assert!(plan(&output).unwrap().is_empty());
}

#[cfg(unix)]
#[test]
fn permissions_survive() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = generated();
    let path = folder.path().join("src/generated/models.rs");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    apply(&plan(&output(folder.path())).unwrap()).unwrap();
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn staleness_names_files_difference_and_command() {
    let folder = generated();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("src/generated/models.rs"), "pub struct B;\n").unwrap();
    fs::remove_file(path("Cargo.toml")).unwrap();
    fs::write(path("src/generated/stray.rs"), "").unwrap();

    let output = output(folder.path());
    let changes = plan(&output).unwrap();
    let kinds: Vec<_> = changes.iter().map(|change| change.action).collect();
    assert_eq!(kinds, [Action::Create, Action::Update, Action::Remove]);
    let expected = "\
missing: Cargo.toml
stale: src/generated/models.rs
orphaned: src/generated/stray.rs

--- /dev/null
+++ b/Cargo.toml
@@ -0,0 +1 @@
+[package]
--- a/src/generated/models.rs
+++ b/src/generated/models.rs
@@ -1 +1 @@
-pub struct B;
+pub struct A;

run `cargo xtask codegen` to mend this";
    assert_eq!(stale(folder.path(), &changes, "cargo xtask codegen").join("\n"), expected);
}

#[test]
fn a_path_that_leads_out_is_refused() {
    let mut output = Output::default();
    let folder = Path::new("/out/crate");
    for path in ["../x.rs", "/etc/x.rs", "", ".", "src/../../x.rs"] {
        assert!(output.add(folder, path, String::new()).is_err(), "{path}");
        assert!(output.own(folder, path).is_err(), "{path}");
    }
    output.add(folder, "x.rs", String::new()).unwrap();
    assert!(output.add(folder, "./x.rs", String::new()).is_err(), "a file is written once");
}
