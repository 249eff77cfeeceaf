//! Case rules: from a wire name, which may be any text, to an identifier in the form that Rust expects.

use std::fmt::Write as _;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::keyword::is_keyword;

/// The name of a type or variant: upper camel case.
///
/// ```
/// use specwright::names::to_type;
///
/// assert_eq!(to_type("balance_group"), "BalanceGroup");
/// assert_eq!(to_type("DE_50HERTZ"), "De50hertz");
/// assert_eq!(to_type("+1"), "Plus1");
/// assert_eq!(to_type("200"), "V200");
/// assert_eq!(to_type("ª"), "Vª");
/// ```
#[must_use]
pub fn to_type(wire: &str) -> String {
    let camel = if is_plain(wire) { plain_camel(wire) } else { spell(wire).to_upper_camel_case() };
    let name = identifier(camel, "V");
    // Some letters are lower case and have no upper one.
    let name = if name.starts_with(char::is_lowercase) { format!("V{name}") } else { name };
    if name.is_empty() { "Empty".to_owned() } else { name }
}

/// The name of a field, argument or method: snake case; a keyword gets an underscore.
///
/// ```
/// use specwright::names::to_field;
///
/// assert_eq!(to_field("balanceGroup"), "balance_group");
/// assert_eq!(to_field("type"), "type_");
/// assert_eq!(to_field("-1"), "minus_1");
/// assert_eq!(to_field(""), "empty");
/// ```
#[must_use]
pub fn to_field(wire: &str) -> String {
    let name = identifier(to_snake(wire), "v");
    if name.is_empty() { "empty".to_owned() } else { name }
}

/// The words of a name, in small letters.
pub(crate) fn words(wire: &str) -> Vec<String> {
    let snake = if is_plain(wire) { plain_snake(wire) } else { wire.to_snake_case() };
    snake.split('_').map(str::to_owned).collect()
}

/// The words of a name, joined by underscores.
fn to_snake(wire: &str) -> String {
    if is_plain(wire) { plain_snake(wire) } else { spell(wire).to_snake_case() }
}

/// Whether a name shows plainly what its words are, as most names do: it is in snake case, or in camel case without
/// acronyms and digits.
fn is_plain(name: &str) -> bool {
    let (mut before, mut has_digits, mut has_capitals) = (b'_', false, false);
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' => {}
            b'0'..=b'9' if before != b'_' || has_digits => has_digits = true,
            b'A'..=b'Z' if !before.is_ascii_uppercase() => has_capitals = true,
            b'_' if before != b'_' => {}
            _ => return false,
        }
        before = byte;
    }
    before != b'_' && !(has_digits && has_capitals)
}

/// A plain name in snake case.
fn plain_snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

/// A plain name in camel case.
fn plain_camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut starts = true;
    for c in name.chars() {
        if c != '_' {
            camel.push(if starts { c.to_ascii_uppercase() } else { c });
        }
        starts = c == '_';
    }
    camel
}

/// The name of a module with a file of its own: snake case, in ASCII, and not too long for a file.
///
/// ```
/// use specwright::names::to_module;
///
/// assert_eq!(to_module("Pull requests"), "pull_requests");
/// assert_eq!(to_module("größe"), "gru00f6u00dfe");
/// ```
#[must_use]
pub fn to_module(wire: &str) -> String {
    const LONGEST: usize = 60;
    let mut name = String::new();
    for c in to_field(wire).chars() {
        if name.len() >= LONGEST {
            break;
        }
        match c {
            c if c.is_ascii() => name.push(c),
            // Writing to a String cannot fail.
            c => drop(write!(name, "u{:04x}", u32::from(c))),
        }
    }
    name
}

/// The name of a constant: upper snake case.
#[must_use]
pub fn to_constant(wire: &str) -> String {
    let name = to_field(wire);
    let name = name.trim_end_matches('_');
    if is_plain(name) { name.to_ascii_uppercase() } else { name.to_shouty_snake_case() }
}

/// Makes a name in its form an identifier: no digit in front, no keyword.
fn identifier(name: String, before_digit: &str) -> String {
    if name.starts_with(|first: char| !unicode_ident::is_xid_start(first)) && !name.is_empty() {
        return format!("{before_digit}{name}");
    }
    if is_keyword(&name) { format!("{name}_") } else { name }
}

