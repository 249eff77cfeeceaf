//! Where the workspace is, and how its paths are shown.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result};

/// The folder of the workspace.
///
/// Cargo says at run time where the package of a running binary is. That is asked first, so that a binary from a
/// shared target folder works on the checkout that it was started in, and that tests can point it elsewhere.
pub(crate) fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or_else(|| package.clone(), Path::to_path_buf)
}

/// Cargo's target folder of the workspace, without symbolic links.
///
/// # Errors
/// When the current folder is gone.
pub(crate) fn target(root: &Path) -> Result<PathBuf> {
    physical(&std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from))
}

/// The path as a person would write it: relative to the workspace or to the current folder where it is inside.
pub(crate) fn show(root: &Path, path: &Path) -> String {
    let path = normal(path);
    let current = std::env::current_dir().ok();
    let inside = |folder: &Path| path.strip_prefix(folder).ok();
    let shown = inside(root).or_else(|| inside(current.as_deref()?)).unwrap_or(&path);
    shown.display().to_string().replace('\\', "/")
}

/// The absolute path without `.` and `..`, by its text alone.
///
/// # Errors
/// When the path is empty, or the current folder is gone.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(path).with_context(|| format!("no path: `{}`", path.display()))?;
    Ok(normal(&absolute))
}

/// The path without `.` and `a/..`, by its text alone: it need not exist.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(normal.components().next_back(), Some(Component::Normal(_))) => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    if normal.as_os_str().is_empty() { PathBuf::from(".") } else { normal }
}

/// The absolute path without symbolic links, as far as it exists: only there do `..` and the text agree.
///
/// # Errors
/// As [`absolute`].
pub(crate) fn physical(path: &Path) -> Result<PathBuf> {
    let path = absolute(path)?;
    let existing = path.ancestors().find_map(|ancestor| Some((ancestor, ancestor.canonicalize().ok()?)));
    Ok(match existing {
        Some((ancestor, physical)) => physical.join(path.strip_prefix(ancestor).unwrap_or(Path::new(""))),
        None => path,
    })
}

/// The way from the folder `from` to `to`, both absolute, with `/`.
pub(crate) fn relative(from: &Path, to: &Path) -> String {
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(common).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(to.components().skip(common)).collect();
    way.display().to_string().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{normal, relative, show};

    #[test]
    fn dots_are_folded_by_text() {
        for (path, expected) in [
            ("a/../b", "b"),
            ("./a/./b", "a/b"),
            ("../a", "../a"),
            ("a/../../b", "../b"),
            ("a/..", "."),
            ("/a/../b", "/b"),
        ] {
            assert_eq!(normal(Path::new(path)), Path::new(expected), "{path}");
        }
    }

    #[test]
    fn paths_inside_are_shown_relative() {
        let root = Path::new("/work");
        assert_eq!(show(root, Path::new("/work/spec/../types/lib.rs")), "types/lib.rs");
        assert_eq!(show(root, Path::new("/else/lib.rs")), "/else/lib.rs");
        assert_eq!(show(root, Path::new("out/lib.rs")), "out/lib.rs");
    }

    #[test]
    fn the_way_from_folder_to_folder() {
        for (from, to, expected) in [
            ("/a/b", "/a/c/d", "../c/d"),
            ("/a", "/a/b", "b"),
            ("/a/b/c", "/a", "../.."),
            ("/a", "/b", "../b"),
        ] {
            assert_eq!(relative(Path::new(from), Path::new(to)), expected);
        }
    }
}
