//! Names and addresses of the network: `email`, `ipv4`, `ipv6`.

use std::net::{Ipv4Addr, Ipv6Addr};

/// A `Mailbox` of RFC 5321, section 4.1.2; with code points beyond ASCII, of RFC 6531.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    if local.is_empty() || local.len() > 64 {
        return false;
    }
    let is_local = match local.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"').is_some_and(is_quoted),
        None => local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_character)),
    };
    is_local && is_mail_domain(domain)
}

fn is_atom_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c) || !c.is_ascii()
}

/// The text within the quotes of a `Quoted-string`.
fn is_quoted(text: &str) -> bool {
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        let is_allowed = match c {
            '\\' => characters.next().is_some_and(|escaped| matches!(escaped, ' '..='~')),
            '"' => false,
            ' '..='~' => true,
            _ => !c.is_ascii(),
        };
        if !is_allowed {
            return false;
        }
    }
    true
}

fn is_mail_domain(domain: &str) -> bool {
    if let Some(literal) = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return match literal.get(..5) {
            Some(tag) if tag.eq_ignore_ascii_case("ipv6:") => is_ipv6(&literal[5..]),
            _ => is_ipv4(literal),
        };
    }
    is_domain(domain, |c| c.is_ascii_alphanumeric() || !c.is_ascii())
}

/// Labels of letters and inner hyphens, of at most 63 bytes, divided by dots.
fn is_domain(text: &str, is_letter: impl Fn(char) -> bool) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| is_letter(c) || c == '-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

pub(super) fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

pub(super) fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}
