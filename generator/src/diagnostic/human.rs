//! Diagnostics for people: the source line, a mark under it and what to do next.

mod excerpt;

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer};

use self::excerpt::Excerpt;
use super::order::{Located, in_order};
use super::{Diagnostics, Severity};
use crate::source::Sources;

/// Whether the text is coloured with escape sequences of the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// Plain text.
    #[default]
    Never,
    /// Escape sequences.
    Always,
}

/// Renders diagnostics, sorted by place, with a closing line that counts them.
///
/// The text is empty when there is no diagnostic.
///
/// ```
/// use specwright::diagnostic::{Color, human};
/// use specwright::source::{Limits, Sources, parse};
///
/// let mut sources = Sources::new();
/// let file = sources.add("api.yaml", "info:\n  title: A\n  title: B\n");
/// let (_, diagnostics) = parse(&sources, file, &Limits::DEFAULT);
/// let text = human(&diagnostics, &sources, Color::Never);
/// assert!(text.starts_with("error[duplicate-key]: the key `title` occurs twice in one object\n"));
/// assert!(text.contains(" --> api.yaml:3:3\n"));
/// assert!(text.ends_with("\n1 error, 0 warnings\n"));
/// ```
#[must_use]
pub fn human(diagnostics: &Diagnostics, sources: &Sources, color: Color) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let renderer = match color {
        Color::Never => Renderer::plain(),
        Color::Always => Renderer::styled(),
    }
    .decor_style(DecorStyle::Ascii)
    .term_width(excerpt::WIDTH);
    let mut out = String::new();
    for located in in_order(diagnostics, sources) {
        out.push_str(&one(&renderer, &located, sources));
        out.push_str("\n\n");
    }
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let plural = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let _ = writeln!(out, "{}, {}", plural(errors, "error"), plural(warnings, "warning"));
    out
}

fn one(renderer: &Renderer, located: &Located<'_>, sources: &Sources) -> String {
    let diagnostic = located.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(one_line(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut groups = vec![Group::with_title(title)];
    for excerpt in excerpts(located, sources) {
        if let Some((line, column)) = excerpt.position {
            // A snippet that is a part of a line cannot say where it is, and shows that only at the top of a group.
            extend(&mut groups, Origin::path(excerpt.path).line(line).char_column(column));
            groups.push(Group::with_level(Level::NOTE));
        }
        extend(&mut groups, excerpt.snippet);
    }
    if let Some(hint) = &diagnostic.hint {
        extend(&mut groups, Level::HELP.message(hint.as_str()));
    }
    renderer.render(&groups)
}

fn extend<'a>(groups: &mut Vec<Group<'a>>, element: impl Into<annotate_snippets::Element<'a>>) {
    if let Some(group) = groups.pop() {
        groups.push(group.element(element));
    }
}

/// What is shown of the files: marks near each other share one excerpt.
fn excerpts<'a>(located: &Located<'a>, sources: &'a Sources) -> Vec<Excerpt<'a>> {
    let Some(main) = located.main else { return Vec::new() };
    let mut marks =
        vec![excerpt::Mark { span: main, label: &located.diagnostic.label, kind: AnnotationKind::Primary }];
    let related = located.related.iter().zip(&located.diagnostic.related);
    marks.extend(related.filter_map(|(span, (_, label))| {
        Some(excerpt::Mark { span: (*span)?, label, kind: AnnotationKind::Context })
    }));
    excerpt::excerpts(&marks, sources)
}

/// A message is one line of bounded length, whatever of the document it quotes.
fn one_line(message: &str) -> String {
    const MOST: usize = 500;
    let mut text: String = message.chars().take(MOST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if message.chars().nth(MOST).is_some() {
        text.push_str("...");
    }
    text
}

#[cfg(test)]
mod tests;
