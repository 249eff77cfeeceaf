//! `uri` and `uri-reference` (RFC 3986), and the same with characters beyond ASCII (RFC 3987).

use std::net::Ipv6Addr;

/// A URI: with a scheme.
pub(super) fn is_absolute(text: &str) -> bool {
    scheme(text).is_some_and(is_rest)
}

/// A URI, or a relative reference.
pub(super) fn is_reference(text: &str) -> bool {
    match scheme(text) {
        Some(rest) => is_rest(rest),
        // The first segment of a relative path must not look like a scheme.
        None => !first_segment(text).contains(':') && is_rest(text),
    }
}

fn first_segment(text: &str) -> &str {
    text.split(['/', '?', '#']).next().unwrap_or_default()
}

/// What follows the scheme and its colon.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then_some(rest)
}

/// Authority, path, query and fragment.
fn is_rest(text: &str) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (text, query) = text.split_once('?').unwrap_or((text, ""));
    let tail = |c: char| is_path_character(c) || c == '?';
    if !has_only(fragment, tail) || !has_only(query, tail) {
        return false;
    }
    match text.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            is_authority(authority) && has_only(path, is_path_character)
        }
        None => has_only(text, is_path_character),
    }
}

fn is_authority(text: &str) -> bool {
    let (user, host) = text.rsplit_once('@').unwrap_or(("", text));
    if !has_only(user, |c| is_name_character(c) || c == ':') {
        return false;
    }
    let (host, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let Some((literal, port)) = rest.split_once(']') else { return false };
            if !is_ip_literal(literal) {
                return false;
            }
            ("", port)
        }
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let is_port = port.is_empty()
        || port.strip_prefix(':').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    is_port && has_only(host, is_name_character)
}

fn is_ip_literal(text: &str) -> bool {
    match text.strip_prefix(['v', 'V']).and_then(|rest| rest.split_once('.')) {
        Some((version, address)) => {
            !version.is_empty()
                && version.bytes().all(|byte| byte.is_ascii_hexdigit())
                && !address.is_empty()
                && address.chars().all(|c| is_name_character(c) && c != '%' || c == ':')
        }
        None => text.parse::<Ipv6Addr>().is_ok(),
    }
}

/// Are these characters all allowed, and each `%` followed by two hexadecimal digits?
fn has_only(text: &str, is_allowed: impl Fn(char) -> bool) -> bool {
    let bytes = text.as_bytes();
    let is_escape =
        |at: usize| bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    text.char_indices().all(|(at, c)| is_allowed(c) && (c != '%' || is_escape(at)))
}

/// `unreserved`, `sub-delims` and the `%` of an escape.
fn is_name_character(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || "-._~!$&'()*+,;=%".contains(c)
        || (!c.is_ascii() && !c.is_control() && !c.is_whitespace())
}

/// `pchar` and the slash between segments.
fn is_path_character(c: char) -> bool {
    is_name_character(c) || matches!(c, ':' | '@' | '/')
}
