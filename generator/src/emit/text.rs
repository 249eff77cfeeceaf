//! Text: the parts of generated Rust that are tables, written line by line as a person would.
//!
//! Definitions and tables make up most of what is generated, and are so regular that writing them is faster than
//! building tokens of them only to print these; a test holds that the formatter would not change them.

use std::fmt::{self, Write as _};

/// The width that lines keep to where they can.
pub(super) const WIDTH: usize = 100;

/// Appends what a format says.
pub(super) fn put(out: &mut String, what: fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(what);
}

/// A string literal.
pub(super) fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// String literals, parted by commas.
pub(super) fn quoted_list<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    texts.into_iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")
}

/// Appends doc comments.
pub(super) fn docs(out: &mut String, indent: &str, lines: &[String]) {
    for line in lines {
        out.push_str(indent);
        out.push_str(if line.is_empty() { "///" } else { "/// " });
        out.push_str(line);
        out.push('\n');
    }
}

/// Appends a list between brackets: on one line if it fits, else with as many items on each line as fit.
pub(super) fn list(out: &mut String, indent: &str, open: &str, items: &[String], close: &str) {
    let length: usize = items.iter().map(|item| item.len() + 2).sum();
    if indent.len() + open.len() + length + close.len() <= WIDTH {
        put(out, format_args!("{indent}{open}{}{close}\n", items.join(", ")));
        return;
    }
    put(out, format_args!("{indent}{open}\n"));
    let mut line = String::new();
    for item in items {
        if !line.is_empty() && indent.len() + 4 + line.len() + item.len() + 2 > WIDTH {
            put(out, format_args!("{indent}    {line}\n"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(item);
        line.push(',');
    }
    if !line.is_empty() {
        put(out, format_args!("{indent}    {line}\n"));
    }
    put(out, format_args!("{indent}{close}\n"));
}
