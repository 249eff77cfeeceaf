//! Printing the diagnostics of a run.

use specwright::diagnostic::{self, Diagnostics, Severity};
use specwright::source::Sources;

use crate::flags::{Color, MessageFormat};
use crate::ui;

/// Prints them, for people on standard error or for tools on standard output.
pub(crate) fn print(diagnostics: &Diagnostics, sources: &Sources, format: MessageFormat, color: Color) {
    show(&text(diagnostics, sources, format, color), format);
}

/// What is printed of them.
pub(crate) fn text(
    diagnostics: &Diagnostics,
    sources: &Sources,
    format: MessageFormat,
    color: Color,
) -> String {
    match format {
        MessageFormat::Human => {
            let color = if ui::colored(color) { diagnostic::Color::Always } else { diagnostic::Color::Never };
            diagnostic::human(diagnostics, sources, color)
        }
        MessageFormat::Json => diagnostic::json(diagnostics, sources),
    }
}

/// Prints what [`text`] gave.
pub(crate) fn show(text: &str, format: MessageFormat) {
    match format {
        MessageFormat::Human => ui::problems(text),
        MessageFormat::Json => text.lines().for_each(ui::result),
    }
}

/// How many of them are errors.
pub(crate) fn errors(diagnostics: &Diagnostics) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count()
}
