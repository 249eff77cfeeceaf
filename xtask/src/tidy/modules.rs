//! Arrows inside of the generator: the front end knows documents, the back end knows Rust, the IR is between, and none
//! of them knows the machine.

use super::Finding;
use super::code::{has_word, line_of, words};
use super::files::File;

/// The folder of the generator.
const GENERATOR: &str = "generator/src/";

/// Stages that read documents. They must not name a crate that writes Rust.
const FRONT_END: [&str; 10] =
    ["analyze", "check", "config", "diagnostic", "import", "ir", "lower", "overlay", "read", "source"];
const WRITING_RUST: [&str; 3] = ["proc_macro2", "quote", "syn"];

/// Stages that write Rust. They must not name a document.
const BACK_END: [&str; 3] = ["emit", "names", "render"];
const DOCUMENTS: [&str; 3] = ["Tree", "openapiv3", "serde_yaml"];

/// What would make the output depend on more than the input: the disk, the network, the time, the order of a hash.
const IMPURE: [&str; 9] = [
    "HashMap",
    "HashSet",
    "Instant",
    "SystemTime",
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "std::thread",
];

pub(super) fn check(file: &File) -> Vec<Finding> {
    let Some(stage) = file.path.strip_prefix(GENERATOR).map(stage_of) else { return Vec::new() };
    let mut findings = Vec::new();
    // Tests may measure time.
    let is_test = file.path.ends_with("/tests.rs");
    for name in IMPURE.iter().filter(|_| !is_test) {
        for at in words(&file.code, name) {
            let message = format!("the generator is a function of its input and must not name `{name}`");
            findings.push(Finding::line(&file.path, line_of(&file.code, at), message));
        }
    }
    findings.extend(check_stage(file, stage));
    findings
}

fn check_stage(file: &File, stage: &str) -> Vec<Finding> {
    let (side, refused) = if FRONT_END.contains(&stage) {
        ("front end", WRITING_RUST)
    } else if BACK_END.contains(&stage) {
        ("back end", DOCUMENTS)
    } else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    for name in refused {
        for at in words(&file.code, name).filter(|&at| is_item(&file.code, at, name)) {
            let message = format!("`{stage}` is {side} and must not name `{name}`");
            findings.push(Finding::line(&file.path, line_of(&file.code, at), message));
        }
    }
    findings
}

/// The archived YAML parser can be replaced by changing one file.
pub(super) fn one_file_names_serde_yaml(files: &[File]) -> Vec<Finding> {
    let naming: Vec<_> = files.iter().filter(|file| has_word(&file.code, "serde_yaml")).collect();
    if naming.len() == 1 {
        return Vec::new();
    }
    let message = format!("{} files name `serde_yaml`, and exactly one must", naming.len());
    if naming.is_empty() {
        return vec![Finding::file("generator", message)];
    }
    naming.iter().map(|file| Finding::file(&file.path, message.clone())).collect()
}

/// `source` of `source/tree.rs` and of `source.rs`.
fn stage_of(path: &str) -> &str {
    path.split_once('/').map_or_else(|| path.trim_end_matches(".rs"), |(stage, _)| stage)
}

/// Whether the word names a crate or a type, and not a local function or variable that happens to be called so.
fn is_item(code: &str, at: usize, name: &str) -> bool {
    if name == "Tree" {
        return true;
    }
    let after = &code[at + name.len()..];
    after.starts_with("::") || after.starts_with('!') || code[..at].trim_end().ends_with("use")
}

#[cfg(test)]
mod tests {
    use super::super::files::File;
    use super::{check, one_file_names_serde_yaml};

    fn count(path: &str, text: &str) -> usize {
        check(&File::new(path, text)).len()
    }

    #[test]
    fn the_front_end_does_not_write_rust() {
        for text in [
            "use quote::quote;\n",
            "fn f() { quote! { x } }\n",
            "use syn;\n",
            "type T = proc_macro2::Ident;\n",
        ] {
            assert!(count("generator/src/lower/schema.rs", text) > 0, "{text}");
            assert!(count("generator/src/config.rs", text) > 0, "{text}");
            assert_eq!(count("generator/src/emit/record.rs", text), 0, "{text}");
        }
        assert_eq!(count("generator/src/lower.rs", "// as quote! would\nfn f() { let quote = '\\''; }\n"), 0);
    }

    #[test]
    fn the_back_end_does_not_read_documents() {
        for text in ["use crate::source::Tree;\n", "use openapiv3::Schema;\n"] {
            assert_eq!(count("generator/src/emit/record.rs", text), 1, "{text}");
            assert_eq!(count("generator/src/render.rs", text), 1, "{text}");
            assert_eq!(count("generator/src/read/schema.rs", text), 0, "{text}");
            assert_eq!(count("runtime/src/emit.rs", text), 0, "{text}");
        }
    }

    #[test]
    fn the_generator_is_a_function_of_its_input() {
        for text in ["use std::fs;\n", "type A = HashMap<u8, u8>;\n", "fn f() { std::env::var(X); }\n"] {
            assert_eq!(count("generator/src/files.rs", text), 1, "{text}");
            assert_eq!(count("xtask/src/sink.rs", text), 0, "{text}");
        }
        assert_eq!(count("generator/src/source/tests.rs", "use std::time::Instant;\n"), 0);
        assert_eq!(count("generator/src/files.rs", "const A: &str = env!(\"CARGO_PKG_VERSION\");\n"), 0);
    }

    #[test]
    fn one_file_names_the_yaml_parser() {
        let naming = |path: &str| File::new(path, "use serde_yaml::Value;\n");
        let other = File::new("generator/src/lib.rs", "//! Not serde_yaml.\n");
        assert!(one_file_names_serde_yaml(&[naming("a.rs"), other]).is_empty());
        assert_eq!(one_file_names_serde_yaml(&[naming("a.rs"), naming("b.rs")]).len(), 2);
        assert_eq!(one_file_names_serde_yaml(&[]).len(), 1);
    }
}
