//! Markdown of a document, made safe: rustdoc must neither run it, nor warn about it, nor read links into it.

/// Cleans a text.
///
/// - A code block without a language, or in Rust, becomes a block of text: prose is no doctest.
/// - Indentation that would make a code block is taken away, also behind the signs of quotes and list items.
/// - A code block that begins behind such a sign is plain text.
/// - Square brackets are links only where an absolute URL follows; bare URLs become links.
/// - HTML is shown as it is written.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    let mut paragraph = String::new();
    for line in text.lines().map(str::trim_end) {
        let trimmed = line.trim_start();
        if let Some(open) = &fence {
            let closes = trimmed
                .strip_prefix(open.as_str())
                .is_some_and(|rest| rest.chars().all(|c| open.starts_with(c)));
            cleaned.push(line.to_owned());
            if closes {
                fence = None;
            }
        } else if let Some(open) = fence_of(trimmed) {
            flush(&mut paragraph, &mut cleaned);
            let language = trimmed[open.len()..].trim();
            let rust = language.is_empty()
                || language.split([',', ' ']).any(|word| word == "rust" || word.starts_with("edition"));
            cleaned.push(format!("{open}{}", if rust { "text" } else { language }));
            fence = Some(open);
        } else if trimmed.is_empty() {
            flush(&mut paragraph, &mut cleaned);
            cleaned.push(String::new());
        } else {
            paragraph.push_str(&indent(line, &cleaned, &paragraph));
            paragraph.push_str(&nested(trimmed));
            paragraph.push('\n');
        }
    }
    flush(&mut paragraph, &mut cleaned);
    cleaned.extend(fence);
    cleaned.join("\n").trim().to_owned()
}

fn flush(paragraph: &mut String, cleaned: &mut Vec<String>) {
    cleaned.extend(inline(paragraph).lines().map(str::to_owned));
    paragraph.clear();
}

/// The run of signs that opens a code block.
fn fence_of(line: &str) -> Option<String> {
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let run: String = line.chars().take_while(|c| *c == sign).collect();
    (run.len() >= 3 && !(sign == '`' && line[run.len()..].contains('`'))).then_some(run)
}

/// The indentation a line keeps: what makes it part of a list item, but never a code block.
fn indent(line: &str, cleaned: &[String], paragraph: &str) -> String {
    let trimmed = line.trim_start();
    let before = paragraph.lines().last();
    // A line that goes on with an item belongs to it, and says so.
    if let Some(before) = before
        && sign(trimmed).is_none()
        && !trimmed.starts_with(['#', '|'])
    {
        return " ".repeat(content(before));
    }
    let width = line.len() - trimmed.len();
    let before = before.or_else(|| cleaned.iter().rev().map(String::as_str).find(|line| !line.is_empty()));
    let in_list = before.is_some_and(|before| is_item(before) || before.starts_with("  "));
    " ".repeat(if in_list { width.min(2) } else { 0 })
}

/// Where the text of a line begins, behind its indentation and the sign of a list item.
fn content(line: &str) -> usize {
    let text = line.trim_start();
    let is_break = text.len() >= 3 && text.chars().all(|c| matches!(c, '-' | '*' | ' '));
    let sign = sign(text).filter(|_| !text.starts_with('>') && !is_break);
    line.len() - text.len() + sign.map_or(0, |length| length + 1)
}

/// A line with one space behind each sign of a quote or list item, and without the fence of a code block behind them.
fn nested(line: &str) -> String {
    let (mut cleaned, mut rest) = (String::new(), line);
    while let Some(length) = sign(rest) {
        cleaned.push_str(&rest[..length]);
        cleaned.push(' ');
        rest = rest[length..].trim_start();
    }
    if cleaned.is_empty() || fence_of(rest).is_none() {
        cleaned.push_str(rest);
    }
    cleaned.trim_end().to_owned()
}

