//! Rules for hand-written Rust files.

use super::Finding;
use super::code::{line_of, words};
use super::files::File;

/// A file that is longer has more than one purpose.
const MAX_LINES: usize = 400;

/// Macros that mark unfinished work.
const UNFINISHED: [&str; 3] = ["todo", "unimplemented", "dbg"];

pub(super) fn check(file: &File) -> Vec<Finding> {
    if !file.is_hand_written_rust() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    if !file.text.starts_with("//!") {
        findings.push(Finding::line(&file.path, 1, "the file does not begin with `//!` and what it owns"));
    }
    let lines = file.text.lines().count();
    if lines > MAX_LINES {
        let message =
            format!("{lines} lines, and at most {MAX_LINES} are allowed: split the file by purpose");
        findings.push(Finding::file(&file.path, message));
    }
    for name in UNFINISHED {
        for at in words(&file.code, name) {
            if file.code[at + name.len()..].starts_with('!') {
                let message = format!("`{name}!` is left");
                findings.push(Finding::line(&file.path, line_of(&file.code, at), message));
            }
        }
    }
    findings.extend(attributes(file));
    findings
}

/// Attributes that switch something off need a reason, and a test is never switched off.
fn attributes(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, _) in file.code.match_indices('#') {
        let body = file.code[at + 1..].trim_start_matches('!');
        let Some(body) = body.strip_prefix('[') else { continue };
        let attribute = &body[..end_of_attribute(body)];
        let mut finding = |message: &str| {
            findings.push(Finding::line(&file.path, line_of(&file.code, at), message));
        };
        if words(attribute, "ignore").any(|at| at == 0) {
            finding("a test is ignored: mend it or remove it");
        }
        for lint in ["allow", "expect"] {
            let switches = words(attribute, lint).any(|at| attribute[at + lint.len()..].starts_with('('));
            if switches && words(attribute, "reason").next().is_none() {
                finding(&format!("`{lint}` without `reason = \"...\"`"));
            }
        }
    }
    findings
}

/// The length of the text up to the bracket that closes an attribute, given the text after the one that opens it.
fn end_of_attribute(body: &str) -> usize {
    let mut depth = 1_usize;
    for (at, c) in body.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    body.len()
}

#[cfg(test)]
mod tests {
    use super::super::files::File;
    use super::{MAX_LINES, check};

    fn found(text: &str) -> Vec<String> {
        check(&File::new("a/src/b.rs", text)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_good_file_passes() {
        let text = "//! Owns nothing; `todo!` in a comment is fine.\n\n\
                    #![expect(dead_code, reason = \"a sample\")]\n\
                    #[cfg_attr(test, allow(unused, reason = \"a sample\"))]\n\
                    #[derive(Debug)]\nstruct A;\nfn todo() -> &'static str { \"dbg!()\" }\n\
                    fn ignore() { allow(1); }\n";
        assert!(found(text).is_empty(), "{:?}", found(text));
    }

    #[test]
    fn module_docs_come_first() {
        assert_eq!(found("fn main() {}\n").len(), 1);
        assert_eq!(found("// A comment.\n//! Late.\n").len(), 1);
        assert!(check(&File::new("generated-types/src/generated/a.rs", "fn main() {}\n")).is_empty());
    }

    #[test]
    fn long_files_are_named_with_their_length() {
        let lines = |count: usize| format!("//! A.\n{}", "\n".repeat(count - 1));
        assert!(found(&lines(MAX_LINES)).is_empty());
        assert_eq!(
            found(&lines(MAX_LINES + 1)),
            ["a/src/b.rs: 401 lines, and at most 400 are allowed: split the file by purpose"]
        );
    }

    #[test]
    fn unfinished_work_is_found() {
        assert_eq!(found("//! A.\nfn f() { todo!() }\n"), ["a/src/b.rs:2: `todo!` is left"]);
        assert_eq!(found("//! A.\nfn f() { unimplemented!(\"x\") }\nfn g() { dbg!(1); }\n").len(), 2);
    }

    #[test]
    fn switches_need_a_reason() {
        for text in [
            "#[allow(dead_code)]",
            "#![allow(\n    dead_code,\n)]",
            "#[expect(unused)]",
            "#[cfg_attr(test, allow(x))]",
        ] {
            assert_eq!(found(&format!("//! A.\n{text}\nfn f() {{}}\n")).len(), 1, "{text}");
        }
    }

    #[test]
    fn ignored_tests_are_refused() {
        for text in ["#[ignore]", "#[ignore = \"slow\"]"] {
            assert_eq!(found(&format!("//! A.\n#[test]\n{text}\nfn f() {{}}\n")).len(), 1, "{text}");
        }
    }
}
