//! Rules for every text file: no trailing white space, one line end, a last line end.

use super::Finding;
use super::files::{File, has_extension};

pub(super) fn check(file: &File) -> Vec<Finding> {
    if is_verbatim(&file.path) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (index, line) in file.text.split('\n').enumerate() {
        if line.ends_with('\r') {
            findings.push(Finding::line(&file.path, index + 1, "a line ends with a carriage return"));
        } else if line.ends_with([' ', '\t']) {
            findings.push(Finding::line(&file.path, index + 1, "white space at the end of a line"));
        }
    }
    if !file.text.is_empty() && (!file.text.ends_with('\n') || file.text.ends_with("\n\n")) {
        findings.push(Finding::file(&file.path, "the file does not end with exactly one line end"));
    }
    findings
}

/// Whether the text is somebody else's, or a tool's, and has to stay as it is.
fn is_verbatim(path: &str) -> bool {
    path.starts_with("spec/pages/")
        || path == "spec/otark-brp.yaml"
        || path.contains("/fixtures/")
        // Inputs of the fuzzer are what they are.
        || path.starts_with("fuzz/seeds/")
        || has_extension(path, "snap")
        || has_extension(path, "proptest-regressions")
        || path.starts_with("LICENSE-")
}

#[cfg(test)]
mod tests {
    use super::super::files::File;
    use super::check;

    #[test]
    fn a_clean_file_passes() {
        assert!(check(&File::new("a.md", "One.\n\nTwo.\n")).is_empty());
        assert!(check(&File::new("a.md", "")).is_empty());
        assert!(check(&File::new("spec/pages/a.md", "One. \r\n\n")).is_empty(), "a page stays verbatim");
    }

    #[test]
    fn stray_white_space_is_found() {
        let found =
            |text: &str| check(&File::new("a.md", text)).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(found("a \nb\t\nc\n").len(), 2);
        assert_eq!(found("a\nb \n"), ["a.md:2: white space at the end of a line"]);
        assert_eq!(found("a\r\nb\n"), ["a.md:1: a line ends with a carriage return"]);
        assert_eq!(found("a"), ["a.md: the file does not end with exactly one line end"]);
        assert_eq!(found("a\n\n"), ["a.md: the file does not end with exactly one line end"]);
    }
}
