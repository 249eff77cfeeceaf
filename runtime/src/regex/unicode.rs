//! What the Unicode Character Database says of characters, from the tables of the crate `regex-syntax`.

use super::set::Set;

/// The characters with a property: `Lu`, `Alphabetic` or `Script=Greek`.
#[cfg(feature = "unicode")]
pub(super) fn property(name: &str) -> Option<Set> {
    use regex_syntax::hir::{Class, HirKind};
    let value = name.split_once('=').map_or(name, |(_, value)| value);
    if matches!(value, "Cs" | "Surrogate") {
        // No text has one.
        return Some(Set::default());
    }
    match regex_syntax::parse(&format!("\\p{{{name}}}")).ok()?.into_kind() {
        HirKind::Class(Class::Unicode(class)) => Some(of(&class)),
        // A property that only one character has.
        HirKind::Literal(text) => {
            let code = u32::from(std::str::from_utf8(&text.0).ok()?.chars().next()?);
            Some(Set::of(&[(code, code)]))
        }
        _ => None,
    }
}

/// The set with all letters that differ from one of its letters in case only (simple case folding).
#[cfg(feature = "unicode")]
pub(super) fn fold(set: &Set) -> Option<Set> {
    use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};
    let ends = |&(first, last): &(u32, u32)| {
        // Surrogates are no characters: what lies on both sides of them is two ranges.
        [(first, last.min(0xd7ff)), (first.max(0xe000), last)]
    };
    let ranges = set.ranges().iter().flat_map(ends).filter_map(|(first, last)| {
        (first <= last)
            .then(|| Some(ClassUnicodeRange::new(char::from_u32(first)?, char::from_u32(last)?)))?
    });
    let mut class = ClassUnicode::new(ranges);
    class.try_case_fold_simple().ok()?;
    Some(of(&class))
}

#[cfg(feature = "unicode")]
fn of(class: &regex_syntax::hir::ClassUnicode) -> Set {
    let ranges: Vec<_> =
        class.iter().map(|range| (u32::from(range.start()), u32::from(range.end()))).collect();
    Set::of(&ranges)
}

/// Without the feature `unicode`, nothing is known.
#[cfg(not(feature = "unicode"))]
pub(super) fn property(_name: &str) -> Option<Set> {
    None
}

/// Without the feature `unicode`, nothing is known.
#[cfg(not(feature = "unicode"))]
pub(super) fn fold(_set: &Set) -> Option<Set> {
    None
}

/// Do two letters differ in case only?
pub(super) fn is_alike(one: char, other: char) -> bool {
    let code = u32::from(one);
    fold(&Set::of(&[(code, code)])).is_some_and(|letters| letters.contains(other))
}
