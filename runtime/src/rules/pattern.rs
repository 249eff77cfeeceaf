//! `pattern`: straight code that the generator printed, or an ECMA-262 expression that is compiled once.

use std::fmt;

/// A `pattern`, ECMA-262, not anchored unless it says so itself.
///
/// ```
/// # use specwright_runtime::{Pattern, Schema, StringRules};
/// static ID: Pattern = Pattern::code("^x+$", |text| !text.is_empty() && text.bytes().all(|b| b == b'x'));
/// static SCHEMA: Schema = Schema::string(StringRules::ANY.pattern(&ID));
/// assert!(ID.is_match("xx"));
/// ```
pub struct Pattern {
    source: &'static str,
    matcher: Matcher,
}

enum Matcher {
    Code(fn(&str) -> bool),
    #[cfg(feature = "regress")]
    Expression(std::sync::OnceLock<Option<Box<regress::Regex>>>),
}

impl Pattern {
    /// A pattern that the generator has compiled to code.
    #[must_use]
    pub const fn code(source: &'static str, is_match: fn(&str) -> bool) -> Self {
        Self { source, matcher: Matcher::Code(is_match) }
    }

    /// A pattern that is compiled when it is first used.
    ///
    /// The generator refuses a pattern that does not compile; should one come here all the same, it matches
    /// nothing, which is seen at once, where matching everything would not be.
    #[cfg(feature = "regress")]
    #[must_use]
    pub const fn expression(source: &'static str) -> Self {
        Self { source, matcher: Matcher::Expression(std::sync::OnceLock::new()) }
    }

    /// The pattern as the document has it.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Does the pattern match somewhere in the text?
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        match &self.matcher {
            Matcher::Code(is_match) => is_match(text),
            #[cfg(feature = "regress")]
            Matcher::Expression(cell) => cell
                .get_or_init(|| regress::Regex::with_flags(self.source, "u").ok().map(Box::new))
                .as_ref()
                .is_some_and(|regex| regex.find(text).is_some()),
        }
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}