/// Puts words in the place of signs that tell names apart; other signs only part words.
fn spell(wire: &str) -> String {
    let has_letters = wire.chars().any(char::is_alphanumeric);
    let mut words = String::with_capacity(wire.len());
    let mut before: Option<char> = None;
    for (at, c) in wire.char_indices() {
        let next = wire[at + c.len_utf8()..].chars().next();
        let word = match c {
            c if unicode_ident::is_xid_continue(c) && c != '_' => None,
            '+' => Some("plus"),
            '-' if !has_letters || (before.is_none() && next.is_some_and(|c| c.is_ascii_digit())) => {
                Some("minus")
            }
            '<' if next == Some('=') => Some("le"),
            '>' if next == Some('=') => Some("ge"),
            '!' if next == Some('=') => Some("ne"),
            '=' if matches!(before, Some('<' | '>' | '!')) => Some(""),
            '=' => Some("eq"),
            '<' => Some("lt"),
            '>' => Some("gt"),
            _ if has_letters => Some(""),
            c => sign(c),
        };
        match word {
            Some(word) => {
                words.push(' ');
                words.push_str(word);
                words.push(' ');
            }
            None if unicode_ident::is_xid_continue(c) && c != '_' => words.push(c),
            None => words.extend([" u", &hexadecimal(c), " "]),
        }
        before = Some(c);
    }
    words
}

fn hexadecimal(c: char) -> String {
    format!("{:x}", u32::from(c))
}

/// The word for a sign in a name that is made of signs only; `None` for a sign that has none.
const fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '_' => "underscore",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '!' => "bang",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '~' => "tilde",
        '^' => "caret",
        '$' => "dollar",
        '@' => "at",
        '#' => "hash",
        ':' => "colon",
        ';' => "semicolon",
        ',' => "comma",
        '.' => "dot",
        '?' => "question",
        '"' => "quote",
        '\'' => "apostrophe",
        '`' => "backtick",
        '(' => "open_paren",
        ')' => "close_paren",
        '[' => "open_bracket",
        ']' => "close_bracket",
        '{' => "open_brace",
        '}' => "close_brace",
        ' ' => "space",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_wire_name_has_a_readable_identifier() {
        let cases = [
            ("customer_id", "CustomerId", "customer_id"),
            ("X-RateLimit-Limit", "XRateLimitLimit", "x_rate_limit_limit"),
            ("HTTPError", "HttpError", "http_error"),
            ("+1", "Plus1", "plus_1"),
            ("-1", "Minus1", "minus_1"),
            ("200", "V200", "v200"),
            ("", "Empty", "empty"),
            ("self", "Self_", "self_"),
            ("Self", "Self_", "self_"),
            ("type", "Type", "type_"),
            ("a-b", "AB", "a_b"),
            ("<=", "Le", "le"),
            (">", "Gt", "gt"),
            ("$ref", "Ref", "ref_"),
            ("*", "Star", "star"),
            ("_", "Underscore", "underscore"),
            ("größe", "Größe", "größe"),
            ("名前", "名前", "名前"),
            ("😀", "U1f600", "u1f600"),
            ("get /v1/customers/{customer_id}", "GetV1CustomersCustomerId", "get_v1_customers_customer_id"),
        ];
        for (wire, ty, field) in cases {
            assert_eq!((to_type(wire).as_str(), to_field(wire).as_str()), (ty, field), "{wire:?}");
        }
    }

    proptest! {
        #[test]
        fn plain_names_are_as_all_others(wire in "([a-zA-Z_]|[a-z0-9_]){1,12}") {
            if is_plain(&wire) {
                let spelled = spell(&wire);
                prop_assert_eq!(plain_snake(&wire), spelled.to_snake_case(), "{}", &wire);
                prop_assert_eq!(plain_camel(&wire), spelled.to_upper_camel_case(), "{}", &wire);
                prop_assert_eq!(plain_snake(&wire).to_ascii_uppercase(), spelled.to_shouty_snake_case(), "{}", &wire);
            }
        }

        #[test]
        fn identifiers_are_identifiers(wire in ".{0,12}") {
            for name in [to_type(&wire), to_field(&wire), to_constant(&wire)] {
                prop_assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{wire:?} -> {name:?}");
            }
        }
    }
}
