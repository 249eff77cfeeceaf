//! `uri-template` (RFC 6570, section 2).

/// Literals and expressions in braces.
pub(super) fn is_uri_template(text: &str) -> bool {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        rest = match first {
            '{' => match after.split_once('}') {
                Some((expression, after)) if is_expression(expression) => after,
                _ => return false,
            },
            '%' if is_escaped(after) => &after[2..],
            _ if is_literal(first) => after,
            _ => return false,
        };
    }
    true
}

fn is_literal(c: char) -> bool {
    let is_excluded = matches!(c, ' ' | '"' | '\'' | '%' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
    !is_excluded && !c.is_control()
}

/// Two hexadecimal digits behind a `%`.
fn is_escaped(text: &str) -> bool {
    text.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

fn is_expression(text: &str) -> bool {
    let variables = text.strip_prefix(|c| "+#./;?&=,!@|".contains(c)).unwrap_or(text);
    variables.split(',').all(is_variable)
}

fn is_variable(text: &str) -> bool {
    if let Some(name) = text.strip_suffix('*') {
        return is_name(name);
    }
    match text.split_once(':') {
        Some((name, length)) => {
            let is_length = (1..=4).contains(&length.len())
                && length.bytes().all(|byte| byte.is_ascii_digit())
                && !length.starts_with('0');
            is_length && is_name(name)
        }
        None => is_name(text),
    }
}

fn is_name(text: &str) -> bool {
    text.split('.').all(|part| {
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let after = &rest[first.len_utf8()..];
            rest = match first {
                '%' if is_escaped(after) => &after[2..],
                _ if first.is_ascii_alphanumeric() || first == '_' => after,
                _ => return false,
            };
        }
        !part.is_empty()
    })
}
