//! What is printed and where: results on standard output, progress and problems on standard error.
//!
//! A reader that goes away (`cargo xtask codegen --check | head`) is no error, so failures to print are dropped.

use std::fmt::Display;
use std::io::{IsTerminal as _, Write as _, stderr, stdout};
use std::path::Path;

use crate::flags::Color;

/// Prints a line of the result.
pub(crate) fn result(line: impl Display) {
    let _ = writeln!(stdout().lock(), "{line}");
}

/// Prints a line of progress.
pub(crate) fn progress(line: impl Display) {
    let _ = writeln!(stderr().lock(), "{line}");
}

/// Prints text that ends its own lines, such as rendered diagnostics.
pub(crate) fn problems(text: &str) {
    let _ = stderr().lock().write_all(text.as_bytes());
}

/// Prints why a command could not do its work, with all causes on one line.
pub(crate) fn error(error: &anyhow::Error) {
    let _ = writeln!(stderr().lock(), "error: {error:#}");
}

/// Whether standard error is coloured: `auto` colours a terminal unless `NO_COLOR` is set.
pub(crate) fn colored(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            !refused && stderr().is_terminal()
        }
    }
}

/// A path as it is typed into a shell.
pub(crate) fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/\\._-+:=@".contains(c);
    if !path.is_empty() && path.chars().all(is_plain) {
        return path;
    }
    format!("'{}'", path.replace('\'', "'\\''"))
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn one_is_singular() {
        assert_eq!(count(0, "file"), "0 files");
        assert_eq!(count(1, "file"), "1 file");
        assert_eq!(count(2, "file"), "2 files");
    }
}
