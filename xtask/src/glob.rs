//! Globs over paths that are parted by `/`.

/// Whether a glob matches a path: `?` is a character and `*` are any, both without `/`, and `**` is anything.
pub(crate) fn matches(glob: &str, path: &str) -> bool {
    if let Some(rest) = glob.strip_prefix("**") {
        let rest_of = |at: usize| path.is_char_boundary(at) && matches(rest, &path[at..]);
        return (0..=path.len()).any(rest_of)
            || rest.strip_prefix('/').is_some_and(|rest| matches(rest, path));
    }
    if let Some(rest) = glob.strip_prefix('*') {
        let end = path.find('/').unwrap_or(path.len());
        return (0..=end).any(|at| path.is_char_boundary(at) && matches(rest, &path[at..]));
    }
    let (mut glob, mut path) = (glob.chars(), path.chars());
    match (glob.next(), path.next()) {
        (None, None) => true,
        (Some(wanted), Some(found)) if wanted == found || (wanted == '?' && found != '/') => {
            matches(glob.as_str(), path.as_str())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn globs_match_whole_paths() {
        for (glob, path) in [
            ("ref*", "refRemote.json"),
            ("**/date*.json", "optional/format/date-time.json"),
            ("**/ref.json", "ref.json"),
            ("optional/*/t?me.json", "optional/format/time.json"),
        ] {
            assert!(matches(glob, path), "{glob} {path}");
        }
        for (glob, path) in [("ref", "ref.json"), ("*.json", "optional/id.json"), ("?", "é/"), ("", "a")] {
            assert!(!matches(glob, path), "{glob} {path}");
        }
    }
}
