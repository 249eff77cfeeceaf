//! Changes as release notes in one page, which needs no other file, light or dark as its reader likes it.

use std::fmt::Write as _;

use super::{escaped, notes, text};
use crate::diff::view::View;

const STYLE: &str = include_str!("page.css");

pub(super) fn render(view: &View<'_>) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>What changed</title>\n",
    );
    let _ = writeln!(out, "<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>What changed</h1>");
    let _ = writeln!(out, "<p class=\"summary\">{}.</p>", escaped(&text::summary(view)));
    if !view.crates.is_empty() {
        out.push_str("<table>\n<thead><tr><th>Crate</th><th>Now</th><th>Next</th><th>Because it is</th></tr></thead>\n<tbody>\n");
        for of in &view.crates {
            let bump = of.bump.as_str();
            let _ = writeln!(
                out,
                "<tr><td><code>{}</code></td><td>{}</td><td>{}</td><td><span class=\"bump {bump}\">{bump}</span></td></tr>",
                escaped(&of.name),
                escaped(&of.version),
                escaped(&of.next()),
            );
        }
        out.push_str("</tbody>\n</table>\n");
    }
    let chapters = notes::chapters(view);
    if chapters.is_empty() {
        out.push_str("<p>Nothing changed on the wire.</p>\n");
    }
    for chapter in &chapters {
        let _ = writeln!(out, "<section class=\"{}\">\n<h2>{}</h2>", chapter.level, chapter.title);
        for section in &chapter.sections {
            let _ = writeln!(out, "<h3>{}</h3>", escaped(&section.title));
            if !section.more.is_empty() {
                let all: Vec<String> =
                    section.more.iter().map(|name| format!("<code>{}</code>", escaped(name))).collect();
                let _ = writeln!(
                    out,
                    "<details><summary>All operations</summary><p>{}</p></details>",
                    all.join(", ")
                );
            }
            out.push_str("<ul>\n");
            section.notes.iter().for_each(|entry| note(&mut out, entry));
            out.push_str("</ul>\n");
        }
        out.push_str("</section>\n");
    }
    let others = view.other_events();
    if !others.is_empty() {
        out.push_str("<section>\n<h2>In Rust only</h2>\n<ul>\n");
        for event in others {
            let _ = writeln!(out, "<li>{}</li>", prose(&text::consequence(event)));
        }
        out.push_str("</ul>\n</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn note(out: &mut String, note: &notes::Note) {
    let _ = writeln!(out, "<li>\n<p>{}</p>", prose(&note.text()));
    if let (Some(before), Some(after)) = (&note.before, &note.after) {
        let _ = writeln!(
            out,
            "<dl><dt>Before</dt><dd><code>{}</code></dd><dt>After</dt><dd><code>{}</code></dd></dl>",
            escaped(before),
            escaped(after)
        );
    }
    if let Some(advice) = note.advice {
        let _ = writeln!(out, "<p class=\"todo\">{}</p>", prose(advice));
    }
    if let Some(reason) = &note.accepted {
        let _ = writeln!(out, "<p class=\"accepted\">Accepted: {}</p>", escaped(reason));
    }
    if !note.rust.is_empty() {
        out.push_str("<ul class=\"rust\">\n");
        for (bump, line) in &note.rust {
            let _ = writeln!(out, "<li><span class=\"bump {bump}\">{bump}</span> {}</li>", prose(line));
        }
        out.push_str("</ul>\n");
    }
    let _ = writeln!(out, "<p class=\"rule\">{}</p>\n</li>", escaped(&note.rule));
}

/// Text in which back-ticks mark code.
fn prose(text: &str) -> String {
    let mut out = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            let _ = write!(out, "<code>{}</code>", escaped(part));
        } else {
            out.push_str(&escaped(part));
        }
    }
    out
}
