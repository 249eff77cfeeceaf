//! Tokens of generated Rust: enough of a lexer for text that is regular.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// An identifier, a keyword or a lifetime.
    Word(&'t str),
    /// A literal, as it is written.
    Literal(&'t str),
    /// Any other sign.
    Sign(char),
    /// A bracket that opens, and how many tokens are in it, up to and with the one that closes.
    Open(char, usize),
    /// A bracket that closes.
    Close(char),
}

/// The tokens of a text, without comments.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let bytes = text.as_bytes();
    let (mut tokens, mut open, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        match byte {
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at = text[at..].find('\n').map_or(text.len(), |end| at + end);
            }
            b'"' => {
                at = end_of_string(bytes, at + 1);
                tokens.push(Token::Literal(&text[start..at]));
            }
            b'r' if matches!(bytes.get(at + 1), Some(b'"' | b'#')) && is_raw(bytes, at + 1) => {
                at = end_of_raw(text, at + 1);
                tokens.push(Token::Literal(&text[start..at]));
            }
            b'b' if bytes.get(at + 1) == Some(&b'"') => {
                at = end_of_string(bytes, at + 2);
                tokens.push(Token::Literal(&text[start..at]));
            }
            b'\'' => {
                at = end_of_quote(text, at);
                let token = &text[start..at];
                let is_character = token.len() > 1 && token.ends_with('\'');
                tokens.push(if is_character { Token::Literal(token) } else { Token::Word(token) });
            }
            b'{' | b'(' | b'[' => {
                open.push(tokens.len());
                tokens.push(Token::Open(char::from(byte), 0));
                at += 1;
            }
            b'}' | b')' | b']' => {
                if let Some(from) = open.pop() {
                    let length = tokens.len() - from;
                    if let Some(Token::Open(_, count)) = tokens.get_mut(from) {
                        *count = length;
                    }
                }
                tokens.push(Token::Close(char::from(byte)));
                at += 1;
            }
            byte if byte.is_ascii_digit() => {
                let is_part = |c: &u8| c.is_ascii_alphanumeric() || *c == b'_';
                while bytes.get(at).is_some_and(is_part)
                    || (bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
                {
                    at += 1;
                }
                tokens.push(Token::Literal(&text[start..at]));
            }
            byte if byte.is_ascii_whitespace() => at += 1,
            _ => {
                let rest = &text[at..];
                let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                if word > 0 {
                    at += word;
                    tokens.push(Token::Word(&text[start..at]));
                } else {
                    let sign = rest.chars().next().unwrap_or(' ');
                    at += sign.len_utf8();
                    tokens.push(Token::Sign(sign));
                }
            }
        }
    }
    tokens
}

/// The byte behind a text whose first byte is at `at`.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn is_raw(bytes: &[u8], at: usize) -> bool {
    bytes[at..].iter().find(|byte| **byte != b'#') == Some(&b'"')
}

fn end_of_raw(text: &str, at: usize) -> usize {
    let hashes = text[at..].bytes().take_while(|byte| *byte == b'#').count();
    let end = format!("\"{}", "#".repeat(hashes));
    let body = at + hashes + 1;
    text[body..].find(&end).map_or(text.len(), |found| body + found + end.len())
}

/// The end of a character or a lifetime.
fn end_of_quote(text: &str, at: usize) -> usize {
    let rest = &text[at + 1..];
    if rest.starts_with('\\') {
        return rest[2..].find('\'').map_or(text.len(), |end| at + 3 + end + 1);
    }
    let mut characters = rest.char_indices();
    let first = characters.next().map_or(0, |(_, c)| c.len_utf8());
    if rest[first..].starts_with('\'') {
        return at + 1 + first + 1;
    }
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    at + 1 + word
}

/// Tokens as text, spaced as Rust is written, so that spelling does not matter.
pub(super) fn text(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    let sign = |at: usize, wanted: char| tokens.get(at) == Some(&Token::Sign(wanted));
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Word(word) | Token::Literal(word) => {
                if text.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                    text.push(' ');
                }
                text.push_str(word);
            }
            Token::Sign('-') if sign(at + 1, '>') => text.push_str(" -"),
            Token::Sign('>') if at > 0 && sign(at - 1, '-') => text.push_str("> "),
            Token::Sign(',') => text.push_str(", "),
            Token::Sign(':') if !(sign(at + 1, ':') || (at > 0 && sign(at - 1, ':'))) => text.push_str(": "),
            Token::Sign(sign) | Token::Open(sign, _) | Token::Close(sign) => {
                // A list may end in a comma.
                let kept = text.strip_suffix(", ").map_or(text.len(), str::len);
                if matches!(token, Token::Close(_)) {
                    text.truncate(kept);
                }
                text.push(*sign);
            }
        }
    }
    text
}

/// The parts of a list, which a sign parts that is in no bracket; those of `<..>` count as brackets.
pub(super) fn split<'s, 't>(tokens: &'s [Token<'t>], sign: char) -> Vec<&'s [Token<'t>]> {
    let (mut parts, mut start, mut at, mut angles) = (Vec::new(), 0, 0, 0_usize);
    while let Some(token) = tokens.get(at) {
        match token {
            Token::Open(_, length) => at += length,
            Token::Sign('<') => angles += 1,
            Token::Sign('>') if !matches!(tokens.get(at.wrapping_sub(1)), Some(Token::Sign('-' | '='))) => {
                angles = angles.saturating_sub(1);
            }
            Token::Sign(found) if *found == sign && angles == 0 => {
                parts.push(&tokens[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    if start < tokens.len() {
        parts.push(&tokens[start..]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Token, split, text, tokens};

    #[test]
    fn text_is_parted_into_tokens() {
        let found = tokens("pub fn a<'x>(b: &'x str) -> Vec<u8> { \"}\" } // {\nr#\"\"}\"# '}' '\\'' 1.5");
        assert_eq!(text(&found[..3]), "pub fn a");
        let literals: Vec<_> = found
            .iter()
            .filter_map(|token| if let Token::Literal(text) = token { Some(*text) } else { None })
            .collect();
        assert_eq!(literals, ["\"}\"", "r#\"\"}\"#", "'}'", "'\\''", "1.5"]);
    }

    #[test]
    fn lists_are_parted_at_their_own_signs() {
        let found = tokens("a: Map<A, B>, b: (C, D), f: fn(u8) -> u8, c");
        let parts: Vec<String> = split(&found, ',').into_iter().map(text).collect();
        assert_eq!(parts, ["a: Map<A, B>", "b: (C, D)", "f: fn(u8) -> u8", "c"]);
    }
}
