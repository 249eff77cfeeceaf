//! Reading the files that a document refers to: only below the document's own folder.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use specwright::read::Loader;

use crate::read;

/// A folder out of which no reference leads, neither by `..` nor by a symbolic link.
#[derive(Debug)]
pub(crate) struct Below {
    folder: PathBuf,
    limit: usize,
}

impl Below {
    /// Reads below the folder of `document`, files of at most `limit` bytes.
    ///
    /// # Errors
    /// When the folder does not exist.
    pub(crate) fn folder_of(document: &Path, limit: usize) -> Result<Self> {
        let folder = match document.parent() {
            Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
            Some(folder) => folder,
            None => bail!("`{}` is not in a folder", document.display()),
        };
        let folder = folder.canonicalize().with_context(|| format!("cannot read `{}`", folder.display()))?;
        Ok(Self { folder, limit })
    }
}

impl Loader for Below {
    /// The reasons do not name the folder, so that a diagnostic is the same on every machine.
    fn load(&mut self, path: &str) -> Result<Vec<u8>, String> {
        let relative = Path::new(path);
        if !relative
            .components()
            .all(|component| matches!(component, Component::Normal(_) | Component::CurDir))
        {
            return Err("it leads out of the folder of the document".to_owned());
        }
        let found = self.folder.join(relative).canonicalize().map_err(|error| error.kind().to_string())?;
        if !found.starts_with(&self.folder) {
            return Err("it leads out of the folder of the document by a symbolic link".to_owned());
        }
        read::bounded(&found, self.limit)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use specwright::read::Loader as _;

    use super::Below;

    #[test]
    fn files_below_the_folder_are_read_and_others_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("spec/schemas")).unwrap();
        fs::write(folder.path().join("secret.yaml"), "secret").unwrap();
        fs::write(folder.path().join("spec/schemas/tso.yaml"), "tso").unwrap();
        let mut below = Below::folder_of(&folder.path().join("spec/api.yaml"), 100).unwrap();

        assert_eq!(below.load("schemas/tso.yaml").unwrap(), b"tso");
        assert_eq!(below.load("./schemas/tso.yaml").unwrap(), b"tso");
        for path in ["../secret.yaml", "schemas/../../secret.yaml", "/etc/passwd", "../../etc/passwd"] {
            assert_eq!(below.load(path).unwrap_err(), "it leads out of the folder of the document");
        }
        for (path, why) in [
            ("schemas", "it is a folder, and a file is expected"),
            ("absent.yaml", "entity not found"),
            ("", "it is a folder, and a file is expected"),
        ] {
            assert_eq!(below.load(path).unwrap_err(), why);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_does_not_lead_out() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("spec")).unwrap();
        fs::write(folder.path().join("secret.yaml"), "secret").unwrap();
        std::os::unix::fs::symlink("../secret.yaml", folder.path().join("spec/link.yaml")).unwrap();
        std::os::unix::fs::symlink("..", folder.path().join("spec/up")).unwrap();
        let mut below = Below::folder_of(&folder.path().join("spec/api.yaml"), 100).unwrap();

        for path in ["link.yaml", "up/secret.yaml"] {
            let why = below.load(path).unwrap_err();
            assert_eq!(why, "it leads out of the folder of the document by a symbolic link");
        }
    }
}
