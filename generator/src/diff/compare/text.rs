//! What holds for text: lengths, patterns, contents.

use std::collections::BTreeSet;

use super::{Comparison, Step};
use crate::diff::kind::Kind;
use crate::diff::schema::Types;

impl Comparison<'_, '_> {
    pub(super) fn text(&mut self) {
        if !self.base.types.intersection(self.head.types).meets(Types::STRING) {
            return;
        }
        let (base, head) = (self.base.text.clone(), self.head.text.clone());
        self.limit(
            "maxLength",
            (base.max_length, head.max_length),
            true,
            [Kind::MaxLengthSet, Kind::MaxLengthUnset, Kind::MaxLengthDecreased, Kind::MaxLengthIncreased],
        );
        let (increased, decreased) = (Kind::MinLengthIncreased, Kind::MinLengthDecreased);
        let limits = (Some(base.min_length), Some(head.min_length));
        self.limit("minLength", limits, false, [increased, decreased, increased, decreased]);
        if let Some(kind) = pattern(&base.patterns, &head.patterns) {
            let text = |patterns: &BTreeSet<&str>| {
                (!patterns.is_empty()).then(|| patterns.iter().copied().collect::<Vec<_>>().join(", "))
            };
            self.fact(kind, "pattern").values(text(&base.patterns), text(&head.patterns));
        }
        let owned = |text: Option<&str>| text.map(str::to_owned);
        if base.encoding != head.encoding {
            self.fact(Kind::ContentEncodingChanged, "contentEncoding")
                .values(owned(base.encoding), owned(head.encoding));
        }
        if base.media_type != head.media_type {
            self.fact(Kind::ContentMediaTypeChanged, "contentMediaType")
                .values(owned(base.media_type), owned(head.media_type));
        }
        let kinds = [Kind::ContentSchemaAdded, Kind::ContentSchemaRemoved];
        self.optional("contentSchema", (base.content, head.content), kinds, Step::Same);
    }
}

fn pattern(base: &BTreeSet<&str>, head: &BTreeSet<&str>) -> Option<Kind> {
    let asserts = |patterns: &BTreeSet<&str>| patterns.iter().any(|pattern| !is_universal(pattern));
    if base == head {
        return None;
    }
    match (asserts(base), asserts(head)) {
        (false, false) => None,
        (false, true) if base.is_empty() => Some(Kind::PatternAdded),
        (true, false) if head.is_empty() => Some(Kind::PatternRemoved),
        (false, true) => Some(Kind::PatternSpecialized),
        (true, false) => Some(Kind::PatternGeneralized),
        (true, true) => Some(match (alternatives(base), alternatives(head)) {
            _ if base.is_subset(head) => Kind::PatternSpecialized,
            _ if head.is_subset(base) => Kind::PatternGeneralized,
            (Some(base), Some(head)) if base == head => return None,
            (Some(base), Some(head)) if base.is_subset(&head) => Kind::PatternGeneralized,
            (Some(base), Some(head)) if head.is_subset(&base) => Kind::PatternSpecialized,
            _ => Kind::PatternChanged,
        }),
    }
}

/// Whether every text matches.
fn is_universal(pattern: &str) -> bool {
    matches!(pattern, "" | ".*" | "^.*$" | "^.*" | ".*$" | "^" | "$")
}

/// The texts that match, where a pattern does no more than list them: `^(a|b)$`.
fn alternatives<'t>(patterns: &BTreeSet<&'t str>) -> Option<BTreeSet<&'t str>> {
    let pattern = patterns.first().filter(|_| patterns.len() == 1)?;
    let inner = pattern.strip_prefix('^')?.strip_suffix('$')?;
    let list = match inner.strip_prefix("(?:").or_else(|| inner.strip_prefix('(')) {
        Some(rest) => rest.strip_suffix(')')?,
        // Without a group, `^a|b$` is not a list.
        None if inner.contains('|') => return None,
        None => inner,
    };
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | ':' | '/' | '|');
    list.chars().all(is_plain).then(|| list.split('|').collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::pattern;
    use crate::diff::kind::Kind;

    #[test]
    fn patterns_are_compared_as_far_as_that_is_simple() {
        for (base, head, expected) in [
            ("^a$", "^a$", None),
            ("^a$", "", Some(Kind::PatternRemoved)),
            ("", "^a$", Some(Kind::PatternAdded)),
            ("^a$", ".*", Some(Kind::PatternGeneralized)),
            ("", ".*", None),
            ("^(a|b)$", "^(?:b|a)$", None),
            ("^(a|b)$", "^(a|b|c)$", Some(Kind::PatternGeneralized)),
            ("^(a|b)$", "^a$", Some(Kind::PatternSpecialized)),
            ("^[a-z]+$", "^[a-z0-9]+$", Some(Kind::PatternChanged)),
            ("^a|b$", "^(a|b)$", Some(Kind::PatternChanged)),
        ] {
            let set = |pattern: &'static str| match pattern {
                "" => BTreeSet::new(),
                pattern => BTreeSet::from([pattern]),
            };
            assert_eq!(pattern(&set(base), &set(head)), expected, "{base} -> {head}");
        }
    }
}
