//! The forms in which changes are shown.

mod github;
mod html;
mod json;
mod junit;
mod markdown;
mod notes;
mod sarif;
mod signature;
mod text;

use super::view::View;
use crate::flags::DiffFormat;

/// Shows the changes.
pub(super) fn render(view: &View<'_>, format: DiffFormat) -> String {
    match format {
        DiffFormat::Text => text::render(view),
        DiffFormat::Json => json::render(view),
        DiffFormat::Markdown => markdown::render(view),
        DiffFormat::Html => html::render(view),
        DiffFormat::Github => github::render(view),
        DiffFormat::Sarif => sarif::render(view),
        DiffFormat::Junit => junit::render(view),
    }
}

/// Text for XML and HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // XML has no other control characters, not even escaped.
            c if c.is_control() && !matches!(c, '\n' | '\t') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
