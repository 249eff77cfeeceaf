//! Words that Rust or the generated code keeps for itself.

/// The keywords of every edition up to 2024, the reserved and the weak ones that cannot name a value included.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// Types, traits and variants of the prelude that generated code uses by their short name.
pub(super) const PRELUDE: &[&str] = &[
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Into",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Vec",
];

/// Whether the word cannot be an identifier.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_rust_agrees() {
        assert!(KEYWORDS.is_sorted());
        for word in KEYWORDS {
            // `gen` became a keyword with edition 2024, which `syn` does not tell apart.
            assert!(syn::parse_str::<syn::Ident>(word).is_err() || *word == "gen", "{word}");
            assert!(syn::parse_str::<syn::Ident>(&format!("{word}_")).is_ok(), "{word}");
        }
    }
}
