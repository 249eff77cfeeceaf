//! The program in the README is one that compiles.

use super::Finding;
use super::files::File;

const README: &str = "README.md";

/// The program that the README shows: an example, so that `cargo test` and clippy see it.
const EXAMPLE: &str = "generated-client/examples/activate_customer.rs";

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let text = |path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
    let shown = format!("```rust\n{}```\n", program(text(EXAMPLE).unwrap_or_default()));
    if text(README).is_some_and(|readme| readme.contains(&shown)) {
        return Vec::new();
    }
    vec![Finding::file(README, format!("does not show the program `{EXAMPLE}` as it is"))]
}

/// A program without its module documentation.
fn program(text: &str) -> String {
    let lines =
        text.split_inclusive('\n').skip_while(|line| line.starts_with("//!") || line.trim().is_empty());
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::super::files::File;
    use super::{EXAMPLE, README, check};

    #[test]
    fn the_readme_shows_the_example_as_it_is() {
        let example = File::new(EXAMPLE, "//! Docs.\n//! More.\n\nuse a;\n\nfn main() {}\n");
        let good = File::new(README, "Text.\n\n```rust\nuse a;\n\nfn main() {}\n```\n\nMore.\n");
        assert!(check(&[example, good]).is_empty());
    }

    #[test]
    fn another_program_is_found() {
        let example = File::new(EXAMPLE, "//! Docs.\n\nfn main() {}\n");
        let old = File::new(README, "```rust\nfn main() { }\n```\n");
        assert_eq!(check(&[example, old]).len(), 1);
        assert_eq!(check(&[]).len(), 1);
    }
}
