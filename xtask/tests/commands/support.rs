//! Running the built binary on folders that a test owns.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A small document.
pub(crate) const API: &str = r##"openapi: 3.0.3
info: { title: Pets, version: 1.0.0 }
servers: [{ url: https://pets.example }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: The pet
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
components:
  schemas:
    Pet:
      type: object
      description: A pet
      properties:
        name: { type: string, description: What it listens to }
        kind: { type: string, enum: [cat, dog], description: What it is }
      required: [name]
"##;

/// What a run of the binary gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the binary in `folder`.
pub(crate) fn xtask(folder: &Path, arguments: &[&str]) -> Run {
    run(Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).current_dir(folder))
}

fn run(command: &mut Command) -> Run {
    let output = command.env_remove("NO_COLOR").output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The folder of this workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// A copy of what codegen reads and writes.
pub(crate) struct Workspace {
    folder: tempfile::TempDir,
}

impl Workspace {
    pub(crate) fn copy() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for part in ["spec", "generated-types", "generated-client"] {
            for (path, text) in files(&root().join(part)) {
                let path = folder.path().join(part).join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
        }
        Self { folder }
    }

    /// Runs the binary as if this copy were its workspace.
    pub(crate) fn xtask(&self, arguments: &[&str]) -> Run {
        let package = self.folder.path().join("xtask");
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        run(command.args(arguments).current_dir(self.folder.path()).env("CARGO_MANIFEST_DIR", package))
    }

    /// Changes a file, which must become different.
    pub(crate) fn edit(&self, path: &str, change: impl FnOnce(&str) -> String) {
        let path = self.folder.path().join(path);
        let before = fs::read_to_string(&path).unwrap();
        let after = change(&before);
        assert_ne!(before, after);
        fs::write(path, after).unwrap();
    }
}

/// Every file below a folder with its text, by relative path.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(folder.join(&inner)).unwrap() {
            let entry = entry.unwrap();
            let path = inner.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(entry.path()).unwrap();
                files.insert(path.to_str().unwrap().replace('\\', "/"), text);
            }
        }
    }
    files
}
