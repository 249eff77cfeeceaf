//! `hostname` and `idn-hostname`: labels of letters, digits and inner hyphens, and labels of other scripts as
//! IDNA 2008 has them (RFC 5890 to 5892).
//!
//! What a label of another script may hold is checked by the rules of RFC 5892 as far as the standard library
//! knows the characters: normal forms and the directions of RFC 5893 are not checked.

use crate::format::marks::{is_mark, is_virama};
use crate::format::punycode;

/// The longest label and the longest name (RFC 1034, section 3.1), without the root.
const MAX_LABEL: usize = 63;
const MAX_NAME: usize = 253;

/// A host name of RFC 1123, section 2.1; what an `xn--` label stands for has to be a label too.
pub(super) fn is_hostname(text: &str) -> bool {
    text.len() <= MAX_NAME && text.split('.').all(is_ascii_label)
}

/// A host name with labels of any script.
pub(super) fn is_idn_hostname(text: &str) -> bool {
    // The other full stops of RFC 3490, section 3.1.
    let mut length = 0;
    text.split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']).all(|label| {
        let label = label_length(label);
        length += label.unwrap_or(0) + 1;
        label.is_some() && length <= MAX_NAME + 1
    })
}

/// The length of a label in ASCII, if it is one.
fn label_length(label: &str) -> Option<usize> {
    if label.is_ascii() {
        return is_ascii_label(label).then_some(label.len());
    }
    // In ASCII it would not be shorter.
    let points: Vec<char> = label.chars().take(MAX_LABEL + 1).collect();
    if points.len() > MAX_LABEL || !is_unicode_label(&points) {
        return None;
    }
    let length = punycode::encode(&points)?.len() + "xn--".len();
    (length <= MAX_LABEL).then_some(length)
}

fn is_ascii_label(label: &str) -> bool {
    let bytes = label.as_bytes();
    !label.is_empty()
        && label.len() <= MAX_LABEL
        && !label.starts_with('-')
        && !label.ends_with('-')
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        && is_xn_label_or_other(label)
}

/// What starts with `xn--` has to be the one Punycode of a label that is not ASCII (RFC 5890, section 2.3.2.1).
fn is_xn_label_or_other(label: &str) -> bool {
    let Some((_, code)) = label.split_at_checked(4).filter(|(prefix, _)| prefix.eq_ignore_ascii_case("xn--"))
    else {
        return true;
    };
    punycode::decode(code).is_some_and(|points| {
        points.iter().any(|c| !c.is_ascii())
            && is_unicode_label(&points)
            && punycode::encode(&points).is_some_and(|again| again.eq_ignore_ascii_case(code))
    })
}

/// RFC 5891, section 4.2.3.
fn is_unicode_label(label: &[char]) -> bool {
    let hyphens = label.get(2..4) == Some(&['-', '-']);
    !hyphens
        && label.first().is_some_and(|first| *first != '-' && !is_mark(*first))
        && label.last() != Some(&'-')
        && (0..label.len()).all(|at| is_allowed(label, at))
}

/// RFC 5892: the derived property of a character, and its rule where it depends on the context.
fn is_allowed(label: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| label.get(at)).copied();
    let after = label.get(at + 1).copied();
    let Some(c) = label.get(at).copied() else { return false };
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-'
        // Section 2.6, exceptions.
        | '\u{df}' | '\u{3c2}' | '\u{6fd}' | '\u{6fe}' | '\u{f0b}' | '\u{3007}' => true,
        '\u{640}' | '\u{7fa}' | '\u{302e}' | '\u{302f}' | '\u{3031}'..='\u{3035}' | '\u{303b}' => false,
        // Appendix A, rules that depend on the context.
        '\u{b7}' => before == Some('l') && after == Some('l'),
        '\u{375}' => after.is_some_and(is_greek),
        '\u{5f3}' | '\u{5f4}' => before.is_some_and(is_hebrew),
        '\u{30fb}' => label.iter().any(|c| *c != '\u{30fb}' && is_japanese(*c)),
        '\u{660}'..='\u{669}' => !label.iter().any(|c| matches!(c, '\u{6f0}'..='\u{6f9}')),
        '\u{6f0}'..='\u{6f9}' => !label.iter().any(|c| matches!(c, '\u{660}'..='\u{669}')),
        '\u{200d}' => before.is_some_and(is_virama),
        '\u{200c}' => before.is_some_and(is_virama) || joins(label, at),
        _ => is_mark(c) || is_letter_or_digit(c),
    }
}

/// Letters and digits that neither lower case nor compatibility decomposition changes.
fn is_letter_or_digit(c: char) -> bool {
    let is_lower = c.to_lowercase().eq([c]);
    let is_compatibility = matches!(c,
        '\u{aa}' | '\u{b2}'..='\u{be}' | '\u{1100}'..='\u{11ff}' | '\u{2070}'..='\u{209f}'
        | '\u{2100}'..='\u{214d}' | '\u{2150}'..='\u{2182}' | '\u{2460}'..='\u{24ff}'
        | '\u{3131}'..='\u{318e}' | '\u{3200}'..='\u{33ff}' | '\u{a960}'..='\u{a97f}'
        | '\u{d7b0}'..='\u{d7ff}' | '\u{f900}'..='\u{fa0d}' | '\u{fb00}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}' | '\u{ff00}'..='\u{ffef}' | '\u{1d400}'..='\u{1d7ff}'
        | '\u{1ee00}'..='\u{1eeff}' | '\u{1f100}'..='\u{1f1ff}' | '\u{2f800}'..='\u{2fa1f}');
    c.is_alphanumeric() && is_lower && !is_compatibility
}

fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3e1}' | '\u{3f0}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5f4}' | '\u{fb1d}'..='\u{fb4f}')
}

/// Hiragana, Katakana or Han.
fn is_japanese(c: char) -> bool {
    matches!(c,
        '\u{3005}' | '\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}'
        | '\u{30fd}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{20000}'..='\u{2fa1f}')
}

/// Does a zero width non-joiner stand between letters that would be joined (RFC 5892, appendix A.1)?
fn joins(label: &[char], at: usize) -> bool {
    let before = label[..at].iter().rev().copied().find(|c| !is_mark(*c));
    let after = label[at + 1..].iter().copied().find(|c| !is_mark(*c));
    before.is_some_and(|c| is_cursive(c) && !joins_right_only(c)) && after.is_some_and(is_cursive)
}

/// A letter of a script whose letters are joined.
fn is_cursive(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, '\u{620}'..='\u{8ff}' | '\u{1820}'..='\u{18aa}' | '\u{a840}'..='\u{a872}')
}

/// Letters of Arabic that are not joined with the next one.
fn joins_right_only(c: char) -> bool {
    matches!(c,
        '\u{621}'..='\u{625}' | '\u{627}' | '\u{629}' | '\u{62f}'..='\u{632}' | '\u{648}'
        | '\u{671}'..='\u{677}' | '\u{688}'..='\u{699}' | '\u{6c0}' | '\u{6c3}'..='\u{6cb}' | '\u{6cd}'
        | '\u{6cf}' | '\u{6d2}'..='\u{6d5}' | '\u{6ee}' | '\u{6ef}')
}
