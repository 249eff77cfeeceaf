//! The forms in which changes are shown.

mod json;
mod text;

use super::view::View;
use crate::flags::DiffFormat;

/// Shows the changes.
pub(super) fn render(view: &View<'_>, format: DiffFormat) -> String {
    match format {
        DiffFormat::Text => text::render(view),
        DiffFormat::Json => json::render(view),
    }
}
