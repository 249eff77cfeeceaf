//! Globs over paths that are parted by `/`.
//!
//! Braces mean nothing here, since templates of paths are full of them; libraries for globs take them for alternatives.

/// Whether a glob matches the whole of a path: `?` is a character and `*` are any, both without `/`, and `**` is
/// anything; `**/` may also be nothing.
///
/// ```
/// use specwright::glob::matches;
///
/// assert!(matches("/v1/**", "/v1/customers/{customer_id}"));
/// assert!(matches("/v1/*/{customer_id}", "/v1/customers/{customer_id}"));
/// assert!(!matches("/v1/*", "/v1/customers/{customer_id}"));
/// ```
#[must_use]
pub fn matches(glob: &str, path: &str) -> bool {
    let path: Vec<char> = path.chars().collect();
    // `reached[at]`: what has been read of the glob matches the first `at` characters.
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    let mut rest = glob;
    while let Some(sign) = rest.chars().next() {
        rest = &rest[sign.len_utf8()..];
        if sign == '*' && rest.starts_with('*') {
            rest = rest.trim_start_matches('*');
            let before = reached.clone();
            spread(&mut reached, |_| true);
            if let Some(behind) = rest.strip_prefix('/') {
                rest = behind;
                let folders = step(&reached, |at| path[at] == '/');
                reached = before.iter().zip(folders).map(|(nothing, some)| *nothing || some).collect();
            }
        } else if sign == '*' {
            spread(&mut reached, |at| path[at] != '/');
        } else {
            reached = step(&reached, |at| path[at] == sign || (sign == '?' && path[at] != '/'));
        }
    }
    reached[path.len()]
}

/// From where one character that `fits` leads.
fn step(reached: &[bool], fits: impl Fn(usize) -> bool) -> Vec<bool> {
    (0..reached.len()).map(|at| at > 0 && reached[at - 1] && fits(at - 1)).collect()
}

/// Goes on as far as characters `fit`.
fn spread(reached: &mut [bool], fits: impl Fn(usize) -> bool) {
    for at in 1..reached.len() {
        reached[at] |= reached[at - 1] && fits(at - 1);
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
            ("**", "a/b"),
            ("/v1/**/x", "/v1/x"),
            ("/v1/{id}", "/v1/{id}"),
            ("", ""),
        ] {
            assert!(matches(glob, path), "{glob} {path}");
        }
        for (glob, path) in [
            ("ref", "ref.json"),
            ("*.json", "optional/id.json"),
            ("?", "é/"),
            ("", "a"),
            ("**/x", "ax"),
            ("/v1/{a,b}", "/v1/a"),
        ] {
            assert!(!matches(glob, path), "{glob} {path}");
        }
    }

    #[test]
    fn many_stars_take_time_in_proportion() {
        let (glob, path) = ("*a".repeat(200), "a".repeat(2000));
        assert!(!matches(&format!("{glob}b"), &path));
    }
}
