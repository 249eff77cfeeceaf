//! Rust text with its comments and literals blanked, so that a search finds code only.

/// The text with comments and the insides of string and character literals replaced by spaces. Lines stay lines.
pub(super) fn code_of(text: &str) -> String {
    let mut lexer = Lexer { rest: text, code: String::with_capacity(text.len()), after_word: false };
    while lexer.step() {}
    lexer.code
}

struct Lexer<'t> {
    rest: &'t str,
    code: String,
    /// Whether the last character belongs to an identifier: an `r` there does not begin a raw string.
    after_word: bool,
}

impl Lexer<'_> {
    /// Passes one token of interest, or one character.
    fn step(&mut self) -> bool {
        let rest = self.rest;
        let Some(first) = rest.chars().next() else { return false };
        let is_word = first.is_alphanumeric() || first == '_';
        if rest.starts_with("//") {
            self.blank(rest.find('\n').unwrap_or(rest.len()));
        } else if rest.starts_with("/*") {
            self.blank(block_comment(rest));
        } else if first == '"' {
            self.literal(1, string(&rest[1..]));
        } else if let Some((open, hashes)) = (!self.after_word).then(|| raw_string(rest)).flatten() {
            let end = format!("\"{}", "#".repeat(hashes));
            let inside = rest[open..].find(&end).unwrap_or(rest.len() - open);
            self.literal(open, inside);
        } else if let Some(length) = (first == '\'').then(|| character(rest)).flatten() {
            self.blank(length);
        } else {
            self.keep(first.len_utf8());
        }
        self.after_word = is_word;
        true
    }

    fn keep(&mut self, length: usize) {
        let (kept, rest) = self.rest.split_at(length);
        self.code.push_str(kept);
        self.rest = rest;
    }

    fn blank(&mut self, length: usize) {
        let (blanked, rest) = self.rest.split_at(length);
        self.code.extend(blanked.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        self.rest = rest;
    }

    /// A literal that opens with `open` bytes and holds `inside` bytes; what closes it is passed as code.
    fn literal(&mut self, open: usize, inside: usize) {
        self.keep(open);
        self.blank(inside);
        self.keep(usize::from(self.rest.starts_with('"')));
    }
}

/// The length of a block comment; they nest.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of the inside of a string, given the text after its first quote.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    text.len()
}

/// The length of what opens a raw string (`r##"`, `br"`, `cr"`), and the number of its hashes.
fn raw_string(text: &str) -> Option<(usize, usize)> {
    let body = text.strip_prefix(['b', 'c']).unwrap_or(text).strip_prefix('r')?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    body[hashes..].starts_with('"').then(|| (text.len() - body.len() + hashes + 1, hashes))
}

/// The length of a character literal; nothing where the quote begins a lifetime.
fn character(text: &str) -> Option<usize> {
    let inside = &text[1..];
    if let Some(escape) = inside.strip_prefix('\\') {
        let mut chars = escape.char_indices();
        chars.next()?;
        let (at, _) = chars.find(|(_, c)| *c == '\'')?;
        return Some(at + 3);
    }
    let c = inside.chars().next()?;
    inside[c.len_utf8()..].starts_with('\'').then_some(c.len_utf8() + 2)
}

/// Whether `text` holds `word` as a whole identifier.
pub(super) fn has_word(text: &str, word: &str) -> bool {
    words(text, word).next().is_some()
}

/// Where `word` occurs in `text` as a whole identifier.
pub(super) fn words<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |&at| !text[..at].ends_with(is_word) && !text[at + word.len()..].starts_with(is_word))
}

/// The number of the line that holds the byte, from 1.
pub(super) fn line_of(text: &str, byte: usize) -> usize {
    text[..byte].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::{code_of, has_word, line_of};

    #[test]
    fn comments_and_literals_are_blanked() {
        let cases = [
            ("a // b\nc", "a     \nc"),
            ("a /* b /* c */ d */ e", "a                   e"),
            (r#"f("a\"b", c)"#, r#"f("    ", c)"#),
            ("r#\"a\"b\"# + x", "r#\"   \"# + x"),
            ("br\"a\\\" + x", "br\"  \" + x"),
            ("for\"a\"", "for\" \""),
            ("'a' + '\\'' + '\\u{1F600}' + 'é'", "    +      +             +    "),
            ("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)"),
            ("b'\"' + \"x\"", "b    + \" \""),
            ("\"open", "\"    "),
            ("/* open", "       "),
        ];
        for (text, expected) in cases {
            assert_eq!(code_of(text), expected, "{text}");
        }
    }

    #[test]
    fn words_are_whole() {
        assert!(has_word("use syn::Item;", "syn"));
        assert!(!has_word("use syntax::Item; my_syn", "syn"));
    }

    #[test]
    fn lines_count_from_one() {
        assert_eq!(line_of("a\nb\nc", 0), 1);
        assert_eq!(line_of("a\nb\nc", 4), 3);
    }
}
