//! Changes as release notes in Markdown.

use std::fmt::Write as _;

use super::{notes, text};
use crate::diff::view::View;

pub(super) fn render(view: &View<'_>) -> String {
    let mut out = String::from("# What changed\n\n");
    let _ = writeln!(out, "{}.\n", text::summary(view).replace('|', "\\|"));
    if !view.crates.is_empty() {
        out.push_str("| crate | now | next | |\n|---|---|---|---|\n");
        for of in &view.crates {
            let _ =
                writeln!(out, "| `{}` | {} | {} | {} |", of.name, of.version, of.next(), of.bump.as_str());
        }
        out.push('\n');
    }
    let chapters = notes::chapters(view);
    if chapters.is_empty() {
        out.push_str("Nothing changed on the wire.\n");
    }
    for chapter in chapters {
        let _ = writeln!(out, "## {}\n", chapter.title);
        for section in chapter.sections {
            let _ = writeln!(out, "### {}\n", code_unless_prose(&section.title));
            if !section.more.is_empty() {
                let all: Vec<String> = section.more.iter().map(|name| format!("`{name}`")).collect();
                let _ = writeln!(
                    out,
                    "<details><summary>All operations</summary>\n\n{}\n\n</details>\n",
                    all.join(", ")
                );
            }
            for note in section.notes {
                let _ = writeln!(out, "- {} <sub>{}</sub>", note.text(), note.rule);
                if let (Some(before), Some(after)) = (&note.before, &note.after) {
                    let _ = writeln!(out, "  - Before: {}\n  - After: {}", code(before), code(after));
                }
                if let Some(advice) = note.advice {
                    let _ = writeln!(out, "  - What to do: {advice}");
                }
                if let Some(reason) = &note.accepted {
                    let _ = writeln!(out, "  - Accepted: {reason}");
                }
                for (bump, line) in note.rust {
                    let _ = writeln!(out, "  - In Rust, {bump}: {line}");
                }
            }
            out.push('\n');
        }
    }
    let others = view.other_events();
    if !others.is_empty() {
        out.push_str("## In Rust only\n\n");
        for event in others {
            let _ = writeln!(out, "- {}", text::consequence(event));
        }
        out.push('\n');
    }
    out
}

/// A value as code, whatever is in it.
fn code(value: &str) -> String {
    let fence = if value.contains('`') { "``" } else { "`" };
    let blank = if value.starts_with('`') || value.ends_with('`') { " " } else { "" };
    format!("{fence}{blank}{}{blank}{fence}", value.replace('\n', " "))
}

fn code_unless_prose(title: &str) -> String {
    match title.split_once(" and ") {
        Some((first, rest)) if rest.ends_with(" more") => format!("`{first}` and {rest}"),
        _ if title.contains('/') => format!("`{title}`"),
        _ => title.to_owned(),
    }
}
