//! `pattern`: an ECMA-262 expression that is compiled when it is first used, or code.

use std::fmt;
use std::sync::OnceLock;

use crate::regex::Regex;

/// A `pattern`, ECMA-262, not anchored unless it says so itself.
///
/// ```
/// # use specwright_runtime::{Pattern, Schema, StringRules};
/// static ID: Pattern = Pattern::expression("^cust_[a-z0-9]{8}$");
/// static SCHEMA: Schema = Schema::string(StringRules::ANY.pattern(&ID));
/// assert!(ID.is_match("cust_r8s9t0u1"));
/// assert!(!ID.is_match("cust_R8S9T0U1"));
/// ```
pub struct Pattern {
    source: &'static str,
    matcher: Matcher,
}

enum Matcher {
    Code(fn(&str) -> bool),
    Expression(OnceLock<Option<Box<Regex>>>),
}

impl Pattern {
    /// A pattern for which there is code.
    ///
    /// ```
    /// # use specwright_runtime::Pattern;
    /// static CROSSES: Pattern = Pattern::code("^x*$", |text| text.bytes().all(|byte| byte == b'x'));
    /// assert!(CROSSES.is_match("xx"));
    /// ```
    #[must_use]
    pub const fn code(source: &'static str, is_match: fn(&str) -> bool) -> Self {
        Self { source, matcher: Matcher::Code(is_match) }
    }

    /// A pattern that is compiled when it is first used.
    ///
    /// Matching takes time in proportion to the text. Only a pattern with a back reference, or with a repetition of
    /// many thousand times, may take longer, and then it is given up after some milliseconds: a text for which that
    /// was not enough counts as one that does not match.
    ///
    /// The generator refuses a pattern that does not compile; should one come here all the same, it matches
    /// nothing, which is seen at once, where matching everything would not be.
    ///
    /// # Panics
    ///
    /// Where the pattern has properties of characters (`\p{..}`) or modifiers (`(?i:..)`) and the feature `unicode`,
    /// which knows the tables for them, is off. In a `static` that is an error of compilation.
    #[must_use]
    pub const fn expression(source: &'static str) -> Self {
        assert!(
            cfg!(feature = "unicode") || !needs_tables(source.as_bytes()),
            "this pattern needs the feature `unicode` of specwright-runtime"
        );
        Self { source, matcher: Matcher::Expression(OnceLock::new()) }
    }

    /// The pattern as the document has it.
    ///
    /// ```
    /// use specwright_runtime::Pattern;
    ///
    /// assert_eq!(Pattern::expression("^[A-Z]{3}$").source(), "^[A-Z]{3}$");
    /// ```
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Does the pattern match somewhere in the text?
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        match &self.matcher {
            Matcher::Code(is_match) => is_match(text),
            Matcher::Expression(cell) => cell
                .get_or_init(|| Regex::new(self.source).map(Box::new))
                .as_ref()
                .is_some_and(|regex| regex.is_match(text)),
        }
    }
}

/// Does the pattern have a property of characters, or the modifier `i`?
const fn needs_tables(source: &[u8]) -> bool {
    let mut at = 0;
    while at + 1 < source.len() {
        match (source[at], source[at + 1]) {
            (b'\\', b'p' | b'P') => return true,
            (b'\\', _) => at += 1,
            (b'(', b'?') => {
                at += 1;
                while at + 1 < source.len() && matches!(source[at + 1], b'm' | b's') {
                    at += 1;
                }
                if at + 1 < source.len() && source[at + 1] == b'i' {
                    return true;
                }
            }
            _ => {}
        }
        at += 1;
    }
    false
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::needs_tables;

    #[test]
    fn tables_are_for_properties_and_modifiers() {
        for source in [r"\p{L}", r"[\P{Lu}]", "(?i:a)", "a(?msi-:.)", r"\\\p{L}"] {
            assert!(needs_tables(source.as_bytes()), "{source}");
        }
        for source in ["", "p", r"\\p{L}", "(?:i)", "(?<i>a)", r"\(?i", "(?=i)", "(?", "(?s-i:i)", "(?m"] {
            assert!(!needs_tables(source.as_bytes()), "{source}");
        }
    }
}