/// The length of the sign of a quote or of a list item, if the line begins with one.
fn sign(line: &str) -> Option<usize> {
    if line.starts_with('>') {
        return Some(1);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let ends = |signs: &[char]| line[digits..].starts_with(signs);
    let is_sign = if digits == 0 { ends(&['-', '*', '+']) } else { ends(&['.', ')']) };
    let rest = line.get(digits + 1..)?;
    (is_sign && (rest.is_empty() || rest.starts_with(char::is_whitespace))).then_some(digits + 1)
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with("- ")
        || line.starts_with("* ")
        || line.starts_with("+ ")
        || (number.len() < line.len() && number.starts_with(". "))
}

/// Cleans what stands between code spans.
fn inline(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len() + 16);
    let mut rest = text;
    loop {
        let plain = rest.find(['`', '[', ']', '<', '\\', 'h']).unwrap_or(rest.len());
        cleaned.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let Some(c) = rest.chars().next() else { return cleaned };
        let (taken, put) = match c {
            '`' => code_span(rest),
            '[' => link(rest),
            ']' => (1, "\\]".to_owned()),
            '<' => match url(&rest[1..]) {
                Some(length) if rest[1 + length..].starts_with('>') => {
                    (length + 2, rest[..length + 2].to_owned())
                }
                _ => (1, "\\<".to_owned()),
            },
            '\\' => {
                let length = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                (length, if length == 1 { "\\\\".to_owned() } else { rest[..length].to_owned() })
            }
            'h' if !cleaned.ends_with(char::is_alphanumeric) => match url(rest) {
                Some(length) => (length, format!("<{}>", &rest[..length])),
                None => (1, "h".to_owned()),
            },
            c => (c.len_utf8(), c.to_string()),
        };
        cleaned.push_str(&put);
        rest = &rest[taken..];
    }
}

/// A code span as it is; a back-tick without a partner is only a sign.
fn code_span(text: &str) -> (usize, String) {
    let ticks = text.chars().take_while(|c| *c == '`').count();
    let fence = &text[..ticks];
    let mut from = ticks;
    while let Some(at) = text[from..].find(fence) {
        let start = from + at;
        let run = text[start..].chars().take_while(|c| *c == '`').count();
        if run == ticks {
            return (start + ticks, text[..start + ticks].to_owned());
        }
        from = start + run;
    }
    (ticks, "\\`".repeat(ticks))
}

/// `[text](url)` as it is when the URL is absolute, else its text.
fn link(text: &str) -> (usize, String) {
    let plain = (1, "\\[".to_owned());
    let Some(close) = text.find(']') else { return plain };
    let label = &text[1..close];
    let Some(target) = text[close + 1..].strip_prefix('(') else { return plain };
    let Some(end) = target.find(')') else { return plain };
    let length = close + 2 + end + 1;
    if label.contains('[') {
        return plain;
    }
    match url(target) {
        Some(url) if url >= target[..end].trim_end().len().min(end) => (length, text[..length].to_owned()),
        _ => (length, inline(label)),
    }
}

/// The length of the absolute URL at the start of the text.
fn url(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | ')' | '(' | ']' | '['))
        .unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    (url.len() > scheme.len()).then_some(url.len())
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn prose_is_safe_for_rustdoc() {
        let cases = [
            ("Plain text", "Plain text"),
            ("See https://a.example/x.", "See <https://a.example/x>."),
            ("See <https://a.example>", "See <https://a.example>"),
            ("[RFC 9457](https://rfc.example/9457)", "[RFC 9457](https://rfc.example/9457)"),
            ("[Guide](/docs/guide)", "Guide"),
            ("a [b] c[0]", "a \\[b\\] c\\[0\\]"),
            ("`[code]` <b>bold</b>", "`[code]` \\<b>bold\\</b>"),
            ("lone ` tick", "lone \\` tick"),
            ("Text\n\n    let x = 1;\n", "Text\n\nlet x = 1;"),
            ("- item\n    more", "- item\n  more"),
            ("- item\nmore\n and more\n\nno more", "- item\n  more\n  and more\n\nno more"),
            ("10. item\nmore\n- other\nmore", "10. item\n    more\n- other\n  more"),
            ("```\nlet x;\n```", "```text\nlet x;\n```"),
            ("```rust\nlet x;", "```text\nlet x;\n```"),
            ("~~~json\n{}\n~~~", "~~~json\n{}\n~~~"),
            (">     let x;\n>\n> ```\n> let y;\n> ```", "> let x;\n>\n>\n> let y;\n>"),
            ("-     let x;\n1.\tlet y;\n* ~~~\n  let z;", "- let x;\n1. let y;\n*\n  let z;"),
            ("- - -\n**bold** *a*\n2021-01 -1 -", "- - -\n**bold** *a*\n2021-01 -1 -"),
            ("back\\slash \\", "back\\slash \\"),
        ];
        for (text, expected) in cases {
            assert_eq!(clean(text), expected, "{text:?}");
        }
    }
}
