//! No file names a folder of the machine that it was written on.

use std::path::Path;

use super::Finding;
use super::code::line_of;
use super::files::File;

/// Where the systems keep people's folders. Written in two parts, so that this file keeps its own rule.
const HOMES: [&str; 5] = [
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("C:\\Us", "ers"),
    concat!("C:/Us", "ers"),
];

pub(super) fn check(file: &File, root: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    for home in HOMES {
        for (at, _) in file.text.match_indices(home) {
            if begins_path(&file.text[..at]) {
                let message = "a path of somebody's machine: write it relative to the workspace";
                findings.push(Finding::line(&file.path, line_of(&file.text, at), message));
            }
        }
    }
    for (at, found) in root_of(root).iter().flat_map(|root| file.text.match_indices(root.as_str())) {
        if begins_path(&file.text[..at]) && ends_folder(&file.text[at + found.len()..]) {
            let message = "the path of this checkout: write it relative to the workspace";
            findings.push(Finding::line(&file.path, line_of(&file.text, at), message));
        }
    }
    findings
}

/// The workspace as text; nothing when it is so short (`/src`) that it would be found everywhere.
fn root_of(root: &Path) -> Option<String> {
    (root.components().count() > 2).then(|| root.display().to_string())
}

/// Whether an absolute path can begin after `before`: not in the middle of a relative path, an address or a
/// JSON Pointer.
fn begins_path(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_alphanumeric() || "_-.#})]>~*".contains(c))
}

fn ends_folder(after: &str) -> bool {
    !after.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-')
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::files::File;
    use super::{HOMES, check};

    fn lines(text: &str, root: &str) -> Vec<usize> {
        check(&File::new("a.md", text), Path::new(root)).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn homes_and_the_checkout_are_found() {
        for home in HOMES {
            assert_eq!(lines(&format!("ok\nsee `{home}ada/x`\n"), "/srv/build/it"), [2], "{home}");
            assert_eq!(lines(&format!("file://{home}ada\n"), "/srv/build/it"), [1], "{home}");
        }
        assert_eq!(lines("/srv/build/it/spec\n\"/srv/build/it\"", "/srv/build/it"), [1, 2]);
    }

    #[test]
    fn other_paths_pass() {
        let home = HOMES[0];
        for text in [
            format!("https://example.org{home}x"),
            format!("assets{home}x"),
            format!("$ref: '#{home}x'"),
            "/srv/build/items".to_owned(),
            "docs/srv/build/it".to_owned(),
            "/etc/passwd".to_owned(),
        ] {
            assert!(lines(&text, "/srv/build/it").is_empty(), "{text}");
        }
        assert!(lines("/src/lib.rs", "/src").is_empty());
    }
}
